"""The rules of a room: what people and the facilitator may do, and what follows. No clock, socket or disk."""
