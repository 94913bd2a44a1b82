"""Pictures from the pack's folder: {{ 'logo.png' | image('30mm') }}."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2.runtime import Context
from jinja2.utils import pass_context

from pmgen.engines.language import HELPER, UnusableValue
from pmgen.engines.language.form_filters import code_of
from pmgen.engines.word.layout_xml import between
from pmgen.opc.office_xml import R
from pmgen.opc.xml_text import attribute_value
from pmgen.pictures import EMUS_PER_POINT, LONGEST, NoPicture, PackPicture, load_pack_pictures, scaled
from pmgen.problems import Problem, Refusal, SourcePlace, message

_EMU = {"mm": 36_000, "cm": 360_000, "pt": EMUS_PER_POINT, "in": 914_400}
_SMALLER = message("save them smaller, and move away what the layout does not show")
_LENGTH = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(mm|cm|pt|in)\Z")


class FinishedXml(str):
    """A piece of finished XML, which is not escaped again."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def load_pictures(folder: Path) -> Mapping[str, PackPicture | None]:
    """Return the pictures that lie in a pack's folder, by file name. Raises Refusal."""
    try:
        return load_pack_pictures(folder)
    except NoPicture:
        text = message("refused: the pictures beside the layout are larger than any form needs")
        raise Refusal([Problem("PMG803", text, (SourcePlace(str(folder)),), _SMALLER)]) from None


def part_of(picture: PackPicture) -> str:
    """Return the name of a picture's part in the package."""
    return f"word/media/{relation_id(picture.name)}{Path(picture.name).suffix.lower()}"


@pass_context
def image(context: Context, name: str, width: str | None = None, height: str | None = None) -> FinishedXml:
    """Return the picture `name` as wide and high as asked; one length keeps its proportions."""
    shown: FinishedXml = context[HELPER + "picture"](name, width, height)
    return shown


def code(kind: str) -> Callable[..., FinishedXml | None]:
    """Return the filter that draws the code of a text."""

    @pass_context
    def drawn(
        context: Context, text: object, width: str | None = None, height: str | None = None
    ) -> FinishedXml | None:
        if text is None or text == "":
            return None
        shown: FinishedXml = context[HELPER + "code"](code_of(kind, text), width, height)
        return shown

    return drawn


class Pictures:
    """The pictures that one part uses in one rendering."""

    def __init__(self, known: Mapping[str, PackPicture | None]) -> None:
        self._known = known
        self.used: dict[str, PackPicture] = {}
        self._shown = 0

    def show(self, name: str, width: str | None, height: str | None) -> FinishedXml:
        """Return the drawing of a picture, to stand inside a w:t."""
        if str(name) not in self._known:
            known = "、".join(self._known) or "—"
            raise UnusableValue(
                message("no picture named {name} stands in the folder of region.yaml", name=name),
                message("there are: {names}", names=known),
            )
        picture = self._known[str(name)]
        if picture is None:
            raise UnusableValue(
                message("{name} is not a picture of type PNG or JPEG, or it is damaged", name=name),
                message("save it anew as PNG"),
            )
        return self.draw(picture, width, height)

    def draw(self, picture: PackPicture, width: str | None, height: str | None) -> FinishedXml:
        """Return the drawing of a picture that is known."""
        self.used[picture.name] = picture
        self._shown += 1
        return FinishedXml(between(_drawing(picture, *_size(picture, width, height), 100_000 + self._shown)))


def relation_id(name: str) -> str:
    """Return the relationship id under which a picture is used."""
    return "pmgen_" + "".join(
        sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}" for sign in name
    )


def _size(picture: PackPicture, width: str | None, height: str | None) -> tuple[int, int]:
    asked = [None if length is None else _emu(length) for length in (width, height)]
    wide, high = scaled((picture.width, picture.height), *asked)
    return _shown(wide), _shown(high)


def _shown(emu: float) -> int:
    """Return a length that may follow from a picture's own, which may be any."""
    if emu > LONGEST:
        raise UnusableValue(
            message("no picture is {length} wide or high", length=f"{emu // 36_000:.0f}mm"), _EXAMPLE
        )
    return max(1, int(emu))


_EXAMPLE = message("write for example {example}", example="30mm")


def _emu(length: str) -> int:
    match = _LENGTH.match(str(length).strip())
    if match is None:
        raise UnusableValue(message("{length} is no length", length=length), _EXAMPLE)
    whole, _, fraction = match.group(1).partition(".")
    emu: int = int(whole + fraction) * _EMU[match.group(2)] // 10 ** len(fraction)
    if not 0 < emu <= LONGEST:
        raise UnusableValue(message("no picture is {length} wide or high", length=length), _EXAMPLE)
    return emu


_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/"


def _drawing(picture: PackPicture, width: int, height: int, number: int) -> str:
    name = attribute_value(picture.name)
    words = attribute_value(picture.description or picture.name)
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_MAIN}wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{name}" descr="{words}"/>'
        f'<a:graphic xmlns:a="{_MAIN}main"><a:graphicData uri="{_MAIN}picture">'
        f'<pic:pic xmlns:pic="{_MAIN}picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"{_fill(picture)}{_shape(width, height)}"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _fill(picture: PackPicture) -> str:
    relation = f'xmlns:r="{R[1:-1]}" r:embed="{relation_id(picture.name)}"'
    return f"<pic:blipFill><a:blip {relation}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"


def _shape(width: int, height: int) -> str:
    extent = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    return f'<pic:spPr>{extent}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
