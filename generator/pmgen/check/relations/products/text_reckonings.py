"""What a goal gives as factors, beside the result in the same sentence or in the row that counts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_near, is_slip
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import THINGS, TIMES_A_YEAR, is_of_other_time
from pmgen.check.statements.formulas import has_formula
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import Reckoning, can_make, divisors_of, reckoning_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.statement_reading import read_statements
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_RESULT = late(
    "(?:全年|年度|全[县区市旗省盟乡镇村校院厂园]|辖区|共需?|共计|合计|总计|累计|总共|计|可|预计|需|为|达到?|不少于|不低于|不超过|安排|资金|经费|费用|投入|培训|覆盖|惠及|服务"
    "|受益|参[加训演与]|接待|发放|控制|补[贴助]|巡[查护检]|检[测查验]|抽[检查]|监测|开展|完成|采集|放映|演出|派出|出动|带动|辐射|招[生收募聘]"
    "|资助|救助|慰问|保障|扶持|安置|筛查|接种|签约|体检|种植|栽[植种]|植树|造林|清[理运]|处[理置]|改造|安装|更换|印[制刷]|配[备发]"
    "|放流|总?产[量值]?|产出|总(?:时长|学时|课时|长度?|里程|面积|重量?|用量|数量?|量)){1,5}"
)
_VERB = late(f"{HAN}{{2,4}}\\Z")
_MOST_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class WrongProduct:
    """A result in a text that its factors do not make."""

    reckoning: Reckoning
    result: Said


def wrong_products(text: Sequence[Said]) -> Iterator[WrongProduct]:
    """Give the results behind factors that make others: 200架（每架150亩）控制4万亩."""
    for each, result in pairwise(text):
        reckoning = _in_its_sentence(each, text) if _is_result(each, result) else None
        if (
            reckoning
            and _is_other(reckoning, result.statement)
            and result.statement.low not in (*_of_all(each, text), *_of_another(each, text, result))
        ):
            yield WrongProduct(reckoning, result)
    yield from _wrong_before_brackets(text)


_BRACKETS = late("[（(][^（()）]*[)）]")
_FIRST = late("(?:按|即|共|覆盖|全[县区市旗省乡镇校院]|辖区|[:：])*")
_NO_FACTORS = late("其[中余]|剩余|另|等|平均|最[多高少低]|约|左右|不等|上年|去年|往年|已|原|[至到～~]")


def _wrong_before_brackets(text: Sequence[Said]) -> Iterator[WrongProduct]:
    """Give the results before brackets whose factors make others: 1032个终端（86个行政村，每村10个）."""
    written = text[0].field.text
    if "每" not in written and "各" not in written:
        return
    for match in _BRACKETS.finditer(written):
        inside = [said for said in text if match.start() < said.statement.start < match.end()]
        before = [said for said in text if said.statement.end <= match.start()]
        if len(inside) < 2 or not before or _NO_FACTORS.search(match[0]):
            continue
        each, result = inside[-1], before[-1]
        if not _is_at_the_end(result, match.start()) or not _can_be_made(each.statement, result.statement):
            continue
        if not _FIRST.fullmatch(inside[0].statement.before):
            continue
        reckoning = reckoning_of(each, inside[:-1])
        if not reckoning or not _is_other(reckoning, result.statement):
            continue
        if not _is_a_factor(reckoning.made, result, text):
            yield WrongProduct(reckoning, result)


_SIGNS = str.maketrans("×✕*＊=＝", "，，，，，，")


def _is_a_factor(made: Fraction, result: Said, text: Sequence[Said]) -> bool:
    """Tell whether brackets explain a factor of a result: 2360人×360元＝849600元（12课时，每课时30元）."""
    written, one = result.field.text, result.statement
    every = [each.statement for each in text]
    if has_formula(written):
        every = [*read_statements(written.translate(_SIGNS))]
    lows = {each.low for each in every if each.start != one.start}
    return made in lows or (made != 0 and one.low / made in lows)


def _can_be_made(each: Statement, result: Statement) -> bool:
    return can_make(each, result) or (each.unit == "个" and result.dimension in THINGS and not result.per)


def _is_at_the_end(result: Said, end: int) -> bool:
    """Tell whether only the noun of a number stands between it and a bracket."""
    one = result.statement
    return one.is_one and not divisors_of(one) and one.end + len(one.behind) == end and "、" not in one.behind


def _is_result(each: Said, result: Said) -> bool:
    one, other = each.statement, result.statement
    if one.sentence != other.sentence or other.clause - one.clause > 1 or not divisors_of(one):
        return False
    if not can_make(one, other) or not other.is_one or other.direction is Direction.ABOUT:
        return False
    if _is_told_elsewhere(one):
        return False
    verb = _VERB.search(one.before.rpartition("每")[2][1:])
    before = other.before.lstrip("）)")
    is_verb = verb is not None and before == verb.group()
    return _RESULT.fullmatch(before) is not None or is_verb or _is_all_of_that(before, each)


_IN_ALL = late("(?:全年|年度|本年|一年|累计|总?共计?|合计|总计)+(?:计划|预计|累计|总?共计?|需|可|要)?")
_LEAST_VERB = 2


def _is_all_of_that(before: str, each: Said) -> bool:
    """Tell whether words are for all of what the sentence does to each: 全年义诊 after 到30个社区义诊."""
    text, one = each.field.text, each.statement
    match = _IN_ALL.match(before)
    verb = before[match.end() :] if match else ""
    begin = sentence_start(text, one.start)
    return len(verb) >= _LEAST_VERB and verb in text[begin : one.start]


def _of_all(each: Said, text: Sequence[Said]) -> list[Fraction]:
    """Return what 各 makes of several counts before it together: 8个社区、31个小区各1名."""
    one = each.statement
    before = [said.statement for said in text if said.statement.end <= one.start]
    near = [said for said in before if said.sentence == one.sentence and said.dimension in THINGS]
    sums = accumulate(said.low for said in reversed(near[-_MOST_LISTED:]))
    return [total * one.low for total in sums] if "各" in one.before else []


def _of_another(each: Said, text: Sequence[Said], result: Said) -> Iterator[Fraction]:
    """Give what another count of the sentence makes of it: 28座（6座、22座），每座50个."""
    one = each.statement
    others = (said.statement for said in text if said not in (each, result))
    return (other.low * one.low for other in others if other.sentence == one.sentence)


_MOST_LISTED = 5


def _is_told_elsewhere(each: Statement) -> bool:
    """Tell whether it is a price of one of many, or so much by the month, which have their own arithmetic."""
    words = {divisor.word for divisor in divisors_of(each) or ()}
    if each.dimension is Dimension.MONEY:
        return words != {"年"}
    return words != {_UNSAID} and words - {_UNSAID} <= TIMES_A_YEAR.keys()


_UNSAID = ""
"""The word of what 各 and 单价 leave unsaid."""


def _in_its_sentence(each: Said, text: Sequence[Said]) -> Reckoning | None:
    one = each.statement
    clauses = 0 if "各" in one.before else _MOST_CLAUSES
    near = [
        said
        for said in text
        if said.statement.sentence == one.sentence
        and said.statement.start < one.start
        and said.statement.clause >= one.clause - clauses
    ]
    return reckoning_of(each, near, of_all=False)


def _is_other(reckoning: Reckoning, result: Statement) -> bool:
    made = reckoning.made
    if result.low in reckoning.possible:
        return False
    if Direction.AT_LEAST in (result.direction, reckoning.each.statement.direction):
        return result.low > made if reckoning.is_exact else result.low < made
    return reckoning.is_exact and (
        result.low != made if result.direction is Direction.EXACT else made > result.low
    )


def goals_against_counts(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows that count what a goal makes of so many for each of many, and count otherwise."""
    for text in statements.plans:
        if text[0].field.goal is None:
            continue
        for each, following in zip(text, (*text[1:], None), strict=True):
            if not divisors_of(each.statement) or each.statement.dimension in _NOT_COUNTED:
                continue
            if following is not None and _is_result(each, following):
                continue
            reckoning = _listed(each) or _in_its_sentence(each, text)
            promise = _row_of(reckoning, statements.promises) if reckoning else None
            if promise is None or promise.statement.low in _of_all(each, text):
                continue
            if reckoning and _is_other_row(reckoning, promise, text):
                yield WrongTarget(promise, (reckoning.factors,), reckoning.made, words=_list_before(each))


