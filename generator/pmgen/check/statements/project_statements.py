"""All statements of a project: those of its texts, and those that targets make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from pmgen.check.money.project_costs import without_sign
from pmgen.check.review_rule import FieldText, ReviewedProject, ValueSpan, part
from pmgen.check.statements.same_subject import Subjects
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.statement_reading import (
    has_quantity,
    in_usual_words,
    own_units,
    read_by_own_units,
    read_statements,
)
from pmgen.check.statements.years_in_force import other_year_at, years_in_force
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Frequency, Number, Range, Rate
from pmgen.model.terms import Comparator, Horizon
from pmgen.model.units import Dimension, in_base_unit, read_unit

_DIRECTIONS = {
    Comparator.GE: Direction.AT_LEAST,
    Comparator.GT: Direction.AT_LEAST,
    Comparator.LE: Direction.AT_MOST,
    Comparator.LT: Direction.AT_MOST,
    Comparator.EQ: Direction.EXACT,
}


_OF_ROWS = frozenset(["name", "description", "remark", "basis_note"])
_COUNTED = frozenset([Dimension.PERSONS, Dimension.BODIES, Dimension.THINGS])
_FORMAL = late("[壹贰叁肆伍陆柒捌玖拾佰仟]|[一二三四五六七八九十百千]{2}万?元")
_OF_THE_NUMBER_BEFORE = late("及?以[内上下]|之?内(?=累计|完成)|左右")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in one of a project's texts."""

    statement: Statement
    field: FieldText

    @property
    def words(self) -> str:
        """Return the number with its unit as it stands there."""
        return self.field.text[self.statement.start : self.statement.end]

    @property
    def clause(self) -> str:
        """Return the number with the words around it in its clause."""
        words = f"{self._written_before}{self.words}{self.statement.behind}".strip()
        goes_on = _OF_THE_NUMBER_BEFORE.match(words)
        return words[goes_on.end() :] if goes_on else words

    @property
    def _written_before(self) -> str:
        """Return the words before the number; 一场 is read as 每场."""
        before, start = self.statement.before, self.statement.start
        written = self.field.text[max(0, start - len(before)) : start]
        return written if in_usual_words(f"，{written}")[1:] == before else before

    @property
    def sentence(self) -> str:
        """Return the sentence in which it stands."""
        text, start = self.field.text, self.statement.start
        return text[sentence_start(text, start) : sentence_end(text, start)]

    @property
    def spot(self) -> ValueSpan:
        """Return where it stands."""
        field = self.field
        return part(field.places, field.key, field.text, self.statement.start, self.statement.end)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the target of an indicator states, as a statement whose subject is the indicator's name."""

    indicator: Indicator
    statement: Statement

    @property
    def said(self) -> Said:
        """Return it as what the target says, behind the name of its row."""
        row, written = self.indicator, self.indicator.target.written
        start = len(written) - len(without_sign(written))
        return Said(replace(self.statement, start=start), FieldText("target", written, row.places, row))


def said_in(field: FieldText) -> tuple[Said, ...]:
    """Return the statements of a text."""
    if not has_quantity(field.text):
        return ()
    return tuple(Said(each, field) for each in read_statements(field.text))


def said_by_own_units(text: Sequence[Said]) -> Sequence[Said]:
    """Return the statements of a text with those of what it alone counts, 24车道 beside 每车道0.5万元."""
    field = text[0].field
    if not own_units(field.text):
        return text
    return [Said(each, field) for each in read_by_own_units(field.text)]


def promise_of(indicator: Indicator) -> Promise | None:
    """Return what a target states; None for days, words and numbers of unknown units."""
    target = indicator.target
    match target:
        case Number() | Rate() | Frequency():
            low = high = Fraction(target.number.value)
            direction = _DIRECTIONS[target.comparator]
        case Range():
            low, high = Fraction(target.low.value), Fraction(target.high.value)
            direction = Direction.EXACT
        case _:
            return None
    known = read_unit(target.unit) if target.unit else None
    if known is None or low > high:
        return None
    factor, base = in_base_unit(target.unit)
    per = target.per if isinstance(target, Rate | Frequency) else known.per
    statement = Statement(
        start=0,
        end=len(target.written),
        low=low * factor,
        high=high * factor,
        stated=low,
        unit=known.word,
        base=base.partition("/")[0],
        dimension=known.dimension,
        direction=direction,
        before=indicator.name,
        behind="",
        clause=0,
        sentence=0,
        per=per,
        each=per if isinstance(target, Frequency) else "",
    )
    return Promise(indicator, statement)


@dataclass(frozen=True)
class ProjectStatements:
    """The statements of a project, read when a rule first asks for them."""

    reviewed: ReviewedProject

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Return what the targets state, row by row."""
        return tuple(filter(None, map(promise_of, self.reviewed.project.indicators)))

    @cached_property
    def subjects(self) -> Subjects:
        """Return what the words of the indicators' names weigh."""
        return Subjects(each.name for each in self.reviewed.project.indicators)

    @cached_property
    def prose(self) -> Sequence[tuple[Said, ...]]:
        """Return the statements of the goals and of 资金用途, text by text."""
        return tuple(filter(None, map(said_in, self._prose_fields())))

    @cached_property
    def plans(self) -> Sequence[tuple[Said, ...]]:
        """Return those of the goals and of 资金用途 that are not of other years, text by text."""
        return tuple(filter(None, (tuple(filter(self.is_planned, text)) for text in self.prose)))

    def is_planned(self, said: Said) -> bool:
        """Tell whether a number is not one of another year, as its text says."""
        fiscal, goal = self.reviewed.project.fiscal_year, said.field.goal
        if fiscal is None:
            return True
        said_of = other_year_at(said.statement.start, years_in_force(said.field.text, fiscal))
        may_be_later = goal is not None and goal.horizon is not Horizon.ANNUAL
        return said_of is None or (may_be_later and said_of > fiscal)

    @cached_property
    def row_texts(self) -> Sequence[tuple[Said, ...]]:
        """Return the statements of the names and notes of the rows, text by text."""
        rows = (each for each in self.reviewed.texts if each.indicator and each.key in _OF_ROWS)
        return tuple(filter(None, map(said_in, rows)))

    @cached_property
    def every(self) -> Sequence[Statement]:
        """Return all that the targets and texts state."""
        said = (each.statement for text in (*self.prose, *self.row_texts) for each in text)
        return (*(each.statement for each in self.promises), *said)

    @cached_property
    def counts(self) -> Sequence[Statement]:
        """Return how many of anything there are, by the targets, the goals and 资金用途."""
        every = (
            *(each.statement for each in self.promises),
            *(said.statement for text in self.prose for said in text),
        )
        return tuple(each for each in every if each.dimension in _COUNTED and each.low > 1)

    @cached_property
    def formal_amounts(self) -> Sequence[tuple[Said, ...]]:
        """Return the statements of all texts that hold an amount in the characters for money."""
        return tuple(said_in(field) for field in self.reviewed.texts if _FORMAL.search(field.text))

    def _prose_fields(self) -> Iterator[FieldText]:
        for field in self.reviewed.texts:
            is_goal = field.goal is not None and field.key == "text"
            if is_goal or (field.indicator is None and field.goal is None and field.key == "purpose"):
                yield field


@lru_cache(maxsize=2)
def statements_of(reviewed: ReviewedProject) -> ProjectStatements:
    """Return the statements of a project; the rules, which come one after the other, share them."""
    return ProjectStatements(reviewed)
