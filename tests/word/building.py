"""Build small .docx layouts from text.

A line is a paragraph of the body, `¶` an empty one, `# ` and `## ` begin headings. Lines that begin with `│`
are the rows of a table; lines above them set its columns (`widths 1000 2000`), its lines (`lines all`, or by
their names `lines top bottom insideH`) and other properties (`table <w:jc w:val="center"/>`). A cell begins
with `<2>` where it spans two columns, with `⌄` where a merge begins and with `^` where it goes on, with
`[-lr]` where it has no lines on the left and right, with `[0lr]` where it asks for none there and with `[+b]`
where it has its own at the bottom; a row begins with `[head]` where it stands on every page. `⏎` ends a
paragraph of the cell, `⟦a│b┃c│d⟧` is a table in it. `==header==`, `==footer==` and `==footnote 2==` begin
other parts.
In a paragraph `¦` splits a run, `→` is a tab, `↵` a line break, `␣` a space, and `‹kind argument: text›`
stands for what Word wraps around or puts between runs (see WRAPPERS and MARKS).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
RELATIONS = SPACES["r"] + "/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_INLINE = re.compile(r"[‹›¦→↵]")
_PARTS = re.compile(r"^==(.+)==$", re.M)
_PREFIX = re.compile(r"(⌄|\^|<(\d+)>|\[(?:head|[-+0][tlbr]+)\]) *")
_SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
_ALL_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")
_KINDS = {"header": "header", "footer": "footer"}
_MARGINS = (
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="851" w:footer="992" w:gutter="0"/>'
)
_PAGE = f'<w:pgSz w:w="11906" w:h="16838"/>{_MARGINS}'


def build(text: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return the .docx of a layout; `extra` parts are added or take the place of its own."""
    return package({**parts_of(text), **(extra or {})})


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def parts_of(text: str) -> dict[str, str | bytes]:
    """Return the parts of a layout by name."""
    body, *others = _PARTS.split(text)
    sections = dict(zip(others[::2], others[1::2], strict=True))
    builder = _Builder()
    notes = {kind.split()[1]: lines for kind, lines in sections.items() if kind.startswith("footnote")}
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "", "_rels/.rels": _root_relations()}
    references = ""
    related = ["styles", "settings"]
    for kind in sections.keys() & _KINDS.keys():
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        parts[f"word/{kind}.xml"] = f"{HEAD}<w:{tag} {DECLARED}>{builder.blocks(sections[kind])}</w:{tag}>"
        references += f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
        related.append(kind)
    builder.references = references
    if notes:
        related.append("footnotes")
        parts["word/footnotes.xml"] = _footnotes({key: builder.blocks(lines) for key, lines in notes.items()})
    blocks = builder.blocks(body)
    section = f"<w:sectPr>{references}{_PAGE}</w:sectPr>"
    parts["word/document.xml"] = (
        f"{HEAD}<w:document {DECLARED}><w:body>{blocks}{section}</w:body></w:document>"
    )
    parts["word/styles.xml"] = STYLES
    parts["word/settings.xml"] = f"{HEAD}<w:settings {DECLARED}/>"
    parts["word/_rels/document.xml.rels"] = relations({kind: (kind, f"{kind}.xml") for kind in related})
    parts["[Content_Types].xml"] = content_types(parts)
    return parts


def relations(targets: Mapping[str, tuple[str, str]], external: frozenset[str] = frozenset()) -> str:
    """Return a part of relationships: id -> (kind, target)."""
    nodes = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}{kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if key in external else "/>")
        for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{nodes}</Relationships>'


def content_types(parts: Mapping[str, object], main: str = "document.main") -> str:
    """Return [Content_Types].xml for the parts."""
    names = {"document": main, "first": "footer", "even": "footer", "top": "header"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{WORD_TYPE}{names.get(stem, stem)}+xml"/>'
        for name in parts
        if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1
        for stem in [name[5:].removesuffix(".xml")]
    )
    defaults = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
    )
    return f'{HEAD}<Types xmlns="{PACKAGE}content-types">{defaults}{overrides}</Types>'


def _root_relations() -> str:
    return relations({"main": ("officeDocument", "word/document.xml")})


def _footnotes(notes: Mapping[str, str]) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = "".join(f'<w:footnote w:id="{key}">{blocks}</w:footnote>' for key, blocks in notes.items())
    return f"{HEAD}<w:footnotes {DECLARED}>{separators}{own}</w:footnotes>"


