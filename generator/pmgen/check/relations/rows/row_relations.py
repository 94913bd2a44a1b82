"""Relations within the table of indicators: what a row says twice, and rows that measure the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from pmgen.check.relations.amounts.item_sums import items_make_target
from pmgen.check.review_rule import FieldText, without_note
from pmgen.check.statements.comparing import (
    PEOPLE,
    PHYSICAL,
    THINGS,
    agrees,
    are_comparable,
    is_of_each,
    is_of_other_time,
    tells_which,
)
from pmgen.check.statements.explanations import adds_up_to_target, leads_to, leads_to_target
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, same_unit

_CHANGES = late("增|减|降|升|提高|缩短|节约|变化")
_SCORES = late("得分|扣|满分|计分|分值|权重|视为|否则|每[少多低高]")
_FULL_SCORE = late("(?:及?以[上下内])?的?，?[即可]?[得计记]满分")
"""What is said behind the number with which a target is reached: 不低于98%得满分."""
_ENDS = late(
    "(?:的?标准(?:统一|按[年月季])?)?(?:及?以[上下内]|之?内|左右|完成|办结|办理|完毕|到位|发放|补助|给予|执行|支付|任务|目标|要求|标准|整|[。.)]|\\s)*\\Z"
)
_OF_ALL = late("全年|年度|共计?|合计|计划|应|目标|要求|确保|预计")
_TOTAL = late("(?:全年|年度|共计?|合计|总计)\\Z")
_OF_SEVERAL = late("(?:以上|上述|前述|连同|[二两三四五六七八九十]项)[^，。；]{0,6}\\Z")
_NEAR = 12
_COUNTED = PEOPLE | THINGS
_TIME = late("[每逐按]个?(?:半?[年月]|[周日天旬]|季度?|学期)")
_LONGEST_DESCRIPTION = 120


def told_twice(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the number of a name, description or remark that the target of its row contradicts."""
    fields: dict[int, list[FieldText]] = {}
    for field in statements.reviewed.texts:
        if field.indicator is not None and field.key not in ("target", "formula"):
            fields.setdefault(id(field.indicator), []).append(field)
    for promise in statements.promises:
        for field in fields.get(id(promise.indicator), ()):
            every = said_in(field)
            about = [said for said in every if _is_about_the_target(said, promise)]
            about = [said for said in about if not tells_which(said.statement)]
            about = [said for said in about if not said.statement.each] or about
            about = [
                said for said in about if not _is_of_several(said, every) and statements.is_planned(said)
            ]
            about = [said for said in about if not _is_of_some_months(said, promise)]
            if sum(bool(said.statement.each) for said in every) > 1:
                about = [said for said in about if not said.statement.each]
            if not about or any(agrees(said.statement, promise.statement) for said in about):
                yield from _deducted_otherwise(every, promise)
                continue
            if _is_expected(about[0].statement, promise.statement):
                continue
            is_last = not any(_follows(each, about[0]) for each in every)
            is_explained = adds_up_to_target if is_last and _is_of_all(about[0]) else leads_to_target
            if is_explained(every, promise) or _has_a_sum_within(every, promise):
                continue
            if not items_make_target(field.text, promise):
                yield about[0], promise


_DEDUCTED = late("(?<!每)(?:[低少小]于|不足|不到|未达到?|[高多大]于|超过)\\Z")
_BY_SO_MUCH = late("[^，。；0-9]{0,6}(?:按比例|酌情|相应|逐级)扣")


def _deducted_otherwise(every: Sequence[Said], promise: Promise) -> Iterator[tuple[Said, Promise]]:
    """Give the bound below which a score falls that is, but for a slip, the target, for which it is full."""
    if not any(_FULL_SCORE.match(said.statement.behind) for said in every):
        return
    for said in every:
        one, other = said.statement, promise.statement
        is_bound = _DEDUCTED.search(one.before) is not None and _BY_SO_MUCH.match(one.behind) is not None
        if is_bound and one.unit == other.unit and is_slip_of_hand(one.low, other.low):
            yield said, promise


_WHOLE_YEAR = late("全年|年度|12个月|十二个月|[每逐]月均|1月[至到—–～~-]{1,2}12月")
_FEWEST_MONTHS, _MOST_MONTHS = 6, 12


def _is_of_some_months(said: Said, promise: Promise) -> bool:
    """Tell whether a target is what most months make, where nothing says that all do: 每月2场 and 16场."""
    one, target = said.statement, promise.statement
    if one.each not in _MONTH or target.each or not one.low or _WHOLE_YEAR.search(said.field.text):
        return False
    months = target.low / one.low
    return months.denominator == 1 and _FEWEST_MONTHS <= months < _MOST_MONTHS


_MONTH = frozenset(["月", "个月"])
_ROOM = Fraction(3, 4)


def _is_expected(said: Statement, target: Statement) -> bool:
    """Tell whether a text says about what is to be expected, and the target is a floor or ceiling near it."""
    if said.direction is not Direction.ABOUT or not (
        said.is_one and target.is_one and said.low and target.low
    ):
        return False
    less, more = sorted((said.low, target.low))
    is_floor = target.direction is Direction.AT_LEAST and target.low < said.low
    is_ceiling = target.direction is Direction.AT_MOST and target.low > said.low
    return (is_floor or is_ceiling) and less >= more * _ROOM


