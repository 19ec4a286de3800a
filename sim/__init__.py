"""Empty Chair: a sales-manager training simulator."""

__version__ = "0.1.0"
