"""How the proof grows: its time at n, 2n, 4n and 8n of what documents have many of. See README.md."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator, Sequence
from math import log2
from time import process_time

from growing import GROWING
from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import read_file
from pmgen.formats.word import read_document
from pmgen.problems import Refusal
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.foreign_content import find_foreign_content
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file

TIMES = (1, 2, 4, 8)
STAGES = ("read", "scan", "compare", "model")
"""Reading a file back, looking for what is too much, comparing it; and reading Word into the model."""

MOST = 1.3
"""How much faster than n the time may grow over the last two doublings, as a power of n."""

LEAST = 0.05
"""Seconds below which a time says nothing of growth."""

Row = tuple[str, str, Sequence[dict[str, float]]]


def measured(name: str, format: str, size: int, fonts: FontShelf) -> Iterator[dict[str, float]]:
    """Yield the seconds of each stage at every size."""
    for times in TIMES:
        document = GROWING[name](size * times)
        data = FORMATS[format].write(document, WriterSettings(fonts)).data
        yield _stages(document, format, data)


def _stages(document: Document, format: str, data: bytes) -> dict[str, float]:
    found = {"read": _seconds(lambda: read_file(format, data))}
    found["scan"] = _seconds(lambda: find_foreign_content(format, None, data, "x"))
    seen, expected = read_file(format, data), ExpectedContent(shown_content(document))
    found["compare"] = _seconds(lambda: compare_file(expected, "x", format, seen))
    assert not compare_file(expected, "x", format, seen)
    if format == "docx":
        found["model"] = _seconds(lambda: read_document(data, title="题", author=""))
    return found


def _seconds(case: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    case()
    return process_time() - start


def growth(times: Sequence[dict[str, float]], stage: str) -> float:
    """Return as which power of n a stage grows over the last two doublings; 0 where that cannot be told."""
    first, last = times[-3][stage], times[-1][stage]
    return log2(last / first) / 2 if last >= LEAST and first > 0 else 0.0


def main() -> int:
    """Print a table; return 1 where anything grows faster than it may."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=500, help="n")
    parser.add_argument("--only", default="", help="what grows, parted by commas")
    options = parser.parse_args()
    fonts = FontShelf(brought_folders())
    names = [name for name in GROWING if name in options.only.split(",") or not options.only]
    too_fast = 0
    print(
        f"| grows | format | stage | {' | '.join(f'{options.size * times:,}' for times in TIMES)} | power |"
    )
    print("|---|---|---|" + "---|" * (len(TIMES) + 1))
    for name in names:
        for format in FORMATS:
            try:
                times = list(measured(name, format, options.size, fonts))
            except Refusal as refusal:
                print(f"| {name} | {format} | {refusal.problems[0].code} |")
                continue
            for stage in (stage for stage in STAGES if stage in times[0]):
                power = growth(times, stage)
                too_fast += power > MOST
                shown_times = " | ".join(f"{1000 * each[stage]:.0f}" for each in times)
                mark = " too fast" if power > MOST else ""
                print(f"| {name} | {format} | {stage} | {shown_times} | {power:.2f}{mark} |", flush=True)
    return 1 if too_fast else 0


if __name__ == "__main__":
    raise SystemExit(main())
