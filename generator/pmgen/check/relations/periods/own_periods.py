"""Periods that a project names and dates, 作业期为4月1日至9月30日, beside what is due before they begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmgen.check.relations.days.spans_of_days import Span, spans_in
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline
from pmgen.model.terms import Category

_NAMED_BEFORE = late(
    f"(?:反映|确保|力争|[在于])?(?P<name>{HAN}{{1,6}}期)(?:为|是|从|自|在|[（(：:])*(?:每年|当年)?\\Z"
)
_NAMED_BEHIND = late(f"[）)]?的?(?P<name>{HAN}{{0,6}}期)(?!间|限|内|满|末|后)")
_BEFORE = late(
    f"(?:反映|确保|力争|[在于])?(?P<name>{HAN}{{1,6}}?期)(?:正式)?(?:开始|来临|到来|开启|启动)?之?前(?!后)"
)
_UP_TO = late("[。；;\\n前后]|期间")
_NO_PERIODS = (
    *("工期", "到期", "按期", "定期", "日期", "周期", "分期", "长期", "近期", "前期", "后期", "同期", "学期"),
    *("保期", "有效期", "保修期", "质保期"),
)
_LONGEST = 12
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class LateForPeriod:
    """A row that is due when a period has begun before which it must be done, with where that is dated."""

    indicator: Indicator
    period: str
    span: Span
    field: FieldText


def late_for_their_periods(reviewed: ReviewedProject) -> Iterator[LateForPeriod]:
    """Give the rows that are due behind the first day of the period before which texts want them done.

    Where the project dates one period only, another name for it is enough if the row is due behind its end.
    """
    if "期" not in reviewed.prose or "前" not in reviewed.prose:
        return
    due = [each for each in reviewed.of(Category.TIMELINESS) if isinstance(each.target, Deadline)]
    periods = _periods(reviewed) if due else {}
    if not periods:
        return
    for indicator in due:
        day = indicator.target.date if isinstance(indicator.target, Deadline) else None
        for name in _before_which(indicator, reviewed) if day else ():
            found = _period_called(name, periods)
            if found is None or day is None:
                continue
            span, field, is_its_name = found
            if day > (span.first if is_its_name else span.last):
                yield LateForPeriod(indicator, name, span, field)
                break


def _periods(reviewed: ReviewedProject) -> Mapping[str, tuple[Span, FieldText]]:
    """Return the periods that texts date, by their names; none that is dated twice."""
    found: dict[str, tuple[Span, FieldText]] = {}
    for field in reviewed.texts:
        if field.key == "target" or "月" not in field.text or "期" not in field.text:
            continue
        for span in spans_in(field.text, reviewed.project.fiscal_year):
            name = _name_of(field.text, span)
            if not name:
                continue
            known = found.setdefault(name, (span, field))
            if (known[0].first, known[0].last) != (span.first, span.last):
                return {}
    return found


def _name_of(text: str, span: Span) -> str:
    before = _NAMED_BEFORE.search(text, max(0, span.start - _LONGEST), span.start)
    match = before or _NAMED_BEHIND.match(text, span.end)
    name = match["name"] if match else ""
    return "" if name.endswith(_NO_PERIODS) else name


def _before_which(indicator: Indicator, reviewed: ReviewedProject) -> Iterator[str]:
    """Give the periods before which a row, or a goal that speaks of it, wants it done."""
    own = f"{indicator.name} {indicator.description or ''} {indicator.remark or ''}"
    for match in _BEFORE.finditer(own):
        yield match["name"]
    subject = topic_pairs(indicator.name)
    for goal in reviewed.project.goals if subject else ():
        for match in _BEFORE.finditer(goal.text):
            end = _UP_TO.search(goal.text, match.end())
            clause = goal.text[match.end() : end.start() if end else len(goal.text)]
            if len(subject & pairs_of(clause)) >= _ALIKE * len(subject):
                yield match["name"]


def _period_called(
    name: str, periods: Mapping[str, tuple[Span, FieldText]]
) -> tuple[Span, FieldText, bool] | None:
    """Return the period of that name; or the only one that there is, if the name is no other season."""
    if name.endswith(_NO_PERIODS):
        return None
    for known, (span, field) in periods.items():
        if known.endswith(name) or name.endswith(known):
            return span, field, True
    if len(periods) == 1 and name not in _SEASONS:
        ((span, field),) = periods.values()
        return span, field, False
    return None


_SEASONS = frozenset(["汛期", "供暖期", "采暖期", "防火期", "禁渔期", "休渔期", "寒假期", "暑假期", "假期"])
"""Periods that everybody knows, whether or not a project dates them."""
