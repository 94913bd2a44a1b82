"""The parts of a .docx and how they refer to each other; its theme's typefaces; its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.document import Image
from pmgen.formats.word.text_properties import Typefaces
from pmgen.formats.word.word_losses import Losses
from pmgen.opc.office_package import Damaged, OfficePackage, Relation, open_once
from pmgen.opc.office_xml import WP, Element, R, W, emus
from pmgen.pictures import media_type
from pmgen.problems import LayoutPlace, Message, Problems, Refusal, message


def open_word_file(data: bytes, title: str) -> OfficePackage:
    """Return the parts of a .docx. Raises Refusal where it is none."""
    try:
        return open_once(data)
    except Damaged:
        raise refusal(title) from None


def refusal(title: str) -> Refusal:
    """Return what to raise for a file that is no .docx, or damaged."""
    problems = Problems()
    problems.add("PMG560", message("this is not a .docx file, or it is damaged"), LayoutPlace(title))
    return Refusal(problems)


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan"}


def read_typefaces(theme: Element | None, settings: Element | None) -> Typefaces:
    """Return the typeface behind `minorEastAsia`, `majorHAnsi` and so on; empty without a theme."""
    if theme is None:
        return {}
    script = _script(settings)
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{A}{kind}Font")
        if fonts is not None:
            latin, east_asian = _typeface(fonts, "latin"), _for_script(fonts, script)
            names = {"Ascii": latin, "HAnsi": latin, "EastAsia": east_asian, "Bidi": _typeface(fonts, "cs")}
            found |= {kind + name: face for name, face in names.items() if face}
    return found


def _script(settings: Element | None) -> str:
    languages = None if settings is None else settings.find(W + "themeFontLang")
    language = "zh-CN" if languages is None else languages.get(W + "eastAsia", "zh-CN")
    return _SCRIPTS.get(language, "Hans")


def _typeface(fonts: Element, name: str) -> str:
    node = fonts.find(A + name)
    return "" if node is None else node.get("typeface", "")


def _for_script(fonts: Element, script: str) -> str:
    """Return the face for the script of the document where the theme names no single one."""
    named = _typeface(fonts, "ea")
    scripts = {node.get("script"): node.get("typeface", "") for node in fonts.iter(A + "font")}
    return named or scripts.get(script, "")


_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_SHAPES = {
    "chart": message("a chart is left out"),
    "diagram": message("a diagram is left out"),
}
_OTHER = message("a drawing is left out")
_SIZE_HINT = message("draw it as large as it is to be seen, or delete it")
_HINT = message("put it into the layout as a PNG or JPEG picture in line with the text")


def read_drawing(
    drawing: Element, package: OfficePackage, relations: Mapping[str, Relation], losses: Losses
) -> Iterator[Image]:
    """Iterate over the pictures of a w:drawing, and report what else it is."""
    frame = next(iter(drawing), None)
    if frame is None:
        return
    words = _description(frame)
    blips = list(frame.iter(A + "blip"))
    if not blips and not any(True for _ in frame.iter("{*}txbxContent")):
        losses.add("PMG567", _shape(frame), words, _HINT)
    if blips and frame.tag == WP + "anchor":
        text = message("a floating picture stands in the line of the text")
        losses.add("PMG566", text, words, message("set its wrapping to “in line with text”"))
    for blip in blips:
        yield from _picture(blip, frame, words, package, relations, losses)


def _picture(
    blip: Element,
    frame: Element,
    words: str,
    package: OfficePackage,
    relations: Mapping[str, Relation],
    losses: Losses,
) -> Iterator[Image]:
    relation = relations.get(blip.get(R + "embed", ""))
    data = b"" if relation is None else package.parts.get(relation.target, b"")
    kind = media_type(data)
    if not kind:
        losses.add("PMG567", message("a picture that is neither PNG nor JPEG is left out"), words, _HINT)
        return
    width, height = _size(blip, frame)
    if width <= 0 or height <= 0:
        losses.add("PMG567", message("a picture of no width or height is left out"), words, _SIZE_HINT)
        return
    if _is_changed(blip):
        text = message("a picture that is cropped or turned is shown whole and upright")
        losses.add("PMG566", text, words)
    yield Image(data, kind, width, height, words)


def _size(blip: Element, frame: Element) -> tuple[float, float]:
    """Return the size of the picture itself, which in a group is not that of the frame."""
    extent = frame.find(WP + "extent")
    if extent is None:
        return 0.0, 0.0
    return emus(extent.get("cx")), emus(extent.get("cy"))


def _is_changed(blip: Element) -> bool:
    picture = next(blip.iterancestors(_PICTURE + "pic"), None)
    if picture is None:
        return False
    crop, place = picture.find(f".//{A}srcRect"), picture.find(f".//{A}xfrm")
    turned = place is not None and any(key in place.attrib for key in ("rot", "flipH", "flipV"))
    return turned or (crop is not None and bool(crop.attrib))


def _description(frame: Element) -> str:
    named = frame.find(WP + "docPr")
    return "" if named is None else named.get("descr", "")


def _shape(frame: Element) -> Message:
    data = frame.find(f"{A}graphic/{A}graphicData")
    kind = "" if data is None else data.get("uri", "").rpartition("/")[2]
    return _SHAPES.get(kind, _OTHER)
