"""The yearly batch: documents a second with one worker and two, memory, what a second run costs; and peers.

`python benchmarks/batch.py --projects 1000 --annexes 40`; see README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import yaml

from indicator_rows import REGION
from pdf_peers import typst_pdf, typst_source
from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.word import read_document
from pmgen.load import load_annex
from pmgen.view import view_project
from pmgen.view.shapes import Record
from small_project import places, rows_of, sheet, word
from tables import AUTHOR, TITLE, layout
from workload import Workload, write_workload

_PROGRAM = """
import json, os, resource, sys, time
from pmgen.cli import main
begun = time.perf_counter()
try:
    code = main()
except SystemExit as end:
    code = end.code
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
told = {"code": code, "seconds": time.perf_counter() - begun, "parent": own.ru_maxrss / 1024,
        "worker": others.ru_maxrss / 1024,
        "cpu": sum(each.ru_utime + each.ru_stime for each in (own, others))}
print(json.dumps(told), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds by the clock and of processors, and the peaks of parent and worker in MB."""

    seconds: float
    cpu: float
    parent: float
    worker: float


def rendered(root: Path, output: str, *options: str) -> Taken:
    """Render a workspace as a program of its own."""
    command = [sys.executable, "-c", _PROGRAM, "render", "--data", str(root / "data")]
    command += ["--output", str(root / output), *options]
    environment = {**os.environ, "PMGEN_CACHE": str(root / "cache"), "PMGEN_LANG": "en"}
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    told = json.loads(ended.stderr.splitlines()[-1])
    assert told["code"] in (0, None), ended.stderr[-2000:]
    return Taken(told["seconds"], told["cpu"], told["parent"], told["worker"])


def runs(root: Path, projects: int, options: Sequence[str]) -> Iterator[str]:
    """Measure a workspace with one worker and two, then what changes cost."""
    yield _line("", "s", "s of CPU", "projects/s", "MB parent", "MB worker")
    taken: dict[int, Taken] = {}
    for jobs in (1, 2):
        taken[jobs] = rendered(root, f"output-{jobs}", "--jobs", str(jobs), *options)
        yield _told(f"{jobs} at a time", taken[jobs], projects)
    yield f"two workers: {taken[1].seconds / taken[2].seconds:.2f} times as fast"
    yield _told("nothing changed", rendered(root, "output-2", "--jobs", "2", *options), projects)
    changed = next((root / "data").rglob("[!a]*.yaml"))
    changed.write_text(f"{changed.read_text('utf-8')}\n# changed\n", "utf-8")
    yield _told("one project changed", rendered(root, "output-2", "--jobs", "2", *options), 0)


def _told(name: str, taken: Taken, projects: int) -> str:
    rate = f"{projects / taken.seconds:.1f}"
    numbers = f"{taken.seconds:.1f}", f"{taken.cpu:.1f}", rate, f"{taken.parent:.0f}", f"{taken.worker:.0f}"
    return _line(name, *numbers)


# Peers: the five columns of Tianjin's form, one file per project, from what lies on the disk.


def peers(root: Path, count: int) -> Iterator[str]:
    """Measure pmgen and others with the same projects, each format by itself."""
    folders = sorted((root / "data").rglob("annex.yaml"))
    ready = list(islice((one for each in folders for one in _projects(each.parent)), count))
    rows = [(name, list(rows_of(indicators))) for name, indicators, _, _ in ready]
    documents = [document for _, _, _, document in ready]
    cells = [(name, tuple(places(each))) for name, each in rows]
    fonts = FontShelf(brought_folders())
    roots = [root for _, _, root, _ in ready]
    yield _line(f"{len(ready)} projects", "ms each")
    yield _each("docx, pmgen", lambda: [_word(each, fonts) for each in roots], count)
    yield _each("docx, docxtpl in a loop", lambda: [word(*each) for each in rows], count)
    yield _each("xlsx, pmgen", lambda: [_written("xlsx", each, fonts) for each in documents], count)
    yield _each("xlsx, openpyxl", lambda: [sheet(*each) for each in cells], count)
    yield _each("pdf, pmgen", lambda: [_written("pdf", each, fonts) for each in documents], count)
    sources = [typst_source(each) for each in documents]
    with get_context("spawn").Pool(2) as pool:
        pool.map(typst_pdf, sources[:2])
        yield _each("pdf, typst in two processes", lambda: pool.map(typst_pdf, sources), count)
    if shutil.which("soffice"):
        files = [word(*each) for each in rows[:40]]
        yield _each("pdf, LibreOffice, 40 at once", lambda: _office(files), len(files))


def _written(name: str, document: Document, fonts: FontShelf) -> bytes:
    return FORMATS[name].write(document, WriterSettings(fonts)).data


def _word(root: Record, fonts: FontShelf) -> bytes:
    """Return a project's Word file, its layout filled as docxtpl fills its own."""
    filled = layout().fill(root, TITLE, AUTHOR).document
    assert filled is not None
    return _written("docx", filled, fonts)


def _projects(folder: Path) -> Iterator[tuple[str, Any, Record, Document]]:
    annex = load_annex(folder).annex
    assert annex is not None
    for project in annex.projects:
        plain = yaml.load((folder / Path(project.file).name).read_bytes(), yaml.CSafeLoader)
        root = view_project(annex, project, REGION).root
        filled = layout().fill(root, TITLE, AUTHOR).document
        assert filled is not None and filled.source is not None
        yield (
            plain["项目名称"],
            plain["绩效指标"],
            root,
            read_document(filled.source, title=TITLE, author=AUTHOR).document,
        )


def _office(files: Sequence[bytes]) -> None:
    with TemporaryDirectory() as folder:
        for number, data in enumerate(files):
            Path(folder, f"{number}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        names = [str(path) for path in Path(folder).glob("*.docx")]
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *names]
        subprocess.run(command, check=True, capture_output=True)
        assert len(list(Path(folder).glob("*.pdf"))) == len(files)


def _each(name: str, work: Callable[[], object], count: int) -> str:
    begun, before = perf_counter(), process_time()
    work()
    own = (process_time() - before) / count * 1000
    by_clock = (perf_counter() - begun) / count * 1000
    return _line(name, f"{by_clock:.2f}", f"{own:.2f} of CPU here")


def _line(first: str, *columns: object) -> str:
    return f"{first:30}" + "".join(f"{column!s:>14}" for column in columns)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--annexes", type=int, default=40)
    parser.add_argument("--peers", type=int, default=200, help="projects that the others get too; 0 for none")
    parser.add_argument("options", nargs="*", help="after --, options of pmgen render")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="pmgen-batch-") as folder:
        root = Path(folder)
        write_workload(root, Workload(asked.projects, asked.annexes))
        for line in runs(root, asked.projects, asked.options):
            print(line, flush=True)
        if asked.peers:
            write_workload(root / "peers", Workload(asked.peers, 8, ("tianjin",)))
            for line in peers(root / "peers", asked.peers):
                print(line, flush=True)


if __name__ == "__main__":
    main()
