"""What is written in this room."""
