"""What is bad and rises, or is good and falls, where a text says what is to be reached: 水土流失逐年增加."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.late_pattern import late

HOW = "(?:逐年|逐步|逐渐|有效|明显|显著|持续|稳步|不断|进一步|大幅|有所|得到|切实|全面|较大|继续)*"
RISES = "(?:提升|提高|增强|增加|增长|上升|扩大|增多|加[重剧大]|攀升|上涨|升高)"
FALLS = "(?:降低|下降|减少|减弱|缩小|弱化|下滑|变差|恶化|倒退|变少|削弱)"
_HARM = (
    "水土流失|安全隐患|火灾隐患|消防隐患|(?:安全|交通|责任|火灾|溺水|亡人)事故|矛盾纠纷|环境污染|大气污染|水污染|扬尘污染|内涝|交通拥堵|违法行为|违规行为|违停现象"
    "|(?:事故|火灾|发病|死亡|发案|返贫|失业|辍学|漏损|投诉|差错|超标|疾病|传染病)(?:发生)?率|(?:事故|火灾|案件|投诉|信访|隐患|纠纷)(?:发生)?(?:起数|件数|数量|次数|量)"
)
_GOOD = (
    "满意度|获得感|幸福感|安全感|积极性|参与度|知晓率|森林覆盖率|植被覆盖率|就业率|入学率|巩固率|成活率|合格率|优良率|完好率"
    "|健康水平|服务水平|治理水平|管理水平|健康素养|安全意识|环保意识|法治意识|防范意识|人居环境|空气质量|水环境质量|生态环境质量|服务质量|教学质量"
)
_END = "(?=[，。；、）\\n]|\\Z)"
_WORSE = late(
    f"(?:{_HARM})(?:问题|现象|情况)?{HOW}{RISES}{_END}|(?:{_GOOD}){HOW}{FALLS}{_END}"
    f"|(?:提高|提升|增加|扩大|增强|加大)[^，。；、：0-9的]{{0,6}}(?:{_HARM}){_END}"
    f"|(?:降低|减少|削弱|减弱)(?![^，。；]{{0,8}}(?:对|不))[^，。；、：0-9]{{0,6}}(?:{_GOOD}){_END}"
)
_NOT_WANTED = late(
    "防|避免|遏[制止]|扭转|因|由于|随着|针对|面对|应对|缓解|克服|解决|问题|受|若|如|不|未|无|杜绝|控制|制止|减缓|破解|近年|目前|当前|以来|去年|上年|往年|原|趋势|导致|造成|带来|一旦|压力|存在|治理|扣"
)
_SIGNS = late(f"{RISES}|{FALLS}")
_LEAST_WORDS = 60


def changes_for_the_worse(text: str) -> Iterator[tuple[int, int]]:
    """Give the clauses of a goal in which what is bad rises or what is good falls, as if it were meant."""
    if not _SIGNS.search(text):
        return
    for match in _WORSE.finditer(text):
        low = max(0, match.start() - _LEAST_WORDS)
        begin = max(text.rfind(mark, low, match.start()) for mark in "。；\n") + 1
        end = next((at for mark in "。；\n" if (at := text.find(mark, match.end())) >= 0), len(text))
        if not _NOT_WANTED.search(text, max(begin, low), end):
            yield match.span()


_FALL = late("(?:下降|降低|减少|压减|压降|缩短)(?:率|幅度|比例)\\Z")
_RISE = late("(?:增长|提高|提升|上升|增加)(?:率|幅度|比例)\\Z")
_SAID = "(?:的)?(?:比例|幅度|比率|百分比|百分点|程度|情况|率)"
_SAID_RISE = late(f"(?P<word>上升|增长|提高|提升|增加){_SAID}")
_SAID_FALL = late(f"(?P<word>下降|降低|减少|压减|缩短){_SAID}")


def turned_description(name: str, description: str) -> re.Match[str] | None:
    """Return the rise that describes a fall, or the fall that describes a rise: 下降率, 较上年上升的比例."""
    for own, other, same in ((_FALL, _SAID_RISE, _FALLS), (_RISE, _SAID_FALL, _RISES)):
        if own.search(name) and not same.search(description):
            return other.search(description)
    return None


_FALLS, _RISES = late("下降|降低|减少|压减|压降|缩短|降幅|减"), late("增长|提高|提升|上升|增加|增幅|升")
