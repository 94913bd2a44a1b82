"""PDFs altered in every way that people and programs know: each is found, with its page and its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Line, Popup, Rectangle
from pypdf.annotations import Link as LinkNote
from pypdf.annotations import Text as NoteText
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from altering import errors, finished, tell
from pmgen.problems import LayoutPlace
from pmgen.verify.foreign_content import find_foreign_content
from proving import case as annex_case

Edit = Callable[[PdfWriter], object]
Bytes = Callable[[bytes], bytes]
TOTAL = "425.50"
OVER = (250.0, 688.0, 290.0, 702.0)


def edited(edit: Edit) -> Bytes:
    """Return what lets pypdf change a file and write it anew."""

    def change(data: bytes) -> bytes:
        writer = PdfWriter(clone_from=BytesIO(data))
        edit(writer)
        made = BytesIO()
        writer.write(made)
        return made.getvalue()

    return change


def classic(data: bytes) -> bytes:
    """Return the file as another program packs it: every object by itself, found through a table of text."""
    return edited(lambda writer: None)(data)


def drawing(change: Callable[[bytes], bytes], page: int = 0) -> Bytes:
    """Return what changes the operators of a page."""

    def edit(writer: PdfWriter) -> None:
        leaf = writer.pages[page]
        content = leaf.get_contents()
        assert content is not None
        before = content.get_data()
        after = change(before)
        assert after != before
        stream = ContentStream(None, writer)
        stream.set_data(after)
        leaf.replace_contents(stream)

    return edited(edit)


def more(operators: str) -> Bytes:
    """Return what draws something more over the first page."""
    return drawing(lambda data: data + b"\n" + operators.encode("latin-1"))


def writing(text: str, x: float, y: float, size: float = 12, looks: str = "0 0 0 rg") -> str:
    """Return the operators that show a text in one of the sample's fonts."""
    for number, codes in enumerate(fonts(finished("pdf")), 1):
        if all(sign in codes for sign in text):
            data = b"".join(codes[sign] for sign in text).decode("latin-1")
            return f"BT {looks} /F{number} {size} Tf 1 0 0 1 {x} {y} Tm({data})Tj ET"
    raise LookupError(text)


