"""What moderation reads."""
