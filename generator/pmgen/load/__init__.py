"""YAML files to records: every value keeps its place, and all problems are found at once."""

from pmgen.load.annex_folders import LoadedAnnex, find_annexes, load_annex, load_project_file

__all__ = ["LoadedAnnex", "find_annexes", "load_annex", "load_project_file"]