def sub(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        changed, count = re.subn(pattern, new, data, count=1, flags=re.DOTALL)
        assert count, pattern
        return changed

    return change


def patched(old: bytes, new: bytes) -> Bytes:
    """Return what changes bytes of the file itself to as many others."""
    assert len(old) == len(new)

    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


def appended(edit: Edit) -> Bytes:
    """Return what lets pypdf append a second revision, as programs do that sign or comment."""

    def change(data: bytes) -> bytes:
        writer = PdfWriter(BytesIO(data), incremental=True)
        edit(writer)
        made = BytesIO()
        writer.write(made)
        assert made.getvalue().startswith(data)
        return made.getvalue()

    return change


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def words(text: str) -> TextStringObject:
    return TextStringObject(text)


def entries(**values: Any) -> DictionaryObject:
    return DictionaryObject({name(key): value for key, value in values.items()})


def catalog(**values: Any) -> Bytes:
    return edited(lambda writer: writer.root_object.update(entries(**values)))


def on_page(**values: Any) -> Bytes:
    return edited(lambda writer: writer.pages[0].update(entries(**values)))


def in_resources(**values: Any) -> Edit:
    def edit(writer: PdfWriter) -> None:
        resources: Any = writer.pages[0]["/Resources"]
        resources.get_object().update(entries(**values))

    return edit


def note(annotation: Any) -> Bytes:
    return edited(lambda writer: writer.add_annotation(0, annotation))


def link_to(**action: Any) -> Bytes:
    return note(entries(Type=name("Annot"), Subtype=name("Link"), Rect=box(), A=entries(**action)))


def box() -> ArrayObject:
    return ArrayObject([FloatObject(number) for number in OVER])


def script() -> DictionaryObject:
    return entries(S=name("JavaScript"), JS=words("app.alert(1)"))


def stream(data: bytes, **values: Any) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(entries(**values))
    return made


def both(*changes: Bytes) -> Bytes:
    def change(data: bytes) -> bytes:
        for one in changes:
            data = one(data)
        return data

    return change


def codes_of(text: str) -> bytes:
    """Return the codes by which the sample shows a text of its first page."""
    for codes in fonts(finished("pdf")):
        if all(sign in codes for sign in text):
            return b"".join(codes[sign] for sign in text)
    raise LookupError(text)


def fonts(data: bytes) -> list[dict[str, bytes]]:
    leaf: Any = PdfReader(BytesIO(data)).pages[0]
    maps = [
        font.get_object()["/ToUnicode"].get_data().decode() for font in leaf["/Resources"]["/Font"].values()
    ]
    return [
        {
            bytes.fromhex(sign).decode("utf-16-be"): bytes.fromhex(code)
            for code, sign in re.findall("<([0-9A-F]{4})> ?<([0-9A-F]+)>", text)
        }
        for text in maps
    ]


def shown(text: str) -> bytes:
    """Return the pattern of the operators that show a text."""
    return re.escape(codes_of(text))


def retold(pairs: dict[str, str]) -> Bytes:
    """Return what lets a font say that its codes mean other characters."""

    def edit(writer: PdfWriter) -> None:
        for font in _fonts(writer):
            text = font["/ToUnicode"].get_data().decode()
            for old, new in pairs.items():
                text = text.replace(f"> <{ord(old):04X}>", f"> <{ord(new):04X}>")
            font[name("ToUnicode")] = writer._add_object(stream(text.encode()))

    return edited(edit)


def _fonts(writer: PdfWriter) -> list[Any]:
    leaf: Any = writer.pages[0]
    return [font.get_object() for font in leaf["/Resources"]["/Font"].values()]


def redrawn(data: bytes) -> bytes:
    """Let a font draw 4 as it draws 2: the same outline under both codes."""

    def edit(writer: PdfWriter) -> None:
        for number, font in enumerate(_fonts(writer)):
            codes = fonts(data)[number]
            if "4" in codes and "2" in codes:
                descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
                key = "/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"
                program = descriptor[key].get_data()
                four, two = (int.from_bytes(codes[sign], "big") for sign in "42")
                made = stream(with_glyph(program, four, two), Subtype=name("CIDFontType0C"))
                descriptor[NameObject(key)] = writer._add_object(made)

    return edited(edit)(data)


def with_glyph(program: bytes, number: int, other: int) -> bytes:
    """Return a CFF program in which a glyph has the outline of another, by fontTools."""
    from fontTools.cffLib import CFFFontSet

    around = SimpleNamespace(recalcBBoxes=False)
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), around)
    top = fonts[fonts.fontNames[0]]
    strings, order = top.CharStrings, top.charset
    strings[order[number]] = strings[order[other]]
    made = BytesIO()
    fonts.compile(made, around)
    return made.getvalue()


def names(writer: PdfWriter) -> Any:
    found: Any = writer.root_object["/Names"]
    return found.get_object()


def swapped(writer: PdfWriter) -> None:
    kids: Any = writer.root_object["/Pages"]
    kids["/Kids"].reverse()


def dropped(writer: PdfWriter) -> None:
    kids: Any = writer.root_object["/Pages"]
    kids["/Kids"].pop()
    kids[name("Count")] = NumberObject(1)


def new_picture(writer: PdfWriter) -> None:
    resources: Any = writer.pages[0]["/Resources"]
    pictures = resources["/XObject"]
    key = next(iter(pictures))
    old = pictures[key].get_object()
    data = bytes(reversed(old.get_data()))
    made = stream(
        data, **{key[1:]: value for key, value in old.items() if key not in ("/Filter", "/DecodeParms")}
    )
    pictures[NameObject(key)] = writer._add_object(made)


def outline_title(writer: PdfWriter) -> None:
    outlines: Any = writer.root_object["/Outlines"]
    outlines["/First"].get_object()[name("Title")] = words("2.会议经费")


def link_elsewhere(writer: PdfWriter) -> None:
    notes: Any = writer.pages[0]["/Annots"]
    notes[0].get_object()[name("Dest")] = ArrayObject([writer.pages[1].indirect_reference, name("Fit")])


def link_moved(writer: PdfWriter) -> None:
    notes: Any = writer.pages[0]["/Annots"]
    notes[0].get_object()[name("Rect")] = box()


