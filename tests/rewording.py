"""Says the goals of sound projects in other words, of which nothing may be told that was not told before.

`python tests/rewording.py FOLDER…` rewords the annexes below the folders in every way and prints what `check`
tells of the new words alone; `--way` takes only some ways, and another `--draw` draws other projects.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from planting import said_of, sound_projects
from pmgen.problems import Problem, Severity

_DIGITS = "零一二三四五六七八九"
_COUNTED = "次期场轮批个处名人家户座条台辆套天"
_HAN = "[\u4e00-\u9fff]"
_COUNT = rf"\d[\d,.]*{_HAN}{{1,2}}"
_GOALS = re.compile(r"(?:年度|长期)绩效目标:")
_LAST_DAYS = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _in_words(match: re.Match[str]) -> str:
    return {"1": "一", "2": "两"}.get(match[1], _DIGITS[int(match[1])]) + match[2]


def _tens_in_words(match: re.Match[str]) -> str:
    tens, ones = divmod(int(match[1]), 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "") + match[2]


def _percent_in_words(match: re.Match[str]) -> str:
    tens, ones = divmod(int(match[1]), 10)
    first = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return f"百分之{first}{_DIGITS[ones] if ones else ''}"


def _in_yuan(match: re.Match[str]) -> str:
    return f"{(Decimal(match[1].replace(',', '')) * 10_000).normalize():f}元"


def _in_ten_thousands(match: re.Match[str]) -> str:
    return f"{(Decimal(match[1].replace(',', '')) / 10_000).normalize():f}万元"


def _with_commas(match: re.Match[str]) -> str:
    return f"{int(match[0]):,}"


def _end_of_month(match: re.Match[str]) -> str:
    return f"{match[1]}月底前" if _LAST_DAYS.get(int(match[1])) == int(match[2]) else match[0]


WAYS: dict[str, tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = {
    "元": ((r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)万元(?!/)", _in_yuan),),
    "万元": ((r"(?<![\d.,])(\d[\d,]*00)元(?!/)", _in_ten_thousands),),
    "千分位": ((r"(?<![\d.,〔—-])[1-9]\d{3,6}(?![\d.,年〕号])", _with_commas),),
    "个位数用汉字": ((rf"(?<![\d.,月—至-])([1-9])([{_COUNTED}])(?!/)", _in_words),),
    "两位数用汉字": ((rf"(?<![\d.,月—至-])([1-9]\d)([{_COUNTED}])(?!/)", _tens_in_words),),
    "百分之": ((r"(?<![\d.,])([1-9]\d?)%", _percent_in_words),),
    "其中：包括": (("，其中", "，包括"),),
    "其中：含": (("，其中", "，含"),),
    "其中：分号": (("，其中", "；其中"),),
    "共：合计": ((r"，共(?![同\u4e00-\u4e5d])(?=\d)", "，合计"),),
    "共：总共": ((r"，共(?=\d)", "，总共"),),
    "共：累计": ((r"，共(?=\d)", "，累计"),),
    "计：合计": ((r"，计(?=\d)", "，合计"),),
    "计：折合": ((r"，计(?=\d[\d,.]*万?元)", "，折合"),),
    "计：需": ((r"，计(?=\d[\d,.]*万?元)", "，需"),),
    "计：约": ((r"，计(?=\d[\d,.]*万?元)", "，所需经费"),),
    "每人：人均": ((r"每人(?=\d)", "人均"),),
    "每：一": ((rf"(?<=[，、；。：])每([{_COUNTED}])(?=\d)", r"一\1"),),
    "各：均为": ((r"各(?=\d)", "均为"),),
    "不低于：以上": ((r"不低于(\d[\d.]*%)(?!以)", r"达到\1以上"),),
    "不少于：至少": (("不少于(?=\\d)", "至少"),),
    "不少于：以上": ((r"不少于(\d[\d,.]*[^\d，。；、（）以]{1,2})(?=[，。；、])", r"\1以上"),),
    "不超过：以内": (
        (r"不超过(\d[\d,.]*(?:万元|元|小时|分钟|天|个工作日|%))(?=[，。；、])", r"控制在\1以内"),
    ),
    "月底": ((r"(\d+)月(\d+)日前", _end_of_month),),
    "日前：之前": ((r"月(\d+)日前", r"月\1日之前"),),
    "日前：不迟于": ((r"(?<!\d)(\d+)月(\d+)日前(?=[\u4e00-\u9fff])", r"不迟于\1月\2日"),),
    "至：到": ((r"(\d+月\d+日)至(\d+月\d+日)", r"\1到\2"),),
    "至：—": ((r"(\d+月\d+日)[至—](\d+月\d+日)", r"\1－\2"),),
    "由到：从增至": ((r"由([^，。；]{1,16}?)(?:提高|增加|提升|增长)到", r"从\1增至"),),
    "括号：逗号": ((r"（([^（）]*)）(?=[，。；])", r"，\1"),),
    "括号：冒号": ((rf"({_COUNT})（([^（）]*、[^（）]*)）(?=[，。；])", r"\1：\2"),),
    "括号：其中": ((rf"({_COUNT})（([^（）]*\d[^（）]*、[^（）]*\d[^（）]*)）(?=[，。；])", r"\1，其中\2"),),
    "顿号：逗号": ((rf"(?<=\d)({_HAN}{{1,2}})、(?={_HAN}{{2,}}\d)", r"\1，"),),
    "顿号：和": ((rf"(?<=\d)({_HAN}{{1,2}})、(?={_HAN}{{2,}}{_COUNT}[，。；）])", r"\1和"),),
    "分号：句号": (("；", "。"),),
    "句号：分号": (("。(?=.)", "；"),),
    "逗号：空": ((r"，(?=计\d|共\d|合计)", ""),),
    "开头：拟": ((r"^(?=[\u4e00-\u9fff])", "年内，"),),
    "全年：本年度": (("全年(?=[\\d共])", "本年度"),),
    "单价：按": ((r"每([\u4e00-\u9fff])(\d[\d,.]*元)", r"按每\1\2"),),
    "单价：标准为": ((r"，每([\u4e00-\u9fff])(\d[\d,.]*元)", r"，标准为每\1\2"),),
    "单价：元每": ((r"每([台套件册个名人次场期户处])(\d[\d,.]*)元", r"\2元/\1"),),
}
"""What is written instead of what, each by its name: `was：is`."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A project in other words, and what is told of it in these alone."""

    file: Path
    told: tuple[Problem, ...]


