"""Parts listed behind 其中 that a slip keeps from their whole: 18名，其中门诊大厅8名、急诊4名、医技楼5名."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from pmgen.check.statements.comparing import PEOPLE, are_comparable
from pmgen.check.statements.named_parts import overlap
from pmgen.check.statements.price_products import WrongSum
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_OF_WHICH = late("[）)]?[，,（(：:—]{0,2}其中[：:]?[^，。；、（()）0-9]{0,24}")
_BETWEEN = late("[^，,。；、：（()）]{0,6}[、，,和及与]{1,2}[^，,。；、：（()）]{1,24}")
_BRACKETS = late("[（(][^（()）]{0,60}[)）]")
_NOT_A_PART = late(
    "\\A[、，,]*(?:共(?![同享建用])|合计|总计|累计|全[年部县区市]|另|连续|同时|即|占|比|达到?|约|其中|含|最)"
    "|(?:[共计需占后至到约达]|不少于|不低于|不超过|以上)\\Z"
)
_GOES_ON = late(
    "[^，。；、（()）]{0,4}(?:[（(][^（()）]*[)）])?(?:等|、(?!每)|[和及与以]|左右|以上|，(?:其[余他它]|剩余|余下|余|另|还有))"
)
_REST = late("其余|其他|其它|剩余|余下|余者|不含|不包括")
_LEAST, _MOST = 2, 12
_BEHIND = 24


def wrong_listed_parts(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the numbers that two or more parts listed behind them make but for a slip of one of all these."""
    for at in range(len(text)):
        total = _whole(text, at)
        if total is None:
            continue
        parts = _parts(text[at:], total)
        if len(parts) >= _LEAST and _is_wrong(parts, total, text[:at]):
            yield WrongSum(total, tuple(parts), _sum(parts))


def _whole(text: Sequence[Said], at: int) -> Said | None:
    """Return the number before 其中 of which another is a part, with at most one of its own between them."""
    first, written = text[at], text[at].field.text
    if "其中" not in written[
        max(0, first.statement.start - _BEHIND) : first.statement.start
    ] or not _is_countable(first):
        return None
    for back in (1, 2):
        last = text[at - back] if at >= back else None
        if last is None or last.statement.sentence != first.statement.sentence:
            return None
        if _are_alike(last, first):
            words = _bare(
                _without(text[at - back + 1 : at], written, last.statement.end, first.statement.start)
            )
            is_exact = last.statement.direction is Direction.EXACT and last.statement.is_one
            is_divided = _OF_WHICH.fullmatch(words.removeprefix(_noun(last)))
            return last if is_exact and is_divided else None
    return None


def _without(numbers: Sequence[Said], text: str, begin: int, end: int) -> str:
    """Return a part of a text without some numbers."""
    words = ""
    for said in numbers:
        words, begin = words + text[begin : said.statement.start], said.statement.end
    return words + text[begin:end]


def _noun(said: Said) -> str:
    """Return the words right behind a number in its clause."""
    return said.statement.behind.partition("其中")[0].rstrip("，,（(：:—")


def _bare(words: str) -> str:
    """Return words without what stands in brackets, dates, and the digits of 5G."""
    return _SIGNS.sub("", _BRACKETS.sub("", words))


_DAY = "(?:20[0-9]{2}年)?(?:1[0-2]|[1-9])月(?:[1-3]?[0-9]日)?"
_SIGNS = late(f"{_DAY}(?:[至到—-]{{1,2}}{_DAY})?|20[0-9]{{2}}年度?|(?<![0-9])[2-6]G")


def _is_countable(said: Said) -> bool:
    one = said.statement
    is_plain = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_plain and one.dimension not in (Dimension.RATIO, Dimension.GRADE) and divisors_of(one) == ()


