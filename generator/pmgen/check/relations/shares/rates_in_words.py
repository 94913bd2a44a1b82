"""Rates that another row measures in a sentence: 信息公众覆盖率, 能够收到信息的公众所占比例."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.relations.rows.row_relations import Pair
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import agrees
from pmgen.check.statements.project_statements import Promise
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_SENTENCE = late("(?:所占|占[^，。]{0,8})?的?(?:比例|比重|占比|百分比)\\Z")
_JOINING = late("能够?|可以|已经?|按照?|要求|实际|全部|所有|所|的|占|了|到|后|并|被")
_MEANT = """
    覆盖=收到/接收/接到/享受/纳入/惠及/得到/覆盖 闭环=完成/闭环 完成=完成/做完 办结=办结/办理完/办完
    及时=及时/按时/按期/准时/规定时间内/时限内 按时=按时/及时/按期/规定时间内 按期=按期/按时/规定时间内
    合格=合格/达标/符合 达标=达标/合格/符合 知晓=知晓/知道/了解 整改=整改/改正/纠正 完好=完好/正常使用/良好
    准确=准确/无误/正确 正确=正确/无误/准确 利用=利用/使用/用于 使用=使用/利用 参与=参与/参加 成活=成活/存活
    入住=入住/住进 出租=出租/租出 就业=就业/上岗 修复=修复/修好 处置=处置/处理 到位=到位/拨付 通过=通过
    更新=更新 返还=返还/退还 响应=响应/回应 接种=接种/种过 回收=回收/收回 安装=安装/装上 公开=公开/公布
"""
_WORDS = {stem: words.split("/") for each in _MEANT.split() for stem, words in (each.split("="),)}
_STEM = 2
_SHORTEST, _MOST_LEFT = 4, 2
"""How many characters what is measured must have, and how many more the sentence may have of it."""


def rates_in_other_words(promises: Sequence[Promise]) -> Iterator[Pair]:
    """Give the rows whose name says in a sentence of what share what a rate of another row says it."""
    shares = [each for each in promises if each.statement.dimension is Dimension.RATIO]
    sentences = [(each, _of_sentence(each.indicator.name)) for each in shares]
    sentences = [(each, words) for each, words in sentences if words]
    rates = [each for each in shares if each.indicator.name.endswith("率")] if sentences else []
    for second, words in sentences:
        for first in rates:
            if _is_said_in(without_note(first.indicator.name), words):
                yield Pair(first, second, agrees(first.statement, second.statement))
                break


def _of_sentence(name: str) -> str:
    """Return the words of a name that ends in 的比例 or the like without these; "" for another name."""
    words = _SENTENCE.sub("", without_note(name))
    return words if words != without_note(name) else ""


def _is_said_in(rate: str, words: str) -> bool:
    """Tell whether a sentence has what a rate measures, character by character, and little more."""
    stem = rate.removesuffix("率")[-_STEM:]
    said = next((each for each in _WORDS.get(stem, ()) if each in words), "")
    measured = _JOINING.sub("", rate.removesuffix("率").removesuffix(stem))
    rest = _JOINING.sub("", words.replace(said, "", 1)) if said else ""
    if len(measured) < _SHORTEST or not 0 <= len(rest) - len(measured) <= _MOST_LEFT:
        return False
    characters = iter(rest)
    return all(each in characters for each in measured) or sorted(measured) == sorted(rest)
