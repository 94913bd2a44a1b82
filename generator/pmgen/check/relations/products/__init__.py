"""So many for each of so many: counts, sizes and what they make together."""
