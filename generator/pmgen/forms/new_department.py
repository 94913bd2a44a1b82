"""A blank form about a whole department: what was found as if of a project, said of the department."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pmgen.forms.new_labels import bare
from pmgen.forms.new_pack import Findings, Placed
from pmgen.model.fields import FIELDS

Reword = Callable[[str], str]

_ABOUT_ONE = re.compile(r"部门\W*整体|单位\W*整体|整体支出|整体绩效")
_TASK_NAME = "任务名称"
_MONEY = {
    "财政资金": "财政",
    "其他资金": "其他|其它",
    "单位资金": "单位资金|自有",
    "合计": "总额|金额|合计|资金|预算",
}
_HOMES = (
    (r"项目\.项目单位\.名称", "部门.部门名称"),
    (r"项目\.项目单位\.编码", "部门.部门编码"),
    (r"项目\.主管部门\.", "附件.主管部门."),
    (r"项目\.年度(?![\w.])", "附件.年度"),
    (r"项目\.预算\.(?:年度|全程)\.", "部门.收入."),
    (r"(?<![\w.])项目\.", "部门."),
)
_LISTS = re.compile(r"绩效目标|指标|分组|对照")


def is_about_department(title: str) -> bool:
    """Tell whether the title of a form says that it is about a whole department."""
    return _ABOUT_ONE.search(bare(title)) is not None


def told_of_department(findings: Findings) -> Reword:
    """Say what was found of the department, and return how a tag is to be reworded for that."""
    own = findings.fields.pop("项目", {})
    tasks = next(
        (name for name, kind in own.items() if isinstance(kind, Mapping) and _TASK_NAME in kind), None
    )
    homes = [*_task_homes(tasks, own.pop(tasks), findings)] if tasks else []

    def reword(text: str) -> str:
        if "{" in text or re.match(r"项目\.", text):
            for pattern, home in (*homes, *_HOMES):
                text = re.sub(pattern, home, text)
        return text

    findings.placed[:] = [replace(each, text=reword(each.text)) for each in findings.placed]
    known = {word for field in FIELDS["whole_department"] for word in field.words}
    lacking = {
        name: "文字" for name in _named(findings.placed) if name not in known and not _LISTS.search(name)
    }
    if fields := {name: kind for name, kind in (lacking | own).items() if name not in known}:
        findings.fields["部门"] = fields
    return reword


def _task_homes(tasks: str, below: Mapping[str, Any], findings: Findings) -> Iterator[tuple[str, str]]:
    """Give where the parts of a list of tasks have their home in the model."""
    known = {word for field in FIELDS["task"] for word in field.words}
    for name, kind in below.items():
        home = next(
            (part for part, words in _MONEY.items() if kind == "金额" and re.search(words, name)), None
        )
        if home:
            yield rf"项\.{name}(?!\w)", f"项.资金.{home}"
            yield rf"项目\.{tasks}\.{name}(?!\w)", f"部门.任务.资金.{home}"
            yield rf"(项目\.{tasks} \| 合计\('){name}'", rf"\1资金.{home}'"
        elif name not in known:
            findings.fields.setdefault("任务", {})[name] = kind
    yield rf"项目\.{tasks}(?!\w)", "部门.任务"


def _named(placed: list[Placed]) -> Iterator[str]:
    for each in placed:
        yield from re.findall(r"(?<![\w.])部门\.(\w+)", each.text)
