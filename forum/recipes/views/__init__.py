"""Pages about creations."""
