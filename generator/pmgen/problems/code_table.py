"""The one table of problem codes, and the consequence of each in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmgen.problems import data_codes, format_codes, layout_codes, output_codes, pack_codes
from pmgen.problems.message import Message, message
from pmgen.problems.problem_code import Holds, ProblemCode, ProblemKind

_EVERY = (
    *data_codes.READING_CODES,
    *data_codes.SETTING_CODES,
    *data_codes.DATA_CODES,
    *pack_codes.PACK_CODES,
    *layout_codes.LAYOUT_CODES,
    *format_codes.FORMAT_CODES,
    *format_codes.FORM_CODES,
    *output_codes.OUTPUT_CODES,
    *output_codes.UNSAFE_CODES,
)

CODES: Mapping[str, ProblemCode] = MappingProxyType({each.code: each for each in sorted(_EVERY, key=str)})
"""Every code that no rule of the review has to itself, by what stands in a problem."""


def code_of(code: str) -> ProblemCode:
    """Return what the table says of a code; LookupError where it is not in the table."""
    try:
        return CODES[code]
    except KeyError:
        raise LookupError(f"{code} is not in pmgen/problems/*_codes.py") from None


_UNTIL_MENDED = {
    ProblemKind.READING: message(
        "What is made of this file is neither checked nor written until it is mended; no waiver helps "
        "(exit code 1, or 4 where other documents are written)."
    ),
    ProblemKind.PROOF: message(
        "No format of the document is written, for they are one set of one source (exit code 1, or 4 where "
        "other documents are); render --keep-proven writes the formats that are proven. "
        "A finished file of which verify says this must not be published."
    ),
    ProblemKind.INTERNAL: message("The document is written in no format; other documents are (exit code 3)."),
    ProblemKind.UNSAFE: message("It is refused, and the document is written in no format (exit code 5)."),
}
_UNTIL_MENDED[ProblemKind.DATA] = _UNTIL_MENDED[ProblemKind.READING]
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


def consequence(code: ProblemCode) -> Message:
    """Return what a problem of this code holds back, with the exit code."""
    match code.holds:
        case Holds.NOTHING:
            return _BLANK if code.kind is ProblemKind.GAP else _ALL_THE_SAME
        case Holds.FORMAT:
            return _ONE_FORMAT
        case Holds.DOCUMENT:
            return _UNTIL_MENDED.get(code.kind, _WHOLE_DOCUMENT)
        case Holds.RUN:
            return _REFUSED if code.kind is ProblemKind.UNSAFE else _NOTHING_DONE
