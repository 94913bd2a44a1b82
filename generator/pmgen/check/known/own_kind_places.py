"""Zones and towns that a text serves, of the unit's own kind by another name: 武清开发区 of 沽澜经济区."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late

_ZONES = "(?:经济(?:技术)?|高新(?:技术)?(?:产业)?)?开发区|经开区|高新区|经济区|新区|保税区"
_TOWNS = "镇(?![区级域政府街静痛定乡]|村(?!民))|乡(?![镇村亲土愁情贤音建])|街道|苏木"
_KINDS = (_ZONES, _TOWNS)
_OWN = tuple(late(f"(?P<name>{HAN}{{2,4}}?)(?P<kind>{kind})") for kind in _KINDS)
_SERVES = (
    "改善|提升|提高|优化|促进|推动|助力|美化|保障|满足|方便|便利|服务|惠及|丰富|增强|维护|完善|确保"
    "|为|向|面向|让|使"
)
_SERVED = tuple(
    late(f"(?:{_SERVES})了?(?P<name>{HAN}{{2,3}}?)(?P<kind>{kind})(?P<behind>[^，。；、\\n]{{0,12}})")
    for kind in _KINDS
)
_WORKED_IN = tuple(
    late(
        f"(?:\\A|(?<=[，。；：\\n]))在?(?P<name>{HAN}{{2,3}}?)(?P<kind>{kind})"
        "(?P<behind>的?[0-9]+余?[个所口户家名处座间条片块亩栋根盏位](?!月)(?![^，。；\\n]{0,24}(?:镇|乡|街道|苏木))[^，。；\\n]{2,12})"
    )
    for kind in _KINDS
)
_COME_TO = tuple(
    late(
        f"到(?P<name>{HAN}{{2,3}}?)(?P<kind>{kind})"
        f"(?P<behind>{HAN}{{0,10}}?(?:中心|站|室|馆|点|所|院)(?:预约|领取|办理|报名|登记|借用)[^，。；\\n]{{0,4}})"
    )
    for kind in _KINDS
)
"""Where so many are that work is done for, and where those come that are served."""
_ANY = late("区|园|镇|乡|街道|苏木")
_NO_NAME = late(
    "[本我该全各每其此某新老旧城农辖两三多]|经济|技术|高新|工业|产业|国家|物流|自贸|示范|核心|重点|整个|周边|相关|试点|特色|中心|乡|城|村|生态|旅游|文化"
    "|科技|创新|农业|商务|商贸|化工|港|边境|综合|现代|智慧|绿色|居民|群众|企业|学校|社区|行政|卫生|建制|传统|历史|小"
)
_BESIDE = late("[和与及、至到—-]|等|籍")
_BEHIND = late(f"的?(?:[0-9]|{HAN}{{2}})(?![^，。；、]{{0,10}}(?:厂|公司|基地|供货|供应|外地|以外|之外))")


class OtherOfItsKind(NamedTuple):
    """Where a text has the place."""

    start: int
    end: int
    name: str


def own_places(names: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return for zones and for towns those that the names of units have: 沽澜经济区."""
    texts = list(names)
    return tuple(
        frozenset(match.group() for text in texts for match in pattern.finditer(text)) for pattern in _OWN
    )


def others_of_its_kind(text: str, own: tuple[frozenset[str], ...], prose: str) -> Iterator[OtherOfItsKind]:
    """Give the places of a kind of which the unit is one, that `prose` names this once, as what is served."""
    if not _ANY.search(text):
        return
    for known, *patterns in zip(own, _SERVED, _WORKED_IN, _COME_TO, strict=True):
        for match in chain.from_iterable(each.finditer(text) for each in patterns) if known else ():
            name = match["name"] + match["kind"]
            if prose.count(name) == 1 and _is_name(match) and not _is_own(match["name"], known):
                yield OtherOfItsKind(match.start("name"), match.end("kind"), name)


def _is_name(match: re.Match[str]) -> bool:
    name, behind = match["name"], match["behind"]
    is_general = _NO_NAME.search(name) is not None or (
        not name.endswith("路") and (is_word(name[-2:]) or is_word(name[:2]))
    )
    return not is_general and not _BESIDE.match(behind) and _BEHIND.match(behind) is not None


def _is_own(name: str, known: frozenset[str]) -> bool:
    return any(name in each or each.startswith(name[:2]) for each in known)
