"""Prepare a checked template for the generator: helpers round values and loops, output in one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jinja2 import nodes

from pmgen.engines.language.generator import HELPER, helper, is_helper
from pmgen.engines.language.merging import MERGE_NAME


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
