"""What in one value is certainly a slip of the hand, and what should stand in its place.

Certain is what no reader could want otherwise: half-width marks beside Chinese characters, half-width
brackets around them, blanks at the ends and beside a full-width mark, full-width digits in a number. A single
blank between two Chinese characters is one only in running prose, where a line break of the text that it was
copied from left it behind. Where a short word stands free between two blanks, they divide words and are data,
as are runs of blanks and a blank behind a Chinese number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.misread_codes import certain_code
from pmgen.late_pattern import late
from pmgen.model.dates import is_year, read_iso_day
from pmgen.model.field_definitions import Field, FieldKind
from pmgen.model.meant_targets import meant_target
from pmgen.model.numerals import is_numeral
from pmgen.model.target_reading import TargetNotation, read_target
from pmgen.model.targets import Text


@dataclass(frozen=True, slots=True)
class Correction:
    """Characters `start` to `end` of a value, what they should be, and the rule that objects to them."""

    start: int
    end: int
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class _TypingSlip:
    """A slip that people make: where it stands, and what its characters become; those not named go away."""

    code: str
    pattern: re.Pattern[str]
    becomes: Mapping[str, str]
    applies: Callable[[str], bool] = bool


HALF_WIDTH_BRACKET = "PMG-P05"
_MARK = "PMG-P02"
_END = "PMG-P03"
_GAP = "PMG-P04"
_NUMBER = "PMG207"
_DAY = "PMG208"
_TARGET = "PMG214"
_YEAR = "PMG222"
_ODD_TARGET = "PMG-V25"
_CODE = "PMG-D09"
CORRECTED_CODES = frozenset(
    [HALF_WIDTH_BRACKET, _MARK, _END, _GAP, _NUMBER, _DAY, _TARGET, _YEAR, _ODD_TARGET, _CODE]
)
"""The codes of what can be corrected; not everything that has one of them can."""
_OPENING, _CLOSING = "“‘（《【〈", "”’）》】〉"
_SIGN = f"，。；：？！、{_OPENING}{_CLOSING}"
_LINE_END = r"(?:\n|\Z)"
_FREE_WORD = late(f" {HAN}{{1,4}} ")
_PROSE = late("[，。；：！？,;]")


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text)) and not _FREE_WORD.search(text)


_ENDS = _TypingSlip(_END, late(r"\A[^\S\n]+|[^\S\n]+\Z"), {})
_LINE_ENDS = _TypingSlip(_END, late(rf"(?<=\S)[^\S\n]+(?={_LINE_END})"), {})
_MARKS = _TypingSlip(
    _MARK,
    late(
        rf"[,;:?!](?<=(?:{HAN}|[{_CLOSING}]).)(?= ?(?:{HAN}|[{_OPENING}])|[0-9A-Za-z]|{_LINE_END})"
        rf"|[,;](?<=[0-9A-Za-z%％)].)(?= ?(?:{HAN}|[{_OPENING}]))|\.(?<={HAN}\.)(?={_LINE_END})"
    ),
    dict(zip(",;:?!.", "，；：？！。", strict=True)),
)
_BRACKETS = _TypingSlip(
    HALF_WIDTH_BRACKET,
    late(
        rf"(?:\A|(?<=(?:{HAN}|[{_SIGN}\n])))(\(){HAN}(?:[^()（）\n]*{HAN})?(\))(?={HAN}|[{_SIGN}]|{_LINE_END})"
    ),
    {"(": "（", ")": "）"},
)
_BESIDE_A_MARK = _TypingSlip(
    _GAP, late(rf" (?:(?<=[{_SIGN}] )(?={HAN}|[{_SIGN}])|(?<={HAN} )(?=[{_SIGN}]))"), {}
)
_IN_PROSE = _TypingSlip(_GAP, late(rf" (?<={HAN} )(?<![一二三四五六七八九十] )(?={HAN})"), {}, _is_prose)

_NAME = (_MARKS, _BRACKETS, _BESIDE_A_MARK)
_RUNNING = (*_NAME, _IN_PROSE)
_USUAL = (_MARKS,)
_HABITS: dict[str, tuple[_TypingSlip, ...]] = {
    "goal.text": _RUNNING,
    "indicator.basis_note": _RUNNING,
    "indicator.description": _RUNNING,
    "indicator.evidence": _RUNNING,
    "indicator.formula": (),
    "indicator.name": _NAME,
    "indicator.remark": _RUNNING,
    "project.legal_basis": _RUNNING,
    "project.purpose": _RUNNING,
    "waiver.indicators": _NAME,
    "waiver.reason": _RUNNING,
}
"""What is mended in a text beside its ends. Names of projects and units keep their brackets and blanks, for
they are registered as they are; names of indicators are known to waivers, which are mended alike."""

_KEPT = frozenset(
    (
        "annex.region",
        "goal.id",
        "indicator.level1",
        "target.measure_unit",
        "waiver.rule",
    )
)
"""Texts that are no prose: units, and what other texts refer to."""
_CODES = frozenset(("party.code", "project.code"))

_NARROW = {chr(wide): chr(wide - 0xFEE0) for wide in range(ord("！"), ord("～") + 1)} | {"−": "-"}
_WIDE = late(f"[{''.join(map(re.escape, _NARROW))}]")
_NUMBERS: dict[FieldKind, tuple[str, Callable[[str], object]]] = {
    FieldKind.NUMERAL: (_NUMBER, is_numeral),
    FieldKind.AMOUNT: (_NUMBER, is_numeral),
    FieldKind.YEAR: (_YEAR, is_year),
    FieldKind.DATE: (_DAY, read_iso_day),
    FieldKind.DAY_OR_MONTH: (_DAY, read_iso_day),
}


def corrections(
    text: str, field: Field, entity: str, accepted: Container[str] = ()
) -> tuple[Correction, ...]:
    """Return what to mend in `text`, the value of a field of `entity`, in its order; nothing overlaps.

    What only rules of the codes `accepted` object to is left alone.
    """
    name = f"{entity}.{field.english}"
    if not text.strip() or name in _KEPT:
        return ()
    if name in _CODES:
        meant = certain_code(text)
        return _rewritten(text, meant, _CODE) if meant and _CODE not in accepted else ()
    if field.kind is FieldKind.TARGET:
        return _of_target(text, accepted)
    return _mended(text, _habits(text, name, field), accepted)


def _habits(text: str, name: str, field: Field) -> tuple[_TypingSlip, ...]:
    """Return what may be mended in the value of a field."""
    if field.kind in _NUMBERS:
        return _of_number(text, *_NUMBERS[field.kind])
    if name == "target.value" and is_numeral(_narrow(text)):
        return _of_number(text, _TARGET, is_numeral)
    if field.kind is FieldKind.TEXT or name in _HABITS:
        return (_ends(text), *_HABITS.get(name, _USUAL))
    return ()


def _of_number(text: str, code: str, is_sound: Callable[[str], object]) -> tuple[_TypingSlip, ...]:
    return (_ENDS, _TypingSlip(code, _WIDE, _NARROW)) if is_sound(_narrow(text)) else ()


def _narrow(text: str) -> str:
    return "".join(_NARROW.get(character, character) for character in text.strip())


def _ends(text: str) -> _TypingSlip:
    return _LINE_ENDS if "\n" in text else _ENDS


def _of_target(text: str, accepted: Container[str]) -> tuple[Correction, ...]:
    """Return how to write a target in the usual way, if it is understood; else what to mend in its words."""
    reading = read_target(text)
    if reading.remark is TargetNotation.NORMALISED:
        usual = read_target(reading.usual)
        same = usual.target == reading.target and usual.remark is TargetNotation.NONE
        return _rewritten(text, reading.usual, _TARGET) if same and _TARGET not in accepted else ()
    meant = meant_target(text) if _ODD_TARGET not in accepted else None
    if meant and meant.is_certain:
        return _rewritten(text, meant.texts[0], _ODD_TARGET)
    words = _USUAL if isinstance(reading.target, Text) else ()
    return _mended(text, (_ends(text), *words), accepted)


def _rewritten(text: str, right: str, code: str) -> tuple[Correction, ...]:
    start, end, right_end = difference(text, right)
    return (Correction(start, end, right[start:right_end], code),)


def difference(first: str, second: str) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where in each of them the end that they share begins."""
    shorter = min(len(first), len(second))
    start = next((n for n in range(shorter) if first[n] != second[n]), shorter)
    rest = shorter - start
    shared = next((n for n in range(rest) if first[-1 - n] != second[-1 - n]), rest)
    return start, len(first) - shared, len(second) - shared


