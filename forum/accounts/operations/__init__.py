"""What can be done to members and their sign-ins, one noun per file. Nothing here commits."""
