"""The word of a closed vocabulary that is meant by another one: what the row around it, or itself, tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pmgen.late_pattern import late
from pmgen.model.field_definitions import Field
from pmgen.model.shown_categories import shown_category
from pmgen.model.target_reading import read_target
from pmgen.model.targets import polarity_of
from pmgen.model.terms import Basis, Category, Comparator, Polarity, Term

_BASES = (
    (late("历史|往年|上年|去年|前三年|近三年"), Basis.HISTORICAL),
    (late("国际"), Basis.INTERNATIONAL),
    (late("支出标准|定额|收费标准"), Basis.SPENDING_STANDARD),
    (late("行业|技术规范|国家标准"), Basis.INDUSTRY),
    (late("计划|规划|方案"), Basis.PLAN),
)
_COMPARATORS = (
    (late("不得?[低少小]于|至少|最少|以上"), Comparator.GE),
    (late("不得?[高多大超][于过]|至多|最多|以[内下]|之内"), Comparator.LE),
    (late("[高多大超][于过]"), Comparator.GT),
    (late("[低少小不][于足]"), Comparator.LT),
)
_BY_WORDS: Mapping[type[Term] | None, Sequence[tuple[re.Pattern[str], Term]]] = {
    Basis: _BASES,
    Comparator: _COMPARATORS,
}


def meant_term(field: Field, text: str, name: str, target: str) -> tuple[str, Term] | None:
    """Return the term of a field that is meant by `text`, which it does not know, and what tells it.

    That is the `name` or the `target` of the indicator, or the text itself; None where nothing does.
    """
    if field.term is Polarity and target:
        told: Term | None = polarity_of(read_target(target).target)
        return told and (target, told)
    if field.term is Category:
        by_name = shown_category(name, "")
        told = by_name or shown_category(name, target)
        return told and (name if by_name else target, told)
    told = next((term for words, term in _BY_WORDS.get(field.term, ()) if words.search(text)), None)
    return told and (text, told)
