"""Looking for words and patterns in a text, in a time that only its length decides."""
