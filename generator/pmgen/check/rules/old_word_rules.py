"""The rules about words that official texts reject, and about names that a reform has put out of use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmgen.check.known.old_words import OldWord, old_words_in, old_words_used
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.late_pattern import late
from pmgen.problems import Severity, message

_YEAR = late("20\\d\\d")
_DOCUMENT_END = late("[；。\n]")


def rejected_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every word for people that official texts reject."""
    return _used(reviewed, old_words_in(reviewed.prose, 0))


def names_out_of_use(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every office, law and term that was no longer there in the project's year."""
    words = old_words_in(reviewed.prose, reviewed.project.fiscal_year)
    return _used(reviewed, [each for each in words if each.since])


def _used(reviewed: ReviewedProject, words: Iterable[OldWord]) -> Iterator[Violation]:
    words = tuple(words)
    for written in reviewed.texts if words else ():
        for start, end, old in old_words_used(written.text, words):
            if (
                written.key == "legal_basis"
                and not old.is_title
                and not _is_dated_later(written.text, end, old)
            ):
                continue
            said = message("{word} is not written any more: {source}", word=old.word, source=old.source)
            repair = message("write {value}", value=old.now) if old.now else None
            spot = part(written.places, written.key, written.text, start, end)
            yield Violation(said, (spot,), written.indicator, repair)


def _is_dated_later(text: str, end: int, old: OldWord) -> bool:
    """Tell whether the document that an office is named for is of a time when it was no longer there."""
    years = _YEAR.findall(_DOCUMENT_END.split(text[end:], 1)[0])
    return bool(years) and old.since <= int(min(years))


OLD_WORDS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N14",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=rejected_words,
        title=message("word for people that official texts reject"),
        reason=message("What is published for everybody to read must offend nobody."),
        repair=message("write the word that laws have"),
        evidence=Evidence.READ,
        source=message("read: the list of words that 新华社 does not use"),
        wrong="三级指标: 残废人生活自理能力\n指标值: 明显增强",
        right="三级指标: 残疾人生活自理能力\n指标值: 明显增强",
    ),
    ProjectRule(
        code="PMG-N15",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=names_out_of_use,
        title=message("office, law or term that is no longer there"),
        reason=message("An old name shows that the text was taken over from before a reform."),
        repair=message("write what it is called today, or strike it"),
        evidence=Evidence.READ,
        source=message(
            "read: 深化党和国家机构改革方案 and 民法典; the other years from memory, not verified"
        ),
        wrong="年度: 2026\n年度绩效目标:\n  - 会同国土资源局核查地块。",
        right="年度: 2026\n年度绩效目标:\n  - 会同自然资源局核查地块。",
        heuristic=True,
    ),
)
