"""A finished sheet as the text of its parts: the worksheet, its page heads and feet, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from pmgen.document import (
    Align,
    Block,
    Bookmark,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    RunningHeads,
    Section,
    Tab,
    Text,
)
from pmgen.formats.xlsx.write.cell_styles import DIGIT, NAMESPACE
from pmgen.formats.xlsx.write.sheet_rows import Picture, PrintTitles, Sheet, letters
from pmgen.opc.package_writing import OFFICE_RELATIONS
from pmgen.opc.xml_text import DECLARATION, attribute, escape_quotes
from pmgen.pictures import EMUS_PER_POINT
from pmgen.problems import Problems, message

LONGEST_RUNNING_HEAD = 255
"""The characters that Excel keeps of a head or foot, its signs for fonts and numbers included."""

_PLACES = {Align.LEFT: "&L", Align.CENTER: "&C", Align.RIGHT: "&R", Align.JUSTIFY: "&L"}


def header_footer(section: Section, problems: Problems) -> str:
    """Return the element for heads and feet of a sheet's pages, or nothing where there are none."""
    kinds = {"odd": section.ordinary, "even": section.even, "first": section.first}
    given = {kind: running_heads for kind, running_heads in kinds.items() if running_heads is not None}
    parts = "".join(_parts(kind, running_heads, problems) for kind, running_heads in given.items())
    differing = ' differentOddEven="1"' * ("even" in given) + ' differentFirst="1"' * ("first" in given)
    return f'<headerFooter{differing} scaleWithDoc="0">{parts}</headerFooter>' if parts else ""


def _parts(kind: str, running_heads: RunningHeads, problems: Problems) -> str:
    texts = (
        ("Header", _running_head(running_heads.header, problems)),
        ("Footer", _running_head(running_heads.footer, problems)),
    )
    return "".join(f"<{kind}{name}>{escape_quotes(text)}</{kind}{name}>" for name, text in texts if text)


def _running_head(blocks: Iterable[Block], problems: Problems) -> str:
    lines: dict[str, list[str]] = {"&L": [], "&C": [], "&R": []}
    for paragraph in _paragraphs(blocks):
        line = "".join(_inline(child, paragraph.font, problems) for child in paragraph.children)
        if line:
            lines[_PLACES[paragraph.align]].append(line)
    edge = "".join(place + "\n".join(parts) for place, parts in lines.items() if parts)
    if len(edge) <= LONGEST_RUNNING_HEAD:
        return edge
    said = message(
        "the head or foot of a page is too long for Excel and was left out: {words}", words=edge[:80]
    )
    problems.add(
        "PMG586", said, hint=message("Excel keeps {most} signs, fonts included", most=LONGEST_RUNNING_HEAD)
    )
    return ""


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from _paragraphs(cell.blocks)


def _inline(inline: Inline, font: Font, problems: Problems) -> str:
    match inline:
        case Text(text, own):
            return _font(own) + " ".join(text.split("\n")).replace("&", "&&") if text else ""
        case PageNumber(own):
            return _font(own) + "&P"
        case LineBreak():
            return "\n"
        case Tab():
            return " "
        case Link(_, children):
            return "".join(_inline(child, font, problems) for child in children)
        case Image():
            _report_picture(inline, problems)
            return ""
        case Bookmark() | PageReference():
            return ""
        case _:
            assert_never(inline)


def _font(font: Font) -> str:
    """Return the signs for a font; the face comes last, so that digits after it are text."""
    manner = "Bold" if font.bold else "Regular"
    return f'&{round(font.size)}&"{font.east_asian.replace(chr(34), "")},{manner}"'


def _report_picture(image: Image, problems: Problems) -> None:
    said = message("the picture {name} at the head or foot of a page was left out", name=image.description)
    problems.add("PMG587", said, hint=message("the head and foot of a sheet hold only text"))


_PAPERS = {(842, 1191): 8, (595, 842): 9, (420, 595): 11, (516, 729): 13, (612, 792): 1}
_WIDEST = 255.0
_LAST_COLUMN = 16383
_HIGHEST_FROZEN = 200.0
_INCH = 72.0


