"""Amounts that are totals, because they name what a price and a count before them are for: 检测费用."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import unit_at

_MONEY = (
    "(?:费用|经费|资金|金额|总额|价款|款项|货款|支出|成本|投资|补贴|补助|奖[补励]|租金|工资|薪酬|报酬|费|款)"
)
_NAMED_TOTAL = late(
    f"(?P<noun>{HAN}{{0,14}}?)(?P<money>{_MONEY}{{1,3}}+)(?:[合共总小]计|总[共额]|共需?|计|需|为|安排|预计|测算)*"
)
_PRICED = late(f"{_MONEY}{{0,2}}(?:单价|均价|价格|标准|按|为|是|的)*\\Z")
_SAID_OF_ALL = late("全年|年度|所需|[需共总]|安排|支付|发放|投入|预计|测算|合计|采用|项目")
_KINDS_OF_MONEY = ("补贴", "补助", "奖", "租金", "工资", "薪酬", "报酬")
_MOST_CLAUSES_BETWEEN = 1


def is_total_of_named(said: Said, prices: Sequence[Said], counts: Sequence[Said]) -> bool:
    """Tell whether an amount is that of what a price and a count right before it name: 检测单价……，检测费用.

    What the price is for must be that which the amount is for, 资料费 is no part of 培训费用.
    """
    total, one = _NAMED_TOTAL.fullmatch(said.statement.before), said.statement
    if total is None or len(prices) != 1 or not counts or one.direction is not Direction.EXACT:
        return False
    price, last = prices[0].statement, max((prices[0], *counts), key=_start).statement
    words = _without_unit(price.before.rpartition("每")[2])
    if one.clause - last.clause > _MOST_CLAUSES_BETWEEN:
        return False
    if any(kind in words and kind not in total["money"] for kind in _KINDS_OF_MONEY):
        return False
    first = min((prices[0], *counts), key=_start).statement
    known_words = said.field.text[first.start - len(first.before) : last.end]
    known = pairs_of(known_words)
    noun = _SAID_OF_ALL.sub(" ", total["noun"]).strip()
    if len(noun) == 1 and noun not in known_words:
        return False
    return pairs_of(noun) <= known and pairs_of(_PRICED.sub("", words)[-_HEAD:]) <= pairs_of(noun)


_HEAD = 2


def _without_unit(words: str) -> str:
    return words.removeprefix(unit_at(words, 0))


def _start(said: Said) -> int:
    return said.statement.start


_IN_PART = late("一半|半数|分担|承担|部分|首[付期]|预付|尾款|余款|优惠|打折|折扣|按比例")


def is_paid_in_part(first: int, total: Said) -> bool:
    """Tell whether a text says between factors and their total that it is not all that they make."""
    return _IN_PART.search(total.field.text, first, total.statement.start) is not None
