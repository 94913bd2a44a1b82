"""What a template sees: records of plain data, and the shapes that say which names they have."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.catalog.region import Option, Region
from pmgen.model import fields
from pmgen.model.fields import Entity
from pmgen.problems import SourcePlace


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a shape in both languages; `of` is what it leads to, None for plain text."""

    english: str
    chinese: str
    meaning: str
    example: str = ""
    of: Shape | ListOf | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of one kind of record. `names` finds a name by any of its words."""

    english: str
    chinese: str
    fields: tuple[Name, ...]
    names: Mapping[str, Name] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {word: name for name in self.fields for word in (*name.aliases, name.chinese, name.english)}
        object.__setattr__(self, "names", words)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.fields)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one shape; None for a list of plain texts."""

    item: Shape | None


class DerivedValue(NamedTuple):
    """What other values make of an unknown one, as data would state it if they can, and how they do."""

    example: str
    said: str


class Record(dict[str, object]):
    """A record for templates: values under their English names (text, None, Record or list).

    `shape` knows its names in both languages; `places` where each value stands in the YAML, "" the whole.
    `reckoned` says what the others make of an unknown value: for the user's eyes, never for the form.
    """

    __slots__ = ("places", "reckoned", "shape")

    def __init__(
        self,
        shape: Shape,
        values: Mapping[str, object],
        places: Mapping[str, SourcePlace],
        reckoned: Mapping[str, DerivedValue] | None = None,
    ) -> None:
        super().__init__(values)
        self.shape = shape
        self.places = places
        self.reckoned = reckoned or {}


def _known(entity: Entity, english: str, of: Shape | ListOf | None = None, *, not_alias: str = "") -> Name:
    """Return the name of a field that the data have too, with the words that the data use for it."""
    found = entity.find(english)
    if found is None:
        raise LookupError(f"{entity.name} has no field {english}")
    aliases = tuple(alias for alias in found.aliases if alias != not_alias)
    return Name(found.english, found.chinese, found.meaning, found.example, of, aliases)


def _known_texts(entity: Entity, *english: str) -> tuple[Name, ...]:
    return tuple(_known(entity, name) for name in english)


def _seq(meaning: str) -> Name:
    return Name("seq", "序号", meaning, "1")


PARTY_SHAPE = Shape("party", "单位", _known_texts(fields.PARTY, "code", "name"))

AMOUNTS_SHAPE = Shape("amounts", "资金", tuple(_known(fields.AMOUNTS, f.english) for f in fields.AMOUNTS))

FUNDING_SHAPE = Shape(
    "funding",
    "预算",
    (_known(fields.FUNDING, "annual", AMOUNTS_SHAPE), _known(fields.FUNDING, "whole_life", AMOUNTS_SHAPE)),
)

INDICATOR_SHAPE = Shape(
    "indicator",
    "绩效指标",
    (
        _seq("在所在列表中的序号，从 1 起"),
        Name("level1", "一级指标", "一级指标，按本地区的叫法", "产出指标"),
        Name("level2", "二级指标", "二级指标，按本地区的叫法", "数量指标"),
        *_known_texts(fields.INDICATOR, "name", "description"),
        # 目标值 names the number alone here; in the data it may stand for the whole target.
        _known(fields.INDICATOR, "target", not_alias="目标值"),
        *_known_texts(fields.TARGET, "comparator", "value", "measure_unit"),
        *_known_texts(
            fields.INDICATOR,
            "polarity",
            "score",
            "basis",
            "basis_note",
            "source",
            "formula",
            "evidence",
            "remark",
        ),
    ),
)

_INDICATORS = Name("indicators", "绩效指标", "其中的绩效指标，按表中次序", of=ListOf(INDICATOR_SHAPE))

SUBGROUP_SHAPE = Shape(
    "subgroup",
    "二级分组",
    (Name("name", "名称", "二级指标，按本地区的叫法", "数量指标"), _INDICATORS),
)

GROUP_SHAPE = Shape(
    "group",
    "指标分组",
    (
        Name("name", "名称", "一级指标，按本地区的叫法", "产出指标"),
        _INDICATORS,
        Name("subgroups", "二级分组", "其中相邻而二级指标相同的各段", of=ListOf(SUBGROUP_SHAPE)),
    ),
)

_GROUPS = Name("groups", "指标分组", "相邻而一级指标相同的各段", of=ListOf(GROUP_SHAPE))

