"""The filter 合计: the exact sum of one part of every item of a list, for layouts that ask for it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from pmgen.engines.language.failures import Unusable
from pmgen.engines.language.kinds import Type, type_of
from pmgen.model.numeral import EXACT, Numeral, is_numeral
from pmgen.problems import message
from pmgen.view.record import Name, Shape

TOTALS = ("合计", "total")
"""The names of the filter in both languages."""

EXAMPLE = "{{ 附件.项目 | 合计('预算.年度.合计') }}"

_HINT = message("write for example {example}", example=EXAMPLE)


def total(values: Iterable[object]) -> str | None:
    """Return the sum of printed numbers, with the decimals of the longest and separators where one has them.

    None where one is unknown or there is none; "" where all of them are blank on purpose, as zeros may be.
    """
    texts = list(values)
    if not texts or any(text is None for text in texts):
        return None
    numbers = [_numeral(text) for text in texts if text != ""]
    if not numbers:
        return ""
    value = Decimal(0)
    for number in numbers:
        value = EXACT.add(value, number.value)
    return f"{value:,f}" if any("," in number.text for number in numbers) else f"{value:f}"


def _numeral(text: object) -> Numeral:
    if isinstance(text, str) and is_numeral(text):
        return Numeral(text)
    if isinstance(text, (int, Decimal)):
        return Numeral(f"{text:f}" if isinstance(text, Decimal) else str(text))
    if isinstance(text, str):
        raise Unusable(message("合计 adds numbers, and this is none: {value}", value=text), _HINT)
    raise Unusable(message("合计 adds one number of each item of a list"), _HINT)


def parts_of(item: object, path: str, part: Callable[[object, str], object]) -> object:
    """Return what a dotted path of names leads to from an item; `part` takes one step."""
    for word in path.split("."):
        item = part(item, word)
    return item


def steps(kind: Type, path: str) -> Iterator[tuple[Type, str, Name | None]]:
    """Give each word of a path, the type that it is asked of and its name; one without a name is last."""
    for word in path.split("."):
        name = kind.names.get(word) if isinstance(kind, Shape) else None
        yield kind, word, name
        if name is None:
            return
        kind = type_of(name.of)
