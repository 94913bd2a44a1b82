"""Writing: marks, characters, words and slips in any text."""
