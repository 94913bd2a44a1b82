"""How much two names of indicators speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_GENERAL = re.compile(
    r"其他|[^\u4e00-\u9fffA-Za-z0-9]+"
    r"|[人户生亩车床场次台件]均|平均|每[人户亩公里平方米车场次台件套]+|其中|项目|工作(?!人员)|情况|完成|开展|实施|发放|享受|新增"
    r"|补贴|补助|奖补|资助|津贴|采购|购置|购买|单位?(?:成本|造价)|总?成本|单价|价格|标准|总?费用|经费|资金|投资|金额|总额"
    r"|[人户家场期批班座处个件台套辆条盏张株棵亩次]+数|人次|家次|户次|场次|批次|期数|数量|总量|面积|里程|长度|方量|规模|频次"
)


@lru_cache(maxsize=2048)
def topic(name: str) -> str:
    """Return what a name is about: its characters without the words that any cost or count has."""
    return _GENERAL.sub("", name)


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how many pairs of neighbouring characters two texts have in common.

    A short text that stands in a long one is nearly as like it as a text of its own length.
    """
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    common = len(first & second)
    return common / (2 * min(len(first), len(second))) + common / (len(first) + len(second))


def best_partners(rows: Sequence[Sequence[float]], least: float) -> dict[int, int]:
    """Return each row with its column where both are nearest to each other, and to none other as near.

    `rows` hold how near each column is to the row.
    """
    columns = list(zip(*rows, strict=True))
    found = ((row, _only_best(nearness, least)) for row, nearness in enumerate(rows))
    return {row: at for row, at in found if at is not None and _only_best(columns[at], least) == row}


def _only_best(nearness: Sequence[float], least: float) -> int | None:
    best = max(nearness, default=0.0)
    return nearness.index(best) if best >= least and nearness.count(best) == 1 else None
