"""Read a filled .docx back into the notation of building.py, so that an expected result is a text."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
Element = etree._Element

_PARTS = {"word/header.xml": "header", "word/footer.xml": "footer"}
_EDGES = re.compile(r"^ +| +$| {2,}")
_BESIDE = re.compile(r" *([│⏎┃⟦⟧]) *")


def read(data: bytes, widths: bool = False) -> str:
    """Return a document as text; `widths` shows the columns of its tables too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        trees = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml") and "/_rels/" not in name and name.startswith("word/")
        }
    body = trees["word/document.xml"].find(f"{W}body")
    assert body is not None
    lines = _blocks(body, widths)
    for name, title in _PARTS.items():
        if name in trees:
            lines += [f"=={title}==", *_blocks(trees[name], widths)]
    if "word/footnotes.xml" in trees:
        for note in trees["word/footnotes.xml"].iterfind(f"{W}footnote"):
            if note.get(f"{W}type") is None:
                lines += [f"==footnote {note.get(f'{W}id')}==", *_blocks(note, widths)]
    return tidy("\n".join(lines))


def tidy(text: str) -> str:
    """Return a notation with the spaces and blank lines that mean nothing taken out."""
    lines = [line.strip(" ") for line in text.splitlines()]
    lines = [_BESIDE.sub(r"\1", line) if line.startswith("│") else line for line in lines]
    while lines and lines[-1] in ("", "¶"):
        lines.pop()
    return "\n".join(line for line in lines if line)


def _blocks(holder: Element, widths: bool) -> list[str]:
    lines: list[str] = []
    for child in _contents(holder):
        if child.tag == f"{W}p":
            lines.append(_EDGES.sub(_spaces, _paragraph(child)) or "¶")
        elif child.tag == f"{W}tbl":
            if widths:
                lines.append("widths " + " ".join(c.get(f"{W}w", "") for c in child.iter(f"{W}gridCol")))
            lines += ["│" + "│".join(row) + "│" for row in _rows(child)]
        elif child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            lines.append(_inline(child))
    return lines


def _contents(holder: Element) -> list[Element]:
    """Return the children of a holder, with those of content controls in their place."""
    found: list[Element] = []
    for child in holder:
        if child.tag == f"{W}sdt":
            inside = child.find(f"{W}sdtContent")
            found += _contents(inside) if inside is not None else []
        else:
            found.append(child)
    return found


def _rows(table: Element) -> list[list[str]]:
    rows = [child for child in _contents(table) if child.tag == f"{W}tr"]
    return [[_cell(child) for child in _contents(row) if child.tag == f"{W}tc"] for row in rows]


def _cell(cell: Element) -> str:
    signs = ""
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    fill = cell.find(f"{W}tcPr/{W}shd")
    if span is not None:
        signs += f"<{span.get(f'{W}val')}>"
    if fill is not None:
        signs += f"<#{fill.get(f'{W}fill')}>"
    if merge is not None and merge.get(f"{W}val", "continue") == "continue":
        signs += "^"
    return signs + _inside(cell)


def _inside(cell: Element) -> str:
    pieces: list[str] = []
    children = _contents(cell)
    for child in children:
        if child.tag == f"{W}p":
            pieces.append(_EDGES.sub(_spaces, _paragraph(child)))
        elif child.tag == f"{W}tbl":
            pieces.append("⟦" + "┃".join("│".join(row) for row in _rows(child)) + "⟧")
    return "⏎".join(pieces)


def _spaces(match: re.Match[str]) -> str:
    return "␣" * len(match[0])


def _paragraph(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    sign = "#" * int(name[-1]) + " " if name.startswith("Heading") else ""
    section = "‹section›" if paragraph.find(f"{W}pPr/{W}sectPr") is not None else ""
    before = "‹pagebefore›" if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None else ""
    return sign + before + _inlines(paragraph) + section


def _inlines(element: Element) -> str:
    return "".join(map(_inline, element))


def _inline(element: Element) -> str:
    tag = str(element.tag)
    if tag in _PLAIN:
        return _PLAIN[tag]
    match tag.removeprefix(W):
        case "t" | "instrText":
            return element.text or ""
        case "br":
            return "‹page›" if element.get(f"{W}type") == "page" else "↵"
        case "fldChar":
            return {"begin": "‹field", "separate": ": ", "end": "›"}[element.get(f"{W}fldCharType", "")]
        case "fldSimple":
            return f"‹simple{element.get(f'{W}instr', '').rstrip()}: {_inlines(element)}›"
        case "bookmarkStart":
            return f"‹mark {element.get(f'{W}name')}: "
        case "hyperlink":
            return f"‹link {element.get(f'{W}anchor')}: {_inlines(element)}›"
        case "footnoteReference":
            return f"‹note {element.get(f'{W}id')}›"
        case "drawing":
            return _drawing(element)
    return _box(element) if tag == f"{MC}AlternateContent" else _inlines(element)


_PLAIN = {
    f"{W}pPr": "",
    f"{W}rPr": "",
    f"{W}sdtPr": "",
    f"{W}tab": "→",
    f"{W}bookmarkEnd": "›",
}


def _drawing(drawing: Element) -> str:
    properties = next(drawing.iter(f"{WP}docPr"))
    extent = next(drawing.iter(f"{WP}extent"))
    name = properties.get("name")
    return "‹drawing›" if name == "n" else f"‹{name} {extent.get('cx')} {extent.get('cy')}›"


def _box(element: Element) -> str:
    """Return a text box; what is drawn and what older programs show must say the same."""
    texts = [
        "⏎".join(_paragraph(p) for p in box if p.tag == f"{W}p") for box in element.iter(f"{W}txbxContent")
    ]
    assert len(set(texts)) == 1, f"the two versions of a text box differ: {texts}"
    return f"‹box: {texts[0]}›"
