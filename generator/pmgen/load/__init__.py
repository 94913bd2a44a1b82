"""YAML files to records: every value keeps its place, and all problems are found at once."""
