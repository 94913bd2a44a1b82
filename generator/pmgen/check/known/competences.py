"""What belongs to which office, beside the offices of a project and those that it reports to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_FILE = "competences.txt"
_REPORTED = late(
    f"(?:报送|上报|提交|呈报|报请|报)(?:至|到|给|送)?[省市区县旗州本同级属地]{{0,3}}(?P<office>{HAN}{{2,8}}?(?:局|委员会|厅))"
    "(?!党组|会议)"
)
_TOGETHER = late("会同|联合|抄送|配合|协助|通报|移送|以及|[、和及与]")
_OF_EVERY_TRADE = late("政府|街道|管委会|管理委员会|开发区|机关事务|办公室")
_BEFORE = 12


@dataclass(frozen=True)
class Competence:
    """A matter, who does it, and who never does."""

    in_name: bool
    matter: str
    right: str
    wrong: str
    office: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the matter, made when it is first needed."""
        return late(self.matter)

    def is_of_another(self, unit: str) -> bool:
        """Tell whether an office never does it; one that nobody has thought of may do it."""
        is_wrong = re.search(self.wrong, unit) is not None and re.search(self.right, unit) is None
        return is_wrong and _OF_EVERY_TRADE.search(unit) is None


def competences_of(name: str) -> Iterator[Competence]:
    """Give the matters of which the name of a project speaks."""
    yield from (each for each in _competences() if each.in_name and each.pattern.search(name))


def competences_in(text: str) -> Iterator[tuple[Competence, int, int]]:
    """Give the acts of offices in a text, and where they stand."""
    for each in _competences():
        match = None if each.in_name else each.pattern.search(text)
        if match:
            yield each, *match.span()


def offices_reported_to(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the offices that something is handed to, unless it goes to several."""
    for match in _REPORTED.finditer(text):
        around = text[max(0, match.start() - _BEFORE) : match.start()] + text[match.end() : match.end() + 1]
        if not _TOGETHER.search(around):
            yield *match.span("office"), match["office"]


@cache
def _competences() -> tuple[Competence, ...]:
    return tuple(map(_competence, data_lines(_FILE)))


def _competence(line: str) -> Competence:
    where, matter, right, wrong, office = line.split("\t")
    return Competence(where == "name", matter, right, wrong, office)