GOAL_SHAPE = Shape(
    "goal",
    "绩效目标",
    (
        _seq("同类目标中的序号，从 1 起"),
        *_known_texts(fields.GOAL, "id", "text"),
        Name("numbered", "编号内容", "目标原文，带本地区的序号", "1.开展技能评价机构管理。"),
        _INDICATORS,
        _GROUPS,
    ),
)

_GOALS = ListOf(GOAL_SHAPE)

PROJECT_SHAPE = Shape(
    "project",
    "项目",
    (
        _seq("在附件中的序号，从 1 起"),
        Name("id", "编号", "项目文件的名字", "01_运维费"),
        *_known_texts(fields.PROJECT, "name", "code", "fiscal_year"),
        *(_known(fields.PROJECT, name, PARTY_SHAPE) for name in ("unit", "department", "office")),
        *_known_texts(
            fields.PROJECT,
            "nature",
            "project_category",
            "attribute",
            "start_date",
            "end_date",
            "legal_basis",
            "purpose",
        ),
        _known(fields.PROJECT, "funding", FUNDING_SHAPE),
        *(
            _known(fields.PROJECT, name, _GOALS)
            for name in ("annual_goals", "mid_term_goals", "long_term_goals")
        ),
        Name("indicators", "绩效指标", "全部年度绩效指标，按表中次序", of=ListOf(INDICATOR_SHAPE)),
        _GROUPS,
        *_known_texts(fields.PROJECT, "approval_number", "approval_date", "contact"),
    ),
)

ANNEX_SHAPE = Shape(
    "annex",
    "附件",
    (
        _known(fields.ANNEX, "title"),
        _known(fields.ANNEX, "fiscal_year"),
        _known(fields.ANNEX, "unit", PARTY_SHAPE),
        _known(fields.ANNEX, "department", PARTY_SHAPE),
        Name("amount_unit", "金额单位", "表中金额的单位", "万元"),
        Name("projects", "项目", "各项目，按次序", of=ListOf(PROJECT_SHAPE)),
        Name("region", "地区", "地区表式的名称", "天津市"),
    ),
)


def root_shape(region: Region | None, per_project: bool) -> Shape:
    """Return the names that a layout of `region` begins with; `per_project` adds the one project."""
    choices = region.options if region else {}
    options = Shape("options", "选项", tuple(map(_option, choices, choices.values())))
    names = (
        Name("annex", "附件", "整份附件", of=ANNEX_SHAPE),
        Name("options", "选项", "本地区表式的选项", of=options),
    )
    project = (Name("project", "项目", "一个项目一份文件时的项目", of=PROJECT_SHAPE),) if per_project else ()
    return Shape("root", "", names + project)


def options_shape(region: Region) -> Shape:
    """Return the names of a region's options, by which templates and annexes know them."""
    return Shape("options", "选项", tuple(map(_option, region.options, region.options.values())))


def _option(name: str, option: Option) -> Name:
    return Name(name, name, "、".join(option.choices), option.default)


@dataclass(frozen=True, slots=True)
class FieldPath:
    """One name that a template may use, as paths in both languages.

    `kind` is `text`, `record` or `list`; a list's items have the paths that begin with `items`,
    which is the Chinese name of their kind.
    """

    chinese: str
    english: str
    kind: str
    meaning: str
    example: str
    items: str = ""


def field_paths(shape: Shape) -> list[FieldPath]:
    """Return every name below `shape`; the items of a list come once, with paths of their own."""
    found: dict[str, FieldPath] = {}
    waiting = deque([(shape, "", "")])
    while waiting:
        for path, item in _below(*waiting.popleft()):
            # Two lists of one kind of item have the same paths below them.
            if found.setdefault(path.chinese, path) is path and item is not None:
                waiting.append((item, item.chinese, item.english))
    return list(found.values())


def _below(shape: Shape, chinese: str, english: str) -> Iterator[tuple[FieldPath, Shape | None]]:
    for name in shape:
        here = (_join(chinese, name.chinese), _join(english, name.english))
        yield _field_path(name, *here)
        if isinstance(name.of, Shape):
            yield from _below(name.of, *here)


def _field_path(name: Name, chinese: str, english: str) -> tuple[FieldPath, Shape | None]:
    item = name.of.item if isinstance(name.of, ListOf) else None
    path = FieldPath(chinese, english, _kind(name), name.meaning, name.example, item.chinese if item else "")
    return path, item


def _kind(name: Name) -> str:
    match name.of:
        case None:
            return "text"
        case Shape():
            return "record"
        case ListOf():
            return "list"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
