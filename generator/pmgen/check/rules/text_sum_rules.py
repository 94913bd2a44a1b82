"""Rules about the arithmetic of texts: parts and totals, prices times counts, months and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Violation,
    whole,
)
from pmgen.check.statements.project_statements import Said, statements_of
from pmgen.check.statements.prose_sums import (
    WrongPeriods,
    WrongSum,
    amount_of_all,
    may_leave_something,
    parts_of_purpose,
    words_and_digits,
    wrong_periods,
    wrong_sums,
)
from pmgen.check.statements.same_subject import noun_before
from pmgen.model.money import to_yuan
from pmgen.model.numerals import exact_text
from pmgen.model.units import in_base_unit, unit_at
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_SHOWN = 5


def wrong_arithmetic(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every total in a goal or 资金用途 that its parts, or its price and count, do not make."""
    counts = statements_of(reviewed).counts
    for text in statements_of(reviewed).prose:
        for found in wrong_sums(text):
            yield Violation(_sum(found), (found.total.spot, *(part.spot for part in found.parts)))
        for periods in wrong_periods(text, counts):
            yield Violation(_periods(periods), (periods.year.spot, periods.each.spot))
    for text in statements_of(reviewed).formal_amounts:
        for one, other in words_and_digits(text):
            words = message("{one} and {other} are two amounts", one=one.words, other=other.words)
            yield Violation(words, (other.spot, one.spot), one.field.indicator)


def _in_unit_of(said: Said, value: Fraction) -> str:
    """Return a number of base units as it would be written where `said` stands."""
    unit = unit_at(said.words, _number_end(said.words))
    factor, _ = in_base_unit(unit)
    number = value / factor
    hundredths = round(number * 100)
    return f"{exact_text(Decimal(hundredths).scaleb(-2))}{unit}"


def _periods(found: WrongPeriods) -> Message:
    return message(
        "{each} makes {reckoned} a year, and the text says {year}",
        each=short(found.each.clause),
        reckoned=_in_unit_of(found.year, found.reckoned),
        year=short(found.year.clause),
    )


def _number_end(words: str) -> int:
    return next(at for at in range(1, len(words)) if words[at:] and unit_at(words, at) == words[at:])


def _sum(found: WrongSum) -> Message:
    if len(found.parts) == 1 and not found.is_product:
        return message(
            "{part} is more than {total}, of which it is a part",
            part=short(found.parts[0].clause),
            total=short(found.total.clause),
        )
    sign = "×" if found.is_product else "＋"
    steps = sign.join(part.words for part in found.parts[:_SHOWN]) + "……" * (len(found.parts) > _SHOWN)
    return message(
        "{steps} makes {reckoned}, and the text says {total}",
        steps=steps,
        reckoned=_in_unit_of(found.total, found.reckoned),
        total=short(found.total.clause),
    )


def parts_against_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the amounts of 资金用途 that together are not the budget, and those far above it anywhere."""
    yield from spent_above_budget(reviewed)
    funding = reviewed.project.funding
    budget = funding.annual.total
    if budget is None:
        return
    yuan = Fraction(to_yuan(budget.value, funding.amount_unit))
    written = f"{budget}{funding.amount_unit.chinese}"
    for text in statements_of(reviewed).prose:
        if text[0].field.goal is not None or any(said.statement.low == yuan for said in text):
            continue
        parts = parts_of_purpose(text)
        reckoned = sum((part.statement.low for part in parts), Fraction(0))
        if parts and reckoned != yuan and not may_leave_something(parts, reckoned, yuan):
            yield _not_the_budget(parts, reckoned, written, reviewed)
        if every := amount_of_all(text):
            yield _not_the_budget((every,), every.statement.low, written, reviewed)


_SPENT = re.compile("(?:补贴|补助|拨付|支付|支出|发放|安排|投入|奖励|奖补|经费|费用)(?:资金|金额)?\\Z")
_NOT_OURS = re.compile("撬动|带动|吸引|引导|社会|贷款|融资|累计|历年")
_FAR_ABOVE = 10


def spent_above_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount of a text that is to be spent and is more than ten times all there is."""
    funding = reviewed.project.funding
    totals = [each.total.value for each in (funding.annual, funding.whole_life) if each and each.total]
    if not totals:
        return
    most = Fraction(to_yuan(max(totals), funding.amount_unit))
    for text in statements_of(reviewed).prose:
        for said in text:
            before = noun_before(said.statement.before)
            is_ours = _SPENT.search(before) is not None and not _NOT_OURS.search(before)
            if said.statement.base == "元" and is_ours and said.statement.low >= most * _FAR_ABOVE > 0:
                words = message(
                    "{words}: the whole budget is {budget}",
                    words=short(said.clause),
                    budget=f"{exact_text(max(totals))}{funding.amount_unit.chinese}",
                )
                yield Violation(words, (said.spot,))


def _not_the_budget(
    parts: Sequence[Said], reckoned: Fraction, budget: str, reviewed: ReviewedProject
) -> Violation:
    text = message(
        "the amounts of 资金用途 make {sum}, and the budget is {budget}",
        sum=_in_unit_of(parts[0], reckoned),
        budget=budget,
    )
    spots = (*(part.spot for part in parts), whole(reviewed.project.funding.annual.places, "total"))
    return Violation(text, spots)


TEXT_SUMS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R02",
        severity=Severity.WARNING,
        find=parts_against_budget,
        title=message("amounts of 资金用途 against the budget"),
        reason=message("A text that divides the money among its uses divides all of it, and not more."),
        repair=message("correct the amounts or the budget; write 其中 or 等 where they are not all"),
        evidence=Evidence.REASONED,
        source=message("reasoned: parts make the whole"),
        wrong="资金用途: 设备购置180万元，运行维护20万元，培训22.5万元。\n预算:\n  年度: 232.50",
        right="资金用途: 设备购置180万元，运行维护20万元，培训22.5万元。\n预算:\n  年度: 222.50",
    ),
    ProjectRule(
        code="PMG-R03",
        severity=Severity.WARNING,
        find=wrong_arithmetic,
        title=message("arithmetic of a text"),
        reason=message("A reviewer adds up and multiplies; one wrong total makes every number doubtful."),
        repair=message("reckon again and correct the total or what it is made of"),
        evidence=Evidence.REASONED,
        source=message("reasoned: parts make the whole, a price times a count the total"),
        wrong="资金用途: 购置消防车4辆，单价90万元，共计380万元。",
        right="资金用途: 购置消防车4辆，单价90万元，共计360万元。",
    ),
)
