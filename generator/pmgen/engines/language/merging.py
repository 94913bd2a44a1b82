"""Find the loop that owns each `| merge` and give every turn of it a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import nodes

from pmgen.engines.language.generator import HELPER, helper
from pmgen.engines.language.names import names_in
from pmgen.problems import Message, Place, Problems, message

MERGE_NAME = HELPER + "merge_"
"""A script may write `{% set _pm_merge_5 = value | merge %}`: merge prints there, with the slot number 5."""

WHOLE_RUN = HELPER + "whole_run"
"""The filter of docxtpl's vm: like merge, but over the innermost loop's whole run if that owns the value."""


@dataclass(slots=True)
class _Loop:
    node: nodes.For
    number: int
    variables: frozenset[str]
    made: set[str] = field(default_factory=set)

    @property
    def turn(self) -> str:
        return f"{HELPER}turn_{self.number}"

    @property
    def run(self) -> str:
        return f"{HELPER}run_{self.number}"


class MergeOwners:
    """Rewrites `value | merge(condition)` as `merge(slot, turn, value, condition)`."""

    def __init__(self, place: Callable[[int], Place], problems: Problems) -> None:
        self._place = place
        self._problems = problems
        self._loops: list[_Loop] = []
        self._made: set[str] = set()
        self._owning: dict[str, _Loop] = {}
        self._numbers = 0
        self._slots = 0

    def rewrite(self, template: nodes.Template) -> None:
        """Rewrite the whole template."""
        self._visit(template)
        for name, loop in self._owning.items():
            loop.node.body.insert(0, _numbering(name, loop))

    def _visit(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._visit(node.iter)
                self._numbers += 1
                self._loops.append(_Loop(node, self._numbers, frozenset(_targets(node.target))))
                self._visit_all(node.body)
                self._loops.pop()
                self._visit_all(node.else_)
            case nodes.Output():
                node.nodes = [self._output(child) for child in node.nodes]
            case nodes.Assign():
                self._assign(node)
            case nodes.Filter() if node.name == "merge":
                self._misplaced(node)
            case _:
                self._visit_all(node.iter_child_nodes())

    def _visit_all(self, children: object) -> None:
        for child in children:  # type: ignore[attr-defined]
            self._visit(child)

    def _output(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.Filter) and node.name == "merge":
            self._slots += 1
            return self._call(node, self._slots)
        self._visit(node)
        return node

    def _assign(self, node: nodes.Assign) -> None:
        if isinstance(node.target, nodes.Name) and node.target.name.startswith(MERGE_NAME):
            if isinstance(node.node, nodes.Filter) and node.node.name in ("merge", WHOLE_RUN):
                node.node = self._call(node.node, int(node.target.name.removeprefix(MERGE_NAME)))
                return
        else:
            (self._loops[-1].made if self._loops else self._made).update(_targets(node.target))
        self._visit(node.node)

    def _call(self, node: nodes.Filter, slot: int) -> nodes.Expr:
        assert node.node is not None
        self._visit(node.node)
        self._visit_all(node.args)
        turn = self._whole_run(node) if node.name == WHOLE_RUN else self._turn(node)
        if turn is None:
            return node.node
        condition: nodes.Expr = node.args[0] if node.args else nodes.Const(True, lineno=node.lineno)
        return helper(
            "merge",
            nodes.Const(slot, lineno=node.lineno),
            nodes.Name(turn, "load", lineno=node.lineno),
            node.node,
            condition,
            line=node.lineno,
        )

    def _turn(self, node: nodes.Filter) -> str | None:
        loop = self._owner(node)
        if loop is None:
            return None
        self._owning[loop.turn] = loop
        return loop.turn

    def _whole_run(self, node: nodes.Filter) -> str | None:
        """Return the turn of an outer owner, else number whole runs of the innermost loop."""
        assert node.node is not None
        names = {name.name for name in names_in(node.node)}
        outer = next((loop for loop in reversed(self._loops[:-1]) if names & loop.variables), None)
        if not self._loops or (outer is not None and not names & self._loops[-1].variables):
            return self._turn(node)
        loop = self._loops[-1]
        self._owning[loop.run] = loop
        return loop.run

    def _owner(self, node: nodes.Filter) -> _Loop | None:
        assert node.node is not None
        names = {name.name for name in names_in(node.node)}
        for loop in reversed(self._loops):
            made = names & loop.made
            if made:
                self._complain(
                    node,
                    message(
                        "merge cannot tell which loop {name} belongs to, for it was made by set",
                        name=min(made),
                    ),
                    message("write the value itself: a name of the loop, then | merge"),
                )
                return None
            if names & loop.variables:
                return loop
        self._complain(
            node,
            message("no loop owns this merge: its value does not name the variable of a loop around it"),
            message("write for example {example}", example="{{ 分组.名称 | merge }}"),
        )
        return None

    def _misplaced(self, node: nodes.Filter) -> None:
        self._complain(
            node,
            message("merge must be the last filter of the only value in its cell"),
            message("write for example {example}", example="{{ 分组.名称 | merge }}"),
        )

    def _complain(self, node: nodes.Node, text: Message, hint: Message) -> None:
        self._problems.add("PMG420", text, self._place(node.lineno), hint=hint)


def _numbering(name: str, loop: _Loop) -> nodes.Assign:
    """Return the statement that numbers a loop's turn, or its run from the first turn to the last."""
    line = loop.node.lineno
    number = helper("tick", line=line)
    if name == loop.run:
        first = nodes.Getattr(nodes.Name("loop", "load", lineno=line), "first", "load", lineno=line)
        number = helper("run", nodes.Const(loop.number, lineno=line), first, line=line)
    return nodes.Assign(nodes.Name(name, "store", lineno=line), number, lineno=line)


def _targets(target: nodes.Node) -> set[str]:
    return {name.name for name in names_in(target)}
