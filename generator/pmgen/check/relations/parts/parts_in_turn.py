"""Parts told in turn, of which all may have the unit of the last: 9000辆，分别为4000、3000、2000辆."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import POWER_PATTERN, Dimension, in_base_unit, same_unit

_IN_TURN = late("(?:分别|依次)(?:为|是|完成|安排|投入)?(?=[0-9])")
_NUMBER = late(rf"([0-9][0-9,]*(?:\.[0-9]+)?)({POWER_PATTERN}|)")
_AND = late("[、，,和及与](?=[0-9])")
_NAME = "[^，,。；、：（()）0-9]{1,8}"
_RIGHT_BEHIND = late(
    "[^，,。；、：（()）0-9]{0,16}[，,（(](?:共?分(?:成|为)?)?"
    f"(?:(?:(?P<count>[0-9]{{1,2}}|[两二三四五六七八九])[^，。；、（()）0-9]{{1,4}}|(?P<names>(?:{_NAME}[、和及与])+{_NAME}))，?)?"
)
_OPEN = late("[每各均]|单价|标准|其[余他]|剩余|余下|另|上年|去年|增|减|[升降]|达|收入|支出|费用|成本")
_REST = late("[^。；]{0,12}(?:其[余他它]|剩余|余下|余款|结余|尾款|另|等)")
_NO_SUMS = (Dimension.RATIO, Dimension.GRADE, Dimension.TIME)
_LEAST, _MOST = 2, 12
_LARGER = 2
"""A part so many times larger than the number before is none of it: 每首800元、600元，分别为2.4万元."""


def wrong_parts_in_turn(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the numbers that parts told in turn behind them do not make.

    They must stand right behind, and be as many as are said or named.
    """
    written = text[0].field.text
    if "分别" not in written and "依次" not in written:
        return
    starts = {said.statement.start: said for said in text}
    for mark in _IN_TURN.finditer(written):
        parts = _parts(written, mark.end(), starts)
        whole = _whole(text, mark.start(), parts[-1]) if _LEAST <= len(parts) <= _MOST else None
        if whole is None or any(part.statement.low > whole.statement.low * _LARGER for part in parts):
            continue
        made = sum((part.statement.low for part in parts), Fraction(0))
        alike = {said.statement.low for said in text if said.statement.base == whole.statement.base}
        has_rest = _REST.match(written, parts[-1].statement.end)
        if made not in alike and not has_rest and _is_right_behind(whole, mark, len(parts)):
            yield WrongSum(whole, tuple(parts), made)


def _parts(written: str, start: int, starts: dict[int, Said]) -> list[Said]:
    """Return the numbers that stand one behind the other; nothing where the last has no unit."""
    found: list[Said | re.Match[str]] = []
    while True:
        match = _NUMBER.match(written, start)
        if match is None:
            return []
        said = starts.get(start)
        end = said.statement.end if said else match.end()
        found.append(said or match)
        between = _AND.match(written, end)
        if between is None:
            break
        start = between.end()
    last = found[-1]
    if isinstance(last, re.Match):
        return []
    return [each if isinstance(each, Said) else _in_unit_of(last, each) for each in found]


def _in_unit_of(last: Said, number: re.Match[str]) -> Said:
    """Return a number without a unit as one of things like the last."""
    one = last.statement
    stated = Fraction(number[1].replace(",", ""))
    low = stated * in_base_unit(f"{number[2]}{one.unit}")[0]
    return Said(
        replace(one, start=number.start(), end=number.end(), low=low, high=low, stated=stated), last.field
    )


def _whole(text: Sequence[Said], end: int, part: Said) -> Said | None:
    """Return the last number of the sentence before a place that counts what a part does."""
    one = part.statement
    for said in reversed([each for each in text if each.statement.end <= end]):
        other = said.statement
        if other.sentence != one.sentence:
            return None
        if other.base == one.base and same_unit(other.unit) == same_unit(one.unit):
            return said if _is_plain(said) and not _OPEN.search(said.field.text, other.end, end) else None
    return None


def _is_plain(said: Said) -> bool:
    one = said.statement
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_exact and one.dimension not in _NO_SUMS and divisors_of(one) == ()


def _is_right_behind(whole: Said, mark: re.Match[str], parts: int) -> bool:
    """Tell whether only how many parts there are, or their names, stand before them: 分三批，分别为."""
    behind = _RIGHT_BEHIND.fullmatch(mark.string, whole.statement.end, mark.start())
    if behind is None:
        return False
    if names := behind["names"]:
        return len(_JOINED.findall(names)) == parts - 1
    return behind["count"] is None or _read(behind["count"]) == parts


_JOINED = late("[、和及与]")


def _read(count: str) -> int:
    return int(count) if count.isdigit() else int(read_chinese_numeral(count.replace("两", "二")) or 0)
