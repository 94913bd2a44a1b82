"""Where each line of a record belongs, told by the names of fields whatever its indentation and its dash."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pmgen.late_pattern import late
from pmgen.load.line_repairs import is_written
from pmgen.model.dates import is_year
from pmgen.model.field_definitions import Entity, Field, FieldKind

_LINE = late(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<rest>(?:(?P<name>[^\s:：#\"'|>\[{-][^:：#\"']{0,24}?) *"
    r"(?P<colon>:(?= |$)|[:：]) *(?P<value>.*)|.*))"
)
_COMMENT = late(r"(?<!\S)#.*")
_BLOCK = late(r"[|>][+-]?")
_GROUPS = (FieldKind.RECORD, FieldKind.RECORDS, FieldKind.OPTIONS, FieldKind.FREE)
_WITH_LINES_BELOW = (*_GROUPS, FieldKind.NAMES, FieldKind.TARGET)


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line, counted from 0, that stands in the wrong place: as it is, and as it belongs.

    `beside` is the number of a line that stands rightly beside it, if any; `is_first` tells that it begins
    what stands on its level.
    """

    number: int
    found: str
    wanted: str
    beside: int | None
    is_first: bool

    @property
    def more_blanks(self) -> int:
        """Return how many blanks are to be put before it; less than 0 are to be deleted."""
        return indent_of(self.wanted) - indent_of(self.found)

    @property
    def lacks_name(self) -> bool:
        """Tell whether only its value stands there."""
        return self.found.lstrip(" -") != self.wanted.lstrip(" -")


def indent_of(line: str) -> int:
    """Return how many blanks stand before a line."""
    return len(line) - len(line.lstrip(" "))


def has_dash(line: str) -> bool:
    """Tell whether a line begins an item of a list."""
    return line.lstrip(" ").startswith("- ")


def moved_lines(
    lines: Sequence[str], entity: Entity, entities: Mapping[str, Entity]
) -> tuple[MovedLine, ...]:
    """Return the lines of a record of `entity` that stand elsewhere than the names in them say.

    Columns are those of the most lines beside each other. What nobody knows the place of is left where it is.
    """
    rows = list(_rows(lines, _names_above_lines(entity)))
    placing = _Placing(entity, entities, rows)
    placed = sum(len(level.rows) for level in placing.levels)
    if placed * 2 < len(rows):
        # These are the lines of something else.
        return ()
    columns = _Columns(_step(rows), _commonest([len(row.dash) for row in rows if row.name], 2, 2))
    wanted = {row.number: columns.wanted(row) for level in placing.levels for row in level.rows}
    moved = {number for number, line in wanted.items() if line != lines[number].rstrip()}
    return tuple(
        MovedLine(
            row.number,
            lines[row.number].rstrip(),
            wanted[row.number],
            _beside(row, moved),
            row is level.rows[0],
        )
        for level in placing.levels
        for row in level.rows
        if row.number in moved
    )


@dataclass(slots=True, eq=False)
class _Row:
    """A written line, taken apart; the level where it belongs, and those that it begins."""

    number: int
    begin: int
    dash: str
    rest: str
    name: str
    value: str
    level: _Level | None = None
    item: _Level | None = None
    below: _Level | None = None

    @property
    def column(self) -> int:
        """Return where its words begin, behind its dash."""
        return self.begin + len(self.dash)

    @property
    def is_left_of_fields(self) -> bool:
        """Tell whether some field of the item that begins here stands further right, if it has any."""
        fields = self.item.rows if self.item else ()
        return not fields or any(field.column > self.begin for field in fields)


@dataclass(slots=True, eq=False)
class _Level:
    """Lines that belong side by side below their holder: the fields of a record, or the items of a list."""

    entity: Entity | None
    holder: _Row | None = None
    is_list: bool = False
    rows: list[_Row] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def find(self, name: str) -> Field | None:
        """Return the field of that name in the record, or in the items of the list."""
        return self.entity.find(name) if self.entity and name else None

    @property
    def is_item(self) -> bool:
        """Tell whether these are the fields of an item, the first of which stands behind its dash."""
        return self.holder is not None and self.holder.item is self

    @property
    def is_waiting(self) -> bool:
        """Tell whether the first line below the holder is still to come."""
        return self.holder is not None and not self.holder.value and not self.rows

    @property
    def leftmost(self) -> int:
        """Return the least column in which most of these lines could stand below their holder."""
        begins = [row.begin for row in self.rows]
        return _commonest(begins, 0, 0) - (not self.is_list) if begins else sys.maxsize

    @property
    def side_by_side(self) -> list[_Row]:
        """Return all rows with the fields of this record, or the items of this list."""
        return [self.holder, *self.rows] if self.holder and self.is_item else self.rows