def _has_a_sum_within(every: Sequence[Said], promise: Promise) -> bool:
    """Tell whether a text adds parts up to a total that keeps to a limit: 79天、12天，合计91天 for ≥90天."""
    limit = promise.statement
    parts: list[Said] = []
    for said in every:
        one = said.statement
        is_within = one.low >= limit.low if limit.direction is Direction.AT_LEAST else one.low <= limit.low
        if _is_of_all(said) and is_within and len(parts) > 1 and leads_to(parts, one):
            return limit.direction is not Direction.EXACT
        if are_comparable(one, limit):
            parts.append(said)
    return False


def _follows(said: Said, other: Said) -> bool:
    """Tell whether another number of the kind stands behind one, which is then no total of all."""
    one, before = said.statement, other.statement
    return one.start > before.start and one.dimension is before.dimension is Dimension.MONEY


def _is_of_all(said: Said) -> bool:
    return _TOTAL.search(said.statement.before) is not None


def _is_of_several(said: Said, every: Sequence[Said]) -> bool:
    """Tell whether a number is that of other rows too, 以上三项共46万元, or of each of so many, 每两家1件."""
    start = said.statement.start
    return _OF_SEVERAL.search(said.field.text, max(0, start - _NEAR), start) is not None or any(
        each.statement.clause == said.statement.clause
        and each.statement.end <= said.statement.start
        and each.statement.before.endswith("每")
        for each in every
    )


_COUNTS_WHAT_IS_IN_THEM = late(f"{HAN}[^，。；0-9]{{0,16}}的[^，。；0-9]{{1,12}}(?:总[数量]|数量)\\Z")
"""What follows a number of places in which a row counts something: 6个考点启用的考场总数."""


def _is_about_the_target(said: Said, promise: Promise) -> bool:
    one, other = said.statement, promise.statement
    if not are_comparable(one, other) or is_of_other_time(_of_the_year(said)):
        return False
    if one.dimension is Dimension.MONEY and one.per not in ("", other.per):
        return False
    if is_of_each(one) is not is_of_each_by_name(promise) or _is_sum_of_prices(one, other):
        return False
    if one.dimension in _COUNTED and not _are_of_one_unit(one, other):
        return False
    if _is_of_each_listed(said, promise):
        return False
    if one.is_change and not _CHANGES.search(promise.indicator.name):
        return False
    if said.field.key == "name":
        return one.direction is Direction.EXACT
    if _FULL_SCORE.match(one.behind):
        return True
    if said.field.key == "description" and _COUNTS_WHAT_IS_IN_THEM.match(said.field.text, one.end):
        return False
    if _SCORES.search(said.field.text):
        return False
    if _ENDS.match(one.behind) is not None:
        if _names_it(one, promise) or _is_the_only_one(said, promise):
            return True
    elif _is_so_done(said, promise):
        return True
    if _says_all_of_the_name(said, promise):
        return True
    return _is_done_within(said, promise) or (_ENDS.match(one.behind) is None and _is_done_to(said, promise))


_SEVERAL = late("[二两三四五六十]年|[2-9]年|截[至止]|自20|至20|历年|以来|十四五|十五五")


def _of_the_year(said: Said) -> Statement:
    """Return the statement of a description without 累计, which there is said of all the year."""
    one = said.statement
    if said.field.key != "description" or "累计" not in one.before or _SEVERAL.search(said.field.text):
        return one
    return replace(one, before=one.before.replace("累计", ""))


_SOME = late(
    "其中|[员人户者家个]中|包括|[每各均单]|抽|已|原|现有|上[一年月季]|去年|往年|比|同期|左右|约|未|除|以外|不含|骨干|重点|关键|部分|另|首|第[一二三四0-9]"
    "|规范|国家|[省市]定|规定|低于[0-9]|[高超]于[0-9][^，。]*[的者]"
)
"""Words by which a number may be that of some, of another time or of a rule."""
_FACTOR = 2


def _is_the_only_one(said: Said, promise: Promise) -> bool:
    """Tell whether a description has one number of the kind, near the target, with words of the name.

    参训人数不少于200人 is said of 培训人数, 改造供热管网6.5公里 of 改造管网长度.
    """
    one, other = said.statement, promise.statement
    if said.field.key != "description" or not one.is_one or not other.is_one or not other.low:
        return False
    if not one.low <= other.low * _FACTOR or not other.low <= one.low * _FACTOR:
        return False
    alike = [each for each in said_in(said.field) if are_comparable(each.statement, one)]
    name, noun = promise.indicator.name, noun_before(one.before)
    is_of_some = any(words not in name for words in _SOME.findall(said.field.text))
    if len(alike) > 1 or is_of_some or _is_another_share(one, promise):
        return False
    if one.direction is Direction.EXACT:
        return noun[:_VERB] == name[:_VERB] and len(noun) > 2 * _VERB - 1 and noun[-_VERB:] in name
    if one.dimension is Dimension.TIME and noun.endswith(("起", "后")):
        return False
    letters = frozenset("".join(topic_pairs(_RATE_WORD.sub("", noun))))
    return one.direction is other.direction and not letters.isdisjoint(_RATE_WORD.sub("", name))


_RATE_WORD = late("(?:[占比]比|比例|比重|[总数]量|总?数额?|率|度|费用?|成本|经费|支出)\\Z")


