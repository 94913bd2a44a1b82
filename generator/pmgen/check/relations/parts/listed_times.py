"""So many of each that is listed, beside how many that makes: 编织、客服、烘焙、保洁培训各1期，共3期."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_EACH = late(
    f"(?P<before>[^，。；：:（(\\n]{{0,12}}?)(?P<list>{HAN}{{2,12}}(?:、{HAN}{{2,12}}){{1,12}})各{HAN}{{0,6}}?(?P<each>[1-9][0-9]{{0,2}})(?P<unit>期|场|次|个|名|人|套|台|件|份|所|家|处|座|项|辆|班)"
    "[，,]?(?:全年|年内|累计|合计|总计)?共计?(?P<all>[1-9][0-9]{0,3})(?P=unit)(?![次数])"
)
_JOINED = late("[和及与]|以及")
_NOT_ONE_BY_ONE = late("[0-9每两三四五六七八九十各]|分别|等|其中")


def miscounted_lists(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the lists of which each has so many, with another number of all than that makes, and that number.

    What joins two names may stand within one, and what is done several times may be counted so.
    """
    if "各" not in text or "共" not in text:
        return
    for match in _EACH.finditer(text):
        items = match["list"].split("、")
        each, stated = int(match["each"]), int(match["all"])
        if any(_NOT_ONE_BY_ONE.search(words) for words in (match["before"], match["list"])):
            continue
        most = len(items) + sum(len(_JOINED.findall(item)) for item in items)
        made = {each * count for count in range(len(items), most + 1)}
        if not any(stated % many == 0 for many in made):
            yield match.start("list"), match.end(), each * most
