"""What pages of no other room ask for."""