_NOT_COUNTED = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.TIME, Dimension.GRADE])


def _row_of(reckoning: Reckoning, promises: Sequence[Promise]) -> Promise | None:
    """Return the only row that counts the things of a product in their unit and by their name."""
    each = reckoning.each.statement
    verb = each.before.rpartition("各")[2] if "各" in each.before else ""
    found = [
        promise
        for promise in promises
        if can_make(each, promise.statement)
        and promise.statement.is_one
        and not divisors_of(promise.statement)
        and (_names_it(promise.indicator.name, reckoning, verb) or _is_slip_of(promise, reckoning))
    ]
    return found[0] if len(found) == 1 else None


def _names_it(name: str, reckoning: Reckoning, verb: str) -> bool:
    name = without_note(name)
    if len(verb) > 1:
        return verb in name
    topic = topic_pairs(name) or pairs_of(name)
    nouns = (noun_before(said.statement.before) for said in reckoning.counts)
    said = frozenset(pair for noun in nouns for pair in pairs_of(noun))
    is_said = len(topic & said) * 2 > len(topic) or topic <= pairs_of(_between(reckoning))
    return is_said or _has_its_letters(name, reckoning)


_LEAST_NAME = 4


def _has_its_letters(name: str, reckoning: Reckoning) -> bool:
    """Tell whether a name has nothing but what stands between a count and what each gets, in any order.

    8个社区公告牌设置块数 is what 在8个社区设置公告牌，每个社区1块 makes.
    """
    first, each = reckoning.factors[0].statement, reckoning.each
    words = each.field.text[first.start : each.statement.start]
    bare = name.removesuffix("数量").removesuffix("数").removesuffix(each.statement.unit)
    return len(bare) >= _LEAST_NAME and frozenset(bare) <= frozenset(words)


