"""The map of a scenario: one model, drawn as SVG and PNG, written as Mermaid, DOT and plain text."""
