"""What the stated amounts of a column leave for one that nobody states: named for the user, never printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pmgen.model.fields import AMOUNTS
from pmgen.model.numeral import EXACT, Numeral
from pmgen.model.records import Amounts
from pmgen.model.terms import AmountUnit
from pmgen.view.record import Reckoned

_HALVES = ("fiscal_current", "carryover")
_OUTSIDE = ("special_account", "unit_funds", "other")
_CHINESE = {field.english: field.chinese for field in AMOUNTS}


@dataclass(frozen=True, slots=True)
class Remainder:
    """An amount as the others make it: `reckoning` is what is added or taken away, `value` comes of it."""

    reckoning: str
    value: Decimal
    leaves_nothing: bool = False

    @property
    def written(self) -> str:
        """Return the result as the stated amounts are written: 20.00, 1,200.00."""
        return f"{self.value:,f}" if "," in self.reckoning else f"{self.value:f}"

    def said(self, unit: AmountUnit) -> Reckoned:
        """Return the result with how it is reckoned: 合计50.00 − 财政资金30.00 = 20.00万元."""
        example = self.written if self.value >= 0 else ""
        return Reckoned(example, f"{self.reckoning} = {self.written}{unit.chinese}")


def remainder(amounts: Amounts, name: str) -> Remainder | None:
    """Return what the stated amounts make of `name`; None where they make nothing of it.

    Where nothing is left for a source, it `leaves_nothing` to be stated; but 当年财政拨款 and 上年结转资金
    are asked for on their own, for no total tells them apart.
    """
    if name == "total":
        return _sum(amounts, _sources(amounts))
    if name in _HALVES:
        return _half(amounts, name)
    if name == "fiscal" and (amounts.total is None or amounts.other is None):
        return _sum(amounts, _HALVES) if amounts.fiscal_current and amounts.carryover else None
    parts = [part for part in _sources(amounts) if name != "fiscal" or part in _OUTSIDE]
    if name != "fiscal" and set(parts) <= set(_OUTSIDE):
        return None
    return _difference(amounts, "total", parts, may_be_blank=True)


def _half(amounts: Amounts, name: str) -> Remainder | None:
    (sibling,) = set(_HALVES) - {name}
    if getattr(amounts, sibling) is None:
        return None
    if amounts.fiscal is not None:
        return _difference(amounts, "fiscal", [sibling])
    return _difference(amounts, "total", _sources(amounts))


def _sources(amounts: Amounts) -> list[str]:
    """Return the sources that are stated, 财政资金 as one amount where it is."""
    heads = ("fiscal",) if amounts.fiscal is not None else _HALVES
    return [name for name in (*heads, *_OUTSIDE) if getattr(amounts, name) is not None]


def _difference(
    amounts: Amounts, whole: str, parts: Iterable[str], *, may_be_blank: bool = False
) -> Remainder | None:
    total: Numeral | None = getattr(amounts, whole)
    if total is None:
        return None
    value = total.value
    for part in parts:
        value = EXACT.subtract(value, getattr(amounts, part).value)
    words = " − ".join(_written(amounts, name) for name in (whole, *parts))
    return Remainder(words, value, may_be_blank and not value)


def _sum(amounts: Amounts, parts: Iterable[str]) -> Remainder | None:
    value = Decimal(0)
    for part in parts:
        value = EXACT.add(value, getattr(amounts, part).value)
    words = " + ".join(_written(amounts, name) for name in parts)
    return Remainder(words, value) if words else None


def _written(amounts: Amounts, name: str) -> str:
    return f"{_CHINESE[name]}{getattr(amounts, name)}"
