"""The projects of `related/projects.txt`, as they should be and with the mistakes made on purpose.

    === 城市公交运营补贴                      a project
    region: wuhai                            tianjin, wuhai, shanghai or ezhou
    年度: 2027                               lines of the annex and of the project; several 目标 or 长期
    数量 | 名称 | 描述 | 指标值 [| 备注]       an indicator

`【right→wrong】` stands where a mistake was made; both kinds of project stand in one annex each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TEXT = Path(__file__).parent / "check" / "related" / "projects.txt"
_CHOICE = re.compile("【([^【】→]*)→([^【】→]*)】")
_SIMPLE = {"资金用途": "资金用途", "开始": "计划开始日期", "完成": "计划完成日期", "性质": "项目性质"}
_CATEGORIES = {"满意度": "服务对象满意度指标"}


@dataclass(frozen=True, slots=True)
class RelatedProject:
    """A project as text for its two files, and the lines on which mistakes were made, with their words."""

    name: str
    annex: str
    lines: tuple[str, ...]
    region: str

    @property
    def mistakes(self) -> Iterator[tuple[int, str]]:
        """Give the number of each line that holds a mistake, and what was made of what."""
        for number, line in enumerate(self.lines, 1):
            for match in _CHOICE.finditer(line):
                if match[1] != match[2]:
                    yield number, f"{match[1]}→{match[2]}"

    def text(self, *, wrong: Sequence[str] = ()) -> str:
        """Return the data file, right but for the mistakes named."""

        def chosen(match: re.Match[str]) -> str:
            return match[2] if f"{match[1]}→{match[2]}" in wrong else match[1]

        return "".join(f"{_CHOICE.sub(chosen, line)}\n" for line in self.lines)


def related_projects() -> list[RelatedProject]:
    """Return all projects of the text file."""
    _, *parts = _TEXT.read_text("utf-8").split("\n=== ")
    return [_project(part) for part in parts]


def _project(part: str) -> RelatedProject:
    name, *lines = part.strip("\n").splitlines()
    said = [(key, value) for key, _, value in (line.partition(": ") for line in lines if "|" not in line)]
    one = dict(said)
    data = [f"项目名称: {name}"]
    data += [f"{_SIMPLE[key]}: {value}" for key, value in said if key in _SIMPLE]
    data += ["预算:", "  年度:", f"    合计: {one['预算']}"]
    for key, field in (("长期", "长期绩效目标"), ("目标", "年度绩效目标")):
        goals = [f"  - {value}" for each, value in said if each == key]
        data += [f"{field}:", *goals] if goals else []
    data.append("绩效指标:")
    for line in lines:
        if "|" in line:
            data += _indicator([each.strip() for each in line.split("|")])
    annex = f"地区: {one['region']}\n年度: {one['年度']}\n金额单位: 万元\n"
    return RelatedProject(name, annex, tuple(data), one["region"])


def _indicator(cells: Sequence[str]) -> list[str]:
    category, name, description, target, *remark = cells
    return [
        f"  - 二级指标: {_CATEGORIES.get(category, f'{category}指标')}",
        f"    三级指标: {name}",
        f"    绩效指标描述: {description}",
        f"    指标值: {target}",
        *(f"    备注: {each}" for each in remark),
    ]
