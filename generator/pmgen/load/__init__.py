"""YAML files to records: every value keeps its place, and all problems are found at once."""

from pmgen.load.annex_folders import LoadedAnnex, load_annex, load_project_file
from pmgen.load.annex_search import find_annexes

__all__ = ["LoadedAnnex", "find_annexes", "load_annex", "load_project_file"]
