"""What one text of a project calls by the opposite word, or gives another range of ages, than the others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import MEASURES, pairs_of, topic_pairs
from pmgen.check.wording.similar_words import is_word, similar_words_of
from pmgen.late_pattern import late

_SETS = """
    公办/民办 公立/私立/民营 国有/民营 城镇/农村 城市/农村 内资/外资 进口/出口 职工/居民 男性/女性
    小学/中学 初中/高中 线上/线下 室内/室外 早稻/晚稻 春季/秋季 地表/地下 生活/工业/建筑/餐厨 老年/青年/儿童
    国道/省道/县道/乡道/村道 省级/市级/区级/县级/镇级/村级 一级/二级/三级
    甲级/乙级 主干/次干 在职/退休 学前/高等
"""
_OPPOSITES = [frozenset(each.split("/")) for each in _SETS.split()]
_WORD = late("|".join(sorted({word for each in _OPPOSITES for word in each})))
_LISTED = late("[、和与及或/]")
_AGES = late(
    rf"(?P<low>\d{{1,3}})(?:周?岁)?(?:至|到|[-—–~～])(?P<high>\d{{1,3}})周?岁(?:的)?(?P<noun>{HAN}{{2}})"
)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Words of a text and the words that the rest of the project has for the same thing."""

    field: FieldText
    start: int
    end: int
    usual: str

    @property
    def words(self) -> str:
        """Return the words as they stand in the text."""
        return self.field.text[self.start : self.end]


def said_otherwise(reviewed: ReviewedProject) -> Iterator[Otherwise]:
    """Give the words and the ages of single texts that the project's name or its other texts contradict."""
    fields = [each for each in reviewed.texts if each.key != "target"]
    yield from _opposite_words(reviewed.project.name, fields, reviewed.prose)
    yield from _other_ages(fields)
    yield from _other_least_ages(fields)
    yield from _against_the_name(reviewed.project.name, fields)
    yield from _another_purpose(reviewed)
    yield from _another_last_word(reviewed)


_FEE = (
    "减半收[取费]|半价|优惠价|(?:按[^，。；]{0,8}标准|适当|象征性)收[取费]"
    "|向[^，。；不]{1,10}(?:收取|收费)|由[^，。；不]{1,8}(?:自费|自付|自理|承担[^，。；]{0,4}费)"
)
_DONE_FOR_MONEY = "有偿(?=提供|实施|开展|发放|安装|{words})"
_AGAINST = (
    ("免费(?!用)|免收|免除", f"{_FEE}|{_DONE_FOR_MONEY}"),
    ("无偿", f"{_FEE}|{_DONE_FOR_MONEY}"),
    (
        "自愿",
        "强制(?:参加|缴纳|投保|参保|购买|实施|要求|安装|推行|报名|搬迁)|一律(?:参加|缴纳|投保|参保|购买)",
    ),
    ("强制", "自愿(?:参加|送检|申请检|投保|参保)"),
    ("公益", "(?:以|为)[营盈]利为目的|[营盈]利性(?={words}|开放|运营|经营)"),
    ("公开|公示", "不(?:予|对外|向社会)*(?:公开|公示)(?:结果|名单|内容|信息|进行|举行|听证|招聘|选聘|遴选)"),
)
"""What a project's name says of all that it does, and what is said against it."""
_NO_FEE = late("不|禁|无|未|免|原|曾|前|非|其他|以外|除|超|外|杜绝|查处|清理|依法|涉|打击|整治|惩|防止")
_NEAR = 40


def _against_the_name(name: str, fields: Sequence[FieldText]) -> Iterator[Otherwise]:
    """Give every fee that is taken for what the project's name calls free, and the like."""
    for said, pattern in _AGAINST:
        own = re.search(said, name)
        if own is None or "收费" in name:
            continue
        against = late(pattern.replace("{words}", name[own.end() : own.end() + 2] or "提供"))
        for field in fields if not against.search(name) else ():
            for match in against.finditer(field.text):
                before = re.split("[，。；]", field.text[max(0, match.start() - _NEAR) : match.start()])[-1]
                if not _NO_FEE.search(before + match.group().lstrip("不")):
                    yield Otherwise(field, match.start(), match.end(), own.group())


def _opposite_words(name: str, fields: Sequence[FieldText], prose: str) -> Iterator[Otherwise]:
    """Give 公办幼儿园 in a project that is named for 民办幼儿园 and says 公办 nowhere else."""
    for own in _WORD.finditer(name):
        usual = name[own.start() : own.end() + 2]
        others = {word for each in _OPPOSITES if own.group() in each for word in each} - {own.group()}
        for other in others:
            words = f"{other}{usual[2:]}"
            if len(usual) < 4 or prose.count(other) != 1 or prose.count(usual) < 2 or other in name:
                continue
            for field in fields:
                at = field.text.find(words)
                if at >= 0 and own.group() not in field.text and not _is_listed(field.text, at, at + 2):
                    yield Otherwise(field, at, at + len(words), usual)


def _is_listed(text: str, start: int, end: int) -> bool:
    return bool(_LISTED.match(text, end) or (start and _LISTED.match(text, start - 1)))