def _is_another_share(one: Statement, promise: Promise) -> bool:
    """Tell whether a share is called otherwise than the row that it stands in: 出勤率 in 合格率."""
    if one.dimension is not Dimension.RATIO:
        return False
    noun = noun_before(one.before)
    stem = _RATE_WORD.sub("", noun)[-_VERB:] if noun.endswith(("率", "度")) else ""
    is_share = noun.endswith(("率", "度", "比例", "占比", "比重"))
    return not is_share or stem not in promise.indicator.name


_MUST_BE = late("(?:应当?|必?须|全部|都?要|均)\\Z")


def _is_so_done(said: Said, promise: Promise) -> bool:
    """Tell whether a description says of what share must be done what is measured: 上岗人员应100%持证."""
    one, name = said.statement, promise.indicator.name
    if (
        one.dimension is not Dimension.RATIO
        or said.field.key != "description"
        or _SOME.search(said.field.text)
    ):
        return False
    done = one.behind.rstrip("。")
    people = frozenset(_MUST_BE.sub("", one.before)) - frozenset("人员单位者的")
    return (
        len(done) == _VERB
        and f"{done}率" in name
        and _MUST_BE.search(one.before) is not None
        and not people.isdisjoint(name)
    )


_WITHIN = late("(?:(?:以|之)?内|以上)[^。；（()）]{0,20}")
_BY_OTHERS = late("法定|规定|上年|去年|原|缩短|提前|比|压[减缩]|其中|分别|延长")


def _is_done_within(said: Said, promise: Promise) -> bool:
    """Tell whether a row says in what time it does what its name says: 30个工作日以内将补助拨付到位.

    It must be the only time in the description, and as much a floor or a ceiling as the target.
    """
    one, other = said.statement, promise.statement
    if one.dimension is not Dimension.TIME or said.field.key == "name" or one.each or other.each:
        return False
    if one.direction is not other.direction or one.direction not in (Direction.AT_MOST, Direction.AT_LEAST):
        return False
    every = [each for each in said_in(said.field) if each.statement.dimension is Dimension.TIME]
    if len(every) > 1 or _BY_OTHERS.search(said.field.text):
        return False
    within = _WITHIN.match(said.field.text, one.end)
    done = within[0] if within else noun_before(one.before)[-_VERB:]
    verb = _SPAN.sub("", without_note(promise.indicator.name))[-_VERB:]
    at = done.find(verb) if len(verb) == _VERB else -1
    if at < 0 and within and verb in _CALLED_OTHERWISE:
        return _CALLED_OTHERWISE[verb].search(done) is not None
    return at >= 0 and not _ASKED_FOR.match(done, at + len(verb))


_CALLED_OTHERWISE = {
    "响应": late("到达|到场|赶到|抵达|出动|出警|出诊"),
    "到场": late("到达|赶到|抵达"),
    "修复": late("排除|恢复|修好|抢修|解决"),
    "处置": late("处理|解决|排除|到场"),
    "处理": late("处置|解决|排除"),
    "办结": late("办理完|完成|答复"),
    "办理": late("办结|完成|答复"),
    "拨付": late("发放|到账|支付|兑付"),
    "发放": late("拨付|到账|支付|兑付"),
    "到账": late("发放|拨付|支付"),
    "支付": late("发放|拨付|到账"),
}
"""What is said of work in another word than the name of its row has: 到达现场 of 响应时间."""


_VERB = 2
_ASKED_FOR = late("的?(?:申请|请求|材料|手续|方案|计划|通知|意见书|名单)")
_SPAN = late("(?:时[限间长]|期限?|天数|周期)\\Z")


def _are_of_one_unit(one: Statement, other: Statement) -> bool:
    """Tell whether two counts have one unit, or one has that of the other behind 个: 15个大项."""
    if same_unit(one.unit) == same_unit(other.unit):
        return True
    noun = one.behind[1:] if one.behind.startswith(("大", "小", "单", "分", "子")) else ""
    return one.unit == "个" and noun.startswith(other.unit) and one.dimension is other.dimension


_LIST_MARKS = late("[、和与及]")
_CLAUSE = late("[^，。；：（(]*\\Z")
_LONGEST_LIST = 60


def _is_of_each_listed(said: Said, promise: Promise) -> bool:
    """Tell whether a target has so much for each of some that are listed: 土壤、地下水报告各1份 and 2份."""
    one = said.statement
    if not one.before.endswith("各"):
        return False
    listed = _CLAUSE.search(said.field.text, max(0, one.start - _LONGEST_LIST), one.start)
    items = len(_LIST_MARKS.findall(listed[0])) + 1 if listed else 1
    return one.low * items == promise.statement.low


_NOT_ALL_OF_IT = late(
    "其中|包括|包含|含|已|现[有状]|原有?|[抽选]取|抽|中[的选抽被获入经有能由最]|占|基础|辖区|共有|覆盖|涉及|全[区县市省镇乡]|[每各均]|左右|约|比例|累计|未|除|以外|不含|[百%％]"
)
_NOUN_BEHIND = 8
_COUNTED_TO = PEOPLE | THINGS | PHYSICAL


def _is_done_to(said: Said, promise: Promise) -> bool:
    """Tell whether a row says of how much it does what its name says: 对2800米供热管道开展维护.

    It must be the only number of its kind there, and exact.
    """
    one, name = said.statement, promise.indicator.name
    if one.dimension not in _COUNTED_TO or one.direction is not Direction.EXACT or not one.is_one:
        return False
    if one.dimension is not promise.statement.dimension or said.field.key != "description":
        return False
    if _NOT_ALL_OF_IT.search(said.field.text) or len(one.before) > _FEW_WORDS:
        return False
    others = [each.statement for each in said_in(said.field) if each.statement.start != one.start]
    is_alone = all(same_unit(each.unit) != same_unit(one.unit) for each in others)
    return is_alone and not topic_pairs(one.behind[:_NOUN_BEHIND]).isdisjoint(pairs_of(name))


