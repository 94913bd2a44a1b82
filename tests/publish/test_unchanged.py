"""Only what changed is rendered again: nothing of it is loaded, and nothing that was said is forgotten."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pdf_samples import brought_shelf
from pmgen import api
from pmgen.fonts import NO_FONTS, FontShelf
from pmgen.publish.annex_status import AnnexStatus, annex_status
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.file_hashes import FileHashes, remembered_hashes
from pmgen.publish.output_record import RECORD
from pmgen.publish.render_batch import RenderOptions, render_batch
from pmgen.publish.render_report import Report
from publish.batch_of_offices import write_offices

LONG_AGO = 1_700_000_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the data of two offices."""
    write_offices(tmp_path / "data", "甲局", "乙局")
    return tmp_path / "data"


def render(
    data: Path,
    *,
    formats: tuple[str, ...] = ("html",),
    fonts: FontShelf = NO_FONTS,
    split: bool = False,
    verified: bool = True,
    force: bool = False,
) -> Report:
    request = api.request([data], data=data, formats=formats, split=split)
    return api.render(request, data.parent / "output", fonts=fonts, verified=verified, force=force)


def status(
    data: Path, fonts: FontShelf = NO_FONTS, formats: tuple[str, ...] = ("html",)
) -> list[AnnexStatus]:
    request = api.request([data], data=data, formats=formats)
    return list(annex_status(request.sources, request, data.parent / "output", fonts, Hashes()))


def counted(report: Report) -> list[tuple[str, int, int, int]]:
    """Return of each annex how many documents were rendered, unchanged and failed."""
    return [(each.name, each.rendered, each.unchanged, each.failed) for each in report.receipts]


def test_a_second_run_renders_nothing_and_counts_the_same_gaps(data: Path) -> None:
    first, second = render(data), render(data)
    assert counted(first) == [("乙局", 1, 0, 0), ("甲局", 1, 0, 0)]
    assert counted(second) == [("乙局", 0, 1, 0), ("甲局", 0, 1, 0)]
    assert first.gaps == second.gaps > 0
    assert (second.written, second.problems) == ((), ())
    assert (first.said_before, second.said_before) == (0, first.gaps)


def test_what_is_forced_is_rendered(data: Path) -> None:
    render(data)
    assert counted(render(data, force=True)) == [("乙局", 1, 0, 0), ("甲局", 1, 0, 0)]


def test_a_touched_file_changes_nothing(data: Path) -> None:
    render(data)
    os.utime(data / "甲局" / "一.yaml", (LONG_AGO, LONG_AGO))
    assert counted(render(data))[1] == ("甲局", 0, 1, 0)


@pytest.mark.parametrize("file", ["一.yaml", "annex.yaml"])
def test_only_the_annex_with_a_changed_file_is_rendered(data: Path, file: str) -> None:
    render(data)
    path = data / "甲局" / file
    path.write_text(path.read_text("utf-8").replace("甲局", "甲二局"), "utf-8")
    (still, changed) = status(data)
    assert (still.word(), changed.word()) == ("unchanged", "stale")
    assert [str(reason) for reason in changed.reasons()] == [f"data: {file}"]
    assert [each[1:] for each in counted(render(data))] == [(0, 1, 0), (1, 0, 0)]


def test_a_new_file_and_a_removed_one_are_changes(data: Path) -> None:
    render(data)
    (data / "甲局" / "二.yaml").rename(data / "甲局" / "三.yaml")
    assert [str(reason) for reason in status(data)[1].reasons()] == ["data: 三.yaml、二.yaml"]


def test_what_failed_is_tried_and_told_again(data: Path) -> None:
    render(data, split=True)
    (data / "甲局" / "三.yaml").write_text("项目名称: [", "utf-8")
    for _ in range(2):
        report = render(data, split=True)
        assert counted(report) == [("乙局", 0, 2, 0), ("甲局", 2, 0, 1)]
        assert any(problem.is_error for problem in report.problems)
    (data / "甲局" / "三.yaml").unlink()
    assert counted(render(data, split=True))[1] == ("甲局", 2, 0, 0)
    assert counted(render(data, split=True))[1] == ("甲局", 0, 2, 0)


@pytest.mark.parametrize("happened", [lambda file: file.unlink(), lambda file: file.write_bytes(b"")])
def test_of_many_documents_only_the_one_that_is_not_as_it_was_is_made(
    data: Path, happened: Callable[[Path], object]
) -> None:
    first = render(data, split=True)
    before = {path: path.read_bytes() for path in (data.parent / "output").rglob("*") if path.is_file()}
    happened(file := first.written[-1])
    request = api.request([data], data=data, formats=("html",), split=True)
    options = RenderOptions(replace_edited=True)
    report = render_batch(request, data.parent / "output", options)
    assert (report.written, counted(report)) == ((file,), [("乙局", 0, 2, 0), ("甲局", 1, 1, 0)])
    assert report.gaps == first.gaps
    assert {path: path.read_bytes() for path in before} == before
    assert counted(render(data, split=True)) == [("乙局", 0, 2, 0), ("甲局", 0, 2, 0)]