def _other_ages(fields: Sequence[FieldText]) -> Iterator[Otherwise]:
    """Give the ages of a text where the only other one for the same people differs at one end."""
    said: dict[str, list[tuple[FieldText, re.Match[str]]]] = defaultdict(list)
    for field in fields:
        if "岁" in field.text:
            for match in _AGES.finditer(field.text):
                said[match["noun"]].append((field, match))
    for found in said.values():
        ranges = {(match["low"], match["high"]) for _, match in found}
        of_fields = {id(field) for field, _ in found}
        of_goals = {(match["low"], match["high"]) for field, match in found if field.goal is not None}
        if len(ranges) != 2 or len(of_fields) != len(found) or ranges == of_goals:
            continue
        one, other = ranges
        if (one[0] == other[0]) is (one[1] == other[1]):
            continue
        (first, usual), *_ = found
        for field, match in found:
            if (match["low"], match["high"]) != (usual["low"], usual["high"]):
                yield Otherwise(field, match.start(), match.end(), first.text[usual.start() : usual.end()])
                break


_LEAST_AGE = late(f"(?P<age>[0-9]{{1,3}})周?岁(?:[（(]含[)）])?及?以(?P<side>[上下])的?(?P<noun>{HAN}{{2}})")
_ANY_AGE = late("([0-9]{1,3})(?=周?岁)")
_NUMBER = late("[0-9]+(?:\\.[0-9]+)?")
_NEARLY = 3, 4
"""How much of what a row is about must stand in the goals: three of four pairs of characters."""


def _other_least_ages(fields: Sequence[FieldText]) -> Iterator[Otherwise]:
    """Give the age of a row for more people than the goals have, which have its number and all else of it."""
    goals = [field.text for field in fields if field.goal is not None and "岁" in field.text]
    said = {match.groups() for text in goals for match in _LEAST_AGE.finditer(text)}
    if len({(age, side) for age, side, _ in said}) != 1:
        return
    written = "\n".join(goals)
    ages = Counter(match[1] for field in fields for match in _ANY_AGE.finditer(field.text))
    for field in fields:
        match = _LEAST_AGE.search(field.text) if field.indicator and field.key == "name" else None
        if match is None or ages[match["age"]] > 1:
            continue
        usual = next((age for age, *rest in said if [*match.groups()[1:]] == rest), "")
        if usual and _is_wider(match, usual) and _is_of(field, match, written):
            behind = field.text[match.end("age") : match.end("side")]
            yield Otherwise(field, match.start(), match.end("side"), f"{usual}{behind}")


def _is_wider(match: re.Match[str], usual: str) -> bool:
    """Tell whether an age has people whom another has not: fewer years and more, or more and fewer."""
    age, other = int(match["age"]), int(usual)
    return age < other if match["side"] == "上" else age > other


def _is_of(field: FieldText, match: re.Match[str], written: str) -> bool:
    """Tell whether goals have what a row is about but for its age, and the number of its target."""
    assert field.indicator
    number = _NUMBER.search(field.indicator.target.written)
    topic = topic_pairs(f"{field.text[: match.start()]} {field.text[match.start('noun') :]}")
    known = len(topic & pairs_of(written))
    return bool(number and number[0] in written) and known * _NEARLY[1] >= len(topic) * _NEARLY[0]


_SHORTEST = 4
_LEAST_STRANGE = 3
_LONGEST_HEAD = 20
_HEAD_BEGINS = late(".*(?:用于|主要|[、，；。：]|对|为|开展|实施)")
_JOINED = late("[的和及与等各]")


def _another_purpose(reviewed: ReviewedProject) -> Iterator[Otherwise]:
    """Give the work of a 资金用途 that no goal and no row has, in place of that in the project's name."""
    name = reviewed.project.name
    rows = [each for each in reviewed.texts if each.goal is not None or each.indicator is not None]
    for field in reviewed.texts:
        if field.key != "purpose":
            continue
        ends = (name[at:] for at in range(_SHORTEST, len(name) - _SHORTEST + 1))
        end = next((each for each in ends if each in field.text), "")
        own, at = name.removesuffix(end), field.text.find(end)
        other = _HEAD_BEGINS.sub("", field.text[max(0, at - _LONGEST_HEAD) : at])
        if not end or _JOINED.search(other) or not pairs_of(own).isdisjoint(pairs_of(field.text)):
            continue
        strange = pairs_of(other)
        in_goals, in_rows = (
            "\n".join(each.text for each in rows if (each.goal is None) is is_row) for is_row in (False, True)
        )
        is_own = own[-_SHORTEST:] in in_goals and own[-_SHORTEST:] in in_rows
        if (
            is_own
            and len(strange) >= _LEAST_STRANGE
            and strange.isdisjoint(pairs_of(f"{in_goals} {in_rows}"))
        ):
            yield Otherwise(field, at - len(other), at, own)


_NAME_ENDS = late("(?:经费|项目|工作|专项|费|服务)*\\Z")
_MEASURED = "(?=(?:[台件次批例项个份]数|数量|次数|合格|完成|及时|覆盖|费|率|周期|报告|时间|成本)|\\Z)"
_LEAST_ROWS = 2


def _another_last_word(reviewed: ReviewedProject) -> Iterator[Otherwise]:
    """Give the last word of a name that stands nowhere else, where rows measure one of like sound.

    运维鉴定, and in the rows 检定数量 and 检定合格率.
    """
    own = next((each for each in reviewed.texts if each.indicator is None and each.key == "name"), None)
    if own is None:
        return
    end = len(_NAME_ENDS.sub("", own.text))
    word, rest = own.text[end - 2 : end], "\n".join(each.text for each in reviewed.texts if each is not own)
    if len(word) < 2 or word in rest or word in MEASURES or not is_word(word):
        return
    for other in similar_words_of(word):
        measured = late(other + _MEASURED) if other in rest and other not in own.text else None
        names = [each.name for each in reviewed.project.indicators if measured and measured.search(each.name)]
        if len(names) >= _LEAST_ROWS and other not in MEASURES and rest.count(other) > len(names):
            yield Otherwise(own, end - 2, end, other)