def _mended(text: str, habits: Iterable[_TypingSlip], accepted: Container[str]) -> tuple[Correction, ...]:
    """Return what to mend in `text`, that also which shows only when something else is mended."""
    wanted = [habit for habit in habits if habit.code not in accepted]
    draft, before = _Draft(text), None
    while draft.text != before:
        before = draft.text
        for habit in wanted:
            draft.mend(habit)
    return tuple(draft.mendings())


class _Draft:
    """A text in the course of mending: what stands for each of its characters, and why."""

    def __init__(self, text: str) -> None:
        self._pieces = list(text)
        self._codes = [""] * len(text)
        self.text = text
        """The text as it is by now."""

    def mend(self, habit: _TypingSlip) -> None:
        """Put right every slip of one kind."""
        text = self.text
        if not habit.applies(text) or not habit.pattern.search(text):
            return
        standing = [position for position, piece in enumerate(self._pieces) if piece]
        for match in habit.pattern.finditer(text):
            # A pattern with groups means only what they hold.
            for start, end in match.regs[1:] or match.regs:
                for position in range(start, end):
                    self._pieces[standing[position]] = habit.becomes.get(text[position], "")
                    self._codes[standing[position]] = habit.code
        self.text = "".join(self._pieces)

    def mendings(self) -> Iterator[Correction]:
        """Give what was changed; neighbours with one reason are one mending."""
        start = 0
        for code, run in groupby(self._codes):
            end = start + len(list(run))
            if code:
                yield Correction(start, end, "".join(self._pieces[start:end]), code)
            start = end
