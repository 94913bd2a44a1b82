"""Rules about the numbers of one phrase: changes, ranges, years, lists that are counted, ordinals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from pmgen.check.relations.amounts.prizes import turned_prizes
from pmgen.check.relations.days.clock_spans import miscounted_hours, turned_clock_spans
from pmgen.check.relations.days.progress import falling_progress
from pmgen.check.relations.days.spans_of_days import (
    miscounted_days,
    miscounted_months,
    overlapping_spans,
    turned_spans,
)
from pmgen.check.relations.parts.labelled_lists import miscounted_labels
from pmgen.check.relations.parts.listed_times import miscounted_lists
from pmgen.check.relations.parts.name_lists import lists_of, miscounted_names, places_miscounted
from pmgen.check.relations.parts.repeated_names import names_twice
from pmgen.check.relations.phrases.phrases import other_ordinals, other_years, turned_changes, unfit_phrases
from pmgen.check.relations.phrases.rounds import more_in_the_next_round
from pmgen.check.relations.rows.row_fit import opposite_changes
from pmgen.check.relations.shares.shares_of_one import wrong_wholes
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
)
from pmgen.check.statements.project_statements import said_in, statements_of
from pmgen.late_pattern import late
from pmgen.model.numerals import exact_text
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_HAS_ORDER = late("第|[（(](?:19|20)[0-9]{2}")
_IN_ROWS = ("name", "description", "remark")


def _prose(reviewed: ReviewedProject) -> Iterator[FieldText]:
    for field in reviewed.texts:
        is_goal = field.goal is not None and field.key == "text"
        if is_goal or field.key == "purpose" or (field.indicator is not None and field.key in _IN_ROWS):
            yield field


def _span(field: FieldText, start: int, end: int) -> ValueSpan:
    return part(field.places, field.key, field.text, start, end)


def changes_against_numbers(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every change whose numbers go the other way, and every row that calls a fall of a goal a rise."""
    for field in _prose(reviewed):
        for turned in turned_changes(said_in(field)):
            start, end = turned.start.statement.start, turned.end.statement.end
            words = field.text[start:end]
            text = message("{words}: the numbers do not say {change}", words=short(words), change=turned.word)
            yield Violation(text, (_span(field, start, end),), field.indicator)
    statements = statements_of(reviewed)
    goals = [said for text in statements.prose for said in text]
    for promise, said in opposite_changes(statements.promises, goals):
        name = promise.indicator.name
        text = message(
            "the goal says {words}; the indicator is {name}", words=short(said.clause), name=short(name)
        )
        spots = (part(promise.indicator.places, "name", name, 0, len(name)), said.spot)
        yield Violation(text, spots, promise.indicator)


