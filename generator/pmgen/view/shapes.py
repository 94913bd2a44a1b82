"""What a template sees: records of plain data, and the shapes that say which names they have."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pmgen.catalog.region import FormSubject, Option, Region
from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.fields import FIELDS
from pmgen.problems import SourcePlace


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a shape in both languages; `of` is what it leads to, None for plain text.

    `field` is what it prints, where that is a field of the data.
    """

    english: str
    chinese: str
    meaning: str
    example: str = ""
    of: Shape | ListOf | None = None
    aliases: tuple[str, ...] = ()
    field: Field | None = None

    @property
    def is_number(self) -> bool:
        """Tell whether it is an amount or a number, of which no digit may be lost."""
        return self.field is not None and self.field.kind in (FieldKind.AMOUNT, FieldKind.NUMERAL)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words that it may be, nothing where it may be any."""
        return self.field.allowed_words if self.field else ()


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


_SEQ = ("seq", "序号")
_LEVELS = (
    Name("level1", "一级指标", "一级指标，按本地区的叫法", "产出指标"),
    Name("level2", "二级指标", "二级指标，按本地区的叫法", "数量指标"),
)
_FIRST: Mapping[str, tuple[Name, ...]] = {
    "annex": (),
    "project": (
        Name(*_SEQ, "在附件中的序号，从 1 起", "1"),
        Name("id", "编号", "项目文件的名字", "01_运维费"),
    ),
    "goal": (Name(*_SEQ, "同类目标中的序号，从 1 起", "1"),),
    "indicator": (Name(*_SEQ, "在所在列表中的序号，从 1 起", "1"), *_LEVELS),
}
"""Names that the view adds in front of an entity's own fields."""

_OWN_MEANING = {
    ("annex", "amount_unit"): ("表中金额的单位", "万元"),
    ("annex", "projects"): ("各项目，按次序", ""),
    ("annex", "region"): ("地区表式的名称", "天津市"),
    ("project", "indicators"): ("全部年度绩效指标，按表中次序", ""),
    ("whole_department", "indicators"): ("全部年度绩效指标，按表中次序", ""),
}
"""What a form prints under the name of a field and the data files do not hold in it."""

_WITH_AIMS = ("project", "whole_department")
"""Whose goals and indicators forms print."""

_PRINTED_OTHERWISE = frozenset([("indicator", "level1"), ("indicator", "category")])
_NOT_ALIAS = {("indicator", "target"): "目标值"}
"""目标值 names the number alone in a layout; in the data it may stand for the whole target."""