_OTHERWISE = late(
    "[上去往前]年|20[0-9]{2}年|比|较|不足|超过?|基准|标准|满|第|其余|另|扣|一次|至少|范围|以[上内下]|不[少低多高大小]于|各|[批次]均|预计"
)
_NOT_ALL_OF_THEM = late(
    "其中|包括|包含|含|已|原有?|[抽选]取|(?<![集高初])中(?![小心学国午秋医药型])|[每各均]|左右|约|比例|累计|未|除|以外|[百%％]"
)
_COUNTED_BY = late("(?:总?数量?|[场批频]次)\\Z")
_HAPPENING = frozenset([Dimension.EVENTS, Dimension.PERSON_TIMES])


def _says_all_of_the_name(said: Said, promise: Promise) -> bool:
    """Tell whether a row says how many of all that its name says: 全年分4期举办骨干教师培训.

    It must be the only number of its unit there, and exact.
    """
    one, text = said.statement, said.field.text
    if one.direction is not Direction.EXACT or not one.is_one or said.field.key != "description":
        return False
    if one.dimension not in _COUNTED_TO | _HAPPENING or one.dimension is not promise.statement.dimension:
        return False
    if same_unit(one.unit) != same_unit(promise.statement.unit) or one.each or is_of_each(one):
        return False
    guard = _NOT_ALL_OF_THEM if one.dimension in _HAPPENING else _NOT_ALL_OF_IT
    if guard.search(text) or _OTHERWISE.search(text):
        return False
    others = [each.statement for each in said_in(said.field) if each.statement.start != one.start]
    name = without_note(promise.indicator.name)
    topic = topic_pairs(_COUNTED_BY.sub("", name).removesuffix(promise.statement.unit))
    is_alone = all(each.dimension is not one.dimension for each in others)
    return is_alone and bool(topic) and len(topic & pairs_of(text)) * 3 >= len(topic) * 2


_FEW_WORDS = 6
"""How many words stand before a number of things that something is done to, 对 or 对3座场馆."""


def _is_sum_of_prices(one: Statement, price: Statement) -> bool:
    """Tell whether an amount is what a price, 75000元/次, comes to for all times."""
    return one.dimension is Dimension.MONEY and bool(price.per) and divisors_of(one) == ()


_OF_SO_MANY = late("每?[百千万十]{1,2}(?:人|户|名|[常户]{0,1}籍?住?人口|车|辆|床|家)(?!次)")
_EACH_WITH_NUMBER = late("(?:每(?!年)[^，。；、：:0-9]{1,8}|[人户亩]均|单价|标准)[:：为]?[0-9]")


def is_of_each_by_name(promise: Promise) -> bool:
    """Tell whether a target is that of each of many; what a name says of each with a number is another's."""
    other = promise.statement
    words = _EACH_WITH_NUMBER.sub("", other.before)
    return is_of_each(replace(other, before=words)) or _OF_SO_MANY.match(promise.indicator.name) is not None


_EACH_ONE = late("^按?每[人名户家位亩个]")
_KIND = late("关键|重点|一般|单项|协议|分项|各项|态度|效率|首次|一次|初[次检评]|基层|主要")
"""Words of a rate that is one of several: 单项合格率."""
_SATISFIED = late("(?<=满意)率\\Z")
_IN_ALL = late("(?<=.)(?:全年|年度|累计|共计|合计|总计|总共)+\\Z")


