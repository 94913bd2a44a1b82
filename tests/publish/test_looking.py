"""The quick half of verify: what it says is current, what makes it look closer, and what it does not load."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf, usual_folders
from pmgen.publish.full_verification import verify_annexes
from pmgen.publish.output_record import RECORD
from pmgen.publish.record_file import record_bytes, record_from_bytes
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run
from pmgen.publish.verification_by_record import FileStatus, annex_states

WORKSPACE = Path(__file__).parents[1] / "cli" / "workspace"
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))


@pytest.fixture
def request_of(tmp_path: Path) -> Request:
    """Return a request for one annex, of which the data and the pack may be changed."""
    annex, packs = tmp_path / "data" / "甲局", tmp_path / "packs"
    shutil.copytree(WORKSPACE / "data" / "2025" / "甲局", annex)
    shutil.copytree(shipped_templates() / "tianjin", packs / "tianjin")
    source = Source(annex, PurePosixPath("甲局"), at_home=True)
    return Request((source,), ("docx", "pdf"), (packs, shipped_templates()))


def standings(request: Request, root: Path, fonts: FontShelf = FONTS) -> set[FileStatus]:
    (looked,) = annex_states(replace(request, formats=()), root, fonts)
    return {state.standing for state in looked.states}


def reasons(request: Request, root: Path, fonts: FontShelf = FONTS) -> str:
    (looked,) = annex_states(replace(request, formats=()), root, fonts)
    return "; ".join(dict.fromkeys(str(change) for state in looked.states for change in state.changes))


def test_what_was_rendered_and_proven_is_current(tmp_path: Path, request_of: Request) -> None:
    run(plan(request_of), tmp_path, FONTS)
    assert standings(request_of, tmp_path) == {FileStatus.CURRENT}
    run(plan(request_of), tmp_path, FONTS, verified=False)
    assert standings(request_of, tmp_path) == {FileStatus.UNPROVEN}


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a project": (lambda root: _add(root / "data/甲局/02_x.yaml", "\n# 备注\n"), "data: 02_x.yaml"),
    "the annex": (lambda root: _add(root / "data/甲局/annex.yaml", "\n# 备注\n"), "data: annex.yaml"),
    "a project more": (lambda root: _add(root / "data/甲局/03.yaml", "项目名称: 丙"), "data: 03.yaml"),
    "a project less": (lambda root: (root / "data/甲局/02_x.yaml").unlink(), "data: 02_x.yaml"),
    "the layout": (lambda root: _add(root / "packs/tianjin/layout.docx", "x"), "form tianjin: layout.docx"),
    "a picture": (lambda root: _add(root / "packs/tianjin/图/章.png", "x"), "form tianjin: 图/章.png"),
    "another pack": (lambda root: shutil.rmtree(root / "packs/tianjin"), ""),
}


@pytest.mark.parametrize(("change", "reason"), CHANGES.values(), ids=CHANGES)
def test_whatever_is_read_makes_a_file_old(
    tmp_path: Path, request_of: Request, change: Callable[[Path], object], reason: str
) -> None:
    run(plan(replace(request_of, formats=("docx",))), tmp_path, FONTS)
    change(tmp_path)
    assert reasons(request_of, tmp_path) == reason


def test_what_others_leave_beside_a_layout_makes_no_file_old(tmp_path: Path, request_of: Request) -> None:
    run(plan(replace(request_of, formats=("docx",))), tmp_path, FONTS)
    for name in ("~$layout.docx", ".DS_Store", "Thumbs.db"):
        _add(tmp_path / "packs" / "tianjin" / name, "x")
    (tmp_path / "data" / "甲局" / "annex.yaml").touch()
    assert standings(request_of, tmp_path) == {FileStatus.CURRENT}


def test_other_fonts_make_a_closer_look_and_no_fault(tmp_path: Path, request_of: Request) -> None:
    brought = Path(next(iter(_brought())))
    few = FontShelf([_copied(brought, "SansSC", tmp_path / "fonts")])
    run(plan(request_of), tmp_path, few)
    assert standings(request_of, tmp_path, few) == {FileStatus.CURRENT}
    assert reasons(request_of, tmp_path).startswith("fonts: ")
    looked = annex_states(replace(request_of, formats=()), tmp_path, FONTS)
    found = verify_annexes(looked, replace(request_of, formats=()), tmp_path, FONTS)
    assert ".docx" in {path.suffix for path in found.proven}
    assert "changed since it was rendered: fonts: 宋体、黑体" in {
        str(each.message) for each in found.problems
    }


def test_a_page_count_of_formats_apart_is_the_same(tmp_path: Path, request_of: Request) -> None:
    """A format rendered by itself later leaves those of before current."""
    run(plan(request_of), tmp_path, FONTS)
    before = {path.name: path.read_bytes() for path in (tmp_path / "甲局").iterdir()}
    run(plan(replace(request_of, formats=("docx",))), tmp_path, FONTS)
    after = {path.name: path.read_bytes() for path in (tmp_path / "甲局").iterdir()}
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {RECORD}
    assert standings(request_of, tmp_path) == {FileStatus.CURRENT}


def test_a_record_that_claims_a_changed_file_is_caught_by_the_full_proof(
    tmp_path: Path, request_of: Request
) -> None:
    html = replace(request_of, formats=("html",))
    (file,) = run(plan(html), tmp_path, FONTS).written
    data = file.read_bytes()
    file.write_bytes(data.replace("≥2个".encode(), "≥3个".encode()))
    lie = _with_hash_of(tmp_path / "甲局" / RECORD, data, file.read_bytes())
    (tmp_path / "甲局" / RECORD).write_bytes(lie)
    looked = annex_states(replace(html, formats=()), tmp_path, FONTS)
    assert looked[0].is_current
    full = verify_annexes(looked, replace(html, formats=()), tmp_path, FONTS, full=True)
    assert full.failed == 1 and "PMG721" in {problem.code for problem in full.problems}


def test_a_look_loads_neither_projects_nor_layouts_nor_readers(tmp_path: Path) -> None:
    shutil.copytree(WORKSPACE, tmp_path / "w")
    script = (
        "import sys, pmgen.cli\n"
        "code = pmgen.cli.main(sys.argv[1:])\n"
        "heavy = {'lxml', 'jinja2', 'docx', 'tinycss2', 'pmgen.publish.render_run', 'pmgen.verify'}\n"
        "print('loaded', code, *sorted(heavy & set(sys.modules)))\n"
    )

    def loaded(*arguments: str) -> str:
        command = [sys.executable, "-c", script, *arguments, "--workspace", str(tmp_path / "w")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]

    assert loaded("render", "--format", "html").startswith("loaded 0 ")
    assert loaded("verify") == "loaded 0"


def _add(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.write(text.encode())


def _brought() -> list[Path]:
    from pmgen.fonts.font_shelf import brought_folders

    return list(brought_folders())


def _copied(folder: Path, part: str, target: Path) -> Path:
    target.mkdir()
    for path in folder.rglob("*.*tf"):
        if part in path.name:
            shutil.copy(path, target)
    assert list(target.iterdir())
    return target


def _with_hash_of(record: Path, old: bytes, new: bytes) -> bytes:
    from hashlib import sha256

    known = record_from_bytes(record.read_bytes())
    documents = {
        stem: replace(
            entry,
            files={
                ending: replace(file, sha256=sha256(new).hexdigest())
                for ending, file in entry.files.items()
                if file.sha256 == sha256(old).hexdigest()
            },
        )
        for stem, entry in known.documents.items()
    }
    return record_bytes(replace(known, documents=documents))
