"""Layouts that did not ship with pmgen: under limits in every command, and none stops another document."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import find_region, is_shipped, shipped_templates
from pmgen.confined import Limits
from pmgen.engines.untrusted_layouts import UntrustedLayout, ready_layout
from pmgen.problems import LayoutPlace, Problem, Refusal
from pmgen.publish.full_verification import verify
from pmgen.publish.render_plan import Plan, plan
from pmgen.publish.render_report import Receipt
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run, view
from word.building import build

ANNEXES = Path(__file__).parent.parent / "cli" / "workspace" / "data" / "2025"
FEW = Limits(seconds=1, memory=100_000_000)
SOUND = "│ {{ 附件.标题 }} │ {{ 附件.项目[0].项目名称 }} │"


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with one pack of a stranger, `mine`."""
    folder = tmp_path / "packs" / "mine"
    shutil.copytree(shipped_templates() / "tianjin", folder)
    yield folder.parent


def draw(packs: Path, layout: str) -> None:
    """Draw the stranger's layout anew."""
    (packs / "mine" / "layout.docx").write_bytes(build(layout))


def planned(packs: Path, *, names: tuple[str, ...] = ("甲局",), limits: Limits = FEW) -> Plan:
    sources = tuple(Source(ANNEXES / name, PurePosixPath(name)) for name in names)
    return plan(Request(sources, ("docx", "html"), (packs, shipped_templates()), "mine", limits=limits))


def errors(report: Receipt | Plan) -> list[Problem]:
    return [problem for problem in report.problems if problem.code in ("PMG790", "PMG802", "PMG812")]


def test_what_shipped_is_filled_without_a_process() -> None:
    for name in ("tianjin", "wuhai"):
        assert not isinstance(ready_layout(find_region(name, [shipped_templates()])), UntrustedLayout)


def test_nothing_is_imported_for_what_shipped(tmp_path: Path) -> None:
    """A command renders in a process of its own in any case; a program that calls pmgen does not."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom pmgen import api\n"
        "annex, output = map(Path, sys.argv[1:])\n"
        "assert api.render(api.request([annex], formats=('docx',)), output).files == 1\n"
        "assert 'pmgen.engines.word' in sys.modules\n"
        "assert 'multiprocessing' not in sys.modules\n"
    )
    annex = Path(__file__).parent.parent / "cli" / "workspace" / "data" / "2025" / "甲局"
    subprocess.run([sys.executable, "-c", script, str(annex), str(tmp_path)], check=True, capture_output=True)


def test_a_copy_of_what_shipped_is_no_stranger(tmp_path: Path) -> None:
    shutil.copytree(shipped_templates() / "wuhai", tmp_path / "wuhai")
    copy = find_region("wuhai", [tmp_path])
    assert is_shipped(copy)
    (tmp_path / "wuhai" / "logo.png").touch()
    assert not is_shipped(copy)
    (tmp_path / "wuhai" / "logo.png").unlink()
    with (tmp_path / "wuhai" / "layout.html.j2").open("a", encoding="utf-8") as file:
        file.write(" ")
    assert not is_shipped(copy)
    assert not is_shipped(replace(copy, folder=tmp_path / "other"))


def test_a_stranger_gives_the_same_bytes(tmp_path: Path, packs: Path) -> None:
    shutil.copytree(shipped_templates() / "tianjin", tmp_path / "shipped" / "mine")
    draw(packs, SOUND)
    first = run(planned(packs), tmp_path / "1")
    assert first.failed == 0 and len(first.written) == 2
    again = run(planned(packs), tmp_path / "2")
    assert [path.read_bytes() for path in again.written] == [path.read_bytes() for path in first.written]
    assert verify(planned(packs), tmp_path / "1", every_format=True).failed == 0


LONG = "{% set t = range(50000)|list|join('😀😀😀😀😀😀') %}"
TIME = (
    LONG + "{% set a = [t ~ 'a', t ~ 'b', t ~ 'c'] %}{% set b = [t ~ 'a', t ~ 'b', t ~ 'c'] %}"
    "{% for i in range(100000) %}{% if a == b %}甲{% endif %}{% endfor %}"
)
MEMORY = (
    LONG + "{% set n = namespace(l=[]) %}{% for i in range(400) %}{% set n.l = n.l + [t[i:]] %}{% endfor %}"
)


def test_a_layout_that_takes_too_long_is_named_with_its_place(tmp_path: Path, packs: Path) -> None:
    draw(packs, f"{SOUND}\n│ 一 │ {TIME} │")
    report = run(planned(packs, limits=Limits(2, 500_000_000)), tmp_path / "out")
    (problem,) = errors(report)
    assert problem.code == "PMG802"
    assert isinstance(problem.places[0], LayoutPlace)
    assert problem.places[0].file.endswith("layout.docx") and problem.places[0].row == 2
    assert (report.written, report.failed) == ((), 1)


def tell_of_memory(packs: Path, output: Path) -> None:
    """Print what is told of the stranger's layout where it may take 40 MB."""
    (problem,) = errors(run(planned(packs, limits=Limits(20, 40_000_000)), output))
    print(problem.code, problem.message, problem.places[-1].file, sep="\n")


def test_a_layout_that_asks_for_too_much_memory_is_named(tmp_path: Path, packs: Path) -> None:
    draw(packs, f"{SOUND}\n甲{MEMORY}")
    # In a process of its own, small and new: in a large one the heap may have that much room left over.
    script = (
        "import sys; from pathlib import Path; from publish.test_strange_layouts import tell_of_memory\n"
        "tell_of_memory(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, str(packs), str(tmp_path / "out")]
    tests = Path(__file__).parents[1]
    ended = subprocess.run(command, cwd=tests, check=True, capture_output=True, text=True, encoding="utf-8")
    code, said, file = ended.stdout.splitlines()
    assert code == "PMG802" and "40 MB" in said
    assert file.endswith("annex.yaml")


def test_compiling_is_under_limits(packs: Path) -> None:
    draw(packs, "甲{{ 附件.标题 }}乙\n" * 3_000)
    work = planned(packs, limits=Limits(0.2, 100_000_000))
    assert [problem.code for problem in work.problems] == ["PMG802"]
    assert not work.jobs and work.lost


def test_filling_outside_of_a_job_is_under_limits_too(packs: Path) -> None:
    draw(packs, TIME)
    layout = ready_layout(find_region("mine", [packs]), Limits(0.3, 500_000_000))
    (job,) = planned(packs).jobs
    assert isinstance(job.layout, UntrustedLayout)
    with pytest.raises(Refusal) as caught:
        layout.fill(view(job).root, "", "")
    assert caught.value.problems[0].code == "PMG802"