def _names_it(one: Statement, promise: Promise) -> bool:
    """Tell whether the words before a number in a row name what the row measures, or nothing else."""
    noun = _EACH_ONE.sub("", _IN_ALL.sub("", _TIME.sub("", noun_before(one.before))))
    noun = "" if noun == "要求" else noun
    description = (promise.indicator.description or "")[:_LONGEST_DESCRIPTION]
    known = pairs_of(f"{promise.indicator.name} {description}")
    if one.dimension is Dimension.RATIO and len(noun) > 1:
        is_of_some = any(kind not in promise.indicator.name for kind in _KIND.findall(noun))
        shares = pairs_of(_SATISFIED.sub("度", promise.indicator.name))
        return not is_of_some and _SATISFIED.sub("度", noun)[-2:] in shares
    pairs = topic_pairs(noun[-4:].rpartition("的")[2])
    if pairs:
        return len(pairs & pairs_of(promise.indicator.name)) * 2 > len(pairs & known)
    return one.direction is not Direction.EXACT or bool(one.each) or _OF_ALL.search(one.before) is not None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that speak of the same; `agree` tells whether they say the same of it."""

    first: Promise
    second: Promise
    agree: bool


def same_in_other_words(statements: ProjectStatements) -> Iterator[Pair]:
    """Give the rows whose names differ only in words such as 数量 for 数, 处理 for 处置, and in order.

    Those that differ in vaguer words, 主题活动 and 特色活动, must be described alike, too.
    """
    known: dict[tuple[object, object], Promise] = {}
    promises = statements.promises
    for promise in promises:
        name, goals = promise.indicator.name, promise.indicator.goals
        first = known.setdefault((_meant(name), goals), promise)
        first = known.setdefault((_without_number(name), goals), first)
        if (plain := _plainly(name)) != name:
            first = known.setdefault((_meant(plain), goals), first)
        is_other = first.indicator.name != name
        if (
            is_other
            and are_comparable(first.statement, promise.statement)
            and not _are_named_for_their_units(first, promise)
        ):
            yield Pair(first, promise, agrees(first.statement, promise.statement))
    in_other_words = [*_described_alike(promises, statements.reviewed.project.name), *_shortened(promises)]
    yield from in_other_words
    told = {id(each.second.indicator) for each in in_other_words}
    yield from (each for each in _said_once(statements) if id(each.second.indicator) not in told)


def _are_named_for_their_units(first: Promise, second: Promise) -> bool:
    """Tell whether two names tell what they count by other units: 安装夜灯户数 and 安装夜灯盏数."""
    units = [each.statement.unit for each in (first, second)]
    rows = zip((first, second), units, strict=True)
    return units[0] != units[1] and all(f"{unit}数" in each.indicator.name for each, unit in rows)


_STAGES_OF_WORK = late(
    "验收|合格|[发取持]证|结业|培训|审核|抽[查检]|检[查测]|维护|运维|运行|受益|开放|移交|拆除|设计|监测|评估|补[贴助]|奖|宣传|[挂授]牌|回访|建档|配套|其中"
    "|参[加训赛]|覆盖|惠及|服务|签[约订]|处置|整改|管护|养护|巡[查护]|[男女老]|[东西南北]|第?[一二三四]期|[上下]半年"
)


def _said_once(statements: ProjectStatements) -> Iterator[Pair]:
    """Give the rows of one number that the goals have once, where one row has all words of the other's name.

    康复器材更新数量 and 购置更换的言语训练器材件数, both ≥36件 where 36件 of one thing are bought.
    """
    said = [each for text in statements.prose if text[0].field.goal is not None for each in text]
    alike: dict[object, list[Promise]] = {}
    for promise in statements.promises:
        one, row = promise.statement, promise.indicator
        if row.base is Category.QUANTITY and one.is_one and one.low > _FEW_OF_ALL:
            alike.setdefault((one.low, one.direction, one.unit, row.category), []).append(promise)
    for same in alike.values():
        one = same[0].statement
        if len(same) != _LEAST_LISTED or not _serve_one_goal(*same):
            continue
        once = [
            each for each in said if each.statement.low == one.low and are_comparable(each.statement, one)
        ]
        if len(once) == 1 and _are_one_thing(same[0], same[1]) and _speak_of(once[0], same):
            yield Pair(same[0], same[1], agree=True)


_FEW_OF_ALL = 3


def _are_one_thing(first: Promise, second: Promise) -> bool:
    one, other = first.indicator, second.indicator
    if _meant(one.name) == _meant(other.name) or _without_number(one.name) == _without_number(other.name):
        return False
    stages = [frozenset(_STAGES_OF_WORK.findall(each.name)) for each in (one, other)]
    if stages[0] != stages[1]:
        return False
    texts = [pairs_of(f"{each.name} {each.description or ''}") for each in (one, other)]
    names = [topic_pairs(_DEEDS.sub(" ", _without_number(each.name))) for each in (one, other)]
    words = [frozenset(filter(is_word, each)) for each in names]
    heads = [_head_of(each) for each in (first, second)]
    if heads[0] not in texts[1] or heads[1] not in texts[0]:
        return False
    return not names[0].isdisjoint(names[1]) and any(
        len(named) and named <= text for named, text in ((words[0], texts[1]), (words[1], texts[0]))
    )


def _head_of(promise: Promise) -> str:
    """Return the two characters that end the noun of a name, 器材 of 训练器材件数."""
    name = _HOW_MANY.sub("", without_note(promise.indicator.name))
    return _DEEDS.sub("", name.removesuffix(promise.statement.unit[:1]))[-2:]


_DEEDS = late(
    "新建|改建|扩建|建[设成]|新增|新植|栽[植种]|种植|举办|开展|组织|购[置买]|采购|印[制发]|编制|制作|安装|更[新换]|换[装新]|改造|修[复缮补建]|维修|整治|治理|清淤"
    "|疏浚|发放|配[发备送置]|资助|救助|慰问|走访|添置|添购|完成|实际|年内|全年|当年|的"
)


def _speak_of(said: Said, rows: Sequence[Promise]) -> bool:
    """Tell whether what stands around a number has some words of each row's name."""
    around = pairs_of(f"{said.statement.before} {said.statement.behind}")
    return all(not around.isdisjoint(topic_pairs(each.indicator.name)) for each in rows)


_TO_WHOM = late(
    f"\\A(?:参加|参与|接受|获得|得到|获|领取|享受|享有|被|纳入|新(?=开[通办设辟]))(?={HAN}{{2,6}}的{HAN}{{2}})"
)


def _plainly(name: str) -> str:
    """Return a name without what only says that something is done to those it counts: 参加培训的保育员."""
    return _TO_WHOM.sub("", name)


def _without_number(name: str) -> str:
    """Return a name without the word for how many at its end, 床架 of 床架数量, whatever 架 may count."""
    plain = _HOW_MANY.sub("", without_note(name).replace("的", ""))
    return plain if len(plain) >= _LEAST_BARE else name


_HOW_MANY = late("(?:总数量?|数量|总量|数目|数额|数)\\Z")


