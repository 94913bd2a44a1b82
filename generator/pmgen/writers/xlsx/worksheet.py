"""A finished sheet as the text of its part."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.document import Page
from pmgen.writers.xlsx.edges import header_footer
from pmgen.writers.xlsx.names import letters
from pmgen.writers.xlsx.sheet import Heads, Sheet
from pmgen.writers.xlsx.styles import DIGIT, NAMESPACE
from pmgen.writers.xml import DECLARATION, attribute

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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
            f'{DECLARATION}<worksheet xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">',
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


def _view(is_first: bool, heads: Heads | None) -> str:
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
