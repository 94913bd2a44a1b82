"""Rules about an annex as a whole, and about what must not be published."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from unicodedata import normalize

from pmgen.catalog.layout_tags import prints_year_and_title
from pmgen.catalog.name_patterns import BookmarkPattern, BookmarkPatternError, gaps_of
from pmgen.check.findings import UNUSED_WAIVER
from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.name_words import without_punctuation
from pmgen.late_pattern import late
from pmgen.model.dates import year_in_title, year_of, year_of_folder, years_in, years_of
from pmgen.model.records import Annex, Party, Project
from pmgen.model.terms import Horizon
from pmgen.model.units import POWER_PATTERN
from pmgen.problems import Message, Severity, code_of, message
from pmgen.problems.message import short

_LEAST_TEXT = 8
_LEAST_INDICATORS = 3
_IDENTITY = late(
    r"[1-9](?<!\d[1-9])\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_MOBILE = late(rf"1(?<![\d.,]1)[3-9]\d{{9}}(?![\d.,]|\s*(?:元|{POWER_PATTERN}))")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def codes_and_names(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the units whose code has another name elsewhere in the annex, or whose name another code."""
    for role in ("unit", "department", "office"):
        parties = [
            party for project in reviewed.annex.projects if (party := getattr(project, role)) is not None
        ]
        named = [party for party in parties if party.code and party.name]
        yield from _at_odds(named, _code, _name)
        yield from _at_odds(named, _name, _code)


def _code(party: Party) -> str:
    return (party.code or "").strip()


def _name(party: Party) -> str:
    return without_punctuation(party.name or "")


def _at_odds(
    parties: Iterable[Party], by: Callable[[Party], str], fact: Callable[[Party], str]
) -> Iterator[Violation]:
    """Give the parties that are the same `by` one fact, but differ in the other from most of them."""
    groups: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        groups[by(party)].append(party)
    for group in groups.values():
        usual = Counter(map(fact, group)).most_common(1)[0][0]
        right = next(party for party in group if fact(party) == usual)
        odd = {id(party.places): party for party in group if fact(party) != usual}
        yield from (_disagreement(party, right) for party in odd.values())


def _disagreement(party: Party, right: Party) -> Violation:
    text = message(
        "here {code} is {name}, elsewhere {other_code} is {other_name}",
        code=party.code,
        name=party.name,
        other_code=right.code,
        other_name=right.name,
    )
    key = "name" if _code(party) == _code(right) else "code"
    return Violation(text, (whole(party.places, key), whole(right.places, key)))


