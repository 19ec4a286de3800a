"""What was played, kept on disk."""
