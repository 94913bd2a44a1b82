"""Fonts: found by family name in given folders, read lazily, cut down to the glyphs in use."""

from pmgen.fonts.face import Face
from pmgen.fonts.places import usual_folders
from pmgen.fonts.shelf import FontShelf, Found

__all__ = ["Face", "FontShelf", "Found", "usual_folders"]
