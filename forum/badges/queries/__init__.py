"""What pages of this room read, one subject a file."""
