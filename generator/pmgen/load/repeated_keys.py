"""Keys that stand twice in one group: another item without its dash, a second project, or a slip."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.load.meant_lines import is_list
from pmgen.load.yaml_nodes import ScalarNode
from pmgen.problems import Message, message
from pmgen.problems.message import short

RepeatedKey = tuple[ScalarNode, ScalarNode]
"""A key that stands twice, and where it stands first."""


def split_items(
    keys: Sequence[ScalarNode], again: Sequence[ScalarNode], in_list: bool
) -> tuple[list[ScalarNode], list[RepeatedKey]]:
    """Return the keys with which another item seems to begin, and those that just stand twice.

    `keys` are the different keys of a group, `again` those that come another time. Outside of a list there
    is no other item.
    """
    ordered = sorted((*keys, *again), key=lambda key: (key.line, key.column))
    items: list[ScalarNode] = []
    twice: list[RepeatedKey] = []
    seen: dict[str, ScalarNode] = {}
    for key, following in zip(ordered, [*ordered[1:], None], strict=True):
        if key.text not in seen:
            seen[key.text] = key
        elif in_list and _begins_anew(key, following, seen, ordered[0]):
            items.append(key)
            seen = {key.text: key}
        else:
            twice.append((key, seen[key.text]))
    return items, twice


def begins_project(twice: Sequence[RepeatedKey], dash: int | None) -> bool:
    """Tell whether the fields that stand twice, outside of any list, are those of another project."""
    return dash is None and len(twice) > 2 and twice[0][0].text in ("项目名称", "name")


def _begins_anew(
    key: ScalarNode, following: ScalarNode | None, seen: dict[str, ScalarNode], first: ScalarNode
) -> bool:
    """Tell whether the first key comes again after others, or two keys in the order in which they stand."""
    if key.text == first.text:
        return len(seen) > 1
    after = seen.get(following.text) if following else None
    return after is not None and (after.line, after.column) > (seen[key.text].line, seen[key.text].column)


def with_dash(line: str, key: ScalarNode, dash: int) -> str:
    """Return the line of `key` with a dash in the column `dash`, from 1."""
    return " " * (dash - 1) + "-".ljust(key.column - dash) + line[key.column - 1 :]


def second_project(line: int) -> tuple[Message, Message]:
    """Return that another project begins in a file of one."""
    return (
        message("A second project seems to begin in line {line}.", line=line),
        message(
            "Move what stands from line {line} on into a new file of this folder, whose name ends with "
            ".yaml; or call this file 项目.yaml and put a line --- above line {line}.",
            line=line,
        ),
    )


def twice_here(key: str, first: int, second: int) -> tuple[Message, Message]:
    """Return that a key stands in two lines of one group."""
    wrong = message(
        "{key} stands twice here, in line {first} and in line {second}.",
        key=short(key),
        first=first,
        second=second,
    )
    if not is_list(key):
        return wrong, message("Keep one of the two.")
    return wrong, message(
        "Keep all items: delete only the line {second}, {key}, and put the items below it "
        "behind those of line {first}.",
        key=f"“{key}:”",
        first=first,
        second=second,
    )
