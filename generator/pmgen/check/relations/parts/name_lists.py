"""Lists of names, 东沟、西沟、黑山3个站: counted wrong, or with a name that another list has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, permutations

from pmgen.check.relations.parts.labelled_lists import lists_in
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.project_statements import said_in
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import are_similar, is_word
from pmgen.late_pattern import late

_LIST = late(f"{HAN}{{2,12}}(?:、{HAN}{{2,8}}){{2,30}}")
_COUNT = late(f"(?P<count>[1-9][0-9]?)(?:个|所|家|座|处|间|条|项|类|种|名)(?P<noun>{HAN}{{1,6}})")
_LAST = late("[和及与]")
_OPEN = ("等", "各类", "其他", "其它")
_TOLD_APART = frozenset(
    "东南西北中上下前后左右大小新老旧内外高低早晚春夏秋冬男女公私一二三四五六七八九十甲乙丙丁"
)
_LONGEST_NAME = 6
_MOST_LISTS = 24
_LEAST_SHARED, _LEAST_ALIKE = 2, 3


@dataclass(frozen=True, slots=True)
class NameList:
    """Names of one length at their place in a text, and how many there are to be of what behind them."""

    field: FieldText
    start: int
    end: int
    names: tuple[str, ...]
    count: int = 0
    noun: str = ""


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name in a list, and the one in its place in another list of the same names."""

    field: FieldText
    start: int
    end: int
    usual: str


def name_lists(fields: Sequence[FieldText]) -> tuple[NameList, ...]:
    """Return the lists of three names and more of one length, text by text."""
    texts = (field for field in fields if field.text.count("、") > 1)
    return tuple(islice((found for field in texts for found in _lists_of(field)), _MOST_LISTS))


def _lists_of(field: FieldText) -> Iterator[NameList]:
    for match in _LIST.finditer(field.text):
        first, *between, last = match.group().split("、")
        length = len(between[0])
        if length > _LONGEST_NAME or any(len(each) != length for each in between) or len(first) < length:
            continue
        joined = _LAST.search(last, 2)
        ends = [last[: joined.start()], last[joined.end() :]] if joined else [last]
        is_whole = all(len(each) >= length for each in ends) and len(ends[0][:length]) == length
        if not is_whole or (joined and len(ends[0]) != length) or any(word in match[0] for word in _OPEN):
            continue
        names = (first[-length:], *between, *(each[:length] for each in ends))
        end = match.end() - len(ends[-1]) + length
        start = match.start() + len(first) - length
        counted = _COUNT.match(field.text, end)
        values = (int(counted["count"]), counted["noun"]) if counted else (0, "")
        if len(set(names)) == len(names):
            yield NameList(field, start, counted.end("count") if counted else end, names, *values)


def miscounted_names(lists: Sequence[NameList]) -> Iterator[tuple[NameList, int]]:
    """Give the lists that have one or two names more or fewer than is said, with how many they have.

    The names must be called like what is counted, or another list must have those that are missing.
    """
    for each in lists:
        if not each.count or not 0 < abs(each.count - len(each.names)) <= 2:
            continue
        are_called_so = all(name.endswith(each.noun[:2]) and len(name) > 2 for name in each.names)
        if (are_called_so and len(each.noun) > 1) or any(_has_the_rest(other, each) for other in lists):
            yield each, len(each.names)


def _has_the_rest(other: NameList, each: NameList) -> bool:
    """Tell whether a list that is counted right has some names of another, and as many as that lacks."""
    known, missing = set(each.names), each.count - len(each.names)
    own = set(other.names)
    is_right = other.count == len(other.names)
    return is_right and len(own & known) >= _LEAST_SHARED and 0 < missing == len(own - known)


def names_spelled_otherwise(lists: Sequence[NameList], prose: str) -> Iterator[OtherName]:
    """Give the only name of a list that is another in its place in a list of the same names.

    南浅社区 beside 荷塘、柳岸、南栈、望澜, by one character.
    """
    told: set[str] = set()
    for one, other in permutations(lists, 2):  # Of two that stand once, the later one is told.
        if len(one.names) != len(other.names) or len(one.names) < _LEAST_ALIKE:
            continue
        pairs = [_stems(*pair) for pair in zip(one.names, other.names, strict=True)]
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        if len(differing) != 1 or not _is_slip(*differing[0], len(pairs)):
            continue
        wrong, right = differing[0]
        is_rarer = prose.count(right) > 1 or lists.index(one) > lists.index(other)
        if prose.count(wrong) == 1 and is_rarer and wrong not in told:
            told |= {wrong, right}
            start = one.field.text.index(wrong, one.start)
            yield OtherName(one.field, start, start + len(wrong), right)


def _stems(one: str, other: str) -> tuple[str, str]:
    length = min(len(one), len(other))
    return one[:length], other[:length]


