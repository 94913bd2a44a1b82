"""The sandboxed Jinja environment of both engines: its filters and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn, cast

from jinja2.filters import FILTERS
from jinja2.runtime import Context, StrictUndefined, Undefined
from jinja2.tests import TESTS
from jinja2.utils import Namespace, pass_context

from pmgen.catalog.name_patterns import bookmark_name
from pmgen.engines.language import rendering_counters as limits
from pmgen.engines.language.code_generation import HELPER, GeneratingEnvironment
from pmgen.engines.language.error_explanations import (
    UnusableValue,
    list_by_comma,
    not_calculable,
    whole_record,
)
from pmgen.engines.language.form_filters import (
    EXACT_HINT,
    FORM_FILTERS,
    Quotient,
    is_whole,
    numeral_of,
    quotient,
    unfinished_rate,
)
from pmgen.problems import message
from pmgen.view.shapes import Record

PLAIN_FILTERS = [
    "abs",
    "capitalize",
    "count",
    "dictsort",
    "first",
    "groupby",
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
TEXT_FILTERS = ["capitalize", "lower", "title", "trim", "upper"]
"""Filters that make a text of one."""

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
PRINTABLE = (str, int, float, Decimal)
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


class Environment(GeneratingEnvironment):
    """Jinja without imports, without methods that grow, and with records that answer in two languages."""

    intercepted_binops = frozenset(["+", "*", "**", "%", "/", "//"])

    def __init__(self) -> None:
        super().__init__(
            autoescape=False,
            undefined=StrictUndefined,
            cache_size=0,
            keep_trailing_newline=True,
            # What cannot be computed is told with its place when the layout is filled.
            optimized=False,
        )
        self.globals = {"range": limits.bounded_range, "namespace": Namespace}
        self.filters = {name: _charged(FILTERS[name]) for name in PLAIN_FILTERS}
        self.filters.update({name: _of_text(self.filters[name]) for name in TEXT_FILTERS})
        self.filters.update(
            default=_default,
            d=_default,
            e=_same,
            escape=_same,
            join=_join,
            replace=_replace,
            merge=_misplaced,
            string=_known_text,
            **FORM_FILTERS,
            int=_whole,
            **dict.fromkeys(("float", "round"), _inexact),
        )
        self.tests = {
            name: _weighed(cast("Callable[..., Any]", TESTS[name])) for name in PLAIN_TESTS if name in TESTS
        }

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
        if (
            isinstance(obj, (list, tuple))
            and isinstance(argument, int)
            and not -len(obj) <= argument < len(obj)
        ):
            # an item that the list does not have is as unknown as a value that nobody states
            return None
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

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call a method, macro or global; a method goes through the value whose it is."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, dict, list, tuple)):
            context[HELPER + "budget"].weighed(owner)
        return super().call(context, obj, *arguments, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate within the budget; texts and lists may be added but never multiplied."""
        if operator == "/":
            return quotient(left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            context[HELPER + "budget"].text(len(left) + len(right))
            return left + right
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return context[HELPER + "budget"].each(left + right)
        if not isinstance(left, (int, Decimal)) or not isinstance(right, (int, Decimal)):
            raise not_calculable(left, right)
        if operator == "**" and abs(Decimal(right)) > 30:
            raise limits.BudgetExhausted(limits.DIGITS)
        return limits.number(super().call_binop(context, operator, left, right))


def _weighed(test: Callable[..., Any]) -> Callable[..., Any]:
    """Return a test of Jinja that takes from the budget what it goes through."""
    wanted = (True,) if hasattr(test, "jinja_pass_arg") else ()

    @pass_context
    def weighed(context: Context, *values: Any) -> Any:
        budget: limits.Budget = context[HELPER + "budget"]
        for value in values:
            budget.weighed(value)
        return test(*((context.environment,) if wanted else ()), *values)

    return weighed


def _charged(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of Jinja that takes from the budget what it goes through."""
    wanted = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

    @pass_context
    def charged(context: Context, value: Any, *arguments: Any, **named: Any) -> Any:
        context[HELPER + "budget"].weighed(value)
        given: dict[str, tuple[object, ...]] = {
            "context": (context,),
            "eval_context": (context.eval_ctx,),
            "environment": (context.environment,),
        }
        made = function(*given.get(wanted, ()), value, *arguments, **named)
        # a list has a length and may be gone through twice
        return list(made) if isinstance(made, Iterator) else made

    return charged


def _of_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses whole records and lists, and leaves unknown what is unknown."""

    @pass_context
    def of_text(context: Context, value: Any, *arguments: Any, **named: Any) -> Any:
        return None if value is None else function(context, plain_text(value), *arguments, **named)

    return of_text


def _known_text(value: object) -> str | None:
    return None if value is None else plain_text(value)


def _whole(value: object, default: int | None = None) -> int | None:
    """Return a whole number; whatever would lose something on the way is refused."""
    if value is None and default is None:
        return None
    number = numeral_of(value)
    if number is not None and is_whole(number):
        return int(limits.number(number.value))
    if default is not None and number is None:
        return default
    raise UnusableValue(
        message("int takes whole numbers only, and this is none: {value}", value=plain_text(value)),
        EXACT_HINT,
    )


def _inexact(value: object, *arguments: object, **named: object) -> NoReturn:
    raise UnusableValue(message("this filter is not exact"), EXACT_HINT)


def _same(value: object) -> object:
    return value


def _default(value: object, default: object = "", boolean: bool = False) -> object:
    missing = value is None or isinstance(value, Undefined) or (boolean and not value)
    return default if missing else value


def _misplaced(value: object, *conditions: object) -> NoReturn:
    raise UnusableValue(message("merge must be the last filter of the only value in its cell"))


@pass_context
def _join(context: Context, values: object, separator: object = "", attribute: str | None = None) -> str:
    take: Callable[[Any], Any] = (
        (lambda item: context.environment.getitem(item, attribute)) if attribute else _same
    )
    budget: limits.Budget = context[HELPER + "budget"]
    if isinstance(values, Record):
        raise whole_record()
    texts = [plain_text(take(value)) for value in budget.each(values)]
    between = plain_text(separator)
    budget.text(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


@pass_context
def _replace(context: Context, text: object, old: object, new: object) -> str:
    plain, before, after = map(plain_text, (text, old, new))
    context[HELPER + "budget"].text(len(plain) + plain.count(before) * len(after))
    return plain.replace(before, after)


def concat(budget: limits.Budget, values: Sequence[object]) -> str:
    """Return the texts of `a ~ b ~ c` joined, within the budget."""
    texts = [plain_text(value) for value in values]
    budget.text(sum(map(len, texts)))
    return "".join(texts)


def plain_text(value: object) -> str:
    """Return a value as text, blank where it is unknown; raise Unusable for a whole record or list."""
    if isinstance(value, tuple):
        raise list_by_comma()
    if isinstance(value, Quotient):
        raise unfinished_rate()
    if value is not None and not isinstance(value, (*PRINTABLE, Undefined)):
        raise whole_record()
    return "" if value is None else str(value)


_LOOP = "{% for 项目 in 附件.项目 %}"


def name_of_bookmark(patterns: Mapping[str, str], key: str, item: object) -> str:
    """Return the name of the bookmark `key` of region.yaml for an item of a loop."""
    if key not in patterns:
        raise UnusableValue(
            message("region.yaml has no bookmark {key}", key=key),
            message("add it below 书签, or write one of {names}", names="、".join(patterns) or "—"),
        )
    if not isinstance(item, Record) or not item.get("seq"):
        raise UnusableValue(
            message("the bookmark {key} needs an item with a number", key=key),
            message("write it inside the loop over its items, such as {example}", example=_LOOP),
        )
    return bookmark_name(patterns[key], int(str(item["seq"])))
