"""Indicator tables of a blank form: their columns and rows, and the one row with loops that they become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.forms.new_blank import Cell, Grid
from pmgen.forms.new_labels import Labels, bare, is_blank
from pmgen.forms.new_pack import Findings, Sure
from pmgen.problems import Message, message

ANNUAL = "年度绩效目标"
TOTALS = re.compile(r"合计|总分|小计|总计")
_CORE = frozenset(["一级指标", "二级指标", "三级指标", "指标值", "目标名称"])
_LEVELS = {"一级指标": "分组", "二级指标": "小组"}
_OF = {ANNUAL: "", "中期绩效目标": "中期", "长期绩效目标": "长期"}
_WHICH = message("the form does not say of which years these indicators are")
_NAMELESS = message("the form has no column for the names of the indicators: this one is taken")
_SIGN = message("some forms print the sign under 指标性质: then write 指标方向 there, and 目标值 alone here")
_MANY = message("more than two lists stand side by side: this one is left to the author")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an indicator table: its head, and what an indicator calls it."""

    head: Cell
    name: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """An indicator table: its columns, and the rows under its head."""

    columns: tuple[Column, ...]
    top: int
    rows: tuple[int, ...]


class Tag(NamedTuple):
    """What goes into the cell under the head of a column, and how sure that is."""

    text: str
    sure: Sure
    why: Message | None = None


class _Side:
    """One of the lists of a zone: its columns, of which goals it is, and what its rows are called."""

    def __init__(self, columns: list[Column], horizon: str | None) -> None:
        self.columns = columns
        self.horizon = horizon
        self.item = "指标"
        self.is_nameless = False

    @property
    def names(self) -> set[str | None]:
        return {column.name for column in self.columns}


def tags_of(grid: Grid, zone: Zone, findings: Findings, several: bool) -> dict[Column, Tag]:
    """Return what goes under each head of an indicator table; `several` tells that the form has more."""
    learn_words(grid, zone, findings)
    sides = [_named(side) for side in _sides(grid, zone, findings.labels)]
    apart = len(sides) > 1
    if apart:
        _name_pair(sides)
    merged = _merged(grid, zone)
    tags: dict[Column, Tag] = {}
    for side in sides[:2]:
        doubt = _WHICH if side.horizon is None and (several or apart) else None
        tags |= {column: _tag(column, side, merged, findings, doubt) for column in side.columns}
    _with_loops(tags, _openers([tag.text for tag in tags.values()], sides, apart))
    tags |= {column: Tag("", Sure.LEFT, _MANY) for side in sides[2:] for column in side.columns}
    return tags


def _named(side: _Side) -> _Side:
    """Return a list in which a column of doubtful meaning holds the names, where no column says so."""
    doubtful = next((each for each in side.columns if each.name not in _CORE and not each.certain), None)
    if "三级指标" in side.names or "指标值" not in side.names or doubtful is None:
        return side
    columns = [Column(each.head, "三级指标", False) if each is doubtful else each for each in side.columns]
    named = _Side(columns, side.horizon)
    named.is_nameless = True
    return named


def _name_pair(sides: Sequence[_Side]) -> None:
    first, second = sides[:2]
    first.item, second.item = ("行.年度", "行.中期") if first.horizon == ANNUAL else ("行.中期", "行.年度")


def _with_loops(tags: dict[Column, Tag], openers: Sequence[str]) -> None:
    """Put the openers of the loops into the first cell, and their ends into the last."""
    order = sorted(tags, key=lambda column: column.head.column)
    first, last = order[0], order[-1]
    tags[first] = Tag("".join(openers) + tags[first].text, tags[first].sure, tags[first].why)
    tags[last] = Tag(tags[last].text + "{% endfor %}" * len(openers), tags[last].sure, tags[last].why)


