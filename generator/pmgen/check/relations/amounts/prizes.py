"""What prizes of several classes are worth each: the second is not more than the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_CLASSES = (
    ("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖|鼓励奖|入围奖|优胜奖|参与奖"),
    ("金奖", "银奖", "铜奖", "优秀奖|鼓励奖|入围奖|优胜奖|参与奖"),
    ("冠军", "亚军", "季军"),
    ("第一名", "第二名", "第三名", "第四名"),
    ("优秀", "良好", "合格"),
)
_ANY = late("|".join(dict.fromkeys(word for classes in _CLASSES for word in "|".join(classes).split("|"))))
_ENDS = late("[。；;\\n]")
_EACH = late(
    "(?:各|每(?P<one>名|人|个|项|队|支|组|件|篇|部|幅|家|所|户|位|份|班))(?:奖励|奖金|补助|发放|颁发)?\\Z"
)
_BEFORE = late("[，、；（(：:和及]*(?:其中|分别|评选|评出|对|设)*")
_BEHIND = late("(?:奖励|奖金|颁发|补助|给予|评选|设)*[0-9每各为：:（(]")
_SHARED = late("合计|共|总|最[高低多少]|[至到—~～-]|增|扣|减|差额|补差")


@dataclass(frozen=True, slots=True)
class Prize:
    """What each prize of a class is worth, with where its words begin and what one is for: a 名, a 队."""

    rank: str
    start: int
    worth: Said
    per: str

    @property
    def words(self) -> str:
        """Return the words from the class to the amount."""
        return self.worth.field.text[self.start : self.worth.statement.end]


def turned_prizes(text: Sequence[Said]) -> Iterator[tuple[Prize, Prize]]:
    """Give each prize of a lower class that is worth more than one of a higher class, with that."""
    written = text[0].field.text if text else ""
    found = list(_ANY.finditer(written)) if "奖" in written or "优秀" in written else []
    if len(found) < 2:
        return
    ends = [*(match.start() for match in found[1:]), len(written)]
    prizes = filter(None, (_prize(match, end, text) for match, end in zip(found, ends, strict=True)))
    for higher, lower in pairwise(prizes):
        is_more = lower.worth.statement.low > higher.worth.statement.low
        if is_more and _is_lower(lower.rank, higher.rank) and _are_alike(higher, lower):
            yield lower, higher


def _are_alike(one: Prize, other: Prize) -> bool:
    """Tell whether two prizes are for one of the same, and nothing but the class tells them apart."""
    is_near = one.worth.statement.sentence == other.worth.statement.sentence
    between = _BEFORE.fullmatch(one.worth.field.text, one.worth.statement.end, other.start)
    return is_near and between is not None and (not one.per or not other.per or one.per == other.per)


def _prize(match: re.Match[str], until: int, text: Sequence[Said]) -> Prize | None:
    """Return a prize by the only amount behind the word of its class, if each one is worth that."""
    written = match.string
    end = _ENDS.search(written, match.end(), until)
    last = end.start() if end else until
    behind = [said for said in text if match.end() <= said.statement.start < last]
    amounts = [said for said in behind if said.statement.dimension is Dimension.MONEY]
    if len(amounts) != 1 or not amounts[0].statement.is_one or not _BEHIND.match(written, match.end()):
        return None
    one = amounts[0].statement
    words = written[match.end() : one.start]
    if _SHARED.search(words) or one.direction is not Direction.EXACT or one.is_change:
        return None
    each = _EACH.search(words)
    counts = [said.statement.low for said in behind if said.statement.start < one.start]
    if not each and not one.per and counts != [1]:
        return None
    return Prize(match.group(), match.start(), amounts[0], one.per or (each["one"] or "" if each else ""))


def _is_lower(one: str, other: str) -> bool:
    """Tell whether a class stands behind another one in the same order of classes."""
    for classes in _CLASSES:
        ranks = [_rank(each, classes) for each in (other, one)]
        if min(ranks) >= 0:
            return ranks[0] < ranks[1]
    return False


def _rank(word: str, classes: Sequence[str]) -> int:
    return next((at for at, words in enumerate(classes) if word in words.split("|")), -1)
