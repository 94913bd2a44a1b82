"""A run: the plan's names, whole files, and the same bytes again."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf, usual_folders
from pmgen.problems import SourcePlace
from pmgen.publish.render_plan import plan
from pmgen.publish.render_report import Report
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run

HERE = Path(__file__).parent
ANNEXES = HERE.parent / "cli" / "workspace" / "data" / "2025"
REGIONS = ("tianjin", "wuhai", "shanghai", "ezhou")


def rendered(
    output: Path, names: tuple[str, ...] = ("甲局",), region: str | None = None, split: bool = False
) -> Report:
    sources = tuple(Source(ANNEXES / name, PurePosixPath("2025") / name) for name in names)
    request = Request(sources, ("docx",), (shipped_templates(),), region, split)
    return Report((run(plan(request), output),))


@pytest.mark.parametrize("region", REGIONS)
def test_a_second_run_gives_the_same_bytes(tmp_path: Path, region: str) -> None:
    first = rendered(tmp_path / "1", ("甲局", "乙局"), region)
    second = rendered(tmp_path / "2", ("甲局", "乙局"), region)
    assert [path.read_bytes() for path in first.written] == [path.read_bytes() for path in second.written]
    assert len(first.written) == 2


def test_a_form_of_another_place_has_a_folder_of_its_own(tmp_path: Path) -> None:
    own, other = rendered(tmp_path), rendered(tmp_path, region="wuhai")
    assert own.written[0].parent == tmp_path / "2025" / "甲局"
    assert other.written[0].parent == tmp_path / "2025" / "甲局" / "wuhai"


def test_two_annexes_in_one_place_never_overwrite_each_other(tmp_path: Path) -> None:
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    work = plan(Request((source, source), ("docx",), (shipped_templates(),)))
    assert [job.outputs[0].path.name for job in work.jobs] == [
        "2025_0101甲局_项目绩效目标表.docx",
        "2025_0101甲局_项目绩效目标表_2.docx",
    ]


def test_planning_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    assert plan(Request((source,), ("docx",), (shipped_templates(),))).jobs
    assert not list(tmp_path.iterdir())


def test_every_finished_document_is_told(tmp_path: Path) -> None:
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    told: list[str] = []
    work = plan(Request((source,), ("docx",), (shipped_templates(),), split=True))
    run(work, tmp_path, done=lambda job: told.append(job.project.name if job.project else ""))
    assert told == ["运维费", "../../x"]


def test_a_document_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "甲局").write_text("a file where a folder is needed")
    report = rendered(tmp_path, ("甲局", "乙局"))
    assert [path.parent.name for path in report.written] == ["乙局"]
    assert report.failed == 1 and "PMG706" in {problem.code for problem in report.problems}


def test_a_format_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    source = Source(ANNEXES / "甲局", PurePosixPath("2025"))
    without_fonts = plan(Request((source,), ("pdf", "html"), (shipped_templates(),)))
    report = run(without_fonts, tmp_path)
    assert [path.suffix for path in report.written] == [".html"]
    assert report.failed == 1


def test_an_error_in_the_region_pack_keeps_its_documents_from_being_written(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "wuhai"
    shutil.copytree(shipped_templates() / "wuhai", pack)
    file = pack / "region.yaml"
    text = file.read_text("utf-8").replace("必填:", "必填:\n  - 项目.无此字段")
    file.write_text(text, "utf-8")
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    report = run(plan(Request((source,), ("docx",), (pack.parent,), "wuhai")), tmp_path / "out")
    (problem,) = (problem for problem in report.problems if problem.code == "PMG608")
    assert isinstance(problem.places[0], SourcePlace)
    assert "无此字段" in text.splitlines()[(problem.places[0].line or 0) - 1]
    assert (report.written, report.failed) == ((), 1)


def test_an_annex_may_name_its_region_by_the_name_shown(tmp_path: Path) -> None:
    folder = tmp_path / "甲局"
    shutil.copytree(ANNEXES / "甲局", folder)
    file = folder / "annex.yaml"
    file.write_text(file.read_text("utf-8").replace("地区: tianjin", "地区: 天津"), "utf-8")
    work = plan(Request((Source(folder, PurePosixPath("甲局")),), ("docx",), (shipped_templates(),)))
    assert [str(output.path.parent) for job in work.jobs for output in job.outputs] == ["甲局"]


def test_a_format_that_cannot_be_written_keeps_back_no_other_and_counts(tmp_path: Path) -> None:
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    request = Request((source,), ("pdf", "docx"), (shipped_templates(),))
    report = run(plan(request), tmp_path)  # with no font there is no PDF
    assert [path.suffix for path in report.written] == [".docx"]
    assert report.failed == 1
    assert "PMG541" in {problem.code for problem in report.problems}


def test_files_come_in_the_order_that_was_asked_for(tmp_path: Path) -> None:
    source = Source(ANNEXES / "甲局", PurePosixPath("甲局"))
    request = Request((source,), ("html", "docx", "pdf"), (shipped_templates(),))
    fonts = FontShelf(usual_folders("linux", Path("/nowhere"), {}))
    assert [path.suffix for path in run(plan(request), tmp_path, fonts).written] == [".html", ".docx", ".pdf"]
