"""指标值 in a region's style: the short form, and the three columns of the forms that have them."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from pmgen.catalog.region import SignStyle, TargetKind, TargetStyle, UnitStyle
from pmgen.model.targets import (
    Deadline,
    Frequency,
    Number,
    Period,
    Range,
    Rate,
    Target,
    TargetParts,
    Text,
    parts_of,
)
from pmgen.model.terms import Comparator


class PrintedTarget(NamedTuple):
    """A target as text: the short form and the columns; "" is a cell that the form leaves blank."""

    target: str
    comparator: str
    value: str
    measure_unit: str


def kind_of(target: Target) -> TargetKind:
    """Return the kind under which a region names the targets that its forms never showed."""
    match target:
        case Number():
            return TargetKind.NUMBER
        case Rate():
            return TargetKind.RATE
        case Frequency():
            return TargetKind.FREQUENCY
        case Range():
            return TargetKind.RANGE
        case Deadline():
            return TargetKind.DEADLINE
        case Period():
            return TargetKind.PERIOD
        case Text():
            return TargetKind.TEXT
        case _:
            assert_never(target)


def is_unseen(target: Target, style: TargetStyle) -> bool:
    """Tell whether no published form of the region shows a target of this kind."""
    return kind_of(target).value in style.unseen


def is_long_form(target: Target) -> bool:
    """Tell whether the target is words with a sign or a unit, which only columns can show apart."""
    return isinstance(target, Text) and (target.comparator is not None or bool(target.unit))


def is_in_columns(target: Target, style: TargetStyle) -> bool:
    """Tell whether the form prints sign, number and unit of the target apart."""
    return style.unit is UnitStyle.COLUMN and not isinstance(target, Deadline | Period | Text)


def print_target(target: Target, style: TargetStyle) -> PrintedTarget:
    """Return the target as the form prints it."""
    whole, columns = _in_one_piece(target), parts_of(target)
    if style.unit is not UnitStyle.COLUMN and is_unseen(target, style):
        sign = "" if whole.comparator in (None, Comparator.EQ) else whole.comparator.glyph
        phrase = sign + whole.value + whole.unit
        return PrintedTarget(phrase, "", phrase, "")
    return PrintedTarget(
        target=_sign(whole.comparator, style) + whole.value + _unit(whole.unit, style),
        comparator=_column_sign(columns.comparator, style),
        value=columns.value,
        measure_unit=columns.unit,
    )


def _in_one_piece(target: Target) -> TargetParts:
    """Return what the short form puts together; a range, a time and words stay as people wrote them."""
    match target:
        case Range() | Deadline() | Period():
            return TargetParts(None, target.phrase, "")
        case Text(text, comparator, unit):
            return TargetParts(comparator, text, unit)
        case _:
            return parts_of(target)


def _sign(comparator: Comparator | None, style: TargetStyle) -> str:
    if comparator is None or (comparator is Comparator.EQ and style.sign is SignStyle.OMIT_EQUAL):
        return ""
    # A form with columns has no short form of its own; there the sign is the plainest.
    if style.sign is SignStyle.WORD and style.unit is not UnitStyle.COLUMN:
        return comparator.chinese
    return comparator.glyph


def _unit(unit: str, style: TargetStyle) -> str:
    return f"({unit})" if unit and style.unit is UnitStyle.PARENTHESES else unit


def _column_sign(comparator: Comparator | None, style: TargetStyle) -> str:
    if comparator is None:
        return ""
    if style.unit is UnitStyle.COLUMN and style.sign is not SignStyle.WORD:
        return _sign(comparator, style)
    return comparator.chinese


def says_equal(target: Target) -> bool:
    """Tell whether the target is to be met exactly, with neither more nor less named as better."""
    return getattr(target, "comparator", None) is Comparator.EQ
