"""Write the Python code of a template: one piece per run of output, helpers called without a detour."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment

from pmgen.view.shapes import Shape

HELPER = "_pm_"
"""Prefix of the names that the engines give a script; templates cannot reach names that begin with `_`."""


_PRINTING = {"text": 0, "plain": 0, "merge": 2}
"""The helpers that print a value, with the position of the value among what they are given."""


class GeneratingEnvironment(SandboxedEnvironment):
    """A sandbox whose templates a Generator writes.

    `record_parts` are the nodes of which the check of names proved that they name a part of a record;
    `printed` are the values that helpers print, by the line of code that calls them; `blank_shapes` are the
    kinds of records that lists may be filled up with.
    """

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self.code_generator_class = Generator
        self.record_parts: set[nodes.Getattr] = set()
        self.printed: dict[int, nodes.Expr] = {}
        self.blank_shapes: list[Shape | None] = []


class Generator(CodeGenerator):
    """Write one piece per run of output, call the helpers directly and take parts of records as they are."""

    environment: GeneratingEnvironment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write the whole module."""
        names = [name for name in node.find_all(nodes.Name) if name.name.startswith(HELPER)]
        made = {name.name for name in names if name.ctx == "store"}
        self._functions = sorted({name.name for name in names} - made)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Write the preamble; it looks every helper up, once per rendering."""
        super().write_commons()
        for name in self._functions:
            self.writeline(f"{name} = context.parent[{name!r}]")

    def enter_frame(self, frame: Frame) -> None:
        """Look up what a scope names; the helpers have been looked up already."""
        loads = frame.symbols.loads
        frame.symbols.loads = {
            target: (action, name) for target, (action, name) in loads.items() if name not in self._functions
        }
        super().enter_frame(frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """Write a name; what the engines made is always there."""
        if node.name in self._functions:
            self.write(node.name)
        elif node.name.startswith(HELPER):
            self.write(frame.symbols.ref(node.name))
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write an access to a part."""
        if node in self.environment.record_parts:
            self.visit(node.node, frame)
            self.write(f".get({node.attr!r})")
        else:
            super().visit_Getattr(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Write one yield (or append) that joins the texts and values of `node`."""
        if frame.buffer is None:
            self.writeline("yield ", node)
        else:
            self.writeline(f"{frame.buffer}.append(", node)
        self._join(node.nodes, frame)
        if frame.buffer is not None:
            self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the texts of a branch as one; a `~` of the template is a helper's call by now."""
        # On lines of their own the two branches can be told from each other.
        self.newline(node.nodes[0])
        self._join(node.nodes, frame)

    def _join(self, parts: Sequence[nodes.Node], frame: Frame) -> None:
        if len(parts) == 1:
            self.visit(parts[0], frame)
            return
        self.write("''.join((")
        for part in parts:
            # A line of its own tells which of the values went wrong.
            self.newline(part)
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call an engine's helper directly, anything else through the sandbox."""
        if not is_helper(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self._note_printed(node)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _note_printed(self, call: nodes.Call) -> None:
        assert isinstance(call.node, nodes.Name)
        position = _PRINTING.get(call.node.name.removeprefix(HELPER))
        if position is not None:
            self.environment.printed[self.code_lineno] = call.args[position]


def is_helper(node: nodes.Node) -> bool:
    """Tell whether `node` calls one of the engines' own helpers."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name.startswith(HELPER)
    )


def helper(name: str, *arguments: nodes.Expr, line: int) -> nodes.Call:
    """Return a call of the helper `name`."""
    function = nodes.Name(HELPER + name, "load", lineno=line)
    return nodes.Call(function, list(arguments), [], None, None, lineno=line)
