"""Steps of well-known work that a text puts in the wrong order: 先作业、再检测、后通风."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.late_pattern import late

_FILE = "orders.txt"
_CHAIN = late(
    "先(?P<first>[^先再后，。；、\\n]{2,8})(?P<rest>(?:[、，]?(?:再|然后|后)[^先再后，。；、\\n]{2,8}){1,3})"
)
_BEGINNING = late("(?:再|方可|才|方)?(?:进行|开展|组织|办理|补办|实施|完成|做|签署|取得)?")
_BEHIND = "后"
_NEVER = "后 "
_STEP = late("[、，]?(?:再|然后|后)")
_DENIED = late("不[得准能可要]|严禁|禁止|杜绝|防止|避免|改变|扭转|纠正|查处|整治|违|问题|变“?先")
_CLAUSE = 16


def turned_orders(text: str) -> Iterator[tuple[int, int]]:
    """Give where a text does first what the list of orders has later."""
    found = [*(_turned_chains(text) if "先" in text else ()), *(_turned_pairs(text) if "后" in text else ())]
    yield from dict.fromkeys(found)


def _turned_chains(text: str) -> Iterator[tuple[int, int]]:
    for match in _CHAIN.finditer(text):
        steps = [match["first"], *filter(None, _STEP.split(match["rest"]))]
        is_turned = any(_is_turned(steps, order.steps) for order in _orders())
        if is_turned and not _is_denied(text, *match.span()):
            yield match.span()


def _turned_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Give where one step stands before 后 and another, which is always done before it, behind that."""
    end = -1
    while (end := text.find(_BEHIND, end + 1)) >= 0:
        if not text.endswith(_later_steps(), 0, end):
            continue
        begin = _BEGINNING.match(text, end + 1)
        start = begin.end() if begin else end + 1
        for order in _orders():
            rank, step = _step_before(text, end, order) if order.is_strict else (0, "")
            earlier = tuple(word for words in order.steps[:rank] for word in words)
            word = next((word for word in earlier if text.startswith(word, start)), "")
            if word and not _is_denied(text, end - len(step), start + len(word)):
                yield end - len(step), start + len(word)
                break


def _step_before(text: str, end: int, order: _Order) -> tuple[int, str]:
    """Return the number of the step that ends at `end`, and its words; the first one where none does."""
    found = ((at, word) for at, words in enumerate(order.steps) for word in words)
    return max((each for each in found if text.endswith(each[1], 0, end)), default=(0, ""))


@cache
def _later_steps() -> tuple[str, ...]:
    strict = (order for order in _orders() if order.is_strict)
    return tuple(word for order in strict for words in order.steps[1:] for word in words)


def _is_denied(text: str, start: int, end: int) -> bool:
    return _DENIED.search(text, max(0, start - _CLAUSE), end + _CLAUSE) is not None


def _is_turned(steps: Sequence[str], order: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether two steps or more are of an order, and none follows the one before it there."""
    ranks = [at for step in steps if (at := _rank(step, order)) >= 0]
    return len(ranks) > 1 and any(one > other for one, other in pairwise(ranks))


def _rank(step: str, order: Sequence[tuple[str, ...]]) -> int:
    return next((at for at, words in enumerate(order) if any(map(step.endswith, words))), -1)


class _Order(NamedTuple):
    """Steps one after the other, each by its words; `is_strict` where nobody ever turns them."""

    steps: tuple[tuple[str, ...], ...]
    is_strict: bool


@cache
def _orders() -> tuple[_Order, ...]:
    return tuple(map(_order, data_lines(_FILE)))


def _order(line: str) -> _Order:
    steps = line.removeprefix(_NEVER).split()
    return _Order(tuple(tuple(step.split("|")) for step in steps), line.startswith(_NEVER))
