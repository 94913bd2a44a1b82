"""Compile a template once into a script that yields text, and run it as often as there are documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined

from pmgen.engines.language.budget import Budget, Exhausted
from pmgen.engines.language.environment import HELPER, Environment, concat, helper, is_helper
from pmgen.engines.language.merging import MERGE_NAME, MergeOwners
from pmgen.engines.language.names import NameCheck
from pmgen.problems import Place, Problems, Refusal, message
from pmgen.view.record import Record, Shape

Helpers = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class Script:
    """A compiled template. `places` tells where a line of its source stands in the layout."""

    template: Template
    place: Callable[[int], Place]

    def run(
        self, root: Record, text: Callable[[str], str], helpers: Helpers, problems: Problems
    ) -> Iterator[str]:
        """Yield the pieces of the output; `text` makes a value fit the format, `helpers` serve the engine.

        What goes wrong is added to `problems`; an unknown name prints nothing and the run goes on.
        """
        run = _Run(self, text, problems)
        values = {word: root.get(name.english) for word, name in root.shape.names.items()}
        values.update({HELPER + name: function for name, function in {**run.helpers, **helpers}.items()})
        context = self.template.new_context(values)
        try:
            yield from self.template.root_render_func(context)
        except (Exhausted, SecurityError, UndefinedError, TypeError, ValueError, ArithmeticError) as error:
            run.stopped(error)
        except (RecursionError, LookupError, AttributeError) as error:
            run.stopped(error)

    def line_of(self, generated: int) -> int:
        """Return the source line of a line of the generated code."""
        return self.template.get_corresponding_lineno(generated)


def compile_script(
    source: str,
    *,
    root: Shape,
    place: Callable[[int], Place],
    raw: Callable[[str], str] = str,
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> Script:
    """Return the script of `source`, whose names are those of `root`.

    `place` maps a line of the source, from 1, to its place in the layout; `raw` makes output of the text
    between the tags; `filters` are the engine's own. Raises Refusal with every problem found.
    """
    environment = Environment()
    environment.filters.update(filters or {})
    problems = Problems()
    template = _parse(environment, source, place)
    NameCheck(environment, root, place, problems).check(template)
    MergeOwners(place, problems).rewrite(template)
    problems.refuse_errors()
    _Rewriter(raw).visit(template, plain=False)
    return Script(_build(environment, template, place), place)


def _parse(environment: Environment, source: str, place: Callable[[int], Place]) -> nodes.Template:
    problems = Problems()
    try:
        return environment.parse(source)
    except TemplateSyntaxError as error:
        problems.error("PMG401", message("{reason}", reason=error.message or ""), place(error.lineno))
    except RecursionError:
        problems.error("PMG402", message("the tags are nested too deeply"), place(1))
    raise Refusal(problems)


def _build(environment: Environment, tree: nodes.Template, place: Callable[[int], Place]) -> Template:
    problems = Problems()
    try:
        code = environment.compile(tree, name="layout", filename="<layout>")
        return Template.from_code(environment, code, {**environment.globals})
    except TemplateSyntaxError as error:
        problems.error("PMG401", message("{reason}", reason=error.message or ""), place(error.lineno))
    except (RecursionError, SyntaxError, MemoryError):
        problems.error("PMG402", message("the tags are nested too deeply"), place(1))
    raise Refusal(problems)


class _Rewriter:
    """Puts helpers into the tree: `each` around loops, `text` around values, `concat` for `~`."""

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
            if isinstance(value, nodes.Concat):
                setattr(node, name, _concat(value))
            elif isinstance(value, list) and name != "elif_":
                setattr(node, name, list(_united(map(_rewritten, value))))
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const(None, lineno=node.lineno)
        if isinstance(node, nodes.For):
            assert isinstance(node.iter, nodes.Expr)
            node.iter = helper("each", node.iter, line=node.lineno)
        elif isinstance(node, nodes.Output):
            node.nodes = [made for child in node.nodes if (made := self._output(child, plain)) is not None]

    def _output(self, node: nodes.Expr, plain: bool) -> nodes.Expr | None:
        if isinstance(node, nodes.TemplateData):
            if not plain:
                node.data = self._raw(node.data)
            return node if node.data else None
        if is_helper(node) and not _is_concat(node):
            return node
        return helper("plain" if plain else "text", node, line=node.lineno)


def _rewritten(value: object) -> object:
    """Return an item of a node's list as it is compiled."""
    match value:
        case nodes.Concat():
            return _concat(value)
        case nodes.If():
            return _as_output(value) or value
        case nodes.Assign(target=nodes.Name(name=name)) if name == HELPER + "done":
            return nodes.ExprStmt(value.node, lineno=value.lineno)
        case nodes.Assign(target=nodes.Name(name=name)) if name.startswith(MERGE_NAME):
            return nodes.Output([value.node], lineno=value.lineno)
    return value


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


