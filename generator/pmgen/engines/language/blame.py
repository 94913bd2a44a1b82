"""Tell an author's mistake, met while a layout is filled, from a fault of pmgen."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb

import jinja2
from jinja2.exceptions import SecurityError, TemplateError

import pmgen
from pmgen.engines.language.blanks import LAYOUT
from pmgen.engines.language.budget import Exhausted
from pmgen.engines.language.failures import Unusable

_OWN = str(Path(pmgen.__file__).parent)
_LANGUAGE = str(Path(jinja2.__file__).parent)
_HANDING_ON = frozenset(
    [
        "charged",
        "weighed",
        "of_text",
        "call_binop",
        "_exact_quotient",
        "getattr",
        "getitem",
        "bounded_range",
        "number",
    ]
)
"""Functions of ours that do what the layout asks with the values that it gives."""


def lines_of(error: BaseException) -> list[int]:
    """Return the lines of the generated code that led to an error, the innermost last."""
    return [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == LAYOUT]


def is_of_the_author(error: Exception) -> bool:
    """Tell whether what the layout says made an error, and not the code that carries it out."""
    if isinstance(error, (Exhausted, Unusable, SecurityError, TemplateError, RecursionError)):
        return True
    for code in reversed([frame.f_code for frame, _ in walk_tb(error.__traceback__)]):
        if code.co_filename == LAYOUT or code.co_filename.startswith(_LANGUAGE):
            return True
        if code.co_filename.startswith(_OWN) and code.co_name not in _HANDING_ON:
            return False
    return False
