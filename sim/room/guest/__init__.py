"""A participant in a terminal: the other side of the wire."""