@dataclass(slots=True)
class _Builder:
    """Makes XML of lines; ids are its own counters."""

    references: str = ""
    number: int = 0
    marks: dict[str, int] = field(default_factory=dict)

    def next(self) -> int:
        self.number += 1
        return self.number

    # blocks

    def blocks(self, text: str) -> str:
        """Return the paragraphs and tables of lines of text."""
        made: list[str] = []
        rows: list[str] = []
        widths: list[int] = []
        properties = ""
        for line in [*text.splitlines(), ""]:
            if line.startswith("│"):
                rows.append(line)
                continue
            if rows:
                made.append(self.table([_cells(row) for row in rows], widths, properties))
                rows, widths, properties = [], [], ""
            if line.startswith("widths "):
                widths = [int(width) for width in line.split()[1:]]
            elif line.startswith("lines "):
                properties += _borders("tbl", _ALL_LINES if line == "lines all" else line.split()[1:])
            elif line.startswith("table "):
                properties += line.removeprefix("table ")
            elif line.strip(" "):
                made.append(self.paragraph(line.strip(" ")))
        if not made or made[-1].endswith("</w:tbl>"):
            made.append("<w:p/>")
        return "".join(made)

    def table(self, rows: list[list[str]], widths: list[int], more: str = "") -> str:
        """Return a table of cells."""
        columns = max(sum(_span(cell) for cell in row) for row in rows)
        widths = widths or [1000] * columns
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        lines = "".join(self.row(row, widths) for row in rows)
        properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/>{more}</w:tblPr>'
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"

    def row(self, cells: list[str], widths: list[int]) -> str:
        """Return a row."""
        made, column = "", 0
        for cell in cells:
            span = _span(cell)
            made += self.cell(cell, sum(widths[column : column + span]))
            column += span
        head = "<w:trPr><w:tblHeader/></w:trPr>" * any(match[1] == "[head]" for match in _prefixes(cells[0]))
        return f"<w:tr>{head}{made}</w:tr>"

    def cell(self, text: str, width: int) -> str:
        """Return a cell."""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if _span(text) > 1:
            properties += f'<w:gridSpan w:val="{_span(text)}"/>'
        signs = "".join(match[1] for match in _prefixes(text))
        if "⌄" in signs:
            properties += '<w:vMerge w:val="restart"/>'
        if "^" in signs:
            properties += "<w:vMerge/>"
        properties += "".join(_own_lines(match[1]) for match in _prefixes(text))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.inside(_without_prefix(text))}</w:tc>"

    def inside(self, text: str) -> str:
        """Return the paragraphs and nested tables of a cell."""
        made = ""
        for piece in _split(text, "⏎"):
            if piece.startswith("⟦"):
                rows = [_split(row, "│") for row in _split(piece[1:-1], "┃")]
                made += self.table(rows, [])
            else:
                made += self.paragraph(piece)
        return made if made.endswith("</w:p>") or made.endswith("<w:p/>") else made + "<w:p/>"

    # paragraphs

    def paragraph(self, line: str) -> str:
        """Return a paragraph."""
        properties = ""
        heading = re.match(r"(#+) ", line)
        if heading:
            properties += f'<w:pStyle w:val="Heading{len(heading[1])}"/>'
            line = line[heading.end() :]
        if "‹section›" in line:
            line = line.replace("‹section›", "")
            properties += f"<w:sectPr>{self.references}{_PAGE}</w:sectPr>"
        if "‹pagebefore›" in line:
            line = line.replace("‹pagebefore›", "")
            properties += "<w:pageBreakBefore/>"
        if "‹hiddenend›" in line:
            line = line.replace("‹hiddenend›", "")
            properties += "<w:rPr><w:vanish/></w:rPr>"
        runs = self.runs("" if line == "¶" else line)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"

    def runs(self, text: str, style: str = "") -> str:
        """Return the runs of a text with its marks."""
        made, end = self._until(text.replace("␣", " "), 0, style)
        assert end == len(text), f"unbalanced ‹ › in {text}"
        return made

    def _until(self, text: str, start: int, style: str) -> tuple[str, int]:
        made, run = "", ""
        while start < len(text):
            match = _INLINE.search(text, start)
            end = match.start() if match else len(text)
            run += _text(text[start:end])
            start = end
            if match is None or match[0] == "›":
                break
            start += 1
            if match[0] in "→↵":
                run += "<w:tab/>" if match[0] == "→" else "<w:br/>"
                continue
            made += _run(run, style)
            run = ""
            if match[0] == "‹":
                piece, start = self._wrapped(text, start, style)
                made += piece
        return made + _run(run, style), start

    def _wrapped(self, text: str, start: int, style: str) -> tuple[str, int]:
        close, colon = text.index("›", start), text.find(": ", start)
        if colon < 0 or close < colon:
            return self._mark(text[start:close]), close + 1
        head = text[start:colon]
        kind, _, argument = head.partition(" ")
        if kind in STYLES_OF_RUNS:
            inner, end = self._until(text, colon + 2, style + STYLES_OF_RUNS[kind])
            return inner, end + 1
        if kind == "box":
            end = text.index("›", colon)
            return self._box(text[colon + 2 : end]), end + 1
        inner, end = self._until(text, colon + 2, style)
        return self._wrap(kind, argument, inner), end + 1

    def _wrap(self, kind: str, argument: str, inner: str) -> str:
        number = self.marks.setdefault(argument, self.next()) if kind == "mark" else self.next()
        return WRAPPERS[kind].format(argument=_attribute(argument), number=number, inner=inner)

    def _mark(self, head: str) -> str:
        kind, _, argument = head.partition(" ")
        if kind == "equation":
            runs = (f'<m:r><m:t xml:space="preserve">{escape(letter)}</m:t></m:r>' for letter in argument)
            return f"<m:oMath>{''.join(runs)}</m:oMath>"
        number = self.marks.setdefault(argument, self.next()) if "mark" in kind else self.next()
        return MARKS[kind].format(argument=_attribute(argument), number=number)

    def _box(self, text: str) -> str:
        inside = "".join(self.paragraph(piece) for piece in _split(text, "⏎"))
        return BOX.format(inner=f"<w:txbxContent>{inside}</w:txbxContent>", number=self.next())


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def _run(inside: str, style: str) -> str:
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f"<w:r>{properties}{inside}</w:r>" if inside else ""


