"""Verify: finished files are read back and proven to show every value, each in its cell, and all the same."""

from pmgen.verify.file_proof import Finished, prove

__all__ = ["Finished", "prove"]
