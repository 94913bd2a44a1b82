"""Layouts of Word rendered to every format: cases in layouts/*.txt, and what each of them must show.

    === title
    │ {{ a }} │ 乙 │
    --- data
    a: 甲
    --- shows
    │ 甲 │ 乙 │

The body is a layout in the notation of building.py or, where it begins with `<`, the inside of w:body in XML
without the prefix `w:`; a usual page is put under it where it has no sectPr. Sections by the names of PARTS
are the insides of those parts; without `settings` a layout is one of Word since 2013. `--- problems` are
what is said of a layout or of what a format leaves out, `--- faults` what is unusual in the Word file.

What is shown stands in sections by the names of VIEWS. `shows` is asked of every case, of Word file, page and
PDF alike, and of one of them in another way where it has a section of its own name. The others are compared
where a case has them; with `--accept` those that a case has are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pdfplumber

from pmgen.document import Document
from pmgen.engines.word import compile_word
from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import LABEL, PAGE, RAISED, Box, Grid, Seen, read_file
from pmgen.formats.word import read_document
from pmgen.problems import Problem, Refusal
from pmgen.verify import Finished, prove
from readers.packages import package
from samples import PNG
from shown import shown
from word.building import build
from word.corpus import PICTURES, region, show
from word.records import record_of
from word.soundness import faults

LAYOUTS = Path(__file__).with_name("layouts")
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))
PARTS = ("styles", "settings", "header", "footer", "first", "even", "numbering", "footnotes")
USUAL = {
    "styles": "",
    "settings": '<compat><compatSetting name="compatibilityMode" '
    'uri="http://schemas.microsoft.com/office/word" val="15"/></compat>',
}
MEDIA = {"picture": PNG}
_NO_FONT = "PMG540"
"""Says which fonts this machine has not."""
SAME = ("docx", "html", "pdf")
"""The formats that show words and tables alike; a sheet is a grid of its own."""


@dataclass(frozen=True)
class Rendered:
    """The files of a layout by their formats, and what is said of it, of them, and by their proof."""

    document: Document
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    proof: tuple[Problem, ...]

    @cached_property
    def seen(self) -> Mapping[str, Seen]:
        """Return what each file shows."""
        return {format: read_file(format, data) for format, data in self.files.items()}


@dataclass
class Case:
    """A case as it stands in its file; the body comes first and has no name."""

    title: str
    sections: dict[str, str]

    @property
    def layout(self) -> bytes:
        """Return the layout as a Word file."""
        body = self.sections["body"]
        if not body.startswith("<"):
            return build(body)
        parts = USUAL | {name: self.sections[name] for name in PARTS if name in self.sections}
        ended = body if body.rstrip().endswith("</sectPr>") else body + _section(parts)
        return package(ended, parts, MEDIA)

    def render(self, layout: bytes | None = None) -> Rendered:
        """Return the files, of another layout with the same data where one is given."""
        return render(layout or self.layout, self.sections.get("data", ""))

    def text(self) -> str:
        """Return the case as it stands in its file."""
        parts = [f"--- {name}\n{text}" for name, text in self.sections.items() if name != "body"]
        return "\n".join([f"=== {self.title}", self.sections["body"], *parts])


def _section(parts: Mapping[str, str]) -> str:
    """Return the end of a body: a usual page, with the head and foot that there are."""
    edges = "".join(
        f'<{kind}Reference type="default" r:id="{kind}"/>' for kind in ("header", "footer") if kind in parts
    )
    margins = " ".join(f'{side}="1440"' for side in ("top", "right", "bottom", "left"))
    page = f'<pgSz w="11906" h="16838"/><pgMar {margins} header="851" footer="992"/>'
    return f"<sectPr>{edges}{page}</sectPr>"


def read_cases(file: Path) -> list[Case]:
    """Return the cases of a file."""
    return [_case(text) for text in f"\n{file.read_text('utf-8')}".split("\n=== ")[1:]]


def _case(text: str) -> Case:
    title, _, rest = text.partition("\n")
    body, *others = rest.split("\n--- ")
    named = dict(part.partition("\n")[::2] for part in others)
    return Case(title, {name: part.rstrip("\n") for name, part in {"body": body, **named}.items()})


def accept(file: Path, title: str, found: Mapping[str, str]) -> None:
    """Write what was found into the case of the file, which other processes of the tests may do as well."""
    with file.open() as held:
        flock(held, LOCK_EX)
        made = read_cases(file)
        for case in made:
            if case.title == title:
                case.sections |= found
        head = f"\n{file.read_text('utf-8')}".partition("\n=== ")[0].strip("\n")
        texts = [*filter(None, [head]), *(case.text() for case in made)]
        file.write_text("\n\n".join(texts) + "\n", "utf-8")


def render(layout: bytes, data: str = "") -> Rendered:
    """Return a layout's files with the proof of them; raise Refusal where it is none."""
    root = record_of(data)
    compiled = compile_word(layout, "layout.docx", region(PICTURES, {}), shape=root.shape)
    filled = compiled.fill(root, "标题", "单位")
    if filled.document is None or filled.document.source is None:
        raise Refusal(filled.problems)
    read = read_document(filled.document.source, title="标题", author="单位")
    written = {
        format: each.write(filled.document if format == "docx" else read.document, WriterSettings(FONTS))
        for format, each in FORMATS.items()
    }
    files = {format: one.data for format, one in written.items()}
    said = (*filled.problems, *read.problems, *(each for one in written.values() for each in one.problems))
    finished = [Finished(f"x.{format}", format, data) for format, data in files.items()]
    proof = prove(compiled, root, filled.document, finished)
    return Rendered(read.document, files, tuple(dict.fromkeys(said)), proof)


