"""The amounts of all annual goals together, beside the budget that they come to but for a slip."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmgen.check.relations.amounts.price_products import is_amount
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.terms import Horizon

_OTHER_MONEY = late(
    "自筹|自付|其[余他]|其中[^，。；]{0,10}元|节[约省]|带动|收入|四舍五入|产[值量出]|销售|营业|交易|贷款|融资|担保|减[免少]|挽回|罚|追[回缴]|补缴"
    "|分期|上年|去年|结转|每年|另|余下|剩余|分担|承担|配套|捐|募|保额|赔|理赔|投资|合同额|[+＋×=＝]"
)
"""Words of money that is not paid out of the budget, or of an amount within another."""
_TOTAL = late(
    "(?:上述|以上|项目|总)(?:[^，。；]{0,6})(?:合计|共计|总计|经费|资金|费用)|(?:总计|总额|总经费)[^，。；]{0,4}\\Z"
)
_LEAST = 4
_FAR_SMALLER = 2


def amounts_above_budget(statements: ProjectStatements, budget: Fraction) -> Sequence[Said]:
    """Return the amounts of all annual goals where they are more than the budget by a slip in one of them.

    None of them is as small as what they are too much, so that each belongs to the budget.
    """
    texts = [text for text in statements.prose if _is_of_the_year(text[0])]
    amounts = [said for text in texts for said in text if is_amount(said)]
    over = sum((said.statement.low for said in amounts), Fraction(0)) - budget
    if len(amounts) < _LEAST or not 0 < over * _FAR_SMALLER <= min(said.statement.low for said in amounts):
        return ()
    if any(_OTHER_MONEY.search(text[0].field.text) for text in texts) or not all(map(_is_plain, amounts)):
        return ()
    is_slip = is_slip_of_digits(over + budget, budget) or any(
        is_slip_of_digits(said.statement.low - over, said.statement.low) for said in amounts
    )
    return amounts if is_slip else ()


def _is_of_the_year(said: Said) -> bool:
    goal = said.field.goal
    return goal is not None and goal.horizon is Horizon.ANNUAL and said.field.key == "text"


def _is_plain(said: Said) -> bool:
    one = said.statement
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_exact and _TOTAL.search(one.before) is None
