"""Parts of a whole that a text gives with the whole: a share, a first and a second, some who passed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from pmgen.check.statements.comparing import are_comparable
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import last_place_of_share
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import Dimension, same_unit

_OF = late("占(?!地)[^，。；、]{0,16}\\Z")
_SHARE = late("(?:总[量数额]|面积|人口|人数|户数|总体)?的?(?:比例|比重|占比|占)?(?:约|为|达到?|[:：])?\\Z")
_PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A share that the part and the whole beside it do not make."""

    part: Said
    whole: Said
    share: Said
    made: Fraction


def wrong_shares(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the shares such as 4200吨，占5600吨的84% that are others."""
    for part, whole, share in zip(text, text[1:], text[2:], strict=False):
        one, other, ratio = part.statement, whole.statement, share.statement
        if one.sentence != ratio.sentence or not 0 <= other.clause - one.clause <= 1 or ratio.unit != "%":
            continue
        if other.clause != ratio.clause or not _OF.search(other.before) or not _SHARE.fullmatch(ratio.before):
            continue
        if one.base != other.base or one.dimension is Dimension.RATIO or not other.low or one.is_change:
            continue
        is_clear = all(each.is_one and each.direction is not Direction.ABOUT for each in (one, other, ratio))
        made = one.low / other.low
        if is_clear and abs(made - ratio.low) >= last_place_of_share(share):
            yield WrongShare(part, whole, share, made)


_ORDINAL = late(
    f"第(?P<number>[一二三四五六七八九])(?P<unit>批次?|期|阶段|标段|季度|轮|组|队|年度?)(?!{HAN}{{5}})"
)
_IN_SO_MANY = late(
    "(?:分|共)(?P<number>[两二三四五六七八九2-9])(?P<unit>批次?|期|个阶段|个标段|轮|组|队|年度?)"
)
_PAIRED = """
    在用/备用 男/女 新建/改建 新建/续建 线上/线下 城市/农村 城镇/农村 城区/乡镇 室内/室外 公办/民办 春季/秋季
    上半年/下半年 住院/门诊 主会场/分会场 总馆/分馆 小学/初中 在职/退休 干流/支流
"""
"""Words of which each names all that the other leaves."""
_PAIRS = tuple((one, other) for each in _PAIRED.split() for one, _, other in (each.partition("/"),))


@dataclass(frozen=True, slots=True)
class WrongParts:
    """A whole and its parts, which are all there are, with what these make."""

    whole: Said
    parts: tuple[Said, ...]
    made: Fraction


def wrong_parts(text: Sequence[Said]) -> Iterator[WrongParts]:
    """Give the wholes whose batches, or whose two kinds, are said behind them and make another number."""
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        sentence = list(group)
        yield from _wrong_batches(sentence)
        yield from _wrong_pairs(sentence)


def _wrong_batches(sentence: Sequence[Said]) -> Iterator[WrongParts]:
    numbered = [(said, match) for said in sentence if (match := _ORDINAL.search(said.statement.before))]
    if len(numbered) < 2 or [_number(match["number"]) for _, match in numbered] != [
        *range(1, len(numbered) + 1)
    ]:
        return
    parts = [said for said, _ in numbered]
    first = parts[0]
    wholes = [
        each
        for each in sentence
        if each.statement.start < first.statement.start
        and _are_alike(each, first)
        and not each.statement.each
    ]
    if len(wholes) != 1 or not all(_are_alike(each, first) for each in parts):
        return
    made = sum((each.statement.low for each in parts), Fraction(0))
    whole = wholes[0]
    words = whole.field.text[: first.statement.start]
    all_of_them = [match for match in _IN_SO_MANY.finditer(words) if _number(match["number"]) == len(parts)]
    is_above = made > whole.statement.high and whole.statement.direction is not Direction.AT_LEAST
    is_below = made < whole.statement.low and bool(all_of_them)
    if is_above or is_below:
        yield WrongParts(whole, tuple(parts), made)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(read_chinese_numeral(written.replace("两", "二")) or 0)


def _are_alike(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    if Dimension.RATIO in (first.dimension, second.dimension) or first.per or second.per:
        return False
    is_one_unit = same_unit(first.unit) == same_unit(second.unit) or first.dimension is Dimension.MONEY
    return is_one_unit and are_comparable(first, second) and first.is_one and second.is_one


def _wrong_pairs(sentence: Sequence[Said]) -> Iterator[WrongParts]:
    for whole, one, other in zip(sentence, sentence[1:], sentence[2:], strict=False):
        if not (_are_alike(whole, one) and _are_alike(one, other)) or not _are_a_pair(one, other):
            continue
        between = whole.field.text[whole.statement.end : one.statement.start]
        is_listed = between.startswith(("（", "(", "，", "，其中", "，包括", "，")) and "。" not in between
        made = one.statement.low + other.statement.low
        is_open = Direction.EXACT is not one.statement.direction or "等" in between
        closes = whole.field.text[other.statement.end : other.statement.end + 1] in (
            "）",
            ")",
            "，",
            "。",
            "；",
            "",
        )
        is_told = "其中" in between and made > whole.statement.low
        if is_listed and closes and not is_open and not is_told and made != whole.statement.low:
            yield WrongParts(whole, (one, other), made)


def _are_a_pair(one: Said, other: Said) -> bool:
    first, second = one.statement.before, other.statement.before
    ends = (
        (first.endswith(left) and second.endswith(right)) or (first.endswith(right) and second.endswith(left))
        for left, right in _PAIRS
    )
    return other.statement.clause == one.statement.clause + 1 and any(ends)


_TRIED = late(
    "(?:培训|参[训考检评]|报[考名]|应[考训检试]|参加考[试核]|组织|鉴定|评价|送[检审]|抽[检查]|申报|应[参受][加训检评试])[^，。；、]{0,12}\\Z"
)
_TAKING_PART = late("参[加训考检赛评试与]|受训|报[名考]|到[课场]|应[考试]|接受(?:培训|考核|检[测查])")
_JOINS = "(?:达到?|为|不少于|不低于|超过|至少)*"
_PASSED = late(
    f"(?:其中|并|实现|力争|确保|预计|考核|考试|鉴定|评价)*(?:取[得]?证|获证|持证|合格|通过|结业|结训|毕业|取得{HAN}{{0,8}}证书?)的?(?:人数|人员|者|的)*"
    "(?:达到?|为|不少于|不低于|超过)?"
)


def more_passed_than_tried(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give those who are to pass beside the fewer who are trained, in one sentence."""
    for tried, passed in pairwise(text):
        one, other = tried.statement, passed.statement
        if one.sentence != other.sentence or other.clause - one.clause != 1 or not _are_alike(tried, passed):
            continue
        is_open = one.direction in (Direction.AT_LEAST, Direction.ABOUT)
        are_tried = _TRIED.search(one.before) is not None or _TAKING_PART.match(one.behind) is not None
        is_pair = are_tried and _PASSED.fullmatch(other.before) is not None
        if one.direction is other.direction is Direction.AT_LEAST:
            is_open = not is_pair
        is_pair = (
            is_pair
            or _is_later_step(tried, passed)
            or (_AMONG.fullmatch(one.behind) is not None and _is_some_of_them(other))
        )
        if is_pair and not is_open and other.low > one.high:
            yield passed, tried


_STEPS = tuple(
    (
        late(f"(?:{earlier})[^，。；0-9]{{0,30}}\\Z"),
        late(f"(?:其中|预计|确保)*(?:{later})(?:人[数员]|者|的|数量?)*{_JOINS}"),
    )
    for earlier, later in (
        (
            "计划(?:组织|开展)*(?:培训|轮训|参训|招[募收聘生]|安置|组织)",
            f"实际{HAN}{{2,6}}?|参训|到课|受训|实[训到]",
        ),
        ("应[检查访测保种到]", "[实已][检查访测保种到]|完成(?:检[测查验]|回访|走访|测[试评]|查验)"),
        ("报名", "(?:实际)?(?:参[赛训考展加测评检会与]|到[场考课会位])|录[取用]|入[选围]|合格|通过|取得?证"),
        ("(?:招[募收聘]|选聘)[^，。；0-9]{0,8}", "实际[上到在]岗|[上到在]岗"),
        ("(?:排查|检查|发现|查出)[^，。；0-9]{0,6}(?:隐患|问题)", "(?:完成)?整改(?:完成|到位)?|销号"),
        ("(?:筛查|普[查测]|体检|初筛)[^，。；0-9]{0,6}", "确诊|转[介诊]|检出|(?:结果)?异常|阳性"),
        ("(?:抽[检样查]|检[测验])[^，。；0-9]{0,6}", "不?合格|检出"),
        ("征集[^，。；0-9]{0,8}", "入[选围]|获奖|采[用纳]|评选出"),
        ("(?:收到|接收|接到|提出)[^，。；0-9]{0,10}申请", "(?:审核)?(?:受理|批准|通过|获批)"),
        ("发放[^，。；0-9]{0,8}问卷", "(?:回收|收回)(?:有效)?(?:问卷)?"),
        ("邀请", "(?:实际)?(?:到[会场]|出席|参[会加展]|与会)"),
        ("参[赛评展]", "(?:获得?奖|入围|晋级)"),
        ("申[报请](?!指南|条件|材料)", "(?:通过(?:评[审选]|审[核查]|认定)|获批|获评|立项|入选)"),
        ("受理", "(?:已|按期|按时)?(?:办结|审结|调结)"),
    )
)
"""What is said before a number, and what before a later one that is no greater: who comes had enlisted."""
_PAST = late("超额|超计划|上年|去年|截至|已(?!检|查|访|测|保|种)")
_LONGEST_STEP = 40


def _is_later_step(earlier: Said, later: Said) -> bool:
    text, start = earlier.field.text, earlier.statement.start
    begin = max(text.rfind(mark, max(0, start - _LONGEST_STEP), start) for mark in "，。；\n") + 1
    words, behind = text[begin:start], later.statement.before
    if _PAST.search(text, begin, later.statement.end):
        return False
    return _is_done_to_all(words, behind) or any(
        first.search(words) and _is_of(words, second.match(behind)) for first, second in _STEPS
    )


_NEEDED = late(
    f"(?<![响供反相适对回效必])(?:应当?|需要?|须|待)(?!急|用|对|届|变|答|聘|收|征|邀|求|遇|业|岗|注意|年)(?P<verb>{HAN}{{2}})[^，。；0-9]{{0,16}}\\Z"
)
_CARRIED_OUT = late(
    "(?:年内|全年|当年|本年|年底前|实际|其中|预计|确保|最终|共)*(?:完成|实现|已经?|实际)(?P<verb>[^，。；0-9]{2})"
)
_CALLED = late(f"{HAN}{{0,6}}")


def _is_done_to_all(words: str, behind: str) -> bool:
    """Tell whether something is needed of so many, and done to so many: 需复查810人，完成复查900人."""
    needed = _NEEDED.search(words)
    done = _CARRIED_OUT.match(behind) if needed else None
    return bool(needed and done and needed["verb"] == done["verb"] and _is_of(words, done))


def _is_of(words: str, step: re.Match[str] | None) -> bool:
    """Tell whether behind a step nothing stands but what the words of the earlier one have: 办结申请."""
    if step is None:
        return False
    rest = step.string[step.end() :]
    return not rest or (_CALLED.fullmatch(rest) is not None and rest in words)


_AMONG = late(f"(?!以){HAN}{{0,16}}(?<![其集])(?:之?中|里)")
_OF_OTHERS = late(
    "带动|辐射|服务|覆盖|惠及|帮[扶带]|联系|结对|指导|培[训养育]|招|新增|每|各|人均|其他|另|累计|共|涉及|宣传|接待|慰问|走访"
)
_OUTCOME = late(
    "取得|获得?|持证|通过|合格|结业|毕业|就业|创业|完成|享受|占|有|其中|为|属|达标|升学|录[取用]|报名|参[加训]|愿意"
)


def _is_some_of_them(part: Statement) -> bool:
    """Tell whether a number counts what became of those named before: 60名学员中，取得证书64人."""
    return _OUTCOME.search(part.before) is not None and not _OF_OTHERS.search(part.before)


_ALL_OF = late(f"(?P<noun>{HAN}{{1,4}})(?:总数|总量|总计)(?:达到?|为|共)*\\Z")
_PART_OF = late(f"(?P<noun>{HAN}{{2,6}}?)(?:达到?|为|共)*\\Z")
_OF_ANYBODY = "员人者师生户家数量费率次金"
"""Ends of nouns that name things of different kinds: 运动员 and 教练员."""
_TAKEN_AWAY = late("拆|减|撤|淘汰|报废|退|原|上年|去年|累计")


def parts_above_their_whole(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the part beside the smaller total of what its noun names: 金牌45枚、奖牌总数40枚."""
    if "总" not in text[0].field.text:
        return
    for pair in pairwise(text):
        for part, whole in (pair, pair[::-1]):
            one, all_of_them = part.statement, whole.statement
            if not _are_alike(part, whole) or abs(one.clause - all_of_them.clause) > 1:
                continue
            if one.sentence != all_of_them.sentence or all_of_them.direction is not Direction.EXACT:
                continue
            if one.low > all_of_them.low and _is_named_by(part, whole):
                yield part, whole


def _is_named_by(part: Said, whole: Said) -> bool:
    """Tell whether the noun before a number is a kind of that of which another gives the total."""
    all_of = _ALL_OF.search(whole.statement.before)
    of = _PART_OF.search(part.statement.before)
    if all_of is None or of is None or _ALL_OF.search(part.statement.before):
        return False
    if _TAKEN_AWAY.search(part.statement.before) or all_of["noun"][-1] in _OF_ANYBODY:
        return False
    return of["noun"][-1] == all_of["noun"][-1]


_THERE_ARE = late(f"[^，。；、\\n]的(?P<noun>{HAN}{{2,4}})(?:仅|达|就)?有\\Z")


def more_than_there_are(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give those of one kind beside the fewer that there are of all: 5个嘎查, 30公里以上的嘎查有7个."""
    if "的" not in text[0].field.text or "有" not in text[0].field.text:
        return
    for part in text:
        one = part.statement
        noun = _THERE_ARE.search(part.field.text, max(0, one.start - _LONGEST_STEP), one.start)
        if noun is None or not one.is_one or one.direction is not Direction.EXACT:
            continue
        wholes = [said for said in text if said is not part and _counts(said, noun["noun"], one)]
        if wholes and all(said.statement.high < one.low for said in wholes):
            yield part, max(wholes, key=lambda said: said.statement.low)


def _counts(said: Said, noun: str, part: Statement) -> bool:
    """Tell whether a number counts what a noun names, in the unit of another."""
    other = said.statement
    return same_unit(other.unit) == same_unit(part.unit) and (
        other.behind.startswith(noun) or noun_before(other.before).endswith(noun)
    )
