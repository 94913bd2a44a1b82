"""The year of a new annex in the lines that it takes over from an older one."""

from __future__ import annotations

import re


def with_year(text: str, before: str, year: str, remark: str) -> str:
    """Return the lines of a file with `year` for the year `before` in those that end in the `remark`.

    The remark then says so. Numbers that only look like the year stay.
    """
    written = re.compile(rf"(?<![\d.]){before}(?=年|[-/]\d|\.\d\d?[.-])|(?<=\A#年度: ){before}\Z")
    mark = f"  # {remark}"
    lines = []
    for line in text.splitlines():
        revised, count = written.subn(year, line.removesuffix(mark)) if line.endswith(mark) else (line, 0)
        lines.append(f"{revised}{mark}，年份已改为{year}" if count else line)
    return "".join(f"{line}\n" for line in lines)
