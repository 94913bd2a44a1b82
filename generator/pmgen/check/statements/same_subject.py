"""How sure it is that a statement in prose and the name of an indicator speak of the same thing.

Both must say so: what the name is about must stand around the number, and the noun that is counted must
stand in the name. Words that many names of the project share weigh little, those that tell two names apart
much: of 技能培训 and 创业培训 only 技能 and 创业 count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from pmgen.check.review_rule import without_note
from pmgen.check.statements.statement import Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import MEASURES, pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.units import Dimension

_HEAD = 4
_RATE_HEAD = 5
_SHORTEST_RATE = 3
_LEAST_COVERED, _LEAST_HEADED = 0.3, 0.5
_LESS_SURE, _IN_ANOTHER_ORDER = 0.9, 0.7
_LONGEST_NAME = 24
_SURELY_EACH, _SURELY_BOTH = 0.6, 0.55

_BETWEEN = late(
    "(?:不(?:得)?(?:低于|少于|小于|超过|高于|大于|多于)|高于|低于|大于|小于|至少|至多|最多|控制|保持|稳定|维持"
    "|(?<![供响反效感对相适])应当?|必?须|提[高升]|增加|上升|降低?|下降|减少|实现|力争|确保|左右|总数|总量|数量|人数|合计|累计|分别|不断|全部"
    "|[约近共计达到至由从在为于超过均各了的≥≤=<>:： ]){1,6}\\Z"
)
"""Words between a noun and its number."""
_RATE = late(f"{HAN}{{0,12}}(?:率|度|比例|占比|比重)")


def noun_before(words: str) -> str:
    """Return the words before a number without those that only join the two."""
    return _BETWEEN.sub("", words.rstrip('（(“" '))


def heads_of(statement: Statement) -> tuple[str, ...]:
    """Return what may be the noun that a statement counts, the likelier first."""
    before, behind = noun_before(statement.before), statement.behind.lstrip("左右以上下内的 ")
    if statement.dimension is Dimension.RATIO:
        behind_rate = _RATE.match(behind)
        if before.endswith(("率", "度", "比例", "占比", "比重")):
            return (before[-_RATE_HEAD:],)
        return (behind_rate.group()[-_RATE_HEAD:],) if behind_rate else ()
    noun = statement.unit if len(statement.unit) > 1 and statement.dimension is Dimension.BODIES else ""
    after = f"{noun}{behind}"[:_HEAD]
    heads = (before[-_HEAD:], after)
    return tuple(head for head in heads if len(head) > 1)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a name's subject is said around a number, and how much of the counted noun the name has."""

    covered: float
    headed: float

    @property
    def score(self) -> float:
        """Return both as one number, to choose the best of several."""
        return self.covered * self.headed

    @property
    def is_likely(self) -> bool:
        """Tell whether they may speak of the same."""
        return self.covered >= _LEAST_COVERED and self.headed >= _LEAST_HEADED

    @property
    def is_sure(self) -> bool:
        """Tell whether there can hardly be a doubt."""
        return min(self.covered, self.headed) >= _SURELY_EACH and self.score >= _SURELY_BOTH


NOT_ALIKE = Likeness(0.0, 0.0)


