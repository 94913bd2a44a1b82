"""Parts listed behind 其中 that a slip keeps from their whole: 18名，其中门诊大厅8名、急诊4名、医技楼5名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, chain, combinations

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.relations.parts.named_parts import overlap
from pmgen.check.statements.comparing import A_FEW, PEOPLE, are_comparable
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import has_same_digits, is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_OF_WHICH = late("[）)]?[，,（(：:—]{0,2}其中[：:]?[^，。；、（()）0-9]{0,24}")
_INCLUDING = late("[，,（(：:—]{0,2}(?<!不)包[括含][^，。；、（()）0-9]{0,24}")
_IN_BRACKETS = late("[（(](?![^，。；、]{0,8}(?:[上去原增减按每各含另约已]))[^，。；、（()）0-9]{1,24}")
_BETWEEN = late(
    "[^，,。；、：（()）]{0,12}(?:[、，,和及与]{1,2}[^，,。；、：（()）]{1,24}|，[^，,。；：（()）0-9]{1,24})"
)
_BRACKETS = late("[（(][^（()）]{0,60}[)）]")
_NOT_A_PART = late(
    "\\A[、，,]*(?:共(?![同享建用])|合计|总计|累计|全[年部县区市]|另|连续|同时|即|占|比|达到?|约|其中|含|最)"
    "|(?:[共需占后至到约达]|(?<![审设统])计|不少于|不低于|不超过|以上)\\Z"
)
_GOES_ON = late(
    "[^，。；、（()）]{0,4}(?:[（(][^（()）]*[)）])?(?:等|、(?!每)|[和及与以]|左右|以上|，(?:其[余他它]|剩余|余下|余|另|还有))"
)
_REST = late("[^。；;\\n]{0,24}?(?:其余|其他|其它|剩余|余下|余者|不含|不包括)")
_LEAST, _MOST = 2, 12
_LONGEST = 24


def wrong_listed_parts(text: Sequence[Said], statements: ProjectStatements) -> Iterator[WrongSum]:
    """Give the numbers that parts listed behind them surely are all of, and do not make but for a slip."""
    for parts, total in _lists(text, _OF_WHICH):
        if _is_wrong(parts, total) or _is_told_otherwise(parts, total, statements):
            yield WrongSum(total, tuple(parts), _sum(parts))


def doubtful_listed_parts(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the numbers that parts listed behind them, which may be all, would make but for one digit."""
    for parts, total in chain(_lists(text, _OF_WHICH), _lists(text, _IN_BRACKETS)):
        if not _are_a_few(parts) and _is_one_digit_off(parts, total):
            yield WrongSum(total, tuple(parts), _sum(parts))
    for parts, total in _lists(text, _INCLUDING):
        is_near = _sum(parts) > total.statement.low * _VERY_NEARLY_ALL
        if len(parts) > _LEAST and is_near and is_turned(parts, total):
            yield WrongSum(total, tuple(parts), _sum(parts))


def _lists(text: Sequence[Said], mark: re.Pattern[str]) -> Iterator[tuple[Sequence[Said], Said]]:
    """Give the parts listed behind a number and a mark that are neither all of it nor of several."""
    if not mark.search(text[0].field.text):
        return
    for at in range(1, len(text)):
        total = _whole(text, at, mark)
        parts = _parts(text[at:], total) if total else []
        is_list = len(parts) >= _LEAST and not is_rate_of_one(parts, text)
        if total and is_list and not _is_right(parts, total, text[:at]):
            yield parts, total


def is_rate_of_one(parts: Sequence[Said], text: Sequence[Said]) -> bool:
    """Tell whether a part is a rate of the sentence of another part: 120人参加考证，108人取证，取证率90%."""
    sentence = parts[0].statement.sentence
    rates = [
        said.statement.low
        for said in text
        if said.statement.dimension is Dimension.RATIO and said.statement.sentence == sentence
    ]
    pairs = combinations([part.statement.low for part in parts], 2)
    return any(one > other and abs(one * rate - other) < 1 for one, other in pairs for rate in rates)


def _is_right(parts: Sequence[Said], total: Said, before: Sequence[Said]) -> bool:
    whole, made = total.statement.low, _sum(parts)
    wholes = [said.statement.low for said in before if are_alike(said, total)]
    is_of_several = made in accumulate(reversed(wholes)) or made in wholes
    return made == whole or is_of_several or _is_divided_on(parts, whole)


