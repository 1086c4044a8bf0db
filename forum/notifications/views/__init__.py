"""Pages of notices, choices and devices."""
