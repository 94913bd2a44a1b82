"""Numbers that are the same but for a slip of the hand: a digit, two that changed places, zeros."""

from __future__ import annotations

from fractions import Fraction

_LEAST_DIGITS = 3
_SCALES = (10, 100, 1000, 10_000)
_FINEST = 4


def is_slip_of_digits(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers of three and more digits differ in one, in their order or in their zeros."""
    if one == other or not one or not other:
        return False
    if max(one, other) / min(one, other) in _SCALES:
        return True
    first, second = _digits(one), _digits(other)
    length = max(len(first.strip("0")), len(second.strip("0")))
    if length < _LEAST_DIGITS or len(first) != len(second):
        return False
    differing = sum(left != right for left, right in zip(first, second, strict=True))
    return differing == 1 or sorted(first) == sorted(second)


def is_slip_of_hand(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers, however short, differ in one digit, in two that changed places, or in zeros.

    This is for numbers of which another reckoning says that they should be the same.
    """
    if one == other or not one or not other:
        return False
    if max(one, other) / min(one, other) in _SCALES:
        return True
    first, second = _digits(one), _digits(other)
    if len(first) != len(second):
        return False
    differing = [at for at, (left, right) in enumerate(zip(first, second, strict=True)) if left != right]
    return len(differing) == 1 or (len(differing) == _TWO and sorted(first) == sorted(second))


def has_same_digits(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers of two and more digits have the same ones in another order or with zeros."""
    first, second = (sorted(_digits(each).strip("0")) for each in (one, other))
    return one != other and first == second and len(first) >= _TWO


_TWO = 2


def _digits(number: Fraction) -> str:
    return str(round(number * 10**_FINEST))
