"""Everything that changes the desk."""
