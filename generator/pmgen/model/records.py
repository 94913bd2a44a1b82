"""The canonical records: an annex, its projects, their money, goals and indicators. None means unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any

from pmgen.model.calendar_values import Month, first_day, last_day
from pmgen.model.field_definitions import FieldTable
from pmgen.model.fields import FIELDS
from pmgen.model.numerals import Numeral
from pmgen.model.targets import Target
from pmgen.model.terms import (
    AmountUnit,
    AnyCategory,
    Basis,
    Category,
    CostKind,
    Horizon,
    OwnCategory,
    Polarity,
    ScorePreset,
)
from pmgen.problems import Place, SourcePlace

Places = Mapping[str, SourcePlace]
"""Where each field of a record stands, by its English key; "" is the record itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalRecord:
    """What all records have. `more` holds the values of fields that have no attribute, by English key.

    A field of the table needs an attribute only where code speaks of it by name. `table` has all fields
    that the record and those in it may state.
    """

    more: Mapping[str, Any] = field(default_factory=dict, hash=False)
    table: FieldTable = field(default=FIELDS, compare=False, repr=False)
    places: Places = field(default_factory=dict, compare=False, repr=False)

    def value(self, english: str) -> Any:
        """Return the value of a field by its English key, None where it is unknown."""
        return self.more[english] if english in self.more else getattr(self, english, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRecord(CanonicalRecord):
    """A record of an entity that has no class of its own: all that it says is in `more`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(CanonicalRecord):
    """A unit, department or office: 编码 and 名称."""

    code: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts(CanonicalRecord):
    """One column of money by source, in the funding's unit."""

    total: Numeral | None = None
    fiscal: Numeral | None = None
    fiscal_current: Numeral | None = None
    carryover: Numeral | None = None
    special_account: Numeral | None = None
    unit_funds: Numeral | None = None
    other: Numeral | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(CanonicalRecord):
    """预算: the amounts of the year, and of the project's whole life for 一次性 and 阶段性 projects."""

    amount_unit: AmountUnit
    annual: Amounts
    whole_life: Amounts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(CanonicalRecord):
    """绩效目标: one goal. `id` is 年度1, 长期1 … unless the data name it; `seq` counts from 1 per horizon."""

    id: str
    horizon: Horizon
    seq: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(CanonicalRecord):
    """绩效指标: one line of the table. `goals` names goal ids; None means all annual goals."""

    category: AnyCategory
    name: str
    target: Target
    cost_kind: CostKind | None = None
    description: str | None = None
    polarity: Polarity | None = None
    score: Numeral | None = None
    basis: Basis | None = None
    basis_note: str | None = None
    source: str | None = None
    formula: str | None = None
    evidence: str | None = None
    remark: str | None = None
    goals: tuple[str, ...] | None = None

    @property
    def base(self) -> Category | None:
        """Return the usual category; of a pack's own one, what it is a kind of, if there is such."""
        return self.category.base if isinstance(self.category, OwnCategory) else self.category


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(CanonicalRecord):
    """豁免: a finding of a rule that is accepted, and why; `indicators` are names, 全部 for every one."""

    rule: str
    reason: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """Where a project stands in a file of several: its key among them, its first and its last line."""

    key: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(CanonicalRecord):
    """项目: one project with everything that any form prints about it; `seq` counts from 1 in its annex.

    A department with its own goals (部门) is one too; `entity` tells which fields it has. The money of its
    year is its income.
    """

    id: str
    seq: int
    name: str
    funding: Funding
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    code: str | None = None
    fiscal_year: int | None = None
    unit: Party | None = None
    department: Party | None = None
    office: Party | None = None
    nature: str | None = None
    project_category: str | None = None
    attribute: str | None = None
    start_date: date | Month | None = None
    end_date: date | Month | None = None
    legal_basis: str | None = None
    purpose: str | None = None
    approval_number: str | None = None
    approval_date: date | None = None
    contact: str | None = None
    waivers: tuple[Waiver, ...] = ()
    file: str = ""
    entity: str = "project"
    stream_entry: StreamEntry | None = None

    @property
    def source(self) -> str:
        """Return what tells it from others of its folder: its file, and in a file of several its key too."""
        name = PurePath(self.file).name
        return f"{name}/{self.stream_entry.key}" if self.stream_entry else name

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies in what the file says of this project."""
        if place.file != self.file or self.stream_entry is None:
            return place.file == self.file
        line = place.line if isinstance(place, SourcePlace) else None
        return line is not None and self.stream_entry.first_line <= line <= self.stream_entry.last_line

    @property
    def is_department(self) -> bool:
        """Tell whether it is a department, and no project."""
        return self.entity == "whole_department"

    @property
    def first_day(self) -> date | None:
        """Return the day on which it begins; the first one where only the month is known."""
        return first_day(self.start_date)

    @property
    def last_day(self) -> date | None:
        """Return the day on which it ends; the last one where only the month is known."""
        return last_day(self.end_date)

    def goals_of(self, horizon: Horizon) -> tuple[Goal, ...]:
        """Return the goals of one horizon in their order."""
        return tuple(goal for goal in self.goals if goal.horizon is horizon)

    def indicators_of(self, goal: Goal) -> tuple[Indicator, ...]:
        """Return the indicators that serve `goal`; one that names no goal serves every annual goal."""
        return tuple(
            indicator
            for indicator in self.indicators
            if (goal.horizon is Horizon.ANNUAL if indicator.goals is None else goal.id in indicator.goals)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex(CanonicalRecord):
    """附件: the projects that are published together, with what they share, or one department.

    It `is_whole` unless projects were left out, because of errors or because one was asked for.
    """

    id: str
    region: str | None
    projects: tuple[Project, ...]
    title: str | None = None
    fiscal_year: int | None = None
    unit: Party | None = None
    department: Party | None = None
    project_category: str | None = None
    nature: str | None = None
    amount_unit: AmountUnit | None = None
    stated_total: Numeral | None = None
    score_preset: ScorePreset | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    is_whole: bool = field(default=True, compare=False)
    file: str = ""

    @property
    def whole_department(self) -> Project | None:
        """Return the department that it is about, None where it is about projects."""
        return next((each for each in self.projects if each.is_department), None)


_CLASSES: Mapping[str, type[CanonicalRecord]] = {
    "annex": Annex,
    "project": Project,
    "whole_department": Project,
    "party": Party,
    "funding": Funding,
    "amounts": Amounts,
    "goal": Goal,
    "indicator": Indicator,
    "waiver": Waiver,
}


def class_of(entity: str) -> type[CanonicalRecord]:
    """Return the class of an entity's records."""
    return _CLASSES.get(entity, OtherRecord)


@cache
def attributes_of(entity: str) -> frozenset[str]:
    """Return the fields of an entity that are attributes of its class, by their English keys."""
    own = {each.name for each in fields(class_of(entity))} | {"whole_department"}
    return frozenset(own) - {"more", "table", "places"}
