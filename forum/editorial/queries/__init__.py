"""What publishing pages ask for."""
