"""What is measured about the game's speed, and how: see README.md."""