def reworded(way: str, projects: Sequence[Path], most: int, draw: str = "") -> Iterator[Reworded]:
    """Say up to `most` of the projects, that have words for it, in other words."""
    for project in Random(way + draw).sample(projects, len(projects)):
        lines = project.read_text("utf-8").split("\n")
        others = _in_other_words(lines, way)
        if others == lines or most <= 0:
            continue
        most -= 1
        before, after = said_of(project, lines, ()), said_of(project, others, ())
        more = Counter(each.code for each in after) - Counter(each.code for each in before)
        yield Reworded(project, tuple(each for each in after if each.code in more))


def _in_other_words(lines: Sequence[str], way: str) -> list[str]:
    """Return the lines of a project with its goals in other words."""
    found = []
    is_goal = False
    for line in lines:
        if line[:1].strip() and line[:1] != "-":
            is_goal = _GOALS.match(line) is not None
        found.append(_said_otherwise(line, way) if is_goal and line.lstrip().startswith("- ") else line)
    return found


def _said_otherwise(line: str, way: str) -> str:
    mark, text = re.match(r"(\s*- [\"']?)(.*)", line).groups()  # type: ignore[union-attr]
    for was, now in WAYS[way]:
        text = re.sub(was, now, text)
    return mark + text


def main() -> None:
    """Print what is told of the other words alone, by way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--way", choices=WAYS, action="append")
    parser.add_argument("--draw", default="")
    asked = parser.parse_args()
    projects = sound_projects(asked.folders)
    for way in asked.way or WAYS:
        tried = list(reworded(way, projects, asked.each, asked.draw))
        false = [each for each in tried if any(told.severity is not Severity.INFO for told in each.told)]
        notes = sum(any(told.severity is Severity.INFO for told in each.told) for each in tried)
        print(f"=== {way}: {len(false)} warned, {notes} noted of {len(tried)}", flush=True)
        for each in tried:
            for told in each.told:
                print(f"{told.severity.name} {told.code} {each.file} {told.message}")


if __name__ == "__main__":
    main()
