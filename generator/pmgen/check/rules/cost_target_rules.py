"""Rules about how a cost is written: its sign, its unit and that it is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from pmgen.check.money.project_costs import without_sign
from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, whole
from pmgen.check.statements.statement_reading import read_statements
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Frequency, Number, Rate, Text
from pmgen.model.terms import Category, Comparator, CostKind
from pmgen.model.units import Dimension, in_base_unit, is_money, is_percent, is_power_alone, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_NO_LIMIT = frozenset([Comparator.GE, Comparator.GT])
_STANDARD = late(r"标准|水平|定额")
_AGREED_PRICE = late(r"(?:单价|价格|费率|收费|租金|工资|薪酬|劳务费?)(?:[（(][^（()）]*[)）])?\Z")
"""A price of each that a contract or a tariff has fixed."""
_PAID_TO_EACH = late(
    r"(?:补贴|补助|津贴|奖[补励]|酬金?|餐费|伙食费|慰问金|保险费|服务费)(?:[（(][^（()）]*[)）])?\Z"
)
"""What each gets, which a sign may say to be exactly that: =150元/人."""
_RATIO = late(r"[率比]\Z|比例|比重")
_MONEY_NAME = late(
    r"(?:收入|产值|税收|增加值|(?:销售|营业|交易|成交|金|税|投资|贷款|融资)额|利润|资金|经费|费用)\Z"
)


_PAID_OUT = late("(?:优待|救助|抚恤|低保|养老|奖)金|(?:补贴|补助|津贴|奖补|奖励)\\Z")
"""What is paid out to those who are entitled to it comes to what it comes to."""
_SAYS_NUMBER = late(r"\d|元|百分之")
_SHARE = late(r"率|比|幅|程度|节[约省]|下降|降低|超支|压[减缩降]")
"""Names of costs of which a share may be the target: 成本节约率, 占比, 下降幅度."""


def no_ceiling(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every cost that is to be at least something."""
    for indicator, target in _money(reviewed):
        if target.comparator in _NO_LIMIT:
            text = message("a cost of at least {value}: {name}")
            yield _sign_hit(indicator, target, text, _ceiling(indicator, target))


def _ceiling(indicator: Indicator, target: Number | Rate | Frequency) -> Message | None:
    """Return how to write a cost that lacks its unit, or of each that a policy may have fixed."""
    if not target.unit:
        return message("write its unit, and ≤ where it is the most that may be spent")
    if not _STANDARD.search(indicator.name) and not _PAID_TO_EACH.search(indicator.name):
        return None
    value = _with_full_unit(without_sign(target.written), target.unit)
    return message("write ={value} where a policy fixes it, ≤{value} where it is the most", value=value)


