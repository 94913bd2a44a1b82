"""The rows of a blank form that stand for lists: indicators, goals, and lists of the form's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pmgen.forms.new_blank import BlankForm, Cell, Grid
from pmgen.forms.new_indicators import TOTALS, Zone, tags_of, zones_of
from pmgen.forms.new_labels import bare, is_blank
from pmgen.forms.new_pack import Findings, Placed, Sure
from pmgen.problems import Message, message

_TOTAL = message("a total of the rows above")
_FIXED = message("a year is printed here, and stays as it is")


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

    def _zone(self, grid: Grid, number: int, zone: Zone, several: bool) -> set[Cell]:
        for column, (text, sure, why) in tags_of(grid, zone, self._findings, several).items():
            # Under a head over two columns, the left one may hold what the whole table is called.
            cell = grid.at(zone.rows[0], column.head.after - 1)
            if cell is not None:
                if not is_blank(cell.text) and not self._labels.find(cell.text, "一级指标", "二级指标"):
                    sure, why = Sure.UNSURE, message("this takes the place of {words}", words=bare(cell.text))
                self._form.separate(cell)
                self._form.write(cell, [text])
                self._told(number, cell, column.head.text, text, sure, why)
        for cell in grid.row(zone.rows[0]):
            if cell.rows > 1 and cell.below > zone.rows[0] + 1 and self._labels.is_heading(cell.text):
                why = message("this label is printed again in every row")
                self._told(number, cell, cell.text, "", Sure.UNSURE, why)
        self.removed.setdefault(grid, []).extend(zone.rows[1:])
        first, begin = zone.rows[0], zone.columns[0].head.column
        done = {
            cell
            for cell in grid.cells
            if zone.top <= cell.row <= zone.rows[-1] and (cell.row != first or cell.column >= begin)
        }
        return done | self._totals(grid, number, zone)

    def _totals(self, grid: Grid, number: int, zone: Zone) -> set[Cell]:
        """Fill the total of the scores in the row under an indicator table."""
        row = zone.rows[-1] + 1
        cells = set(grid.row(row))
        if not any(TOTALS.search(bare(cell.text)) for cell in cells):
            return set()
        for column in zone.columns:
            cell = grid.at(row, column.head.column)
            if column.name == "分值" and cell is not None and is_blank(cell.text):
                text = "{{ 项目.绩效指标 | 合计('分值') }}"
                self._form.write(cell, [text])
                self._told(number, cell, column.head.text, text, Sure.UNSURE, _TOTAL)
            elif column.name is None and cell in cells and cell is not None and is_blank(cell.text):
                own = self._findings.own("绩效指标", column.head.text, "文字")
                if self._findings.fields["绩效指标"][own] != "数字":
                    self._told(number, cell, column.head.text, "", Sure.LEFT, message("no total of texts"))
                    continue
                text = f"{{{{ 项目.绩效指标 | 合计('{own}') }}}}"
                self._form.write(cell, [text])
                self._told(number, cell, column.head.text, text, Sure.PROPOSED, _TOTAL)
        return cells

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
            cells = grid.across(row)
            frame = cells[0] if cells and cells[0].below >= row + 3 else None
            heads = [cell for cell in cells if cell is not frame]
            rows = _blank_rows(grid, heads, row + 1)
            are_heads = all(cell.below == row + 1 and not is_blank(cell.text) for cell in heads)
            if len(heads) < 2 or len(rows) < 2 or not are_heads or (used | done) & set(heads):
                continue
            top = min(cell.row for cell in heads)
            title = frame or grid.at(top - 1, heads[0].column)
            used |= self._own_list(grid, number, heads, rows, title)
        return used

    def _own_list(
        self, grid: Grid, number: int, heads: list[Cell], rows: list[int], title: Cell | None
    ) -> set[Cell]:
        texts = {cell: grid.head_text(cell) for cell in heads if bare(cell.text) != "序号"}
        kinds = {cell: self._labels.kind(text) for cell, text in texts.items()}
        names = {cell: re.sub(r"\W|_", "", bare(text)) for cell, text in texts.items()}
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
                why = _FIXED if re.search(r"\d{4}年", cell.text) else None
                self._told(number, value, cell.text, text, Sure.PROPOSED, why)
        self.removed.setdefault(grid, []).extend(rows[1:])
        numbers = {cell: names[cell] for cell, kind in kinds.items() if kind in ("金额", "数字")}
        sums = self._sums(grid, number, rows[-1] + 1, numbers, name)
        return sums | {cell for cell in grid.cells if cell in heads or cell.row in rows}

    def _sums(self, grid: Grid, number: int, row: int, columns: Mapping[Cell, str], name: str) -> set[Cell]:
        """Fill the row of totals under a list of the form's own."""
        cells = set(grid.row(row))
        if not any(TOTALS.search(bare(cell.text)) for cell in cells):
            return set()
        for head, below in columns.items():
            cell = grid.at(row, head.column)
            if cell in cells and cell is not None and is_blank(cell.text):
                text = f"{{{{ 项目.{name} | 合计('{below}') }}}}"
                self._form.write(cell, [text])
                self._told(number, cell, "合计", text, Sure.PROPOSED, _TOTAL)
        return cells


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