def _is_concat(node: nodes.Expr) -> bool:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == HELPER + "concat"
    )


class _Run:
    """The helpers of one rendering, with its budget and the problems it meets."""

    def __init__(self, script: Script, text: Callable[[str], str], problems: Problems) -> None:
        self._script = script
        self._text = text
        self._problems = problems
        self._turn = 0
        self._runs: dict[int, int] = {}
        self._unknowns: set[tuple[str, Place]] = set()
        self._budget = Budget()
        self.helpers: dict[str, object] = {
            "budget": self._budget,
            "each": self._each,
            "text": self._printer(text),
            "plain": self._plain,
            "concat": self._concat,
            "tick": self._tick,
            "run": self._run,
        }

    def _printer(self, text: Callable[[str], str]) -> Callable[[object], str]:
        """Return what prints a value, escaped."""
        other = self._other
        return lambda value: text(value) if type(value) is str else other(value)

    def _other(self, value: object) -> str:
        if value is None:
            return ""
        if hasattr(value, "__html__"):
            return str(value)
        return self._text(self._plain(value))

    def _plain(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, Undefined):
            self._unknown(value, depth=3)
            return ""
        if isinstance(value, (Record, list, dict, tuple)):
            raise TypeError("this is a whole record or list and not one text")
        return str(value)

    def _concat(self, values: tuple[object, ...]) -> str:
        return concat(self._budget, [self._plain(value) for value in values])

    def _each(self, items: object) -> object:
        if isinstance(items, Undefined):
            self._unknown(items, depth=2)
            return ()
        return self._budget.each(items)

    def _tick(self) -> int:
        self._turn += 1
        return self._turn

    def _run(self, loop: int, first: bool) -> int:
        if first:
            self._runs[loop] = self._tick()
        return self._runs[loop]

    def _unknown(self, value: Undefined, depth: int) -> None:
        places: list[Place] = [self._here()]
        owner = value._undefined_obj
        if isinstance(owner, Record) and "" in owner.places:
            places.append(owner.places[""])
        self._problems.error(
            "PMG415", message("unknown name {name}", name=value._undefined_name or "?"), *places
        )

    def _here(self) -> Place:
        frame = sys._getframe()
        while frame.f_back is not None and frame.f_code.co_filename != "<layout>":
            frame = frame.f_back
        return self._script.place(self._script.line_of(frame.f_lineno))

    def stopped(self, error: Exception) -> None:
        """Add the problem that ended the run, at the line where it happened."""
        place = self._script.place(self._line_of(error))
        if isinstance(error, Exhausted):
            text = message("refused: the layout asks for more {what} than any form needs", what=error)
            self._problems.error("PMG802", text, place)
        elif isinstance(error, SecurityError):
            self._problems.error("PMG801", message("refused: {reason}", reason=error), place)
        elif isinstance(error, RecursionError):
            self._problems.error("PMG802", message("refused: the layout calls itself without end"), place)
        else:
            self._problems.error("PMG403", message("this cannot be computed: {reason}", reason=error), place)

    def _line_of(self, error: Exception) -> int:
        line, trace = 1, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<layout>":
                line = self._script.line_of(trace.tb_lineno)
            trace = trace.tb_next
        return line
