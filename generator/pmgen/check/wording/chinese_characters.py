"""The Chinese character of the patterns."""

HAN = r"[^\W\d_A-Za-z]"
"""One Chinese character: a letter that is none of ours.

A class of the range itself takes a hundred times as long to compile.
"""
