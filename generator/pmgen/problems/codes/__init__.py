"""The lines of the table of codes, by what they are about."""
