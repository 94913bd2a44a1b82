"""Amounts listed before a total that a slip keeps from it: 水电费4.80万元，保洁费3.60万元，共9.40万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from pmgen.check.statements.made_otherwise import is_made_otherwise
from pmgen.check.statements.price_products import WrongSum, is_amount
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_BRACKET = "(?:[（(][^（()）]{0,24}[)）])?"
_TOTAL = late(
    f"{_BRACKET}[，,、；;。](?:[两三四五六七八九]项|以上|上述)?(?:费用|经费|资金)?(?:共计?|合计|总计|小计)[^，,。；;元每]{{0,6}}"
)
_NEXT = late(
    f"{_BRACKET}[，,、；;][^，,。；;0-9（()）其]{{2,16}}{_BRACKET}(?:[0-9][0-9.,]{{0,7}}[^，,、。；;0-9元%每]{{1,10}}[，,、]?)?"
)
_LEAST, _MOST = 2, 12


def wrong_listed_amounts(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals behind two or more amounts, each named, that are not their sum but for a slip."""
    money = [said for said in text if said.statement.dimension is Dimension.MONEY]
    for at in range(_LEAST, len(money)):
        total = money[at]
        if not _is_total(money[at - 1], total):
            continue
        parts = _run(money[:at])
        made = sum((part.statement.low for part in parts), Fraction(0))
        if _LEAST <= len(parts) <= _MOST and _is_wrong(parts, total, made):
            yield WrongSum(total, tuple(parts), made)


def _is_total(last: Said, total: Said) -> bool:
    one = total.statement
    is_exact = is_amount(total) and one.direction is Direction.EXACT and one.low > 0
    return is_exact and _TOTAL.fullmatch(total.field.text, last.statement.end, one.start) is not None


def _run(before: Sequence[Said]) -> list[Said]:
    """Return the amounts in a row up to a total, each with its own name."""
    run: list[Said] = []
    for at in range(len(before) - 1, -1, -1):
        said = before[at]
        if not is_amount(said) or said.statement.direction is not Direction.EXACT:
            break
        run.insert(0, said)
        if at == 0:
            break
        last = before[at - 1]
        if not _NEXT.fullmatch(said.field.text, last.statement.end, said.statement.start):
            break
    return run


def _is_wrong(parts: Sequence[Said], total: Said, made: Fraction) -> bool:
    stated = total.statement.low
    if stated in accumulate(part.statement.low for part in reversed(parts)):
        return False
    missing = stated - made
    is_slip = is_slip_of_hand(made, stated) or any(
        part.statement.low + missing > 0 and is_slip_of_hand(part.statement.low, part.statement.low + missing)
        for part in parts
    )
    return is_slip and not is_made_otherwise(total, parts, made, of_parts=True)
