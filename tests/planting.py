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
from itertools import pairwise
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
_STEPS = tuple(
    tuple(re.compile(words) for words in chain.split())
    for chain in (
        "报名|申请|应聘|推荐 录[取用]|参[加训赛考]|受理|入选 结业|合格|[取获]得|[获持取]证|通过 就业|上岗",
        "排查|检查|巡查|筛查|抽检|检测|调查 发现|检出|查出 整改|转诊|治疗|处置|修复|消除",
        "收集|征集|接到|收到|受理 办结|采纳|答复|化解|调处",
        "发放|发出|邀请 回收|收回|到场|到会",
    )
)
"""What is done before what, by the words for it: who has a place had enlisted."""
_STAFF = ("机关干部", "本单位职工", "项目工作人员", "基层干部职工")
_PERIODS = ("每周", "每旬", "每月", "隔月", "逢双月", "逢单月", "每两个月", "每季度", "每半年", "每年")
_EVERY_TWO_MONTHS = _PERIODS[3:7]
_RATES = ("次/周", "次/月", "次/季度", "次/半年", "次/年")
_OTHER_PLACES = {
    "区": ("青岭区", "临河区", "青浦区"),
    "县": ("云坪县", "蓟县"),
    "旗": ("白音旗", "乌审旗"),
    "街道": ("夏阳街道", "望湖街道"),
    "镇": ("银泉镇", "朱泾镇"),
}
_CAPITALS = "壹贰叁肆伍陆柒捌玖"
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

    def __init__(self, text: str, unit: str = "", siblings: Sequence[ProjectFile] = ()) -> None:
        self.lines = text.split("\n")
        self.unit = unit
        self.siblings = siblings
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

    def block(self, row: dict[str, Written]) -> tuple[int, int]:
        """Return the first line of a row and the one behind its last."""
        start = end = min(each.line for each in row.values())
        end += 1
        while end < len(self.lines) and re.match(r"\s+(?!- 二级)\S", self.lines[end]):
            end += 1
        return start, end

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


