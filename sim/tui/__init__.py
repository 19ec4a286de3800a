"""The game in Textual: screens and widgets."""
