"""The scenario format: bytes in, a checked model or findings out."""
