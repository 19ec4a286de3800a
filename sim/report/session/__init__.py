"""What a room full of people decided together, told afterwards: as a page, as text, as tables and for programs."""
