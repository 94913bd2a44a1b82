"""What a number of a text counts that seems to be what a target counts, and is not."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.statements.comparing import PEOPLE, THINGS
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Statement
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_COUNT_OF = late("(?:数量?|总数|个数|人数|户数)\\Z")
_PEOPLE = late("[员人者师工手生民](?:数量?|人数)?\\Z")
_STOCK = late("总数|总量|保有|累计|存量|总规模")
_NEW = late("新")
_SHARE_OF_WORK = late(
    "抽|复核|按|[补资]助|补贴|奖补|负担|承担|分担|配套|付|预留|结算|扣|自[缴筹付费]|出资|增发|加发|上浮|下浮|折|占|余款?\\Z"
    "|(?:中央|[省市县区镇]级?|地方|财政|个人|企业|单位)各?\\Z|(?:其他|其余)[^，。；]{0,4}\\Z|(?:价|款|额|费|资金)\\Z|[利费税]率|定金|质保|保证金|尾款|首[付款]"
)
_PAID_AS = late("[为作]?(?:[^，。；、]{0,8}[的作为])?[^，。；、]{0,6}(?:费|款|金|价)(?!.{0,2}率)")
"""What stands behind a share of what is paid: 90%为基本费, 10%作质保金."""
_NATURE_OF = late(
    "(?:重叠|坡|湿|浓|压实|坍落|郁闭|饱和|灰|粘|硬|纯|孔隙)(?:度|率)|误差|公差|偏差|含[水泥沙砂糖氧盐油硫]率?量?|配[合置]?比|损耗|折旧率?|[用掺剂配]量|权重|[笔面]试|贴息|[上下]浮率?"
)
"""What the trade asks of a thing or a work, or what it is by nature."""
_AS_IT_IS = late("现(?:为|状|值|行)|国家(?:目标|要求|标准|规定)|全[国省]|行业平均|基[期数]|理论|设计")
"""What stands before a share that others aim at, or that is so already."""
_WEIGHED = late("(?:合成|加权|计入|折算|权重|计分)")
_SO_FAR = late("累计[^。；]{0,24}(?:进度|完成率)\\Z")
_LONGEST = 40
_BRACKETS = late("[（(][^（()）]*\\Z")


def is_of_something_else(said: Said, promise: Promise, text: Sequence[Said]) -> bool:
    """Tell whether a number counts other things than a target, all where it counts new ones, or some of them.

    So does what makes the target with the shares of its sentence: 保费198万元 of which the state pays 80%.
    """
    one = said.statement
    return (
        promise.statement.high == 0
        or counts_another_thing(one, promise)
        or (_STOCK.search(one.before) is not None and _NEW.search(promise.indicator.name) is not None)
        or _is_some_of(one, promise)
        or _makes_it(said, promise, text)
    )


def counts_another_thing(one: Statement, promise: Promise) -> bool:
    """Tell whether a number has another unit, and no word of what a target counts: 2条航线, 900个航次."""
    are_things = {one.dimension, promise.statement.dimension} <= THINGS
    if not are_things or same_unit(one.unit) == same_unit(promise.statement.unit):
        return False
    return _COUNT_OF.sub("", promise.indicator.name)[-2:] not in f"{one.before} {one.behind}"


def counts_people(one: Statement, promise: Promise) -> bool:
    """Tell whether a target counts people by their name, and a number things: 24名调查员, 24个小区."""
    is_of_people = promise.statement.dimension is Dimension.PERSONS
    return is_of_people and one.dimension in THINGS and _PEOPLE.search(promise.indicator.name) is not None


_FOR_WHOM = late("(?:(?<![行成认作])为|给|向|对)[^，；、]{0,8}\\Z")


def counts_whom_it_is_for(said: Said, promise: Promise) -> bool:
    """Tell whether a number is that of the people of whom each gets one of what a target counts."""
    one, target = said.statement, promise.statement
    if one.dimension not in PEOPLE or target.dimension in PEOPLE:
        return False
    return _FOR_WHOM.search(one.before) is not None or _one_for_each(said, target.unit)


_FOR_EACH = late("(?:每|各|人手|一人)[^，。；一1]{0,16}[一1](?![0-9一二三四五六七八九十百千万.])")


def _one_for_each(said: Said, unit: str) -> bool:
    """Tell whether the sentence of a number says that there is one of a unit for each: 每人配发装备1套."""
    text, start = said.field.text, said.statement.start
    begin = sentence_start(text, start)
    end = sentence_end(text, start)
    return any(text.startswith(unit, each.end()) for each in _FOR_EACH.finditer(text, begin, end))


def _is_some_of(one: Statement, promise: Promise) -> bool:
    """Tell whether a number is that of a smaller kind: 电子记账户216户 of 记账户数 =240户."""
    noun, thing = noun_before(one.before), _COUNT_OF.sub("", promise.indicator.name)
    at = noun.find(thing)
    return at > 1 and one.low < promise.statement.low and bool(topic_pairs(noun[at - 2 : at]))


def _makes_it(said: Said, promise: Promise, text: Sequence[Said]) -> bool:
    """Tell whether a number makes a target with the shares and the times of its sentence."""
    one = said.statement
    factors = [
        each
        for each in text
        if each.statement.sentence == one.sentence and each.statement.dimension is Dimension.RATIO
    ]
    is_other_amount = one.dimension is promise.statement.dimension is Dimension.MONEY
    return bool(factors) and is_other_amount and leads_to([said, *factors], promise.statement)


def is_share_of_work(said: Said) -> bool:
    """Tell whether a share says how much is tried, paid or taken of something, and is no aim."""
    one, text = said.statement, said.field.text
    return (
        not one.is_one
        or _SHARE_OF_WORK.search(one.before) is not None
        or _PAID_AS.match(one.behind) is not None
        or _WEIGHED.match(one.behind) is not None
        or _AS_IT_IS.search(one.before) is not None
        or _NATURE_OF.search(one.before) is not None
        or _SO_FAR.search(text, max(0, one.start - _LONGEST), one.start) is not None
        or one.before.endswith("的")
        or _BRACKETS.search(text, 0, one.start) is not None
    )
