"""Tell whether a layout prints one project, or an annex with all of its projects."""

from __future__ import annotations

from collections.abc import Collection

from jinja2 import TemplateSyntaxError, nodes

from pmgen.engines.language.environment import Environment
from pmgen.engines.word.paragraphs import Placed
from pmgen.engines.word.tags import TagKind, argument
from pmgen.view.shapes import ANNEX, PROJECT

_PROJECT = {PROJECT.english, PROJECT.chinese}
_ANNEX = {ANNEX.english, ANNEX.chinese}
_PROJECTS = {word for word, name in ANNEX.names.items() if name.english == "projects"}


def names_project(tags: Collection[Placed]) -> bool:
    """Tell whether a part names the one project, and neither makes that name nor names all projects."""
    source = "".join(map(_source, tags))
    if not any(word in source for word in _PROJECT):
        return False
    try:
        tree = Environment().parse(source)
        uses = {name.ctx for name in tree.find_all(nodes.Name) if name.name in _PROJECT}
        return uses == {"load"} and not any(map(_is_all_projects, tree.find_all(nodes.Expr)))
    except (TemplateSyntaxError, RecursionError):
        # What cannot be read is reported when the part is compiled.
        return False


def _source(placed: Placed) -> str:
    if placed.tag.kind is TagKind.CELL:
        return "{{ " + (argument(placed.tag) or "''") + " }}"
    return placed.tag.source


def _is_all_projects(node: nodes.Expr) -> bool:
    match node:
        case nodes.Getattr(node=nodes.Name(name=owner), attr=name):
            return owner in _ANNEX and name in _PROJECTS
        case nodes.Getitem(node=nodes.Name(name=owner), arg=nodes.Const(value=name)):
            return owner in _ANNEX and name in _PROJECTS
        case _:
            return False
