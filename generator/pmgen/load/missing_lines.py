"""Where the lines of a field that a record lacks are to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before
from pmgen.load.project_files import is_stream_name
from pmgen.load.yaml_nodes import MappingNode, ScalarNode
from pmgen.model.field_definitions import Entity, Field, FieldKind, block
from pmgen.model.terms import Category, CostKind
from pmgen.problems import Message, message


def line_to_add(
    node: MappingNode, entity: Entity, field: Field, lines: Sequence[str], *, in_yaml: bool
) -> Message:
    """Return that the `lines` of a field are to be added to a record, and beside which of its lines."""
    if in_yaml and node.column == 1 and (following := _following(node, entity, field)):
        return _above(following, lines)
    if in_yaml and node.column > 1 and (before := _before(node, entity, field)):
        return _below(before, lines)
    if len(lines) == 1:
        return message("Add a line {line}", line=lines[0])
    return message("Add these lines, with the same indentation: {block}", block=block(lines))


_TARGETS = {
    Category.QUANTITY: "≥XX人次",
    Category.QUALITY: "≥XX%",
    Category.TIMELINESS: "XX月底前",
    Category.COST: "≤XX万元",
    Category.ECONOMIC: "≥XX%",
    Category.SOCIAL: "≥XX%",
    Category.ECOLOGICAL: "≥XX%",
    Category.SUSTAINABILITY: "长期",
    Category.SATISFACTION: "≥XX%",
}
"""What targets of a kind of indicators look like; a number, typed as it stands, would be believed."""


def fitting_example(field: Field, node: MappingNode) -> Field:
    """Return a field with an example that fits to the kind of the indicator that lacks it."""
    if field.kind is not FieldKind.TARGET:
        return field
    texts = (child.text for _, child in node.entries if isinstance(child, ScalarNode))
    kinds = (Category.COST if CostKind.read(text) else Category.read(text) for text in texts)
    example = next((_TARGETS[kind] for kind in kinds if kind in _TARGETS), "")
    return replace(field, example=example) if example else field


_NUMBER_BEFORE = late(r"[\d\s_.\-－、（）()]+")
_WORDS = late(r"[\u4e00-\u9fff]{2}|[A-Za-z]{4}")
_SAYS_NOTHING = late(
    r"(?i)(?:项目|文件|新建|未命名|模板|示例|样例|project|new|untitled|template|test|测试)*\W*"
)


def name_by_file(file: str) -> str:
    """Return the name that a project may have by that of its file, "" where that says nothing of it."""
    name = Path(file).name
    if is_stream_name(name):
        return ""
    stem = Path(name).stem
    name = _NUMBER_BEFORE.sub("", stem, count=1) if _NUMBER_BEFORE.match(stem) else stem
    return "" if _SAYS_NOTHING.fullmatch(name) or not _WORDS.search(name) else name


def name_to_add(node: MappingNode, field: Field, name: str) -> Message:
    """Return that the name of a project is to be written above its first line, as its file may have it."""
    return message(
        "Add above line {number} the name as it was approved, from the very beginning of the line; "
        "if that is the name of the file: {line}",
        number=node.line,
        line=f"{field.chinese}: {name}",
    )


def _following(node: MappingNode, entity: Entity, field: Field) -> ScalarNode | None:
    """Return the first key that belongs behind the field."""
    rank = entity.fields.index(field)
    return next((key for key, place in _ranks(node, entity) if place > rank and key.column == 1), None)


def _before(node: MappingNode, entity: Entity, field: Field) -> ScalarNode | None:
    """Return the last key that belongs before the field, or else the first, with its text in its line."""
    rank = entity.fields.index(field)
    texts = {id(key) for key, child in node.entries if _is_in_line(key, child)}
    found = [(key, place) for key, place in _ranks(node, entity) if id(key) in texts]
    lines = [key.line for key, _ in node.entries]
    if not found or len(set(lines)) < len(lines):
        return None
    return next((key for key, place in reversed(found) if place < rank), found[0][0])


def _is_in_line(key: ScalarNode, child: object) -> bool:
    is_text = isinstance(child, ScalarNode) and bool(child.text) and "\n" not in child.text
    return is_text and isinstance(child, ScalarNode) and child.line == key.line


def _ranks(node: MappingNode, entity: Entity) -> Iterator[tuple[ScalarNode, int]]:
    """Yield the known keys of a record, each with its place in the order of the fields."""
    for key, _ in node.entries:
        known = entity.find(key.text)
        if known is not None:
            yield key, entity.fields.index(known)


def _above(key: ScalarNode, lines: Sequence[str]) -> Message:
    if len(lines) == 1:
        return message(
            "Add above line {number}, from the very beginning of the line: {line}",
            number=key.line,
            line=lines[0],
        )
    return message(
        "Add above line {number}, {blanks}: {block}",
        number=key.line,
        blanks=blanks_before(lines),
        block=block(lines),
    )


def _below(key: ScalarNode, lines: Sequence[str]) -> Message:
    indent = " " * (key.column - 1)
    if len(lines) == 1:
        return message(
            "Add below line {number} the line “{meant}”, with {wanted} blanks before it.",
            number=key.line,
            meant=indent + lines[0],
            wanted=len(indent),
        )
    indented = [indent + line for line in lines]
    return message(
        "Add below line {number}, {blanks}: {block}",
        number=key.line,
        blanks=blanks_before(indented),
        block=block(indented),
    )