def fixed_cost(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every cost that is to be exactly something, and is no standard that others have fixed."""
    for indicator, target in _money(reviewed):
        # One without a unit is told of as that.
        is_paid_out = isinstance(target, Number) and _PAID_OUT.search(indicator.name)
        is_agreed = isinstance(target, Rate) and _AGREED_PRICE.search(indicator.name)
        has_sign = target.written.startswith(("=", "＝")) or "comparator" in indicator.places
        is_of_each = isinstance(target, Rate) and has_sign and _PAID_TO_EACH.search(indicator.name)
        is_fixed = is_paid_out or is_agreed or is_of_each or _STANDARD.search(indicator.name)
        is_exact = target.unit and target.comparator is Comparator.EQ and target.number.value
        if is_exact and not is_fixed and not _is_reckoned(indicator, target):
            exactly, bare = (
                message("a cost of exactly {value}, which a saving misses too: {name}"),
                message("a cost without a sign, {value}: {name}"),
            )
            yield _sign_hit(indicator, target, exactly if has_sign else bare)


def _is_reckoned(indicator: Indicator, target: Number | Rate | Frequency) -> bool:
    """Tell whether a row itself says what a cost is made of: 新购图书费（8000册，平均每册32元） =25.6万元."""
    yuan = Fraction(target.number.value) * in_base_unit(target.unit)[0]
    own = (indicator.name, indicator.description, indicator.remark, indicator.basis_note)
    for text in filter(None, own):
        numbers = [one for one in read_statements(text.translate(_SIGNS)) if one.is_one and one.low > 0]
        prices = [one.low for one in numbers if one.dimension is Dimension.MONEY]
        counts = [one.stated for one in numbers if one.dimension not in _NO_FACTORS]
        made = prod(counts, start=Fraction(1)) if counts else Fraction(0)
        if made > 1 and (yuan in {made * each for each in prices} if prices else yuan % made == 0):
            return True
    return False


_SIGNS = str.maketrans("×✕xX*＊=＝：:", "，，，，，，，，，，")
_NO_FACTORS = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.GRADE, Dimension.RATE])


def _money(reviewed: ReviewedProject) -> Iterator[tuple[Indicator, Number | Rate | Frequency]]:
    """Give the costs that are amounts of money, or bare numbers that must be."""
    for indicator in reviewed.of(Category.COST):
        target = indicator.target
        if isinstance(target, Number | Rate | Frequency) and (
            is_money(target.unit) or (not target.unit and not _RATIO.search(indicator.name))
        ):
            yield indicator, target


def _sign_hit(
    indicator: Indicator, target: Number | Rate | Frequency, text: Message, repair: Message | None = None
) -> Violation:
    value = without_sign(target.written) or str(target.number)
    with_unit = _with_full_unit(value, target.unit)
    return Violation(
        message(text.text, value=value, name=short(indicator.name)),
        (whole(indicator.places, "target"),),
        indicator,
        repair or message("write ≤{value} where it is the most that may be spent", value=with_unit),
    )


def _with_full_unit(value: str, unit: str) -> str:
    return value.replace(unit, f"{unit}元", 1) if is_power_alone(unit) else value


def money_without_unit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount of money that is a bare number, or in 万 instead of 万元."""
    for indicator in reviewed.project.indicators:
        target = indicator.target
        if not isinstance(target, Number | Rate) or (target.unit and not is_power_alone(target.unit)):
            continue
        is_cost = indicator.base is Category.COST and not _RATIO.search(indicator.name)
        if target.unit and (is_cost or _MONEY_NAME.search(indicator.name)):
            text = message(
                "{unit} is no unit of money, {unit}元 is meant: {value}",
                unit=target.unit,
                value=target.written,
            )
            value = _with_full_unit(target.written, target.unit)
            yield Violation(
                text, (whole(indicator.places, "target"),), indicator, message("write {value}", value=value)
            )
        elif is_cost and not target.unit:
            text = message("an amount without a unit: {value}", value=target.written)
            yield Violation(
                text, (whole(indicator.places, "target"),), indicator, _missing_unit(reviewed, target)
            )


def _missing_unit(reviewed: ReviewedProject, target: Number | Rate) -> Message | None:
    """Return the value with the unit that makes all costs the budget exactly, where one does."""
    costs = reviewed.costs
    if costs is None or not costs.fits:
        return None
    unit = reviewed.project.funding.amount_unit.chinese
    sign = "" if without_sign(target.written) != target.written else "≤"
    return message(
        "write {value}; with it the costs come to the budget exactly", value=f"{sign}{target.written}{unit}"
    )


def cost_of_nothing(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every economic cost of zero."""
    for indicator in reviewed.of(Category.COST):
        target = indicator.target
        if not isinstance(target, Number | Rate) or target.number.value or not is_money(target.unit):
            continue
        if indicator.cost_kind in (None, CostKind.ECONOMIC):
            text = message("a cost of {value}: {name}", value=target.written, name=short(indicator.name))
            yield Violation(text, (whole(indicator.places, "target"),), indicator)


_OF_MONEY = late(
    r"(?:费用?|成本|支出|经费|补[贴助]|津贴|奖[励补]|[单定总]价|价格|薪酬|工资|租金|款|金|金额|预算|造价|投资|总?额)(?:标准|控制数?|总额|上限)?(?:[（(][^（()）]*[)）])?\Z"
)


def _is_counted(indicator: Indicator) -> bool:
    """Tell whether a name ends in a word of money, and the target counts or measures something else."""
    target = indicator.target
    if not isinstance(target, Number | Rate | Frequency) or not _OF_MONEY.search(indicator.name):
        return False
    unit = read_unit(target.unit) if target.unit else None
    return unit is not None and unit.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)


def cost_without_amount(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every economic cost whose target is words without an amount, a share or what is no money."""
    for indicator in reviewed.of(Category.COST):
        target = indicator.target
        if indicator.cost_kind not in (None, CostKind.ECONOMIC):
            continue
        in_words = isinstance(target, Text) and not _SAYS_NUMBER.search(target.written)
        as_share = isinstance(target, Number) and is_percent(target.unit)
        as_share = as_share and not _SHARE.search(indicator.name)
        if in_words or as_share or _is_counted(indicator):
            text = message(
                "{value} limits no amount: {name}", value=short(target.written), name=short(indicator.name)
            )
            yield Violation(text, (whole(indicator.places, "target"),), indicator)


COST_VALUES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-A07",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=no_ceiling,
        title=message("cost of at least something"),
        reason=message(
            "Control of costs is an upper limit; with ≥ the project does the better the more it spends."
        ),
        repair=message("write ≤ and the most that may be spent"),
        evidence=Evidence.READ,
        source=message(
            "read in public notes on checking goal forms; seen in the published annex of Tianjin 2025"
        ),
        wrong="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: ≥20万元",
        right="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: ≤20万元",
    ),
    ProjectRule(
        code="PMG-A08",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=fixed_cost,
        title=message("cost that is no upper limit"),
        reason=message(
            "With = a saving misses the target as well; only a standard that a policy fixes is written so."
        ),
        repair=message("write ≤ where it is an upper limit"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Ezhou 2026"),
        wrong="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: =20万元",
        right="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: ≤20万元",
    ),
    ProjectRule(
        code="PMG-A09",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=money_without_unit,
        title=message("amount without 元"),
        reason=message(
            "A bare number may be 元 or 万元, and 万 may be anything: nobody should have to guess an amount."
        ),
        repair=message("write 元 or 万元 behind the number"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Ezhou 2026"),
        wrong="- 二级指标: 成本指标\n  三级指标: 大赛经费\n  指标值: ≤50万",
        right="- 二级指标: 成本指标\n  三级指标: 大赛经费\n  指标值: ≤50万元",
    ),
    ProjectRule(
        code="PMG-A10",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=cost_of_nothing,
        title=message("cost of zero"),
        reason=message(
            "A small amount in 万元 without decimals becomes 0; the form then allows no spending at all."
        ),
        repair=message("write the amount with its decimals, or in 元"),
        evidence=Evidence.READ,
        source=message("read in a published form of another place"),
        wrong="- 二级指标: 成本指标\n  三级指标: 利息\n  指标值: ≤0万元",
        right="- 二级指标: 成本指标\n  三级指标: 利息\n  指标值: ≤0.12万元",
    ),
    ProjectRule(
        code="PMG-A17",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=cost_without_amount,
        title=message("cost without an amount"),
        reason=message("Only an amount can be held against the budget and the accounts."),
        repair=message("write ≤ and the most that may be spent, or name the rate that is meant"),
        evidence=Evidence.REASONED,
        source=message("reasoned: costs are compared with the budget"),
        wrong="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: 控制在预算以内",
        right="- 二级指标: 成本指标\n  三级指标: 培训成本\n  指标值: ≤20万元",
    ),
)
