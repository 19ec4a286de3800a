"""The histories of many players, told together: as tables for a gradebook, and as a page."""
