"""Which tag goes into which blank cell of a form, by the labels beside and above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pmgen.forms.new_blank import BlankForm, Cell, Grid, Line
from pmgen.forms.new_labels import Meaning, bare, is_blank
from pmgen.forms.new_pack import Findings, Placed, Sure
from pmgen.problems import Message, message

_BOXES = re.compile(r"[□☐○◯〇]|[（(]\s*[）)]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CROSSED = re.compile(r"[/／—－-]+")
_HAND = message("this is filled by hand, or is no label")
_WORDS = message("only a value of just these words is ticked: the data must say one of them")
_BY_HAND = re.compile(r"盖章|公章|签字|签章|意见|负责人签|经办人签")
_YEAR = re.compile(
    r"(?:^|[（(])\s*(?P<year>(?:19|20)\d{2}|20[\s_＿]+|[\s_＿]*)\s*年度?(?:[）)]|$)"
    r"|^\s*(?P<leading>(?:19|20)\d{2}|[_＿]+)年"
)
_INLINE = re.compile(
    r"(?P<label>[^\s:：_＿]{2,20})\s*[:：](?P<gap>[\s_＿]*(?:年\s*月\s*日[\s_＿]*)?)(?=$|[^\s:：_＿]{2,20}\s*[:：])"
)
_YEARS = re.compile(r"[（(]\s*(?:20)?[\d\s_＿]*年?\s*[-—－–~～至]+\s*(?:20)?[\d\s_＿]*年[）)]")
_FROM_YEAR_TO_YEAR = (
    "{% if 项目.计划开始日期 and 项目.计划完成日期 %}"
    "（{{ 项目.计划开始日期 | 日期('YYYY') }}年—{{ 项目.计划完成日期 | 日期('YYYY') }}年）{% endif %}"
)
_NUMBERED = re.compile(r"(?m)^\s*(目标|)[1１]\s*([:：、.．])")
_CODE = "{{% if 项目.{0}.编码 %}}[{{{{ 项目.{0}.编码 }}}}]{{% endif %}}"
_WRITTEN = {
    "主管部门及代码": _CODE.format("主管部门") + "{{ 项目.主管部门.名称 }}",
    "实施单位及代码": _CODE.format("项目单位") + "{{ 项目.项目单位.名称 }}",
    "项目期": "{{ 项目.计划开始日期 }}{% if 项目.计划完成日期 %}至{{ 项目.计划完成日期 }}{% endif %}",
}
_LOOSE = frozenset(_WRITTEN)
_CHOICES = {
    "项目.项目属性": {
        **dict.fromkeys(("新增", "新增项目"), "新增项目"),
        **dict.fromkeys(("延续", "延续项目"), "延续项目"),
    }
}
_WHOLE_LIFE, _ANNUAL = "预算.全程", "预算.年度"


class _Answer(NamedTuple):
    lines: list[str]
    sure: Sure
    why: Message | None = None


class Placing:
    """Goes through the cells outside of lists, and says of each what was done."""

    def __init__(self, form: BlankForm, findings: Findings) -> None:
        self._form = form
        self._findings = findings
        self._labels = findings.labels
        self._used: dict[str, None] = {}
        self._repeated: set[int] = set()

    # tables

    def table(self, grid: Grid, number: int, done: set[Cell], repeated: set[int]) -> None:
        """Fill the blank cells of a table but those that are `done`; some rows are `repeated` by a loop."""
        self._repeated = repeated
        whole_life = any(self._horizon(cell) == _WHOLE_LIFE for cell in grid.cells)
        for cell in grid.cells:
            if cell in done:
                continue
            label = _label_of(grid, cell)
            if _CROSSED.fullmatch(cell.text.strip()):
                continue
            if _has_boxes(cell.text):
                self._put(cell, number, label, self._boxes(cell, label))
            elif is_blank(cell.text):
                self._put(cell, number, label, self._blank(grid, cell, label, whole_life))
            elif _BY_HAND.search(cell.text) and label and _BY_HAND.search(label.text):
                self._put(cell, number, label, _Answer([], Sure.LEFT, _HAND))
            elif _INLINE.search(cell.text) and not _has_blank(grid, cell):
                self._inline(cell, number)
            elif _YEARS.search(cell.text):
                self._years(cell, number)
            elif _YEAR.search(cell.text) and grid.row(cell.row) == [cell]:
                self._year(cell, number)

    def _put(self, cell: Cell, number: int, label: Cell | None, answer: _Answer) -> None:
        lines, sure, why = answer
        text = "\n".join(lines)
        if lines:
            if cell.row in self._repeated:
                sure, why = Sure.UNSURE, message("this row is repeated, and this is printed in each")
            if sure is Sure.CERTAIN and text in self._used:
                sure, why = Sure.UNSURE, message("the form asks for this more than once")
            self._used[text] = None
            self._form.write(cell, lines)
        told = bare(label.text) if label else ""
        self._findings.placed.append(Placed(number, cell.row + 1, cell.column + 1, told, text, sure, why))

    def _blank(self, grid: Grid, cell: Cell, label: Cell | None, whole_life: bool) -> _Answer:
        if label is None:
            return _Answer([], Sure.LEFT, message("no label stands beside it or above"))
        found = self._labels.find(label.text, "值", "目标", "合计", "资金")
        is_money = found.group in ("合计", "资金") if found else self._labels.kind(label.text) == "金额"
        if is_money and (head := _matrix_head(grid, cell, label)):
            return self._in_matrix(grid, cell, label, head, found)
        if found is None:
            return self._unknown(grid, label)
        match found.group:
            case "值":
                return self._value(found, cell)
            case "目标":
                return self._goals(grid, cell, label, found)
            case _:
                return self._money(grid, label, found, whole_life)

    def _value(self, found: Meaning, cell: Cell) -> _Answer:
        certain = found.certain and found.word not in _LOOSE
        text = _WRITTEN.get(found.word, f"{{{{ {found.word} }}}}")
        why = None if certain else message("this label may also mean something else")
        return _Answer([text], Sure.CERTAIN if certain else Sure.UNSURE, why)

    def _goals(self, grid: Grid, cell: Cell, label: Cell, found: Meaning) -> _Answer:
        path, certain = found.word, found.certain
        if path == "不明":
            frame = grid.at(label.row, label.column - 1)
            told = self._labels.horizon(frame.text) if frame else None
            told = told or self._labels.horizon(_above_text(grid, label))
            path, certain = f"项目.{told or '年度绩效目标'}", told is not None and found.certain
        why = None if certain else message("the form does not say of which years these goals are")
        if numbered := _NUMBERED.search(cell.text):
            horizon = path.removeprefix("项目.").removesuffix("绩效目标")
            self._findings.goal_numbers[horizon] = f"{numbered[1]}{{k}}{numbered[2]}{{text}}"
        lines = [f"{{% for 目标 in {path} %}}", "{{ 目标.编号内容 }}", "{% endfor %}"]
        return _Answer(lines, Sure.CERTAIN if certain else Sure.UNSURE, why)

    # money

    def _horizon(self, cell: Cell) -> str | None:
        found = self._labels.find(cell.text, "合计")
        return found.word if found and found.word != "不明" else None

    def _money(self, grid: Grid, label: Cell, found: Meaning, whole_life: bool) -> _Answer:
        part = "合计" if found.group == "合计" else found.word
        horizon = self._horizon(label) or self._horizon_above(grid, label)
        certain = found.certain and (horizon is not None or (found.group == "资金" and not whole_life))
        why = None if certain else message("the form does not say clearly which money is meant")
        text = f"{{{{ 项目.{horizon or _ANNUAL}.{part} }}}}"
        return _Answer([text], Sure.CERTAIN if certain else Sure.UNSURE, why)

    def _horizon_above(self, grid: Grid, label: Cell) -> str | None:
        for row in range(label.row, -1, -1):
            cell = grid.at(row, label.column)
            if cell and (horizon := self._horizon(cell)):
                return horizon
        return None

    def _in_matrix(self, grid: Grid, cell: Cell, label: Cell, head: Cell, found: Meaning | None) -> _Answer:
        """Answer for a cell in a row of one kind of money and a column of one amount of it."""
        text = grid.head_text(head)
        is_money = (
            self._labels.kind(text) == "金额"
            or self._labels.find(text, "合计") is not None
            or re.fullmatch(r"\d{4}年度?", bare(text)) is not None
        )
        if not is_money:
            of = "" if found and found.group == "合计" else bare(label.text)
            name = self._findings.own("项目", f"{of}{bare(text)}", self._labels.kind(text))
            return _Answer([f"{{{{ 项目.{name} }}}}"], Sure.PROPOSED)
        part = (
            "合计"
            if found and found.group == "合计"
            else found.word
            if found and found.group == "资金"
            else None
        )
        if part is None:
            part = self._findings.own("资金", label.text, "金额")
        if head is _first_money_head(grid, head, self._labels.kind):
            why = message("of several amounts, the first is taken for the budget")
            return _Answer([f"{{{{ 项目.{_ANNUAL}.{part} }}}}"], Sure.UNSURE, why)
        name = self._findings.own("项目", text, "资金")
        return _Answer([f"{{{{ 项目.{name}.{part} }}}}"], Sure.PROPOSED)

    # what the form has and the model lacks

    def _unknown(self, grid: Grid, label: Cell) -> _Answer:
        if self._labels.is_heading(label.text) or _BY_HAND.search(label.text):
            return _Answer([], Sure.LEFT, _HAND)
        kind = self._labels.kind(label.text)
        frame = grid.at(label.row, label.column - 1)
        if kind == "金额" and frame is not None and self._labels.kind(frame.text) == "金额":
            name = self._findings.own("资金", label.text, kind)
            horizon = self._horizon_above(grid, label) or _ANNUAL
            return _Answer([f"{{{{ 项目.{horizon}.{name} }}}}"], Sure.PROPOSED)
        name = self._findings.own("项目", label.text, kind)
        return _Answer([f"{{{{ 项目.{name} }}}}"], Sure.PROPOSED)

    # tick boxes

    def _boxes(self, cell: Cell, label: Cell | None) -> _Answer:
        choices = _choices(cell.text)
        if label is None or len(choices) < 2:
            return _Answer([], Sure.LEFT, message("it is not clear what is chosen here"))
        found = self._labels.find(label.text, "值")
        if found is None:
            name = self._findings.own("项目", label.text, "是否" if set(choices) == {"是", "否"} else choices)
            path, sure = f"项目.{name}", Sure.PROPOSED
        else:
            path, sure = found.word, Sure.CERTAIN if found.certain else Sure.UNSURE
        usual = _CHOICES.get(path, {})
        meant = {choice: usual.get(choice, choice) for choice in choices}
        why = None
        if found is not None and not set(meant.values()) <= set(usual.values()):
            sure, why = Sure.UNSURE, _WORDS
        return _Answer([_ticked(line, meant, path) for line in cell.text.split("\n")], sure, why)

    # texts that hold label and value

    def _inline(self, cell: Cell, number: int) -> None:
        lines = [self._tagged(line, number, cell.row + 1, cell.column + 1) for line in cell.text.split("\n")]
        self._form.write(cell, lines)

    def _years(self, cell: Cell, number: int) -> None:
        """Fill in a label from which year to which it speaks, so that it tells the project's own years."""
        self._form.write(cell, _YEARS.sub(_FROM_YEAR_TO_YEAR, cell.text).split("\n"))
        why = message("taken to be the years in which the project begins and ends")
        told = bare(_YEARS.sub("", cell.text))
        self._findings.placed.append(
            Placed(number, cell.row + 1, cell.column + 1, told, _FROM_YEAR_TO_YEAR, Sure.UNSURE, why)
        )

    def _year(self, cell: Cell, number: int) -> None:
        lines = [
            self._with_year(each, number, cell.row + 1, cell.column + 1) for each in cell.text.split("\n")
        ]
        self._form.write(cell, lines)

    def line(self, line: Line, number: int) -> None:
        """Fill the blanks of a paragraph outside of tables."""
        text = self._with_year(line.text, 0, number, 1)
        text = self._tagged(text, 0, number, 1)
        if text != line.text:
            self._form.write_line(line, text)

    def _with_year(self, text: str, table: int, row: int, column: int) -> str:
        match = _YEAR.search(text)
        if match is None:
            return text
        group = "year" if match["leading"] is None else "leading"
        sure = Sure.CERTAIN if match[group].strip("_ ＿\u3000") in ("", "20") else Sure.UNSURE
        tag = "{{ 项目.年度 }}"
        self._findings.placed.append(Placed(table, row, column, "年度", tag, sure))
        return f"{text[: match.start(group)].rstrip()}{tag}{text[match.end(group) :].lstrip()}"

    def _tagged(self, text: str, table: int, row: int, column: int) -> str:
        made, end = "", 0
        for match in _INLINE.finditer(text):
            answer = self._said(match["label"], match["gap"])
            self._findings.placed.append(
                Placed(table, row, column, bare(match["label"]), "".join(answer.lines), *answer[1:])
            )
            if answer.lines:
                made += text[end : match.start("gap")] + answer.lines[0] + match["gap"][:0]
                made += "　　" if match.end() < len(text) else ""
                end = match.end()
        return made + text[end:]

    def _said(self, label: str, gap: str) -> _Answer:
        found = self._labels.find(label, "值")
        if found is not None and bare(label) != "单位":
            certain = found.certain and found.word not in _LOOSE
            text = _WRITTEN.get(found.word, f"{{{{ {found.word} }}}}")
            return _Answer([text], Sure.CERTAIN if certain else Sure.UNSURE)
        if found := self._labels.find(label, "合计", "资金"):
            horizon = found.word if found.group == "合计" and found.word != "不明" else None
            part = found.word if found.group == "资金" else "合计"
            sure = Sure.CERTAIN if horizon and found.certain else Sure.UNSURE
            return _Answer([f"{{{{ 项目.{horizon or _ANNUAL}.{part} }}}}"], sure)
        if (found := self._labels.find(label, "目标")) and found.word != "不明":
            line = f"{{% for 目标 in {found.word} %}}{{{{ 目标.编号内容 }}}}{{% endfor %}}"
            return _Answer([line], Sure.CERTAIN if found.certain else Sure.UNSURE)
        if _BY_HAND.search(label) or self._labels.is_heading(label):
            return _Answer([], Sure.LEFT, _HAND)
        kind = self._labels.kind(label)
        name = self._findings.own("项目", label, kind)
        manner = " | 日期('YYYY年M月D日')" if kind == "日期" and "年" in gap else ""
        return _Answer([f"{{{{ 项目.{name}{manner} }}}}"], Sure.PROPOSED)


