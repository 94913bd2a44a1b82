"""Indicators for templates, with the form's words for their levels, and their runs for merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import NamedTuple

from pmgen.catalog.category_labels import nearest_usual
from pmgen.catalog.region import LabelKey, Labels, Region, UnitStyle
from pmgen.model.records import Indicator, Project
from pmgen.model.targets import polarity_of
from pmgen.model.terms import AnyCategory, Category, CostKind, Horizon, Polarity
from pmgen.problems import SourcePlace
from pmgen.view.field_values import other_values
from pmgen.view.printed_targets import (
    is_in_columns,
    is_long_form,
    is_unseen,
    kind_of,
    print_target,
    says_equal,
)
from pmgen.view.shapes import Record, Shape, blank_record, shapes_of
from pmgen.view.unusual_prints import (
    AS_USUAL,
    ASSUMED_LABEL,
    EQUAL_POLARITY,
    LONG_FORM,
    NO_COST_KIND,
    NO_LABEL,
    UNSEEN,
    UNSEEN_IN_COLUMNS,
    GroupedProblems,
    ProblemGroup,
    ProblemText,
)


class Levels(NamedTuple):
    """What the form prints for an indicator's category; None is a word that is not known.

    `source` is what the words were looked up by; `needs_cost_kind` says that 成本类型 would tell level 2.
    """

    level1: str | None
    level2: str | None
    source: LabelKey
    assumed: bool = False
    needs_cost_kind: bool = False


def levels_of(indicator: Indicator, labels: Labels) -> Levels:
    """Return the words for an indicator's cost kind, where the form has such, else for its category."""
    category = nearest_usual(indicator.category, labels)
    if category is Category.COST and any(isinstance(key, CostKind) for key in labels):
        return _cost_levels(indicator.cost_kind, labels)
    return _found(category, labels)


def _found(key: LabelKey, labels: Labels) -> Levels:
    label = labels.get(key)
    if label is None:
        return Levels(None, None, key)
    return Levels(label.level1, label.level2, key, label.assumed)


def _cost_levels(kind: CostKind | None, labels: Labels) -> Levels:
    if kind is not None:
        return _found(kind, labels)
    return Levels(_cost_level1(labels), None, Category.COST, needs_cost_kind=True)


def _cost_level1(labels: Labels) -> str | None:
    """Return the level 1 of all costs, where there is only one."""
    words = {
        label.level1 for key, label in labels.items() if key is Category.COST or isinstance(key, CostKind)
    }
    return words.pop() if len(words) == 1 else None


class GroupedIndicator(NamedTuple):
    """An indicator's record, with the category and the words of the two levels it is grouped by."""

    record: Record
    category: AnyCategory
    level1: str | None
    level2: str | None


def group_lines(lines: Sequence[GroupedIndicator], shapes: Mapping[str, Shape]) -> list[Record]:
    """Return the runs by level 1, each with its runs by level 2; what comes back begins a new run."""
    return [_group([*run], shapes) for _, run in groupby(lines, _level1)]


def _level1(line: GroupedIndicator) -> str | AnyCategory:
    # Without a word there is nothing that two categories have in common.
    return line.category if line.level1 is None else line.level1


def _level2(line: GroupedIndicator) -> tuple[AnyCategory, str | None]:
    return line.category, line.level2


def _group(lines: list[GroupedIndicator], shapes: Mapping[str, Shape]) -> Record:
    subgroups = [_subgroup([*run], shapes) for _, run in groupby(lines, _level2)]
    return _run(shapes["group"], lines[0].level1, lines, subgroups=subgroups)


def _subgroup(lines: list[GroupedIndicator], shapes: Mapping[str, Shape]) -> Record:
    return _run(shapes["subgroup"], lines[0].level2, lines)


def _run(shape: Shape, name: str | None, lines: list[GroupedIndicator], **more: object) -> Record:
    indicators = [line.record for line in lines]
    return Record(shape, {"name": name, "indicators": indicators, **more}, _PlacesOfRun(indicators[0].places))


Words = tuple[str | None, str | None]
Lines = Sequence[GroupedIndicator]


def _by_words(lines: Lines) -> dict[Words, list[Record]]:
    """Return indicators by the words of their levels, those together that the list has apart."""
    found: dict[Words, list[Record]] = {}
    for line in lines:
        found.setdefault((line.level1, line.level2), []).append(line.record)
    return found


