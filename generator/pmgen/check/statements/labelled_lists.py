"""The same list in two texts, with another number at one name: 2021年2.6万亩、2022年3.1万亩."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_LABEL_ENDS = late("[、，,；;：:（(。\\n）)]|[和及与](?=[^和及与]{2,}\\Z)")
_FIRST = late("\\A\\s*(?:[0-9一二三四五六七八九十]{1,2}[.．、)）]|其中|包括|分别为|分别是|含|即)+")
_BETWEEN = late("[、，,；;和及与\\s]*(?P<label>[^、，,；;：:（(。\\n]{1,14}?)(?:约|为|共|计)?")
_NO_NAME = late("合计|共计|总计|总共|小计|累计|其余|剩余|余下|另有?\\Z|\\A(?:以上)?共|[共计]\\Z")
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
