"""A total that is paid in equal parts, 按季度平均发放，每季度14.4万元, beside one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.amounts.price_products import is_amount
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.wrong_result import WrongResult
from pmgen.late_pattern import late

_EVENLY = late(
    "按(?P<time>季度?|月)(?:平均|等额|均等|均匀)[^，。；0-9]{0,8}[，,、（(]?[^，。；0-9]{0,4}每(?:个?季度?|个?月)(?:各|均|平均)?"
    "(?:发放|拨付|支付|兑付|拨款|发给|拨|付)?(?:约|为)?\\Z"
)
_PART_OF_A_YEAR = late(
    "月(?:[0-9]{1,2}日)?[至到起—–~～-]|个月|个季度|半年|[首第末][一二三四]?季|[一二三四两]季度"
)
_LONGEST = 48
_ENDS = ("，", ",", "。", "；", ";", "、", "）", ")", "\n", "")
_OF_A_YEAR = {"季": 4, "季度": 4, "月": 12}
_LEAST, _MOST = 2, 24


def wrong_even_parts(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give each equal part of the amount before it that another number of parts would make."""
    written = text[0].field.text
    if "均" not in written and "等额" not in written:
        return
    for at, part in enumerate(text):
        one = part.statement
        evenly = _EVENLY.search(written, max(0, one.start - _LONGEST), one.start)
        amounts = [said for said in text[:at] if is_amount(said)] if evenly and one.base == "元" else ()
        if not amounts or evenly is None:
            continue
        begin = written.rfind("\n", 0, one.start) + 1
        if _PART_OF_A_YEAR.search(written, begin, one.end) or written[one.end : one.end + 1] not in _ENDS:
            continue
        total, parts = amounts[-1], _OF_A_YEAR[evenly["time"]]
        times = total.statement.low / one.low if one.low else Fraction(0)
        is_said = any(said.statement.low == one.low * parts for said in text if said.statement.base == "元")
        if times != parts and times.denominator == 1 and _LEAST <= times <= _MOST and not is_said:
            yield WrongResult(part, f"{total.words}÷{parts}", total.statement.low / parts, (total,))
