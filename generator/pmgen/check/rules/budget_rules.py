"""Rules about the amounts of a budget: years and whole life, and amounts in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Violation,
    part,
    whole,
)
from pmgen.check.rules.funding_source_rules import CHINESE, columns
from pmgen.late_pattern import late
from pmgen.model.money import in_yuan, to_yuan
from pmgen.model.numerals import Numeral
from pmgen.model.terms import Horizon
from pmgen.model.units import POWER_PATTERN
from pmgen.problems import Severity, code_of, message
from pmgen.problems.message import short

_NARRATIVE = frozenset(["purpose", "legal_basis", "text"])
_STATED = late(
    r"(?P<year>(?:本年度?|年度|当年|全年)(?:项目)?)?(?:总预算|项目预算|预算总额|预算资金(?:总额|合计)|资金总额|经费总额|总经费"
    r"|共需(?:资金|经费)|需(?:资金|经费)合计|(?P<life>总投资|总概算))"
    rf"(?:为|是|共|共计|合计|计|[:：])*(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>(?:{POWER_PATTERN})?元)(?!/|的|以上|以下|左右|每)"
)
_NOT_THIS = late(r"(?:上一?年|去年|往年|历年|累计|其中|每年|[0-9]年|[二三四五]年)[^，。；,;]{0,8}\Z")
"""Words before an amount by which it is that of another time, or of a part."""

_AMOUNT = late(rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>(?:{POWER_PATTERN})?元)")


def negative_amounts(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount below zero."""
    for column, amounts in columns(reviewed):
        for name in CHINESE:
            numeral: Numeral | None = amounts.value(name)
            if numeral is not None and numeral.value < 0:
                yield Violation(
                    message("{column} {name} is {value}", column=column, name=CHINESE[name], value=numeral),
                    (whole(amounts.places, name),),
                )


def no_money(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a budget of zero."""
    annual = reviewed.project.funding.annual
    if annual.total is not None and not annual.total.value:
        yield Violation(
            message("the budget of the year is {total}", total=annual.total), (whole(annual.places, "total"),)
        )


def life_below_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount of the whole life that is less than that of the year."""
    annual, life = reviewed.project.funding.annual, reviewed.project.funding.whole_life
    if life is None:
        return
    for name, chinese in CHINESE.items():
        year, all_years = annual.value(name), life.value(name)
        if year is not None and all_years is not None and all_years.value < year.value:
            yield Violation(
                message(
                    "{name} of the whole life is {life}, less than {year} in this year alone",
                    name=chinese,
                    life=all_years,
                    year=year,
                ),
                (whole(life.places, name), whole(annual.places, name)),
            )


def amounts_in_texts(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount in a text that calls itself the whole budget and is another one.

    A text that states the budget as well speaks of the money of others besides.
    """
    funding = reviewed.project.funding
    if funding.annual.total is None:
        return
    year = to_yuan(funding.annual.total.value, funding.amount_unit)
    life = funding.whole_life and funding.whole_life.total
    both = {year, to_yuan(life.value, funding.amount_unit)} if life else {year}
    for written, match in _stated_amounts(reviewed):
        horizon = written.goal.horizon if written.goal else Horizon.ANNUAL
        if (match["life"] or horizon is not Horizon.ANNUAL) and not life:
            continue
        meant = {year} if match["year"] else both
        if _yuan(match) not in meant and year not in map(_yuan, _AMOUNT.finditer(written.text)):
            yield Violation(
                message(
                    "the text says {words}, the budget is {budget}",
                    words=short(match.group()),
                    budget=f"{funding.annual.total}{funding.amount_unit.chinese}",
                ),
                (
                    part(written.places, written.key, written.text, match.start("number"), match.end("unit")),
                    whole(funding.annual.places, "total"),
                ),
            )


def _yuan(match: re.Match[str]) -> Decimal | None:
    return in_yuan(Decimal(match["number"].replace(",", "")), match["unit"])


def _stated_amounts(reviewed: ReviewedProject) -> Iterator[tuple[FieldText, re.Match[str]]]:
    for written in reviewed.texts:
        if written.key in _NARRATIVE:
            for match in _STATED.finditer(written.text):
                if not _NOT_THIS.search(written.text[: match.start()]):
                    yield written, match


BUDGETS: tuple[Rule, ...] = (
    Rule(
        code="PMG-A06",
        severity=code_of("PMG-A06").severity,
        title=message("amount with more decimals than the form prints"),
        reason=message(
            "A form with two decimals cannot show 435.8177万元; pmgen prints every digit instead of rounding."
        ),
        repair=message("agree on an amount that the form can print, or keep the digits and say so"),
        evidence=Evidence.SEEN,
        source=message("seen where the published annex of Shanghai 2024, in 元, is printed in 万元"),
        wrong="金额单位: 万元\n年度: 435.8177",
        right="金额单位: 万元\n年度: 435.82",
    ),
    ProjectRule(
        code="PMG-A11",
        severity=Severity.WARNING,
        find=amounts_in_texts,
        title=message("amount in a text is not the budget"),
        reason=message("The amount in a text is easily forgotten when the budget is cut."),
        repair=message("correct the text or the budget"),
        evidence=Evidence.READ,
        source=message(
            "read in a public budget booklet, whose texts repeat the amount; no hit in the published annexes"
        ),
        wrong="资金用途: 用于设备维修，共需资金12.5万元。\n预算:\n  年度: 15.00",
        right="资金用途: 用于设备维修，共需资金15万元。\n预算:\n  年度: 15.00",
    ),
    ProjectRule(
        code="PMG-A12",
        severity=Severity.ERROR,
        find=negative_amounts,
        title=message("amount below zero"),
        reason=message(
            "A budget has no negative amounts; a sign was typed by mistake or a correction got in."
        ),
        repair=message("write the amount without the sign, or the amount that is right"),
        evidence=Evidence.REASONED,
        source=message("no amount of the forms seen is below zero"),
        wrong="预算:\n  年度:\n    合计: 100.00\n    其他资金: -5.00",
        right="预算:\n  年度:\n    合计: 100.00\n    其他资金: 5.00",
    ),
    ProjectRule(
        code="PMG-A13",
        severity=Severity.WARNING,
        find=no_money,
        title=message("budget of zero"),
        reason=message(
            "A project without money needs no table of goals; mostly the amount was not filled in yet."
        ),
        repair=message("write the amount, or leave the project out of the annex"),
        evidence=Evidence.REASONED,
        source=message("every project of the forms seen has money"),
        wrong="预算:\n  年度: 0.00",
        right="预算:\n  年度: 100.00",
    ),
    ProjectRule(
        code="PMG-A14",
        severity=Severity.ERROR,
        find=life_below_year,
        title=message("less money for the whole life than for the year"),
        reason=message("The amounts of the whole life contain those of the year."),
        repair=message("correct 全程 or 年度; they may have been exchanged"),
        evidence=Evidence.REASONED,
        source=message("forms that print both count the year within the whole life"),
        wrong="预算:\n  年度: 120.00\n  全程: 100.00",
        right="预算:\n  年度: 120.00\n  全程: 360.00",
    ),
)
