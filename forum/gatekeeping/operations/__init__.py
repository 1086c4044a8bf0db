"""What this room writes: one noun a file."""