# What is shown.


def lines_of(seen: Seen) -> str:
    """Return words and rows; of a cell, `<2>` are its columns and `⌄3` its rows where it has several."""
    return (
        "\n".join(line for block in seen.blocks for line in _lines(block))
        .replace(PAGE, "⟨page⟩")
        .replace(LABEL, "⟨label⟩")
        .replace(RAISED, "")
    )


def _lines(block: object) -> Iterator[str]:
    if isinstance(block, Grid):
        yield from (f"│ {' │ '.join(map(_box, line))} │" for line in block.lines)
    else:
        yield getattr(block, "text", "").replace("\n", "↵").replace("\t", "→")


def _box(box: Box) -> str:
    signs = f"<{box.columns}>" * (box.columns > 1) + f"⌄{box.rows}" * (box.rows > 1)
    return f"{signs} {box.text}".strip(" ").replace("\n", "↵").replace("\t", "→")


def edges_of(seen: Seen) -> str:
    """Return the lines of heads and feet, those of first, even and no pages after that word."""
    named = [
        (name, line)
        for running_heads in seen.running_heads
        for name in ("ordinary", "first", "even", "unused")
        for line in getattr(running_heads, name) or ()
    ]
    lines = (line if name == "ordinary" else f"{name}: {line}" for name, line in named)
    return "\n".join(dict.fromkeys(lines)).replace(PAGE, "⟨page⟩").replace(LABEL, "⟨label⟩")


def drawn(data: bytes) -> str:
    """Return every line of the PDF with its page, its left edge and its top, as pdfplumber sees it."""
    found = []
    with pdfplumber.open(BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            lines = page.extract_text_lines(return_chars=False, x_tolerance=6, keep_blank_chars=True)
            found += [f"{number}: {line['x0']:.0f} {line['top']:.0f} {line['text']}" for line in lines]
    return "\n".join(found)


def ruled(data: bytes) -> str:
    """Return every line that the PDF draws: its page, `─` or `│`, where it lies, from where to where."""
    found = []
    with pdfplumber.open(BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            strokes = [(e["x0"], e["top"], e["x1"], e["bottom"]) for e in (*page.lines, *page.rects)]
            for left, top, right, bottom in sorted({(*map(round, stroke),) for stroke in strokes}):
                across = right - left > bottom - top
                sign, at = ("─", top) if across else ("│", left)
                start, end = (left, right) if across else (top, bottom)
                found.append(f"{number}: {sign} {at}: {start}–{end}")
    return "\n".join(found)


VIEWS: Mapping[str, Callable[[Rendered], str]] = {
    "shows": lambda one: lines_of(one.seen["html"]),
    **{format: lambda one, format=format: lines_of(one.seen[format]) for format in (*SAME, "xlsx")},  # type: ignore[misc]
    "reads": lambda one: "\n".join(shown(one.document)),
    "edges": lambda one: edges_of(one.seen["docx"]),
    "drawn": lambda one: drawn(one.files["pdf"]),
    "ruled": lambda one: ruled(one.files["pdf"]),
    "faults": lambda one: "\n".join(faults(one.files["docx"])),
    "problems": lambda one: "\n".join(show(each) for each in one.problems if each.code != _NO_FONT),
}
"""What a case may say of its files, by the name of the section."""


def found_in(case: Case, rendered: Rendered) -> dict[str, str]:
    """Return what is found of all that a case must say and says."""
    asked = [name for name in VIEWS if name in case.sections]
    required = ["shows", *(name for name in ("faults", "problems") if VIEWS[name](rendered))]
    return {name: VIEWS[name](rendered) for name in dict.fromkeys([*required, *asked])}


def unlike(case: Case, rendered: Rendered) -> list[str]:
    """Return the formats without a section of their own that show something else than the page."""
    shows = _squeezed(VIEWS["shows"](rendered))
    return [name for name in SAME if name not in case.sections and _squeezed(VIEWS[name](rendered)) != shows]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s↵→]+", "", text)
