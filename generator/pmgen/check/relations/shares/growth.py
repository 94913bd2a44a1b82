"""What there was, what there is, by how much and by which share that is more or less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.wrong_result import WrongResult, last_place_of, last_place_of_share
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_BY = late(
    "(?:同比|较上年|比上年|净|共|再|约|预计|年均)*(?:增幅|降幅|涨幅|增速|增长率?|下降率?|增加|减少|上升|上涨|提[高升]|降低|下调|上调|压减)"
    "(?:幅度)?(?:了|约|为|达到?|近)*"
)
_WAS = late("(?:上一?年度?|去年|上年同期|同期|往年|原|基数)[^，。；]{0,14}\\Z")
_FROM = late("[由从](?:上一?年度?|去年|原来?|目前|现在)?[^，。；到至]{0,10}\\Z")
_THAN = late("[比较](?:上一?年度?|去年|20[0-9]{2}年)[^，。；]{0,8}\\Z")
_TO = late("(?:增加?|提高?|上升|升|涨|扩大|下降|降低?|减少?|压减|调整|增长)?[到至为]\\Z")
_NOW = late("(?:本年度?|今年|20[0-9]{2}年度?)[^，。；]{0,10}\\Z")
_IN_YEAR = late("(20[0-9]{2})年度?[^，。；]{0,10}\\Z")
_MORE = late(
    "(?:净|共|再|拟|计划|本年度?|今年|较上年|比上年)*(?:增加?|新增|增长|减少?|压减|核减|下降)(?:了|约)?\\Z"
)
_WORDS = ("增", "降", "涨", "上升", "提高", "提升", "减", "上调")
_LESS = late("[减降][^，]{0,2}\\Z")
_THAN_LAST = late("[比较](?:上年度?|去年|上一年度?)[^，。；]{0,8}\\Z")
_OTHERWISE = ("年均", "分别", "百分点", "每年", "环比", "累计")


def wrong_growths(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the shares by which something grows or falls that what it was and what it is make otherwise."""
    written = text[0].field.text
    if not any(said.statement.unit == "%" for said in text) or not any(word in written for word in _WORDS):
        return
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        sentence = list(group)
        shares = [said for said in sentence if _is_growth(said)]
        words = written[sentence[0].statement.start : sentence[-1].statement.end]
        if len(shares) != 1 or any(word in words for word in _OTHERWISE):
            continue
        found = _wrong_growth(shares[0], sentence)
        if found:
            yield found


def _is_growth(said: Said) -> bool:
    one = said.statement
    is_limit = _LIMIT.search(one.before) or one.behind.startswith(("以", "及"))
    return one.unit == "%" and one.is_one and not is_limit and _BY.fullmatch(one.before) is not None


_LIMIT = late("不[低少高超大小多]|至少|至多|超|[≥≤<>]|力争|控制")


def _wrong_growth(share: Said, sentence: Sequence[Said]) -> WrongResult | None:
    before = [said for said in sentence if said.statement.start < share.statement.start]
    near = [said for said in before if share.statement.clause - said.statement.clause <= _NEAREST]
    numbers = [said for said in near if _is_quantity(said)]
    if len(numbers) != 2 or numbers[0].statement.base != numbers[1].statement.base:
        return None
    if any(said.statement.unit == "%" for said in near):
        return None
    pair = _base_and_change(*numbers)
    if pair is None:
        return None
    base, change, factors = pair
    made, stated = change / base, share.statement.low
    is_of_all = base == factors[0].statement.low
    if not is_of_all and stated == change / factors[0].statement.low:
        return None
    room = last_place_of_share(share) + 2 * min(map(_rounded, numbers)) / base
    if abs(made - stated) < room:
        return None
    base_words, change_words = factors[0].words, factors[1].words
    if not is_of_all and change == factors[1].statement.low:
        sign = "－" if base < factors[0].statement.low else "＋"
        return WrongResult(share, f"{change_words}÷（{base_words}{sign}{change_words}）", made, factors)
    is_change = change == factors[1].statement.low
    steps = f"{change_words}÷{base_words}" if is_change else f"{change_words}÷{base_words}－1"
    if not is_change and factors[1].statement.low < base:
        steps = f"1－{change_words}÷{base_words}"
    return WrongResult(share, steps, made, factors)


_NEAREST = 3


def _is_quantity(said: Said) -> bool:
    one = said.statement
    return (
        one.is_one and one.low > 0 and one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    )


def _rounded(said: Said) -> Fraction:
    is_written = "." in said.words or any(power in said.words for power in "万亿")
    return last_place_of(said) / 2 if is_written else Fraction(0)


def _base_and_change(one: Said, other: Said) -> tuple[Fraction, Fraction, tuple[Said, Said]] | None:
    """Return what there was and by how much it changed, by the words before the two numbers."""
    first, second = _words_before(one, None), _words_before(other, one)
    was, now = one.statement.low, other.statement.low
    is_more = _MORE.search(second) is not None
    if _THAN.search(second) and not is_more:
        return now, abs(now - was), (other, one)
    if not (_WAS.search(first) or _FROM.search(first) or _are_years(first, second)):
        before = was + now if _LESS.search(second) else was - now
        return (before, now, (one, other)) if is_more and _THAN_LAST.search(second) and before > 0 else None
    if _MORE.search(second):
        return (was, now, (one, other)) if now < was else None
    is_from = _FROM.search(first) and _TO.search(second)
    is_now = _WAS.search(first) and _NOW.search(second)
    is_later = is_from or is_now or _are_years(first, second)
    return (was, abs(now - was), (one, other)) if is_later else None


def _words_before(said: Said, last: Said | None) -> str:
    """Return the words before a number, brackets and all, behind the number before it."""
    start = last.statement.end if last else max(0, said.statement.start - _LONGEST)
    words = said.field.text[start : said.statement.start]
    return _SENTENCE_END.split(words)[-1]


def _are_years(first: str, second: str) -> bool:
    """Tell whether two numbers are those of two years, the earlier one first."""
    one, other = _IN_YEAR.search(first), _IN_YEAR.search(second)
    return one is not None and other is not None and one[1] < other[1]


_LONGEST = 40
_SENTENCE_END = late("[。；;\\n]")
