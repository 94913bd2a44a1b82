"""Naming: what the name of an indicator promises, and which names speak of the same."""
