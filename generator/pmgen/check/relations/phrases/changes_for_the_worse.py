"""What is bad and rises, or is good and falls, where a text says what is to be reached: 水土流失逐年增加."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmgen.check.review_rule import FieldText
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Text

HOW = "(?:逐年|逐步|逐渐|有效|明显|显著|持续|稳步|不断|进一步|大幅|有所|得到|切实|全面|较大|继续)*"
RISES = "(?:提升|提高|增强|增加|增长|上升|扩大|增多|加[重剧大]|攀升|上涨|升高)"
FALLS = "(?:降低|下降|减少|减弱|缩小|弱化|下滑|变差|恶化|倒退|变少|削弱)"
_THAN_BEFORE = (
    "(?:与|较|比|同比|环比|相比|上一?年度?|去年|往年|前一?年|20[0-9]{2}年|同期|[整治实改][治理施造]前"
    "|呈|保持|实现|[，,])*"
)
UP = late(f"{_THAN_BEFORE}{HOW}{RISES}(?:趋势|态势)?|(?:高于|多于|超过)(?:上年|去年|往年)(?:同期|水平)*")
DOWN = late(
    f"{_THAN_BEFORE}{HOW}(?:{FALLS}|减轻|遏制|回落)(?:趋势|态势)?|(?:低于|少于)(?:上年|去年|往年)(?:同期|水平)*"
)
"""Targets in words that say that something is to rise or to fall, by themselves or than it was."""
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


_CLAUSE = late("[^，。；、：\\n]+")
_ANY_RISE, _ANY_FALL = late(f"{RISES}|回升|增[多高]"), late(f"{FALLS}|回落|减轻")
_MEASURE = late("(?:总?[数量次]|数量|次数|件数|起数|人数|情况|率)\\Z")
_LEAST_SHARED = 2


def turned_against_goals(
    indicators: Iterable[Indicator], texts: Iterable[FieldText]
) -> Iterator[tuple[Indicator, FieldText, int, int]]:
    """Give the rows that are to rise in words where a goal has the same fall, or the other way round.

    占道卖瓜投诉量 较上年上升 beside 占道卖瓜的投诉逐年回落.
    """
    goals = [field for field in texts if field.goal is not None and field.key == "text"]
    for row in indicators:
        words = row.target.text if isinstance(row.target, Text) else ""
        rises, falls = UP.fullmatch(words) is not None, DOWN.fullmatch(words) is not None
        topic = topic_pairs(_MEASURE.sub("", row.name)) if rises or falls else frozenset[str]()
        same, other = (_ANY_RISE, _ANY_FALL) if rises else (_ANY_FALL, _ANY_RISE)
        for field in goals if len(topic) >= _LEAST_SHARED else ():
            if not other.search(field.text):
                continue
            for clause in _CLAUSE.finditer(field.text):
                shared = topic & pairs_of(clause[0])
                is_of_it = len(shared) >= _LEAST_SHARED and len(shared) * 2 > len(topic)
                is_turned = other.search(clause[0]) and not same.search(clause[0])
                if is_of_it and is_turned and not _NOT_WANTED.search(clause[0]):
                    yield row, field, clause.start(), clause.end()


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
