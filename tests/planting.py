"""Plants one mistake in a sound project: a number, unit, sign, day or heading that a hurried hand changes.

A sound project says most things twice, in its goals and in its rows, or with what they are reckoned from;
what is planted makes it contradict itself in one place. `python tests/planting.py FOLDER…`
plants in the annexes below the folders and prints of how many `check` says nothing; `--kind` plants only
mistakes of some kinds, and another `--draw` draws other projects and places.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pmgen.catalog import find_region, shipped_templates
from pmgen.check import check_annex
from pmgen.load import load_annex
from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.problems import Problem, SourcePlace

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TARGET = re.compile(rf"[≥≤=＝＞＜><]?({_NUMBER})([^\d\s]+)")
_DAY = re.compile(r"(\d+)月(\d+)日")
_COUNT_OR_AMOUNT = re.compile(rf"(?<![\d.,〔])({_NUMBER})(万元|元|%|[^\d\s，。、；（）年月日]{{1,3}})")
_WITH_PARTS = re.compile(
    rf"(?<![\d.,])({_NUMBER})([^\d\s，。、；（）%]{{1,4}})[^。；]{{0,3}}(?:，|（|：|——)?其中([^。；）]*)"
)
_OF_THE_YEAR = re.compile(
    r"(每月|每季度|每季|每半年)[^，。；\d]{0,8}(\d+)(次|期|场|人次|遍|轮)[^。；]{0,14}?(?:全年|共|合计)(\d+)\3"
)
_TIMES = {"每月": 12, "每季度": 4, "每季": 4, "每半年": 2}
_OF_SEVERAL_YEARS = re.compile(
    rf"(?:累计|共|三年)[^，。；\d]{{2,14}}({_NUMBER})([^\d\s，。、；（）%年月日]{{1,3}})"
)
_OTHER_SCALES = {
    "公斤": "吨",
    "千克": "吨",
    "吨": "公斤",
    "米": "公里",
    "公里": "米",
    "元": "万元",
    "万元": "元",
    "分钟": "小时",
    "小时": "分钟",
    "亩": "万亩",
    "人": "万人",
    "人次": "万人次",
    "万人次": "人次",
    "立方米": "万立方米",
}
_OTHER_HEADINGS = {
    "数量指标": ("质量指标", "时效指标"),
    "质量指标": ("数量指标", "时效指标"),
    "时效指标": ("数量指标", "质量指标"),
    "成本指标": ("数量指标", "质量指标"),
}
_WEEK = "一二三四五六日"
_YUAN = {"元": 1, "万元": 10_000}


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake: the line of the file, from 0, and what stands in it instead."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a project file and where it begins."""

    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a line with its unit, and where its digits stand."""

    digits: str
    unit: str
    start: int

    @property
    def value(self) -> float:
        """The number, amounts in 元."""
        return round(float(self.digits.replace(",", "")) * _YUAN.get(self.unit, 1), 6)

    @property
    def is_amount(self) -> bool:
        """Whether it is money."""
        return self.unit in _YUAN


class ProjectFile:
    """The lines of a project file, with its goals and rows."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.goals: list[Written] = []
        self.long_term_goals: list[Written] = []
        self.rows: list[dict[str, Written]] = []
        section = ""
        for number, line in enumerate(self.lines):
            if heading := re.match(r"([^\s#:-][^:]*):", line):
                section = heading[1]
            elif section == "年度绩效目标":
                self.goals.append(Written(number, 0, line))
            elif section == "长期绩效目标":
                self.long_term_goals.append(Written(number, 0, line))
            elif section.endswith("绩效指标"):
                self._read_row(number, line)
        self.rows = [row for row in self.rows if row.keys() >= {"三级指标", "指标值"}]

    def _read_row(self, number: int, line: str) -> None:
        field = re.match(r"\s*(- )?(二级指标|三级指标|绩效指标描述|指标值): (.*)", line)
        if field is None:
            return
        if field[1] or not self.rows:
            self.rows.append({})
        self.rows[-1][field[2]] = Written(number, field.start(3), field[3])

    def said_in_goals(self, row: dict[str, Written]) -> Iterator[tuple[re.Match[str], Written, Quantity]]:
        """Give each goal that has the number of a row's target once: the target, the goal and its number."""
        if target := _TARGET.fullmatch(row["指标值"].text):
            for goal in self.goals:
                same = [each for each in _quantities_of(goal.text, target[2]) if each.value == _value(target)]
                if len(same) == 1:
                    yield target, goal, same[0]


