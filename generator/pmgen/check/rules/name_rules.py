"""Rules about what things are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pmgen.catalog.region import Region
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.miswritten_words import miswritten_in, words_miswritten
from pmgen.check.wording.name_words import BARE_NAMES, around, merged_violations, without_punctuation
from pmgen.check.wording.particles import wrong_particles
from pmgen.check.wording.proofreading import (
    DOUBLED_PARTICLE,
    DOUBLED_PHRASE,
    DOUBLED_WORD,
    WRONG_PARTICLE,
    WRONG_WORD,
    is_on_purpose,
    other_spellings,
    right_particle,
    right_word,
)
from pmgen.check.wording.respelled_names import respelled_names
from pmgen.check.wording.similar_words import (
    NoWord,
    OtherSpelling,
    last_words_misspelled,
    nouns_misspelled,
    refrains_changed,
    spelled_otherwise,
    suspected_pairs,
    words_misspelled,
)
from pmgen.check.wording.unlikely_characters import unlikely_characters
from pmgen.late_pattern import late
from pmgen.model.dates import YEAR
from pmgen.model.records import Indicator
from pmgen.model.terms import Category, CostKind
from pmgen.problems import Message, Severity, message

_COUNTS_SUCH = late(
    r"[\d.]*[^\d，。；的]{1,14}的[^\d，。；]{1,10}"
    "(?:占比|比[例重率]|率|数量?|[次人件天台场户家个期项]数|面积|长度|里程|金额)"
)
"""What goes on behind a value that says which ones a name counts: 不少于80分钟的场次占比."""
_VALUE = late(r"[≥≤]|(?:不少于|不低于|不超过|不高于|不大于|不小于)\d|\d[%％]\Z")


def bare_names(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator whose name does not say what is measured."""
    for indicator in reviewed.project.indicators:
        if _bare(indicator.name) in BARE_NAMES:
            text = message("the name {name} does not say what is measured", name=indicator.name)
            yield Violation(text, (whole(indicator.places, "name"),), indicator, _better_name(indicator))


def _bare(name: str) -> str:
    return without_punctuation(name).removesuffix("指标")


def _better_name(indicator: Indicator) -> Message | None:
    """Return the description as the better name, where it says more than the name."""
    words = indicator.description
    if words and len(words) <= _LONGEST_NAME and _bare(words) != _bare(indicator.name):
        return message("say what is measured, as the description does: {words}", words=words)
    return None


_LONGEST_NAME = 20