_DONE_EVERY = re.compile(
    f"({'|'.join(_PERIODS)})"
    r"[^，。；\d]{0,8}\d+(?:次|期|场|遍|轮|批)[^。；]{0,14}?(?:全年|共|合计|累计)\d+"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_CLAUSE = re.compile(r"[^，。；、（）\n]+")


def _step_of(words: str) -> list[tuple[int, int]]:
    """Return the chains of steps, with the place in it, of which a clause has a word."""
    return [
        (chain, at)
        for chain, steps in enumerate(_STEPS)
        for at, step in enumerate(steps)
        if step.search(words)
    ]


def _fewer_before_more(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Exchange how many there are at one step with how many at a later one."""
    for goal in file.goals:
        for sentence in _SENTENCE.finditer(goal.text):
            counted = [
                (_step_of(clause[0]), said, sentence.start() + clause.start())
                for clause in _CLAUSE.finditer(sentence[0])
                for said in _quantities(clause[0])[:1]
            ]
            for at, (steps, one, start) in enumerate(counted):
                for later, two, end in counted[at + 1 :]:
                    is_later = any(a == c and b < d for a, b in steps for c, d in later)
                    if is_later and one.unit == two.unit and one.value > two.value and not one.is_amount:
                        yield _exchanged(
                            goal, (start + one.start, one.digits), (end + two.start, two.digits), file
                        )


def _exchanged(where: Written, one: tuple[int, str], other: tuple[int, str], file: ProjectFile) -> Planted:
    (start, first), (end, second) = one, other
    text = where.text
    new = f"{text[:start]}{second}{text[start + len(first) : end]}{first}{text[end + len(second) :]}"
    return _put(where, 0, text, new, file)


def _other_period(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Change how often something is done where a row or a number of the year says it, too."""
    goals = "\n".join(goal.text for goal in file.goals)
    for row in file.rows:
        target = row["指标值"]
        for rate in _RATES:
            if target.text.endswith(rate) and f"每{rate[2:]}" in goals:
                other = chance.choice([each for each in _RATES if each != rate])
                yield _put(target, target.text.rindex(rate), rate, other, file)
    written = [*file.goals, *(row["绩效指标描述"] for row in file.rows if "绩效指标描述" in row)]
    for where in written:
        for match in _DONE_EVERY.finditer(where.text):
            same = _EVERY_TWO_MONTHS if match[1] in _EVERY_TWO_MONTHS else (match[1],)
            other = chance.choice([each for each in _PERIODS if each not in same])
            yield _put(where, match.start(), match[1], other, file)


def _other_digit_in_words(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for number, line in enumerate(file.lines):
        for match in re.finditer(f"[{_CAPITALS}](?=[拾佰仟万元圆])", line):
            other = chance.choice([each for each in _CAPITALS if each != match[0]])
            yield Planted(number, f"{line[: match.start()]}{other}{line[match.end() :]}")


_SPAN = re.compile(
    r"(?P<one>(?:\d{4}年)?\d+月\d+日)(?:至|到|—|－|-|～)(?P<two>(?:\d{4}年)?\d+月\d+日)"
    r"|(?<!\d)(?P<from>\d+月)(?:至|到|—|－|-|～)(?P<to>\d+月)(?!\d|日)"
    r"|(?<!\d)(?P<year>20\d\d年)(?:至|到|—|－|-|～)(?P<last>20\d\d年)"
    r"|(?P<hour>\d+[:：]\d\d)(?:至|到|—|－|-|～)(?P<until>\d+[:：]\d\d)"
)


def _end_before_start(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for number, line in enumerate(file.lines):
        for match in _SPAN.finditer(line):
            one, two = (each for each in match.groups() if each)
            new = match[0].replace(one, "\0").replace(two, one).replace("\0", two)
            yield Planted(number, f"{line[: match.start()]}{new}{line[match.end() :]}")


def _with_row(file: ProjectFile, row: dict[str, Written], lines: Sequence[str]) -> Planted:
    """Return a file with more lines behind a row."""
    last = file.block(row)[1] - 1
    return Planted(last, "\n".join([file.lines[last], *lines]))


def _name_with_a_character_more(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Repeat a row, its name a little longer, its target the same or another."""
    for row in file.rows:
        name, target = row["三级指标"].text, row["指标值"].text
        if (
            not re.search("[1-9]", target)
            or _TARGET.fullmatch(target) is None
            or not re.search("(数量?|率|次|人数)$", name)
        ):
            continue
        start, end = file.block(row)
        at = name.rfind(re.search("(数量?|率|次|人数)$", name)[0])  # type: ignore[index]
        other = chance.choice([f"{name[:at]}总{name[at:]}", f"全年{name}", f"{name[:at]}的{name[at:]}"])
        digits = _TARGET.fullmatch(target)[1]  # type: ignore[index]
        number = chance.choice([target, target.replace(digits, _mistyped(digits, chance), 1)])
        copy = [
            line.replace(f": {name}", f": {other}", 1).replace(f": {target}", f": {number}", 1)
            for line in file.lines[start:end]
        ]
        yield _with_row(file, row, copy)


def _satisfied(file: ProjectFile) -> Iterator[dict[str, Written]]:
    return (row for row in file.rows if row["三级指标"].text.endswith("满意度"))


def _all_content(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in _satisfied(file):
        target = row["指标值"]
        if (match := re.match(rf"[≥=]?{_NUMBER}", target.text)) and "100" not in target.text:
            yield _put(target, 0, match[0], "=100", file)


def _other_people_asked(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    for row in _satisfied(file):
        name = row["三级指标"]
        others = [*_STAFF, *(each["三级指标"].text for other in file.siblings for each in _satisfied(other))]
        other = chance.choice(others).removesuffix("满意度")
        yield _put(name, 0, name.text, f"{other}满意度", file)


def _row_of_another(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Put a row of another project of the annex behind the rows."""
    for row in file.rows[-3:-1]:
        for other in file.siblings:
            start, end = other.block(chance.choice(other.rows[:-1] or other.rows))
            yield _with_row(file, row, other.lines[start:end])


def _clause_of_another(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Put the last clause of another project's goal instead of one."""
    for goal in file.goals:
        for other in file.siblings:
            said = chance.choice(other.goals).text.rstrip("。；")
            ours = goal.text.rstrip("。；")
            if "，" in said and "，" in ours:
                old, new = ours.rpartition("，")[2], said.rpartition("，")[2]
                if not re.search(r"\d", old + new) and len(new) > 6:
                    yield _put(goal, ours.rfind("，") + 1, old, new, file)


def _earlier_than_before(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Exchange the limits of two steps that one goal names one behind the other."""
    days = re.compile(r"(?<!\d年)(\d+)月(?:(\d+)日|底|末)(?:之?前)")
    for goal in file.goals:
        found = list(days.finditer(goal.text))
        for one, two in pairwise(found):
            if int(one[1]) < int(two[1]):
                yield _exchanged(goal, (one.start(), one[0]), (two.start(), two[0]), file)


def _elsewhere(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Write another place of the kind where the unit's own stands in a goal."""
    own = re.match("(?:.*市)?(?P<place>[^省市区县旗]{2,3}(?P<kind>区|县|旗|街道|镇))", file.unit)
    for goal in file.goals if own else ():
        for match in re.finditer(re.escape(own["place"]), goal.text):  # type: ignore[index]
            other = chance.choice(_OTHER_PLACES[own["kind"]])  # type: ignore[index]
            yield _put(goal, match.start(), match[0], other, file)


def _round(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Mistype how many there are each time, or how many times, beside what that makes in all."""
    pattern = re.compile(
        r"(?<!\d)(?P<a>\d+)[^\d。；]{1,12}(?P<b>\d+)[^\d。；]{1,12}?(?:共计?|合计|全年)[^，。；\d]{0,6}(?P<all>\d+)"
    )
    for goal in file.goals:
        for match in pattern.finditer(goal.text):
            if (
                int(match["a"]) * int(match["b"]) == int(match["all"])
                and min(int(match["a"]), int(match["b"])) > 1
            ):
                which = chance.choice(("a", "b"))
                yield _put(goal, match.start(which), match[which], _mistyped(match[which], chance), file)


def _all_for_each(file: ProjectFile, chance: Random) -> Iterator[Planted]:
    """Write what one has for what all have, or what all have in a row that is of each."""
    for row in file.rows:
        target = _TARGET.fullmatch(re.sub("/.*", "", row["指标值"].text))
        if target is None:
            continue
        of_each = bool(re.search("[每均单]|标准|/", row["三级指标"].text + row["指标值"].text))
        for goal in file.goals:
            for one, total in _ones_and_totals(_quantities(goal.text)):
                old, new = (one, total) if of_each else (total, one)
                if old.unit == target[2] and old.value == _value(target):
                    yield _put(row["指标值"], target.start(1), target[1], new.digits, file)


def _ones_and_totals(found: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Give what each of some has and what all of them have, where their number stands beside these."""
    for at, total in enumerate(found):
        near = found[max(0, at - 4) : at]
        for one in near:
            counts = [each.value for each in near if each is not one and each.value > 1]
            if one.unit == total.unit and any(one.value * count == total.value for count in counts):
                yield one, total


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
    "人数顺序反了": _fewer_before_more,
    "周期写错": _other_period,
    "大写金额": _other_digit_in_words,
    "起止颠倒": _end_before_start,
    "名称多一个字": _name_with_a_character_more,
    "满意度百分之百": _all_content,
    "满意度对象": _other_people_asked,
    "别的项目的指标": _row_of_another,
    "别的项目的话": _clause_of_another,
    "时限早于前一步": _earlier_than_before,
    "别处的地名": _elsewhere,
    "每期乘期数": _round,
    "总数与每一个": _all_for_each,
}
"""What is changed, each by its name."""
_AMONG_OTHERS = ("满意度对象", "别的项目的指标", "别的项目的话")
"""What is told beside the other projects of the annex alone."""


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
        file = _file_of(project)
        places = [each for each in KINDS[kind](file, chance) if each.text != file.lines[each.line]]
        if places and most > 0:
            most -= 1
            yield _tried(project, file, chance.choice(places), with_others=kind in _AMONG_OTHERS)


def _file_of(project: Path) -> ProjectFile:
    unit = re.search(
        r"项目单位:\s*(?:编码:.*\s*)?名称: (.*)", (project.parent / ANNEX_FILE).read_text("utf-8")
    )
    siblings = [ProjectFile(each.read_text("utf-8")) for each in _others_of(project)]
    usable = [each for each in siblings if each.goals and each.rows]
    return ProjectFile(project.read_text("utf-8"), unit[1] if unit else "", usable)


def _others_of(project: Path) -> list[Path]:
    beside = sorted(project.parent.glob("*.yaml"))
    return [each for each in beside if each.name not in (ANNEX_FILE, project.name)]


def _tried(project: Path, file: ProjectFile, mistake: Planted, *, with_others: bool) -> Trial:
    lines = [*file.lines[: mistake.line], mistake.text, *file.lines[mistake.line + 1 :]]
    others = _others_of(project) if with_others else []
    before = {(each.code, str(each.message)) for each in said_of(project, file.lines, others)}
    after = said_of(project, lines, others)
    told = tuple(each for each in after if (each.code, str(each.message)) not in before)
    return Trial(project, mistake.line + 1, file.lines[mistake.line].strip(), mistake.text.strip(), told)


def said_of(project: Path, lines: Sequence[str], others: Sequence[Path]) -> Sequence[Problem]:
    """Return what is said of a project with these lines, alone or with others of its annex."""
    with TemporaryDirectory() as name:
        folder = Path(name) / project.parent.name
        folder.mkdir()
        (folder / ANNEX_FILE).write_bytes((project.parent / ANNEX_FILE).read_bytes())
        (folder / project.name).write_text("\n".join(lines), "utf-8")
        for other in others:
            (folder / other.name).write_bytes(other.read_bytes())
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
