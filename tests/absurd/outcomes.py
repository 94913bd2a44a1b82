"""What comes of a layout on the whole way: compiled, filled, read, written in every format and proven."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from plain_records import region_of, root_of
from pmgen.document import Document
from pmgen.engines import Layout
from pmgen.engines.markup import compile_layout
from pmgen.engines.word import compile_word
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.word import read_document
from pmgen.problems import Problem, Refusal, Severity
from pmgen.verify import Finished, prove
from pmgen.view.shapes import Record
from proving import FONTS
from samples import PNG
from word.corpus import PICTURES, region
from word.records import record_of


def of_markup(layout: str) -> str:
    """Return `written`, or the code of the first problem that kept a document from being written."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "layout.html.j2").write_text(layout, encoding="utf-8")
        (Path(folder) / "red.png").write_bytes(PNG)
        pack = region_of(Path(folder))
        root = root_of(pack, {"附件": {"标题": "甲乙"}})
        try:
            return _outcome(compile_layout(pack), root)
        except Refusal as refusal:
            return _named(refusal.problems)


def of_word(layout: bytes, folder: Path = PICTURES) -> str:
    """Return the same of a Word layout."""
    root = record_of("a: 甲\nxs: [1, 2]")
    try:
        return _outcome(compile_word(layout, "layout.docx", region(folder, {}), shape=root.shape), root)
    except Refusal as refusal:
        return _named(refusal.problems)


def _outcome(layout: Layout, root: Record) -> str:
    filled = layout.fill(root, "标题", "单位")
    if filled.document is None:
        return _named(filled.problems)
    document = filled.document
    if document.source is not None:
        document = read_document(
            document.source, title="标题", author="单位", labels=document.labels
        ).document
    files = [file for name in FORMATS if (file := _written(name, document)) is not None]
    prove(layout, root, filled.document, files)
    return "written"


def _written(name: str, document: Document) -> Finished | None:
    try:
        return Finished(f"x.{name}", name, FORMATS[name].write(document, WriterSettings(FONTS)).data)
    except Refusal as refusal:
        _named(refusal.problems)
        return None


def _named(problems: tuple[Problem, ...]) -> str:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert errors, "nothing was written, and nothing said"
    return errors[0].code
