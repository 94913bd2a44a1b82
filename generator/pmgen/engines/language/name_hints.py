"""Types of values, and what an author may have meant by an unknown name or one in single braces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import nodes

from pmgen.model.fields import PROJECT, WHOLE_DEPARTMENT
from pmgen.problems import Message, Place, Problems, message
from pmgen.view.shapes import ListOf, Name, Shape, field_paths


class UnknownType:
    """The type of what cannot be known before rendering."""


class PlainText:
    """The type of a text, number or truth."""


ANYTHING = UnknownType()
PLAIN_TEXT = PlainText()
ValueType = Shape | ListOf | PlainText | UnknownType
Scope = dict[str, ValueType]
Words = Mapping[nodes.Expr, tuple[str, Name]]
"""What an author wrote for a part, and its name."""

_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Include: "include",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.With: "with",
}


def type_of(of: Shape | ListOf | None) -> ValueType:
    """Return the type of what a name leads to."""
    return PLAIN_TEXT if of is None else of


def kind_word(kind: Shape | ListOf) -> str | Message:
    """Return what a record, or an item of a list, is called."""
    if isinstance(kind, Shape):
        return kind.chinese
    return kind.item.chinese if kind.item is not None else message("list")


def words_of(kind: Shape | ListOf) -> list[str]:
    """Return the names of a record, or of the items of a list."""
    shape = kind if isinstance(kind, Shape) else kind.item
    return [name.chinese for name in shape] if shape is not None else []


def statement_word(node: nodes.Node) -> str:
    """Return the word of a statement that layouts do not have."""
    return _FORBIDDEN.get(type(node), type(node).__name__.lower())


def author_word(node: nodes.Node, words: Words) -> str:
    """Return the last word of what an author wrote."""
    if isinstance(node, nodes.Getattr):
        return words[node][0] if node in words else node.attr
    return node.name if isinstance(node, nodes.Name) else "…"


def printed_name(node: nodes.Expr | None, words: Words) -> Name | None:
    """Return the name of the part that filters work on, None where it is not known."""
    while isinstance(node, nodes.Filter) and node not in words:
        node = node.node
    return words[node][1] if node is not None and node in words else None


def has_part(kind: ValueType, word: str) -> bool:
    """Tell whether a value is a record with such a part."""
    return isinstance(kind, Shape) and word in kind.names


def joins_records(node: nodes.Filter, kind: ValueType) -> bool:
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


def names_in(target: nodes.Node) -> list[nodes.Name]:
    """Return the names in an expression or in the target of an assignment."""
    found = list(target.find_all(nodes.Name))
    return [target, *found] if isinstance(target, nodes.Name) else found


_ONE_PROJECT = frozenset([PROJECT.chinese, PROJECT.name])
_ONE_DEPARTMENT = frozenset([WHOLE_DEPARTMENT.chinese, WHOLE_DEPARTMENT.name])


def meant_by(word: str, scopes: list[Scope]) -> Message:
    """Return the parts in scope that a bare word may mean, else the names that look like it."""
    if word in _ONE_PROJECT and "annex" in scopes[0]:
        return message(
            "the layout is of the whole annex, and names a project inside of its loop only: {example}",
            example="{% for 项目 in 附件.项目 %} … {% endfor %}",
        )
    if word in _ONE_DEPARTMENT and "annex" in scopes[0]:
        return message("a form about a department says so in region.yaml: {line}", line="对象: 部门")
    inner = [name for scope in reversed(scopes[1:]) for name in scope.items()]
    owners = [name for name, kind in (*inner, *scopes[0].items()) if has_part(kind, word)]
    if owners:
        parts = dict.fromkeys(f"{owner}.{word}" for owner in owners)
        return message("did you mean {names}?", names="、".join(parts))
    return suggest_name(word, [name for scope in scopes for name in scope])


_CLOSE = 0.4
_ALMOST_SAME = 0.6
"""Chinese names have few signs, of which half may well be right; filters have many."""


def suggest_name(word: str, known: Iterable[str]) -> Message:
    """Return the names that look like `word`, else all that are known."""
    visible = [name for name in known if not name.startswith("_")]
    return _close(word, visible, _CLOSE) or message(
        "known here: {names}", names="、".join(dict.fromkeys(visible))
    )


def suggest_filter(word: str, known: Iterable[str]) -> Message:
    """Return the filters or tests that look almost like `word`, else all that are known."""
    visible = sorted(name for name in known if not name.startswith("_"))
    return _close(word, visible, _ALMOST_SAME) or message("known here: {names}", names="、".join(visible))


def path_of(word: str, shape: Shape) -> str | None:
    """Return the path below `shape` that ends in a word, or is it; the nearest of several."""
    wanted = _squeezed(word)
    for path in sorted(field_paths(shape), key=lambda path: path.chinese.count(".")):
        whole = (path.chinese, path.english)
        ends = (name.rpartition(".")[2] for name in whole)
        if path.kind == "text" and wanted in map(_squeezed, (*whole, *ends)):
            return path.chinese
    return None


def _squeezed(name: str) -> str:
    return "".join(name.replace("_", "").replace(".", "").split()).lower()


def _close(word: str, known: list[str], ratio: float) -> Message | None:
    close = get_close_matches(word, known, 3, ratio)
    return message("did you mean {names}?", names="、".join(dict.fromkeys(close))) if close else None


_BRACED = re.compile(r"(?<![{｛])[{｛]\s*(\w+)\s*[.．](\s*\w[^{}｛｝\n]*)[}｝](?![}｝])")
_WIDE = re.compile(r"[{｛][{｛%％]\s*(\w+)[^{}｛｝\n]*[}｝%％][}｝]")
_STATEMENTS = frozenset(("for", "endfor", "if", "elif", "else", "endif", "set"))
_LOOP = re.compile(r"\{%[-+]?(?:tr|tc|p|r)?\s*for\s+([\w\s,]+?)\s+in\b")


@dataclass(frozen=True, slots=True)
class SingleBraces:
    """Text in single braces that begins with a name and a dot; `start` is where it stands in its text."""

    text: str
    name: str
    start: int


def find_braced(text: str) -> Iterator[SingleBraces]:
    """Yield what stands in single braces and looks like a value."""
    for match in _BRACED.finditer(text):
        yield SingleBraces(match.group(), match.group(1), match.start())


def find_wide(text: str) -> Iterator[SingleBraces]:
    """Yield what looks like a tag; of a text without its tags, what has full-width signs."""
    for match in _WIDE.finditer(text):
        yield SingleBraces(match.group(), match.group(1), match.start())


def warn_of_wide(wide: SingleBraces, known: Collection[str], place: Place, problems: Problems) -> None:
    """Warn of what is no tag for its full-width signs."""
    if wide.name in known or wide.name in _STATEMENTS:
        problems.add(
            "PMG432",
            message("{braces} is plain text and is printed as it stands", braces=wide.text),
            place,
            hint=message("type the braces and percent signs in half width"),
        )


def loop_variables(source: str) -> set[str]:
    """Return the names that the loops of a template make."""
    return {name.strip() for names in _LOOP.findall(source) for name in names.split(",")}


def warn_of_braced(braced: SingleBraces, known: Collection[str], place: Place, problems: Problems) -> None:
    """Warn of single braces round a name that the layout knows."""
    if braced.name in known:
        problems.add(
            "PMG432",
            message("{braces} is plain text and is printed as it stands", braces=braced.text),
            place,
            hint=message(
                "write two braces on each side to print the value: {tag}",
                tag="{{ " + braced.text[1:-1].strip() + " }}",
            ),
        )