def phrases_that_do_not_fit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every range that begins with the greater number, and every time or list that is counted wrong."""
    for field in _prose(reviewed):
        for unfit in unfit_phrases(field.text):
            words = short(field.text[unfit.start : unfit.end])
            text = (
                message("{words} begins with the greater number", words=words)
                if unfit.count is None
                else message("{words}: that makes {count}", words=words, count=unfit.count)
            )
            yield Violation(text, (_span(field, unfit.start, unfit.end),), field.indicator)
        for start, end in turned_clock_spans(field.text):
            text = message("{words} ends before it begins", words=field.text[start:end])
            repair = message("write 次日, or correct the hours")
            yield Violation(text, (_span(field, start, end),), field.indicator, repair)
        for start, end, hours in miscounted_hours(field.text):
            text = message(
                "{words}: that makes {count}",
                words=short(field.text[start:end]),
                count=exact_text(Decimal(round(hours * 100)).scaleb(-2)),
            )
            yield Violation(text, (_span(field, start, end),), field.indicator)
        for wrong in wrong_wholes(field.text):
            words = short(field.text[wrong.start : wrong.end])
            text = message(
                "{words}: the shares make {made}, not {whole}",
                words=words,
                made=wrong.made,
                whole=wrong.whole,
            )
            yield Violation(text, (_span(field, wrong.start, wrong.end),), field.indicator)
        yield from _wrong_spans(field, reviewed.project.fiscal_year)
        yield from _wrong_orders(field)
    yield from _wrong_lists(reviewed)


def _wrong_spans(field: FieldText, year: int | None) -> Iterator[Violation]:
    """Give every span that has other days or months than is said of it, or ends before it begins."""
    counted = (miscounted_days(field.text, year), miscounted_months(field.text), miscounted_lists(field.text))
    for start, end, count in chain.from_iterable(counted):
        text = message("{words}: that makes {count}", words=short(field.text[start:end]), count=count)
        yield Violation(text, (_span(field, start, end),), field.indicator)
    for earlier, later in overlapping_spans(field.text, year):
        text = message(
            "{later} begins before {earlier} is over, and one is to follow the other",
            later=field.text[later.start : later.end],
            earlier=field.text[earlier.start : earlier.end],
        )
        spots = (_span(field, later.start, later.end), _span(field, earlier.start, earlier.end))
        yield Violation(text, spots, field.indicator, message("correct one of the two days"))
    for start, end in turned_spans(field.text):
        text = message("{words} ends before it begins", words=field.text[start:end])
        repair = message("correct one of the two days")
        yield Violation(text, (_span(field, start, end),), field.indicator, repair)


def _wrong_orders(field: FieldText) -> Iterator[Violation]:
    """Give every number of all so far that has fallen, prize above a higher one, and later round of more."""
    for later, earlier in falling_progress(said_in(field)):
        text = message(
            "{later} is less than {earlier} before", later=short(later.clause), earlier=earlier.words
        )
        yield Violation(text, (later.spot, earlier.spot), field.indicator)
    for lower, higher in turned_prizes(said_in(field)):
        text = message("{lower} is more than {higher}", lower=short(lower.words), higher=short(higher.words))
        yield Violation(text, (lower.worth.spot, higher.worth.spot), field.indicator)
    for after, before in more_in_the_next_round(said_in(field)):
        text = message(
            "{lower} is more than {higher}", lower=short(after.clause), higher=short(before.clause)
        )
        yield Violation(text, (after.spot, before.spot), field.indicator)


def _wrong_lists(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every list of names that has more or fewer than is said."""
    for found, count in miscounted_names(lists_of(reviewed)):
        field = found.field
        words = f"{'、'.join(found.names)}{found.count}"
        text = message("{words}: that makes {count}", words=short(words), count=count)
        yield Violation(text, (_span(field, found.start, found.end),), field.indicator)
    for prose in statements_of(reviewed).prose:
        for counted, labels in miscounted_labels(prose):
            field, start = counted.field, counted.statement.start
            words = short(field.text[start : field.text.index("其中", start)].rstrip("，（("))
            text = message("{words}: that makes {count}", words=words, count=len(labels))
            yield Violation(text, (counted.spot,), counted.field.indicator)
    for field, start, end, count in places_miscounted(list(_prose(reviewed))):
        text = message("{words}: that makes {count}", words=field.text[start:end], count=count)
        yield Violation(text, (_span(field, start, end),), field.indicator)
    for name in names_twice(reviewed):
        field = name.field
        text = (
            message(
                "{name} stands twice in the parts, and {missing} in none",
                name=name.name,
                missing=name.missing,
            )
            if name.missing
            else message("{name} stands twice in one list", name=name.name)
        )
        spots = (_span(field, *name.second), _span(field, *name.first))
        yield Violation(text, spots, field.indicator, message("write the name that is meant"))


def another_ordinal(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every text that speaks of another 届 or 期, or of other years, than the project's name."""
    name = reviewed.project.name
    if not _HAS_ORDER.search(name):
        return
    for field in _prose(reviewed):
        for start, end, own in (*other_ordinals(name, field.text), *other_years(name, field.text)):
            text = message(
                "{words} here, and {own} in the project's name", words=field.text[start:end], own=own
            )
            yield Violation(text, (_span(field, start, end),), field.indicator)


PHRASES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R10",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=changes_against_numbers,
        title=message("change that its numbers do not make"),
        reason=message("Who reads of a rise to less does not know which of the two is wrong."),
        repair=message("exchange the numbers, or correct one of them or the word"),
        evidence=Evidence.REASONED,
        source=message("reasoned: what rises ends with the greater number"),
        wrong="年度绩效目标:\n  - 持证率由58%提高到50%。",
        right="年度绩效目标:\n  - 持证率由50%提高到58%。",
    ),
    ProjectRule(
        code="PMG-R11",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=phrases_that_do_not_fit,
        title=message("numbers of one phrase that do not fit"),
        reason=message(
            "A range begins with the smaller number; years and lists have as many parts as is said."
        ),
        repair=message("count again, and correct the number or what it counts"),
        evidence=Evidence.REASONED,
        source=message("reasoned: everybody counts"),
        wrong="年度绩效目标:\n  - 抽查三表（水表、电表），冷藏温度保持在8℃至2℃。",
        right="年度绩效目标:\n  - 抽查三表（水表、电表、燃气表），冷藏温度保持在2℃至8℃。",
    ),
    ProjectRule(
        code="PMG-R15",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=another_ordinal,
        title=message("ordinal of another year"),
        reason=message("A text that is taken over from the last contest still has its number."),
        repair=message("write the number that the project's name has, or correct the name"),
        evidence=Evidence.REASONED,
        source=message("reasoned: texts are taken over from the year before"),
        wrong="项目名称: 第五届职业技能竞赛\n年度绩效目标:\n  - 举办第四届职业技能竞赛。",
        right="项目名称: 第五届职业技能竞赛\n年度绩效目标:\n  - 举办第五届职业技能竞赛。",
    ),
)
