"""What members do with creations."""
