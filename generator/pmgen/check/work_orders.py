"""Steps of well-known work that a text puts in the wrong order: 先作业、再检测、后通风."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pmgen.check.late_pattern import late
from pmgen.check.word_files import data_lines

_FILE = "orders.txt"
_CHAIN = late(
    "先(?P<first>[^先再后，。；、\\n]{2,8})(?P<rest>(?:[、，]?(?:再|然后|后)[^先再后，。；、\\n]{2,8}){1,3})"
)
_STEP = late("[、，]?(?:再|然后|后)")
_DENIED = late("不[得准能可要]|严禁|禁止|杜绝|防止|避免|改变|扭转|纠正|查处|整治|违|问题|变“?先")
_CLAUSE = 16


def turned_orders(text: str) -> Iterator[tuple[int, int]]:
    """Give where a text does first what the list of orders has later."""
    if "先" not in text:
        return
    for match in _CHAIN.finditer(text):
        steps = [match["first"], *filter(None, _STEP.split(match["rest"]))]
        before = text[max(0, match.start() - _CLAUSE) : match.start()]
        behind = text[match.end() : match.end() + _CLAUSE]
        if any(_is_turned(steps, order) for order in _orders()) and not _DENIED.search(before + behind):
            yield match.span()


def _is_turned(steps: Sequence[str], order: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether two steps or more are of an order, and none follows the one before it there."""
    ranks = [at for step in steps if (at := _rank(step, order)) >= 0]
    return len(ranks) > 1 and any(one > other for one, other in pairwise(ranks))


def _rank(step: str, order: Sequence[tuple[str, ...]]) -> int:
    return next((at for at, words in enumerate(order) if any(map(step.endswith, words))), -1)


@cache
def _orders() -> tuple[tuple[tuple[str, ...], ...], ...]:
    lines = data_lines(_FILE)
    return tuple(tuple(tuple(step.split("|")) for step in line.split()) for line in lines)
