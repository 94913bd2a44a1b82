"""A run that is killed, stopped, or meets another one: files are old or new, and the next run goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from permissions import give_up_root
from pmgen.problems import Refusal
from pmgen.publish.manifest_file import read_manifest
from pmgen.publish.manifest_verification import verify_manifest
from pmgen.publish.output_manifest import MANIFEST, listed_files
from pmgen.publish.output_record import RECORD
from pmgen.publish.run_lock import LOCK, one_run_at_a_time
from publish.batch_of_offices import write_offices
from publish.test_batch import tree

KILLS = int(os.environ.get("PMGEN_KILLS", "200"))
"""How often a run is killed in the long test; a process of it a quarter as often."""

OFFICES = ("甲局", "乙局", "丙局", "丁局")
RENDER = (sys.executable, "-m", "pmgen", "render", "--lang", "en", "--format", "html", "--jobs", "2")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill is a POSIX matter")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a workspace of some offices."""
    write_offices(tmp_path / "data", *OFFICES)
    return tmp_path


@contextmanager
def rendering(desk: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run pmgen in a workspace, and leave no process of it."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*RENDER, *options], cwd=desk, stdout=pipe, stderr=pipe, text=True) as running:
        yield running
        running.kill()


def rendered(desk: Path, *options: str) -> tuple[int, str]:
    """Return how a run ended, and the last line of what it said."""
    with rendering(desk, *options) as running:
        _, said = running.communicate(timeout=60)
    return running.returncode, (said.splitlines() or [""])[-1]


def change(desk: Path, turn: int) -> None:
    """Let every office have other data."""
    for office in OFFICES:
        path = desk / "data" / office / "一.yaml"
        lines = (
            f"  年度: {turn + 1}" if line.startswith("  年度:") else line
            for line in path.read_text("utf-8").splitlines()
        )
        path.write_text("\n".join(lines) + "\n", "utf-8")


def rests(desk: Path) -> list[Path]:
    """Return what should not be there once a run has ended."""
    return [path for path in (desk / "output").rglob(".*") if path.name != RECORD]


def documents(desk: Path) -> dict[str, str]:
    """Return the hashes of the documents that are in their places."""
    found = tree(desk / "output").items()
    return {path: each for path, each in found if "/." not in f"/{path}" and path != MANIFEST}


def children_of(process: int) -> list[int]:
    """Return the processes that a process has begun."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return list(map(int, found))


def are_gone(processes: list[int]) -> bool:
    """Tell whether processes end within a while."""
    for _ in range(100):
        if not any(is_running(each) for each in processes):
            return True
        time.sleep(0.05)
    return False


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_workers(running: subprocess.Popen[str]) -> list[int]:
    while running.poll() is None:
        if workers := children_of(running.pid):
            return workers
        time.sleep(0.01)
    return []


def references(desk: Path) -> list[dict[str, str]]:
    """Return what the output is for two versions of the data."""
    found = []
    for turn in range(2):
        change(desk, turn)
        assert rendered(desk, "--output", str(desk / f"reference {turn}"))[0] == 0
        found.append(tree(desk / f"reference {turn}"))
    return found


def kill_at_any_moment(desk: Path, times: int, of_worker: bool) -> None:
    """Kill a run, or one of its processes, again and again, and look at what is there each time."""
    chance, wanted = random.Random(12), references(desk)
    for turn in range(times):
        change(desk, turn % 2)
        with rendering(desk) as running:
            workers = wait_for_workers(running)
            time.sleep(chance.random() * 0.7)
            if not of_worker:
                running.kill()
                running.wait()
            else:
                # The run may be over, or about to be.
                with suppress(ProcessLookupError, FileNotFoundError):
                    for victim in children_of(running.pid)[:1]:
                        os.kill(victim, signal.SIGKILL)
                assert running.wait(timeout=60) == 0
        assert are_gone(workers)
        there = {path: found for path, found in tree(desk / "output").items() if "/." not in f"/{path}"}
        assert [
            path for path, found in there.items() if found not in (each.get(path) for each in wanted)
        ] == []
        if not of_worker:
            assert rendered(desk)[0] == 0
        assert tree(desk / "output") == wanted[turn % 2]
        assert verify_manifest(desk / "output" / MANIFEST).problems == ()
        assert rests(desk) == []


def test_a_run_killed_at_any_moment_goes_on_where_it_stopped(desk: Path) -> None:
    kill_at_any_moment(desk, 3, of_worker=False)


def test_a_worker_killed_at_any_moment_loses_nothing(desk: Path) -> None:
    kill_at_any_moment(desk, 3, of_worker=True)


@pytest.mark.long
def test_a_run_killed_many_times(desk: Path) -> None:
    kill_at_any_moment(desk, KILLS, of_worker=False)


@pytest.mark.long
def test_a_worker_killed_many_times(desk: Path) -> None:
    kill_at_any_moment(desk, KILLS // 4, of_worker=True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing_behind(desk: Path, number: signal.Signals, code: int) -> None:
    write_offices(desk / "data" / "more", *(f"{each}局" for each in range(20)))
    with rendering(desk) as running:
        workers = wait_for_workers(running)
        time.sleep(0.3)
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said.strip()) == (code, "interrupted; no file was left half written")
    assert are_gone(workers)
    assert rests(desk) == []
    manifest = desk / "output" / MANIFEST
    listed = listed_files(read_manifest(manifest)) if manifest.exists() else ()
    assert {str(each.path) for each in listed} == documents(desk).keys()


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Mount a disk with little room at a folder; without the permission for that, nothing is tested."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=36k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the permission to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_whole_files_and_the_next_run_the_rest(desk: Path) -> None:
    whole, _ = references(desk)
    change(desk, 0)
    with full_disk(desk / "output"):
        code, said = rendered(desk)
        assert code == 4 and said.startswith("documents not written: ")
        assert rests(desk) == []
        assert documents(desk).items() <= whole.items()
    (desk / "output").rmdir()
    assert rendered(desk)[0] == 0
    assert tree(desk / "output") == whole


def test_a_folder_that_is_read_only_costs_only_its_own_documents(desk: Path) -> None:
    assert rendered(desk)[0] == 0
    before = tree(desk / "output")
    change(desk, 1)
    (desk / "output" / "乙局").chmod(0o555)
    with subprocess.Popen(RENDER, cwd=desk, preexec_fn=give_up_root, stderr=subprocess.PIPE) as running:
        _, said = running.communicate(timeout=60)
    (desk / "output" / "乙局").chmod(0o755)
    assert running.returncode == 4
    assert b"PMG705" in said
    changed = {path.split("/")[0] for path, found in tree(desk / "output").items() if before[path] != found}
    assert changed == {"甲局", "丙局", "丁局", "manifest.json"}


def test_a_second_run_is_told_of_the_first(desk: Path) -> None:
    with one_run_at_a_time(desk / "output"):
        code, _ = rendered(desk)
        assert code == 1
        with rendering(desk) as running:
            _, said = running.communicate(timeout=60)
        assert f"PMG786 another run of pmgen is writing to output (process {os.getpid()} on " in said
        with pytest.raises(Refusal, match="PMG786"), one_run_at_a_time(desk / "output"):
            pass
    assert rendered(desk)[0] == 0
    assert not (desk / "output" / LOCK).exists()


def test_a_lock_whose_process_was_killed_keeps_nobody_out(desk: Path) -> None:
    (desk / "output").mkdir()
    (desk / "output" / LOCK).write_text("1 elsewhere\n", "utf-8")
    assert rendered(desk)[0] == 0
    assert rests(desk) == []


def test_an_output_folder_in_which_nothing_is_written_is_not_made(tmp_path: Path) -> None:
    with one_run_at_a_time(tmp_path / "output"):
        assert (tmp_path / "output" / LOCK).exists()
    assert not (tmp_path / "output").exists()