def bookmark_names(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the patterns of the annex that make no good names, and names that two bookmarks would get."""
    annex = reviewed.annex
    spots = (whole(annex.places, "bookmarks"),)
    patterns: dict[str, BookmarkPattern] = {}
    for key, text in _patterns(reviewed).items():
        try:
            patterns[key] = BookmarkPattern(text)
        except BookmarkPatternError as error:
            wrong = message(
                "the pattern {pattern} of {key} makes no good names for bookmarks", pattern=text, key=key
            )
            yield Violation(wrong, spots, repair=error.hint)
    names = Counter(name for pattern in patterns.values() for name in _names(pattern, annex))
    for name in (name for name, count in names.items() if count > 1):
        yield Violation(message("two bookmarks would get the name {name}", name=name), spots)


def _patterns(reviewed: ReviewedAnnex) -> Mapping[str, str]:
    """Return the patterns that fill the layout: the region's, and in their place those of the annex."""
    own = reviewed.annex.bookmarks
    if reviewed.region is None:
        return own
    return {**reviewed.region.bookmarks, **{key: own[key] for key in own if key in reviewed.region.bookmarks}}


def _names(pattern: BookmarkPattern, annex: Annex) -> frozenset[str]:
    """Return the names of a pattern for all projects, as Word compares them: without regard to case."""
    return frozenset(pattern.expand(project.seq).casefold() for project in annex.projects)


def no_year(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give one hit where neither the region's layout nor a title that it prints says which year it is."""
    annex, region = reviewed.annex, reviewed.region
    if region is None:
        return
    prints_year, prints_title = prints_year_and_title(region.layout)
    title = annex.title or region.title
    title_has_year = bool(years_in(title, alone=True)) or "年度" in gaps_of(title)
    if prints_year or (prints_title and title_has_year):
        return
    text = message("the form of {region} prints no year", region=region.name)
    if not any(years_of(annex)):
        text = message("the form of {region} prints no year, and no 年度 is written", region=region.name)
        yield Violation(text, (whole(annex.places, "region"),), repair=_NO_YEAR_SAID)
        return
    repair = _title_with_year(annex) if prints_title else _NO_TITLE_EITHER
    yield Violation(text, (whole(annex.places, "title"),), repair=repair)


_NO_YEAR_SAID = message(
    "write 年度: with the year of the budget in annex.yaml, or else no day is held against it and the file "
    "has no year in its name"
)
_NO_TITLE_EITHER = message(
    "this form prints no title of the annex either: write the year on the cover or in the list of tables; "
    "to leave it as it is, waive PMG-D03 in annex.yaml"
)


def _title_with_year(annex: Annex) -> Message | None:
    if annex.fiscal_year is None:
        return None
    line = f"标题: {annex.fiscal_year}年度项目绩效目标表"
    return message("write the year above the tables or on the cover; in annex.yaml as {line}", line=line)


def copied_projects(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the projects whose goals or whose whole list of indicators are those of an earlier one."""
    for copy, first in _same(reviewed.annex.projects, _goal_texts):
        text = message("{project} has the goals of {other}", project=copy.name, other=first.name)
        yield Violation(
            text, tuple(whole(each.goals_of(Horizon.ANNUAL)[0].places, "text") for each in (copy, first))
        )
    for copy, first in _same(reviewed.annex.projects, _indicator_texts):
        text = message("{project} has all indicators of {other}", project=copy.name, other=first.name)
        yield Violation(text, tuple(whole(each.places, "indicators") for each in (copy, first)))


def _same(
    projects: Iterable[Project], texts: Callable[[Project], tuple[str, ...]]
) -> Iterator[tuple[Project, Project]]:
    """Give each project with the first one before it that has the same texts; too few texts are no copy."""
    first: dict[tuple[str, ...], Project] = {}
    for project in projects:
        key = texts(project)
        before = first.setdefault(key, project)
        # One project in two files is told with all of its budget, as PMG223.
        if key and before.name != project.name:
            yield project, before


def _goal_texts(project: Project) -> tuple[str, ...]:
    texts = tuple(without_punctuation(goal.text) for goal in project.goals_of(Horizon.ANNUAL))
    return texts if sum(map(len, texts)) >= _LEAST_TEXT else ()


def _indicator_texts(project: Project) -> tuple[str, ...]:
    texts = tuple(f"{each.name} {each.target.written}" for each in project.indicators)
    return texts if len(texts) >= _LEAST_INDICATORS else ()


def alike_names(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the projects whose name is that of an earlier one but for marks, blanks and widths."""
    first: dict[str, Project] = {}
    for project in reviewed.annex.projects:
        before = first.setdefault(without_punctuation(normalize("NFKC", project.name)), project)
        if before.name != project.name:
            text = message(
                "{name} is {other} but for marks and blanks",
                name=short(project.name),
                other=short(before.name),
            )
            yield Violation(text, (whole(project.places, "name"), whole(before.places, "name")))


def personal_data(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give identity numbers, and numbers of mobile telephones outside of 联系人."""
    for written, match in reviewed.matches(_IDENTITY):
        if _is_identity(match.group()):
            spot = part(written.places, written.key, written.text, match.start(), match.end())
            yield Violation(
                message("the number of an identity card: {number}", number=_hidden(match)),
                (spot,),
                written.indicator,
            )
    for written, match in reviewed.matches(_MOBILE):
        if written.key != "contact":
            spot = part(written.places, written.key, written.text, match.start(), match.end())
            yield Violation(
                message("the number of a mobile telephone: {number}", number=_hidden(match)),
                (spot,),
                written.indicator,
            )


def _is_identity(number: str) -> bool:
    """Tell whether the last digit of an identity number fits to the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()


def _hidden(match: re.Match[str]) -> str:
    """Return a number without its middle, for a report is handed round too."""
    return f"{match.group()[:3]}…{match.group()[-2:]}"


DOCUMENTS: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-D01",
        severity=Severity.ERROR,
        find=codes_and_names,
        title=message("code and name of a unit disagree within the annex"),
        reason=message("One of them is another unit's: the budget would be published under the wrong name."),
        repair=message("compare both with the list of units and correct the wrong one"),
        evidence=Evidence.SEEN,
        source=message("seen in a damaged copy of the published annex of Wuhai 2022"),
        wrong="项目单位:\n  编码: 418001\n  名称: 上海市人力资源和社会保障局",
        right="项目单位:\n  编码: 418001\n  名称: 乌海市人力资源和社会保障局",
    ),
    AnnexRule(
        code="PMG-D02",
        severity=Severity.ERROR,
        find=bookmark_names,
        title=message("bookmark that Word refuses, or that stands twice"),
        reason=message("Word drops such a bookmark, and the entry of the contents leads nowhere."),
        repair=message("correct 书签 in annex.yaml: every key needs a pattern of its own"),
        evidence=Evidence.REMEMBERED,
        source=message("Word's limit of 40 characters, from memory, not verified"),
        wrong="书签:\n  项目: 4-4_{n}",
        right="书签:\n  项目: _Toc_4_4_{n+3:010}",
    ),
    AnnexRule(
        code="PMG-D03",
        severity=Severity.INFO,
        find=no_year,
        title=message("no year on the form"),
        reason=message("A table without its year cannot be told from that of the year before."),
        repair=message("write the year above the tables or on the cover"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin, Wuhai and Ezhou"),
        wrong="地区: wuhai",
        right="地区: wuhai\n标题: 2025年度项目绩效目标表",
    ),
    AnnexRule(
        code="PMG-D04",
        severity=Severity.WARNING,
        find=copied_projects,
        title=message("two projects with the same goals or indicators"),
        reason=message("Projects that promise word for word the same were copied, or are one project."),
        repair=message("write for each project what it alone is to reach"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="# 两个项目文件中同为\n年度绩效目标:\n  - 做好补贴发放工作，保障从业人员权益。",
        right="年度绩效目标:\n  - 为200名从业人员发放社会保险补贴，保障其权益。",
    ),
    AnnexRule(
        code="PMG-D05",
        severity=Severity.WARNING,
        find=alike_names,
        title=message("two projects whose names differ in marks only"),
        reason=message("Most probably it is one project, and its budget is counted twice."),
        repair=message("delete one of the two, or give them names that can be told apart"),
        evidence=Evidence.REASONED,
        source=message("reasoned: files are copied and their names touched up"),
        wrong="# 01.yaml: 项目名称: 物业费（机关）\n项目名称: 物业费(机关)",
        right="# 01.yaml: 项目名称: 物业费（机关）\n项目名称: 物业费（服务大厅）",
    ),
    Rule(
        code=UNUSED_WAIVER,
        severity=code_of(UNUSED_WAIVER).severity,
        title=message("waiver that matches nothing"),
        reason=message("The finding was repaired, or the waiver never fitted: it would hide the next one."),
        repair=message("delete the waiver, or correct its rule and its indicators"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a waiver accepts one finding, with its reason"),
        wrong="豁免:\n  - 规则: PMG-S05\n    理由: 批复文件即为此数\n# 分值合计已经是90",
        right="豁免:\n  - 规则: PMG-S05\n    理由: 批复文件即为此数\n# 分值合计是97",
    ),
    ProjectRule(
        code="PMG-D07",
        severity=Severity.WARNING,
        find=personal_data,
        title=message("personal data in a text that is published"),
        reason=message("Numbers of identity cards and private telephones must not be published."),
        repair=message("delete the number"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the protection of personal data; no regulation was read"),
        wrong="资金用途: 发放补贴，联系李某13800000000。",
        right="资金用途: 发放补贴。",
    ),
)


def another_year_in_the_title(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give a title that says one year where the annex, or else a project of it, is of another."""
    annex = reviewed.annex
    match = year_in_title(annex.title) if annex.title else None
    if annex.title is None or match is None:
        return
    other = [stated for stated in years_of(annex) if stated.year != year_of(match)]
    if other:
        yield Violation(
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


def another_year_on_the_folder(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give an annex that lies in the folder of one year and is of another."""
    folder = year_of_folder(reviewed.annex.file)
    other = [stated for stated in years_of(reviewed.annex) if stated.year != folder]
    if folder and other:
        yield Violation(
            message(
                "the folder is {folder_year}, and the fiscal year is {year}",
                folder_year=folder,
                year=other[0].year,
            ),
            tuple(whole(stated.places, "fiscal_year") for stated in other),
            repair=_which_year(reviewed.annex, folder, other[0].year),
        )


def _which_year(annex: Annex, folder: int, year: int) -> Message | None:
    """Return which of folder and 年度 is rather wrong: by the texts, or as a folder left as it was."""
    texts = [annex.title or ""]
    for project in annex.projects:
        texts += [project.purpose or "", *(goal.text for goal in project.goals)]
    spoken = {year_of(match) for text in texts for match in years_in(text)}
    if year in spoken and folder not in spoken:
        return message("move the annex into the folder {year}, the year of which its texts speak", year=year)
    if folder in spoken and year not in spoken:
        return message("write 年度: {year}, the year of which the texts speak", year=folder)
    if year > folder:
        return message("move the annex into the folder {year}, or correct 年度", year=year)
    return None


def the_year_of_others(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give an annex whose year is not that of its folder, or none of which any project speaks."""
    yield from another_year_on_the_folder(reviewed)
    annex = reviewed.annex
    year = reviewed.other_year
    if year is not None and annex.fiscal_year is not None:
        text = message(
            "the fiscal year is {year}, and all projects speak of {other}", year=annex.fiscal_year, other=year
        )
        repair = message("write 年度: {year}", year=year)
        yield Violation(text, (whole(annex.places, "fiscal_year"),), repair=repair)


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
        find=the_year_of_others,
        title=message("the annex is of another year than its folder, or than its projects"),
        reason=message("What is written goes into a folder of the same name, beside the wrong year's files."),
        repair=message("correct 年度, or move the annex into the folder of its year"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a folder is copied from year to year before its 年度 is"),
        wrong="# data/2027/财政局/annex.yaml\n年度: 2026",
        right="# data/2027/财政局/annex.yaml\n年度: 2027",
    ),
)