def links_in_circles(writer: PdfWriter) -> None:
    notes: Any = writer.pages[0]["/Annots"]
    around = writer._add_object(ArrayObject(notes))
    around.get_object().append(around)  # type: ignore[union-attr]
    writer.pages[0][name("Annots")] = around


def another_author(writer: PdfWriter) -> None:
    metadata: Any = writer.root_object["/Metadata"]
    metadata.get_object().set_data(b"<x:xmpmeta><dc:creator>Zhang San</dc:creator></x:xmpmeta>")


def info(**values: str) -> Bytes:
    return edited(lambda writer: writer.add_metadata({f"/{key}": value for key, value in values.items()}))


def signature(writer: PdfWriter) -> None:
    field = entries(
        Type=name("Annot"),
        Subtype=name("Widget"),
        FT=name("Sig"),
        T=words("签章"),
        Rect=box(),
        V=entries(Type=name("Sig"), Filter=name("Adobe.PPKLite"), Name=words("李四")),
    )
    writer.add_annotation(0, field)
    notes: Any = writer.pages[0]["/Annots"]
    fields = ArrayObject([notes[-1]])
    writer.root_object[name("AcroForm")] = entries(Fields=fields, SigFlags=NumberObject(3))


def layers(writer: PdfWriter) -> None:
    group = writer._add_object(entries(Type=name("OCG"), Name=words("机密")))
    writer.root_object[name("OCProperties")] = entries(OCGs=ArrayObject([group]), D=entries())
    in_resources(Properties=entries(L1=group))(writer)


def orphan(data: bytes) -> bytes:
    """Put an object in front of the table that nothing refers to, and list it."""
    return squeezed_in(data, f"{count_of(data)} 0 obj\n(旧稿 420.00)\nendobj\n".encode())


def count_of(data: bytes) -> int:
    size = re.search(rb"/Size (\d+)", data)
    assert size
    return int(size[1])


def squeezed_in(data: bytes, more: bytes, listed: bool = True) -> bytes:
    """Return the file with bytes before its table, which lists them as one more object or does not."""
    at, count = data.rindex(b"xref\n0 "), count_of(data)
    tail = data[at:]
    if listed:
        tail = tail.replace(b"xref\n0 %d\n" % count, b"xref\n0 %d\n" % (count + 1))
        tail = tail.replace(b"trailer", b"%010d 00000 n \ntrailer" % at)
        tail = tail.replace(b"/Size %d" % count, b"/Size %d" % (count + 1))
    tail = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (at + len(more)), tail)
    return data[:at] + more + tail


def unused(writer: PdfWriter) -> None:
    writer._add_object(words("旧稿 420.00"))


def freed(data: bytes) -> bytes:
    """Let the table call an object free that still stands in the file."""
    return orphan(data).replace(b" 00000 n \ntrailer", b" 00001 f \ntrailer")


def twice(data: bytes) -> bytes:
    """Put an older version of the first object before the table."""
    return squeezed_in(data, b"1 0 obj\n(420.00)\nendobj\n", listed=False)


def remarked(data: bytes) -> bytes:
    return squeezed_in(data, "% 内部价 420.00\n".encode(), listed=False)


def stray(data: bytes) -> bytes:
    return squeezed_in(data, b"420.00 draft\n", listed=False)


def behind_packed(data: bytes) -> bytes:
    """Put bytes behind the packed bytes of a page, within its stream."""

    def edit(writer: PdfWriter) -> None:
        content: Any = writer.pages[0]["/Contents"]
        content.get_object()._data += b"420.00 draft"

    return edited(edit)(data)


def shared(key: str, made: StreamObject, page: bool = False) -> Bytes:
    """Return what adds a stream to the catalog, or to the first page."""

    def edit(writer: PdfWriter) -> None:
        holder = writer.pages[0] if page else writer.root_object
        holder[name(key)] = writer._add_object(made)

    return edited(edit)


def form_drawing(drawn: bytes) -> Edit:
    """Return what adds a drawing to the first page's pictures, on a square of the size of one."""

    def edit(writer: PdfWriter) -> None:
        square = ArrayObject([NumberObject(n) for n in (0, 0, 1, 1)])
        made = stream(drawn, Type=name("XObject"), Subtype=name("Form"), BBox=square)
        resources: Any = writer.pages[0]["/Resources"]
        resources["/XObject"][name("X1")] = writer._add_object(made)

    return edit


