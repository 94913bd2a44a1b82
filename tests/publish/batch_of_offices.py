"""A batch for tests: offices with two projects each, some of which kill or hold up whoever renders them.

As a program it renders such a batch in two processes, or in as many as are named:
`python batch_of_offices.py DATA OUTPUT [NUMBER]`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from pmgen import api
from pmgen.confined import memory_of_machine
from pmgen.document import Document
from pmgen.formats import Written
from pmgen.formats.html import write as html
from pmgen.publish.render_batch import RenderOptions, render_batch
from pmgen.publish.render_report import Report

ANNEX = "地区: tianjin\n年度: 2025\n金额单位: 万元\n项目单位:\n  编码: '{code}'\n  名称: {name}\n"
PROJECT = """项目名称: {name}
预算:
  年度: 425.50
年度绩效目标:
  - 培训一千人。
绩效指标:
  - 二级指标: 数量指标
    三级指标: 培训人数
    指标值: ≥1000人
"""


def write_offices(data: Path, *names: str) -> None:
    """Write an annex of two projects for each office."""
    for number, name in enumerate(names, 1):
        folder = data / name
        folder.mkdir(parents=True)
        (folder / "annex.yaml").write_text(ANNEX.format(code=f"{number:03}", name=name), "utf-8")
        for project in ("一", "二"):
            (folder / f"{project}.yaml").write_text(PROJECT.format(name=f"{name}培训{project}"), "utf-8")


def render_offices(
    data: Path,
    output: Path,
    options: RenderOptions,
    split: bool = False,
    formats: tuple[str, ...] = ("html",),
) -> Report:
    """Render every office below `data`."""
    request = api.request([data], data=data, formats=formats, split=split)
    return render_batch(request, output, options)


def write_fatally(document: Document) -> Written:
    """Write HTML, or do to the process what the names of projects say."""
    written = _write(document)
    if "死培训一".encode() in written.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if "无尽培训一".encode() in written.data:
        while True:
            pass
    if "吃培训一".encode() in written.data:
        bytearray(memory_of_machine() or 0)
    if "慢培训一".encode() in written.data:
        time.sleep(1)
    return written


_write = html.write

if __name__ == "__main__":
    html.write = write_fatally
    data, output = map(Path, sys.argv[1:3])
    jobs = int(sys.argv[3]) if sys.argv[3:] else 2
    report = render_offices(data, output, RenderOptions(jobs=jobs, seconds=1, apart=True), split=True)
    for path in report.written:
        print(path.stem)
    for problem in (each for each in report.problems if each.is_error):
        print(problem.code, problem.message, Path(problem.places[0].file).relative_to(data))
    print("not written:", report.failed)