def _are_alike(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    if first.dimension in PEOPLE or second.dimension in PEOPLE:
        return first.dimension is second.dimension
    return are_comparable(first, second) and same_unit(first.unit) == same_unit(second.unit)


def _parts(behind: Sequence[Said], total: Said) -> list[Said]:
    """Return the parts that stand in a row; none where the list goes on, or something is not counted."""
    parts, written, last = [behind[0]], total.field.text, behind[0].statement.end
    passed: list[Said] = []
    for said, following in zip(behind[1:], (*behind[2:], None), strict=False):
        gap = _without(passed, written, last, said.statement.start)
        words = _bare(gap)
        if _depth(gap):
            continue
        if _OF_EACH.search(words) and not _NEXT_SENTENCE.search(words):
            if _are_alike(total, said):
                return []
            last, passed = said.statement.end, []
            continue
        if following and not _are_alike(total, said) and _are_of_one(said, following, total):
            passed.append(said)
            continue
        if not _is_countable(said) or not _are_alike(total, said):
            if not _NEXT_SENTENCE.search(words) and _is_of_many(behind, said, total):
                return []
            if _BETWEEN.fullmatch(words) and "、" in words:
                return []
            break
        if not _BETWEEN.fullmatch(words) or _NOT_A_PART.search(words):
            break
        if divisors_of(total.statement) and "、" not in words:
            return []
        parts.append(said)
        last, passed = said.statement.end, []
    end = parts[-1].statement.end
    if _GOES_ON.match(written, end) or _REST.search(written, end, end + _BEHIND):
        return []
    return parts if len(parts) <= _MOST else []


def _are_of_one(count: Said, part: Said, total: Said) -> bool:
    """Tell whether a part has another count right before it: 滨河路街道13个小区45万平方米."""
    between = part.field.text[count.statement.end : part.statement.start]
    return _are_alike(total, part) and _NOUN.fullmatch(between) is not None


_NOUN = late(f"{HAN}{{0,8}}")


def _is_of_many(behind: Sequence[Said], count: Said, total: Said) -> bool:
    """Tell whether a count is of those who have so much each, which is a part: 5个中心各自筹6万元."""
    later = [said for said in behind if said.statement.start > count.statement.start]
    return (
        bool(later) and _are_alike(total, later[0]) and _OF_EACH.search(later[0].statement.before) is not None
    )


_OF_EACH = late("[各每均]")
_NEXT_SENTENCE = late("[。；;\\n]")


def _depth(words: str) -> int:
    return sum((each in "（(") - (each in "）)") for each in words)


def _sum(parts: Sequence[Said]) -> Fraction:
    return sum((part.statement.low for part in parts), Fraction(0))


def _is_wrong(parts: Sequence[Said], total: Said, before: Sequence[Said]) -> bool:
    """Tell whether parts are neither a whole nor several, and would be it but for a slip."""
    whole, made = total.statement.low, _sum(parts)
    if made == whole or _is_divided_on(parts, whole):
        return False
    wholes = [said.statement.low for said in before if _are_alike(said, total)]
    if made in accumulate(reversed(wholes)) or made in wholes:
        return False
    if (
        made > whole
        and overlap(parts, in_kind=False)
        and not any(part.statement.low > whole for part in parts)
    ):
        return False
    if made < whole and not _may_be_all(parts, whole, made):
        return False
    return _would_be(total, made) or any(_would_be(part, part.statement.low + whole - made) for part in parts)


def _may_be_all(parts: Sequence[Said], whole: Fraction, made: Fraction) -> bool:
    """Tell whether parts may be all: nearly so many, or so many where one had its digits in order."""
    if made > whole * _NEARLY_ALL:
        return True
    return any(
        _is_turned(
            part.statement.stated,
            (part.statement.low + whole - made) * part.statement.stated / part.statement.low,
        )
        for part in parts
    )


_NEARLY_ALL = Fraction(4, 5)


def _is_turned(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers have the same digits, in another order or with other zeros."""
    first, second = (sorted(str(each).strip("0")) for each in (one, other))
    return "/" not in first + second and first == second and one != other


def _would_be(said: Said, right: Fraction) -> bool:
    """Tell whether a number, counted as it stands there, is another but for a slip."""
    one = said.statement
    return right > 0 and is_slip_of_hand(one.stated, right * one.stated / one.low)


def _is_divided_on(parts: Sequence[Said], whole: Fraction) -> bool:
    """Tell whether the first parts are a whole, and those behind a comma divide it in another way."""
    made = list(accumulate(part.statement.low for part in parts))
    text = parts[0].field.text
    return any(
        total == whole and "、" not in text[one.statement.end : other.statement.start]
        for total, one, other in zip(made[1:], parts[1:], parts[2:], strict=False)
    )
