"""Where the money of a budget comes from, as 资金用途 names it: 上级补助198.40万元、本级资金109.60万元."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.relations.parts.labelled_lists import lists_in
from pmgen.check.statements.project_statements import Said
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_SOURCE = late(
    "(?:中央|上级|[省市区县旗乡镇本]级|自治区|地方|自筹|单位|社会|企业|财政)"
    "(?:财政|专项|转移支付|补助|预算|配套|自筹|安排|投入|承担|筹措)*(?:资金|经费|补助|拨款|预算)?"
)
_OWN = late("本级|自筹|[市区县旗]级|地方|配套")


def sources_of_purpose(text: Sequence[Said]) -> tuple[Said, ...]:
    """Return the amounts of the only list of a text that has all the sources, that of the own level too."""
    found = [
        entries
        for entries in lists_in(text, 2)
        if all(map(_SOURCE.fullmatch, entries)) and _OWN.search("，".join(entries))
    ]
    if len(found) != 1:
        return ()
    amounts = tuple(found[0].values())
    return amounts if all(each.statement.dimension is Dimension.MONEY for each in amounts) else ()
