"""A region pack made of a blank form: tags in its cells, and the region.yaml beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pmgen.catalog.own_fields import RESERVED
from pmgen.forms.new_labels import Labels, bare, known_labels
from pmgen.model.fields import FIELDS
from pmgen.problems import Message


class Sure(Enum):
    """How far what was done with a cell can be relied on."""

    CERTAIN = "certain"
    UNSURE = "unsure"
    PROPOSED = "proposed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Placed:
    """What was done with a cell: `table` 0 is the text outside; rows and columns count from 1."""

    table: int
    row: int
    column: int
    label: str
    text: str
    sure: Sure
    why: Message | None = None


@dataclass
class Findings:
    """What is found out about a form while it is gone through."""

    labels: Labels = field(default_factory=known_labels)
    placed: list[Placed] = field(default_factory=list)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    own_words: dict[str, tuple[str, str]] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    subject: str = ""
    targets_in_columns: bool = False
    goal_numbers: dict[str, str] = field(default_factory=dict)

    def own(self, holder: str, label: str, kind: Any) -> str:
        """Return the name of a field of the form's own; the same label gets the same one."""
        name = _name(label)
        known = (
            {word for each in FIELDS[_HOLDERS[holder]] for word in each.words} if holder in _HOLDERS else ()
        )
        if name in known or name in RESERVED:
            name += "栏"
        self.fields.setdefault(holder, {}).setdefault(name, kind)
        return name


_HOLDERS = {"项目": "project", "资金": "amounts", "绩效指标": "indicator"}


def _name(label: str) -> str:
    name = re.sub(r"[^\w]|_", "", bare(label))[:16] or "未名"
    return name if name.isidentifier() else f"栏{name}"


def region_text(name: str, title: str, unit: str | None, findings: Findings) -> str:
    """Return region.yaml for a form."""
    return "\n".join(_region_lines(name, title, unit, findings)) + "\n"


def _region_lines(name: str, title: str, unit: str | None, findings: Findings) -> Iterator[str]:
    yield f"名称: {_quoted(name)}"
    yield f"标题: {_quoted(title)}"
    if findings.subject:
        yield f"对象: {findings.subject}"
    yield ""
    yield "金额:"
    if unit is None:
        yield "  # 表上没有找到金额单位，请核对。"
    yield f"  单位: {unit or '万元'}"
    yield ""
    yield "指标值:"
    yield "  符号: 符号"
    yield f"  单位: {'分列' if findings.targets_in_columns else '后缀'}"
    if findings.goal_numbers:
        yield ""
        yield "目标编号:"
        for horizon, pattern in findings.goal_numbers.items():
            yield f"  {horizon}: '{pattern}'"
    yield ""
    yield "指标标签:"
    for term, (level1, level2) in _labels(findings.words).items():
        assumed = "" if term in findings.words else ", 推定: 是"
        yield f"  {term}: {{一级: {level1}, 二级: {level2}{assumed}}}"
    for word, (level1, kind) in findings.own_words.items():
        yield f"  {_quoted(word)}: {{一级: {level1}, 属于: {kind}}}"
    if findings.required:
        yield ""
        yield "# 表上印的各项，没有填的会点名；可以空着的请删去。"
        yield "必填:"
        yield from (f"  - {path}" for path in findings.required)
    if findings.fields:
        yield ""
        yield "# 表上有而 pmgen 没有的字段：类型是按标签猜的，请逐一核对。"
        yield "字段:"
        for holder, fields in findings.fields.items():
            yield f"  {holder}:"
            for field_name, kind in fields.items():
                yield f"    {field_name}: {_kind(kind)}"


_PRINTED = re.compile(r"(?<![\w.'])(项目|附件|目标|项|指标|行\.中期|行\.年度)\.([\w.]+)")
_LOOP = re.compile(r"\{% for (\w+) in 项目\.(\w+)(?: [|i].*?)?\s*%\}")
_OPTIONAL = re.compile(r"备注|说明|原因|其他问题")
_GIVEN = frozenset(
    ["序号", "编号内容", "内容", "名称", "一级指标", "二级指标", "指标方向", "计量单位", "绩效指标"]
)
_CALLED = {"目标值": "指标值"}


def required_paths(placed: Iterable[Placed]) -> list[str]:
    """Return what a form prints, as 必填 names it: not what may well stay blank, such as a remark."""
    found: dict[str, None] = {}
    holders = {"指标": "绩效指标", "行.中期": "绩效指标", "行.年度": "绩效指标"}
    in_order = sorted(placed, key=lambda each: (each.table, each.row, each.column))
    for text in (each.text for each in in_order if each.sure is not Sure.LEFT):
        for item, list_of in _LOOP.findall(text):
            if list_of.endswith("绩效目标"):
                found[f"项目.{list_of}"] = None
            elif item == "项":
                holders["项"] = list_of
        for holder, path in _PRINTED.findall(text):
            last = _CALLED.get(path, path)
            of = holders.get(holder)
            if _OPTIONAL.search(last) or holder == "目标" or (of and last in _GIVEN and holder != "项"):
                continue
            if of:
                found[f"项目.{of}.{last}"] = None
            elif holder == "项目" and not re.search(r"指标|分组|对照|绩效目标", last.partition(".")[0]):
                found[f"项目.{last}"] = None
    return [path for path in found if not any(other.startswith(f"{path}.") for other in found)]


def _kind(kind: Any) -> str:
    if isinstance(kind, Mapping):
        return "{列表: {" + ", ".join(f"{name}: {below}" for name, below in kind.items()) + "}}"
    if isinstance(kind, Iterable) and not isinstance(kind, str):
        return f"[{', '.join(map(_quoted, kind))}]"
    return str(kind)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if re.search(r"[^\w（）()]", text) or text.isdigit() else text


_USUAL = {
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "产出指标"),
    **dict.fromkeys(("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"), "效益指标"),
    "服务对象满意度指标": "满意度指标",
}


def _labels(words: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the words of both levels for each category: those printed in the form, else the usual ones."""
    printed = {term: level1 for term, (level1, _) in words.items()}
    costs = [term for term in words if term.endswith("成本")]
    found = {term: words.get(term, (_like(term, level1, printed), term)) for term, level1 in _USUAL.items()}
    if costs and "成本指标" not in words:
        found["成本指标"] = (words[costs[0]][0], "成本指标")
    return {**found, **{term: words[term] for term in costs}}


def _like(term: str, level1: str, printed: Mapping[str, str]) -> str:
    """Return the word that the form has for level 1 in others of the same group."""
    return next(
        (printed[other] for other, usual in _USUAL.items() if usual == level1 and other in printed), level1
    )
