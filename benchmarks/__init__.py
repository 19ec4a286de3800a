"""What is measured about the game's speed, and how: see README.md."""

import os

# Measured is a program that was started before, whose modules are compiled; this would have each start compile them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
