"""Fixing: what `pmgen check --fix` repairs in the text of a file."""
