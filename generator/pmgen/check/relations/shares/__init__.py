"""Shares and rates beside the counts that make them, and by how much something changes."""