def _names_above_lines(entity: Entity) -> frozenset[str]:
    """Return the words of the fields of a record that have lines of their own below them."""
    return frozenset(word for each in entity if each.kind in _GROUPS for word in each.words)


def _step(rows: Sequence[_Row]) -> int:
    """Return by how many blanks most lines stand in below the one that they belong to."""
    steps = (below.begin - above.begin for above, below in pairwise(rows))
    return _commonest([step for step in steps if step > 1], 2, 2)


def _rows(lines: Sequence[str], above_lines: Container[str]) -> Iterator[_Row]:
    """Yield the written lines, but for the texts below a |, up to a name that has lines of its own."""
    text_below: int | None = None
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line.rstrip()) if is_written(line) else None
        if not match or match["rest"][:1].isspace():
            continue
        is_text = text_below is not None and indent_of(line) > text_below
        if is_text and (match["value"] or match["name"] not in above_lines):
            continue
        text_below = None
        value = _COMMENT.sub("", match["value"] or "").rstrip()
        if _BLOCK.fullmatch(value):
            text_below = indent_of(line)
        name = (match["name"] or "").strip()
        yield _Row(number, len(match["indent"]), match["dash"], match["rest"], name, value)


class _Placing:
    """Takes line after line to where its name belongs among the records that are open above it."""

    def __init__(self, entity: Entity, entities: Mapping[str, Entity], rows: Sequence[_Row]) -> None:
        root = _Level(entity)
        self.levels = [root]
        self._open = [root]
        self._entities = entities
        self._beyond: int | None = None
        """Where a field begins below which anything may stand."""
        self._behind_dash = _names_behind_dashes(rows)
        for row in rows:
            self._add(row)

    def _add(self, row: _Row) -> None:
        if self._beyond is not None and row.begin > self._beyond:
            return
        self._beyond = None
        self._add_name(row)
        places = list(self._places(row))
        if not places:
            self._beyond = row.begin if row.name and not row.value else None
            return
        row.level = level = max(places, key=lambda place: self._fitness(row, place))
        level.rows.append(row)
        del self._open[self._open.index(level) + 1 :]
        if level.is_list:
            row.item = level = self._begin(_Level(level.entity, row))
        self._enter(row, level)

    def _add_name(self, row: _Row) -> None:
        """Give an item its name of which only a word stands there that no other field takes."""
        items = next((level for level in reversed(self._open) if level.is_list), None)
        if row.name or not row.dash or items is None or items.entity is None or items.entity.shorthand:
            return
        for known in items.entity:
            if row.rest in known.allowed_words:
                row.name, row.value, row.rest = known.chinese, row.rest, f"{known.chinese}: {row.rest}"

    def _places(self, row: _Row) -> Iterator[_Level]:
        """Yield the levels to which a line may belong, inner ones first."""
        for level in reversed(self._open):
            known = level.find(row.name)
            is_text_item = row.dash and level.is_list and (level.entity is None or level.entity.shorthand)
            if is_text_item or (known and (level.is_list or known.english not in level.seen)):
                yield level

    def _fitness(self, row: _Row, level: _Level) -> tuple[bool, ...]:
        known = level.find(row.name)
        is_item = bool(row.dash) and not self._goes_on(row)
        column = row.begin if level.is_list else row.column
        return (
            known is not None,
            known is None or self._takes(known, row.value),
            level.is_list == is_item,
            level is self._open[-1] and level.is_waiting,
            any(column == (each.begin if level.is_list else each.column) for each in level.side_by_side),
        )

    def _takes(self, known: Field, value: str) -> bool:
        """Tell whether a field may have this behind its colon."""
        if not value:
            return known.kind in _WITH_LINES_BELOW
        if known.kind is FieldKind.RECORD:
            return bool(self._entities[known.entity].shorthand) and not is_year(value)
        return known.kind not in _GROUPS

    def _goes_on(self, row: _Row) -> bool:
        """Tell whether a line goes on the record above it in spite of its dash.

        That record lacks all fields up to the next dash.
        """
        record = next((level for level in reversed(self._open) if level.find(row.name)), None)
        if record is None or record.is_list or not record.seen:
            return False
        items = record.holder.level if record.holder and record.is_item else None
        fields = {known.english for name in self._behind_dash[row.number] if (known := record.find(name))}
        return fields.isdisjoint(record.seen) and not (items and items.rows[0].name == row.name)

    def _enter(self, row: _Row, level: _Level) -> None:
        """Open what stands below a line."""
        known = level.find(row.name)
        if known is None:
            return
        level.seen.add(known.english)
        if row.value and known.kind not in _GROUPS:
            return
        if known.kind in (FieldKind.RECORDS, FieldKind.NAMES):
            row.below = self._begin(_Level(self._entities.get(known.entity), row, is_list=True))
        elif known.entity:
            row.below = self._begin(_Level(self._entities[known.entity], row))
        elif known.kind in _GROUPS:
            self._beyond = row.begin

    def _begin(self, level: _Level) -> _Level:
        self.levels.append(level)
        self._open.append(level)
        return level


