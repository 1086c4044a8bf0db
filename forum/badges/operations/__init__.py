"""What is written, one noun a file."""
