"""The sandboxed Jinja environment of both engines: plain data in, text out, nothing else reachable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, Inexact, localcontext
from typing import Any, NoReturn

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS
from jinja2.runtime import Context, StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace, pass_context

from pmgen.engines.language import budget as limits
from pmgen.view.record import Record

HELPER = "_pm_"
"""Prefix of the names that the engines give a script; templates cannot reach names that begin with `_`."""

PLAIN_FILTERS = [
    "abs",
    "capitalize",
    "count",
    "dictsort",
    "first",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
]
PLAIN_TESTS = [
    "boolean",
    "callable",
    "defined",
    "divisibleby",
    "eq",
    "equalto",
    "even",
    "false",
    "filter",
    "ge",
    "gt",
    "greaterthan",
    "in",
    "integer",
    "iterable",
    "le",
    "lessthan",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "string",
    "test",
    "true",
    "undefined",
    "upper",
    "==",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
]
METHODS = frozenset(
    [
        "count",
        "endswith",
        "find",
        "get",
        "index",
        "isdigit",
        "items",
        "keys",
        "lower",
        "lstrip",
        "removeprefix",
        "removesuffix",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "title",
        "upper",
        "values",
    ]
)


class Environment(SandboxedEnvironment):
    """Jinja without imports, without methods that grow, and with records that answer in two languages.

    `record_parts` are the nodes of which the check of names proved that they name a part of a record.
    """

    intercepted_binops = frozenset(["+", "*", "**", "%", "/", "//"])

    def __init__(self) -> None:
        super().__init__(
            autoescape=False, undefined=StrictUndefined, cache_size=0, keep_trailing_newline=True
        )
        self.code_generator_class = _Generator
        self.record_parts: set[nodes.Getattr] = set()
        self.globals = {"range": limits.bounded_range, "namespace": Namespace}
        self.filters = {name: FILTERS[name] for name in PLAIN_FILTERS}
        self.filters.update(
            default=_default,
            d=_default,
            e=_same,
            escape=_same,
            join=_join,
            replace=_replace,
            merge=_misplaced,
        )
        self.tests = {name: TESTS[name] for name in PLAIN_TESTS if name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a record's value by either name; what is unknown has only unknown parts."""
        if isinstance(obj, Record):
            try:
                return obj[attribute]
            except KeyError:
                return self._named(obj, attribute)
        if obj is None:
            return None
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item; a record answers as to an attribute."""
        if isinstance(obj, Record) or obj is None:
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def _named(self, record: Record, word: str) -> object:
        name = record.shape.names.get(word)
        return self.undefined(obj=record, name=word) if name is None else record.get(name.english)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the few methods of plain values that cannot grow."""
        if isinstance(obj, (str, dict, list, tuple)):
            return attr in METHODS
        return super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow what is_safe_attribute lets through, macros and the globals."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, dict, list, tuple)):
            return obj.__name__ in METHODS
        return super().is_safe_callable(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate within the budget; texts and lists may be added but never multiplied."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            context[HELPER + "budget"].text(len(left) + len(right))
            return left + right
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return context[HELPER + "budget"].each(left + right)
        if not isinstance(left, (int, Decimal)) or not isinstance(right, (int, Decimal)):
            raise TypeError(f"unsupported operand for {operator}: text is not a number")
        if operator == "**" and abs(Decimal(right)) > 30:
            raise limits.Exhausted("digits")
        if operator == "/":
            return _exact_quotient(left, right)
        return limits.number(super().call_binop(context, operator, left, right))


class _Generator(CodeGenerator):
    """Write one piece per run of output, call the helpers directly and take parts of records as they are."""

    environment: Environment

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
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


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


def _exact_quotient(left: int | Decimal, right: int | Decimal) -> Decimal:
    with localcontext() as context:
        context.traps[Inexact] = True
        return Decimal(left) / Decimal(right)


def _same(value: object) -> object:
    return value


def _default(value: object, default: object = "", boolean: bool = False) -> object:
    missing = value is None or isinstance(value, Undefined) or (boolean and not value)
    return default if missing else value


def _misplaced(value: object, *conditions: object) -> NoReturn:
    raise TypeError("merge must be the last filter of the only value in its cell")


@pass_context
def _join(context: Context, values: object, separator: str = "", attribute: str | None = None) -> str:
    take: Callable[[Any], Any] = (
        (lambda item: context.environment.getitem(item, attribute)) if attribute else _same
    )
    budget: limits.Budget = context[HELPER + "budget"]
    texts = [_plain(take(value)) for value in budget.each(values)]
    budget.text(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


@pass_context
def _replace(context: Context, text: object, old: str, new: str) -> str:
    plain = _plain(text)
    context[HELPER + "budget"].text(len(plain) + plain.count(old) * len(new))
    return plain.replace(old, new)


def concat(budget: limits.Budget, values: Sequence[object]) -> str:
    """Return the texts of `a ~ b ~ c` joined, within the budget."""
    texts = [_plain(value) for value in values]
    budget.text(sum(map(len, texts)))
    return "".join(texts)


def _plain(value: object) -> str:
    return "" if value is None else str(value)
