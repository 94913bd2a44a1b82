"""Lists: the number or bullet that stands before a paragraph, counted and written as Word does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.document import Font, Inline, Tab, Text
from pmgen.formats.word.text_properties import RunLook, Typefaces, read_paragraph, read_run
from pmgen.formats.word.word_losses import Losses
from pmgen.formats.word.word_styles import Look
from pmgen.opc.office_xml import Element, W, is_on, plain, value, whole
from pmgen.problems import message

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HIGHEST = 10_000
"""Above it every format is plain digits."""

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
FORMATS = frozenset(
    {
        "decimal",
        "decimalZero",
        "decimalFullWidth",
        "decimalHalfWidth",
        "decimalEnclosedCircle",
        "decimalEnclosedCircleChinese",
        "decimalEnclosedParen",
        "decimalEnclosedFullstop",
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "taiwaneseDigital",
        "chineseLegalSimplified",
        "ideographTraditional",
        "ideographZodiac",
        "upperLetter",
        "lowerLetter",
        "upperRoman",
        "lowerRoman",
        "numberInDash",
        "none",
        "bullet",
    }
)
"""The formats that `written` knows."""


def written(number: int, form: str) -> str:
    """Return a number in one of Word's formats; plain digits for one that is not known."""
    if not 0 <= number < _HIGHEST:
        return str(number)
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth":
            return str(number).translate({ord("0") + n: ord("０") + n for n in range(10)})
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _enclosed(number, 0x2460)
        case "decimalEnclosedParen":
            return _enclosed(number, 0x2474)
        case "decimalEnclosedFullstop":
            return _enclosed(number, 0x2488)
        case "numberInDash":
            return f"- {number} -"
        case "upperLetter" | "lowerLetter":
            letters = _letters(number)
            return letters if form == "upperLetter" else letters.lower()
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "ideographTraditional":
            return _cyclic(number, _STEMS)
        case "ideographZodiac":
            return _cyclic(number, _BRANCHES)
        case _:
            return _chinese_or_digits(number, form)


def _chinese_or_digits(number: int, form: str) -> str:
    match form:
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "chineseLegalSimplified":
            return _counted(number, _FORMAL, ("", "拾", "佰", "仟"), shortens=False)
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
        ):
            return _counted(number, _DIGITS.replace("〇", "零"), ("", "十", "百", "千"), shortens=True)
        case _:
            return str(number)


def _counted(number: int, digits: str, places: tuple[str, ...], shortens: bool) -> str:
    """Return a number below ten thousand in words, 十一 and not 一十一 where it shortens."""
    if not number:
        return digits[0]
    words, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + places[place]
        gap = digit == 0
    return words[1:] if shortens and 10 <= number < 20 else words


def _enclosed(number: int, first: int) -> str:
    return chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    """Return A to Z, then AA to ZZ with equal letters, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (number // worth)
        number %= worth
    return letters


def _cyclic(number: int, signs: str) -> str:
    return signs[number - 1] if 1 <= number <= len(signs) else str(number)


_PLACE = re.compile(r"%([1-9])")
_HINT = message("write the numbers into the layout as ordinary text")


class Level(NamedTuple):
    """One level of a list."""

    look: Look
    form: str
    text: str
    start: int
    follows: str
    digits_only: bool
    typeface: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: lists of the same `abstract` count together unless one starts anew."""

    abstract: str
    starts: frozenset[int]


