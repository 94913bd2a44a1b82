"""Build what a template sees straight from plain data, so that engine tests need neither loader nor view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pmgen.catalog.region import AmountStyle, Region, SignStyle, TargetStyle, UnitStyle
from pmgen.model.terms import AmountUnit
from pmgen.view.shapes import ListOf, Record, Shape, root_shape


def region_of(folder: Path, bookmarks: Mapping[str, str] | None = None) -> Region:
    """Return a region whose layout is `layout.html.j2` in `folder`."""
    return Region(
        id="test",
        name="测试",
        title="标题",
        amounts=AmountStyle(unit=AmountUnit.WAN),
        targets=TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.SUFFIX),
        labels={},
        layout=folder / "layout.html.j2",
        folder=folder,
        bookmarks=bookmarks or {},
    )


def root_of(region: Region, data: Mapping[str, object], per_project: bool = False) -> Record:
    """Return the root record for `data`, whose keys may be of either language."""
    return _record(root_shape(region, per_project), data)


def _record(shape: Shape, data: Mapping[str, object]) -> Record:
    values: dict[str, object] = {name.english: None for name in shape}
    for word, value in data.items():
        name = shape.names[word]
        values[name.english] = _value(name.of, value)
    return Record(shape, values, {})


def _value(of: Shape | ListOf | None, value: object) -> object:
    if isinstance(of, Shape) and isinstance(value, Mapping):
        return _record(of, value)
    if isinstance(of, ListOf) and isinstance(value, Sequence):
        return [_numbered(of.item, position, item) for position, item in enumerate(value, 1)]
    return value


def _numbered(shape: Shape | None, position: int, item: object) -> object:
    if shape is None or not isinstance(item, Mapping):
        return item
    numbers = {"seq": str(position)} if "seq" in shape.names else {}
    return _record(shape, {**numbers, **item})
