"""Indicators for templates, each looked up and printed once, however many lists it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pmgen.catalog.region import Region, UnitStyle
from pmgen.model.records import Indicator, Project
from pmgen.model.terms import Polarity
from pmgen.problems import SourcePlace
from pmgen.view.findings import (
    ASSUMED_LABEL,
    EQUAL_POLARITY,
    LONG_FORM,
    NO_COST_KIND,
    NO_LABEL,
    UNSEEN,
    UNSEEN_IN_COLUMNS,
    Case,
    Findings,
    Topic,
)
from pmgen.view.groups import Line, group_lines
from pmgen.view.labels import Levels, levels_of
from pmgen.view.record import Record
from pmgen.view.shapes import INDICATOR
from pmgen.view.targets import (
    is_in_columns,
    is_long_form,
    is_unseen,
    kind_of,
    polarity_of,
    print_target,
    says_equal,
)


class Lines(NamedTuple):
    """The indicators of a list and their groups, with the names that templates have for them."""

    indicators: list[Record]
    groups: list[Record]


class ProjectIndicators:
    """The indicators of one project, ready to be put into lists."""

    def __init__(self, project: Project, region: Region, findings: Findings) -> None:
        self._project = project
        self._region = region
        self._findings = findings
        self._printed = {id(indicator): self._print(indicator) for indicator in project.indicators}
        self._lists: dict[tuple[int, ...], Lines] = {}

    def lines(self, indicators: Sequence[Indicator]) -> Lines:
        """Return a list of these indicators, counted from 1; the same ones give the same list."""
        key = tuple(map(id, indicators))
        if key not in self._lists:
            lines = [self._line(seq, indicator) for seq, indicator in enumerate(indicators, 1)]
            self._lists[key] = Lines([line.record for line in lines], group_lines(lines))
        return self._lists[key]

    def _line(self, seq: int, indicator: Indicator) -> Line:
        levels, values = self._printed[id(indicator)]
        record = Record(INDICATOR, {"seq": str(seq), **values}, indicator.places)
        return Line(record, indicator.category, levels.level1, levels.level2)

    def _print(self, indicator: Indicator) -> tuple[Levels, dict[str, str | None]]:
        levels = self._levels(indicator)
        polarity = self._polarity(indicator)
        return levels, {
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
            topic = UNSEEN_IN_COLUMNS if is_in_columns(target, style) else UNSEEN
            self._note(topic, kind_of(target).chinese, indicator, "target")
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
        if levels.needs_cost_kind:
            self._note_here(NO_COST_KIND, "成本类型", indicator, "category")
        elif levels.level1 is None:
            self._note(NO_LABEL, levels.source.chinese, indicator, "category")
        elif levels.assumed:
            self._note(ASSUMED_LABEL, levels.source.chinese, indicator, "category")
        return levels

    def _note(self, topic: Topic, subject: str, indicator: Indicator, key: str) -> None:
        self._findings.note(Case(topic, subject), indicator.name, self._place(indicator, key))

    def _note_here(self, topic: Topic, subject: str, indicator: Indicator, key: str) -> None:
        case = Case(topic, subject, self._project.name)
        self._findings.note(case, indicator.name, self._place(indicator, key))

    def _place(self, indicator: Indicator, key: str) -> SourcePlace:
        places = indicator.places
        return places.get(key) or places.get("") or SourcePlace(self._project.file)