def _in_order(labels: Labels, *words: Iterable[Words]) -> Iterator[tuple[str | None, list[Words]]]:
    """Give every level 1 with its words, in the form's order; what the form has no label for comes last."""
    known = {(label.level1, label.level2): None for label in labels.values()}
    runs: dict[str | None, list[Words]] = {}
    wanted = {each for some in words for each in some}
    for each in dict.fromkeys((*known, *(each for some in words for each in some))):
        if each in wanted:
            runs.setdefault(each[0], []).append(each)
    yield from runs.items()


def _printed_words(labels: Labels) -> tuple[Words, ...]:
    """Return the words of the categories that a form prints whether they have indicators or not."""
    return tuple(dict.fromkeys((label.level1, label.level2) for label in labels.values() if label.listed))


def all_groups(lines: Lines, labels: Labels, shapes: Mapping[str, Shape]) -> list[Record]:
    """Return a group for each label of the form, in its order and also where it has no indicators."""
    found = _by_words(lines)
    every = _printed_words(labels)
    return [
        _gathered(shapes, "group", level1, "indicators", [(words[1], found.get(words, [])) for words in run])
        for level1, run in _in_order(labels, every, found)
    ]


def _gathered(
    shapes: Mapping[str, Shape],
    kind: str,
    name: str | None,
    rows: str,
    parts: list[tuple[str | None, list[Record]]],
) -> Record:
    """Return a group with its subgroups, both with their `rows`."""
    subgroups = [
        _named(shapes[kind.replace("group", "subgroup")], label, rows, part) for label, part in parts
    ]
    return _named(shapes[kind], name, rows, [row for _, part in parts for row in part], subgroups=subgroups)


def _named(shape: Shape, name: str | None, rows: str, records: list[Record], **more: object) -> Record:
    places = _PlacesOfRun(records[0].places) if records else {}
    return Record(shape, {"name": name, rows: records, **more}, places)


class Pairs(NamedTuple):
    """The rows of two lists side by side, and their groups."""

    rows: list[Record]
    groups: list[Record]


def side_by_side(
    left: Lines, right: Lines, labels: Labels, shapes: Mapping[str, Shape], every: Iterable[Words] = ()
) -> Pairs:
    """Return two lists by label side by side, blank where one is shorter.

    Where both have nothing, `every` label that is asked for has a blank row.
    """
    there, here, blank = _by_words(left), _by_words(right), blank_record(shapes["indicator"])
    groups, pairs = list[Record](), list[Record]()
    for level1, run in _in_order(labels, every, there, here):
        parts: list[tuple[str | None, list[Record]]] = []
        for words in run:
            sides = (there.get(words, []), here.get(words, []))
            rows = zip_longest(*(sides if any(sides) else ([blank], [blank])), fillvalue=blank)
            part = [_pair(shapes["pair"], words, *row, seq) for seq, row in enumerate(rows, len(pairs) + 1)]
            parts.append((words[1], part))
            pairs += part
        groups.append(_gathered(shapes, "pair_group", level1, "pairs", parts))
    return Pairs(pairs, groups)


def _pair(shape: Shape, words: Words, left: Record, right: Record, seq: int) -> Record:
    values = {"seq": str(seq), "level1": words[0], "level2": words[1], "mid_term": left, "annual": right}
    return Record(shape, values, left.places or right.places)


_STATED = {"": "", "name": "category"}


@dataclass(frozen=True, slots=True, eq=False)
class _PlacesOfRun(Mapping[str, SourcePlace]):
    """Where a run and its name are stated: with its first indicator, as the category of that one."""

    first: Mapping[str, SourcePlace]

    def __getitem__(self, key: str) -> SourcePlace:
        return self.first[_STATED[key]]

    def __iter__(self) -> Iterator[str]:
        return (key for key, stated in _STATED.items() if stated in self.first)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class IndicatorLists(NamedTuple):
    """The indicators of a list and their groups, with the names that templates have for them."""

    indicators: list[Record]
    groups: list[Record]
    all_groups: list[Record]


