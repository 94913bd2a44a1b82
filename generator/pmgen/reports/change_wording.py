"""The words for changes that the terminal and the page both say, and which characters differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

from pmgen.compare import Budget, Change, ChangeKind, ChangeSide, Comparison, FieldName
from pmgen.compare.record_facts import Item, name_of, text_of
from pmgen.model.records import Goal, Indicator, Project, Waiver
from pmgen.model.terms import Horizon
from pmgen.problems import Message, message
from pmgen.reports.report_page import Language

_LONGEST = 1_000_000
"""Above this product of lengths, texts are not compared character by character: it would take seconds."""

_SHORT = 2
"""Fewer characters in common than these between two differences are chance, not a word that stayed."""

Block = tuple[int, int, int]


class TextPiece(NamedTuple):
    """A part of a text; `differs` where the other text has something else."""

    text: str
    differs: bool


def marked(old: str, new: str) -> tuple[tuple[TextPiece, ...], tuple[TextPiece, ...]]:
    """Return both texts in pieces; put together they are the texts again."""
    blocks = _common(old, new)
    return tuple(_pieces(old, [(a, size) for a, _, size in blocks])), tuple(
        _pieces(new, [(b, size) for _, b, size in blocks])
    )


def _common(old: str, new: str) -> list[Block]:
    if len(old) * len(new) > _LONGEST:
        return []
    found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    edges = {(0, 0), (len(old), len(new))}
    return [
        (a, b, size)
        for a, b, size in found
        if size >= _SHORT or (size and ((a, b) in edges or (a + size, b + size) in edges))
    ]


def _pieces(text: str, kept: Sequence[tuple[int, int]]) -> Iterator[TextPiece]:
    here = 0
    for start, size in kept:
        if start > here:
            yield TextPiece(text[here:start], True)
        if size:
            yield TextPiece(text[start : start + size], False)
        here = start + size
    if here < len(text):
        yield TextPiece(text[here:], True)


CHANGE_KINDS = {
    ChangeKind.ADDED: message("added"),
    ChangeKind.REMOVED: message("removed"),
    ChangeKind.RENAMED: message("renamed"),
    ChangeKind.MOVED: message("moved"),
    ChangeKind.AMOUNT: message("amount changed"),
    ChangeKind.VALUE: message("value changed"),
    ChangeKind.UNIT: message("unit changed"),
    ChangeKind.TEXT: message("words changed"),
    ChangeKind.YEAR: message("only another year"),
    ChangeKind.WRITING: message("only written otherwise"),
    ChangeKind.UNREAD: message("not compared, for the other side could not be read"),
}
_TELLING = (ChangeKind.RENAMED, ChangeKind.MOVED, ChangeKind.UNIT, ChangeKind.YEAR, ChangeKind.WRITING)
"""Kinds that old and new do not tell by themselves."""

_HORIZONS = {
    Horizon.ANNUAL: message("annual goal"),
    Horizon.MID_TERM: message("mid-term goal"),
    Horizon.LONG_TERM: message("long-term goal"),
}


NOT_WHOLE = message("the totals are not compared, for not every file could be read")


def field_words(field: FieldName | None, language: Language) -> str:
    """Return the name of a field as readers know it; a part of a target is called as the whole."""
    if field is None:
        return ""
    name = field.english if language.tag == "en" else field.chinese
    return name.split(".")[0] if field.english.startswith("target.") else name


def item_words(item: Item, language: Language) -> str:
    """Return what kind of thing an item is: its category, its horizon, or that it is a waiver."""
    match item:
        case Indicator():
            return str(item.category.value) if language.tag == "en" else item.category.chinese
        case Goal():
            return language.say(_HORIZONS[item.horizon])
        case Waiver():
            return language.say(message("waiver"))


def short_name(item: Item) -> str:
    """Return by what an item is known behind its kind: a goal, whose text is long, by its number."""
    return str(item.seq) if isinstance(item, Goal) else name_of(item)


def side_words(change: Change, language: Language, every_unit: bool = False) -> tuple[str, str]:
    """Return what stands on both sides; a unit that both have may be said once, behind the new amount."""
    old, new = change.old, change.new
    with_unit = every_unit or old is None or new is None or old.unit != new.unit
    return _side(change, old, with_unit, language), _side(change, new, True, language)


def _side(change: Change, side: ChangeSide | None, with_unit: bool, language: Language) -> str:
    if side is None:
        return ""
    if change.field is not None and change.field.english == "order":
        return language.say(message("no. {number}", number=side.text))
    return f"{side.text} {side.unit}" if side.unit and with_unit else side.text


def remarks(change: Change, likeness: Fraction | None = None) -> Iterator[Message]:
    """Yield what is to say of a change beside old and new: by how much, or of what kind it is.

    `likeness` tells of a new name that nothing else says that both are the same.
    """
    if change.points is not None:
        yield message("{points} percentage points", points=signed(change.points))
    elif change.percent is not None:
        yield message("{percent}%", percent=signed(change.percent))
    if change.kind is ChangeKind.UNIT and change.same:
        yield message("only the unit changed, the value is the same")
    elif change.kind is ChangeKind.RENAMED and likeness is not None:
        yield message("renamed, {share}% alike", share=int(likeness * 100))
    elif change.kind in _TELLING or change.old is None or change.new is None:
        yield CHANGE_KINDS[change.kind]


def item_facts(item: Item, language: Language) -> tuple[str, ...]:
    """Return what is to know of an item that stands on one side only."""
    if not isinstance(item, Indicator):
        return (name_of(item),)
    score = () if item.score is None else (message("score {score}", score=item.score),)
    return (item.name, text_of(item.target), *map(language.say, score))


def project_facts(project: Project) -> tuple[Message, ...]:
    """Return what is to know of a project that stands on one side only."""
    total, unit = project.funding.annual.total, project.funding.amount_unit
    money = () if total is None else (message("budget {amount} {unit}", amount=total, unit=unit.chinese),)
    return (*money, message("{count} indicators", count=len(project.indicators)))


def sum_words(comparison: Comparison) -> Message:
    """Return how many projects there are on both sides, and what became of them."""
    return message(
        "projects {old} → {new}: {added} added, {removed} removed, {renamed} renamed",
        old=comparison.old_sum.projects,
        new=comparison.new_sum.projects,
        added=comparison.projects_that(ChangeKind.ADDED),
        removed=comparison.projects_that(ChangeKind.REMOVED),
        renamed=comparison.projects_that(ChangeKind.RENAMED),
    )


def missing_totals(comparison: Comparison) -> Iterator[Message]:
    """Yield for each side how many projects the sum lacks because they do not say their total."""
    old, new = comparison.old_sum.missing, comparison.new_sum.missing
    if old:
        yield message("the old total lacks {count} projects that do not say theirs", count=old)
    if new:
        yield message("the new total lacks {count} projects that do not say theirs", count=new)


def budget_words(budget: Budget) -> tuple[str, str, str, str]:
    """Return a budget on both sides, by how much it grew, and that in percent."""
    share = budget.percent or None
    return (
        "—" if budget.old is None else f"{budget.old:,f}",
        "—" if budget.new is None else f"{budget.new:,f}",
        f"{budget.difference:+,f}" if budget.difference else "",
        "" if share is None else f"{signed(share)}%",
    )


def signed(number: Decimal) -> str:
    """Return a number with its sign and separators, without zeros at its end."""
    text = f"{number:+,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rolled_over(comparison: Comparison) -> int:
    """Return how many changes only go along with the budget year."""
    return sum(entry.change.kind is ChangeKind.YEAR for entry in comparison.entries())


def rolled_words(count: int) -> Message:
    """Return that so many changes only go along with the budget year."""
    return message("{count} changes only go along with the year", count=count)


def money_first(changes: Iterable[Change]) -> list[Change]:
    """Return the changes in order, those of money before all others."""
    return sorted(changes, key=lambda change: change.kind is not ChangeKind.AMOUNT)
