"""Names that a list has twice, 海晏街70家、海晏街65家、柳汀镇45家, or two parts of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.project_statements import Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_LEAST = 3
_ITEM = late(f"[、，,]?[和及与]?(?P<name>{HAN}{{2,8}}?)")
_LAST_WORDS = late(f"{HAN}{{2,24}}\\Z")
_NO_NAME = late(
    "[每各共计达增减约至为到比第其另再又余]|新[建增设改]|改[建造]|扩建|完成|开展|举办|举行|组织|安排|投入|支付|拨付|购置|安装|更换|培训|检查"
    "|印[制发]|发放|补[贴助]|上年|去年|累计|不[少多低高超]|以[上下内外]|平均|单价|标准"
)


@dataclass(frozen=True, slots=True)
class RepeatedName:
    """A name at its second place, and that of its first."""

    field: FieldText
    name: str
    first: tuple[int, int]
    second: tuple[int, int]
    missing: str = ""


def names_twice(reviewed: ReviewedProject) -> Iterator[RepeatedName]:
    """Give the names that stand twice in one list of names with their numbers, or in two parts of a whole."""
    for field in reviewed.texts:
        if field.key != "target" and field.text.count("、") > 1:
            yield from _in_lists_of_numbers(field)
            yield from _in_lists_of_each(field)
    yield from _in_two_parts(reviewed)


def _in_lists_of_numbers(field: FieldText) -> Iterator[RepeatedName]:
    row: list[tuple[str, Said]] = []
    every = [said for said in said_in(field) if said.statement.dimension is not Dimension.TIME]
    for last, said in pairwise((None, *every)):
        assert said is not None
        name = _name_of(said, last)
        goes_on = name and row and last is not None and _goes_on(last, said)
        if (
            goes_on
            and last is not None
            and _mark(last) == (_mark(row[0][1]) if len(row) > 1 else _mark(last))
        ):
            row.append((name, said))
            continue
        yield from _repeated(row)
        row = [(_last_words(said), said)] if not divisors_of(said.statement) else []
    yield from _repeated(row)


_LISTED_EACH = late(
    f"(?P<names>{HAN}{{2,14}}(?:、{HAN}{{2,8}}){{2,15}})各(?=[^，。；：、0-9]{{0,4}}[0-9一两二三四五])"
)


def _in_lists_of_each(field: FieldText) -> Iterator[RepeatedName]:
    """Give the names that a list has twice of which each has as many: 电工、焊工、电工、中式烹调各1期."""
    for match in _LISTED_EACH.finditer(field.text) if "各" in field.text else ():
        first, *others = match["names"].split("、")
        names = [max((name for name in others if first.endswith(name)), key=len, default=first), *others]
        starts = [match.end("names") - len("、".join(others[at:])) for at in range(len(others))]
        starts.insert(0, match.start() + len(first) - len(names[0]))
        for at, name in enumerate(names):
            before = names.index(name)
            if before < at and len(set(names)) > 1:
                spots = [(starts[each], starts[each] + len(name)) for each in (before, at)]
                yield RepeatedName(field, name, spots[0], spots[1])


def _last_words(said: Said) -> str:
    match = _LAST_WORDS.search(said.statement.before)
    return match[0] if match else ""


def _name_of(said: Said, last: Said | None) -> str:
    """Return what stands between two numbers, without its mark; "" where that is no name."""
    if last is None or said.statement.each or divisors_of(said.statement):
        return ""
    match = _ITEM.fullmatch(said.field.text, last.statement.end, said.statement.start)
    return match["name"] if match and not _NO_NAME.search(match["name"]) else ""


def _goes_on(last: Said, said: Said) -> bool:
    one, other = last.statement, said.statement
    are_alike = one.base == other.base and same_unit(one.unit) == same_unit(other.unit)
    return are_alike and one.sentence == other.sentence and _mark(last) in "、，,"


def _mark(said: Said) -> str:
    """Return the character behind a number."""
    return said.field.text[said.statement.end : said.statement.end + 1]


def _repeated(row: Sequence[tuple[str, Said]]) -> Iterator[RepeatedName]:
    """Give the names of a list that it has twice, beside others; the first may stand behind other words."""
    if len(row) < _LEAST:
        return
    names = [name for name, _ in row]
    first = max((name for name in names[1:] if names[0].endswith(name)), key=len, default=names[0])
    names[0] = first
    for at, name in enumerate(names):
        before = names.index(name)
        is_of_another = any(each != name and each.endswith(name) for each in names[1:])
        if before < at and len(set(names)) > 1 and not is_of_another:
            spots = [_spot(row[each][1], name) for each in (before, at)]
            yield RepeatedName(row[at][1].field, name, spots[0], spots[1])


def _spot(said: Said, name: str) -> tuple[int, int]:
    return said.statement.start - len(name), said.statement.start


_PART = late(
    f"第[一二三四五六七八九十](?:批次?|期|组|轮|片区?|阶段|标段|年)(?:[0-9]{{1,3}}{HAN}{{1,3}})?(?:为|是|包括|[：:])(?P<names>{HAN}{{2,8}}(?:[、和及]{HAN}{{2,8}}){{1,15}})"
)
_MARKS = late("[、和及]")
_RUN = late(f"{HAN}{{2,24}}(?:、{HAN}{{2,24}}){{3,31}}")


def _in_two_parts(reviewed: ReviewedProject) -> Iterator[RepeatedName]:
    """Give the names that two parts of a text have, where a list of all has one that neither has."""
    if not _PART.search(reviewed.prose):
        return
    runs = [match[0].split("、") for match in _RUN.finditer(reviewed.prose)]
    for field in reviewed.texts:
        parts = list(_PART.finditer(field.text)) if field.text.count("第") > 1 else []
        if len(parts) < 2:
            continue
        items = [(name, part) for part in parts for name in _MARKS.split(part["names"])]
        names = [name for name, _ in items]
        twice = [at for at, name in enumerate(names) if names.index(name) < at]
        missing = {each for run in runs if (each := _missing(run, names))}
        if len(twice) == 1 and len(missing) == 1:
            name, part = items[twice[0]]
            first = items[names.index(name)][1]
            if first is not part:
                spots = [_at(field.text, name, each) for each in (first, part)]
                yield RepeatedName(field, name, spots[0], spots[1], missing.pop())


def _missing(run: Sequence[str], names: Sequence[str]) -> str:
    """Return the only name of a list that is not among `names`, of which it has all; "" for another list."""
    if len(run) != len(names):
        return ""
    known = sorted(set(names), key=len, reverse=True)
    own = [
        next((name for name in known if _is_item(item, name, at, len(run))), "")
        for at, item in enumerate(run)
    ]
    lost = [item for item, name in zip(run, own, strict=True) if not name]
    return lost[0] if len(lost) == 1 and set(own) - {""} == set(names) else ""


def _is_item(item: str, name: str, at: int, length: int) -> bool:
    """Tell whether an item is a name; verbs stand before the first one, and a noun behind the last."""
    if at == 0:
        return item.endswith(name)
    return item.startswith(name) if at == length - 1 else item == name


def _at(text: str, name: str, part: re.Match[str]) -> tuple[int, int]:
    start = text.index(name, part.start("names"))
    return start, start + len(name)
