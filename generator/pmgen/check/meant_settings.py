"""What check.yaml means where it is laid out otherwise than it must be, with the lines to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pmgen.check.code_selection import is_rule
from pmgen.check.review_rule import codes_in, rule_code
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from pmgen.model.field_definitions import block
from pmgen.problems import Message, message
from pmgen.problems.message import short

_RULES = ("审核规则", "rules")
_WORDS = {
    "rule": ("规则", "rule", "编号", "规则编号", "规则代码", "代码", "code"),
    "level": ("级别", "level", "等级", "severity"),
    "reason": ("理由", "reason", "原因", "说明", "备注"),
}
"""How people call the fields of a setting, the two right names first."""
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class MeantSetting:
    """The rule that somebody means to set, and what is said of it; "" is unsaid."""

    rule: str
    level: str = ""
    reason: str = ""


def layout_problem(root: Node) -> tuple[Message, Message] | None:
    """Return that the settings are not laid out as they must be, with the lines to write, or None.

    There is nothing to say of a file that is laid out rightly, or that names no rule that there is.
    """
    if _is_laid_out(root):
        return None
    found = [each for each in _together(_meant(root)) if is_rule(rule_code(each.rule))]
    if not found:
        return None
    return (
        message("{file} is not laid out as it must be", file="check.yaml"),
        message(
            "Write instead, with the blanks before the lines as here: {block}", block=block(lines_of(found))
        ),
    )


def lines_of(settings: list[MeantSetting]) -> tuple[str, ...]:
    """Return the lines of check.yaml for settings, with a blank for what is unsaid."""
    items = (line for each in settings for line in _item(each))
    return (f"{_RULES[0]}:", *items)


def _item(setting: MeantSetting) -> Iterator[str]:
    yield f"  - 规则: {rule_code(setting.rule)}"
    yield f"    级别: {setting.level or '……（可填：不查、错误、警告、提醒）'}"
    yield f"    理由: {short(setting.reason) or '……（例：本市的表不填描述）'}"


def _is_laid_out(root: Node) -> bool:
    if not isinstance(root, MappingNode):
        return False
    return all(
        key.text in _RULES
        and isinstance(value, SequenceNode)
        and all(isinstance(item, MappingNode) and _is_item(item) for item in value.items)
        for key, value in root.entries
    )


def _is_item(node: MappingNode) -> bool:
    usual = {name for words in _WORDS.values() for name in words[:2]}
    return all(key.text in usual and isinstance(value, ScalarNode) for key, value in node.entries)


def _together(found: Iterator[MeantSetting]) -> Iterator[MeantSetting]:
    """Give the settings, each with the level and the reason that stand apart from it."""
    last: MeantSetting | None = None
    for each in found:
        if each.rule:
            yield from [last] if last else ()
            last = each
        elif last:
            last = replace(last, level=last.level or each.level, reason=last.reason or each.reason)
    yield from [last] if last else ()


def _meant(node: Node) -> Iterator[MeantSetting]:
    match node:
        case ScalarNode():
            yield from map(MeantSetting, codes_in(node.text))
        case SequenceNode():
            for item in node.items:
                yield from _meant(item)
        case MappingNode():
            yield from _of_mapping(node)


def _of_mapping(node: MappingNode) -> Iterator[MeantSetting]:
    """Give what the keys of a mapping say of one rule, then what stands below other keys."""
    said = {"level": "", "reason": ""}
    rules: list[MeantSetting] = []
    for key, value in node.entries:
        kind = _KINDS.get(key.text.strip().lower())
        if kind == "rule":
            rules += _meant(value)
        elif kind is not None and isinstance(value, ScalarNode):
            said[kind] = said[kind] or value.text
    for each in rules:
        yield MeantSetting(each.rule, each.level or said["level"], each.reason or said["reason"])
    for key, value in node.entries:
        if is_rule(rule_code(key.text)):
            yield from _under(key.text, value)
        elif key.text.strip().lower() not in _KINDS:
            yield from _meant(value)
    if not rules and any(said.values()):
        yield MeantSetting("", **said)


def _under(rule: str, value: Node) -> Iterator[MeantSetting]:
    """Give the setting of a rule whose code stands before a colon."""
    match value:
        case ScalarNode():
            yield MeantSetting(rule, value.text)
        case _:
            found = next(_meant(value), MeantSetting(""))
            yield MeantSetting(rule, found.level, found.reason)
