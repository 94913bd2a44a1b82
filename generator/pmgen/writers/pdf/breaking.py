"""Where a line may end: the Chinese rules (禁则), numbers with their signs and units, Latin words whole."""

from __future__ import annotations

import re
from itertools import accumulate

NOT_AT_START = "，。、；：！？）】》〉」』〕〗〙〛”’…⋯·・•％‰℃℉°′″～〜々ー,.;:!?)]}%｝］，．"
"""Marks that never begin a line."""

NOT_AT_END = "（【《〈「『〔〖〘〚“‘〝([{｛［￥¥＄$£€"
"""Marks that never end a line."""

_IDEOGRAPHIC = (
    "\u2e80-\u30ff\u3100-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0003ffff"
)
_SPACE = r"[^\S\xa0\u202f\u3000]"
_SIGN = "[第约近超±+\\-−﹣－＋≥≤≧≦⩾⩽＞＜><=＝≈≠~〜～]"
_SCALE = "(?:百|千|万|十万|百万|千万|亿|万亿)?"
_UNIT = (
    "(?:个百分点|平方米|平方公里|立方米|公里|千米|公斤|千克|小时|分钟|工作日|人次|人天|人月|班次|场次|台套|"
    "元/(?:人次|人|天|月|年|次|[\u4e00-\u9fff])|岁|吨|亩|米|克|秒|周|季度|季|日|天|月|年|时|分|元|角|人|名|位|个|件|份|次|期|场|项|家|户|"
    "台|套|辆|条|篇|册|本|批|处|所|间|座|宗|例|起|类|种|届|班|队|页|号|张|万|亿|%|％|‰|℃)"
)
_NUMBER = rf"{_SIGN}*[0-9０-９]+(?:[.,:/\-–．，][0-9０-９]+)*{_SCALE}{_UNIT}?"
_WORD = rf"[^\s{_IDEOGRAPHIC}{re.escape(NOT_AT_START + NOT_AT_END)}—]+(?:['’.\-][A-Za-z0-9]+)*"
_CLOSING = f"[{re.escape(NOT_AT_START)}\u0300-\u036f\u200d\ufe00-\ufe0f]"
_DIGITS = frozenset("0123456789.,")
_TOKEN = re.compile(
    rf"[{re.escape(NOT_AT_END)}]*(?:{_NUMBER}|{_WORD}|—+|[^\s]|[\xa0\u202f\u3000])?{_CLOSING}*{_SPACE}*",
    re.DOTALL,
)


def line_ends(text: str) -> list[int]:
    """Return every place in `text` at which a line may end, the end of the text being the last."""
    # The pattern matches at every place, and empty only at the end.
    return list(accumulate(map(len, _TOKEN.findall(text)[:-1])))


def is_in_number(text: str, place: int) -> bool:
    """Tell whether a place in `text` stands between the digits of a number, its points and commas."""
    return 0 < place < len(text) and text[place - 1] in _DIGITS and text[place] in _DIGITS
