"""The rows of a blank form that stand for lists: indicators, goals, and lists of the form's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmgen.forms.new_blank import BlankForm, Cell, Grid
from pmgen.forms.new_labels import Labels, bare, is_blank
from pmgen.forms.new_pack import Findings, Placed, Sure
from pmgen.problems import Message, message

_CORE = frozenset(["一级指标", "二级指标", "三级指标", "指标值", "目标名称"])
_ANNUAL = "年度绩效目标"
_TOTALS = re.compile(r"合计|总分|小计|总计")
_SIDE_BY_SIDE = message("two lists stand side by side: this one is left to the author")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of an indicator table: its head, and what an indicator calls it."""

    head: Cell
    name: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class _Zone:
    """An indicator table: its columns, and the rows under its head."""

    columns: tuple[_Column, ...]
    top: int
    rows: tuple[int, ...]


class Lists:
    """Finds the rows of lists in a table, and makes one row with loops of each."""

    def __init__(self, form: BlankForm, findings: Findings) -> None:
        self._form = form
        self._findings = findings
        self._labels = findings.labels
        self.removed: dict[Grid, list[int]] = {}

    def table(self, grid: Grid, number: int, several: bool) -> set[Cell]:
        """Fill the rows of lists, and return the cells that are done with, their heads among them."""
        done: set[Cell] = set()
        for zone in zones_of(grid, self._labels):
            done |= self._zone(grid, number, zone, several)
        done |= self._goals(grid, number, done)
        return done | self._own_lists(grid, number, done)

    def finish(self) -> None:
        """Take out the rows that the loops stand for."""
        for grid, rows in self.removed.items():
            self._form.remove_rows(grid, rows)

    # indicators

    def _zone(self, grid: Grid, number: int, zone: _Zone, several: bool) -> set[Cell]:
        self._learn_words(grid, zone)
        for columns, horizon, sure in self._sides(grid, zone, several):
            self._side(grid, number, zone, columns, horizon, sure)
        self.removed.setdefault(grid, []).extend(zone.rows[1:])
        done = {cell for cell in grid.cells if zone.top <= cell.row <= zone.rows[-1]}
        return done | self._totals(grid, number, zone)

    def _sides(self, grid: Grid, zone: _Zone, several: bool) -> Iterator[tuple[list[_Column], str, Sure]]:
        """Give the columns of each list, of which goals it is, and how sure; the chosen one comes first."""
        sides: list[list[_Column]] = [[]]
        for column in zone.columns:
            if column.name == "三级指标" and any(each.name == "三级指标" for each in sides[-1]):
                moved = sides[-1].pop() if sides[-1][-1].name == "二级指标" else None
                sides.append([moved] if moved else [])
            elif column.name == "二级指标" and any(each.name == "三级指标" for each in sides[-1]):
                sides.append([])
            sides[-1].append(column)
        told = [self._horizon(grid, zone, side, len(sides) > 1) for side in sides]
        if len(sides) == 1:
            sure = Sure.CERTAIN if told[0] or not several else Sure.UNSURE
            yield sides[0], told[0] or _ANNUAL, sure
            return
        chosen = told.index(_ANNUAL) if _ANNUAL in told else len(sides) - 1
        head = [column for column in sides[0] if column.name == "一级指标"] if chosen else []
        yield [*head, *sides[chosen]], _ANNUAL, Sure.CERTAIN if told[chosen] == _ANNUAL else Sure.UNSURE
        for index, side in enumerate(sides):
            if index != chosen:
                yield [column for column in side if column not in head], "", Sure.LEFT

    def _horizon(self, grid: Grid, zone: _Zone, side: Sequence[_Column], apart: bool) -> str | None:
        heads = [column.head for column in side if column.name in ("三级指标", "指标值")]
        texts = [cell.text for cell in heads]
        above = [grid.at(cell.row - 1, cell.column) for cell in heads]
        if not apart:
            frame = grid.at(zone.top, side[0].head.column - 1)
            texts += [frame.text if frame else ""]
            above = above if all(cell and cell.columns > 2 for cell in above) else []
        texts += [cell.text for cell in above if cell]
        texts += [] if apart or zone.top else [grid.heading]
        return next((found for text in texts if (found := self._labels.horizon(text))), None)

    def _learn_words(self, grid: Grid, zone: _Zone) -> None:
        """Keep the words of the two levels that are printed in the rows."""
        at = {column.name: column.head.column for column in reversed(zone.columns)}
        for row in zone.rows:
            level2 = grid.at(row, at["二级指标"]) if "二级指标" in at else None
            level1 = grid.at(row, at["一级指标"]) if "一级指标" in at else None
            if level1 is None or level2 is None or is_blank(level2.text) or is_blank(level1.text):
                continue
            found = self._labels.find(level2.text, "二级指标")
            if found and found.certain:
                self._findings.words.setdefault(found.word, (bare(level1.text), bare(level2.text)))

    def _side(
        self, grid: Grid, number: int, zone: _Zone, columns: list[_Column], horizon: str, sure: Sure
    ) -> None:
        row = zone.rows[0]
        texts, sures, whys = self._column_tags(columns, _merged_levels(grid, zone, columns), sure)
        if sure is not Sure.LEFT:
            first, last = min(texts), max(texts)
            openers = _openers(texts.values(), horizon)
            texts[first] = "".join(openers) + texts[first]
            texts[last] += "{% endfor %}" * len(openers)
        for column in columns:
            cell = grid.at(row, column.head.column)
            if cell is None:
                continue
            text = texts.get(column.head.column, "")
            self._form.separate(cell)
            self._form.write(cell, [text])
            self._told(number, cell, column.head.text, text, sures[column.head.column], whys)

    def _column_tags(
        self, columns: list[_Column], merged: set[str], sure: Sure
    ) -> tuple[dict[int, str], dict[int, Sure], Message | None]:
        names = [column.name for column in columns]
        if sure is Sure.LEFT:
            return {}, {column.head.column: sure for column in columns}, _SIDE_BY_SIDE
        apart = "计量单位" in names
        self._findings.targets_in_columns |= apart
        main = self._main_target(columns)
        texts: dict[int, str] = {}
        sures: dict[int, Sure] = {}
        for column in columns:
            name, here = column.name, sure if column.certain else Sure.UNSURE
            if name is None or (name == "指标值" and column is not main):
                kind = "指标值" if name else self._labels.kind(column.head.text, "指标类型")
                kind = kind if kind != "文字" else self._labels.kind(column.head.text)
                text = f"指标.{self._findings.own('绩效指标', column.head.text, kind)}"
                here = Sure.PROPOSED
            elif name in merged:
                text = f"{'分组' if name == '一级指标' else '小组'}.名称 | merge"
            elif name == "指标值" and apart:
                text = "指标.目标值" if "指标方向" in names else "指标.指标方向 }}{{ 指标.目标值"
            elif name == "目标名称":
                text, here = "目标.内容 | merge", Sure.UNSURE
            else:
                text = f"指标.{name}"
            texts[column.head.column] = f"{{{{ {text} }}}}"
            sures[column.head.column] = here
        return texts, sures, None

    def _main_target(self, columns: list[_Column]) -> _Column | None:
        """Return the column of the target: of several, the one that speaks of the year."""
        targets = [column for column in columns if column.name == "指标值"]
        annual = [column for column in targets if self._labels.horizon(column.head.text) == _ANNUAL]
        return next(iter([*annual, *targets]), None)

    def _totals(self, grid: Grid, number: int, zone: _Zone) -> set[Cell]:
        """Fill the total of the scores in the row under an indicator table."""
        row = zone.rows[-1] + 1
        cells = set(grid.row(row))
        if not any(_TOTALS.search(bare(cell.text)) for cell in cells):
            return set()
        for column in zone.columns:
            cell = grid.at(row, column.head.column)
            if column.name == "分值" and cell is not None and is_blank(cell.text):
                text = "{{ 项目.绩效指标 | 合计('分值') }}"
                self._form.write(cell, [text])
                self._told(
                    number, cell, column.head.text, text, Sure.UNSURE, message("a total of the rows above")
                )
                return {cell}
        return set()

    def _told(self, number: int, cell: Cell, label: str, text: str, sure: Sure, why: Message | None) -> None:
        self._findings.placed.append(
            Placed(number, cell.row + 1, cell.column + 1, bare(label), text, sure, why)
        )

    # goals

    def _goals(self, grid: Grid, number: int, done: set[Cell]) -> set[Cell]:
        """Make one row with a loop of rows such as 长期绩效目标1, 长期绩效目标2."""
        rows: dict[str, list[Cell]] = {}
        for cell in grid.cells:
            right = grid.at(cell.row, cell.after)
            if (
                cell in done
                or right is None
                or not is_blank(right.text)
                or not re.search(r"\d\s*$", cell.text)
            ):
                continue
            found = self._labels.find(cell.text, "目标")
            if found and found.word != "不明":
                rows.setdefault(found.word, []).append(cell)
        used: set[Cell] = set()
        for path, cells in rows.items():
            first = cells[0]
            value = grid.at(first.row, first.after)
            if value is None:
                continue
            label = re.sub(r"\d\s*$", "", first.text.strip())
            texts = (f"{{% for 目标 in {path} %}}{label}{{{{ 目标.序号 }}}}", "{{ 目标.内容 }}{% endfor %}")
            for cell, text in zip((first, value), texts, strict=True):
                self._form.write(cell, [text])
            self._told(number, value, first.text, "".join(texts), Sure.CERTAIN, None)
            self.removed.setdefault(grid, []).extend(cell.row for cell in cells[1:])
            used |= {each for each in grid.cells if each.row in {cell.row for cell in cells}}
        return used

    # lists of the form's own

    def _own_lists(self, grid: Grid, number: int, done: set[Cell]) -> set[Cell]:
        """Make a list of every row of heads with two or more rows of blank cells under it."""
        used: set[Cell] = set()
        for row in range(grid.rows):
            heads = [cell for cell in grid.row(row) if not is_blank(cell.text)]
            frame = heads[0] if heads and heads[0].rows > 2 else None
            heads = [cell for cell in heads if cell is not frame and cell.rows == 1 and cell not in done]
            rows = _blank_rows(grid, heads, row + 1)
            if len(heads) < 2 or len(rows) < 2 or used & set(heads) or not _is_alone(grid, heads, frame, row):
                continue
            used |= self._own_list(grid, number, heads, rows, frame or grid.at(row - 1, heads[0].column))
        return used

    def _own_list(
        self, grid: Grid, number: int, heads: list[Cell], rows: list[int], title: Cell | None
    ) -> set[Cell]:
        kinds = {cell: self._labels.kind(cell.text) for cell in heads if bare(cell.text) != "序号"}
        names = {cell: re.sub(r"\W|_", "", bare(cell.text)) for cell in kinds}
        if not all(name.isidentifier() for name in names.values()) or len(set(names.values())) < len(names):
            return set()
        below = {f"{names[cell]}": kind for cell, kind in kinds.items()}
        label = title.text if title and not is_blank(title.text) else grid.heading or "明细"
        name = self._findings.own("项目", label, below)
        for cell in heads:
            text = f"{{{{ 项.{names[cell]} }}}}" if cell in names else "{{ loop.index }}"
            text = (
                f"{{% for 项 in 项目.{name} %}}" * (cell is heads[0])
                + text
                + "{% endfor %}" * (cell is heads[-1])
            )
            value = grid.at(rows[0], cell.column)
            if value is not None:
                self._form.write(value, [text])
                self._told(number, value, cell.text, text, Sure.PROPOSED, None)
        self.removed.setdefault(grid, []).extend(rows[1:])
        return {cell for cell in grid.cells if cell in heads or cell.row in rows}