class ProjectIndicators:
    """The indicators of one project, ready to be put into lists."""

    def __init__(self, project: Project, region: Region, grouped: GroupedProblems) -> None:
        self._project = project
        self._region = region
        self._findings = grouped
        self._shapes = shapes_of(region.fields)
        self._printed = {id(indicator): self._print(indicator) for indicator in project.indicators}
        self._lists: dict[tuple[int, ...], IndicatorLists] = {}

    def lines(self, indicators: Sequence[Indicator]) -> IndicatorLists:
        """Return a list of these indicators, counted from 1; the same ones give the same list."""
        key = tuple(map(id, indicators))
        if key not in self._lists:
            lines = self._lines(indicators)
            self._lists[key] = IndicatorLists(
                [line.record for line in lines],
                group_lines(lines, self._shapes),
                all_groups(lines, self._region.labels, self._shapes),
            )
        return self._lists[key]

    def horizons(self, annual: Sequence[Indicator]) -> dict[str, object]:
        """Return the indicators of all mid-term and all long-term goals, and both beside the annual ones."""
        later = {horizon: self._of_horizon(horizon) for horizon in (Horizon.MID_TERM, Horizon.LONG_TERM)}
        values: dict[str, object] = {}
        for horizon, found in later.items():
            lists = self.lines(found)
            values[f"{horizon.value}_indicators"] = lists.indicators
            values[f"{horizon.value}_groups"] = lists.groups
        left = list({id(each): each for found in later.values() for each in found}.values())
        sides = self._lines(left), self._lines(annual)
        for prefix, every in (("", ()), ("all_", _printed_words(self._region.labels))):
            rows, groups = side_by_side(*sides, self._region.labels, self._shapes, every)
            values |= {f"{prefix}pairs": rows, f"{prefix}pair_groups": groups}
        return values

    def _lines(self, indicators: Sequence[Indicator]) -> list[GroupedIndicator]:
        return [self._line(seq, indicator) for seq, indicator in enumerate(indicators, 1)]

    def _of_horizon(self, horizon: Horizon) -> list[Indicator]:
        goals = {goal.id for goal in self._project.goals_of(horizon)}
        return [each for each in self._project.indicators if goals.intersection(each.goals or ())]

    def _line(self, seq: int, indicator: Indicator) -> GroupedIndicator:
        levels, values = self._printed[id(indicator)]
        record = Record(self._shapes["indicator"], {"seq": str(seq), **values}, indicator.places)
        return GroupedIndicator(record, indicator.category, levels.level1, levels.level2)

    def _print(self, indicator: Indicator) -> tuple[Levels, dict[str, object]]:
        levels = self._levels(indicator)
        polarity = self._polarity(indicator)
        return levels, {
            **other_values(indicator, "indicator", self._region, self._project.funding.amount_unit),
            "level1": levels.level1,
            "level2": levels.level2,
            "name": indicator.name,
            "description": indicator.description,
            **self._target(indicator),
            "polarity": polarity and polarity.chinese,
            "score": None if indicator.score is None else indicator.score.text,
            "basis": indicator.basis and indicator.basis.chinese,
            "basis_note": indicator.basis_note,
            "source": indicator.source,
            "formula": indicator.formula,
            "evidence": indicator.evidence,
            "remark": indicator.remark,
        }

    def _target(self, indicator: Indicator) -> dict[str, str]:
        target, style = indicator.target, self._region.targets
        if is_unseen(target, style):
            problem_text = UNSEEN_IN_COLUMNS if is_in_columns(target, style) else UNSEEN
            self._note(problem_text, kind_of(target).chinese, indicator, "target")
        elif is_long_form(target) and style.unit is not UnitStyle.COLUMN:
            self._note_here(LONG_FORM, "", indicator, "target")
        return print_target(target, style)._asdict()

    def _polarity(self, indicator: Indicator) -> Polarity | None:
        told = indicator.polarity or polarity_of(indicator.target)
        usual = self._region.targets.equal_polarity
        if usual and told is None and says_equal(indicator.target):
            self._note_here(EQUAL_POLARITY, usual.chinese, indicator, "target")
        return told

    def _levels(self, indicator: Indicator) -> Levels:
        levels = levels_of(indicator, self._region.labels)
        if levels.level1 is not None and nearest_usual(indicator.category, self._region.labels) is not (
            indicator.category
        ):
            printed = "·".join(filter(None, (levels.level1, levels.level2)))
            self._note(AS_USUAL, f"{indicator.category.chinese}（{printed}）", indicator, "category")
        if levels.needs_cost_kind:
            self._note_here(NO_COST_KIND, "成本类型", indicator, "category")
        elif levels.level1 is None:
            self._note(NO_LABEL, levels.source.chinese, indicator, "category")
        elif levels.assumed:
            self._note(ASSUMED_LABEL, levels.source.chinese, indicator, "category")
        return levels

    def _note(self, problem_text: ProblemText, subject: str, indicator: Indicator, key: str) -> None:
        self._findings.note(ProblemGroup(problem_text, subject), indicator.name, self._place(indicator, key))

    def _note_here(self, problem_text: ProblemText, subject: str, indicator: Indicator, key: str) -> None:
        case = ProblemGroup(problem_text, subject, self._project.name)
        self._findings.note(case, indicator.name, self._place(indicator, key))

    def _place(self, indicator: Indicator, key: str) -> SourcePlace:
        places = indicator.places
        return places.get(key) or places.get("") or SourcePlace(self._project.file)
