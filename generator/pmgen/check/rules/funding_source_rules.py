"""Rules about the sources of a budget: whether they make up its total, and what is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Violation, whole
from pmgen.model.field_definitions import FieldKind
from pmgen.model.fields import AMOUNTS
from pmgen.model.money import add, amount_with_unit, to_yuan
from pmgen.model.numerals import EXACT, Numeral, exact_text
from pmgen.model.records import Amounts
from pmgen.problems import Severity, message

CHINESE = {field.english: field.chinese for field in AMOUNTS if field.kind is FieldKind.AMOUNT}
"""The Chinese names of the amounts of a column by their English ones."""

_COLUMNS = {"annual": "年度", "whole_life": "全程"}
_OTHERS = ("special_account", "unit_funds", "other")


def columns(reviewed: ReviewedProject) -> Iterator[tuple[str, Amounts]]:
    """Give the amounts of the year, and of the whole life where they are stated, with their Chinese names."""
    funding = reviewed.project.funding
    yield _COLUMNS["annual"], funding.annual
    if funding.whole_life is not None:
        yield _COLUMNS["whole_life"], funding.whole_life


def parts_and_total(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every column of money whose sources do not come to its total."""
    for column, amounts in columns(reviewed):
        if amounts.total is not None:
            yield from _parts_of(reviewed, column, amounts, amounts.total)


def _parts_of(
    reviewed: ReviewedProject, column: str, amounts: Amounts, total: Numeral
) -> Iterator[Violation]:
    sums = [add(value for _, value in parts) for parts in _ways(amounts)]
    wrong = [sum_ > total.value or _says_all(amounts) for sum_ in sums]
    if not sums or total.value in sums or not all(wrong):
        return
    unit = reviewed.project.funding.amount_unit
    parts = _ways(amounts)[0]
    yield Violation(
        message(
            "{column}: {parts} come to {sum}, not to the total of {total}",
            column=column,
            parts="、".join(f"{CHINESE[name]}{amounts.value(name)}" for name, _ in parts),
            sum=amount_with_unit(to_yuan(sums[0], unit), unit),
            total=f"{total}{unit.chinese}",
        ),
        (whole(amounts.places, "total"), *(whole(amounts.places, name) for name, _ in parts)),
        repair=message(
            "correct the amount that is wrong; the difference is {difference}",
            difference=amount_with_unit(to_yuan(EXACT.subtract(sums[0], total.value).copy_abs(), unit), unit),
        ),
    )


def _ways(amounts: Amounts) -> list[list[tuple[str, Decimal]]]:
    """Return the ways in which the stated sources make up a total, each as its parts.

    财政资金 may be stated as one amount, or as 当年财政拨款 and 上年结转资金.
    """
    heads = [("fiscal",), ("fiscal_current", "carryover"), ("fiscal", "carryover")]
    ways = [_stated(amounts, (*head, *_OTHERS)) for head in heads if _has_all(amounts, head)]
    return ways or [way for way in [_stated(amounts, ("fiscal_current", "carryover", *_OTHERS))] if way]


def _has_all(amounts: Amounts, names: tuple[str, ...]) -> bool:
    return all(amounts.value(name) is not None for name in names)


def _stated(amounts: Amounts, names: tuple[str, ...]) -> list[tuple[str, Decimal]]:
    found = ((name, amounts.value(name)) for name in names)
    return [(name, numeral.value) for name, numeral in found if numeral is not None]


def _own(amounts: Amounts) -> list[tuple[str, Decimal]]:
    """Return the amounts that a form brings along, such as 上级财政资金: sources, for all we know."""
    named = ((name, amounts.more[name]) for name in amounts.more if name not in CHINESE)
    return [(name, amount.value) for name, amount in named if isinstance(amount, Numeral)]


def _says_all(amounts: Amounts) -> bool:
    """Tell whether no source can be missing that would make up the rest."""
    fiscal = amounts.fiscal or (amounts.fiscal_current and amounts.carryover)
    return fiscal is not None and amounts.other is not None


