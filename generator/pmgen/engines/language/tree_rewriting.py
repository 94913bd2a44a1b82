"""Prepare a checked template for the generator: owners of merges, helpers, output in one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from pmgen.engines.language.code_generation import HELPER, helper, is_helper
from pmgen.engines.language.form_filters import RATES
from pmgen.engines.language.name_hints import names_in
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


class RatesOfQuotients(NodeTransformer):
    """Makes `a / b | 比率(2)`, where Jinja filters `b` alone, the rate of the quotient that is meant."""

    def visit_Div(self, node: nodes.Div) -> nodes.Expr:
        """Return the filters behind a quotient, round the quotient."""
        self.generic_visit(node)
        inner: nodes.Node | None = node.right
        while isinstance(inner, nodes.Filter):
            if inner.name in RATES and inner.node is not None:
                rate, node.right = node.right, inner.node
                inner.node = node
                return rate
            inner = inner.node
        return node


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


class Rewriter:
    """Puts helpers into the tree: `each` around loops, `text` around values, `weighed` around searches."""

    def __init__(self, raw: Callable[[str], str]) -> None:
        self._raw = raw

    def visit(self, node: nodes.Node, plain: bool) -> None:
        """Rewrite below `node`; inside `plain` parts (set blocks, macros) values stay unescaped."""
        plain = plain or isinstance(
            node, (nodes.AssignBlock, nodes.Macro, nodes.CallBlock, nodes.FilterBlock)
        )
        for child in node.iter_child_nodes():
            self.visit(child, plain)
        for name, value in node.iter_fields():
            if isinstance(value, nodes.Expr):
                setattr(node, name, _rewritten(value))
            elif isinstance(value, list) and name != "elif_":
                setattr(node, name, list(_united(map(_rewritten, value))))
        if isinstance(node, nodes.Compare):
            _weigh_compared(node)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            node.node = helper("copied", node.node, line=node.lineno)
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const(None, lineno=node.lineno)
        if isinstance(node, nodes.For):
            assert isinstance(node.iter, nodes.Expr)
            node.iter = helper("each", node.iter, line=node.lineno)
        elif isinstance(node, nodes.Macro):
            node.body.insert(0, nodes.ExprStmt(helper("called", line=node.lineno), lineno=node.lineno))
        elif isinstance(node, nodes.Output):
            node.nodes = [made for child in node.nodes if (made := self._output(child, plain)) is not None]

    def _output(self, node: nodes.Expr, plain: bool) -> nodes.Expr | None:
        if isinstance(node, nodes.TemplateData):
            if not plain:
                node.data = self._raw(node.data)
            return node if node.data else None
        if is_helper(node) and not _makes_value(node):
            return node
        return helper("plain" if plain else "text", node, line=node.lineno)


def _rewritten(value: object) -> object:
    """Return an item of a node's list as it is compiled."""
    match value:
        case nodes.Concat():
            return _concat(value)
        case nodes.List(items=items) | nodes.Dict(items=items) if not _are_constant(items):
            return helper("flat", value, line=value.lineno)
        case nodes.Tuple(items=items, ctx="load") if not _are_constant(items):
            return helper("flat", value, line=value.lineno)
        case nodes.If():
            return _as_output(value) or value
        case nodes.Assign(target=nodes.Name(name=name)) if name == HELPER + "done":
            return nodes.ExprStmt(value.node, lineno=value.lineno)
        case nodes.Assign(target=nodes.Name(name=name)) if name.startswith(MERGE_NAME):
            return nodes.Output([value.node], lineno=value.lineno)
    return value


def _weigh_compared(node: nodes.Compare) -> None:
    """Weigh what a comparison may have to go through; beside a constant nothing takes long but `in`."""
    left = node.expr
    for operand in node.ops:
        right = operand.expr
        if operand.op in ("in", "notin") or not isinstance(left, nodes.Const):
            operand.expr = _weighed(right)
        left = right


def _weighed(node: nodes.Expr) -> nodes.Expr:
    is_short = isinstance(node, nodes.Literal) and all(
        isinstance(child, nodes.Const) for child in node.iter_child_nodes()
    )
    return node if is_short else helper("weighed", node, line=node.lineno)


def _are_constant(items: Iterable[nodes.Node]) -> bool:
    return all(isinstance(item, nodes.Const) for item in items)


def _as_output(branch: nodes.If) -> nodes.Output | None:
    """Return an `if` as a value to print, if nothing is done in it but printing."""
    bodies = (branch.body, branch.else_)
    if branch.elif_ or any(len(body) > 1 for body in bodies):
        return None
    if not all(isinstance(node, nodes.Output) for body in bodies for node in body):
        return None
    texts = [_joined(body, branch.lineno) for body in bodies]
    return nodes.Output([nodes.CondExpr(branch.test, *texts, lineno=branch.lineno)], lineno=branch.lineno)


def _joined(body: list[nodes.Node], line: int) -> nodes.Expr:
    parts = [part for output in body if isinstance(output, nodes.Output) for part in output.nodes]
    return nodes.Concat(parts, lineno=line) if parts else nodes.Const("", lineno=line)


def _united(values: Iterable[object]) -> Iterator[object]:
    """Yield the items of a node's list, with neighbouring outputs made one and empty ones left out."""
    last: nodes.Output | None = None
    for value in values:
        if not isinstance(value, nodes.Output):
            last = None
        elif not value.nodes:
            continue
        elif last is not None:
            last.nodes += value.nodes
            continue
        else:
            last = value
        yield value


def _concat(node: nodes.Concat) -> nodes.Call:
    return helper("concat", nodes.Tuple(node.nodes, "load", lineno=node.lineno), line=node.lineno)


def _makes_value(node: nodes.Expr) -> bool:
    """Tell whether a helper stands for something that the layout wrote, and is printed as any value is."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in (HELPER + "concat", HELPER + "flat")
    )