def _names_behind_dashes(rows: Sequence[_Row]) -> dict[int, list[str]]:
    """Return the names from each line with a dash up to the next."""
    found: dict[int, list[str]] = {}
    names: list[str] = []
    for row in rows:
        if row.dash:
            found[row.number] = names = []
        names.append(row.name)
    return found


class _Columns:
    """The columns in which lines are to begin, `step` below another or `dash` behind a dash."""

    def __init__(self, step: int, dash: int) -> None:
        self._step = step
        self._dash = dash
        self._known: dict[int, int] = {}
        self._of_fields: dict[int, int] = {}

    def wanted(self, row: _Row) -> str:
        """Return a line as it belongs."""
        level = row.level
        if level is None or not level.is_list:
            return " " * self._of(level) + row.rest if level else row.rest
        begin = self._of(level)
        dash = len(row.dash) if row.dash.count("-") == 1 else self._dash
        column = self._of(row.item) if row.item and row.name else begin + dash
        return " " * begin + "-".ljust(column - begin) + row.rest

    def _of(self, level: _Level) -> int:
        if id(level) not in self._known:
            self._known[id(level)] = self._found(level)
        return self._known[id(level)]

    def _found(self, level: _Level) -> int:
        holder = level.holder
        if holder is None:
            return _commonest([row.begin for row in level.rows if not row.dash], 0, 0)
        if level.is_item:
            return self._of_item(level, holder)
        above = self._of(holder.item or holder.level) if holder.level else 0
        if level.is_list:
            return _commonest(
                [row.begin for row in level.rows if row.dash and row.is_left_of_fields],
                above,
                above + self._step,
            )
        fitting = [row.column for row in level.rows if row.below is None or row.column <= row.below.leftmost]
        return _commonest(fitting, above + 1, above + self._step)

    def _of_item(self, level: _Level, holder: _Row) -> int:
        """Return the column of an item's fields: that of the list's other items unless it has its own way."""
        if holder.level is None:
            return holder.column
        begin = self._of(holder.level)
        own = {row.column for row in level.side_by_side}
        is_own_way = len(own) == 1 and min(own) >= begin + 2 and holder.dash and holder.begin == begin
        return own.pop() if is_own_way else self._of_items(holder.level, begin)

    def _of_items(self, items: _Level, begin: int) -> int:
        """Return the column in which most fields of the items of a list begin."""
        if id(items) not in self._of_fields:
            fields = [
                row.column
                for each in items.rows
                if each.item
                for row in each.item.side_by_side
                if row is each or not row.dash
            ]
            self._of_fields[id(items)] = _commonest(fields, begin + 2, begin + self._dash)
        return self._of_fields[id(items)]


def _commonest(columns: Iterable[int], least: int, usual: int) -> int:
    """Return the column that occurs most and is `least` or more; the `usual` one counts threefold."""
    counted = Counter(column for column in columns if column >= least)
    counted[usual] *= 3
    return max(counted, key=lambda column: (counted[column], column == usual))


def _beside(row: _Row, moved: Container[int]) -> int | None:
    """Return the nearest line that stands rightly beside a row, rather one above it."""
    beside = row.level.side_by_side if row.level else []
    right = [each.number for each in beside if each.number not in moved]
    return min(right, key=lambda number: (number > row.number, abs(number - row.number)), default=None)
