"""Rows of real Chinese words: the indicators of a published annex, over and over up to any number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from pmgen.catalog.region import AmountStyle, Label, Region, SignStyle, TargetStyle, UnitStyle
from pmgen.load import load_annex
from pmgen.model.fields import FIELDS
from pmgen.model.records import Annex
from pmgen.model.terms import AmountUnit, Category
from pmgen.view import view_annex
from pmgen.view.shapes import Record, root_shape, shapes_of

HERE = Path(__file__).parent
SHAPES = shapes_of(FIELDS)
ANNEX = HERE.parent / "data" / "2025" / "tianjin-bureau"
TEMPLATES = HERE.parent / "templates"
LAYOUT = TEMPLATES / "tianjin" / "layout.docx"
OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
REGION = Region(
    id="benchmark",
    name="天津市",
    title="项目绩效目标表",
    amounts=AmountStyle(unit=AmountUnit.WAN),
    targets=TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.SUFFIX),
    labels={
        Category.QUANTITY: Label(OUTPUT, "数量指标"),
        Category.QUALITY: Label(OUTPUT, "质量指标"),
        Category.TIMELINESS: Label(OUTPUT, "时效指标"),
        Category.COST: Label(COST, "成本指标"),
        Category.ECONOMIC: Label(BENEFIT, "经济效益指标"),
        Category.SOCIAL: Label(BENEFIT, "社会效益指标"),
        Category.ECOLOGICAL: Label(BENEFIT, "生态效益指标"),
        Category.SUSTAINABILITY: Label(BENEFIT, "可持续影响指标"),
        Category.SATISFACTION: Label(SATISFACTION, "服务对象满意度指标"),
    },
    layout=LAYOUT,
    folder=HERE,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The same rows twice: `root` for pmgen, `rows` with ready merge flags for docxtpl and plain Jinja."""

    root: Record
    rows: list[dict[str, str]]
    name: str


def published() -> Annex:
    """Return the annex whose words are used."""
    loaded = load_annex(ANNEX)
    if loaded.annex is None:
        raise SystemExit("\n".join(str(problem.message) for problem in loaded.problems))
    return loaded.annex


def one_project(count: int) -> Annex:
    """Return the annex as records of the model, with `count` indicators in one project."""
    annex = published()
    lines = cycle([line for project in annex.projects for line in project.indicators])
    indicators = tuple(replace(next(lines), goals=None) for _ in range(count))
    return replace(annex, projects=(replace(annex.projects[0], indicators=indicators),))


def sample(count: int) -> Sample:
    """Return `count` rows under goals, groups and subgroups of the lengths that the annex really has."""
    whole = _records(view_annex(published(), REGION).root, "annex", "projects")
    goals = list(_cut(whole, count))
    groups = [group for goal in goals for group in _records(goal, "groups")]
    values = {**whole[0], "annual_goals": goals, "groups": groups}
    project = Record(SHAPES["project"], values, {})
    root = Record(root_shape(REGION, True), {"annex": None, "options": None, "project": project}, {})
    return Sample(root, list(_rows(goals)), str(project["name"]))


def _cut(projects: Sequence[Record], count: int) -> Iterator[Record]:
    """Yield a goal for every project, over and over, until there are `count` rows."""
    for number, project in enumerate(cycle(projects), 1):
        if count <= 0:
            return
        groups: list[Record] = []
        for group in _records(project, "groups"):
            subgroups: list[Record] = []
            for subgroup in _records(group, "subgroups"):
                lines = _records(subgroup, "indicators")[:count]
                count -= len(lines)
                if lines:
                    subgroups.append(Record(SHAPES["subgroup"], {**subgroup, "indicators": lines}, {}))
            if subgroups:
                groups.append(Record(SHAPES["group"], {**group, "subgroups": subgroups}, {}))
        text = f"{number}. {project['name']}"
        yield Record(SHAPES["goal"], {"seq": str(number), "text": text, "groups": groups}, {})


def _rows(goals: Sequence[Record]) -> Iterator[dict[str, str]]:
    for goal in goals:
        for group in _records(goal, "groups"):
            begins = True
            for subgroup in _records(group, "subgroups"):
                for number, line in enumerate(_records(subgroup, "indicators")):
                    yield {
                        "level1": str(group["name"]) if begins else "",
                        "merge1": "restart" if begins else "continue",
                        "level2": str(subgroup["name"]) if number == 0 else "",
                        "merge2": "restart" if number == 0 else "continue",
                        **{word: str(line[word] or "") for word in ("name", "description", "target")},
                    }
                    begins = False


def _records(record: Record, *path: str) -> list[Record]:
    found: object = record
    for word in path:
        assert isinstance(found, Record)
        found = found[word]
    assert isinstance(found, list)
    return found
