"""The amounts of all annual goals together, beside the budget that they come to but for a slip.

Goals that name amounts name nearly always all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby

from pmgen.check.relations.amounts.announced_sums import without_their_parts
from pmgen.check.relations.amounts.price_products import is_amount, is_price
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import has_same_digits, is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.terms import Horizon
from pmgen.model.units import Dimension

_OTHER_MONEY = late(
    "自筹|自付|其[余他]|其中[^，。；]{0,10}元|节[约省]|省[下去]|带动|收入|四舍五入|产[值量出]|销售|营业|交易|贷款|融资|担保|减[免少]|挽回|罚|追[回缴]|补缴"
    "|分期|上年|去年|结转|每年|另|余下|剩余|分担|承担|配套|捐|募|保额|赔|理赔|投资|合同额|[+＋×=＝]"
)
"""Words of money that is not paid out of the budget, or of an amount within another."""
_TOTAL = late(
    "(?:上述|以上|项目|总)(?:[^，。；]{0,6})(?:合计|共计|总计|经费|资金|费用)|(?:总计|总额|总经费)[^，。；]{0,4}\\Z"
)
_LEAST, _MOST = 4, 20
_MOST_LEFT_OUT = 4
_FAR_SMALLER = 2


@dataclass(frozen=True, slots=True)
class GoalAmounts:
    """The amounts of the goals, what they make, and whether that is certainly meant to be the budget."""

    parts: Sequence[Said]
    made: Fraction
    is_certain: bool


def amounts_beside_budget(statements: ProjectStatements, budget: Fraction) -> GoalAmounts | None:
    """Return the amounts of all annual goals where they are the budget but for a slip in it or in one.

    It is certain where none of them is as small as what they are too much, so that each belongs to the
    budget, or where digits are turned. Nothing is told where some amounts more or less are the budget.
    """
    texts = _texts_of_the_year(statements)
    money = [said for text in texts for said in text if said.statement.dimension is Dimension.MONEY]
    amounts = _amounts(texts)
    made = _sum(amounts)
    missing = budget - made
    if not missing or not _LEAST <= len(amounts) <= len(money) <= _MOST:
        return None
    if not _is_slip(amounts, made, budget) or _is_explained(money, amounts, missing):
        return None
    if missing > 0 and any(map(_has_no_amount, texts)):
        return None
    is_turned = _is_turned(amounts, made, budget)
    are_all = len(amounts) == sum(map(is_amount, money)) and _are_too_much(amounts, missing)
    return GoalAmounts(amounts, made, is_turned or are_all)


def goals_make(statements: ProjectStatements, budget: Fraction) -> bool:
    """Tell whether the amounts of all annual goals make a budget."""
    return _sum(_amounts(_texts_of_the_year(statements))) == budget


def _texts_of_the_year(statements: ProjectStatements) -> list[tuple[Said, ...]]:
    return [text for text in statements.prose if _is_of_the_year(text[0])]


def _amounts(texts: Sequence[Sequence[Said]]) -> list[Said]:
    return [said for text in texts for said in without_their_parts(list(filter(_is_paid, text)))]


def _sum(amounts: Sequence[Said]) -> Fraction:
    return sum((said.statement.low for said in amounts), Fraction(0))


def _are_too_much(amounts: Sequence[Said], missing: Fraction) -> bool:
    return 0 < -missing * _FAR_SMALLER <= min(said.statement.low for said in amounts)


def _is_of_the_year(said: Said) -> bool:
    goal = said.field.goal
    return goal is not None and goal.horizon is Horizon.ANNUAL and said.field.key == "text"


def _is_paid(said: Said) -> bool:
    """Tell whether an amount is one of the budget, by the words of its clause, and not all of it."""
    one, text = said.statement, said.field.text
    is_exact = one.direction is Direction.EXACT and not one.is_change
    if not is_exact or not is_amount(said) or _TOTAL.search(one.before):
        return False
    begin = sentence_start(text, one.start, "，。；\n")
    return _OTHER_MONEY.search(text, begin, one.end + len(one.behind)) is None


def _is_slip(amounts: Sequence[Said], made: Fraction, budget: Fraction) -> bool:
    missing = budget - made
    return is_slip_of_digits(made, budget) or any(
        is_slip_of_digits(said.statement.low + missing, said.statement.low) for said in amounts
    )


def _is_turned(amounts: Sequence[Said], made: Fraction, budget: Fraction) -> bool:
    missing = budget - made
    return has_same_digits(made, budget) or any(
        has_same_digits(said.statement.low, said.statement.low + missing) for said in amounts
    )


def _is_explained(money: Sequence[Said], amounts: Sequence[Said], missing: Fraction) -> bool:
    """Tell whether some other money makes what is missing, or some amounts less do, or one for another."""
    others = _sums([said.statement.low for said in money if said not in amounts])
    less = _sums([said.statement.low for said in amounts])
    return any(each - missing in less for each in others)


def _sums(lows: Sequence[Fraction]) -> set[Fraction]:
    sizes = range(_MOST_LEFT_OUT + 1)
    return {sum(some, Fraction(0)) for size in sizes for some in combinations(lows, size)}


def _has_no_amount(text: Sequence[Said]) -> bool:
    """Tell whether a sentence has a price and no amount, so that what it costs is not said."""
    return any(
        any(map(is_price, sentence)) and not any(map(is_amount, sentence)) for sentence in _sentences(text)
    )


def _sentences(text: Sequence[Said]) -> Iterator[list[Said]]:
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        yield list(group)