REVISED = [("PMG761", None, "")]
NO_PROPERTIES = [("PMG767", None, ""), ("PMG767", None, "")]
"""What pypdf leaves out of a revision: title and author."""

CASES: dict[str, tuple[Bytes, list[tuple[str, int | None, str]]]] = {
    # What lies over the page
    "a typed-over number": (note(FreeText(text="420.00", rect=OVER)), [("PMG760", 1, TOTAL)]),
    "a comment": (note(NoteText(text="应为420.00", rect=OVER)), [("PMG760", 1, TOTAL)]),
    "a popup": (note(Popup(rect=OVER, open=True)), [("PMG760", 1, TOTAL)]),
    "a highlight": (
        note(Highlight(rect=OVER, quad_points=ArrayObject([FloatObject(n) for n in (*OVER, *OVER)]))),
        [("PMG760", 1, TOTAL)],
    ),
    "a drawn-over box": (note(Rectangle(rect=OVER)), [("PMG760", 1, TOTAL)]),
    "a drawn-over line": (note(Line(p1=(220, 705), p2=(280, 705), rect=OVER)), [("PMG760", 1, TOTAL)]),
    "a stamp": (
        note(entries(Type=name("Annot"), Subtype=name("Stamp"), Rect=box(), Contents=words("作废"))),
        [("PMG760", 1, TOTAL)],
    ),
    "a redaction mark": (
        note(entries(Type=name("Annot"), Subtype=name("Redact"), Rect=box(), OverlayText=words("■"))),
        [("PMG760", 1, TOTAL)],
    ),
    "a link to an address": (
        link_to(S=name("URI"), URI=words("https://example.org/")),
        [("PMG760", 1, TOTAL)],
    ),
    "a link that starts a program": (link_to(S=name("Launch"), F=words("cmd.exe")), [("PMG760", 1, TOTAL)]),
    "a link into another file": (link_to(S=name("GoToR"), F=words("b.pdf")), [("PMG760", 1, TOTAL)]),
    "a link with a script": (link_to(S=name("JavaScript"), JS=words("app.alert(1)")), [("PMG760", 1, TOTAL)]),
    "a button that sends": (
        link_to(S=name("SubmitForm"), F=words("http://example.org")),
        [("PMG760", 1, TOTAL)],
    ),
    "one more link inside": (
        note(entries(Type=name("Annot"), Subtype=name("Link"), Rect=box(), Dest=words("_Toc_1"))),
        [("PMG767", 1, "")],
    ),
    "a link that pypdf adds": (note(LinkNote(rect=OVER, target_page_index=1)), [("PMG767", 1, "")]),
    "a form field": (
        note(
            entries(Type=name("Annot"), Subtype=name("Widget"), FT=name("Tx"), V=words("420.00"), Rect=box())
        ),
        [("PMG760", 1, TOTAL)],
    ),
    "an attached file on the page": (
        note(
            entries(
                Type=name("Annot"), Subtype=name("FileAttachment"), Rect=box(), Contents=words("底稿.xlsx")
            )
        ),
        [("PMG760", 1, TOTAL)],
    ),
    "a signature": (edited(signature), [("PMG760", None, ""), ("PMG760", 1, TOTAL)]),
    # What lies around the pages
    "an attached file": (
        edited(lambda writer: writer.add_attachment("底稿.txt", b"420.00")),
        [("PMG760", None, "")],
    ),
    "an associated file": (
        catalog(AF=ArrayObject([entries(Type=name("Filespec"), F=words("a.xlsx"))])),
        [("PMG760", None, "")],
    ),
    "a portfolio": (catalog(Collection=entries(View=name("D"))), [("PMG760", None, "")]),
    "a form": (catalog(AcroForm=entries(Fields=ArrayObject(), XFA=words("<xdp/>"))), [("PMG760", None, "")]),
    "layers": (edited(layers), [("PMG760", None, ""), ("PMG760", 1, "")]),
    "a script at the start": (catalog(OpenAction=script()), [("PMG760", None, "")]),
    "a script by name": (
        edited(lambda writer: names(writer).update(entries(JavaScript=script()))),
        [("PMG760", None, "")],
    ),
    "a script when printing": (catalog(AA=entries(WP=script())), [("PMG760", None, "")]),
    "a script on a page": (on_page(AA=entries(O=script())), [("PMG760", 1, "")]),
    "private data": (catalog(PieceInfo=entries(WPS=entries(Private=words("D:\\张三\\底稿")))), []),
    "a key of one's own": (catalog(Geheim=words("420.00")), [("PMG760", None, "")]),
    "a key of one's own in the trailer": (
        both(classic, lambda data: data.replace(b"trailer\n<<", b"trailer\n<</Draft(420.00)", 1)),
        [("PMG760", None, "")],
    ),
    "page labels": (
        catalog(PageLabels=entries(Nums=ArrayObject([NumberObject(0), entries(S=name("r"))]))),
        [("PMG760", None, "")],
    ),
    "another structure": (
        catalog(StructTreeRoot=entries(ActualText=words("420.00"))),
        [("PMG760", None, ""), ("PMG761", None, "")],
    ),
    "threads": (
        catalog(Threads=ArrayObject([entries(I=entries(Title=words("稿")))])),
        [("PMG760", None, "")],
    ),
    "other viewer preferences": (
        catalog(ViewerPreferences=entries(HideMenubar=BooleanObject(True))),
        [("PMG760", None, ""), ("PMG766", None, "")],
    ),
    "another language": (catalog(Lang=words("en")), [("PMG766", None, "")]),
    "XMP": (edited(another_author), []),
    "a preview picture": (shared("Thumb", stream(b"\0\0\0"), page=True), [("PMG760", 1, "")]),
    "a page that turns": (on_page(Dur=NumberObject(3)), [("PMG760", 1, "")]),
    "an outline entry renamed": (
        edited(outline_title),
        [("PMG767", 1, "1.培训经费"), ("PMG767", 1, "2.会议经费")],
    ),
    "an outline entry added": (
        edited(lambda writer: writer.add_outline_item(title="草稿", page_number=1)),
        [("PMG760", None, ""), ("PMG767", None, "草稿")],
    ),
    "a link that leads elsewhere": (edited(link_elsewhere), [("PMG767", 1, ""), ("PMG767", 1, "")]),
    "a link that lies elsewhere": (edited(link_moved), [("PMG767", 1, ""), ("PMG767", 1, "")]),
    "another title": (info(Title="会议经费"), [("PMG767", None, "")]),
    "another author": (info(Author="张三"), [("PMG767", None, "")]),
    "a user's name": (info(Creator="WPS 文字", Keywords="张三"), []),
    # Pages
    "a page more": (
        edited(lambda writer: writer.add_blank_page(595, 842)),
        [("PMG766", None, ""), ("PMG766", 3, "")],
    ),
    "a page fewer": (
        edited(dropped),
        [("PMG761", None, ""), ("PMG766", None, ""), ("PMG766", None, "")],
    ),
    "pages in another order": (edited(swapped), [("PMG766", 1, ""), ("PMG766", None, "")]),
    "a turned page": (on_page(Rotate=NumberObject(180)), [("PMG760", 1, "")]),
    "a page cut": (on_page(CropBox=box()), [("PMG760", 1, "")]),
    "a page scaled": (on_page(UserUnit=FloatObject(2)), [("PMG760", 1, "")]),
    "a larger page": (
        on_page(MediaBox=ArrayObject([FloatObject(n) for n in (0, 0, 800, 1000)])),
        [("PMG766", 1, "")],
    ),
    # Text
    "a digit changed": (
        drawing(sub(shown(TOTAL), codes_of("425.00"))),
        [("PMG762", 1, TOTAL)],
    ),
    "a sign lost": (drawing(sub(shown("≥300"), codes_of("300"))), [("PMG762", 1, "财政    资金≥300")]),
    "text moved": (
        drawing(sub(rb"Tm(?=\([^)]*" + shown(TOTAL) + b")", b"Tm 1 0 0 1 20 20 Tm")),
        [("PMG762", 1, TOTAL), ("PMG762", 1, TOTAL)],
    ),
    "invisible text": (
        more(writing(TOTAL, 90, 400, 12, "3 Tr")),
        [("PMG761", 1, TOTAL)],
    ),
    "white text": (
        more(writing(TOTAL, 90, 400, 12, "1 1 1 rg")),
        [("PMG761", 1, TOTAL)],
    ),
    "text off the page": (
        more(writing(TOTAL, 90, -40, 12, "")),
        [("PMG761", 1, TOTAL)],
    ),
    "tiny text": (
        more(writing(TOTAL, 90, 400, 1, "")),
        [("PMG761", 1, TOTAL)],
    ),
    "more text": (
        more(writing(TOTAL, 90, 400, 12, "0 g")),
        [("PMG762", 1, TOTAL)],
    ),
    "text in another colour": (
        drawing(sub(rb"(1 0 0 1 [\d.]+ [\d.]+ Tm\(" + shown(TOTAL) + rb"\)Tj)", rb"1 0 0 rg \1 0 0 0 rg")),
        [("PMG764", 1, TOTAL)],
    ),
    "text covered": (more("1 1 1 rg 249 688 60 14 re f"), [("PMG761", 1, TOTAL), ("PMG765", 1, TOTAL)]),
    "text covered by a picture": (
        more("q 60 0 0 14 249 688 cm/I1 Do Q"),
        [("PMG761", 1, TOTAL), ("PMG765", 1, TOTAL)],
    ),
    "text struck through": (more("0.5 w 249 695.5 m 287 695.5 l S"), [("PMG765", 1, TOTAL)]),
    "text clipped away": (drawing(lambda data: b"0 0 1 1 re W n\n" + data), [("PMG760", 1, "")]),
    "text that is copied otherwise": (
        drawing(lambda data: b"/Span<</ActualText(420.00)>>BDC\n" + data + b"\nEMC"),
        [("PMG760", 1, "")],
    ),
    "a font that says other characters": (
        retold({"4": "2"}),
        [("PMG761", None, ""), ("PMG762", 1, TOTAL), ("PMG763", 1, "225.50")],
    ),
    "a glyph redrawn": (redrawn, [("PMG761", None, ""), ("PMG763", 1, TOTAL)]),
    # Drawing
    "a line more": (more("0.5 w 250 600 m 300 600 l S"), [("PMG765", 1, "1.培训经费")]),
    "a line lost": (drawing(sub(rb"247\.65 664\.26 m[^l]*l", b"")), [("PMG765", 1, "其他资金125.50")]),
    "a line thicker": (
        drawing(sub(rb"(247\.65 664\.26 m[^l]*l)", rb"S 3 w \1 S 0.5 w")),
        [("PMG765", 1, "其他资金125.50")],
    ),
    "a ground in another colour": (
        drawing(sub(rb"0\.851 0\.851 0\.851 rg", b"1 1 0 rg")),
        [("PMG765", 1, "项目"), ("PMG765", 1, "金额")],
    ),
    "a picture replaced": (edited(new_picture), [("PMG761", None, ""), ("PMG765", 1, "1.培训经费")]),
    "a picture moved": (
        drawing(sub(rb"q 30 0 0 30 72", b"q 30 0 0 30 172")),
        [("PMG765", 1, "1.培训经费"), ("PMG765", 1, "1.培训经费")],
    ),
    "drawing kept apart": (edited(form_drawing(b"0 0 m 9 9 l S")), [("PMG760", 1, "")]),
    "words in a drawing": (
        edited(form_drawing(b"0 0 1 1 re f BT /F1 9 Tf (9) Tj ET")),
        [("PMG760", 1, "")],
    ),
    "text covered by a drawing of boxes": (
        both(
            edited(form_drawing(b"1 1 1 rg 0 0 1 1 re f")),
            more("q 60 0 0 14 249 688 cm /X1 Do Q"),
        ),
        [("PMG761", 1, TOTAL), ("PMG765", 1, TOTAL)],
    ),
    "a shading": (
        edited(in_resources(Shading=entries(S1=entries(ShadingType=NumberObject(2))))),
        [("PMG760", 1, "")],
    ),
    "a pattern": (edited(in_resources(Pattern=entries())), [("PMG760", 1, "")]),
    "transparency": (
        both(edited(in_resources(ExtGState=entries(G1=entries(ca=FloatObject(0))))), more("/G1 gs")),
        [("PMG760", 1, ""), ("PMG760", 1, "")],
    ),
    "a picture written into the page": (
        more("BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI"),
        [("PMG760", 1, "")] * 2,
    ),
    "a remark among the operators": (more("% 420.00"), [("PMG760", 1, "")]),
    # The file itself
    "a comment in a revision": (
        appended(lambda writer: writer.add_annotation(0, NoteText(text="应为420.00", rect=OVER))),
        [*REVISED, ("PMG761", None, ""), ("PMG760", 1, TOTAL), ("PMG761", None, ""), *NO_PROPERTIES],
    ),
    "another title in a revision": (
        appended(lambda writer: writer.add_metadata({"/Title": "会议经费"})),
        [("PMG761", None, ""), ("PMG761", None, ""), ("PMG767", None, "")],
    ),
    "a new object in a revision": (
        appended(unused),
        [*REVISED, ("PMG761", None, ""), *NO_PROPERTIES],
    ),
    "bytes behind the end": (lambda data: data + b"420.00", [("PMG761", None, "")]),
    "a remark behind the end": (lambda data: data + b"% draft 420.00\n", [("PMG761", None, "")]),
    "an object that nothing uses": (both(classic, orphan), [("PMG761", None, "")]),
    "an object in a free place": (both(classic, freed), [("PMG761", None, "")] * 2),
    "an object twice": (both(classic, twice), [("PMG761", None, "")]),
    "a remark between objects": (both(classic, remarked), [("PMG761", None, "")]),
    "bytes between objects": (both(classic, stray), [("PMG761", None, "")]),
    "bytes behind a packed stream": (behind_packed, [("PMG761", None, "")]),
    "a list that holds itself": (edited(links_in_circles), [("PMG760", None, "")]),
    "encryption": (
        edited(lambda writer: writer.encrypt("", "x", algorithm="AES-128")),
        [("PMG760", None, "")],
    ),
    "half a file": (lambda data: data[: len(data) // 2], [("PMG732", None, "")]),
}


@pytest.mark.parametrize("case", CASES)
def test_an_altered_pdf_is_found(case: str) -> None:
    change, expected = CASES[case]
    problems = tell("pdf", change(finished("pdf")))
    found = [(code, page, text) for code, page, _, _, text in errors(problems)]
    assert problems
    assert found == expected, "\n".join(str(problem.message) for problem in problems)
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("case", [case for case, (_, expected) in CASES.items() if not expected])
def test_what_only_tells_of_a_person_or_a_program_is_a_warning(case: str) -> None:
    problems = tell("pdf", CASES[case][0](finished("pdf")))
    assert "PMG768" in {problem.code for problem in problems} <= {"PMG768", "PMG769"}


SAID = {
    "a typed-over number": "a typed-over text lies over the page: 420.00",
    "an attached file": "the file holds an attached file, which pmgen does not write: 底稿.txt 420.00",
    "private data": "the file holds private data of a program: D:\\张三\\底稿",
    "a digit changed": "425.50 should stand here, but it is 425.00",
    "white text": "hidden text stands here: 425.50; it has the colour of its ground",
    "text covered": "425.50 cannot be seen: something is drawn over it",
    "text struck through": "a line is drawn through 425.50",
    "a page fewer": "page 2 is missing or stands elsewhere: 第二页",
    "an object that nothing uses": "objects stand in the file that nothing refers to (53): 旧稿 420.00",
    "bytes behind the end": "bytes stand in the file that belong to nothing in it: 420.00",
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_found_is_said(case: str) -> None:
    problems = tell("pdf", CASES[case][0](finished("pdf")))
    assert SAID[case] in [str(problem.message) for problem in problems]


@pytest.mark.parametrize("case", ["a typed-over number", "layers", "text clipped away", "an object twice"])
def test_what_pmgen_never_writes_is_found_without_a_file_to_compare_with(case: str) -> None:
    assert find_foreign_content("pdf", None, CASES[case][0](finished("pdf")), "x.pdf")


def test_a_real_annex_tells_of_a_note_over_its_cell() -> None:
    data = annex_case("undated/tianjin-skills").file("pdf").data
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.add_annotation(2, FreeText(text="420.00", rect=(300, 600, 380, 615)))
    made = BytesIO()
    writer.write(made)
    (problem,) = (
        one for one in find_foreign_content("pdf", data, made.getvalue(), "x") if one.code == "PMG760"
    )
    place = problem.places[0]
    assert isinstance(place, LayoutPlace)
    assert place.page == 3
    assert place.text
