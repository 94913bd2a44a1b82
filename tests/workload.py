"""Workspaces of any size whose annexes are shaped like the published ones. See README.md.

A project takes the shape of a published one of its region: how many goals and indicators of which categories,
how long each text is, which fields it states. Words, numbers and the order of the lengths are drawn anew.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode
from pmgen.load.yaml_parsing import compose
from shipped import annex

PUBLISHED: Mapping[str, tuple[str, ...]] = {
    "tianjin": ("2025/tianjin-bureau", "undated/tianjin-skills"),
    "wuhai": ("2022/wuhai",),
    "shanghai": ("2024/shanghai",),
    "ezhou": ("2026/ezhou",),
}
"""The published annexes of each region."""

FILES, JSON_LINES, YAML_STREAM = "files", "jsonl", "yaml"
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Workload:
    """What to make: `projects` in all, spread evenly over `annexes`, which take turns between `regions`.

    Of the fields that a form needs and the loader does not, the share `gaps` is left out; the share `odd` of
    names is very long or holds characters that are rare. `shape` is a file per project or a stream per annex.
    The same workload has the same bytes, and its first annexes do not depend on how many follow.
    """

    projects: int = 100
    annexes: int = 4
    regions: tuple[str, ...] = tuple(PUBLISHED)
    seed: int = 1
    year: int = 2026
    gaps: float = 0.0
    odd: float = 0.02
    shape: str = FILES


def write_workload(root: Path, workload: Workload) -> tuple[Path, ...]:
    """Write the annexes to `root`/data/<year>/ and return their folders; what lies there already stays."""
    folders: list[Path] = []
    for number in range(workload.annexes):
        region = workload.regions[number % len(workload.regions)]
        folder = root / "data" / str(workload.year) / f"{number + 1:04}-{region}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in annex_files(workload, number):
            (folder / name).write_bytes(text.encode())
        folders.append(folder)
    return tuple(folders)


def annex_files(workload: Workload, number: int) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of an annex's files; annexes count from 0."""
    region = workload.regions[number % len(workload.regions)]
    rng = Random(f"{workload.seed} {number} {region}")
    yield ANNEX_FILE, _annex(region, number, workload.year)
    count = len(range(number, workload.projects, workload.annexes))
    projects = _Drawing(rng, workload, shapes(region)).projects(count)
    match workload.shape:
        case "jsonl":
            yield "项目.jsonl", "".join(f"{_json(project)}\n" for project in projects)
        case "yaml":
            yield "项目.yaml", "".join(f"---\n{_yaml(project)}" for project in projects)
        case _:
            for at, project in enumerate(projects, 1):
                yield f"{at:0{max(2, len(str(count)))}}.yaml", _yaml(project)


def _annex(region: str, number: int, year: int) -> str:
    unit = f"{_UNITS[number % len(_UNITS)]}（{number + 1}）"
    money = "元" if region == "shanghai" else "万元"
    lines = [f"地区: {region}", f"年度: {year}", f"金额单位: {money}"]
    lines += ["项目单位:", f"  编码: {418_000 + number:06}", f"  名称: {unit}", *_SHARED.get(region, ())]
    return "".join(f"{line}\n" for line in lines)


_SHARED = {"shanghai": ("主管部门:", "  名称: 某市财政局"), "wuhai": ("项目类别: 部门预算项目",)}
"""What else the form of a region needs, and its annexes state for all projects."""


# the shapes of the published projects

_NOT_DRAWN = ("出处", "豁免")
_TEXTS = ("资金用途",)
_GOALS = ("长期绩效目标", "中期绩效目标", "年度绩效目标")
_ASKED_FOR = (
    *("资金用途", "项目性质", "项目类别", "计划开始日期", "计划完成日期"),
    *("财政资金", "当年财政拨款", "上年结转资金", "其他资金"),
    *("绩效指标描述", "指标性质", "分值", "指标值确定依据"),
)
"""Fields that some form needs, and the loader never."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The published projects of a region as they were typed, and the indicators of each category."""

    projects: tuple[Plain, ...]
    indicators: Mapping[str, tuple[Plain, ...]]


@cache
def shapes(region: str) -> Shapes:
    """Return the published projects of a region."""
    projects = tuple(
        _typed(path) for name in PUBLISHED[region] for path in sorted(annex(name).glob("[0-9]*.yaml"))
    )
    indicators: dict[str, list[Plain]] = {}
    for project in projects:
        for indicator in project["绩效指标"]:
            indicators.setdefault(indicator["二级指标"], []).append(indicator)
    return Shapes(projects, {category: tuple(found) for category, found in indicators.items()})


def _typed(path: Path) -> Plain:
    root = compose(path.read_text("utf-8"), "").root
    assert isinstance(root, MappingNode)
    return {key.text: _plain(it) for key, it in root.entries if key.text not in _NOT_DRAWN}


