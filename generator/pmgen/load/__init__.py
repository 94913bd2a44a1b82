"""YAML files to records: every value keeps its place, and all problems are found at once."""

from pmgen.load.annexes import Loaded, load_annex, load_project_file
from pmgen.load.folders import find_annexes

__all__ = ["Loaded", "find_annexes", "load_annex", "load_project_file"]
