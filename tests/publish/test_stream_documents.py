"""Documents of projects that stand in one file: their bytes, their record, and when they are made no more."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import find_region
from pmgen.load import load_annex
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.new_annex import first_files
from pmgen.publish.output_folder import Intent, _is_gone
from pmgen.publish.output_record import DocumentEntry
from pmgen.publish.render_plan import plan
from pmgen.publish.render_report import Report
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run
from shipped import ANNEXES, annex
from streams import as_json_lines, as_yaml_stream

TEMPLATES = (Path(__file__).parents[2] / "templates",)
STREAM = "项目.jsonl"


def request(folder: Path, *files: str, formats: tuple[str, ...] = ("html",), split: bool = False) -> Request:
    return Request((Source(folder, PurePosixPath("x"), files),), formats, TEMPLATES, split=split)


def rendered(asked: Request, output: Path) -> Report:
    return Report((run(plan(asked), output),))


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("split", [False, True], ids=["whole", "each"])
def test_documents_are_the_same_to_the_byte(folder: Path, split: bool, tmp_path: Path) -> None:
    formats = ("docx", "xlsx", "html")
    made = {}
    for name, source in (
        ("single", folder),
        ("json", as_json_lines(folder, tmp_path / "json" / folder.name)),
        ("yaml", as_yaml_stream(folder, tmp_path / "yaml" / folder.name)),
    ):
        report = rendered(request(source, formats=formats, split=split), tmp_path / "output" / name)
        assert report.failed == 0
        made[name] = {path.name: path.read_bytes() for path in report.written}
    assert made["json"] == made["yaml"] == made["single"]


def ezhou(tmp_path: Path) -> Path:
    return as_json_lines(annex("2026/ezhou"), tmp_path / "ezhou")


def recorded(output: Path) -> list[str]:
    record = json.loads((output / "x" / ".pmgen.json").read_text("utf-8"))
    return sorted(entry["project"] for entry in record["documents"].values())


def test_each_document_is_recorded_with_its_project(tmp_path: Path) -> None:
    rendered(request(ezhou(tmp_path), split=True), tmp_path / "output")
    names = ["公共就业创业服务", "职业技能鉴定及技能竞赛运转资金"]
    assert recorded(tmp_path / "output") == [f"{STREAM}/{name}" for name in names]


def test_a_project_that_leaves_the_file_is_made_no_more(tmp_path: Path) -> None:
    folder, output = ezhou(tmp_path), tmp_path / "output"
    rendered(request(folder, split=True), output)
    first, _ = (folder / STREAM).read_text("utf-8").splitlines()
    (folder / STREAM).write_text(f"{first}\n", "utf-8")
    rendered(request(folder, split=True), output)
    assert recorded(output) == [f"{STREAM}/职业技能鉴定及技能竞赛运转资金"]


def test_a_project_with_an_error_keeps_its_document(tmp_path: Path) -> None:
    folder, output = ezhou(tmp_path), tmp_path / "output"
    rendered(request(folder, split=True), output)
    first, second = (folder / STREAM).read_text("utf-8").splitlines()
    (folder / STREAM).write_text(f"{first}\n{second[:-1]}\n", "utf-8")
    report = rendered(request(folder, split=True), output)
    assert report.failed == 1
    assert len(recorded(output)) == 2


def test_projects_that_change_places_keep_their_documents(tmp_path: Path) -> None:
    folder, output = ezhou(tmp_path), tmp_path / "output"
    rendered(request(folder, split=True), output)
    before = recorded(output)
    first, second = (folder / STREAM).read_text("utf-8").splitlines()
    (folder / STREAM).write_text(f"{second}\n{first}\n", "utf-8")
    report = rendered(request(folder, split=True), output)
    assert recorded(output) == before
    assert sorted(path.name for path in (output / "x").glob("*.html"))[0] in {
        path.name for path in report.written
    }


def test_of_other_streams_only_the_number_of_projects_counts(tmp_path: Path) -> None:
    folder = ezhou(tmp_path)
    (folder / "00.jsonl").write_text("{}\n\n{}\n", "utf-8")
    data = Hashes().of_data(folder, STREAM)
    assert data["00.jsonl"] == "2×"
    (job, _) = plan(request(folder, STREAM)).jobs
    assert job.inputs.only == STREAM
    assert job.project is not None and job.project.seq == 3
    assert Hashes().of_data(folder, job.inputs.only) == dict(job.inputs.data)


def test_a_document_is_gone_with_the_file_of_its_project() -> None:
    entry = DocumentEntry("ezhou", f"{STREAM}/甲/乙", {})
    there = Intent((), (), (), (STREAM,))
    assert not _is_gone(PurePosixPath("a"), entry, there, {})
    assert _is_gone(PurePosixPath("a"), entry, Intent((), (), (), ()), {})


def test_a_new_year_begins_with_all_projects_of_a_stream(tmp_path: Path) -> None:
    older = load_annex(ezhou(tmp_path / "old")).annex
    assert older is not None
    files = first_files(find_region("ezhou", TEMPLATES), older)
    assert list(files) == ["annex.yaml", "项目.yaml"]
    assert files["项目.yaml"].count("\n---\n") == 1
    assert [project.name in files["项目.yaml"] for project in older.projects] == [True, True]


def test_a_stream_of_any_name_goes_on_as_one_of_yaml(tmp_path: Path) -> None:
    folder = ezhou(tmp_path)
    (folder / STREAM).rename(folder / "科室.jsonl")
    older = load_annex(folder).annex
    assert list(first_files(find_region("ezhou", TEMPLATES), older)) == ["annex.yaml", "科室.项目.yaml"]