def zones_of(grid: Grid, labels: Labels) -> Iterator[_Zone]:
    """Give the indicator tables of a table."""
    row = 0
    while row < grid.rows:
        zone = _zone_at(grid, labels, row)
        if zone is not None:
            yield zone
            row = zone.rows[-1]
        row += 1


def _zone_at(grid: Grid, labels: Labels, row: int) -> _Zone | None:
    begun = [
        cell for cell in grid.row(row) if (found := labels.find(cell.text, "指标")) and found.word in _CORE
    ]
    levels = {found.word for cell in begun if (found := labels.find(cell.text, "指标"))}
    if len(levels) < 2 or not levels & {"三级指标", "二级指标"}:
        return None
    bottom = max(cell.below for cell in begun)
    first = min(cell.column for cell in begun)
    cells = [
        cell
        for cell in grid.cells
        if cell.below == bottom and cell.row >= row and (cell.column >= first or not is_blank(cell.text))
    ]
    columns = tuple(_column(labels, grid, cell, row) for cell in cells)
    rows = list(_indicator_rows(grid, columns, bottom))
    return _Zone(columns, row, tuple(rows)) if rows else None


def _column(labels: Labels, grid: Grid, cell: Cell, top: int) -> _Column:
    found = labels.find(cell.text, "指标")
    if found is None and cell.row > top and (above := grid.at(top, cell.column)):
        found = labels.find(above.text, "指标")
    return _Column(cell, found.word if found else None, found is not None and found.certain)