def _shortened(promises: Sequence[Promise]) -> Iterator[Pair]:
    """Give the outputs of one number that are one thing but for words that are left out or shortened.

    夜间巡查次数 and 全年夜巡开展总次数, both =730次.
    """
    alike: dict[object, list[Promise]] = {}
    for promise in promises:
        one, row = promise.statement, promise.indicator
        if row.base is Category.QUANTITY and one.is_one:
            key = (one.low, one.direction, one.dimension, same_unit(one.unit), row.category)
            alike.setdefault(key, []).append(promise)
    for same in alike.values():
        for at, second in enumerate(same):
            first = next((each for each in same[:at] if _is_shortened(each, second)), None)
            if first is not None:
                yield Pair(first, second, agree=True)


def _is_shortened(first: Promise, second: Promise) -> bool:
    one, other = first.indicator.name, second.indicator.name
    if not _serve_one_goal(first, second):
        return False
    if _meant(one) == _meant(other) or _without_number(one) == _without_number(other):
        return False
    short, full = sorted((one, other), key=lambda name: len(_barely(name)))
    letters = sorted(_barely(short))
    if len(letters) < _LEAST_BARE:
        return False
    return letters == sorted(_barely(full)) or any(
        letters == sorted(_barely(each)) for each in _abbreviated(full, short)
    )


def _serve_one_goal(first: Promise, second: Promise) -> bool:
    one, other = first.indicator.goals, second.indicator.goals
    return one == other or not set(one or ()).isdisjoint(other or ())


def _abbreviated(full: str, short: str) -> Iterator[str]:
    """Give a name with one character for each word of two, where the other name has these: 夜巡, 夜间巡查."""
    for at in range(len(full) - 3):
        first, second = full[at : at + 2], full[at + 2 : at + 4]
        if is_word(first) and is_word(second):
            for brief in (a + b for a in first for b in second):
                if brief in short:
                    yield f"{full[:at]}{brief}{full[at + 4 :]}"


@lru_cache(maxsize=2048)
def _barely(name: str) -> str:
    """Return a name without what only adorns it, and with one word for several of nearly the same sense."""
    plain = _KIN.sub(lambda match: _NEARLY[match.group()], without_note(name))
    plain = _SYNONYM.sub(lambda match: _USUAL[match.group()], plain)
    return _NEUTRAL.sub("", _LEFT_OUT.sub("", plain))


_LEFT_OUT = late(
    "走访(?=慰问)|上门(?=走访|服务)|现役(?=军)|健康(?=体检)|安全(?=检查|巡查|大检查)|活动|参加|参与|接受|专项(?=检查|整治|行动)"
    "|主题|特色|系列|相关|有关|进行|完成|[共总]计?(?=[^计]次?数?\\Z)"
)
_KIN_WORDS = """
    军属=现役军人家庭=军人家庭=军属家庭=现役军人家属=军人家属 困难户=困难家庭 老=老年人=老人
    维修=修缮=修理=维护维修=修补 烈属=烈士家属=烈士家庭 残疾人=残疾人士=残障人士 宣传册=宣传手册
    种植户=种植农户 养殖户=养殖农户 校车=学生校车 场次=场数
    安装=装设 新建=建设=兴建=修建 举办=开办
    开通=新开通=新开=开行 线路=班线 泊位=停车泊位=停车位=车位 长度=里程 发放=派发=分发=配发
    维修=检修 购置=新购=添购=购入 招聘会=招聘活动=招聘专场 清淤=疏浚=疏浚清淤=清淤疏浚 铺设=敷设
    走访=探访=看望 栽植=种植=栽种 建成=竣工=完工 讲座=讲课 张贴=粘贴 员=人员 放映=播映 体检=健康检查
"""
_NEARLY = {word: words.split("=")[0] for words in _KIN_WORDS.split() for word in words.split("=")[1:]}
_KIN = late("|".join(sorted(_NEARLY, key=lambda word: (-len(word), word))))
_LEAST_BARE = 2


def _described_alike(promises: Sequence[Promise], project: str) -> Iterator[Pair]:
    """Give the outputs whose names have one core, and whose descriptions say the same of it."""
    counts = [each for each in promises if each.indicator.base is Category.QUANTITY]
    cores = [_loosely(each.indicator.name) for each in counts]
    letters = [frozenset(each) for each in cores]
    for at, second in enumerate(counts):
        for before, first in enumerate(counts[:at]):
            may_be = letters[before] <= letters[at] or letters[at] <= letters[before]
            if may_be and _is_one_core(cores[before], cores[at], project) and _are_one(first, second):
                yield Pair(first, second, agrees(first.statement, second.statement))
                break


def _are_one(first: Promise, second: Promise) -> bool:
    """Tell whether two rows of one core count alike, are described alike and have no plainer likeness."""
    one, other = first.indicator, second.indicator
    is_alike = one.goals == other.goals and are_comparable(first.statement, second.statement)
    return is_alike and _meant(one.name) != _meant(other.name) and _say_the_same(first, second)


@lru_cache(maxsize=2048)
def _loosely(words: str) -> str:
    """Return words without what only adorns them, and with one word for several kinds of tools."""
    plain = _SYNONYM.sub(lambda match: _USUAL[match.group()], _plain_name(words))
    return _ADORNING.sub("", _TOOLS.sub("设施", _ADDED.sub("增", plain)))