def _is_slip(one: str, other: str, names: int) -> bool:
    """Tell whether two names differ in one character that is taken for the other, or make no words."""
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or _TOLD_APART.issuperset(differing[0]):
        return False
    are_names = names > _LEAST_ALIKE and not is_word(one[:2]) and not is_word(other[:2])
    return are_similar(*differing[0]) or are_names


def lists_of(reviewed: ReviewedProject) -> tuple[NameList, ...]:
    """Return the lists of names in the goals, in 资金用途 and in the notes of the rows."""
    return name_lists([each for each in reviewed.texts if each.key != "target"])


_LEAST_SUFFIX = 2


def labels_otherwise(reviewed: ReviewedProject) -> Iterator[OtherName]:
    """Give the only label of a list of numbers that is none of the names counted elsewhere.

    茶艺实训室 beside 护理实训室 and 面点实训室, where 护理、面点、电工3间实训室 stands.
    """
    counted = [each for each in lists_of(reviewed) if each.count == len(each.names)]
    for field in reviewed.texts if counted else ():
        if field.key == "target":
            continue
        for entries in lists_in(said_in(field)):
            for each in counted:
                found = _other_label(list(entries)[-each.count :], each)
                if found is None:
                    continue
                wrong, right = found
                end = entries[wrong].statement.start
                start = field.text.rfind(wrong, 0, end)
                if start >= 0:
                    yield OtherName(field, start, start + len(wrong), right)


def _other_label(labels: Sequence[str], names: NameList) -> tuple[str, str] | None:
    """Return the label that is no name of a list with the noun that is counted, and the name it lacks."""
    if len(labels) != len(names.names):
        return None
    length = len(names.names[0])
    noun = labels[0][length:]
    if (
        len(noun) < _LEAST_SUFFIX
        or not names.noun.startswith(noun)
        or any(label[length:] != noun for label in labels)
    ):
        return None
    own = [label[:length] for label in labels]
    wrong = [label for label, name in zip(labels, own, strict=True) if name not in names.names]
    missing = [name for name in names.names if name not in own]
    is_one = len(wrong) == len(missing) == 1
    return (wrong[0], missing[0] + noun) if is_one else None


_KINDS = {
    "道路": "路街道巷线",
    "村": "村",
    "社区": "区",
    "街道": "道",
    "镇": "镇",
    "乡镇": "乡镇",
    "河道": "河江溪渠浜沟塘",
    "学校": "校学园院",
    "公园": "园",
    "小区": "区园苑城庭府里",
}
"""What is counted, and with what the name of one of it ends."""
_COUNTED_FOR = late(
    "(?<![0-9.])(?P<count>[2-9]|1[0-9])[个条座所家]?"
    f"(?P<noun>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?P<work>{HAN}{{4,12}})"
)
_LISTED_FOR = late(f"(?:在|对|为)(?P<names>{HAN}{{2,8}}(?:、{HAN}{{2,8}}){{1,15}})")
_SOME_OF_THEM = late(
    "先|首批|[一二]期|批|半年|季度|试点|重点|其中|第[一二]|选|已|去年|上年|[0-9]月|另|再|新增"
)
_WORK = 4


def places_miscounted(fields: Sequence[FieldText]) -> Iterator[tuple[FieldText, int, int, int]]:
    """Give how many places a text counts for a work where another text names more or fewer for it.

    4条道路绿波协调配时 beside 在海汀大道、沽源路、新堤路实施绿波协调配时.
    """
    counted = [
        (field, match)
        for field in fields
        if any(noun in field.text for noun in _KINDS)
        for match in _COUNTED_FOR.finditer(field.text)
    ]
    lists = [match for field in fields for match in _LISTED_FOR.finditer(field.text)] if counted else []
    for field, match in counted:
        work = match["work"][:_WORK]
        named = [count for each in lists if (count := _names_for(each, work, match["noun"]))]
        if len(named) == 1 and 0 < abs(named[0] - int(match["count"])) <= _NEARLY:
            yield field, match.start("count"), match.start("work"), named[0]


def _names_for(listed: re.Match[str], work: str, noun: str) -> int:
    """Return how many places of a kind a list names for a work; 0 where it is one of others."""
    *names, _ = listed["names"].split("、")
    text, last = listed.string, listed.start("names") + len("、".join(names)) + 1
    begin = sentence_start(text, listed.start(), "。；;\n")
    if _SOME_OF_THEM.search(text, begin, listed.start()):
        return 0
    ends = _KINDS[noun]
    follows = late(f"{HAN}{{1,6}}?[{ends}](?:上|内)?(?:开展|实施|进行|推进|组织|实行)?{work}").match(
        text, last
    )
    are_of_kind = all(name.endswith(tuple(ends)) for name in names)
    return len(names) + 1 if follows and are_of_kind and "等" not in follows[0] else 0


_NEARLY = 2
