"""Criteria that are met, or missed, whatever happens: 不少于0小时得满分, 高于95%且低于90%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pmgen.check.relations.phrases.limits import is_share_of_all
from pmgen.late_pattern import late

_BOUND = late(
    r"(?:(?P<least>不[少低小]于|大于或?等于|高于或?等于|达到|至少|≥|>=)|(?P<most>不[高大多]于|不超[过出]|小于或?等于|低于或?等于|至多|≤|<=)"
    r"|(?<!不)(?:(?P<more>[高大多]于|超过|[>＞])|(?P<less>[低小少]于|不足|不到|[<＜])))"
    r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)(?P<unit>%|％|‰|万?(?:小时|(?:(?!同时)[^\W\d且并但又或得的均都不高低大小多少超至以及]){1,3})?)"
    r"(?:[（(]含[）)]|及?以[上下])?"
)
_SIGNS = ("于", "超", "不足", "不到", "至少", "至多", "达到", "≥", "≤", ">", "<", "＞", "＜")
"""Every bound has one of these."""
_AND = late("[，、]?(?:并?且|而且|同时|但又?|又)?")
_OR = late("[，、]?或者?")
_COUNTS = late(
    "[^，。；]{0,6}(?:得满分|(?:方可|方能|才能?|即可?|可|予以)(?:得|计|给)[满]?分|得[0-9]{1,3}分|计满分|视为|为?合格|为?达标)"
)
_BELOW_ZERO = late("[增减降升差变余盈亏利净偏]|同比|温|较|比上")
_DEGREES = ("℃", "度", "摄氏度")
_JOINS = late("(?:应|须|必须|的|要)?\\Z")
_REGARDLESS = late(
    "(?:(?:无论|不论|不管)[^，。；]{2,16}|(?:完成|达标|合格|通过|发生|达到)与否)[，]?(?:均|都|一律)(?:得|计)满分"
)
_STEP = late(
    r"(?<![0-9.])(?P<least>[0-9]{1,9}(?:\.[0-9]{1,4})?)(?P<unit>[%％‰分天日]|小时|个?工作日)及?以上[，、]?(?:但|且|并且)?"
    r"(?:不足|不到|不满|低于|小于|少于)(?P<most>[0-9]{1,9}(?:\.[0-9]{1,4})?)(?P=unit)"
)
"""A step of a score: 98%及以上不足99%."""
_LONGEST = 24


class EmptyCriterion(NamedTuple):
    """Where a text says what is met whatever happens; or never, where `is_never`."""

    start: int
    end: int
    is_never: bool


def empty_criteria(text: str) -> Iterator[EmptyCriterion]:
    """Give the criteria of a text that nothing can miss, or nothing can meet."""
    if any(map(text.__contains__, _SIGNS)):
        bounds = list(_BOUND.finditer(text))
        for bound in bounds:
            yield from _of_one(text, bound)
        for one, other in pairwise(bounds):
            yield from _of_two(text, one, other)
        for step in _STEP.finditer(text):
            if Decimal(step["most"]) <= Decimal(step["least"]):
                yield EmptyCriterion(*step.span(), is_never=True)
    for match in _REGARDLESS.finditer(text) if "满分" in text else ():
        yield EmptyCriterion(*match.span(), is_never=False)


def _of_one(text: str, bound: re.Match[str]) -> Iterator[EmptyCriterion]:
    """Give a bound at nothing or at all, where a score hangs on it: 不少于0小时得满分."""
    if not _COUNTS.match(text, bound.end()):
        return
    number, subject = Decimal(bound["number"]), _subject(text, bound.start())
    if _is_nothing(number, bound["unit"], subject) and (bound["least"] or bound["less"]):
        yield EmptyCriterion(*bound.span(), is_never=bool(bound["less"]))
    elif _is_all(number, bound["unit"], subject) and (bound["most"] or bound["more"]):
        yield EmptyCriterion(*bound.span(), is_never=bool(bound["more"]))


def _is_nothing(number: Decimal, unit: str, subject: str) -> bool:
    return not number and unit not in _DEGREES and not _BELOW_ZERO.search(subject)


def _is_all(number: Decimal, unit: str, subject: str) -> bool:
    return number == 100 and unit in ("%", "％") and is_share_of_all(_JOINS.sub("", subject))


def _subject(text: str, end: int) -> str:
    """Return the words before a bound, or the clause before it where it begins one: 比例，超过100%."""
    words = _words_before(text, end)
    if words or text[max(0, end - 1) : end] != "，":
        return words
    before = _words_before(text, end - 1)
    return before if "占" in before else ""


def _words_before(text: str, end: int) -> str:
    start = max(text.rfind(mark, max(0, end - _LONGEST), end) for mark in "，。；：\n") + 1
    return text[max(start, end - _LONGEST) : end]


def _of_two(text: str, one: re.Match[str], other: re.Match[str]) -> Iterator[EmptyCriterion]:
    """Give two bounds side by side between which nothing is, or beside which nothing else."""
    low, high = (one, other) if one["least"] or one["more"] else (other, one)
    if not (low["least"] or low["more"]) or not (high["most"] or high["less"]):
        return
    between, units = text[one.end() : other.start()], (low["unit"], high["unit"])
    if len(between) > _LONGEST_JOIN or not max(units, key=len).startswith(min(units, key=len)):
        return
    least, most = Decimal(low["number"]), Decimal(high["number"])
    is_open = bool(low["more"] or high["less"])
    if _AND.fullmatch(between) and between not in _DOUBTFUL and (least > most or (least == most and is_open)):
        yield EmptyCriterion(one.start(), other.end(), is_never=True)
    elif _OR.fullmatch(between) and least < most:
        yield EmptyCriterion(one.start(), other.end(), is_never=False)


_LONGEST_JOIN = 4
_DOUBTFUL = ("，", "、")
"""Marks that may as well stand for 或: 高于120%、低于80%的予以通报."""
