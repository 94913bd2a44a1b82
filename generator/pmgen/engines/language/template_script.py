"""Compile a template once into a script that yields text; whose fault it is where a run stops."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb

import jinja2
from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import Undefined

import pmgen
from pmgen.confined import End, Stopped, TimeOver
from pmgen.crash import crashed
from pmgen.engines.language.code_generation import HELPER
from pmgen.engines.language.error_explanations import UnusableValue, explain, explain_syntax
from pmgen.engines.language.jinja_environment import Environment, concat, plain_text
from pmgen.engines.language.name_check import NameCheck
from pmgen.engines.language.rendering_counters import (
    LAYOUT,
    Blanks,
    Budget,
    BudgetExhausted,
    PrintedTag,
    part_tags,
)
from pmgen.engines.language.tree_rewriting import MergeOwners, RatesOfQuotients, Rewriter
from pmgen.model.fields import ANNEX, PROJECT
from pmgen.problems import Place, Problems, Refusal, message
from pmgen.view.shapes import Record, Shape

_OWN = str(Path(pmgen.__file__).parent)
_LANGUAGE = str(Path(jinja2.__file__).parent)
_HANDING_ON = frozenset(
    [
        "charged",
        "weighed",
        "of_text",
        "call_binop",
        "getattr",
        "getitem",
        "bounded_range",
        "number",
    ]
)
"""Functions of ours that do what the layout asks with the values that it gives."""


def lines_of(error: BaseException) -> list[int]:
    """Return the lines of the generated code that led to an error, the innermost last."""
    return [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == LAYOUT]


def is_of_the_author(error: Exception) -> bool:
    """Tell whether what the layout says made an error, and not the code that carries it out."""
    if isinstance(error, (BudgetExhausted, UnusableValue, SecurityError, TemplateError, RecursionError)):
        return True
    for code in reversed([frame.f_code for frame, _ in walk_tb(error.__traceback__)]):
        if code.co_filename == LAYOUT or code.co_filename.startswith(_LANGUAGE):
            return True
        if code.co_filename.startswith(_OWN) and code.co_name not in _HANDING_ON:
            return False
    return False


_CALL = 5
"""A call of a macro costs as much as this many turns of a loop."""

_LONG = 200
"""Shorter texts are bounded by the turns of the loops in which they are printed."""

Helpers = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class Script:
    """A compiled template. `places` tells where a line of its source stands in the layout."""

    template: Template
    place: Callable[[int], Place]
    tags: Mapping[int, PrintedTag]

    def run(
        self,
        root: Record,
        text: Callable[[str], str],
        helpers: Helpers,
        problems: Problems,
        write: Callable[[str], object],
        blanks: Blanks | None = None,
    ) -> None:
        """Write the pieces of the output; `text` makes a value fit the format, `helpers` serve the engine.

        `blanks` counts what is printed though nobody knows it.

        What the author did wrong is added to `problems`; an unknown name prints nothing and the run goes on.
        Raises Stopped at a limit and Crashed for a fault of pmgen, with the place in the layout.
        """
        run = _Run(self, text, problems, blanks or Blanks({}, self.place))
        values = {word: root.get(name.english) for word, name in root.shape.names.items()}
        values.update({HELPER + name: function for name, function in {**run.helpers, **helpers}.items()})
        pieces = self.template.root_render_func(self.template.new_context(values))
        try:
            for piece in pieces:
                write(piece)
        except TimeOver as over:
            raise Stopped(End.TIME, self._reached(pieces, over)) from None
        except MemoryError as error:
            raise Stopped(End.MEMORY, self._reached(pieces, error)) from None
        except Exception as error:
            if not is_of_the_author(error):
                raise crashed(error, self._reached(pieces, error)) from error
            run.stopped(error)
        run.tell_unticked()

    def _reached(self, pieces: Iterator[str], error: BaseException) -> Place:
        """Return where in the layout an error happened, or which piece was being written then."""
        waiting = getattr(pieces, "gi_frame", None)
        return self.place(self.line_of(waiting.f_lineno)) if waiting is not None else self.place_of(error)

    def blanks(self) -> Blanks:
        """Return a count of blanks for one rendering."""
        return Blanks(self.tags, self.place)

    def place_of(self, error: BaseException) -> Place:
        """Return where in the layout an error happened."""
        lines = lines_of(error)
        return self.place(self.line_of(lines[-1]) if lines else 1)

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
    is_own: Callable[[int], bool] = lambda line: False,
    required: Collection[str] = (),
) -> Script:
    """Return the script of `source`, whose names are those of `root`.

    `place` maps a line of the source, from 1, to its place in the layout; `raw` makes output of the text
    between the tags; `filters` are the engine's own, and so are the lines of which `is_own` says so;
    a blank whose path ends one of `required` is reported elsewhere. Raises Refusal with every problem found.
    """
    environment = Environment()
    environment.filters.update(filters or {})
    problems = Problems()
    template = _parse(environment, source, place)
    try:
        RatesOfQuotients().visit(template)
        names = NameCheck(environment, root, place, problems, is_own)
        names.check(template)
        MergeOwners(place, problems).rewrite(template)
        problems.refuse_errors()
        Rewriter(raw).visit(template, plain=False)
    except RecursionError:
        problems.add("PMG402", message("the tags are nested too deeply"), place(1))
        raise Refusal(problems) from None
    compiled = _build(environment, template, source, place)
    return Script(compiled, place, part_tags(environment.printed, names.words, required))


def _parse(environment: Environment, source: str, place: Callable[[int], Place]) -> nodes.Template:
    problems = Problems()
    try:
        return environment.parse(source)
    except TemplateSyntaxError as error:
        _unreadable(error, source, place, problems)
    except RecursionError:
        problems.add("PMG402", message("the tags are nested too deeply"), place(1))
    raise Refusal(problems)


def _unreadable(
    error: TemplateSyntaxError, source: str, place: Callable[[int], Place], problems: Problems
) -> None:
    line = source.split("\n")[error.lineno - 1]
    text, hint = explain_syntax(error.message or "", line)
    problems.add("PMG401", text, place(error.lineno), hint=hint)


def _build(
    environment: Environment, tree: nodes.Template, source: str, place: Callable[[int], Place]
) -> Template:
    problems = Problems()
    try:
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
            code = environment.compile(tree, name="layout", filename=LAYOUT)
        return Template.from_code(environment, code, {**environment.globals})
    except TemplateSyntaxError as error:
        _unreadable(error, source, place, problems)
    except (RecursionError, SyntaxError, MemoryError):
        problems.add("PMG402", message("the tags are nested too deeply"), place(1))
    raise Refusal(problems)


class _Run:
    """The helpers of one rendering, with its budget and the problems it meets."""

    def __init__(
        self, script: Script, text: Callable[[str], str], problems: Problems, blanks: Blanks
    ) -> None:
        self._script = script
        self._text = text
        self._problems = problems
        self._blanks = blanks
        self._turn = 0
        self._runs: dict[int, int] = {}
        self._unknowns: set[tuple[str, Place]] = set()
        self._choices: dict[str, dict[str, Place]] = {}
        self._budget = Budget()
        self.helpers: dict[str, object] = {
            "budget": self._budget,
            "each": self._each,
            "text": self._printer(text),
            "plain": self._printed,
            "concat": self._concat,
            "tick": self._tick,
            "ticked": self._ticked,
            "flat": self._budget.flat,
            "weighed": self._budget.weighed,
            "copied": self._budget.copied,
            "called": lambda: self._budget.turns(_CALL),
            "run": self._run,
        }

    def _printer(self, text: Callable[[str], str]) -> Callable[[object], str]:
        """Return what prints a value, escaped."""
        other = self._other
        return lambda value: text(value) if type(value) is str and len(value) < _LONG else other(value)

    def _other(self, value: object) -> str:
        if value is None:
            self._blanks.note()
            return ""
        if hasattr(value, "__html__"):
            self._budget.text(len(str(value)))
            return str(value)
        if isinstance(value, str) and hasattr(value, "printed"):
            # Verification traces values that have to know when a layout prints them as they are.
            value = value.printed()
        return self._text(self._plain(value))

    def _printed(self, value: object) -> str:
        if value is None:
            self._blanks.note()
        return self._plain(value)

    def _plain(self, value: object) -> str:
        if isinstance(value, Undefined):
            self._unknown(value, depth=3)
            return ""
        plain = plain_text(value)
        self._budget.text(len(plain))
        return plain

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

    def _ticked(self, values: Sequence[object], choice: str) -> None:
        """Note which choices a form offers for a value."""
        for value in values:
            if isinstance(value, str) and value:
                self._choices.setdefault(value[:], {}).setdefault(choice, self._here())

    def tell_unticked(self) -> None:
        """Add a problem for every value that is none of the choices which the form offers for it."""
        for value, offered in self._choices.items():
            if len(offered) > 1 and value not in offered:
                self._problems.add(
                    "PMG618",
                    message("the form has no box for {value}: nothing is ticked", value=value),
                    next(iter(offered.values())),
                    hint=message(
                        "write one of the form's own words in the data: {words}", words="、".join(offered)
                    ),
                )

    def _run(self, loop: int, first: bool) -> int:
        if first:
            self._runs[loop] = self._tick()
        return self._runs[loop]

    def _unknown(self, value: Undefined, depth: int) -> None:
        places: list[Place] = [self._here()]
        owner = value._undefined_obj
        if isinstance(owner, Record) and "" in owner.places:
            places.append(owner.places[""])
        self._problems.add(
            "PMG415", message("unknown name {name}", name=value._undefined_name or "?"), *places
        )

    def _here(self) -> Place:
        frame = sys._getframe()
        while frame.f_back is not None and frame.f_code.co_filename != LAYOUT:
            frame = frame.f_back
        return self._script.place(self._script.line_of(frame.f_lineno))

    def stopped(self, error: Exception) -> None:
        """Add the problem that ended the run, at the line where it happened."""
        place = self._script.place_of(error)
        if isinstance(error, BudgetExhausted):
            text = message("refused: the layout asks for more {what} than any form needs", what=error.what)
            self._problems.add("PMG802", text, place)
        elif isinstance(error, SecurityError):
            self._problems.add("PMG801", message("refused: {reason}", reason=error), place)
        elif isinstance(error, RecursionError):
            self._problems.add("PMG802", message("refused: the layout calls itself without end"), place)
        else:
            text, hint = explain(error)
            self._problems.add("PMG403", text, place, hint=hint)


_PROJECT = {PROJECT.name, PROJECT.chinese}
_ANNEX = {ANNEX.name, ANNEX.chinese}
_PROJECTS = {"projects", PROJECT.chinese}


def names_project(source: str) -> bool:
    """Tell whether a layout names the one project, and neither makes that name nor names all projects."""
    if not any(word in source for word in _PROJECT):
        return False
    try:
        tree = Environment().parse(source)
        uses = {name.ctx for name in tree.find_all(nodes.Name) if name.name in _PROJECT}
        return uses == {"load"} and not any(map(_is_all_projects, tree.find_all(nodes.Expr)))
    except (TemplateSyntaxError, RecursionError):
        # What cannot be read is reported when it is compiled.
        return False


def _is_all_projects(node: nodes.Expr) -> bool:
    match node:
        case nodes.Getattr(node=nodes.Name(name=owner), attr=name):
            return owner in _ANNEX and name in _PROJECTS
        case nodes.Getitem(node=nodes.Name(name=owner), arg=nodes.Const(value=name)):
            return owner in _ANNEX and name in _PROJECTS
        case _:
            return False