_ADORNING = late("主题|特色|系列|专题|专项|各类|各项|各[个区]?|相关|有关|大型|集中|等")
_TOOLS = late("设备|器材|器具|装置|装备|用具")
_ADDED = late("新增|添置|增添|增设|新添|新设|增配|加装|获取")
_LEAST_CORE = 4
_LISTED = late("[、和与及]")
_LEAST_LISTED = 2


def _is_one_core(one: str, other: str, project: str) -> bool:
    """Tell whether two cores have the same characters; one may have the project's words besides."""
    less, more = sorted((Counter(one), Counter(other)), key=Counter.total)
    if less.total() < _LEAST_CORE or less - more:
        return False
    return all(character in project for character in more - less)


def _say_the_same(first: Promise, second: Promise) -> bool:
    """Tell whether two descriptions list the same things, or most of one stands in the other."""
    one, other = (each.indicator.description or "" for each in (first, second))
    listed = [set(filter(_is_item, _LISTED.split(each))) for each in (one, other)]
    if len(listed[0] & listed[1]) >= _LEAST_LISTED:
        return True
    pairs = [pairs_of(_loosely(each)) for each in (one, other)]
    least = min(pairs, key=len)
    return len(least) >= _LEAST_CORE and len(pairs[0] & pairs[1]) * 2 > len(least)


def _is_item(words: str) -> bool:
    return 1 < len(words) < 8


_UNITS = "个人件户家场次项台套篇份期批起例宗块张盏根棵株座处所间栋条辆名头只副枚册幅部艘架口眼亩"
_ALL_OF_IT = f"总(?=(?:[{_UNITS}]次?数?|数量|数|人数|人次|次数|面积|长度|里程|时长|费用|成本|金额)\\Z)"
_NEUTRAL = late(
    f"{_ALL_OF_IT}|(?:总数|数量|总量|总额|数额|数目|数值)\\Z|\\A年(?=[培检监巡服开完处审接])"
    f"|[{_UNITS}]次?数\\Z|[{_UNITS.replace('人', '')}]次\\Z|数\\Z"
    "|发生|年度|全年|当年|本年|开展|组织|举办|实施|的"
)
_SHARE = late("(?:比例|比率|占比|百分比)\\Z")


_SYNONYMS = """
    获取=捕集=采集=捕获 及时=按时=准时 准确=正确 合格=达标 使用=利用 处置=处理 维修=修理 更换=替换
    购置=采购=购买 新设=增设 患者=病人=病患 老年人=老人 响应=反应 反馈=回复 巡查=巡检=巡视 时限=时间
    成本=费用=支出=经费 满意度=满意率 受训=参训 受益=惠及 培育=培养 检测=检验 监测=监控 完好=良好
    覆盖=普及 复核=复查 宣传=宣讲 保管=保存 帮扶=扶助 养护=管护 增长=增加=提高=提升 降低=下降=减少
    纠正=整改
"""
_USUAL = {word: words.split("=")[0] for words in _SYNONYMS.split() for word in words.split("=")[1:]}
_SYNONYM = late("|".join(_USUAL))
_CARRIED_OUT = late("落实|执行|贯彻")
_URGENT = late("(?:急危重|危急重|危重|急重)症?(?:患者|病人)?")
_LEAST_NAME = 4


@lru_cache(maxsize=2048)
def _meant(name: str) -> tuple[str, ...]:
    """Return the characters of a name in no order, with one word for several that say the same."""
    plain = _CARRIED_OUT.sub("", _plain_name(name))
    usual = _URGENT.sub("危重", _SYNONYM.sub(lambda match: _USUAL[match.group()], plain))
    return tuple(sorted(usual)) if len(usual) >= _LEAST_NAME else (usual,)


@lru_cache(maxsize=2048)
def _plain_name(name: str) -> str:
    return _NEUTRAL.sub("", _SHARE.sub("率", without_note(name)))


_FEWER = late(
    "(?:考核|考试|验收|检测|评审)?(?:合格|通过|成功|达标|优秀|优良|取证|获证|持证|结业|毕业|办结|就业|有效)的?"
)


@dataclass(frozen=True, slots=True)
class TooMany:
    """A part that is more than its whole, or less than the share of it that `rate` asks for."""

    part: Promise
    whole: Promise
    rate: Promise | None = None


def parts_beyond_wholes(promises: Sequence[Promise]) -> Iterator[TooMany]:
    """Give the rows that count more successes than tries, or fewer than a rate asks for."""
    counts = [each for each in promises if _is_count(each)]
    rates = [each for each in promises if each.statement.dimension is Dimension.RATIO]
    for success in counts:
        match = _FEWER.search(success.indicator.name)
        if match is None:
            continue
        name = _plain_name(success.indicator.name.replace(match.group(), "", 1))
        wholes = [each for each in counts if each is not success and _is_whole(each, name, success)]
        if not wholes:
            continue
        most = max(wholes, key=lambda each: each.statement.low)
        if success.statement.low > most.statement.low:
            yield TooMany(success, most)
        if len(wholes) > 1:
            continue
        for rate in rates:
            if _is_rate_of(rate, match.group(), wholes[0]) and _falls_short(success, wholes[0], rate):
                yield TooMany(success, wholes[0], rate)
    yield from _later_steps(counts)


