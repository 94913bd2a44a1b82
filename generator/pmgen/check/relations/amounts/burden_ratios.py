"""Who bears how much, by a ratio: 由市、区两级按1:2负担，分别为104.15万元、208.31万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_RATIO = late(
    "(?<![0-9.:：∶])[0-9]{1,2}(?:\\.[0-9]{1,2})?(?:[:：∶比][0-9]{1,2}(?:\\.[0-9]{1,2})?){1,3}(?![0-9.:：∶])"
)
_BORNE = late("[负分]担|承担|分摊|配套|筹[集措]|出资")
_BEHIND_RATIO = late(f"的?(?:比例|比率)?[^，。；、0-9]{{0,6}}?(?:{_BORNE.pattern})")
_BEFORE_RATIO = late(f"(?:{_BORNE.pattern})[^，。；、0-9]{{0,4}}(?:按照?|比例为?|比为?|为)\\Z")
_SPLIT = late("[:：∶比]")
_EACH = late(
    "各(?:级|方|地|自)?(?:财政)?(?:[负分]担|承担|分摊|配套|筹[集措]|出资|安排|需)?(?:资金|经费)?(?:为|约)?\\Z"
)
_TOGETHER = late("分别(?:[负分]担|承担|分摊|配套|筹[集措]|出资|安排|需)?(?:资金|经费)?(?:为|是|约)?\\Z")
_ENDS = "。；;\n"
_NEAR = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class WrongRatio:
    """A ratio in a text, where it stands, and the amounts beside it that are not in that ratio."""

    start: int
    end: int
    amounts: tuple[Said, ...]

    @property
    def words(self) -> str:
        """Return the ratio as it stands there."""
        return self.amounts[0].field.text[self.start : self.end]


def wrong_ratios(text: Sequence[Said]) -> Iterator[WrongRatio]:
    """Give the ratios of a burden that the amounts behind them, each side's own, do not have."""
    written = text[0].field.text
    if not any(sign in written for sign in ":：∶比") or not _BORNE.search(written):
        return
    for match in _RATIO.finditer(written):
        begin = max(written.rfind(mark, 0, match.start()) for mark in _ENDS) + 1
        end = min(
            (at for mark in _ENDS if (at := written.find(mark, match.end())) >= 0), default=len(written)
        )
        is_borne = _BEHIND_RATIO.match(written, match.end()) or _BEFORE_RATIO.search(
            written, begin, match.start()
        )
        if not is_borne:
            continue
        behind = [said for said in text if match.end() <= said.statement.start < end and _is_amount(said)]
        before = [said for said in text if begin <= said.statement.start < match.start() and _is_amount(said)]
        amounts = _borne(behind, before, len(_SPLIT.split(match[0])))
        if amounts and not _are_in_ratio(match, amounts):
            yield WrongRatio(match.start(), match.end(), amounts)


def _is_amount(said: Said) -> bool:
    one = said.statement
    return (
        one.dimension is Dimension.MONEY and one.is_one and not (divisors_of(one) and "各" not in one.before)
    )


def _borne(amounts: Sequence[Said], before: Sequence[Said], sides: int) -> tuple[Said, ...]:
    """Return the one amount that each side bears, or those of all sides; none where that is not said."""
    if len(amounts) == 1 and before and _EACH.search(amounts[0].statement.before):
        is_all = amounts[0].statement.low * sides == before[-1].statement.low
        return (amounts[0],) if is_all else ()
    at = next((at for at, each in enumerate(amounts) if _TOGETHER.search(each.statement.before)), None)
    if at is not None and len(amounts) >= at + sides:
        return tuple(amounts[at : at + sides])
    return ()


def _are_in_ratio(match: re.Match[str], amounts: Sequence[Said]) -> bool:
    ratio = [Fraction(each) for each in _SPLIT.split(match[0])]
    if not all(ratio):
        return True
    parts = [each.statement.low for each in amounts] * (len(ratio) if len(amounts) == 1 else 1)
    total, whole = sum(parts), sum(ratio)
    return any(
        all(
            abs(part / total - share / whole) <= _NEAR * share / whole
            for part, share in zip(parts, some, strict=True)
        )
        for some in permutations(ratio)
    )