def _between(reckoning: Reckoning) -> str:
    """Return the words from the first count to what is taken of each: 行政村布设音柱终端，每村."""
    first, each = reckoning.factors[0].statement, reckoning.each
    return each.field.text[first.end : each.statement.start]


def _is_slip_of(promise: Promise, reckoning: Reckoning) -> bool:
    """Tell whether a row that has the noun of a product counts it with other zeros."""
    noun = _own_noun(reckoning.each.statement)
    is_named = noun in pairs_of(promise.indicator.name)
    return is_named and is_slip(reckoning.made, promise.statement.low)


def _own_noun(each: Statement) -> str:
    """Return what is counted for each by the words behind 每 and its unit: 入户 of 每镇次入户不少于50户."""
    words = noun_before(each.before.rpartition("每")[2])
    return words[-2:] if len(words) > 2 and divisors_of(each) else ""


def _is_other_row(reckoning: Reckoning, promise: Promise, text: Sequence[Said]) -> bool:
    target, made = promise.statement, reckoning.made
    if target.low in reckoning.possible or is_near(made, promise):
        return False
    if not reckoning.counts and _may_be_for_many(reckoning, target):
        return False
    if not reckoning.is_exact:
        return _is_far_below(target, reckoning)
    rest = {
        said.statement.low for said in text if said is not reckoning.each and can_make(said.statement, target)
    }
    if (
        target.low in rest
        or target.low - made in rest
        or any(is_of_other_time(each.statement) for each in reckoning.factors)
    ):
        return False
    return made < target.low if target.direction is Direction.AT_LEAST else made != target.low


_FAR_BELOW = 2


def _is_far_below(target: Statement, reckoning: Reckoning) -> bool:
    """Tell whether at least so many of at least so many make far more than a target asks for at least."""
    least = frozenset([Direction.EXACT, Direction.AT_LEAST])
    are_least = all(said.statement.direction in least for said in reckoning.factors)
    is_far = reckoning.made >= target.low * _FAR_BELOW
    return are_least and is_far and target.direction is not Direction.AT_MOST


_TIME = late(
    "(?:1[0-2]|[1-9])月|[春夏秋冬]季?(?:[两三四]季)?|[上下](?:半年)?|第?[一二三四]季度?|[寒暑]假"
    "|(?:春|中秋|端午|元宵|国庆|重阳)节?(?:[两三四]节)?"
)
_ITEM = late(
    f"{_TIME.pattern}|{HAN}{{1,8}}(?:镇|乡|村|社区|街道|县|区|市|旗|小学|中学|学校|幼儿园|医院|卫生院|公园|站|所|中心|馆"
    "|河|水库|灌区|林场|农场|牧场)"
)
_HEAD = late("\\A(?:分别)?(?:在|于|对|为|向|由|给|选择|依托)")
_CLAUSE_ENDS = "，。；：（(\n"


def _list_before(each: Said) -> str:
    """Return the places or times that stand one by one before 各, with that; "" without such a list."""
    text, start = each.field.text, each.statement.start
    if not text[:start].rpartition("各")[1] or "各" not in each.statement.before:
        return ""
    begin = max(text.rfind(mark, max(0, start - 120), start) for mark in _CLAUSE_ENDS) + 1
    listed = _HEAD.sub("", text[begin:start].rpartition("各")[0])
    items = re.split("[、和及与]", listed)
    if len(items) < 2 or not all(_ITEM.fullmatch(item) for item in items):
        return ""
    return text[begin : each.statement.end]


def _listed(each: Said) -> Reckoning | None:
    """Return what so many in each of some places or times make, where these are named and not counted."""
    words = _list_before(each)
    one = each.statement
    if not words or not one.is_one or one.direction is not Direction.EXACT:
        return None
    return Reckoning(each, (), one.low * len(_items(words)), frozenset([one.low]), True)


def _items(words: str) -> list[str]:
    return re.split("[、和及与]", words.rpartition("各")[0])


def _may_be_for_many(listed: Reckoning, target: Statement) -> bool:
    """Tell whether a target is what a list makes, or that for each of many who are not counted."""
    return target.low % listed.made == 0


def rows_against_lists(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows whose remark names where or when so many each, 7月、8月各1期, and that count others."""
    rows = {id(each.indicator): each for each in statements.promises if each.statement.is_one}
    for field in statements.reviewed.texts:
        if field.indicator is None or field.key == "target" or "各" not in field.text:
            continue
        promise, every = rows.get(id(field.indicator)), said_in(field)
        listed = _listed(every[0]) if promise and len(every) == 1 else None
        if promise and listed and can_make(every[0].statement, promise.statement):
            one, words = promise.statement, _list_before(every[0])
            are_times = all(_TIME.fullmatch(item) for item in _items(words))
            if not are_times or _may_be_for_many(listed, one) or one.direction is Direction.AT_MOST:
                continue
            yield WrongTarget(promise, ((every[0],),), listed.made, words=words)
