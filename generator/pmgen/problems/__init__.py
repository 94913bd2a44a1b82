"""Problems as values: what is wrong, how bad it is, where it stands and what to do.

Every code has a line in the one table, `CODES`: its severity, what it holds back, and what it is about.
"""

from pmgen.problems.code_table import CODES, code_of
from pmgen.problems.message import Message, message
from pmgen.problems.problem import LayoutPlace, Place, Problem, Problems, Refusal, SourcePlace
from pmgen.problems.problem_code import Holds, ProblemCode, ProblemKind, Severity

__all__ = [
    "CODES",
    "Holds",
    "LayoutPlace",
    "Message",
    "Place",
    "Problem",
    "ProblemCode",
    "ProblemKind",
    "Problems",
    "Refusal",
    "Severity",
    "SourcePlace",
    "code_of",
    "message",
]
