"""Problems as values: what is wrong, how bad it is, where it stands and what to do.

Every code has a line in the one table, `CODES`: its severity, what it holds back, and what it is about.
"""

from pmgen.problems.code import Code, Holds, Kind, Severity
from pmgen.problems.table import CODES, code_of
from pmgen.problems.values import LayoutPlace, Place, Problem, Problems, Refusal, SourcePlace
from pmgen.problems.words import Message, message

__all__ = [
    "CODES",
    "Code",
    "Holds",
    "Kind",
    "LayoutPlace",
    "Message",
    "Place",
    "Problem",
    "Problems",
    "Refusal",
    "Severity",
    "SourcePlace",
    "code_of",
    "message",
]
