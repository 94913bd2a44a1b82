"""A comparison as JSON for programs: keys in English that stay, every number as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from pmgen.compare import Change, ChangeSide, Comparison, Fact, ItemChanges, Pair, ProjectChanges, facts_of
from pmgen.compare.annex_changes import BudgetSum
from pmgen.compare.annex_comparison import budget_of
from pmgen.compare.record_facts import Item, Record, name_of
from pmgen.model.records import Annex, Goal, Indicator, Project, Waiver
from pmgen.problems import SourcePlace

Json = dict[str, object]
FileNaming = Callable[[str], str]
"""What turns the name of a file into the one to show."""

VERSION = "1"


def changes_json(comparisons: Sequence[Comparison], named: FileNaming) -> str:
    """Return the comparisons as one JSON object; `docs/diff.zh-CN.md` says what its keys mean."""
    is_same = all(comparison.is_empty for comparison in comparisons)
    annexes = [_annex(comparison, named) for comparison in comparisons]
    whole = {"version": VERSION, "same": is_same, "annexes": annexes}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _annex(comparison: Comparison, named: FileNaming) -> Json:
    pair = comparison.pair
    budget = budget_of(comparison)
    # A sum that lacks what could not be read would be taken for the budget.
    sums = (comparison.old_sum, comparison.new_sum) if comparison.is_whole else (None, None)
    return {
        "key": comparison.key,
        "old": _annex_head(pair.old, sums[0], named),
        "new": _annex_head(pair.new, sums[1], named),
        "whole": comparison.is_whole,
        "percent": _number(budget.percent) if comparison.is_whole else None,
        "changes": [_change(change, named) for change in comparison.changes],
        "items": [_item(item, named) for item in comparison.items],
        "projects": [_project(project, named) for project in comparison.projects if project.count],
    }


def _annex_head(annex: Annex | None, total: BudgetSum | None, named: FileNaming) -> Json | None:
    if annex is None:
        return None
    return {
        "file": named(annex.file),
        "id": annex.id,
        "projects": total and str(total.projects),
        "total": total and _number(total.amount),
        "unit": total and total.unit.value,
        "without_total": total and str(total.missing),
    }


def _project(project: ProjectChanges, named: FileNaming) -> Json:
    return {
        **_pair(project.pair, named),
        "changes": [_change(change, named) for change in project.changes],
        "items": [_item(item, named) for item in project.items],
    }


def _item(item: ItemChanges[Item], named: FileNaming) -> Json:
    return {
        "thing": _thing(item.pair.item),
        **_pair(item.pair, named),
        "changes": [_change(change, named) for change in item.changes],
    }


def _pair(pair: Pair[Project] | Pair[Item], named: FileNaming) -> Json:
    """Return both records; one that stands alone is given whole, for nothing else says what it held."""
    is_alone = pair.old is None or pair.new is None
    return {
        "old": _record(pair.old, is_alone, named),
        "new": _record(pair.new, is_alone, named),
        "likeness": _share(pair.likeness),
    }


def _record(record: Project | Item | None, is_whole: bool, named: FileNaming) -> Json | None:
    if record is None:
        return None
    head: Json = {"name": name_of(record), "place": _place(record.places.get(""), named)}
    if is_whole:
        head["fields"] = {fact.name.english: fact.text for fact in _stated(record)}
    if is_whole and isinstance(record, Project):
        items: tuple[Item, ...] = (*record.goals, *record.indicators, *record.waivers)
        head["items"] = [{"thing": _thing(item), **(_record(item, True, named) or {})} for item in items]
    return head


def _stated(record: Record) -> list[Fact]:
    return [fact for fact in facts_of(record).values() if fact.value is not None]


def _thing(item: Item) -> str:
    match item:
        case Goal():
            return "goal"
        case Indicator():
            return "indicator"
        case Waiver():
            return "waiver"


def _change(change: Change, named: FileNaming) -> Json:
    return {
        "kind": change.kind.value,
        "field": change.field and change.field.english,
        "field_zh": change.field and change.field.chinese,
        "old": _side(change.old, named),
        "new": _side(change.new, named),
        "percent": _number(change.percent),
        "points": _number(change.points),
        "same_value": change.same,
    }


def _side(side: ChangeSide | None, named: FileNaming) -> Json | None:
    if side is None:
        return None
    return {"text": side.text, "unit": side.unit or None, "place": _place(side.place, named)}


def _place(place: SourcePlace | None, named: FileNaming) -> Json | None:
    if place is None:
        return None
    numbers = {"line": place.line, "column": place.column}
    return {"file": named(place.file), **{name: str(number) for name, number in numbers.items() if number}}


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _share(likeness: Fraction | None) -> str | None:
    """Return a likeness as a number from 0 to 1 with two places, rounded down so that only 1 is 1.00."""
    return None if likeness is None else f"{Decimal(int(likeness * 100)).scaleb(-2):f}"
