"""Rules about the amounts of a budget: years and whole life, amounts in the texts, and unlikely ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Violation,
    part,
    whole,
)
from pmgen.check.rules.funding_source_rules import CHINESE, columns
from pmgen.model.money import amount_with_unit, convert, in_yuan, to_yuan
from pmgen.model.numerals import Numeral
from pmgen.model.records import Project
from pmgen.model.terms import AmountUnit, Horizon
from pmgen.model.units import POWER_PATTERN
from pmgen.problems import Severity, code_of, message
from pmgen.problems.message import short

_SMALLEST = Decimal(10_000)
_FAR = Decimal(1000)
"""How many times another budget, so that rather its unit is wrong than its amount."""
_NARRATIVE = frozenset(["purpose", "legal_basis", "text"])
_STATED = re.compile(
    r"(?P<year>(?:本年度?|年度|当年|全年)(?:项目)?)?(?:总预算|项目预算|预算总额|预算资金(?:总额|合计)|资金总额|经费总额|总经费"
    r"|共需(?:资金|经费)|需(?:资金|经费)合计|(?P<life>总投资|总概算))"
    rf"(?:为|是|共|共计|合计|计|[:：])*(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>(?:{POWER_PATTERN})?元)(?!/|的|以上|以下|左右|每)"
)
_NOT_THIS = re.compile(r"(?:上一?年|去年|往年|历年|累计|其中|每年|[0-9]年|[二三四五]年)[^，。；,;]{0,8}\Z")
"""Words before an amount by which it is that of another time, or of a part."""

_AMOUNT = re.compile(rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>(?:{POWER_PATTERN})?元)")


def small_in_yuan(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the one budget in 元 that is tiny beside those of all other projects, as if it were in 万元."""
    projects = reviewed.annex.projects
    small = [each for each in projects if 0 < (_year_in_yuan(each) or 0) < _SMALLEST]
    if len(small) != 1 or len(projects) == 1 or any(_year_in_yuan(each) is None for each in projects):
        return
    funding = small[0].funding
    total = funding.annual.total
    if total is not None and funding.amount_unit is AmountUnit.YUAN:
        yield Violation(
            message(
                "the budget of the year is {total}元, and all other projects have 10000元 or more",
                total=total,
            ),
            (whole(funding.annual.places, "total"),),
            repair=message(
                "if it was meant in 万元, write {value}",
                value=convert(total, AmountUnit.WAN, AmountUnit.YUAN),
            ),
        )


def _year_in_yuan(project: Project) -> Decimal | None:
    total = project.funding.annual.total
    return None if total is None else to_yuan(total.value, project.funding.amount_unit)


def far_from_year_before(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a budget that is thousands of times that of the year before, or as small a part of it."""
    funding, before = reviewed.project.funding, reviewed.before
    now, then = _year_in_yuan(reviewed.project), _year_in_yuan(before) if before else None
    if not now or not then or 1 / _FAR < now / then < _FAR:
        return
    total = f"{funding.annual.total}{funding.amount_unit.chinese}"
    then_total = amount_with_unit(then, funding.amount_unit)
    yield Violation(
        message("{total} this year, {before} the year before", total=total, before=then_total),
        (whole(funding.annual.places, "total"),),
    )


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
    AnnexRule(
        code="PMG-A16",
        severity=Severity.INFO,
        find=small_in_yuan,
        title=message("budget in 元 that may be meant in 万元"),
        reason=message("An amount that was copied from a table in 万元 becomes ten thousand times smaller."),
        repair=message("write the amount in 元"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the projects of one annex are of a similar size"),
        wrong="# annex.yaml: 金额单位: 元\n预算:\n  年度: 435.82",
        right="# annex.yaml: 金额单位: 元\n预算:\n  年度: 4358200",
    ),
    ProjectRule(
        code="PMG-A18",
        severity=Severity.WARNING,
        find=far_from_year_before,
        title=message("budget a thousand times or a thousandth of that of the year before"),
        reason=message(
            "An amount in 元 under a heading of 万元, or the reverse, is ten thousand times wrong."
        ),
        repair=message("see in which unit the amount is, and write it in that of 金额单位; or waive this"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the same project in the folder of the year before, where there is one"),
        wrong="# data/2025/…: 年度: 120.00\n预算:\n  年度: 1250000.00",
        right="# data/2025/…: 年度: 120.00\n预算:\n  年度: 125.00",
    ),
)
