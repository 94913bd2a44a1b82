"""A document whose files do not show what they must is not written."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import shipped_templates
from pmgen.opc.office_package import MOST_BYTES
from pmgen.publish.full_verification import verify
from pmgen.publish.render_plan import Plan, plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run

ANNEX = Path(__file__).parents[1] / "cli" / "workspace" / "data" / "2025" / "甲局"


def planned(*formats: str) -> Plan:
    return plan(Request((Source(ANNEX, PurePosixPath("甲局")),), formats, (shipped_templates(),)))


@pytest.mark.usefixtures("careless")
def test_a_document_that_is_not_proven_is_not_written(tmp_path: Path) -> None:
    report = run(planned("docx", "html"), tmp_path)
    assert [problem.code for problem in report.problems if problem.code.startswith("PMG72")] == ["PMG721"]
    assert report.written == ()
    assert report.failed == 1
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.usefixtures("careless")
def test_what_is_not_verified_is_written_all_the_same(tmp_path: Path) -> None:
    report = run(planned("docx", "html"), tmp_path, verified=False)
    assert len(report.written) == 2
    later = verify(planned("docx", "html"), tmp_path, every_format=True)
    assert [path.suffix for path in later.proven] == [".docx"]
    assert later.failed == 1


def test_what_stands_is_proven(tmp_path: Path) -> None:
    work = planned("docx", "html", "xlsx")
    report = run(work, tmp_path)
    assert verify(work, tmp_path, every_format=True).proven == report.written


def test_one_format_is_enough_where_none_is_asked_for(tmp_path: Path) -> None:
    run(planned("xlsx"), tmp_path)
    found = verify(planned("docx", "html", "xlsx"), tmp_path, every_format=False)
    assert (len(found.proven), found.failed, found.problems) == (1, 0, ())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    run(planned("xlsx"), tmp_path)
    found = verify(planned("docx", "xlsx"), tmp_path, every_format=True)
    assert [problem.code for problem in found.problems] == ["PMG733"]
    assert (len(found.proven), found.failed) == (1, 1)


def test_a_file_larger_than_any_document_is_told_and_not_read_whole(tmp_path: Path) -> None:
    (written,) = run(planned("html"), tmp_path).written
    with written.open("rb+") as file:
        file.truncate(MOST_BYTES + 1_000)
    found = verify(planned("html"), tmp_path, every_format=True)
    assert [problem.code for problem in found.problems] == ["PMG732"]
    assert (found.proven, found.failed) == ((), 1)
