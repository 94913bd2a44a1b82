"""The same list in two texts, with another number at one name: 2021年2.6万亩、2022年3.1万亩."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from pmgen.check.statements.comparing import PEOPLE
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_LABEL_ENDS = late("[、，,；;：:（(。\\n）)]|[和及与](?=[^和及与]{2,}\\Z)")
_FIRST = late("\\A\\s*(?:[0-9一二三四五六七八九十]{1,2}[.．、)）]|其中|包括|分别为|分别是|含|即)+")
_BETWEEN = late("[、，,；;和及与\\s]*(?P<label>[^、，,；;：:（(。\\n]{1,14}?)(?:约|为|共|计)?")
_NO_NAME = late(
    "合计|共计|总计|总共|小计|累计|[合加]起来|[合加]在一起|相加|加总|其余|剩余|余下|另有?\\Z|\\A(?:以上)?共|[共计]\\Z"
)
_LEAST = 3
_MOST_LISTS = 40


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """An entry of a list and the entry of the same name in another text."""

    said: Said
    other: Said


def entries_said_otherwise(statements: ProjectStatements) -> Iterator[OtherEntry]:
    """Give the entries of lists that differ from those of the same list in another text, but for one."""
    texts = (*statements.prose, *statements.row_texts)
    lists = [each for text in texts for each in lists_in(text)][:_MOST_LISTS]
    if len(lists) < 2:
        return
    told: set[tuple[Fraction, Fraction]] = set()
    for one, other in combinations(lists, 2):
        found = _other_entry(one, other)
        if found and _is_right(one, statements) is not _is_right(other, statements):
            if _is_right(one, statements):
                found = OtherEntry(found.other, found.said)
            key = (found.said.statement.low, found.other.statement.low)
            if key not in told:
                told.add(key)
                yield found


def lists_in(text: Sequence[Said], least: int = _LEAST) -> Iterator[Mapping[str, Said]]:
    """Give the lists of a text: at least so many numbers of one unit, each behind a name of its own.

    A time may be a part of a name: 3日内冷藏240元.
    """
    if len(text) < least:
        return
    text = [said for said in text if said.statement.dimension is not Dimension.TIME]
    entries: dict[str, Said] = {}
    last: Said | None = None
    for said in text:
        label = _label(said, last) if _is_entry(said) else ""
        goes_on = last is not None and label and _goes_on(last, said)
        if not goes_on or label in entries:
            if len(entries) >= least:
                yield entries
            entries = {}
        if label:
            entries[label] = said
        last = said if label else None
    if len(entries) >= least:
        yield entries


def _is_entry(said: Said) -> bool:
    one = said.statement
    is_clear = one.is_one and one.direction in (Direction.EXACT, Direction.ABOUT)
    return is_clear and not divisors_of(one) and not one.each


def _is_right(entries: Mapping[str, Said], statements: ProjectStatements) -> bool:
    """Tell whether what a list comes to is said anywhere: both lists of two kinds may be."""
    made = sum((each.statement.low for each in entries.values()), Fraction(0))
    if any(each.statement.low * 2 == made for each in entries.values()):
        return True
    base = next(iter(entries.values())).statement.base
    every = (
        *(each.statement for each in statements.promises),
        *(said.statement for text in (*statements.prose, *statements.row_texts) for said in text),
    )
    return any(one.low == made and one.base == base for one in every)


def _label(said: Said, last: Said | None) -> str:
    """Return the name of an entry: what stands between the mark before it and its number."""
    start = max(last.statement.end if last else 0, said.statement.start - 20)
    words = said.field.text[start : said.statement.start]
    label = _FIRST.sub("", _LABEL_ENDS.split(words)[-1]).strip()
    return "" if _NO_NAME.search(label) else label


def _goes_on(last: Said, said: Said) -> bool:
    """Tell whether a number is the next entry of a list: nothing but a mark and its name stand between."""
    one, other = last.statement, said.statement
    are_alike = one.base == other.base and same_unit(one.unit) == same_unit(other.unit)
    return are_alike and _BETWEEN.fullmatch(said.field.text, one.end, other.start) is not None


def _other_entry(one: Mapping[str, Said], other: Mapping[str, Said]) -> OtherEntry | None:
    shared = one.keys() & other.keys()
    if len(shared) < _LEAST:
        return None
    differing = [
        label for label in one if label in shared and one[label].statement.low != other[label].statement.low
    ]
    if len(differing) != 1 or one[differing[0]].statement.base != other[differing[0]].statement.base:
        return None
    return OtherEntry(one[differing[0]], other[differing[0]])


def exchanged_entries(statements: ProjectStatements) -> Iterator[OtherEntry]:
    """Give a number of a row that another name of its list has in the goals: 东堤街道2300只、苇庄镇2900只.

    Both lists make the target of the row, which stands before that of the goal beside a word of its name.
    """
    targets = {id(promise.indicator): promise for promise in statements.promises}
    own = [
        (entries, targets[id(text[0].field.indicator)])
        for text in statements.row_texts
        if id(text[0].field.indicator) in targets
        for entries in lists_in(text, 2)
    ]
    own = [each for each in own if _sum_of(each[0].values()) == each[1].statement.low]
    if not own:
        return
    others = [(entries, text) for text in statements.prose for entries in lists_in(text, 2)]
    for entries, promise in own:
        matched = [
            pair
            for other, text in others
            if (pair := _pairs_of_entries(entries, other)) and _is_of_row(promise, pair[0][1], text)
        ]
        exchanged = [pair for pair in matched if _is_exchanged(pair)]
        if exchanged and len(exchanged) == len(matched):
            said, other = next(each for each in exchanged[0] if _lows(each)[0] != _lows(each)[1])
            yield OtherEntry(said, other)


def _sum_of(entries: Iterable[Said]) -> Fraction:
    return sum((each.statement.low for each in entries), Fraction(0))


def _lows(pair: tuple[Said, Said]) -> tuple[Fraction, Fraction]:
    return pair[0].statement.low, pair[1].statement.low


def _pairs_of_entries(one: Mapping[str, Said], other: Mapping[str, Said]) -> list[tuple[Said, Said]]:
    """Return the entries of a list, each with that of its name in another; nothing where one is not there."""
    found = []
    for label, said in one.items():
        same = [each for name, each in other.items() if name.endswith(label) or label.endswith(name)]
        is_alike = len(same) == 1 and same_unit(same[0].statement.unit) == same_unit(said.statement.unit)
        if not is_alike:
            return []
        found.append((said, same[0]))
    return found


def _is_exchanged(pairs: Sequence[tuple[Said, Said]]) -> bool:
    lows = [_lows(pair) for pair in pairs]
    is_other = any(one != other for one, other in lows)
    return is_other and sorted(one for one, _ in lows) == sorted(other for _, other in lows)


def _is_of_row(promise: Promise, entry: Said, text: Sequence[Said]) -> bool:
    """Tell whether the whole of a list stands before it in its sentence, beside a word of the row's name."""
    first, written = entry.statement, entry.field.text
    begin = sentence_start(written, first.start)
    wholes = [said.statement for said in text if begin <= said.statement.start < first.start]
    is_said = any(each.low == promise.statement.low and each.base == first.base for each in wholes)
    return is_said and not topic_pairs(promise.indicator.name).isdisjoint(
        pairs_of(written[begin : first.start])
    )


