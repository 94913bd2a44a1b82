"""Shares of one whole that a sentence lists, 市级承担40%、区级承担40%、农户自缴30%, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from pmgen.late_pattern import late

_ITEM = late("[^，、,。；;：:（）()\\n]+")
_SHARE = late("(?P<subject>[^0-9%％]{2,})(?P<number>[1-9][0-9]?(?:\\.[0-9]+)?)[%％]")
_RATIO = late("(?<![0-9:：∶.])[1-9][0-9]?(?:[:：∶][1-9][0-9]?){2,4}(?![0-9:：∶.])")
_COLON = late("[:：∶]")
_BETWEEN = ("，", "、", ",")
_UNCLEAR = (*"余高低多少约至到每增减降达升提较优良", "以上", "以下", "以内", "不超", "合格")
_WHOLES = ("保费的", "保险费的", "投资的", "费用的", "资金的", "总额的", "成本的", "价款的")
_PAYS = (
    "承担",
    "负担",
    "分担",
    "分摊",
    "出资",
    "缴纳",
    "缴费",
    "配套",
    "补贴",
    "补助",
    "报销",
    "自缴",
    "自筹",
    "自付",
    "自担",
    "自负",
    "自费",
)
_PAYERS = (
    "中央",
    "自治",
    "上级",
    "本级",
    "省",
    "市",
    "州",
    "区",
    "县",
    "镇",
    "乡",
    "村",
    "户",
    "街道",
    "个人",
    "企业",
    "单位",
    "居民",
    "学校",
    "基金",
    "社会",
    "业主",
    "家庭",
    "合作社",
)
_SELF = (
    "自缴",
    "自筹",
    "自付",
    "自担",
    "自负",
    "自费",
    "户",
    "个人",
    "企业",
    "业主",
    "居民",
    "家庭",
    "合作社",
)
_WEIGHTS = ("权重", "考核", "考试", "考勤", "成绩", "评议", "测评", "评分", "得分", "评价", "打分")
_STAGES = ("支付", "拨付", "预付", "首付", "付款", "尾款", "余款", "进度款", "结算款", "质保金")
_LAST = ("尾款", "余款", "质保", "期满", "终验")
_DIVIDES = ("分担", "承担", "负担", "分摊")
_BEHIND_A_RATIO = 10
_LEAST, _MOST = 70, 150
_MEANT = {9: 10, 11: 10, 90: 100, 95: 100, 105: 100, 110: 100}


@dataclass(frozen=True, slots=True)
class WrongWhole:
    """Where the shares of one whole stand, what they make, and what they should."""

    start: int
    end: int
    made: str
    whole: str


def wrong_wholes(text: str) -> Iterator[WrongWhole]:
    """Give the shares of a text that are all of one whole, or more than it, and are not 100% together."""
    if text.count("%") + text.count("％") > 1:
        for items in _runs(text):
            made = sum((Fraction(item["number"]) for item in items), Fraction(0))
            if (
                made != 100
                and _LEAST <= made <= _MOST
                and _are_of_one([each["subject"] for each in items], made)
            ):
                yield WrongWhole(items[0].start(), items[-1].end(), f"{float(made):g}%", "100%")
    for match in _RATIO.finditer(text) if any(word in text for word in _DIVIDES) else ():
        total = sum(map(int, _COLON.split(match.group())))
        behind = text[match.end() : match.end() + _BEHIND_A_RATIO]
        if total in _MEANT and any(word in behind for word in _DIVIDES):
            yield WrongWhole(*match.span(), str(total), str(_MEANT[total]))


def _runs(text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Give the shares that stand one behind the other with nothing but a comma between them."""
    found: list[re.Match[str]] = []
    for item in _ITEM.finditer(text):
        share = _SHARE.fullmatch(text, *item.span())
        if share is None or (found and text[found[-1].end() : item.start()] not in _BETWEEN):
            yield found
            found = []
        if share is not None:
            found.append(share)
    yield found


def _are_of_one(subjects: Sequence[str], made: Fraction) -> bool:
    """Tell whether shares are of one whole: of payers, weights or payments, and all of it."""
    is_less = made < 100
    if len(subjects) < 2 or any(_is_unclear(each) for each in subjects):
        return False
    if all(_has(_PAYS, each) for each in subjects):
        payers = [{word for word in _PAYERS if word in each} for each in subjects]
        are_others = not any(one & other for one, other in combinations(payers, 2))
        return are_others and (not is_less or _has(_SELF, subjects[-1]))
    if all(_has(_WEIGHTS, each) for each in subjects):
        return _has(("权重", "占"), subjects[-1]) and not any(
            each.endswith(("率", "度")) for each in subjects
        )
    return all(_has(_STAGES, each) for each in subjects) and _has(_LAST, subjects[-1])


def _is_unclear(subject: str) -> bool:
    return _has(_UNCLEAR, subject) or (subject.endswith("的") and not subject.endswith(_WHOLES))


def _has(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)
