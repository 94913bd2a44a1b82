"""Render one canonical project definition into every official budget performance document."""

__version__ = "0.1.0"