def _openers(texts: Iterable[str], sides: Sequence[_Side], apart: bool) -> list[str]:
    text = "".join(texts)
    grouped = "分组.名称" in text or "小组.名称" in text
    item, rows = ("行", "指标对照") if apart else ("指标", "绩效指标")
    of = "" if apart else _OF[sides[0].horizon or ANNUAL]
    if "目标." in text:
        goals = f"{{% for 目标 in 项目.{sides[0].horizon or ANNUAL} if 目标.绩效指标 %}}"
        groups = "{% for 分组 in 目标.指标分组 %}{% for 小组 in 分组.二级分组 %}" if grouped else ""
        return [
            goals,
            *re.findall(r"\{%.*?%\}", groups),
            f"{{% for 指标 in {'小组' if grouped else '目标'}.绩效指标 %}}",
        ]
    if grouped:
        return [
            f"{{% for 分组 in 项目.{'对照分组' if apart else f'{of}指标分组'} %}}",
            "{% for 小组 in 分组.二级分组 %}",
            f"{{% for {item} in 小组.{rows} %}}",
        ]
    return [f"{{% for {item} in 项目.{of}{rows} %}}"]


def _tag(column: Column, side: _Side, merged: set[str], findings: Findings, doubt: Message | None) -> Tag:
    name, sure = column.name, Sure.CERTAIN if column.certain and doubt is None else Sure.UNSURE
    if name is None or (name == "指标值" and column is not _main_target(side, findings.labels)):
        own = findings.own("绩效指标", column.head.text, _own_kind(column, findings.labels))
        return Tag(f"{{{{ {side.item}.{own} }}}}", Sure.PROPOSED)
    if name in _LEVELS:
        holder = "行" if side.item != "指标" else "指标"
        return Tag(
            f"{{{{ {_LEVELS[name]}.名称 | merge }}}}" if name in merged else f"{{{{ {holder}.{name} }}}}",
            sure,
            doubt,
        )
    if name == "三级指标" and side.is_nameless:
        return Tag(f"{{{{ {side.item}.{name} }}}}", Sure.UNSURE, _NAMELESS)
    if name in ("指标性质", "指标值") and _may_hold_sign(side):
        sure, doubt = Sure.UNSURE, _SIGN
    if name == "序号":
        return Tag("{{ loop.index }}" if side.item == "指标" else f"{{{{ {side.item}.序号 }}}}", sure, doubt)
    if name == "目标名称":
        return Tag("{{ 目标.内容 | merge }}", Sure.UNSURE, message("which name of the goal is meant?"))
    if name == "指标值" and "计量单位" in side.names:
        findings.targets_in_columns = True
        sign = "" if "指标方向" in side.names else f"{{{{ {side.item}.指标方向 }}}}"
        return Tag(f"{sign}{{{{ {side.item}.目标值 }}}}", sure, doubt)
    return Tag(f"{{{{ {side.item}.{name} }}}}", sure, doubt)


def _may_hold_sign(side: _Side) -> bool:
    """Tell whether the sign may stand under 指标性质, where number and unit stand in columns of their own."""
    return {"指标性质", "计量单位"} <= side.names and "指标方向" not in side.names


def _own_kind(column: Column, labels: Labels) -> str:
    kind = "指标值" if column.name else labels.kind(column.head.text, "指标类型")
    return labels.kind(column.head.text) if kind == "文字" else kind


def _main_target(side: _Side, labels: Labels) -> Column | None:
    """Return the column of the target: of several, the one that speaks of the year."""
    targets = [column for column in side.columns if column.name == "指标值"]
    annual = [column for column in targets if labels.horizon(column.head.text) == ANNUAL]
    return next(iter([*annual, *targets]), None)


def learn_words(grid: Grid, zone: Zone, findings: Findings) -> None:
    """Keep the words of the two levels that are printed in the rows."""
    at = {column.name: column.head.column for column in reversed(zone.columns)}
    if not {"一级指标", "二级指标"} <= at.keys():
        return
    for row in zone.rows:
        level1, level2 = grid.at(row, at["一级指标"]), grid.at(row, at["二级指标"])
        found = level2 and findings.labels.find(level2.text, "二级指标")
        if not level1 or not level2 or is_blank(level1.text) or is_blank(level2.text):
            continue
        words = bare(level1.text), bare(level2.text)
        kind = findings.labels.find(level1.text, "一级指标")
        if found and found.certain:
            findings.words.setdefault(found.word, words)
        elif found is None and kind and words[1].endswith(("指标", "效益")):
            findings.own_words.setdefault(words[1], (words[0], kind.word))


