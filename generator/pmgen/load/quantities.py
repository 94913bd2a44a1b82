"""Quantities that are written in words: they are printed as they stand, and are no judgement all the same."""

from __future__ import annotations

import re
from collections.abc import Callable

_BEFORE = re.compile(
    "(?:不得?(?:低于|少于|小于|高于|多于|大于|超过)|不足|不满|至少|最少|至多|最多|超过|高于|大于|多于|低于|小于|少于|等于"
    "|控制在|完成|实现|保持|达到|大约|约|近|达|超|累计|共计?|平均|[每全][年季周月日天人户次]|每季度|[年月日人户]均"
    "|(?:同|环|[较比]上年|[较比]去年)比?|增长|增加|上升|提高|提升|下降|降低|减少|缩短|提前|节约|节省|[≥≤<>=＝])+"
)
_BEHIND = re.compile("(?:[(（]?含[)）]?|及?以[上下内]|之内|内|左右|上下|完成|办结|覆盖|达标|到位|\\+)+\\Z")
_DIGITS = "[零〇一二两三四五六七八九十百千万亿]+"
_COUNTED = (
    "[个次场期天日年周项份件家户篇人名台套批处所册辆座条宗倍元亩吨米]"
    "|人次|场次|个月|小时|分钟|工作日|万元|千元|公里"
)
_IN_SIGNS = re.compile(
    r"\d[\d.]*\s*[:：∶/]\s*\d[\d.]*[万亿]?"
    rf"|{_DIGITS}分之{_DIGITS}(?:点{_DIGITS})?|{_DIGITS}(?:{_COUNTED})"
)
"""Shares and Chinese numerals: 1:3, 百分之五, 三次."""

_SIGN_FIRST = re.compile("[≥≤>=＝]|<(?![a-zA-Z/])")
_TWO_SIDED = re.compile(r"\d[^≥≤<>±]*[≥≤<>±]|[≥≤<>±]\s*\d")
_SEVERAL = re.compile("[，、；;/]|和|及|且")


def states_quantity(words: str, is_number: Callable[[str], bool]) -> bool:
    """Tell whether `words` that are no number say how many; `is_number` knows the targets that are."""
    text = words.strip()
    if _SIGN_FIRST.match(text) or _TWO_SIDED.search(text):
        return True
    return _is_counted(text, is_number) or all(_is_counted(each, is_number) for each in _SEVERAL.split(text))


def _is_counted(text: str, is_number: Callable[[str], bool]) -> bool:
    start = match.end() if (match := _BEFORE.match(text)) else 0
    behind = _BEHIND.search(text, start)
    core = text[start : behind.start() if behind else None].strip()
    return _IN_SIGNS.fullmatch(core) is not None or is_number(core)