def _is_label(cell: Cell | None) -> bool:
    return (
        cell is not None
        and bool(_HAN.search(cell.text))
        and not is_blank(cell.text)
        and not _has_boxes(cell.text)
    )


def _has_boxes(text: str) -> bool:
    """Tell whether a cell offers a choice: boxes, or several pairs of brackets around nothing."""
    boxes = _BOXES.findall(text)
    return len(boxes) > 1 or any(box[0] not in "（(" for box in boxes)


def _label_of(grid: Grid, cell: Cell) -> Cell | None:
    """Return the cell that labels a blank one: the one to its left, else the one above."""
    left = _towards(grid, cell, 0, -1)
    above = grid.at(cell.row - 1, cell.column)
    if above is not None and (not _is_label(above) or above.columns > 2 * cell.columns):
        above = None
    if left is None:
        return above
    if above is not None and left.rows > cell.rows and above.row >= left.row:
        return above
    return left


def _towards(grid: Grid, cell: Cell, down: int, right: int) -> Cell | None:
    """Return the next cell with words in a direction, past blank ones."""
    row, column = cell.row, cell.column
    while (found := grid.at(row := row + down, column := column + right)) is not None:
        if _is_label(found):
            return found
        if _has_boxes(found.text):
            return None
    return None


def _matrix_head(grid: Grid, cell: Cell, label: Cell) -> Cell | None:
    """Return the head of the column where a row has a label and several blank cells."""
    row = label.row
    blanks = list(_right_of(grid, label, row))
    if len(blanks) < 2 or cell not in blanks:
        return None
    return _towards(grid, cell, -1, 0)