class Lists:
    """The lists that paragraphs of a document may stand in, and the levels of each."""

    def __init__(self, root: Element | None, typefaces: Typefaces) -> None:
        self.known: dict[int, _List] = {}
        self.levels: dict[tuple[int, int], Level] = {}
        if root is not None:
            self._read(root, typefaces)

    @property
    def looks(self) -> dict[tuple[int, int], Look]:
        """Return what each level of each list says about its paragraphs."""
        return {key: level.look for key, level in self.levels.items()}

    def _read(self, root: Element, typefaces: Typefaces) -> None:
        abstract = {node.get(W + "abstractNumId", ""): node for node in root.iterfind(W + "abstractNum")}
        linked = {value(node.find(W + "styleLink")): node for node in abstract.values()}
        for node in root.iterfind(W + "num"):
            number, name = whole(node.get(W + "numId")), value(node.find(W + "abstractNumId"))
            base = abstract.get(name)
            if base is not None and base.find(W + "numStyleLink") is not None:
                base = linked.get(value(base.find(W + "numStyleLink")), base)
                name = base.get(W + "abstractNumId", name)
            self._read_list(number, name, base, node, typefaces)

    def _read_list(
        self, number: int, name: str, base: Element | None, own: Element, typefaces: Typefaces
    ) -> None:
        starts = set()
        for node in base.iterfind(W + "lvl") if base is not None else ():
            self.levels[number, whole(node.get(W + "ilvl"))] = _level(node, typefaces)
        for node in own.iterfind(W + "lvlOverride"):
            level = whole(node.get(W + "ilvl"))
            replacing, start = node.find(W + "lvl"), node.find(W + "startOverride")
            if replacing is not None:
                self.levels[number, level] = _level(replacing, typefaces)
            if start is not None and (number, level) in self.levels:
                starts.add(level)
                known = self.levels[number, level]
                self.levels[number, level] = known._replace(start=whole(value(start)))
        self.known[number] = _List(name, frozenset(starts))


class Numbering:
    """How far each list of a document has counted."""

    def __init__(self, lists: Lists, losses: Losses) -> None:
        self._findings = losses
        self._lists = lists.known
        self._levels = lists.levels
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[int] = set()

    def prefix(self, place: tuple[int, int], font: Font) -> tuple[Inline, ...]:
        """Return what stands before the next paragraph at this place of a list."""
        level = self._levels.get(place)
        if level is None:
            self._warn_unknown("")
            return ()
        self._count(place, level)
        text = self._text(place, level)
        if not text:
            return ()
        match level.follows:
            case "nothing":
                return (Text(text, font),)
            case "space":
                return (Text(f"{text} ", font),)
            case _:
                return (Text(text, font), Tab())

    def _count(self, place: tuple[int, int], level: Level) -> None:
        number, depth = place
        counts = self._counts.setdefault(self._lists[number].abstract, {})
        if number not in self._started:
            self._started.add(number)
            for started in self._lists[number].starts:
                counts.pop(started, None)
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

    def _text(self, place: tuple[int, int], level: Level) -> str:
        if level.form == "bullet":
            text = plain(level.text, level.typeface)
            if text is None:
                self._warn_unknown(level.text)
            return "•" if text is None else text
        return _PLACE.sub(lambda match: self._number(place, int(match[1]) - 1, level), level.text)

    def _number(self, place: tuple[int, int], depth: int, asking: Level) -> str:
        number = place[0]
        level = self._levels.get((number, depth), asking)
        counted = self._counts[self._lists[number].abstract].get(depth, level.start)
        if level.form not in FORMATS:
            self._warn_unknown(level.form)
        return written(counted, "decimal" if asking.digits_only and depth < place[1] else level.form)

    def _warn_unknown(self, words: str) -> None:
        text = message("the numbers of a list are of a kind that is not known and may look different")
        self._findings.add("PMG572", text, words, _HINT)


def _level(node: Element, typefaces: Typefaces) -> Level:
    run = read_run(node.find(W + "rPr"), typefaces)
    form = value(node.find(W + "numFmt"), "decimal")
    return Level(
        Look(read_paragraph(node.find(W + "pPr")), _without_typefaces(run) if form == "bullet" else run),
        form,
        value(node.find(W + "lvlText")),
        whole(value(node.find(W + "start"), "0")),
        value(node.find(W + "suff"), "tab"),
        is_on(node.find(W + "isLgl")),
        run.get("latin", ""),
    )


def _without_typefaces(look: RunLook) -> RunLook:
    """Return the look for a bullet, which is an ordinary character now, whatever typeface it came from."""
    plain_look: RunLook = {**look}
    plain_look.pop("latin", None)
    plain_look.pop("east_asian", None)
    return plain_look
