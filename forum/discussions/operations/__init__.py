"""Every act that changes a conversation, one noun a file. Operations flush; the edge commits."""
