"""What a proven project costs: the shipped annexes in four formats, part by part. See README.md."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

from pmgen import api
from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import Seen, read_file
from pmgen.publish.render_plan import Job, plan
from pmgen.publish.render_run import fill, render, view
from pmgen.verify.expected_content import ExpectedContent, expected_content
from pmgen.verify.foreign_content import find_foreign_content
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file

HERE = Path(__file__).parent
_Result = TypeVar("_Result")


class Clock:
    """The seconds of processor time that each part took."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    def __call__(self, part: str, work: Callable[[], _Result]) -> _Result:
        start = process_time()
        result = work()
        self.taken[part] += process_time() - start  # type: ignore[assignment]
        return result


def jobs(annexes: Iterable[Path]) -> tuple[Job, ...]:
    """Return the documents of the annexes, loaded and planned."""
    request = api.request(annexes, data=HERE.parent / "data", templates=[HERE.parent / "templates"])
    return plan(request).jobs


def projects(job: Job) -> int:
    """Return how many projects a document has."""
    return len(job.annex.projects) if job.project is None else 1


def whole_document(name: str, job: Job, fonts: FontShelf, clock: Clock, *, verified: bool = False) -> None:
    """Make a document as a run does."""
    clock(name, lambda: render(job, fonts, verified=verified))


def parts(job: Job, fonts: FontShelf, clock: Clock) -> None:
    """Make and prove a document, part by part."""
    viewed = clock("the view", lambda: view(job))
    filled = clock("the layout, filled", lambda: fill(job, viewed)).document
    assert filled is not None
    document = clock("Word into the model", lambda: read_of(filled))
    files = {name: written(name, document, fonts, clock) for name in FORMATS}
    clock(
        "the layout, filled to trace values",
        lambda: expected_content(job.layout, viewed.root, document, shown_of),
    )
    expected = clock("what must be shown", lambda: ExpectedContent(shown_content(document)))
    for name, data in files.items():
        prove(name, data, expected, clock)


def written(name: str, document: Document, fonts: FontShelf, clock: Clock) -> bytes:
    """Return a file of a document."""
    return clock(f"{name}: written", lambda: FORMATS[name].write(document, WriterSettings(fonts))).data


def prove(name: str, data: bytes, expected: ExpectedContent, clock: Clock) -> None:
    """Read a file back, look for what is too much in it, and compare it."""
    seen = clock(f"{name}: read back", lambda: read_file(name, data))
    clock(f"{name}: foreign content", lambda: find_foreign_content(name, None, data, "x"))
    clock(f"{name}: compared", lambda: compare_file(expected, "x", name, seen))


def shown_of(document: Document) -> Seen:
    """Return what a document shows, a Word file straight from its XML, as the proof does."""
    return shown_content(document) if document.source is None else read_file("docx", document.source)


def read_of(document: Document) -> Document:
    """Return a document with its contents, read from its Word file where it has one."""
    from pmgen.formats.word import read_document

    if document.source is None:
        return document
    return read_document(
        document.source, title=document.title, author=document.author, labels=document.labels
    ).document


def main() -> int:
    """Print what all takes, and each part of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("annexes", type=Path, nargs="*", default=[HERE.parent / "data"])
    options = parser.parse_args()
    fonts = FontShelf(api.usual_folders(sys.platform, Path.home(), os.environ))
    planned = jobs(options.annexes)
    count = sum(map(projects, planned))
    turns: list[Counter[str]] = []
    for turn in range(options.turns + 1):
        clock = Clock()
        works = (partial(whole_document, "proven", verified=True), partial(whole_document, "unproven"), parts)
        for work in works:
            for job in planned:
                # A run lets no collection interrupt the making of a document either.
                gc.collect()
                gc.disable()
                work(job, fonts, clock)
                gc.enable()
        if turn:
            turns.append(clock.taken)
    print(f"{count} projects, by processor time\n")
    print("| part | ms per project | of the whole |\n|---|---|---|")
    for part in turns[0]:
        share = median([taken[part] / taken["proven"] for taken in turns])
        print(f"| {part} | {1000 * median([taken[part] for taken in turns]) / count:.2f} | {share:.0%} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
