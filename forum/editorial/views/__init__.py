"""The pages on which the brand publishes."""
