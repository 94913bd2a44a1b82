"""The wording of a text: its characters, words, marks, names and titles, whatever it is about."""
