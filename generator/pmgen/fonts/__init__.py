"""Fonts: found by family name in given folders, read lazily, cut down to the glyphs in use."""

from pmgen.fonts.font_shelf import FontShelf, Found, usual_folders

__all__ = ["FontShelf", "Found", "usual_folders"]
