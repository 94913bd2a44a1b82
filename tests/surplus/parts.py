"""Office files altered part by part, as somebody could do it who unzips them; and told as `code place`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pmgen.document import (
    Align,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Page,
    PageNumber,
    Paragraph,
    Row,
    Scope,
    Section,
    Table,
    Text,
)
from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS, WriterSettings
from pmgen.problems import LayoutPlace, Problem

Parts = dict[str, bytes]
Change = Callable[[Parts], None]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINES = Borders(Border(), Border(), Border(), Border())


def small(format: str) -> bytes:
    """Return a small finished file: a title, a table of two costs and their total, a page number."""
    rows = [("项目", "金额"), ("培训经费", "420.00"), ("差旅费", "30.50"), ("合计", "450.50")]
    table = Table((200, 100), tuple(_row(row, number == 0) for number, row in enumerate(rows)), header_rows=1)
    title = Font("黑体", "黑体", 18, bold=True)
    heading = Paragraph((Text("绩效目标表", title),), Align.CENTER, outline=1, font=title)
    foot = (Paragraph((Text("第 "), PageNumber(), Text(" 页")), Align.CENTER),)
    section = Section(Page(), (heading, table), footer=foot)
    return (
        FORMATS[format]
        .write(Document("绩效目标表", "甲局", sections=(section,)), WriterSettings(FontShelf(())))
        .data
    )


def _row(texts: tuple[str, ...], is_head: bool) -> Row:
    cells = (
        Cell((Paragraph((Text(text),)),), column, borders=_LINES, header=Scope.COLUMN if is_head else None)
        for column, text in enumerate(texts)
    )
    return Row(tuple(cells), height=20)


def unpacked(package: bytes) -> Parts:
    """Return the parts of a package."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def altered(package: bytes, *changes: Change) -> bytes:
    """Return a package with its parts changed."""
    parts = unpacked(package)
    for change in changes:
        change(parts)
    return packed(parts)


# changes


def swap(part: str, old: str, new: str) -> Change:
    """Replace words of a part that stand there once or more; the first of them."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, f"{part} has no {old}"
        parts[part] = text.replace(old, new, 1).encode()

    return change


def put(part: str, text: str | bytes, kind: str = "application/xml") -> Change:
    """Add a part with its content type."""

    def change(parts: Parts) -> None:
        parts[part] = text.encode() if isinstance(text, str) else text
        override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        swap("[Content_Types].xml", "</Types>", override)(parts)

    return change


def relate(owner: str, kind: str, target: str, *, outside: bool = False, identity: str = "rIdNew") -> Change:
    """Let a part refer to another; `kind` is the end of the relation's type."""

    def change(parts: Parts) -> None:
        folder, _, name = owner.rpartition("/")
        part = f"{folder}/_rels/{name}.rels".lstrip("/") if owner else "_rels/.rels"
        parts.setdefault(part, f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode())
        mode = ' TargetMode="External"' if outside else ""
        type_ = kind if "://" in kind else f"{OFFICE}/{kind}"
        node = f'<Relationship Id="{identity}" Type="{type_}" Target="{target}"{mode}/></Relationships>'
        swap(part, "</Relationships>", node)(parts)

    return change


def all_of(*changes: Change) -> Change:
    """Make several changes one."""

    def change(parts: Parts) -> None:
        reduce(lambda _, each: each(parts), changes, None)

    return change


def told(problems: Iterable[Problem]) -> list[str]:
    """Return each problem as its code and the place that it points to first."""
    return [f"{problem.code} {_spot(problem)}".strip() for problem in problems]


def _spot(problem: Problem) -> str:
    place = problem.places[0]
    assert isinstance(place, LayoutPlace)
    numbers = (place.table, place.row, place.cell)
    if place.table:
        return ":".join(str(number) for number in numbers if number)
    return f"¶{place.paragraph}" if place.paragraph and not place.part else place.part
