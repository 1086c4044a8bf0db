"""What this room reads."""
