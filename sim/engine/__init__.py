"""The rules of play: one pure step, the machine that plays it, and the exact solver."""