_COUNT_OF = late("个(?P<noun>嘎查|[^，。；、：（）()0-9\\s]{1,4}?)(?=[^，。；：0-9]{0,12}[0-9])")
_NAMES_MOST = 2


def miscounted_labels(text: Sequence[Said]) -> Iterator[tuple[Said, tuple[str, ...]]]:
    """Give how many of something there are beside a list of more or fewer of them that makes all they have.

    全镇5个嘎查存栏羊42000只，其中 four 嘎查, whose numbers come to 42000只.
    """
    written = text[0].field.text
    if "个" not in written or "其中" not in written:
        return
    for entries in lists_in(text):
        labels = list(entries)
        first = entries[labels[-1]].statement.sentence
        before = [
            said
            for said in text
            if said.statement.sentence == first
            and "个" in said.words
            and said.statement.is_one
            and said.statement.direction is Direction.EXACT
        ]
        for count in before:
            noun = _COUNT_OF.match(written, count.statement.start + count.words.index("个"))
            named = _named(labels, noun["noun"]) if noun else []
            if (
                noun is None
                or len(named) < _LEAST
                or count.statement.start > entries[named[0]].statement.start
            ):
                continue
            whole = [each for each in text if each.statement.start < entries[named[0]].statement.start][-1]
            is_all = whole.statement.low == _sum_of(entries[name] for name in named)
            differs = 0 < abs(count.statement.stated - len(named)) <= _NAMES_MOST
            is_between = count.statement.start < whole.statement.start
            is_between &= "其中" in written[whole.statement.end : entries[named[0]].statement.start]
            if is_all and differs and is_between and whole.statement.sentence == first:
                yield count, tuple(named)


def _named(labels: Sequence[str], noun: str) -> list[str]:
    """Return the last labels of a list that are all called by a noun."""
    named: list[str] = []
    for label in reversed(labels):
        if not label.endswith(noun[:2]) or len(label) <= len(noun):
            break
        named.insert(0, label)
    return named


def counts_said_otherwise(statements: ProjectStatements) -> Iterator[OtherEntry]:
    """Give the count whose result another count of the same makes: 48场 for 40场, each 240人, 9600人次."""
    for text in statements.prose:
        if "每" not in text[0].field.text:
            continue
        for each, many, result in zip(text, text[1:], text[2:], strict=False):
            times = _times_meant(each, many, result)
            if times is None:
                continue
            noun = topic_pairs(_label(many, each))
            same = [
                said
                for other in statements.prose
                for said in other
                if same_unit(said.statement.unit) == same_unit(many.statement.unit)
                and said is not many
                and noun <= pairs_of(_label(said, None))
            ]
            if noun and same and all(said.statement.low == times for said in same):
                yield OtherEntry(many, same[0])


def _times_meant(each: Said, many: Said, result: Said) -> Fraction | None:
    """Return how many times so much each makes a result, where the text says another number of them."""
    one, count, total = each.statement, many.statement, result.statement
    divisors = divisors_of(one) or ()
    is_each = len(divisors) == 1 and divisors[0].word == count.unit and one.low > 0
    is_near = 0 <= count.sentence - one.sentence <= 2 and total.clause - count.clause == 1
    is_plain = all(said.is_one and not divisors_of(said) and not said.each for said in (count, total))
    is_made = {one.dimension, total.dimension} <= PEOPLE or same_unit(one.unit) == same_unit(total.unit)
    if not (is_each and is_near and is_plain and is_made and count.sentence == total.sentence):
        return None
    times = total.low / one.low
    return times if times.denominator == 1 and times > 1 and times != count.low else None