def names_of_a_level(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator whose name is that of a first or second level."""
    labels = _labels(reviewed.region)
    for indicator in reviewed.project.indicators:
        if _bare(indicator.name) in labels:
            text = message("the name {name} is that of a level above", name=indicator.name)
            yield Violation(text, (whole(indicator.places, "name"),), indicator, _better_name(indicator))


def _labels(region: Region | None) -> frozenset[str]:
    """Return the words of the first two levels, in general use and on the region's form, without 指标."""
    if region is None:
        return _GENERAL_LABELS
    own = (word for label in region.labels.values() for word in (label.level1, label.level2) if word)
    return _GENERAL_LABELS.union(word.removesuffix("指标") for word in own) - BARE_NAMES


_GENERAL_LABELS = (
    frozenset(
        word.removesuffix("指标")
        for term in (*Category, *CostKind)
        for word in (term.chinese, *term.aliases, "产出指标")
    )
    - BARE_NAMES
)


def slips(reviewed: ReviewedProject) -> Iterable[Violation]:
    """Give wrong characters, words written twice, and words that the project spells in two ways."""
    return merged_violations(
        (
            *_wrong_words(reviewed),
            *_miswritten(reviewed),
            *_no_words(reviewed),
            *_no_nouns(reviewed),
            *_wrong_particles(reviewed),
            *_doubled_words(reviewed),
            *_other_spellings(reviewed),
        )
    )


def _wrong_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    for written, match in reviewed.matches(WRONG_WORD):
        right = right_word(match.group())
        text = message(
            "{word} is written for {right}: {words}",
            word=match.group(),
            right=right,
            words=_quoted(written, match),
        )
        yield Violation(
            text, (_spot(written, match),), written.indicator, message("write {usual}", usual=right)
        )


def _miswritten(reviewed: ReviewedProject) -> Iterator[Violation]:
    known = miswritten_in(reviewed.prose)
    for written in reviewed.texts if known else ():
        for found in words_miswritten(written.text, known):
            end = found.start + len(found.word)
            text = message(
                "{word} is written for {right}: {words}",
                word=found.word,
                right=found.right,
                words=around(written.text, found.start, end),
            )
            spots = (part(written.places, written.key, written.text, found.start, end),)
            yield Violation(text, spots, written.indicator, message("write {usual}", usual=found.right))


def _no_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    known = miswritten_in(reviewed.prose)
    told = [each.word for each in known]
    suspected = {
        pair: right
        for pair, right in suspected_pairs(reviewed.prose).items()
        if not any(pair in word for word in told)
    }
    for written in reviewed.texts:
        last = (
            each
            for each in last_words_misspelled(written.text, reviewed.prose)
            if not any(map(each.written.__contains__, told))
        )
        for start, word, right in (*words_misspelled(written.text, suspected), *last):
            if not WRONG_WORD.match(written.text, start):
                words = around(written.text, start, start + 2)
                text = message(
                    "{word} is no word, {right} may be meant: {words}", word=word, right=right, words=words
                )
                spots = (part(written.places, written.key, written.text, start, start + 2),)
                yield Violation(text, spots, written.indicator, message("write {usual}", usual=right))


def _no_nouns(reviewed: ReviewedProject) -> Iterator[Violation]:
    known = miswritten_in(reviewed.prose)
    told = [each.word for each in words_miswritten(reviewed.prose, known)]
    for noun in nouns_misspelled(reviewed.prose):
        if any(word in noun.written for word in told):
            continue
        for written, match in reviewed.matches(re.compile(re.escape(noun.written))):
            text = message(
                "{word} is no word, {right} may be meant: {words}",
                word=noun.written,
                right=noun.right,
                words=_quoted(written, match),
            )
            repair = message("write {usual}", usual=noun.right)
            yield Violation(text, (_spot(written, match),), written.indicator, repair)


def _wrong_particles(reviewed: ReviewedProject) -> Iterator[Violation]:
    told: set[tuple[int, int]] = set()
    for written, match in reviewed.matches(WRONG_PARTICLE):
        right = right_particle(match.group())
        at = match.start(match.lastindex or 0)
        told.add((id(written), at))
        words = around(written.text, match.start(), match.end(), 4)
        text = message("的 is written for {right}: {words}", right=right, words=words)
        spots = (part(written.places, written.key, written.text, at, at + 1),)
        yield Violation(text, spots, written.indicator, message("write {usual}", usual=right))
    for written in reviewed.texts:
        for found in wrong_particles(written.text):
            if (id(written), found.at) in told:
                continue
            words = around(written.text, found.start, found.end, 4)
            particle = written.text[found.at]
            text = message(
                "{word} is written for {right}: {words}", word=particle, right=found.right, words=words
            )
            spots = (part(written.places, written.key, written.text, found.at, found.at + 1),)
            yield Violation(text, spots, written.indicator, message("write {usual}", usual=found.right))


def _doubled_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    patterns = (DOUBLED_WORD, DOUBLED_PHRASE, DOUBLED_PARTICLE)
    for written, match in chain.from_iterable(map(reviewed.matches, patterns)):
        word = match.group()[: len(match.group()) // 2]
        if not is_on_purpose(word):
            text = message("{word} stands twice: {words}", word=word, words=_quoted(written, match))
            yield Violation(text, (_spot(written, match),), written.indicator, _DOUBLED)


_DOUBLED = message("delete one of the two, or write what was meant")


def _other_spellings(reviewed: ReviewedProject) -> Iterator[Violation]:
    for rare, usual in _spellings(reviewed.prose, _own_names(reviewed), _row_names(reviewed)):
        times = reviewed.prose.count(usual)
        repair = message("one of the two is a slip: write {usual} here, or correct the others", usual=usual)
        for written, match in reviewed.matches(re.compile(re.escape(rare))):
            text = message(
                "{rare} here, but {usual} elsewhere ({times} times): {words}",
                rare=rare,
                usual=usual,
                times=times,
                words=_quoted(written, match),
            )
            yield Violation(text, (_spot(written, match),), written.indicator, repair)


def _own_names(reviewed: ReviewedProject) -> str:
    """Return the names of the project and of its unit."""
    unit = reviewed.project.unit or reviewed.annex.unit
    return "，".join(filter(None, (reviewed.project.name, unit.name if unit else None)))


def _row_names(reviewed: ReviewedProject) -> str:
    return "，".join(dict.fromkeys(each.name for each in reviewed.project.indicators))


def _spellings(text: str, names: str, rows: str) -> Iterator[tuple[str, str]]:
    """Give what is spelled in two ways, the rarer one first, and no slip twice."""
    found = [
        *other_spellings(text),
        *respelled_names(names, rows, text),
        *spelled_otherwise(text),
        *refrains_changed(text),
        *unlikely_characters(text),
    ]
    told = [each.written for each in _told_alone(text)] if found else []
    spots: list[tuple[int, int]] = []
    for rare, usual in found:
        start = text.find(rare)
        end = start + len(rare)
        is_told = any(each in rare or rare in each for each in told)
        if not is_told and not any(start < last and first < end for first, last in spots):
            told.append(rare)
            spots.append((start, end))
            yield rare, usual


def _told_alone(text: str) -> Iterator[NoWord | OtherSpelling]:
    """Give what is told of as no word, wherever else it may be spelled right."""
    yield from (OtherSpelling(each.word, each.right) for each in words_miswritten(text, miswritten_in(text)))
    yield from words_misspelled(text, suspected_pairs(text))
    yield from nouns_misspelled(text)


def _quoted(written: FieldText, match: re.Match[str]) -> str:
    return around(written.text, match.start(), match.end())


def _spot(written: FieldText, match: re.Match[str]) -> ValueSpan:
    return part(written.places, written.key, written.text, match.start(), match.end())


def values_in_names(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator whose name holds a target."""
    for indicator in reviewed.project.indicators:
        match = _VALUE.search(indicator.name)
        if match and not _COUNTS_SUCH.fullmatch(indicator.name, match.end()):
            start, end = match.span()
            words = around(indicator.name, start, end)
            text = message("the name holds a value, which belongs into 指标值 alone: {words}", words=words)
            yield Violation(text, (part(indicator.places, "name", indicator.name, start, end),), indicator)


NAMES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N01",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=bare_names,
        title=message("name that does not say what is measured"),
        reason=message(
            "Nobody can tell from such a name what was promised, nor prove it at the end of the year."
        ),
        repair=message("name the thing that is counted or judged"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Ezhou 2026"),
        wrong="二级指标: 数量指标\n三级指标: 其他\n指标值: ≥200场",
        right="二级指标: 数量指标\n三级指标: 开展招聘会场次\n指标值: ≥200场",
    ),
    ProjectRule(
        code="PMG-N02",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=names_of_a_level,
        title=message("name that only repeats the level above"),
        reason=message(
            "The third level should say more than the second; a name copied from there says nothing."
        ),
        repair=message("name the thing that is counted or judged, or the people who are asked"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Wuhai 2022"),
        wrong="二级指标: 服务对象满意度指标\n三级指标: 服务对象满意度\n指标值: ≥90%",
        right="二级指标: 服务对象满意度指标\n三级指标: 参训学员满意度\n指标值: ≥90%",
    ),
    ProjectRule(
        code="PMG-N04",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=slips,
        title=message("wrong character or doubled word"),
        reason=message("A slip in a published table is what readers pass on."),
        repair=message("correct the word"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025; the word list is of general use"),
        wrong="三级指标: 办公用品购置购置验收合格率",
        right="三级指标: 办公用品购置验收合格率",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-N05",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=values_in_names,
        title=message("target inside the name"),
        reason=message("A value in the name is forgotten when the target changes, and then contradicts it."),
        repair=message("write the value in 指标值 and delete it from the name"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the form, which has a column of its own for the value"),
        wrong="三级指标: 培训合格率≥95%\n指标值: ≥95%",
        right="三级指标: 培训合格率\n指标值: ≥95%",
    ),
)


_DOCUMENT_NUMBER = late(rf"[\[(（【［<〈《](?<={HAN}.)({YEAR})[\])）】］>〉》](?= ?第? ?\d+ ?号)")


def document_numbers(reviewed: ReviewedProject) -> Iterable[Violation]:
    """Give the years of document numbers that stand in other brackets than 〔〕."""
    return merged_violations(
        Violation(
            message(
                "the year of a document number stands in {mark}: {words}",
                mark=match.group()[0] + match.group()[-1],
                words=around(written.text, match.start(), match.end()),
            ),
            (_spot(written, match),),
            written.indicator,
            message("write {year}", year=f"〔{match[1]}〕"),
        )
        for written, match in reviewed.matches(_DOCUMENT_NUMBER)
    )


DOCUMENT_NUMBERS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-P08",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=document_numbers,
        title=message("year of a document number in other brackets than 〔〕"),
        reason=message("Official document numbers put the year into 〔〕."),
        repair=message("write 〔〕 around the year"),
        evidence=Evidence.REMEMBERED,
        source=message("GB/T 9704-2012, from memory, not verified"),
        wrong="立项依据: 津政办规[2020]7号",
        right="立项依据: 津政办规〔2020〕7号",
    ),
)
