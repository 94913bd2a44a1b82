"""Check every name of a template against the shapes of the data, through loops, before rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import nodes

from pmgen.engines.language.code_generation import HELPER
from pmgen.engines.language.form_filters import (
    BLANK_ROWS,
    EXAMPLE,
    TEXT_MAKERS,
    TICKS,
    TOTALS,
    inexact_filter,
    steps,
)
from pmgen.engines.language.jinja_environment import METHODS, TEXT_FILTERS, Environment
from pmgen.engines.language.name_hints import (
    ANYTHING,
    PLAIN_TEXT,
    PlainText,
    Scope,
    UnknownType,
    ValueType,
    author_word,
    inside_hint,
    joins_records,
    kind_word,
    meant_by,
    names_in,
    parts_hint,
    printed_name,
    statement_word,
    suggest_filter,
    suggest_name,
    type_of,
)
from pmgen.problems import Message, Place, Problems, message
from pmgen.view.shapes import ListOf, Name, Shape

_SAME_LIST = frozenset(["list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"])
_ONE_OF_LIST = frozenset(["first", "last", "min", "max"])
_OF_TEXTS = frozenset(
    [*TEXT_FILTERS, *TEXT_MAKERS, "string", "replace", "merge", "e", "escape", "int", "abs"]
)
_GLOBALS = frozenset(["range", "namespace", "true", "false", "none", "True", "False", "None"])


class NameCheck:
    """Walks a template once; finds unknown names and gives known ones their English word.

    `words` keeps what the author wrote for a part, or for the path of a total, with the part's name.
    Only on lines that `is_own` claims for the engine may its helpers be called.
    """

    def __init__(
        self,
        environment: Environment,
        root: Shape,
        place: Callable[[int], Place],
        problems: Problems,
        is_own: Callable[[int], bool],
    ) -> None:
        self._is_own = is_own
        self.words: dict[nodes.Expr, tuple[str, Name]] = {}
        self._environment = environment
        self._place = place
        self._problems = problems
        self._scopes: list[Scope] = [
            {word: type_of(name.of) for word, name in root.names.items()},
        ]
        self._assigned: set[str] = set()

    def check(self, template: nodes.Template) -> None:
        """Check the whole template."""
        targets = [node.target for node in template.find_all(nodes.Assign)]
        targets += [node.target for node in template.find_all(nodes.AssignBlock)]
        self._assigned = {name.name for target in targets for name in names_in(target)}
        self._statements(template.body)

    def _complain(self, line: int, code: str, text: Message, hint: Message | None = None) -> None:
        self._problems.add(code, text, self._place(line), hint=hint)

    # statements

    def _statements(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output():
                for child in node.nodes:
                    self._printed(child)
            case nodes.For():
                self._loop(node)
            case nodes.If():
                self._branch(node)
            case nodes.Assign():
                self._assignment(node)
            case nodes.AssignBlock():
                self._inner(node.body)
                self._declare(node.target, PLAIN_TEXT)
            case nodes.Macro():
                self._macro(node)
            case nodes.ExprStmt():
                self.infer(node.node)
            case _:
                self._forbidden(node)

    def _forbidden(self, node: nodes.Node) -> None:
        self._complain(
            node.lineno,
            "PMG410",
            message("a layout cannot use {word}", word=statement_word(node)),
            message("write it with for, if, set or macro, in this one layout"),
        )

    def _printed(self, node: nodes.Expr) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        self._as_text(node, self._value(node))

    def _assignment(self, node: nodes.Assign) -> None:
        kind = self._value(node.node)
        if isinstance(node.target, nodes.Name) and self._is_engines(node.target):
            self._as_text(node.node, kind)
        self._declare(node.target, kind)

    def _as_text(self, node: nodes.Node, kind: ValueType) -> None:
        """Refuse a whole record or list where a text is wanted."""
        if isinstance(kind, (Shape, ListOf)):
            self._complain(
                node.lineno,
                "PMG411",
                message("this names a whole {kind} and not one text", kind=kind_word(kind)),
                parts_hint(kind),
            )

    def _loop(self, node: nodes.For) -> None:
        item = self._item(self.infer(node.iter), node)
        if node.recursive:
            self._complain(node.lineno, "PMG410", message("a layout cannot use {word}", word="recursive"))
        self._scopes.append({"loop": ANYTHING})
        self._declare(node.target, item)
        if node.test is not None:
            self.infer(node.test)
        self._statements(node.body)
        self._scopes.pop()
        self._inner(node.else_)

    def _item(self, kind: ValueType, node: nodes.For) -> ValueType:
        if isinstance(kind, ListOf):
            return type_of(kind.item)
        if isinstance(kind, (Shape, PlainText)):
            self._not_a_list(node)
        return ANYTHING

    def _not_a_list(self, node: nodes.Node) -> None:
        self._complain(
            node.lineno,
            "PMG412",
            message("this is not a list and cannot be repeated over"),
            message("repeat over a list, such as 附件.项目 or 项目.绩效指标"),
        )

    def _branch(self, node: nodes.If) -> None:
        self._value(node.test)
        self._statements(node.body)
        self._statements(node.elif_)
        self._statements(node.else_)

    def _macro(self, node: nodes.Macro) -> None:
        self._declare(nodes.Name(node.name, "store", lineno=node.lineno), ANYTHING)
        self._scopes.append({"caller": ANYTHING, "varargs": ANYTHING, "kwargs": ANYTHING})
        for argument in node.args:
            self._declare(argument, ANYTHING)
        self._statements(node.body)
        self._scopes.pop()

    def _inner(self, body: Iterable[nodes.Node]) -> None:
        self._scopes.append({})
        self._statements(body)
        self._scopes.pop()

    def _namespace(self, target: nodes.NSRef) -> None:
        kind = next((scope[target.name] for scope in reversed(self._scopes) if target.name in scope), None)
        if not isinstance(kind, UnknownType):
            self._complain(
                target.lineno,
                "PMG413",
                message("{name} is no namespace, so that its parts cannot be set", name=target.name),
                message("write for example {example}", example="{% set n = namespace(sum=0) %}"),
            )

    def _declare(self, target: nodes.Node, kind: ValueType) -> None:
        if isinstance(target, nodes.Name):
            self._reserved(target)
            self._scopes[-1][target.name] = kind
        elif isinstance(target, nodes.NSRef):
            self._namespace(target)
        elif isinstance(target, (nodes.Tuple, nodes.List)):
            for item in target.items:
                self._declare(item, ANYTHING)

    def _reserved(self, target: nodes.Name) -> None:
        if target.name.startswith("_") and not self._is_engines(target):
            self._underscore(target.lineno, target.name)

    def _underscore(self, line: int, name: str) -> None:
        self._complain(line, "PMG413", message("a name cannot begin with an underscore: {name}", name=name))

    def _is_engines(self, name: nodes.Name) -> bool:
        return name.name.startswith(HELPER) and self._is_own(name.lineno)

    # expressions

    def _value(self, node: nodes.Node) -> ValueType:
        """Return what a statement's value leads to; there the engine may call its helpers."""
        inner: nodes.Node | None = (
            node.node if isinstance(node, nodes.Filter) and self._is_own_filter(node) else node
        )
        if (
            isinstance(inner, nodes.Call)
            and isinstance(inner.node, nodes.Name)
            and self._is_engines(inner.node)
        ):
            for argument in inner.args:
                self.infer(argument)
            return PLAIN_TEXT
        return PLAIN_TEXT if inner is None else self.infer(inner)

    def _is_own_filter(self, node: nodes.Filter) -> bool:
        return node.name.startswith(HELPER) and self._is_own(node.lineno)

    def infer(self, node: nodes.Node) -> ValueType:
        """Return what `node` leads to, checking every name on the way."""
        match node:
            case nodes.Name():
                return self._name(node)
            case nodes.Getattr():
                return self._attribute(node)
            case nodes.Getitem():
                return self._item_of(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                self._known(node, message("test"), self._environment.tests)
        kinds = [self.infer(child) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Concat):
            for part, kind in zip(node.nodes, kinds, strict=True):
                self._as_text(part, kind)
        if isinstance(node, nodes.CondExpr):
            return kinds[1] if len({id(kind) for kind in kinds[1:]}) == 1 else ANYTHING
        if isinstance(node, (nodes.Const, nodes.Concat, nodes.Compare, nodes.Not)):
            return PLAIN_TEXT
        return ANYTHING

    def _name(self, node: nodes.Name) -> ValueType:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name.startswith("_"):
            self._underscore(node.lineno, node.name)
        elif node.name not in _GLOBALS:
            self._unknown(node.lineno, node.name, meant_by(node.name, self._scopes))
        return ANYTHING

    def _attribute(self, node: nodes.Getattr) -> ValueType:
        return self._part(node, self.infer(node.node), node.attr)

    def _item_of(self, node: nodes.Getitem) -> ValueType:
        kind = self.infer(node.node)
        self.infer(node.arg)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(node, kind, node.arg.value)
        if isinstance(node.arg, nodes.Slice):
            return kind
        return type_of(kind.item) if isinstance(kind, ListOf) else ANYTHING

    def _part(self, node: nodes.Getattr | nodes.Getitem, kind: ValueType, word: str) -> ValueType:
        if word.startswith("_"):
            self._complain(
                node.lineno,
                "PMG801",
                message("refused: a layout cannot reach inside the program through {name}", name=word),
            )
            return ANYTHING
        if isinstance(kind, Shape):
            return self._field(node, kind, word)
        if isinstance(kind, (ListOf, PlainText)) and word not in METHODS:
            self._unknown(node.lineno, word, inside_hint(kind, author_word(node.node, self.words)))
        return ANYTHING

    def _field(self, node: nodes.Getattr | nodes.Getitem, shape: Shape, word: str) -> ValueType:
        name = shape.names.get(word)
        if name is None:
            self._unknown(node.lineno, word, self._suggest(word, shape), shape)
            return ANYTHING
        if isinstance(node, nodes.Getattr):
            self.words[node] = (word, name)
            node.attr = name.english
            if self._is_item(node.node):
                self._environment.record_parts.add(node)
        return type_of(name.of)

    def _suggest(self, word: str, shape: Shape) -> Message:
        if word in TOTALS:
            return message("a sum is made by name: {example}", example=EXAMPLE)
        return suggest_name(word, shape.names)

    def _is_item(self, node: nodes.Node) -> bool:
        """Tell whether `node` is the variable of a loop and nothing else, so that it is never None."""
        if not isinstance(node, nodes.Name) or node.name in self._assigned:
            return False
        return any(node.name in scope for scope in self._scopes[1:])

    def _filter(self, node: nodes.Filter) -> ValueType:
        kind = self.infer(node.node) if node.node is not None else PLAIN_TEXT
        for child in (*node.args, *node.kwargs):
            self.infer(child)
        self._known(node, message("filter"), self._environment.filters)
        if node.name in TOTALS:
            self._total(node, kind)
            return PLAIN_TEXT
        inexact = inexact_filter(node.name, kind, printed_name(node.node, self.words))
        if inexact is not None:
            self._complain(node.lineno, "PMG414", *inexact)
        if node.name in TICKS:
            self._ticked(node)
            return PLAIN_TEXT
        if node.name in BLANK_ROWS:
            self._filled_up(node, kind)
            return kind
        if node.node is not None and (node.name in _OF_TEXTS or joins_records(node, kind)):
            self._as_text(node, kind)
            return PLAIN_TEXT
        if node.name in _SAME_LIST or node.name in ("default", "d"):
            return kind
        if node.name in _ONE_OF_LIST and isinstance(kind, ListOf):
            return type_of(kind.item)
        return ANYTHING

    def _ticked(self, node: nodes.Filter) -> None:
        """Check that what is to be ticked is one of the words that the field may hold."""
        printed, choice = printed_name(node.node, self.words), node.args[0] if node.args else None
        choices = printed.choices if printed is not None else ()
        if choices and isinstance(choice, nodes.Const) and choice.value not in choices:
            self._unknown(node.lineno, str(choice.value), suggest_name(str(choice.value), choices))

    def _filled_up(self, node: nodes.Filter, kind: ValueType) -> None:
        """Tell the filter, which may be given an empty list, what records it makes."""
        if isinstance(kind, (Shape, PlainText)):
            self._not_a_list(node)
        elif isinstance(kind, ListOf) and len(node.args) == 1 and not node.kwargs:
            node.args.append(nodes.Const(len(self._environment.blank_shapes), lineno=node.lineno))
            self._environment.blank_shapes.append(kind.item)

    def _total(self, node: nodes.Filter, kind: ValueType) -> None:
        """Check the part of each item that is added up."""
        path = node.args[0] if node.args else None
        if isinstance(kind, (Shape, PlainText)):
            self._not_a_list(node)
        elif isinstance(kind, ListOf) and path is None:
            self._as_text(node, type_of(kind.item))
        elif isinstance(kind, ListOf) and isinstance(path, nodes.Const):
            self._summed(node, type_of(kind.item), str(path.value))

    def _summed(self, node: nodes.Filter, kind: ValueType, path: str) -> None:
        *_, (inner, word, name) = steps(kind, path)
        if name is not None:
            self.words[node] = (path, name)
            self._as_text(node, type_of(name.of))
        elif isinstance(inner, Shape):
            self._unknown(node.lineno, word, suggest_name(word, inner.names), inner)
        elif isinstance(inner, (ListOf, PlainText)):
            self._unknown(node.lineno, word, inside_hint(inner, path))

    def _known(self, node: nodes.Filter | nodes.Test, sort: Message, table: Iterable[str]) -> None:
        if node.name not in table or node.name.startswith(HELPER):
            self._complain(
                node.lineno,
                "PMG414",
                message("there is no {sort} named {name}", sort=sort, name=node.name),
                suggest_filter(node.name, table),
            )

    def _unknown(self, line: int, word: str, hint: Message, shape: Shape | None = None) -> None:
        text = message("unknown name {name}", name=word)
        if shape is not None:
            text = message("{owner} has no {name}", owner=shape.chinese, name=word)
        self._complain(line, "PMG415", text, hint)
