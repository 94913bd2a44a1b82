"""The zip writer under the name by which the Word engine knows it."""

from pmgen.zipping import LEVEL, Entry, compressed, write_archive

__all__ = ["LEVEL", "Entry", "compressed", "write_archive"]