def _merged(grid: Grid, zone: Zone) -> set[str]:
    """Return the levels whose cells go over several rows; level 2 is merged only where level 1 is."""
    found: set[str] = set()
    for column in zone.columns:
        if column.name in _LEVELS:
            cells = {grid.at(row, column.head.column) for row in zone.rows}
            if any(cell and cell.rows > 1 for cell in cells):
                found.add(column.name)
    return found


# where they are


def zones_of(grid: Grid, labels: Labels) -> Iterator[Zone]:
    """Give the indicator tables of a table."""
    row = 0
    while row < grid.rows:
        zone = _zone_at(grid, labels, row)
        row = zone.rows[-1] + 1 if zone else row + 1
        if zone is not None:
            yield zone


def _zone_at(grid: Grid, labels: Labels, row: int) -> Zone | None:
    known = {cell: found.word for cell in grid.row(row) if (found := labels.find(cell.text, "指标"))}
    begun = [cell for cell, word in known.items() if word in _CORE and not labels.is_heading(cell.text)]
    levels = {known[cell] for cell in begun}
    if len(levels) < 2 or not levels & {"三级指标", "二级指标"}:
        return None
    bottom = max(cell.below for cell in begun)
    first = min(cell.column for cell in begun)
    heads = [cell for cell in grid.cells if cell.below == bottom and row <= cell.row and cell.column >= first]
    before = [cell for cell in grid.row(row) if cell.column < first and cell.below == bottom]
    heads = [*(cell for cell in before if labels.find(cell.text, "指标")), *heads]
    columns = tuple(_column(labels, grid, cell, row) for cell in sorted(heads, key=lambda cell: cell.column))
    rows = tuple(_indicator_rows(grid, columns, bottom))
    return Zone(columns, row, rows) if rows else None


def _column(labels: Labels, grid: Grid, cell: Cell, top: int) -> Column:
    found = labels.find(cell.text, "指标")
    if found is None and cell.row > top and (above := grid.at(top, cell.column)):
        found = labels.find(above.text, "指标")
    return Column(cell, found.word if found else None, found is not None and found.certain)


def _indicator_rows(grid: Grid, columns: Sequence[Column], row: int) -> Iterator[int]:
    keys = [column.head for column in columns if column.name in ("三级指标", "指标值")]
    first = columns[0].head.column
    while row < grid.rows:
        cells = [grid.at(row, head.column) for head in keys]
        left = grid.at(row, first)
        if left is None or TOTALS.search(bare(left.text)):
            return
        for cell, head in zip(cells, keys, strict=True):
            if (
                cell is None
                or cell.column != head.column
                or cell.columns != head.columns
                or not is_blank(cell.text)
            ):
                return
        yield row
        row += 1


def _sides(grid: Grid, zone: Zone, labels: Labels) -> list[_Side]:
    """Return the lists of a zone, each with what its heads and what is above and beside them say of it."""
    parts: list[list[Column]] = [[]]
    for column in zone.columns:
        before = {each.name for each in parts[-1]}
        if (
            column.name in before
            and column.name in ("一级指标", "二级指标", "三级指标")
            and "三级指标" in before
        ):
            parts.append([])
        parts[-1].append(column)
    return [_Side(part, _horizon(grid, zone, part, len(parts) > 1, labels)) for part in parts]


def _horizon(grid: Grid, zone: Zone, part: Sequence[Column], apart: bool, labels: Labels) -> str | None:
    heads = [column.head for column in part if column.name in ("三级指标", "指标值")]
    texts = [cell.text for cell in heads]
    above = [cell for head in heads if (cell := grid.at(zone.top - 1, head.column))]
    if apart:
        above = [_past_blanks(grid, cell) for cell in above]
    else:
        frame = grid.at(zone.top, part[0].head.column - 1)
        texts += [frame.text] if frame else []
        texts += [] if zone.top else [grid.heading]
        above = [cell for cell in above if cell.columns > 2]
    texts += [cell.text for cell in above]
    told = (labels.horizon(text) for text in texts)
    return next((found for found in told if found), None)


def _past_blanks(grid: Grid, cell: Cell) -> Cell:
    """Return the next cell above that says something, as the heading over a blank cell for goals."""
    while is_blank(cell.text) and (above := grid.at(cell.row - 1, cell.column)):
        cell = above
    return cell
