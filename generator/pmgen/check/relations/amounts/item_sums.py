"""What the items of a text come to when each is a product or an amount: 评审12次×0.25万元、宣传2.10万元."""

from __future__ import annotations

from fractions import Fraction

from pmgen.check.statements.explanations import last_place_of_target
from pmgen.check.statements.formulas import formulas_in
from pmgen.check.statements.project_statements import Promise
from pmgen.check.statements.statement_reading import read_statements
from pmgen.late_pattern import late

_ITEM_ENDS = late("[、，；;＋+。\\n]")
_MOST_ITEMS = 24


def items_make_target(text: str, promise: Promise) -> bool:
    """Tell whether two or more items of a text add up to a target."""
    items = [each for each in _ITEM_ENDS.split(text) if each]
    values = [_value(each, promise.statement.base) for each in items[:_MOST_ITEMS]]
    counted = [each for each in values if each]
    made, stated = sum(counted, Fraction(0)), promise.statement.low
    return len(counted) > 1 and abs(made - stated) <= last_place_of_target(promise) / 2


def _value(item: str, base: str) -> Fraction:
    """Return what an item says that it comes to, or what its formula makes; 0 where it is of other things."""
    formulas = list(formulas_in(item))
    said = [
        one for one in read_statements(item[formulas[-1].end :] if formulas else item) if one.base == base
    ]
    if said and said[-1].is_one:
        return said[-1].low
    return formulas[-1].made if formulas else Fraction(0)