def _plain(node: Node) -> Any:
    match node:
        case ScalarNode():
            return node.text
        case MappingNode():
            return {key.text: _plain(it) for key, it in node.entries}
        case _:
            return [_plain(item) for item in node.items]


# what is drawn

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"20\d\d(?=年|-)")
_FIXED = re.compile(r"100(?:\.0+)?%|\d+[年月日]")


class _Drawing:
    """Draws the projects of one annex."""

    def __init__(self, rng: Random, workload: Workload, published: Shapes) -> None:
        self._rng, self._published = rng, published
        self._year, self._gaps, self._odd = str(workload.year), workload.gaps, workload.odd
        self._ribbon, self._starts = _ribbon(workload.seed)
        self._names: set[str] = set()

    def projects(self, count: int) -> Iterator[Plain]:
        for _ in range(count):
            yield self._project(self._rng.choice(self._published.projects))

    def _project(self, shape: Plain) -> Plain:
        project: Plain = {}
        for key, value in shape.items():
            if key == "项目名称":
                project[key] = self._name(len(value))
            elif key == "预算":
                project[key] = self._budget(value)
            elif key in _GOALS:
                project[key] = [self._prose(text) for text in value]
            elif key == "绩效指标":
                project[key] = [self._indicator(each) for each in value]
            elif self._is_kept(key):
                project[key] = self._prose(value) if key in _TEXTS else _YEAR.sub(self._year, value)
        return project

    def _indicator(self, shape: Plain) -> Plain:
        """Return an indicator of the category of `shape` that states what it states, with other contents."""
        other: Plain = self._rng.choice(self._published.indicators[shape["二级指标"]])
        indicator: Plain = {}
        for key, value in shape.items():
            if key == "三级指标":
                indicator[key] = self._words(len(other[key]), self._rng.choice(_ENDINGS))
            elif key == "绩效指标描述":
                if self._is_kept(key):
                    indicator[key] = self._words(len(other.get(key) or value), "情况")
            elif key in ("指标值", "指标性质"):
                # Both are of one kind: a word, a sign and a number.
                if key in other and self._is_kept(key):
                    indicator[key] = self._target(other[key])
            elif self._is_kept(key):
                indicator[key] = value
        return indicator

    def _is_kept(self, key: str) -> bool:
        return not self._gaps or key not in _ASKED_FOR or self._rng.random() >= self._gaps

    def _budget(self, shape: Plain) -> Plain:
        """Return amounts of the same shape; what is equal stays equal."""
        drawn: dict[str, str] = {}

        def amounts(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: amounts(it) for key, it in value.items() if self._is_kept(key)}
            return drawn.setdefault(value, value if value.strip("0.") == "" else self._digits(value))

        made: Plain = amounts(shape)
        return made

    def _target(self, shape: Any) -> Any:
        """Return a target of the same kind: other digits, the workload's year, words as they are."""
        if isinstance(shape, dict):
            return {key: self._target(value) for key, value in shape.items()}
        text = str(shape)
        if _FIXED.search(text):
            return _YEAR.sub(self._year, text)
        return self._digits(text)

    def _digits(self, text: str) -> str:
        return _DIGITS.sub(self._like, text)

    def _like(self, found: re.Match[str]) -> str:
        digits = found.group()
        if digits.strip("0") == "":
            return digits
        low = 10 ** (len(digits) - 1) if digits[0] != "0" else 1
        return f"{self._rng.randrange(low, 10 ** len(digits)):0{len(digits)}}"

    def _name(self, length: int) -> str:
        name = self._words(length, "经费")
        if self._rng.random() < self._odd:
            name = self._rng.choice(_ODD).format(name=name, more=self._words(60, "项目"))
        while name in self._names:
            name += self._rng.choice(_WORDS)
        self._names.add(name)
        return name

    def _words(self, length: int, ending: str) -> str:
        start = self._rng.choice(self._starts)
        return self._ribbon[start : start + max(2, length - len(ending))] + ending

    def _prose(self, shape: str) -> str:
        """Return sentences of the same lengths with the marks that part them."""
        return _PROSE.sub(self._clause, shape)

    def _clause(self, found: re.Match[str]) -> str:
        start = self._rng.choice(self._starts)
        return self._ribbon[start : start + len(found.group())]


_PROSE = re.compile(r"[^，。；、：\n“”（）《》\[\],.]+")


@cache
def _ribbon(seed: int) -> tuple[str, tuple[int, ...]]:
    """Return many words in one line, and where those begin with which a text may."""
    rng, text, starts = Random(f"{seed} words"), "", []
    for _ in range(6_000):
        word = rng.choice(_RARE) if rng.random() < 0.03 else rng.choice(_WORDS)
        if word in _WORDS:
            starts.append(len(text))
        text += word + ("、" if rng.random() < 0.06 else "")
    return text + text[:500], tuple(starts)


