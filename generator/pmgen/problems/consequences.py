"""What follows from a problem, in a sentence for each way that it can end."""

from __future__ import annotations

from pmgen.problems.code import Code, Holds, Kind
from pmgen.problems.words import Message, message

_UNTIL_MENDED = {
    Kind.READING: message(
        "What is made of this file is neither checked nor written until it is mended; no waiver helps "
        "(exit code 1, or 4 where other documents are written)."
    ),
    Kind.PROOF: message(
        "No format of the document is written, for they are one set of one source (exit code 1, or 4 where "
        "other documents are); render --keep-proven writes the formats that are proven. "
        "A finished file of which verify says this must not be published."
    ),
    Kind.INTERNAL: message("The document is written in no format; other documents are (exit code 3)."),
    Kind.UNSAFE: message("It is refused, and the document is written in no format (exit code 5)."),
}
_UNTIL_MENDED[Kind.DATA] = _UNTIL_MENDED[Kind.READING]
_WHOLE_DOCUMENT = message(
    "The document is written in no format until it is mended (exit code 1, or 4 where other documents are)."
)
_ONE_FORMAT = message(
    "The file of that format is not written; the other formats of the document are "
    "(exit code 4, or 1 where there is no other)."
)
_REFUSED = message("It is refused, and nothing is read or written (exit code 5).")
_NOTHING_DONE = message("Nothing is read or written (exit code 1).")
_BLANK = message("The files are written, and the place stays blank (exit code 0, or 1 with --strict).")
_ALL_THE_SAME = message("The files are written all the same.")


def consequence(code: Code) -> Message:
    """Return what a problem of this code holds back, with the exit code."""
    match code.holds:
        case Holds.NOTHING:
            return _BLANK if code.kind is Kind.GAP else _ALL_THE_SAME
        case Holds.FORMAT:
            return _ONE_FORMAT
        case Holds.DOCUMENT:
            return _UNTIL_MENDED.get(code.kind, _WHOLE_DOCUMENT)
        case Holds.RUN:
            return _REFUSED if code.kind is Kind.UNSAFE else _NOTHING_DONE