class Subjects:
    """The subjects of a project's names: what each word of them weighs."""

    def __init__(self, names: Iterable[str]) -> None:
        """Count in how many of `names` each pair of characters stands."""
        self._counts: Mapping[str, int] = Counter(
            pair for name in dict.fromkeys(names) for pair in subject_of(name)
        )

    def likeness(self, statement: Statement, indicator: Indicator, context: frozenset[str]) -> Likeness:
        """Return how alike the subjects of a statement and an indicator are.

        `context` are the pairs of characters in the rest of the sentence. A description tells as a name
        does what is measured, but less surely.
        """
        by_name = self._of_name(statement, indicator.name, context)
        if by_name.is_sure or not indicator.description or indicator.description == indicator.name:
            return by_name
        described = self._of_name(statement, indicator.description[:_LONGEST_NAME], context)
        described = Likeness(described.covered * _LESS_SURE, described.headed)
        return max(by_name, described, key=lambda each: each.score)

    def _of_name(self, statement: Statement, name: str, context: frozenset[str]) -> Likeness:
        subject, every = subject_of(name), pairs_of(name)
        if not subject:
            return NOT_ALIKE
        is_rate = statement.dimension is Dimension.RATIO
        headed = max((_headed(head, every, is_rate=is_rate) for head in heads_of(statement)), default=0.0)
        if without_note(name).endswith(_named_by(statement)):
            headed = max(headed, _SURELY_EACH)
        if not headed:
            return NOT_ALIKE
        near = f"{statement.before} {statement.unit}{statement.behind}"
        pairs, letters = pairs_of(near), frozenset(near)
        other_kind = (
            _is_another_rate(noun_before(statement.before), without_note(name))
            if is_rate
            else any(_is_of_another_kind(head, name, pairs) for head in heads_of(statement)[:1])
        )
        if other_kind:
            return NOT_ALIKE
        covered, whole = 0.0, 0.0
        for pair in subject:
            weight = 1 / max(1, self._counts.get(pair, 1))
            whole += weight
            if pair in pairs:
                covered += weight
            elif letters.issuperset(pair):
                covered += weight * _IN_ANOTHER_ORDER
            elif pair in context:
                covered += weight / 2
        return Likeness(covered / whole, headed)


_COUNTED = late("(?:[人户个家处座场次件项台套条册本篇亩所批期名辆张块株]{1,2}(?:总?数量?|次数?)|数量?)\\Z")


_FOR_SOMEBODY = late("受益|惠及|提供")


def _named_by(statement: Statement) -> tuple[str, ...]:
    """Return the ends of names that count in the unit of a statement, 户数 for 180户; none for others."""
    is_of_bodies = statement.dimension is Dimension.BODIES and len(statement.unit) == 1
    return (f"{statement.unit}数", f"{statement.unit}数量") if is_of_bodies else ()


@lru_cache(maxsize=2048)
def subject_of(name: str) -> frozenset[str]:
    """Return what a name is about, in pairs of characters, without the measure word at its end."""
    plain = _FOR_SOMEBODY.sub(" ", _COUNTED.sub("", without_note(name)))
    return topic_pairs(plain) or pairs_of(plain)


def _is_of_another_kind(head: str, name: str, near: frozenset[str]) -> bool:
    """Tell whether a noun stands in a name behind another word: 技能培训 is another kind than 创业培训."""
    kind, noun = head[:-2], head[-2:]
    at = name.find(noun)
    other = name[max(0, at - 2) : at]
    if at < 0 or len(kind) < 2 or len(other) < 2 or not {kind, other}.isdisjoint(MEASURES):
        return False
    return kind not in name and other not in near


def _is_another_rate(noun: str, name: str) -> bool:
    """Tell whether two rates of one thing are those of different ones: 全人群签约率 and 重点人群签约率."""
    pairs = zip(reversed(noun), reversed(name), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if shared < _SHORTEST_RATE:
        return False
    one, other = (frozenset(words[:-shared]) for words in (noun, name))
    return not one <= other and not other <= one


def _headed(head: str, every: frozenset[str], *, is_rate: bool) -> float:
    """Return how much of a noun a name has, in its order or not; measuring words count in rates alone."""
    if is_rate:
        pairs = pairs_of(head)
        return len(pairs & every) / len(pairs) if head[-2:] in every else 0.0
    pairs = topic_pairs(_FOR_SOMEBODY.sub(" ", head)) or pairs_of(head)
    if pairs.isdisjoint(every):
        return 0.0
    letters = frozenset("".join(pairs))
    return max(len(pairs & every) / len(pairs), len(letters & frozenset("".join(every))) / len(letters))
