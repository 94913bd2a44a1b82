"""The laws and regulations of the state: which there are, their orders, and which a wrong name means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pmgen.check.known.old_words import old_titles
from pmgen.check.known.word_files import data_lines

_FILE = "laws.txt"
_KINDS = ("条例", "法")
_LONGEST_SLIP = 2
_SHORTEST_OF_ONE_LESS = 3
_SHORTEST_OF_ANOTHER = 5
_OF_ANY_TITLE = (
    "保护 保障 促进 发展 防控 防治 服务 工作 管理 环境 监督 建设 权益 "
    "实施 维护 应对 应急 预防 暂行 质量 治理 安全 处罚 处理 处置"
)
"""Words that titles of laws are made with, whatever they are about: one too many or too few is a slip."""


def is_known_law(name: str) -> bool:
    """Tell whether a law or regulation is called so, or once was; without 中华人民共和国."""
    return name in _orders_by_name() or name in old_titles()


def law_meant(name: str) -> str | None:
    """Return the only law that a name, which is no law's, differs little from."""
    if is_known_law(name):
        return None
    meant = [each for each in _orders_by_name() if _is_slip(name, each)]
    return meant[0] if len(meant) == 1 else None


def law_of_order(number: str) -> str | None:
    """Return the regulation that an order of the State Council made public."""
    return _names_by_order().get(number)


def _is_slip(written: str, right: str) -> bool:
    """Tell whether names of one kind differ in one place only, by a word of any title or by a character."""
    if abs(len(written) - len(right)) > _LONGEST_SLIP or _kind(written) != _kind(right):
        return False
    instead, proper = _difference(written, right)
    if all(len(each) != 1 and each in _OF_ANY_TITLE for each in (instead, proper)):
        return True
    shortest = _SHORTEST_OF_ANOTHER if instead else _SHORTEST_OF_ONE_LESS
    return (
        len(instead) <= 1
        and len(proper) <= 1
        and min(len(written), len(right)) >= shortest + len(_kind(right))
    )


def _difference(one: str, other: str) -> tuple[str, str]:
    """Return what stands in either text between what both begin and end with."""
    most = min(len(one), len(other))
    begin = next((at for at in range(most) if one[at] != other[at]), most)
    end = next((at for at in range(most - begin) if one[-1 - at] != other[-1 - at]), most - begin)
    return one[begin : len(one) - end], other[begin : len(other) - end]


def _kind(name: str) -> str:
    return next((kind for kind in _KINDS if name.endswith(kind)), "")


@cache
def _orders_by_name() -> Mapping[str, tuple[str, ...]]:
    lines = (line.split() for line in data_lines(_FILE))
    return {name: tuple(orders) for name, *orders in lines}


@cache
def _names_by_order() -> Mapping[str, str]:
    return {order: name for name, orders in _orders_by_name().items() for order in orders}
