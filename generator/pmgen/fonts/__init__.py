"""Fonts: found by family name in given folders, read lazily, cut down to the glyphs in use."""

from pmgen.fonts.font_shelf import NO_FONTS, FontShelf, FoundFace, usual_folders

__all__ = ["NO_FONTS", "FontShelf", "FoundFace", "usual_folders"]