def _value(target: re.Match[str]) -> float:
    return Quantity(target[1], target[2], 0).value


def _quantities_of(text: str, unit: str) -> Iterator[Quantity]:
    for match in re.finditer(rf"(?<![\d.,])({_NUMBER}){re.escape(unit)}", text):
        yield Quantity(match[1], unit, match.start(1))


def _quantities(text: str) -> list[Quantity]:
    return [Quantity(match[1], match[2], match.start(1)) for match in _COUNT_OR_AMOUNT.finditer(text)]


def _put(where: Written, start: int, old: str, new: str, file: ProjectFile) -> Planted:
    line = file.lines[where.line]
    at = where.start + start
    return Planted(where.line, f"{line[:at]}{new}{line[at + len(old) :]}")


def _mistyped(digits: str, chance: Random) -> str:
    """Return a number with two digits turned round or one digit changed."""
    turned = [
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
        if digits[at : at + 2].isdigit() and digits[at] != digits[at + 1] != "0"
    ]
    changed = [
        digits[:at] + chance.choice([each for each in "123456789" if each != digit]) + digits[at + 1 :]
        for at, digit in enumerate(digits)
        if digit in "123456789"
    ]
    return chance.choice(turned + changed)


def _mistype(where: Written, said: Quantity, chance: Random, file: ProjectFile) -> Planted:
    return _put(where, said.start, said.digits, _mistyped(said.digits, chance), file)


