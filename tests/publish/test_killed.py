"""A run killed at any moment: whole files, a record that tells the truth, and no rests after the next run."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from pmgen.formats import FORMATS
from pmgen.publish.document_inputs import Inputs
from pmgen.publish.output_folder import FinishedFile, Intent, OutputFolder
from pmgen.publish.output_record import RECORD
from pmgen.publish.record_file import read_record
from pmgen.publish.render_request import Source

TIMES = 4
ROOT_OF = Source(Path("甲局"), PurePosixPath("2025/甲局"))
INPUTS = Inputs("1", "tianjin", "tianjin", False, False, {}, {})


def contents(turn: int) -> dict[str, FinishedFile]:
    """Return the files of a document, which say in every line which set they are of."""
    return {ending: FinishedFile(f"{ending} {turn}\n".encode() * 4000, True) for ending in FORMATS}


def publish(root: Path, turn: int) -> None:
    with OutputFolder(root, ROOT_OF) as folder:
        for name in ("表", "wuhai/表"):
            folder.add(ROOT_OF.into / name, ("tianjin", None), INPUTS, contents(turn))
        folder.appear(Intent((), (), (), ()))


def publish_without_end(root: Path) -> None:
    turn = 0
    while True:
        publish(root, turn)
        turn += 1
        print(turn, flush=True)


@pytest.mark.skipif(sys.platform == "win32", reason="kill is a POSIX matter")
def test_a_run_killed_at_any_moment_leaves_whole_files_and_a_true_record(tmp_path: Path) -> None:
    chance = random.Random(8)
    for _ in range(TIMES):
        command = [sys.executable, __file__, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None and running.stdout.readline()
            time.sleep(chance.random() / 20)
            running.kill()
        check(tmp_path / "2025" / "甲局")
    publish(tmp_path, -1)
    folder = tmp_path / "2025" / "甲局"
    names = {path.name for path in folder.rglob("*")}
    assert names == {RECORD, "wuhai", *(f"表.{ending}" for ending in FORMATS)}
    record = read_record(folder)
    assert record is not None and all(file.proven and not file.coming for _, _, file in record.files())


def check(folder: Path) -> None:
    record = read_record(folder)
    assert record is not None
    for path, _, file in record.files():
        data = (folder / path).read_bytes()
        (line,) = set(data.splitlines(keepends=True))
        assert data == line * 4000
        assert file.is_ours(sha256(data).hexdigest())


if __name__ == "__main__":
    publish_without_end(Path(sys.argv[1]))