def _indicator_rows(grid: Grid, columns: Sequence[_Column], row: int) -> Iterator[int]:
    keys = [column.head for column in columns if column.name in ("三级指标", "指标值")]
    first = columns[0].head.column
    while row < grid.rows:
        cells = [grid.at(row, head.column) for head in keys]
        left = grid.at(row, first)
        if left is not None and _TOTALS.search(bare(left.text)):
            return
        if not all(
            cell and cell.column == head.column and is_blank(cell.text)
            for cell, head in zip(cells, keys, strict=True)
        ):
            return
        yield row
        row += 1


def _merged_levels(grid: Grid, zone: _Zone, columns: Sequence[_Column]) -> set[str]:
    """Return the levels whose cells go over several rows; level 1 also does where level 2 does."""
    merged: set[str] = set()
    for column in columns:
        if column.name in ("一级指标", "二级指标"):
            cells = {grid.at(row, column.head.column) for row in zone.rows}
            if any(cell and cell.rows > 1 for cell in cells):
                merged.add(column.name)
    return merged


def _openers(tags: Iterable[str], horizon: str) -> list[str]:
    text = "".join(tags)
    openers, holder = [], "项目"
    if horizon != _ANNUAL or "目标." in text:
        openers, holder = [f"{{% for 目标 in 项目.{horizon} %}}"], "目标"
    if "分组.名称" in text or "小组.名称" in text:
        openers += [f"{{% for 分组 in {holder}.指标分组 %}}", "{% for 小组 in 分组.二级分组 %}"]
        holder = "小组"
    return [*openers, f"{{% for 指标 in {holder}.绩效指标 %}}"]


def _blank_rows(grid: Grid, heads: Sequence[Cell], row: int) -> list[int]:
    rows: list[int] = []
    while row < grid.rows and heads:
        cells = [grid.at(row, head.column) for head in heads]
        if not all(
            cell and cell.row == row and cell.columns == head.columns and is_blank(cell.text)
            for cell, head in zip(cells, heads, strict=True)
        ):
            break
        rows.append(row)
        row += 1
    return rows


def _is_alone(grid: Grid, heads: Sequence[Cell], frame: Cell | None, row: int) -> bool:
    """Tell whether nothing but the heads and their frame labels the row."""
    return all(cell is frame or cell in heads for cell in grid.row(row)) and heads[-1].after >= max(
        cell.after for cell in grid.row(row)
    )
