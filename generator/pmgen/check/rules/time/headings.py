"""Rules about the year that stands over an annex: in its title and on its folder."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.case import AnnexCase
from pmgen.check.rule import AnnexRule, Evidence, Hit, Rule, part, whole
from pmgen.load.complaints import short
from pmgen.model.years import year_in_title, year_of, year_of_folder, years_of
from pmgen.problems import Severity, message


def another_year_in_the_title(case: AnnexCase) -> Iterator[Hit]:
    """Give a title that says one year where the annex, or else a project of it, is of another."""
    annex = case.annex
    match = year_in_title(annex.title) if annex.title else None
    if annex.title is None or match is None:
        return
    other = [stated for stated in years_of(annex) if stated.year != year_of(match)]
    if other:
        yield Hit(
            message(
                "the title says {title_year}, and the fiscal year is {year}: {title}",
                title_year=year_of(match),
                year=other[0].year,
                title=short(annex.title),
            ),
            (
                part(annex.places, "title", annex.title, *match.span()),
                *(whole(stated.places, "fiscal_year") for stated in other),
            ),
        )


def another_year_on_the_folder(case: AnnexCase) -> Iterator[Hit]:
    """Give an annex that lies in the folder of one year and is of another."""
    folder = year_of_folder(case.annex.file)
    other = [stated for stated in years_of(case.annex) if stated.year != folder]
    if folder and other:
        yield Hit(
            message(
                "the folder is {folder_year}, and the fiscal year is {year}",
                folder_year=folder,
                year=other[0].year,
            ),
            tuple(whole(stated.places, "fiscal_year") for stated in other),
        )


HEADINGS: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-T10",
        severity=Severity.ERROR,
        find=another_year_in_the_title,
        title=message("the title says another year"),
        reason=message("The title is what readers see first, and it gives the published file its name."),
        repair=message("correct 标题 or 年度; without 标题 the form's own is printed, with the right year"),
        evidence=Evidence.REASONED,
        source=message("reasoned: titles keep their year when last year's annex is copied"),
        wrong="# annex.yaml\n标题: 2025年度项目绩效目标汇总表\n年度: 2026",
        right="# annex.yaml\n标题: 2026年度项目绩效目标汇总表\n年度: 2026",
    ),
    AnnexRule(
        code="PMG-T11",
        severity=Severity.WARNING,
        find=another_year_on_the_folder,
        title=message("the annex lies in the folder of another year"),
        reason=message("What is written goes into a folder of the same name, beside the wrong year's files."),
        repair=message("correct 年度, or move the annex into the folder of its year"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a folder is copied from year to year before its 年度 is"),
        wrong="# data/2027/财政局/annex.yaml\n年度: 2026",
        right="# data/2027/财政局/annex.yaml\n年度: 2027",
    ),
)