def worksheet(sheet: Sheet, is_first: bool, targets: dict[str, str]) -> str:
    """Return the part of a sheet; `targets` has the place of every bookmark of the workbook."""
    area = f"A1:{letters(len(sheet.widths) - 1)}{max(sheet.row, 1)}"
    page = sheet.section.page
    drawing = '<drawing r:id="rId1"/>' if sheet.pictures else ""
    return "".join(
        (
            f'{DECLARATION}<worksheet xmlns="{NAMESPACE}" xmlns:r="{OFFICE_RELATIONS}">',
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
            f'<dimension ref="{area}"/>',
            _view(is_first, sheet.heads),
            '<sheetFormatPr defaultRowHeight="15"/>',
            _columns(sheet),
            "<sheetData>",
            *sheet.rows,
            "</sheetData>",
            _merges(sheet.merges),
            _links(sheet, targets),
            '<printOptions horizontalCentered="1"/>',
            _margins(page),
            _setup(page),
            header_footer(sheet.section, sheet.problems),
            _breaks(sheet.starts),
            f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>',
            drawing,
            "</worksheet>",
        )
    )


def _view(is_first: bool, heads: PrintTitles | None) -> str:
    """Return the view, with the heads frozen unless they would fill the window."""
    chosen = ' tabSelected="1"' if is_first else ""
    pane = ""
    if heads is not None and heads.bottom <= _HIGHEST_FROZEN:
        below = f"A{heads.last + 1}"
        pane = (
            f'<pane ySplit="{heads.last}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
        )
    view = f'<sheetView showGridLines="0"{chosen} workbookViewId="0"'
    return (
        f"<sheetViews>{view}>{pane}</sheetView></sheetViews>"
        if pane
        else f"<sheetViews>{view}/></sheetViews>"
    )


def _columns(sheet: Sheet) -> str:
    columns = (
        f'<col min="{number}" max="{number}" width="{min(width / DIGIT, _WIDEST):.4f}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, 1)
    )
    return f"<cols>{''.join(columns)}</cols>"


def _merges(merges: list[str]) -> str:
    if not merges:
        return ""
    cells = "".join([f'<mergeCell ref="{area}"/>' for area in merges])
    return f'<mergeCells count="{len(merges)}">{cells}</mergeCells>'


def _links(sheet: Sheet, targets: dict[str, str]) -> str:
    links = "".join(
        f'<hyperlink ref="{link.cells}"{attribute("location", targets[link.bookmark])}/>'
        for link in sheet.links
        if link.bookmark in targets
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _breaks(starts: Sequence[int]) -> str:
    """Return where pages end; a break counts the rows above it."""
    if not starts:
        return ""
    breaks = "".join([f'<brk id="{start - 1}" max="{_LAST_COLUMN}" man="1"/>' for start in starts])
    return f'<rowBreaks count="{len(starts)}" manualBreakCount="{len(starts)}">{breaks}</rowBreaks>'


def _margins(page: Page) -> str:
    sides = {name: getattr(page.margins, name) for name in ("left", "right", "top", "bottom")}
    sides |= {"header": page.header_distance, "footer": page.footer_distance}
    given = "".join(f' {name}="{side / _INCH:.4f}"' for name, side in sides.items())
    return f"<pageMargins{given}/>"


def _setup(page: Page) -> str:
    short, long = sorted((page.width, page.height))
    paper = next((code for (w, h), code in _PAPERS.items() if abs(w - short) < 3 and abs(h - long) < 3), None)
    size = (
        f'paperWidth="{page.width * 25.4 / _INCH:.1f}mm" paperHeight="{page.height * 25.4 / _INCH:.1f}mm"'
        if paper is None
        else f'paperSize="{paper}"'
    )
    turned = "landscape" if page.width > page.height else "portrait"
    return f'<pageSetup {size} fitToHeight="0" orientation="{turned}"/>'


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def drawing(pictures: Sequence[Picture]) -> str:
    """Return the part with the pictures of a sheet."""
    anchors = "".join(_anchor(picture, number) for number, picture in enumerate(pictures, 1))
    return (
        f'{DECLARATION}<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main"'
        f' xmlns:r="{OFFICE_RELATIONS}">{anchors}</xdr:wsDr>'
    )


def drawing_relations(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the relations of that part to the files of its pictures."""
    return [(f"rId{n}", "image", f"../media/{name}") for n, name in enumerate(names, 1)]


def _anchor(picture: Picture, number: int) -> str:
    image = picture.image
    size = f'cx="{round(image.width * EMUS_PER_POINT)}" cy="{round(image.height * EMUS_PER_POINT)}"'
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{picture.column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{picture.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext {size}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="图片 {number}"'
        f"{attribute('descr', image.description)}/><xdr:cNvPicPr/></xdr:nvPicPr>"
        f'<xdr:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor>"
    )
