"""Keys that come again in an item of a list, because the dash of the next item was lost."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.load.nodes import Scalar

Twice = tuple[Scalar, Scalar]
"""A key that stands twice, and where it stands first."""


def split_items(
    keys: Sequence[Scalar], again: Sequence[Scalar], in_list: bool
) -> tuple[list[Scalar], list[Twice]]:
    """Return the keys with which another item seems to begin, and those that just stand twice.

    `keys` are the different keys of a group, `again` those that come another time. Outside of a list there
    is no other item.
    """
    ordered = sorted((*keys, *again), key=lambda key: (key.line, key.column))
    items: list[Scalar] = []
    twice: list[Twice] = []
    seen: dict[str, Scalar] = {}
    for key, following in zip(ordered, [*ordered[1:], None], strict=True):
        if key.text not in seen:
            seen[key.text] = key
        elif in_list and _begins_anew(key, following, seen, ordered[0]):
            items.append(key)
            seen = {key.text: key}
        else:
            twice.append((key, seen[key.text]))
    return items, twice


def _begins_anew(key: Scalar, following: Scalar | None, seen: dict[str, Scalar], first: Scalar) -> bool:
    """Tell whether the first key comes again after others, or two keys in the order in which they stand."""
    if key.text == first.text:
        return len(seen) > 1
    after = seen.get(following.text) if following else None
    return after is not None and (after.line, after.column) > (seen[key.text].line, seen[key.text].column)


def with_dash(line: str, key: Scalar, dash: int) -> str:
    """Return the line of `key` with a dash in the column `dash`, from 1."""
    return " " * (dash - 1) + "-".ljust(key.column - dash) + line[key.column - 1 :]