def _whole(text: Sequence[Said], at: int, mark: re.Pattern[str]) -> Said | None:
    """Return the number before a mark of which another is a part, with at most one between them."""
    first, written = text[at], text[at].field.text
    begin, end = max(0, first.statement.start - _LONGEST), first.statement.start
    if not mark.search(written, begin, end) or not is_countable(first):
        return None
    for back in (1, 2):
        last = text[at - back] if at >= back else None
        if last is None or last.statement.sentence != first.statement.sentence:
            return None
        if are_alike(last, first):
            words = bare_words(
                without_numbers(text[at - back + 1 : at], written, last.statement.end, first.statement.start)
            )
            is_exact = last.statement.direction is Direction.EXACT and last.statement.is_one
            is_divided = mark.fullmatch(words.removeprefix(_noun(last)))
            return last if is_exact and is_divided else None
    return None


def without_numbers(numbers: Sequence[Said], text: str, begin: int, end: int) -> str:
    """Return a part of a text with a word for each of some numbers."""
    words = ""
    for said in numbers:
        words, begin = f"{words}{text[begin : said.statement.start]}{_NUMBER}", said.statement.end
    return words + text[begin:end]


_NUMBER = "数"


def _noun(said: Said) -> str:
    """Return the words right behind a number in its clause."""
    return said.statement.behind.partition("其中")[0].rstrip("，,（(：:—")


def bare_words(words: str) -> str:
    """Return words without what stands in brackets, dates, and the digits of 5G and 60岁."""
    return _AGES.sub(_NUMBER, _SIGNS.sub("", _BRACKETS.sub("", words)))


_DAY = "(?:20[0-9]{2}年)?(?:1[0-2]|[1-9])月(?:[1-3]?[0-9]日)?"
_SIGNS = late(
    f"{_DAY}(?:[至到—-]{{1,2}}{_DAY})?|20[0-9]{{2}}年度?|[0-9]{{1,2}}世纪|[A-Za-z]{{1,4}}-?[0-9]+"
    "|(?<![0-9])[2-6]G"
)
_AGES = late("[0-9]{1,2}(?:[至到—–~～-]{1,2}[0-9]{1,2})?(?:周?岁|年级)")


def is_countable(said: Said) -> bool:
    """Tell whether a number is an exact one of things, people or money that may be added up."""
    one = said.statement
    is_plain = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_plain and one.dimension not in (Dimension.RATIO, Dimension.GRADE) and divisors_of(one) == ()


def are_alike(one: Said, other: Said) -> bool:
    """Tell whether two numbers count in one unit, people by heads or by times alike."""
    first, second = one.statement, other.statement
    if first.dimension in PEOPLE or second.dimension in PEOPLE:
        return first.dimension is second.dimension
    return are_comparable(first, second) and same_unit(first.unit) == same_unit(second.unit)


def _parts(behind: Sequence[Said], total: Said) -> list[Said]:
    """Return the parts that stand in a row; none where the list goes on, or something is not counted."""
    parts, written, last = [behind[0]], total.field.text, behind[0].statement.end
    passed: list[Said] = []
    for said, following in zip(behind[1:], (*behind[2:], None), strict=False):
        gap = without_numbers(passed, written, last, said.statement.start)
        words = bare_words(gap)
        if _depth(gap):
            continue
        if not words and not are_alike(total, said):
            last = said.statement.end
            continue
        if _OF_EACH.search(words) and not _NEXT_SENTENCE.search(words):
            if are_alike(total, said):
                return []
            last, passed = said.statement.end, []
            continue
        if following and not are_alike(total, said) and are_of_one(said, following, total):
            passed.append(said)
            continue
        if not is_countable(said) or not are_alike(total, said):
            if not _NEXT_SENTENCE.search(words) and _is_of_many(behind, said, total):
                return []
            if _BETWEEN.fullmatch(words) and "、" in words:
                return []
            break
        if not _BETWEEN.fullmatch(words) or _NOT_A_PART.search(words):
            break
        if "、" not in words and not _goes_on(parts[-1], said):
            break
        if divisors_of(total.statement) and "、" not in words:
            return []
        parts.append(said)
        last, passed = said.statement.end, []
    end = parts[-1].statement.end
    if _GOES_ON.match(written, end) or _REST.match(written, end):
        return []
    return parts if len(parts) <= _MOST else []


def _goes_on(part: Said, following: Said) -> bool:
    """Tell whether a part behind a comma may be of a list: an amount, or one whose name ends alike."""
    return part.statement.base == "元" or are_named_alike((part, following))