# how it is written


def _json(project: Plain) -> str:
    return json.dumps(project, ensure_ascii=False)


def _yaml(project: Plain) -> str:
    return "".join(_fields(project, 0))


_PLAIN = re.compile(r"[\w≥≤<>=（【“]\S*", re.UNICODE)
_NOT_PLAIN = re.compile(r"#|:\Z|\A(?:null|true|false|~|[<>=|].*\n)\Z|\A>")


def _fields(record: Plain, depth: int) -> Iterator[str]:
    blank = " " * depth
    for key, value in record.items():
        if isinstance(value, str):
            yield f"{blank}{key}: {_scalar(value, depth + 2)}\n"
        elif isinstance(value, dict):
            yield f"{blank}{key}:\n"
            yield from _fields(value, depth + 2)
        else:
            yield f"{blank}{key}:\n"
            yield from _items(value, depth + 2)


def _items(values: Sequence[Any], depth: int) -> Iterator[str]:
    blank = " " * depth
    for value in values:
        if isinstance(value, dict):
            first, *rest = _fields(value, depth + 2)
            yield f"{blank}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield f"{blank}- {_scalar(value, depth + 2)}\n"


def _scalar(text: str, depth: int) -> str:
    if "\n" in text:
        return "|-" + "".join(f"\n{' ' * depth}{line}" for line in text.split("\n"))
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _of(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_UNITS = _of(
    """财政局 教育局 水务局 农业农村局 卫生健康委员会 文化和旅游局 市场监督管理局 交通运输局 生态环境局
    退役军人事务局 档案馆 第一中学 人民医院 公共资源交易中心 12345热线服务中心"""
)
_WORDS = _of(
    """培训 就业 补贴 信息系统 运行维护 设备 购置 办公楼 物业服务 职业技能 竞赛 评价 考试 考务 专家 评审
    执法 监察 案件 办理 宣传 活动 开展 服务对象 群众 企业 基地 建设 改造 道路 桥梁 水库 除险加固 灌区 农田
    秸秆 病虫害 防治 疫苗 接种 妇幼 保健 学校 食堂 学生 资助 图书 文物 保护 展览 演出 旅游 环境 监测 污水
    处理 垃圾 清运 绿化 养护 消防 应急 物资 储备 社区 养老 残疾人 康复 退役军人 档案 数字化 网络安全 等级保护
    数据 共享 专项 资金 发放 及时 标准 验收 合格 覆盖 人员 经费 工作 任务 完成 提升 管理 能力 水平 制度 落实
    督导 检查"""
)
_RARE = _of(
    """（含税） “三支一扶” 〔2025〕3号 12333 A4 VPN ＩＴ 《办法》 5G 【一期】 K2+300 （四期） PM2.5 · ％ ㎡ ①
    （场/次） -01 V2.0 “放管服”"""
)
_ENDINGS = _of("人数 数量 完成率 合格率 及时率 满意度 次数 标准 完成时间 情况 覆盖率 面积")
_ODD = (
    *("{name}{more}{more}", "〔{name}〕", "{name}（ＡＢＣ－１２）", "“{name}”", "{name}[第1批](续)"),
    *("𠮷林{name}", "{name}-Phase II", "{name}＆{name}", "[{name}]", "{name}：补充", "{name} 第 2 期"),
    "{name}: 一 # 二",
)


def main() -> None:
    """Write a workspace."""
    parser = argparse.ArgumentParser(description="Write a workspace of annexes shaped like published ones.")
    add = parser.add_argument
    add("folder", type=Path, help="the workspace, made where there is none")
    add("--projects", type=int, default=100)
    add("--annexes", type=int, default=4)
    add("--region", action="append", choices=list(PUBLISHED), help="again for several; all by default")
    add("--seed", type=int, default=1)
    add("--year", type=int, default=2026)
    add("--gaps", type=float, default=0.0, help="share of needed fields left out, from 0 to 1")
    add("--odd", type=float, default=0.02, help="share of long or odd names, from 0 to 1")
    add("--shape", choices=(FILES, JSON_LINES, YAML_STREAM), default=FILES)
    asked = parser.parse_args()
    regions = tuple(asked.region or PUBLISHED)
    drawn = (asked.seed, asked.year, asked.gaps, asked.odd, asked.shape)
    folders = write_workload(asked.folder, Workload(asked.projects, asked.annexes, regions, *drawn))
    print(f"{len(folders)} annexes with {asked.projects} projects below {asked.folder / 'data'}")


if __name__ == "__main__":
    main()
