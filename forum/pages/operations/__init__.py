"""What changes the brand's face, and what members decide about their welcome."""
