"""Goals that begin with a number of their own where the form puts another before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmgen.catalog.name_patterns import fill_pattern
from pmgen.catalog.region import Region
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.records import Goal, Project
from pmgen.model.terms import Horizon
from pmgen.problems import Message, Problem, SourcePlace, message

_DIGITS = r"\d{1,2}"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_ANY = rf"(?:{_DIGITS}|{_CHINESE})"
_OF_THINGS = rf"(?!\s*{_ANY}\s*[号级类期层楼区街乡镇村路线栋幢标、])"
"""Stands behind the mark of a number that counts no items, as in 1、2号楼 and 一、二级公路."""
_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "❶❷❸❹❺❻❼❽❾❿"
_ONE_SIGN = "".join(_SIGNS)
_POINT = r"[.．]+(?!\d)|[.．](?=(?:19|20)\d\d年)"
_OWN_NUMBER = late(
    rf"\s*(?:[（(【\[]\s*(?P<framed>{_ANY})\s*[)）】\]]|(?P<closed>{_ANY})\s*(?:[)）】\]]|、{_OF_THINGS})"
    rf"|(?P<pointed>{_DIGITS})\s*(?:{_POINT})|(?P<sign>[{_ONE_SIGN}]))[、.．，,：:]?\s*"
)
"""What begins an item, whatever stands in the goals beside it."""
_LIKELY_NUMBER = late(
    rf"\s*(?:(?P<digit>{_DIGITS})(?:\s*[，,:：;；。—–-](?!\d)|\s+(?!\d))"
    rf"|(?P<chinese>{_CHINESE})(?:是|\s*[.．，,:：;；。]|\s+)|第(?P<ordinal>{_ANY})[项条点]?[，,、：:]"
    rf"|(?:(?:年度|年度绩效|绩效|总体)?目标|任务)(?P<named>{_ANY})\s*(?:{_POINT}|[、，,：:]|\s))\s*"
)
"""What begins an item where each of several goals begins with its own number."""
_ITEM = late(rf"(?:\A|(?<=[。；;\n])){_OWN_NUMBER.pattern}")
_QUOTED = 12

_TWICE = message(
    "{count} goals of {project} begin with a number of their own; the form would print “{printed}”"
)
_DELETE = message("delete the number from the text: this form numbers its goals itself")
_DIVIDE = message(
    "write what stands behind each number as a goal of its own: in its own line, begun with a dash and a "
    "blank, without the number; this form numbers its goals itself"
)


def number_problems(project: Project, region: Region) -> Iterator[Problem]:
    """Give one problem where goals begin with a number and the form puts another before it."""
    patterns = {horizon: p for horizon, p in region.goal_numbering.items() if "{k}" in p}
    horizons = [horizon for horizon in Horizon if horizon in patterns]
    twice = [goal for horizon in horizons for goal in numbered(project.goals_of(horizon))]
    if twice:
        first = twice[0]
        printed = fill_pattern(patterns[first.horizon], k=str(first.seq), text=first.text[:_QUOTED])
        text = message(_TWICE.text, count=len(twice), project=project.name, printed=printed)
        yield Problem("PMG609", text, tuple(_place_of(goal, project) for goal in twice), _hint(twice))


def numbered(goals: Sequence[Goal]) -> list[Goal]:
    """Return those of the goals, which stand together in a form, that begin with a number of an item."""
    found = [(goal, _OWN_NUMBER.match(goal.text) or _LIKELY_NUMBER.match(goal.text)) for goal in goals]
    in_order = len(goals) > 1 and all(
        match is not None and _value(match) == number for number, (_, match) in enumerate(found, start=1)
    )
    return [goal for goal, match in found if match and (in_order or match.re.pattern == _OWN_NUMBER.pattern)]


def _value(match: re.Match[str]) -> int | None:
    written = next(filter(None, match.groups()), "")
    if written.isdecimal():
        return int(written)
    of_sign = next((signs.index(written) + 1 for signs in _SIGNS if written in signs), None)
    return of_sign or read_chinese_numeral(written)


def _hint(goals: Sequence[Goal]) -> Message:
    return _DIVIDE if any(_holds_several(goal.text) for goal in goals) else _DELETE


def _holds_several(text: str) -> bool:
    """Tell whether items that are numbered from 1 on stand in one text."""
    values = [_value(match) for match in _ITEM.finditer(text)]
    return len(values) > 1 and values == [*range(1, len(values) + 1)]


def _place_of(goal: Goal, project: Project) -> SourcePlace:
    return goal.places.get("text") or goal.places.get("") or SourcePlace(project.file)