def _cells(line: str) -> list[str]:
    return _split(line.strip(" ").strip("│"), "│") if line.strip(" │") else [""] * (line.count("│") - 1)


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign that stands outside of ⟦ ⟧."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if letter == sign and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [piece.strip(" ") for piece in found]


def _prefixes(cell: str) -> list[re.Match[str]]:
    found, position = [], 0
    while match := _PREFIX.match(cell, position):
        found.append(match)
        position = match.end()
    return found


def _without_prefix(cell: str) -> str:
    prefixes = _prefixes(cell)
    return cell[prefixes[-1].end() :] if prefixes else cell


def _span(cell: str) -> int:
    return next((int(match[2]) for match in _prefixes(cell) if match[2]), 1)


def _own_lines(prefix: str) -> str:
    line = {"[-": "nil", "[0": "none", "[+": "single"}.get(prefix[:2])
    return _borders("tc", map(_SIDES.__getitem__, prefix[2:-1]), line) if line else ""


def _borders(kind: str, sides: Iterable[str], line: str = "single") -> str:
    inside = "".join(f'<w:{side} w:val="{line}" w:sz="4"/>' for side in sides)
    return f"<w:{kind}Borders>{inside}</w:{kind}Borders>"


def _field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'


STYLES_OF_RUNS = {
    "bold": "<w:b/>",
    "hidden": "<w:vanish/>",
    "styled": '<w:rStyle w:val="Secret"/>',
}
_INSTRUCTION = '<w:r><w:instrText xml:space="preserve"> {argument} </w:instrText></w:r>'
_CHANGE = 'w:id="{number}" w:author="somebody" w:date="2020-01-01T00:00:00Z"'
WRAPPERS = {
    "mark": '<w:bookmarkStart w:id="{number}" w:name="{argument}"/>{inner}<w:bookmarkEnd w:id="{number}"/>',
    "link": '<w:hyperlink w:anchor="{argument}" w:history="1">{inner}</w:hyperlink>',
    "field": _field("begin") + _INSTRUCTION + _field("separate") + "{inner}" + _field("end"),
    "simple": '<w:fldSimple w:instr=" {argument} ">{inner}</w:fldSimple>',
    "control": '<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr>'
    "<w:sdtContent>{inner}</w:sdtContent></w:sdt>",
    "smart": '<w:smartTag w:uri="urn:x" w:element="date">{inner}</w:smartTag>',
    "ins": f"<w:ins {_CHANGE}>{{inner}}</w:ins>",
    "moved": f"<w:moveTo {_CHANGE}>{{inner}}</w:moveTo>",
    "commented": '<w:commentRangeStart w:id="0"/>{inner}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>',
}
MARKS = {
    "proof": '<w:proofErr w:type="spellStart"/>',
    "rendered": "<w:r><w:lastRenderedPageBreak/></w:r>",
    "startmark": '<w:bookmarkStart w:id="{number}" w:name="{argument}"/>',
    "endmark": '<w:bookmarkEnd w:id="{number}"/>',
    "note": '<w:r><w:footnoteReference w:id="{argument}"/></w:r>',
    "page": '<w:r><w:br w:type="page"/></w:r>',
    "contents": _field("begin") + _INSTRUCTION + _field("separate") + _field("end"),
    "drawing": '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="n"/>'
    '<a:graphic><a:graphicData uri="urn:x"/></a:graphic></wp:inline></w:drawing></w:r>',
    "described": '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="n" '
    'descr="{argument}"/><a:graphic><a:graphicData uri="urn:x"/></a:graphic></wp:inline></w:drawing></w:r>',
}
_ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" '
    'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="900000" cy="900000"/><wp:wrapNone/><wp:docPr id="{number}" name="box"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor>"
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    + _ANCHOR
    + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape id="box{number}" style="width:71pt;height:71pt"><v:textbox>{inner}</v:textbox></v:shape>'
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _style(kind: str, key: str, name: str, properties: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{properties}</w:style>'


STYLES = (
    f"{HEAD}<w:styles {DECLARED}>"
    + _style("paragraph", "Normal", "Normal")
    + "".join(
        _style("paragraph", f"Heading{n}", f"heading {n}", f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>')
        + _style("paragraph", f"TOC{n}", f"toc {n}")
        for n in (1, 2, 3)
    )
    + _style("character", "Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>")
    + "</w:styles>"
)