_STEPS = tuple(
    (late(earlier), late(later))
    for earlier, later in (
        (
            "计划(?:培训|组织|招[募收聘])|应[参受]?训|拟培训",
            "参训|受训|实[训到]|参加培训|实际(?:培训|参加)|到课",
        ),
        ("报名", "参[赛加训考演]|录[取用]|入[选学]|到场"),
        ("申请|收到", "受理|审核通过|批准|获批"),
        ("应[检查访测保评]", "[实已][检查访测保评]"),
        ("发放问卷|问卷发放", "回收问卷|问卷回收|有效问卷"),
        ("报名参[赛展评]|报名|参[赛展评]", "获得?奖|入围|晋级"),
        ("邀请", "到[会场]|出席|参会|与会"),
        ("申[报请]", "通过(?:评[审选]|审[核查]|认定)|获批|获评|立项|入选"),
        ("受理", "办结|审结"),
        (
            "(?:参加|参与|组织|开展)?(?:培训|考[核试])(?!合格|通过|结业)|参[训考]",
            "(?:考[核试])?(?:合格|通过)|(?:取得|获得|持有)[^，。；]{0,6}证书?|[获取持]证|结业",
        ),
    )
)
"""What is counted before something else of it can be: who has come had enlisted."""


def _later_steps(counts: Sequence[Promise]) -> Iterator[TooMany]:
    """Give the rows that count more at a later step than the only row of the earlier one."""
    for earlier, later in _STEPS:
        firsts = [each for each in counts if earlier.search(each.indicator.name)]
        for part in counts if firsts else ():
            name = _plain_name(part.indicator.name)
            if part in firsts or not later.search(name):
                continue
            subject = later.sub("", name)
            same = [each for each in firsts if _is_earlier(each, earlier, subject, part)]
            if len(same) == 1 and part.statement.low > same[0].statement.low:
                yield TooMany(part, same[0])
    yield from _more_done_than_needed(counts)


_NEEDED = late(
    f"(?<![响供反相适对回效必])(?:应|需要?|须|待)(?!急|用|对|届|变|答|聘|收|征|邀|求|遇|业|岗|年)(?P<verb>{HAN}{{2}})"
)


def _more_done_than_needed(counts: Sequence[Promise]) -> Iterator[TooMany]:
    """Give the rows that do something to more than the only row has of which it is needed: 应接种儿童数."""
    for whole in counts:
        match = _NEEDED.search(whole.indicator.name)
        if match is None:
            continue
        done = late(f"(?:已|完成|实际)?{match['verb']}(?:完成)?")
        for part in counts:
            name = _plain_name(part.indicator.name)
            if part is whole or _NEEDED.search(name) or not done.search(name):
                continue
            if _is_earlier(whole, _NEEDED, done.sub("", name), part) and _is_more(
                part.statement, whole.statement
            ):
                yield TooMany(part, whole)


def _is_earlier(whole: Promise, step: re.Pattern[str], subject: str, part: Promise) -> bool:
    other = step.sub("", _plain_name(whole.indicator.name))
    is_alike = subject == other or (min(len(subject), len(other)) > 1 and subject in other)
    one, two = whole.statement, part.statement
    return is_alike and one.dimension is two.dimension and same_unit(one.unit) == same_unit(two.unit)


_OF_WHOLE = late(
    f"(?:^|[，,；;。])(?:反映|指|即)?(?P<whole>{HAN}{{3,16}}?)(?:之?中|里)的?(?P<part>{HAN}{{3,16}}?)(?=[，,；;。（(]|\\Z)"
)


def parts_of_named_wholes(statements: ProjectStatements) -> Iterator[TooMany]:
    """Give the rows whose note says of which other row they are a part, and that are more than that.

    技术合同成交额中的技术交易额.
    """
    every = [each for each in statements.promises if _is_amount_of_all(each)]
    for part in every:
        indicator = part.indicator
        for note in filter(None, (indicator.description, indicator.remark)):
            match = _OF_WHOLE.search(note)
            if match is None or _plain_name(match["part"]) != _plain_name(indicator.name):
                continue
            name = _plain_name(match["whole"])
            wholes = [each for each in every if _plain_name(each.indicator.name) == name]
            if len(wholes) == 1 and _is_more(part.statement, wholes[0].statement):
                yield TooMany(part, wholes[0])


def _is_amount_of_all(promise: Promise) -> bool:
    one = promise.statement
    is_clear = one.is_one and not one.per and not one.each and one.direction is not Direction.AT_MOST
    return is_clear and one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)


def _is_more(part: Statement, whole: Statement) -> bool:
    return part.base == whole.base and part.low > whole.low


def _is_count(promise: Promise) -> bool:
    statement = promise.statement
    return (
        statement.dimension in _COUNTED | {Dimension.EVENTS}
        and statement.is_one
        and statement.direction is not Direction.AT_MOST
    )


def _is_whole(whole: Promise, name: str, success: Promise) -> bool:
    other = _plain_name(whole.indicator.name)
    is_alike = min(len(name), len(other)) > 1 and (name in other or other in name)
    return is_alike and not _FEWER.search(other) and are_comparable(whole.statement, success.statement)


def _is_rate_of(rate: Promise, success: str, whole: Promise) -> bool:
    name = without_note(rate.indicator.name)
    subject = name.removesuffix(f"{success}率")
    other = _plain_name(whole.indicator.name)
    return name.endswith(f"{success}率") and len(subject) > 1 and (subject in other or other in subject)


def _falls_short(success: Promise, whole: Promise, rate: Promise) -> bool:
    """Tell whether a count is less than its rate asks for, by more than one of them."""
    if rate.statement.direction is Direction.AT_MOST or not rate.statement.is_one:
        return False
    return success.statement.low + 1 <= whole.statement.low * rate.statement.low
