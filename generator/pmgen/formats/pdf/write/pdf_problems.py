"""The problems that a PDF can have, each with its sentence and hint."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.problems import LayoutPlace, Message, Problem, message

_FEW_WORDS = 16
_INSTALL = message("Install the font")
_WIDER = message("Make the column wider, or its type smaller")


def no_font() -> Problem:
    """Return the problem of a machine without any Chinese font."""
    return _problem(
        "PMG541",
        message("There is no Chinese font on this machine, so no PDF can be written"),
        message("Install one, such as Noto Serif CJK SC"),
    )


def substituted(family: str, other: str) -> Problem:
    """Return the problem of a family that another stands in for."""
    return _problem(
        "PMG540",
        message("The font {family} is not on this machine; the PDF uses {other}", family=family, other=other),
        _INSTALL,
    )


def damaged(family: str) -> Problem:
    """Return the problem of a font file whose glyphs cannot be read."""
    return _problem(
        "PMG551",
        message("The file of the font {family} is damaged, so no PDF can be written", family=family),
        message("Install the font anew"),
    )


def imitated_bold(family: str) -> Problem:
    """Return the remark that a family has no bold face."""
    return _problem(
        "PMG543",
        message("The font {family} has no bold face; the PDF draws its letters thicker", family=family),
    )


def imitated_italic(family: str) -> Problem:
    """Return the remark that a family has no italic face."""
    return _problem(
        "PMG543",
        message("The font {family} has no italic face; the PDF slants its letters", family=family),
    )


def no_glyph(character: str, family: str, places: Sequence[LayoutPlace]) -> Problem:
    """Return the problem of a character that no font can draw, neither the `family` asked for nor another."""
    text = message(
        "The PDF cannot show the character {character} (U+{code}): neither {family} nor any other font "
        "has it",
        character=character,
        code=f"{ord(character):04X}",
        family=family,
    )
    hint = message("Install a font that has it, or write it another way")
    return Problem("PMG542", text, tuple(places), hint)


def right_to_left(place: LayoutPlace) -> Problem:
    """Return the problem of a script that runs from right to left."""
    text = message(
        "The PDF sets “{around}” from left to right, and does not join its letters", around=place.text
    )
    return Problem("PMG544", text, (place,), message("Look at the page; the text itself is complete"))


def bad_image(description: str, media_type: str) -> Problem:
    """Return the problem of a picture that a PDF cannot carry."""
    return _problem(
        "PMG545",
        message(
            "The picture “{description}” ({kind}) cannot be put into a PDF",
            description=description,
            kind=media_type,
        ),
        message("Save it as an ordinary PNG or JPEG"),
    )


def shrunk(table: str, percent: int) -> Problem:
    """Return the problem of a table that is wider than the paper."""
    return _problem(
        "PMG546",
        message(
            "The table “{table}” is wider than the page and is printed at {percent} %",
            table=table,
            percent=percent,
        ),
        message("Make its columns narrower, or the page wider"),
    )


def no_bookmark(name: str) -> Problem:
    """Return the problem of a reference that leads nowhere."""
    return _problem(
        "PMG547",
        message("Something refers to the bookmark {name}, which the document does not have", name=name),
    )


def grown(text: str) -> Problem:
    """Return the problem of a row too low for its text."""
    return _problem(
        "PMG548",
        message("A row of fixed height is too low for “{words}”; the PDF makes it higher", words=text),
        message("Give the row a higher or a least height in the layout"),
    )


def too_narrow(text: str) -> Problem:
    """Return the problem of a column narrower than one character."""
    return _problem(
        "PMG550",
        message("A column is too narrow for a single character of “{words}”", words=text),
        message("Make the column wider, or its padding smaller"),
    )


def wide_number(text: str, percent: int) -> Problem:
    """Return the problem of a number wider than its column: printed smaller, or parted at 0 percent."""
    if not percent:
        said = message(
            "A column is too narrow for a number; the PDF parts it in two lines: {words}", words=text
        )
        return _problem("PMG549", said, _WIDER)
    said = message(
        "A column is too narrow for a number; the PDF prints its cell at {percent} %: {words}",
        percent=percent,
        words=text,
    )
    return _problem("PMG553", said, _WIDER)


def not_turned(text: str) -> Problem:
    """Return the problem of a turned cell whose lines have no room beside each other."""
    return _problem(
        "PMG552",
        message(
            "The PDF shows the turned text “{words}” across: its cell holds more than it, or is too small",
            words=text,
        ),
        message("Make the column wider, or the text shorter; a picture or a table cannot be turned"),
    )


def too_high(text: str) -> Problem:
    """Return the problem of a line that no page has room for."""
    return _problem(
        "PMG554",
        message("The page is too low for the line “{words}”", words=text[:_FEW_WORDS]),
        message("Make the page higher, or the text, its spacing or its padding smaller"),
    )


def no_room() -> Problem:
    """Return the problem of a head and foot that fill the page."""
    return _problem(
        "PMG555",
        message("The head and the foot leave no room on the page"),
        message("Make them lower in the layout, or the page higher"),
    )


def _problem(code: str, text: Message, hint: Message | None = None) -> Problem:
    return Problem(code, text, (), hint)
