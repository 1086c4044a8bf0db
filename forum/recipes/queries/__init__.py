"""What pages about creations read."""
