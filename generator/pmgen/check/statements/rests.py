"""What is left of a whole: 受理43.8万件，直接办结率60%，其余转派, beside how many these are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.price_products import WrongSum
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.model.units import Dimension, same_unit

_REST = ("其余", "剩余", "余下")
_LEAST = 100


def wrong_rests(statements: ProjectStatements) -> Iterator[WrongSum]:
    """Give the whole of a goal whose part and rest, told in the rows, are another number but for a slip."""
    for text in statements.prose:
        written = text[0].field.text
        if not any(word in written for word in _REST):
            continue
        for _, group in groupby(text, key=lambda said: said.statement.sentence):
            yield from _in_sentence(list(group), statements)


def _in_sentence(sentence: Sequence[Said], statements: ProjectStatements) -> Iterator[WrongSum]:
    written = sentence[0].field.text
    end = sentence[-1].statement.end + _BEHIND
    rates = [said.statement.low for said in sentence if said.statement.unit == "%"]
    for whole in sentence:
        one = whole.statement
        if not rates or not _is_count(whole) or not any(word in written[one.end : end] for word in _REST):
            continue
        alike = [said for text in statements.row_texts for said in text if _is_alike(said, whole)]
        parts = [said for said in alike if said.statement.low in {one.low * rate for rate in rates}]
        if len(parts) != 1:
            continue
        rest = one.low - parts[0].statement.low
        others = [said for said in alike if said is not parts[0]]
        slips = [said for said in others if is_slip_of_digits(said.statement.low, rest)]
        if len(slips) == 1 and not any(said.statement.low == rest for said in others):
            yield WrongSum(whole, (parts[0], slips[0]), parts[0].statement.low + slips[0].statement.low)


_BEHIND = 20


def _is_count(said: Said) -> bool:
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    is_of_all = not divisors_of(one) and not one.each and not is_of_other_time(one)
    return is_counted and one.is_one and one.low >= _LEAST and is_of_all


def _is_alike(said: Said, whole: Said) -> bool:
    one, other = said.statement, whole.statement
    return _is_count(said) and same_unit(one.unit) == same_unit(other.unit) and one.low < other.low
