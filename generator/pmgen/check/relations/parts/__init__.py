"""A whole and its parts: lists, sums and what is left, in one text or in several."""
