"""The types of values as the check of names knows them, and hints for values of the wrong one."""

from __future__ import annotations

from jinja2 import nodes

from pmgen.problems import Message, message
from pmgen.view.record import ListOf, Shape


class Anything:
    """The type of what cannot be known before rendering."""


class PlainText:
    """The type of a text, number or truth."""


ANYTHING = Anything()
PLAIN_TEXT = PlainText()
Type = Shape | ListOf | PlainText | Anything


def type_of(of: Shape | ListOf | None) -> Type:
    """Return the type of what a name leads to."""
    return PLAIN_TEXT if of is None else of


def kind_word(kind: Shape | ListOf) -> str:
    """Return what a record, or an item of a list, is called."""
    if isinstance(kind, Shape):
        return kind.chinese
    return kind.item.chinese if kind.item is not None else "list"


def words_of(kind: Shape | ListOf) -> list[str]:
    """Return the names of a record, or of the items of a list."""
    shape = kind if isinstance(kind, Shape) else kind.item
    return [name.chinese for name in shape] if shape is not None else []


def has_part(kind: Type, word: str) -> bool:
    """Tell whether a value is a record with such a part."""
    return isinstance(kind, Shape) and word in kind.names


def joins_records(node: nodes.Filter, kind: Type) -> bool:
    """Tell whether join would print whole records."""
    if node.name != "join":
        return False
    with_attribute = len(node.args) > 1 or any(pair.key == "attribute" for pair in node.kwargs)
    return isinstance(kind, Shape) or (
        isinstance(kind, ListOf) and kind.item is not None and not with_attribute
    )


def parts_hint(kind: Shape | ListOf) -> Message:
    """Return what to write in the place of a whole record or list."""
    names = "、".join(words_of(kind))
    if isinstance(kind, Shape):
        return message("name one of its parts: {names}", names=names)
    example = (
        "{% for x in … %}{{ x." + words_of(kind)[0] + " }}{% endfor %}" if names else "{{ … | join('、') }}"
    )
    return message("repeat over it with for, and name a part of each: {example}", example=example)


def inside_hint(kind: ListOf | PlainText, word: str) -> Message:
    """Return what to do where a part is asked of what has none."""
    if isinstance(kind, PlainText):
        return message("what stands before the dot is plain text and has no parts")
    return message(
        "{name} is a list; repeat over it with for and name the part of each of its items",
        name=word,
    )
