"""The server of rooms: what it lets in, what it tells whom, and where it can be reached."""