def are_of_one(count: Said, part: Said, total: Said) -> bool:
    """Tell whether a part has another count right before it: 滨河路街道13个小区45万平方米."""
    between = part.field.text[count.statement.end : part.statement.start]
    return are_alike(total, part) and _NOUN.fullmatch(between) is not None


_NOUN = late(f"{HAN}{{0,8}}")


def _is_of_many(behind: Sequence[Said], count: Said, total: Said) -> bool:
    """Tell whether a count is of those who have so much each, which is a part: 5个中心各自筹6万元."""
    later = [said for said in behind if said.statement.start > count.statement.start]
    return (
        bool(later) and are_alike(total, later[0]) and _OF_EACH.search(later[0].statement.before) is not None
    )


_OF_EACH = late("[各每均]")
_NEXT_SENTENCE = late("[。；;\\n]")


def _depth(words: str) -> int:
    return sum((each in "（(") - (each in "）)") for each in words)


def _sum(parts: Sequence[Said]) -> Fraction:
    return sum((part.statement.low for part in parts), Fraction(0))


def _is_wrong(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether parts that are surely all of a whole would be it but for a slip."""
    whole, made = total.statement.low, _sum(parts)
    if made > whole:
        is_sure = not overlap(parts, in_kind=False) or any(part.statement.low > whole for part in parts)
    else:
        is_round = _digits(parts, total) < _TWO and total.statement.stated >= _TEN
        is_nearly_all = made > whole * _NEARLY_ALL and not is_round
        is_sure = is_nearly_all or _has_the_rest(parts) or is_turned(parts, total)
    return is_sure and has_slip(parts, total)


_NEARLY_ALL, _VERY_NEARLY_ALL = Fraction(4, 5), Fraction(9, 10)
_OTHERS = late("[和及与]?其[他它]")


def _has_the_rest(parts: Sequence[Said]) -> bool:
    """Tell whether the last part is all that is not in the others: 其他场户25家."""
    return _OTHERS.match(parts[-1].statement.before) is not None


def is_turned(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether a whole or a part of it would be right with its digits in order or another zero."""
    whole, made = total.statement.low, _sum(parts)
    lows = [part.statement.low for part in parts]
    return has_same_digits(whole, made) or any(has_same_digits(low, low + whole - made) for low in lows)


def has_slip(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether parts would make a whole but for a slip of the hand in it or in one of them."""
    missing = total.statement.low - _sum(parts)
    return _would_be(total, _sum(parts)) or any(
        _would_be(part, part.statement.low + missing) for part in parts
    )


def _is_told_otherwise(parts: Sequence[Said], total: Said, statements: ProjectStatements) -> bool:
    """Tell whether a whole would be what its parts make but for a slip, and is that elsewhere."""
    made, base = _sum(parts), total.statement.base
    return _would_be(total, made) and any(
        one.low == made and one.is_one and one.base == base and divisors_of(one) == ()
        for one in statements.every
    )


_A_FEW = late(
    f"{A_FEW.pattern}|新[办增]|特[殊困]|主要|20[0-9]{{2}}年|[特一二三四五甲乙丙A-E][级类等档]|重大|[较特]大"
)


def _are_a_few(parts: Sequence[Said]) -> bool:
    return any(_A_FEW.search(part.statement.before) for part in parts)


def _is_one_digit_off(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether so many digits are right that hardly by chance only one is not.

    Some part is another but for a digit by chance far more often than the whole is.
    """
    digits, made = _digits(parts, total), _sum(parts)
    if overlap(parts):
        return made > total.statement.low and digits > _TWO and has_slip(parts, total)
    if _would_be(total, made):
        return digits >= _TWO
    is_clear = digits > _TWO or (digits == _TWO and are_named_alike(parts))
    return is_clear and has_slip(parts, total)


_TWO, _TEN = 2, 10


def are_named_alike(parts: Sequence[Said]) -> bool:
    """Tell whether the names of parts end in one word: 东集1600平方米、西集2200平方米."""
    return len({noun_before(part.statement.before)[-1:] for part in parts}) == 1


def _digits(parts: Sequence[Said], total: Said) -> int:
    """Return how many digits a whole has, up to the last that it or a part has: 3 for 12公里 of 4.5公里."""
    scale = total.statement.stated / total.statement.low * _FINEST
    numbers = [str(round(said.statement.low * scale)) for said in (*parts, total)]
    return len(numbers[-1]) - min(len(each) - len(each.rstrip("0")) for each in numbers)


_FINEST = 10_000


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