def test_one_that_was_changed_by_hand_holds_up_no_other(data: Path) -> None:
    file = render(data, split=True).written[-1]
    file.write_bytes(b"")
    report = render(data, split=True)
    assert ([each.code for each in report.problems if each.is_error], report.written) == (["PMG709"], ())
    assert counted(report)[1] == ("甲局", 0, 1, 1)
    file.unlink()
    assert render(data, split=True).written == (file,)


def test_what_was_not_proven_is_proven_when_that_is_asked_for(data: Path) -> None:
    render(data, verified=False)
    assert {each[2] for each in counted(render(data, verified=False))} == {1}
    assert {each[1] for each in counted(render(data))} == {1}
    assert {each[2] for each in counted(render(data, verified=False))} == {1}


def test_more_formats_are_rendered_and_fewer_are_there(data: Path) -> None:
    render(data)
    assert {each[1] for each in counted(render(data, formats=("html", "xlsx")))} == {1}
    assert {each[2] for each in counted(render(data, formats=("xlsx",)))} == {1}


def test_a_file_changed_by_hand_is_named_and_kept_unless_forced(data: Path) -> None:
    (page,) = (path for path in render(data).written if "甲局" in path.name)
    whole = page.read_bytes()
    page.write_bytes(whole + b" ")
    assert (status(data)[1].word(), [str(each) for each in status(data)[1].reasons()]) == (
        "altered",
        [f"changed by hand: {page.name}"],
    )
    report = render(data)
    assert "PMG709" in {problem.code for problem in report.problems}
    assert page.read_bytes() == whole + b" "
    render(data, force=True)
    assert page.read_bytes() == whole


def test_a_file_that_is_gone_is_made_again(data: Path) -> None:
    (page,) = (path for path in render(data).written if "甲局" in path.name)
    page.unlink()
    assert status(data)[1].word() == "missing"
    assert render(data).written == (page,)


def test_another_font_makes_stale(data: Path) -> None:
    shelf = brought_shelf()
    render(data, formats=("pdf",), fonts=shelf)
    assert {each.word() for each in status(data, shelf, ("pdf",))} == {"unchanged"}
    other = status(data, NO_FONTS, ("pdf",))
    assert {each.word() for each in other} == {"stale"}
    assert all(str(reason).startswith("fonts: ") for each in other for reason in each.reasons())


def test_a_damaged_record_renders_everything(data: Path) -> None:
    render(data)
    (data.parent / "output" / "甲局" / RECORD).write_text("{", "utf-8")
    assert status(data)[1].word() == "new"
    assert counted(render(data))[1] == ("甲局", 1, 0, 0)


def test_a_record_is_the_same_whatever_was_passed_over(data: Path) -> None:
    render(data)
    record = data.parent / "output" / "甲局" / RECORD
    before = record.read_bytes()
    render(data)
    render(data, force=True)
    assert record.read_bytes() == before


def old_file(folder: Path, text: str) -> Path:
    path = folder / "甲.yaml"
    path.write_text(text, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_file_is_read_once_as_long_as_size_and_time_stay(tmp_path: Path) -> None:
    path, state = old_file(tmp_path, "甲"), tmp_path / "state"
    with remembered_hashes(state) as hashes:
        first = hashes.of(path)
    old_file(tmp_path, "乙")  # which nobody does who does not want to
    with remembered_hashes(state) as hashes:
        assert hashes.of(path) == first
    assert FileHashes().of(path) != first


@pytest.mark.parametrize("later", [0, 1_900_000_000])
def test_a_file_changed_within_two_seconds_is_read_again(tmp_path: Path, later: int) -> None:
    path = old_file(tmp_path, "甲")
    hashes = FileHashes(clock=lambda: LONG_AGO * 1_000_000_000 + later)
    first = hashes.of(path)
    old_file(tmp_path, "乙")
    assert hashes.of(path) != first


def test_what_is_no_file_has_no_hash(tmp_path: Path) -> None:
    assert FileHashes().of(tmp_path) is None
    assert FileHashes().of(tmp_path / "甲") is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\x00", b"0" * 64 + b"\n{}"])
def test_a_damaged_state_is_none(tmp_path: Path, damage: bytes) -> None:
    state = tmp_path / "state"
    state.write_bytes(damage)
    with remembered_hashes(state) as hashes:
        assert hashes.of(old_file(tmp_path, "甲")) == FileHashes().of(tmp_path / "甲.yaml")
    assert state.read_bytes() != damage


def test_a_state_that_cannot_be_kept_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with remembered_hashes(tmp_path / "file" / "state") as hashes:
        assert hashes.of(old_file(tmp_path, "甲"))
