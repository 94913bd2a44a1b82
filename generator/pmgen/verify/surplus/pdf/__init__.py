"""What a PDF holds that pmgen would not have written, and every difference one can see or dig out of it."""

from __future__ import annotations

from pmgen.problems import Problem, message
from pmgen.readers.pdf import contents
from pmgen.readers.pdffile import pages
from pmgen.readers.pdfscan import open_pdf
from pmgen.verify.surplus.pdf.comparing import compare
from pmgen.verify.surplus.pdf.foreign import tell_foreign
from pmgen.verify.surplus.pdf.glyphs import tell_missing
from pmgen.verify.surplus.pdf.opened import Opened
from pmgen.verify.surplus.telling import FOREIGN, Teller

__all__ = ["surplus"]


def surplus(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what `theirs` holds too much, and where it differs from `ours` if that is given."""
    tell = Teller(name)
    try:
        file = open_pdf(theirs)
        if "Encrypt" in file.trailer:
            tell.error(FOREIGN, message("the file is encrypted: nobody can tell what is in it"))
            return tell.problems
        opened = Opened(file, pages(file), contents(theirs))
    except ValueError as error:
        tell.unreadable(error)
        return tell.problems
    tell_foreign(opened, tell, compared=ours is not None)
    tell_missing(opened.fonts, tell)
    if ours is not None:
        own = open_pdf(ours)
        compare(Opened(own, pages(own), contents(ours)), opened, tell)
    return tell.problems
