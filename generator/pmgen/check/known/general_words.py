"""Words of two characters that projects of any trade may have: 项目, 社区, 验收."""

from __future__ import annotations

from functools import cache

from pmgen.check.known.word_files import data_lines


@cache
def general_words() -> frozenset[str]:
    """Return the words of the data file, which is read when first asked for."""
    return frozenset(line[0] + second for line in data_lines("general_words.txt") for second in line[1:])