def _number_of_a_row(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        for target, _, _ in file.said_in_goals(row):
            if target[2] != "%" and _value(target) > 2:
                yield _put(row["指标值"], target.start(1), target[1], _mistyped(target[1], chance), file)


def _number_of_a_goal(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        for target, goal, said in file.said_in_goals(row):
            if target[2] != "%" and said.value > 2:
                yield _mistype(goal, said, chance, file)


def _rate_of_a_goal(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        for target, goal, said in file.said_in_goals(row):
            if target[2] == "%" and 50 <= said.value < 100:
                yield _put(goal, said.start, said.digits, f"{said.value - chance.choice((3, 5, 10)):g}", file)


def _unit_of_another_scale(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        for target, _, _ in file.said_in_goals(row):
            if other := _OTHER_SCALES.get(target[2]):
                yield _put(row["指标值"], target.start(2), target[2], other, file)


def _other_direction(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        target, name = row["指标值"], row["三级指标"].text
        if target.text[0] == "≥" and re.search("(率|满意度|数|次)$", name):
            yield _put(target, 0, "≥", "≤", file)
        elif target.text[0] == "≤" and "元" not in target.text:
            yield _put(target, 0, "≤", "≥", file)


def _other_heading(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        heading = row.get("二级指标")
        if heading and (others := _OTHER_HEADINGS.get(heading.text)):
            yield _put(heading, 0, heading.text, chance.choice(others), file)


def _days_said_twice(file: ProjectFile) -> Iterator[tuple[Written, re.Match[str]]]:
    """Give the days that a row is due and one goal names: in the row, and in the goal."""
    for row in file.rows:
        target = row["指标值"]
        due = _DAY.search(target.text)
        if due is None or not target.text.endswith("前"):
            continue
        for goal in file.goals:
            same = [each for each in _DAY.finditer(goal.text) if each[0] == due[0]]
            if len(same) == 1:
                yield target, due
                yield goal, same[0]


def _other_month(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for where, day in _days_said_twice(file):
        month = int(day[1]) + chance.choice((-1, 1, 2))
        if 1 <= month <= 12:
            yield _put(where, day.start(), day[0], f"{month}月{min(int(day[2]), 28)}日", file)


def _other_weekday(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal in file.goals:
        for match in re.finditer(rf"月\d+日[（(]?(?:星期|周)([{_WEEK}])", goal.text):
            other = chance.choice([each for each in _WEEK if each != match[1]])
            yield _put(goal, match.start(1), match[1], other, file)


def _wholes_with_parts(file: ProjectFile) -> Iterator[tuple[Written, Quantity, list[Quantity]]]:
    for goal in file.goals:
        for match in _WITH_PARTS.finditer(goal.text):
            whole = Quantity(match[1], match[2], match.start(1))
            parts = [
                Quantity(each.digits, each.unit, each.start + match.start(3))
                for each in _quantities_of(match[3], match[2])
            ]
            if len(parts) > 1 and round(sum(each.value for each in parts), 6) == whole.value:
                yield goal, whole, parts


def _part(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, _, parts in _wholes_with_parts(file):
        part = chance.choice(parts)
        yield _mistype(goal, part, chance, file)


def _whole(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, whole, _ in _wholes_with_parts(file):
        yield _mistype(goal, whole, chance, file)


def _products(file: ProjectFile) -> Iterator[tuple[Written, Quantity, Quantity, Quantity]]:
    """Give the amounts that a price and a count before them make."""
    for goal in file.goals:
        found = _quantities(goal.text)
        for at, amount in enumerate(found):
            before = found[max(0, at - 5) : at]
            for price in before if amount.is_amount else ():
                for count in before if price.is_amount else ():
                    if not count.is_amount and count.value > 1 and price.value * count.value == amount.value:
                        yield goal, price, count, amount


def _result(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, _, _, amount in _products(file):
        yield _mistype(goal, amount, chance, file)


def _factor(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, price, count, _ in _products(file):
        factor = chance.choice((price, count))
        yield _mistype(goal, factor, chance, file)


def _share(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal in file.goals:
        found = _quantities(goal.text)
        for at, share in enumerate(found):
            if share.unit != "%" or share.value >= 100:
                continue
            near = [each for each in found[max(0, at - 4) : at + 2] if each.unit != "%"]
            for part in near:
                wholes = (each for each in near if each.unit == part.unit and each.value > part.value)
                if any(abs(part.value / whole.value * 100 - share.value) < 0.06 for whole in wholes):
                    yield _mistype(goal, share, chance, file)


def _sums_of_amounts(file: ProjectFile) -> Iterator[tuple[Written, Sequence[Quantity], Quantity]]:
    for goal in file.goals:
        amounts = [each for each in _quantities(goal.text) if each.is_amount]
        for at, total in enumerate(amounts):
            for first in range(at - 1):
                if abs(sum(each.value for each in amounts[first:at]) - total.value) < 1:
                    yield goal, amounts[first:at], total


def _amount_of_a_sum(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, amounts, _ in _sums_of_amounts(file):
        amount = chance.choice(amounts)
        yield _mistype(goal, amount, chance, file)


def _sum_of_amounts(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal, _, total in _sums_of_amounts(file):
        yield _mistype(goal, total, chance, file)


def _count_of_the_year(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal in file.goals:
        for match in _OF_THE_YEAR.finditer(goal.text):
            if int(match[2]) * _TIMES[match[1]] == int(match[4]):
                group = chance.choice((2, 4))
                yield _put(goal, match.start(group), match[group], _mistyped(match[group], chance), file)


def _long_term_below_the_year(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for goal in file.long_term_goals:
        for match in _OF_SEVERAL_YEARS.finditer(goal.text):
            last = set(goal.text[match.start(1) - 2 : match.start(1)])
            for annual in file.goals:
                for said in _quantities_of(annual.text, match[2]):
                    if 10 <= said.value < _value(match) and last & set(annual.text):
                        yield _put(goal, match.start(1), match[1], f"{int(said.value * 0.6)}", file)


def _number_of_a_description(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in file.rows:
        target = _TARGET.fullmatch(row["指标值"].text)
        description = row.get("绩效指标描述")
        if target and description and 2 < _value(target) != 100:
            for said in _quantities_of(description.text, target[2]):
                if said.value == _value(target):
                    yield _mistype(description, said, chance, file)


KINDS: dict[str, Callable[[ProjectFile, Random], Iterator[Planted]]] = {
    "指标值的数": _number_of_a_row,
    "目标里的数": _number_of_a_goal,
    "目标里的比率": _rate_of_a_goal,
    "单位差千倍万倍": _unit_of_another_scale,
    "方向写反": _other_direction,
    "归错二级指标": _other_heading,
    "月份写错": _other_month,
    "星期写错": _other_weekday,
    "其中一项": _part,
    "其中的总数": _whole,
    "乘出来的金额": _result,
    "单价或数量": _factor,
    "百分比": _share,
    "金额之一": _amount_of_a_sum,
    "金额合计": _sum_of_amounts,
    "全年次数": _count_of_the_year,
    "长期少于年度": _long_term_below_the_year,
    "描述里的数": _number_of_a_description,
}
"""What is changed, each by its name."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A mistake that was planted: in which file, on which line, what was there and is, and what is told."""

    file: Path
    line: int
    before: str
    after: str
    told: tuple[Problem, ...]


def sound_projects(roots: Sequence[Path]) -> list[Path]:
    """Return the project files of the sound annexes below folders, those of `planted` left out."""
    annexes = (path.parent for root in roots for path in sorted(root.rglob(ANNEX_FILE)))
    sound = (folder for folder in annexes if "planted" not in folder.parts)
    return [path for folder in sound for path in sorted(folder.glob("*.yaml")) if path.name != ANNEX_FILE]


def planted(kind: str, projects: Sequence[Path], most: int, draw: str = "") -> Iterator[Trial]:
    """Plant a mistake of a kind in up to `most` of the projects that have a place for it, one in each."""
    chance = Random(kind + draw)
    for project in chance.sample(projects, len(projects)):
        file = ProjectFile(project.read_text("utf-8"))
        places = [each for each in KINDS[kind](file, chance) if each.text != file.lines[each.line]]
        if places and most > 0:
            most -= 1
            yield _tried(project, file, chance.choice(places))


def _tried(project: Path, file: ProjectFile, mistake: Planted) -> Trial:
    lines = [*file.lines[: mistake.line], mistake.text, *file.lines[mistake.line + 1 :]]
    before = {(each.code, str(each.message)) for each in _said_of(project, file.lines)}
    after = _said_of(project, lines)
    told = tuple(each for each in after if (each.code, str(each.message)) not in before)
    return Trial(project, mistake.line + 1, file.lines[mistake.line].strip(), mistake.text.strip(), told)


def _said_of(project: Path, lines: Sequence[str]) -> Sequence[Problem]:
    """Return what is said of a project alone with these lines."""
    with TemporaryDirectory() as name:
        folder = Path(name) / project.parent.name
        folder.mkdir()
        (folder / ANNEX_FILE).write_bytes((project.parent / ANNEX_FILE).read_bytes())
        (folder / project.name).write_text("\n".join(lines), "utf-8")
        loaded = load_annex(folder)
        if loaded.annex is None:
            return loaded.problems
        region = find_region(loaded.annex.region or "", [shipped_templates()])
        found = check_annex(loaded.annex, region, loaded.problems)
        return [each.problem for each in found if _is_in(each.problem, project.name)]


def _is_in(problem: Problem, name: str) -> bool:
    return any(isinstance(each, SourcePlace) and Path(each.file).name == name for each in problem.places)


def main() -> None:
    """Print of how many planted mistakes of each kind something is told, and those of which nothing is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--draw", default="")
    asked = parser.parse_args()
    projects = sound_projects(asked.folders)
    silent: dict[str, list[Trial]] = defaultdict(list)
    for kind in asked.kind or KINDS:
        trials = list(planted(kind, projects, asked.each, asked.draw))
        silent[kind] = [each for each in trials if not each.told]
        print(f"{kind} {len(trials) - len(silent[kind])}/{len(trials)}")
    for kind, trials in silent.items():
        for each in trials:
            print(f"{kind} {each.file}:{each.line}\n  {each.before}\n  {each.after}")


if __name__ == "__main__":
    main()