class _Shapes:
    """Makes the shapes of a table of fields, each once; records may hold one another."""

    def __init__(self, table: FieldTable) -> None:
        self._table = table
        self.made: dict[str, Shape] = {}

    def shape(self, name: str) -> Shape:
        if name not in self.made:
            entity = self._table[name]
            self.made[name] = Shape(name, entity.chinese, tuple(self._names(entity)))
        return self.made[name]

    def _names(self, entity: Entity) -> Iterator[Name]:
        yield from _FIRST.get(entity.name, ())
        for each in entity:
            key = (entity.name, each.english)
            if key in _PRINTED_OTHERWISE or (each.internal and key not in _OWN_MEANING):
                continue
            yield self._name(key, each)
            if key == ("indicator", "target"):
                yield from (self._name(("target", part.english), part) for part in self._table["target"])
        yield from self._last(entity)

    def _name(self, key: tuple[str, str], field: Field) -> Name:
        meaning, example = _OWN_MEANING.get(key, (field.meaning, field.example))
        aliases = tuple(alias for alias in field.aliases if alias != _NOT_ALIAS.get(key))
        return Name(field.english, field.chinese, meaning, example, self._of(key, field), aliases, field)

    def _of(self, key: tuple[str, str], field: Field) -> Shape | ListOf | None:
        if key == ("annex", "projects"):
            return ListOf(self.shape("project"))
        match field.kind:
            case FieldKind.RECORD:
                return self.shape(field.entity)
            case FieldKind.RECORDS:
                return ListOf(self.shape(field.entity))
            case FieldKind.NAMES:
                return ListOf(None)
            case _:
                return None

    def _last(self, entity: Entity) -> Iterator[Name]:
        if entity.name == "goal":
            yield Name("numbered", "编号内容", "目标原文，带本地区的序号", "1.开展技能评价机构管理。")
            yield self._indicators()
        if entity.name == "goal" or entity.name in _WITH_AIMS:
            groups = ListOf(self.group("group"))
            yield Name("groups", "指标分组", "相邻而一级指标相同的各段", of=groups)
            yield Name("all_groups", "全部指标分组", "表上每一类指标，没有指标的也在内", of=groups)
        if entity.name in _WITH_AIMS:
            yield from self._of_horizons(groups)

    def _of_horizons(self, groups: ListOf) -> Iterator[Name]:
        indicators = ListOf(self.shape("indicator"))
        for horizon, word in (("mid_term", "中期"), ("long_term", "长期")):
            meaning = f"全部{word}目标的指标，每条一次，按表中次序"
            yield Name(f"{horizon}_indicators", f"{word}绩效指标", meaning, of=indicators)
            yield Name(
                f"{horizon}_groups", f"{word}指标分组", f"{meaning}，相邻而一级指标相同的各段", of=groups
            )
        pairs = ListOf(self.group("pair_group"))
        yield Name(
            "pairs", "指标对照", "中期或长期的指标与年度的指标左右并列，短的一边留空", of=ListOf(self._pair())
        )
        yield Name("pair_groups", "对照分组", "指标对照，按一级指标分组", of=pairs)
        meaning = "指标对照，没有指标的类别也有一行空行"
        yield Name("all_pairs", "全部指标对照", meaning, of=ListOf(self._pair()))
        yield Name("all_pair_groups", "全部对照分组", f"{meaning}，按一级指标分组", of=pairs)

    def _pair(self) -> Shape:
        if "pair" not in self.made:
            indicator = self.shape("indicator")
            sides = (
                Name(
                    "mid_term", "中期", "左边，中期或长期的指标", of=indicator, aliases=("长期", "long_term")
                ),
                Name("annual", "年度", "右边，年度的指标", of=indicator),
            )
            self.made["pair"] = Shape(
                "pair", "指标对照", (Name(*_SEQ, "第几行，从 1 起", "1"), *_LEVELS, *sides)
            )
        return self.made["pair"]

    def _indicators(self) -> Name:
        return Name(
            "indicators", "绩效指标", "其中的绩效指标，按表中次序", of=ListOf(self.shape("indicator"))
        )

    def group(self, name: str) -> Shape:
        if name not in self.made:
            self.made[name] = self._group(name)
        return self.made[name]

    def _group(self, name: str) -> Shape:
        """Return the shape of a run of indicators, or of rows of two lists, of one level 1 or 2."""
        rows = self._indicators()
        if name.startswith("pair"):
            rows = Name("pairs", "指标对照", "其中的各行", of=ListOf(self._pair()))
        if name.endswith("subgroup"):
            label = Name("name", "名称", "二级指标，按本地区的叫法", "数量指标")
            return Shape(name, "对照二级分组" if rows.english == "pairs" else "二级分组", (label, rows))
        label = Name("name", "名称", "一级指标，按本地区的叫法", "产出指标")
        below = ListOf(self.group(name.replace("group", "subgroup")))
        parts = Name("subgroups", "二级分组", "其中相邻而二级指标相同的各段", of=below)
        return Shape(name, "对照分组" if rows.english == "pairs" else "指标分组", (label, rows, parts))


def blank_record(shape: Shape) -> Record:
    """Return a record that prints nothing under any of its names."""
    return Record(shape, {name.english: _blank(name) for name in shape}, {})


def _blank(name: Name) -> object:
    if isinstance(name.of, Shape):
        return blank_record(name.of)
    return [] if isinstance(name.of, ListOf) else ""


@cache
def shapes_of(table: FieldTable) -> Mapping[str, Shape]:
    """Return the shape of each kind of record by its English name, groups of indicators among them."""
    shapes = _Shapes(table)
    shapes.shape("annex")
    return MappingProxyType(shapes.made)


def root_shape(region: Region | None, per_project: bool) -> Shape:
    """Return the names that a layout of `region` begins with; `per_project` adds the one project."""
    shapes = shapes_of(region.fields if region else FIELDS)
    choices = region.options if region else {}
    options = Shape("options", "选项", tuple(map(_option, choices, choices.values())))
    names = (
        Name("annex", "附件", "整份附件", of=shapes["annex"]),
        Name("options", "选项", "本地区表式的选项", of=options),
    )
    project = (
        (Name("project", "项目", "一个项目一份文件时的项目", of=shapes["project"]),) if per_project else ()
    )
    department = (Name("whole_department", "部门", "附件所写的部门", of=shapes["whole_department"]),)
    of_department = region is not None and region.subject is FormSubject.DEPARTMENT
    return Shape("root", "", names + (department if of_department else project))


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


def form_paths(region: Region | None) -> list[FieldPath]:
    """Return every name that a layout of `region` may use, of an annex's department only once.

    A form about a department has it at the root, and others do not print any.
    """
    paths = field_paths(root_shape(region, per_project=False))
    return [path for path in paths if region is None or not path.english.startswith(_DEPARTMENT_OF_ANNEX)]


_DEPARTMENT_OF_ANNEX = "annex.whole_department"


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