def _right_of(grid: Grid, label: Cell, row: int) -> Iterator[Cell]:
    column = label.after
    while (cell := grid.at(row, column)) is not None and not _is_label(cell):
        yield cell
        column = cell.after


def _first_money_head(grid: Grid, head: Cell, kind: Callable[[str], str]) -> Cell | None:
    heads = [cell for cell in grid.across(head.below - 1) if _is_label(cell) and cell.below == head.below]
    texts = ((cell, grid.head_text(cell)) for cell in heads)
    return next((cell for cell, text in texts if kind(text) == "金额" and "资金" not in text), None)


def _has_blank(grid: Grid, cell: Cell) -> bool:
    """Tell whether a label has a blank cell to its right or, where it is alone in its row, below."""
    if len(_INLINE.findall(cell.text)) > 1:
        return False
    right = grid.at(cell.row, cell.after)
    below = grid.at(cell.below, cell.column)
    alone = right is None and below is not None and below.columns >= cell.columns
    return (right is not None and is_blank(right.text)) or (
        alone and below is not None and is_blank(below.text)
    )


def _above_text(grid: Grid, cell: Cell) -> str:
    above = grid.at(cell.row - 1, cell.column)
    return above.text if above else grid.heading


def _choices(text: str) -> list[str]:
    """Return what boxes stand for, whether they stand before the words or after them."""
    parts = [bare(part) for part in _BOXES.split(re.sub(r"[(（]\s*([□☐○◯〇])\s*[)）]", r"\1", text))]
    return [part for part in parts if part]


def _ticked(text: str, choices: Mapping[str, str], path: str) -> str:
    """Return the text of boxes with a tag in place of each, for the word that the data have for it."""
    before = _BOXES.match(text.strip()) is not None
    made = text
    for match in reversed([*_BOXES.finditer(text)]):
        side = text[match.end() :] if before else text[: match.start()]
        part = _BOXES.split(side)[0 if before else -1]
        word = bare(part)
        if word in choices:
            signs = ", '（√）', '（　）'" if match[0][0] in "（(" else ""
            tag = f"{{{{ {path} | 勾选('{choices[word]}'{signs}) }}}}"
            made = made[: match.start()] + tag + made[match.end() :]
    return made
