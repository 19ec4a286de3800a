"""Empty Chair: a sales-manager training simulator."""