def rest_unsaid(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every column of money whose stated sources leave a rest, of which nothing says what it is."""
    for column, amounts in columns(reviewed):
        ways = _ways(amounts)
        if amounts.total is not None and ways and not _says_all(amounts):
            own = _own(amounts)
            sums = [add(value for _, value in (*way, *own)) for way in ways]
            if max(sums) < amounts.total.value:
                yield _rest(reviewed, column, amounts, [*ways[0], *own], "total")
        if amounts.fiscal is not None:
            yield from _rest_of_fiscal(reviewed, column, amounts, amounts.fiscal.value)


def _rest_of_fiscal(
    reviewed: ReviewedProject, column: str, amounts: Amounts, fiscal: Decimal
) -> Iterator[Violation]:
    """Give 财政资金 whose parts are something else; they are other money where they make up the total."""
    parts = _stated(amounts, ("fiscal_current", "carryover"))
    sum_ = add(value for _, value in parts)
    if amounts.fiscal_current is None or sum_ == fiscal or amounts.fiscal_current.value == fiscal:
        return
    if sum_ < fiscal or amounts.carryover is not None:
        yield _rest(reviewed, column, amounts, parts, "fiscal")


def _rest(
    reviewed: ReviewedProject,
    column: str,
    amounts: Amounts,
    parts: Sequence[tuple[str, Decimal]],
    whole_name: str,
) -> Violation:
    total: Numeral = amounts.value(whole_name)
    rest = EXACT.subtract(total.value, add(value for _, value in parts))
    missing = _unsaid(amounts, whole_name)
    values = {
        "column": column,
        "parts": "、".join(f"{_chinese(amounts, name)}{amounts.value(name)}" for name, _ in parts),
        "name": CHINESE[whole_name],
        "total": f"{total}",
        "difference": f"{_like(rest.copy_abs(), total)}{reviewed.project.funding.amount_unit.chinese}",
        "missing": "、".join(CHINESE[name] for name in missing),
    }
    spots = (whole(amounts.places, whole_name), *(whole(amounts.places, name) for name, _ in parts))
    if not missing:
        text = message("{column}: {parts} differ by {difference} from {name}{total}", **values)
        return Violation(text, spots, repair=message("correct the amount that is wrong"))
    repair = message("correct an amount that is wrong; if there is {missing}, state it", **values)
    text = message(
        "{column}: {parts} differ by {difference} from {name}{total}, and {missing} is not stated", **values
    )
    return Violation(text, spots, repair=repair)


def _chinese(amounts: Amounts, name: str) -> str:
    field = amounts.table[AMOUNTS.name].find(name)
    return field.chinese if field else name


def _like(amount: Decimal, total: Numeral) -> str:
    """Return an amount with at least the decimals of `total`."""
    return exact_text(amount, len(total.text.partition(".")[2]))


def _unsaid(amounts: Amounts, whole_name: str) -> list[str]:
    """Return the sources of an amount that are not stated."""
    if whole_name == "fiscal" or (amounts.fiscal is None and amounts.fiscal_current is not None):
        names = ["carryover"]
    elif amounts.fiscal is None:
        names = ["fiscal_current" if amounts.carryover is not None else "fiscal"]
    else:
        names = []
    if whole_name == "total":
        names.append("other")
    return [name for name in names if amounts.value(name) is None]


SOURCES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-A01",
        severity=Severity.ERROR,
        find=parts_and_total,
        title=message("total and parts of the budget differ"),
        reason=message("The form prints the total beside its sources; a reader adds them up first of all."),
        repair=message("correct the amount that is wrong"),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; no hit in the published annexes"),
        wrong="预算:\n  年度:\n    合计: 100.00\n    财政资金: 80.00\n    其他资金: 10.00",
        right="预算:\n  年度:\n    合计: 100.00\n    财政资金: 90.00\n    其他资金: 10.00",
    ),
    ProjectRule(
        code="PMG-A15",
        severity=Severity.WARNING,
        find=rest_unsaid,
        title=message("part of the budget that no source is stated for"),
        reason=message(
            "The form leaves the source blank; if a digit of the total is wrong, the rest is money "
            "that does not exist."
        ),
        repair=message("state all sources, or correct the amount that is wrong"),
        evidence=Evidence.REASONED,
        source=message("reasoned: two digits that changed places make up a source"),
        wrong="预算:\n  年度:\n    合计: 5535.00\n    财政资金: 5353.00",
        right="预算:\n  年度:\n    合计: 5535.00\n    财政资金: 5353.00\n    其他资金: 182.00",
    ),
)
