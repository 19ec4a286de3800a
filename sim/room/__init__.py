"""A group session: a room of people who play one scenario together."""
