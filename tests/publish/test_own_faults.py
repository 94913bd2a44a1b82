"""A fault of pmgen is told as its own, with what it was working on, and stops no other document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pytest

from altering import sample
from pdf_samples import brought_shelf
from pmgen.catalog import shipped_templates
from pmgen.cli.terminal_output import report_crashes
from pmgen.crash import Crashed
from pmgen.engines import FilledLayout
from pmgen.engines.language import compile_script
from pmgen.engines.markup import css_values
from pmgen.engines.markup.css_rules import StyleReader, nodes_of
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.pdf.read import contents
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.problems import ProblemKind, Problems, SourcePlace
from pmgen.publish.full_verification import verify
from pmgen.publish.record_file import read_record
from pmgen.publish.render_plan import Plan, plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run
from pmgen.view.shapes import Record
from word.records import record_of

ANNEXES = Path(__file__).parent.parent / "cli" / "workspace" / "data" / "2025"


@dataclass(frozen=True)
class BrokenLayout:
    """A layout in which pmgen fails."""

    per_project: bool = False

    def fill(self, root: Record, title: str, author: str, draft: bool = False) -> FilledLayout:
        raise KeyError(title)


def planned() -> Plan:
    sources = tuple(Source(ANNEXES / name, PurePosixPath(name)) for name in ("甲局", "乙局"))
    work = plan(Request(sources, ("docx",), (shipped_templates(),)))
    first, *others = work.jobs
    return replace(work, jobs=(replace(first, layout=BrokenLayout()), *others))


def test_the_others_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = run(planned(), tmp_path)
    (problem,) = (problem for problem in report.problems if problem.crash is not None)
    assert (problem.code, problem.kind) == ("PMG790", ProblemKind.INTERNAL)
    assert [Path(place.file).name for place in problem.places] == ["layout.docx", "annex.yaml"]
    assert problem.crash is not None and problem.crash.kind == "KeyError"
    assert [path.parent.name for path in report.written] == ["乙局"] and report.failed == 1
    assert report_crashes(report.problems)
    assert ".log" in capsys.readouterr().err


def test_the_others_are_proven(tmp_path: Path) -> None:
    work = planned()
    run(plan(Request(tuple(job.source for job in work.jobs), ("docx",), (shipped_templates(),))), tmp_path)
    found = verify(work, tmp_path, every_format=True)
    assert [path.parent.name for path in found.proven] == ["乙局"]
    assert [problem.code for problem in found.problems if problem.crash is not None] == ["PMG790"]


def broken(*_: object, **__: object) -> object:
    raise KeyError("ours")


READING = {
    "docx": "pmgen.formats.docx.read_docx.Styles._nearest",
    "html": "pmgen.formats.html.read_html._is_seen",
    "pdf": "pmgen.formats.pdf.read.page_marks.Font.text",
    "xlsx": "pmgen.formats.xlsx.read_xlsx._unescaped",
}
SCANNING = {
    "docx": "pmgen.verify.foreign_content.word_scan._stories",
    "html": "pmgen.verify.foreign_content.html_scan._text",
    "pdf": "pmgen.verify.foreign_content.pdf_scan.ScannedPdf.__init__",
    "xlsx": "pmgen.verify.foreign_content.office_scan.open_package",
}


@pytest.mark.parametrize(
    ("format", "function"), [*READING.items(), *SCANNING.items()], ids=lambda word: word.rpartition(".")[2]
)
def test_a_fault_where_files_are_read_back_is_no_damage_of_theirs(
    format: str, function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = plan(Request((Source(ANNEXES / "甲局", PurePosixPath("x")),), (format,), (shipped_templates(),)))
    run(work, tmp_path, brought_shelf(), verified=False)
    monkeypatch.setattr(function, broken)
    contents.cache_clear()
    open_pdf.cache_clear()
    found = verify(work, tmp_path, brought_shelf(), every_format=True)
    assert [(problem.code, problem.crash.kind) for problem in found.problems if problem.crash] == [
        ("PMG790", "KeyError")
    ]
    assert not [problem for problem in found.problems if problem.code == "PMG732"]


@pytest.mark.parametrize(
    "function",
    ["pmgen.fonts.cff_outlines.flatten", "pmgen.formats.pdf.write.embedded_resources._plain_rows"],
)
def test_a_fault_where_a_font_or_picture_is_embedded_is_no_damage_of_it(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(function, broken)
    with pytest.raises(KeyError):
        FORMATS["pdf"].write(sample(), WriterSettings(FontShelf(brought_folders())))


def test_a_fault_where_a_record_is_read_is_no_damage_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = plan(Request((Source(ANNEXES / "甲局", PurePosixPath("x")),), ("html",), (shipped_templates(),)))
    run(work, tmp_path, verified=False)
    monkeypatch.setattr("pmgen.publish.record_file._entry", broken)
    with pytest.raises(KeyError):
        read_record(tmp_path / "x")


def test_a_fault_in_a_property_of_css_is_no_unknown_property(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(css_values.PROPERTIES, "color", broken)
    reader = StyleReader("f", 1, Problems())
    with pytest.raises(KeyError):
        list(reader.declarations(nodes_of("color: red")))


@pytest.mark.parametrize("error", [TypeError("a"), KeyError("a"), AttributeError("a"), ValueError("a")])
def test_a_fault_is_no_mistake_of_the_author(error: Exception) -> None:
    def write(piece: str) -> None:
        if "乙" in piece:
            raise error

    root = record_of("a: 甲")
    script = compile_script(
        "甲\n{{ a }}\n乙{{ a }}", root=root.shape, place=lambda line: SourcePlace("f", line)
    )
    problems = Problems()
    with pytest.raises(Crashed) as caught:
        script.run(root, str, {}, problems, write)
    assert not problems.has_errors
    assert caught.value.place == SourcePlace("f", 1)
    assert caught.value.crash.kind == type(error).__name__


MISTAKES = [
    "a, a",
    "a,",
    "a.count(1)",
    "a < 1",
    "1 / 0",
    "1 / 3",
    "xs[a]",
    "xs['x':]",
    "a|int + a",
    "a|abs",
    "a|join(1, 2, 3, 4)",
    "a|replace(1)",
    "xs|sum",
    "xs|sort(attribute=xs)",
    "xs|map('nix')|list",
    "g|dictsort(1, 2)",
    "a is divisibleby",
    "a is divisibleby('x')",
    "1 in 2",
    "a()",
    "range('x')",
    "-a",
    "{1: xs}[xs]",
    "xs|groupby(1)|first",
    "(1).x.y",
    "1[0:]",
]


@pytest.mark.parametrize("expression", MISTAKES)
def test_a_mistake_of_the_author_is_told_without_the_words_of_python(expression: str) -> None:
    root = record_of("a: 甲\nxs: [1, 2]\ng: {b: 乙}")
    problems = Problems()
    try:
        script = compile_script(
            f"{{{{ {expression} }}}}", root=root.shape, place=lambda line: SourcePlace("f", line)
        )
    except Exception as refusal:
        problems.extend(refusal.problems)  # type: ignore[attr-defined]
    else:
        script.run(root, str, {}, problems, str)
    for problem in problems:
        assert problem.places
        words = f"{problem.message} {problem.hint or ''}"
        for word in ("NoneType", "'str'", "argument", "object", "expected", "operand", "instance", "Decimal"):
            assert word not in words
