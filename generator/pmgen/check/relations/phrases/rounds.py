"""Steps that fewer reach than the one before: rounds of a contest, 报名, 录取 and 合格, 采购 and 发放."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmgen.check.relations.shares.shares import more_passed_than_tried
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_EXAM = "考[核试](?!合格|通过|成绩)|鉴定(?!合格|通过)"
_PASS = "合格|通过|结[业训]|毕业|取得?证|获证|持证|[拿得领]到?证书?"
_ROUNDS = (
    (
        "报名|征集|海选",
        "初赛|初评|初审|预赛|初选|预选",
        "复赛|半决赛|复评|复审|复选",
        "(?<!半)决赛|终评|终审|终选",
    ),
    ("报名|应征|应聘", "资格(?:初审|审查|审核)", "笔试", "面试", "体检", "考察|政审", "录[用取]|聘用"),
    (
        "受理申请|申请|申报",
        "(?:审[核查批]|评审|初审|复审)(?:通过|合格)",
        "(?:发放|拨付|兑现)(?:补[助贴]|救助|资助|奖[补励])",
    ),
    ("报名|应聘|应征|报考", "录[取用]|入[选围学]|实[考训到]", _EXAM, _PASS),
)
"""What comes one after the other, each with fewer of those before or as many."""
_DEEDS = (
    ("报名|应聘|应征|报考", "参[训赛加考]|受训|到[场课会]"),
    ("参[训考]|受训|到课|培训", _EXAM, _PASS),
    (
        "收到|接到|接收|申[请报]",
        "受理",
        "核[查实验]|审[核查批]|评估|评审|立案|入户",
        "批准|获批|认定|通过|采[用纳]|纳入",
        "公示",
        "发放|拨付|兑付|享受",
    ),
    ("采购|购[置买进]|印[制刷]", "投放|发[放出]|配[发备]|安装|张贴", "回收|收回"),
    ("摸[排底]|排查|走访|普查", "建[立]?档|建立[^，]{0,4}档案|登记|纳入", "签约"),
    ("筛查|初筛|初检", "复[筛查检]|阳性|异常|需转诊|确诊|检出", "转诊|治[疗愈]|手术"),
    ("采[样集]|抽样|送检", "检[测验]|化验|鉴定", "合格|检出"),
    ("立案|受案|移送|起诉", "办结|结案|审结|调[结解]"),
    ("[筛查检排测摸诊]出|确诊", "矫[正治]|整改|[整医诊]治|治愈|纠正|修复|化解|消除|销号"),
    ("(?:参加|组织|推荐)面试|推荐|申报", "意向|签约|认定|命名|授牌|入选|获评", "入职|上岗|录用"),
    ("培训|参训|招[聘募]", "上岗|入职"),
    ("移栽|栽[植种]|种植|嫁接|放流", "成活|存活|回捕"),
)
"""What is mostly done to those of whom the one before was, unless some are left from another year."""


def _compiled(courses: Sequence[Sequence[str]]) -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(map(late, stages)) for stages in courses)


_CERTAIN, _LIKELY = _compiled(_ROUNDS), _compiled(_DEEDS)
_EVERY = (*_CERTAIN, *_LIKELY)
_INTO = late(f"{HAN}{{0,6}}?(?:进入|晋级|挺进|参加|入围|通过|报名)(?P<round>{HAN}{{0,6}})")
_NAME = late(f"{HAN}{{0,12}}\\Z")
_APART = late(
    "(?<![村居])组(?![织建委])|另|其[中余他]|每|各|分别|上[年届]|去年|往年|结转|连同|共|合计|累计|网络|线上|观众|评委|专家|直通|种子|免试|直接|外卡|复活|增补|(?<!审)批(?![准次复改])|[至到～~-][0-9]"
    "|分赛区|赛区|赛场|工作人员|志愿|奖|带动|辐射|库存|存量|原有|在[册管库]|由|增[加至到]"
)
_NEAR = 3
_NO_PARTS = (Dimension.RATIO, Dimension.TIME, Dimension.MONEY, Dimension.GRADE)


@dataclass(frozen=True, slots=True)
class _Step:
    """A number with the words for what it counts, and the steps of each course of which they speak."""

    said: Said
    words: str
    steps: tuple[Sequence[int], ...]


def more_in_the_next_round(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of a later step with the smaller one before, of which it is a part.

    经初赛选出60人进入复赛，再选出150人进入决赛.
    """
    return ((later.said, earlier.said) for earlier, later, is_certain in _turned(text) if is_certain)


def more_at_a_later_step(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of a later step with the smaller one of the step that mostly comes before it."""
    return ((later.said, earlier.said) for earlier, later, is_certain in _turned(text) if not is_certain)


def _turned(text: Sequence[Said]) -> Iterator[tuple[_Step, _Step, bool]]:
    """Give each number with the nearest one before it of an earlier step, if smaller, and if that is sure.

    Those who pass and are more than those who try are told elsewhere.
    """
    told = [(id(passed), id(tried)) for passed, tried in more_passed_than_tried(text)]
    for alike in _counted_alike(text):
        steps = list(map(_step, alike))
        for at, later in enumerate(steps):
            before = steps[max(0, at - _NEAR) : at][::-1]
            earlier = next((each for each in before if _follows(later, each, len(_EVERY))), None)
            if earlier and _is_next(earlier, later) and (id(later.said), id(earlier.said)) not in told:
                yield earlier, later, _follows(later, earlier, len(_CERTAIN))


def _counted_alike(text: Sequence[Said]) -> Iterator[Sequence[Said]]:
    """Give the numbers of each sentence that have one unit, where there are several."""
    groups = defaultdict[tuple[int, str], list[Said]](list)
    for said in text:
        one = said.statement
        if one.is_one and not one.each and one.dimension not in _NO_PARTS and not divisors_of(one):
            groups[one.sentence, _HEADS.get(one.unit, same_unit(one.unit))].append(said)
    return (group for group in groups.values() if len(group) > 1)


_TIMES = ("人次", "例")
_HEADS = dict.fromkeys(_TIMES, same_unit("人"))
"""Those who come may be counted by times, and who of them passes by heads."""


def _step(said: Said) -> _Step:
    one = said.statement
    into, before = _INTO.match(one.behind), _NAME.search(one.before)
    name = before[0] if before else ""
    words = into[0] if into else name
    steps = _steps(words)
    if not any(steps):
        words = f"{name} {one.behind}"
        steps = _steps(words)
    return _Step(said, words, steps)


def _steps(words: str) -> tuple[Sequence[int], ...]:
    return tuple([at for at, step in enumerate(course) if step.search(words)] for course in _EVERY)


def _follows(later: _Step, earlier: _Step, courses: int) -> bool:
    """Tell whether a number is of a later step than another one, by some courses or by its own word."""
    pairs = zip(earlier.steps[:courses], later.steps[:courses], strict=True)
    is_later = any(
        before and after and before != after and before[0] < after[-1] >= before[-1]
        for before, after in pairs
    )
    is_certain = courses < len(_EVERY)
    is_later = is_later or (not is_certain and _is_done_to_due(later, earlier))
    return is_later or _succeeds(later, earlier) or _came_of(later, earlier, is_certain=is_certain)


def _succeeds(later: _Step, earlier: _Step) -> bool:
    """Tell whether what is done to some is done well to others: 调解纠纷480件，调解成功288件."""
    match = _DONE_WELL.search(later.words)
    return match is not None and match["verb"] in earlier.words and match[0] not in earlier.words


_DONE_WELL = late(f"(?P<verb>{HAN}{{2}})(?:成功|到位|成活|有效|达标)")


CAME = late(
    "到[课场会]|参[加训与赛考评展]|报名|报送|应[邀征聘考试]|受[检训测邀]|出席|听[课讲]|入[学住院]|领[取养]|发[放出]|配发"
    "|接[受种诊收]|培训|轮训|体检|投[稿递]|送[检审去]|面试|组织|邀请|预约|签约|登记|检[查测]|[抽筛初]查|征集|招[收募]|收[到治集]|赠[送阅]"
)
"""Words for who or what comes to something, and may come through it."""
THROUGH = late(
    "(?:其中|当[堂场日天即]|坚持|最[后终]|全程|按[时期]|如期|顺利|独立|自己|真正|实际|预计|仍|能够?|有)*"
    "(?:[学练教看]会|[^，。；0-9数做]完(?![成善整工备])|[学读听弄看]懂|[学练听上坐留住做修服]满|[修治办装改补弄]好"
    "|一次性?(?:通过|合格|达标|成活)|(?:[考审复抽][核试评查检验]|测[试评]|验收|评审)?(?:合格|通过|达标|过关)"
    "|[^，。；0-9]{2,4}后(?:仍|还|需要?|要|应当?|可以?)(?=[^，。；0-9]{1,6}的)|取得?证|获证|签收|领[走到回]|取走|[用戴装穿住]上|拿到"
    "|(?P<others>结[业课训]|毕业|康复|治愈|出院|刊[发登用]|录[用取]|入[选围职]|获奖|上岗|考[上取过]))"
    "(?P<rest>[^，。；0-9]{0,10})\\Z"
)
"""What is said of a number of those who came through, others among them if they came in another year."""
_MOST_TIMES = 2


def _came_of(later: _Step, earlier: _Step, *, is_certain: bool) -> bool:
    """Tell whether a number is of those who came through, behind that of who came: 到课960人，学会1010人."""
    one, other = earlier.said.statement, later.said.statement
    through = THROUGH.match(other.before) if other.clause == one.clause + 1 else None
    came = f"{one.before}{one.behind}"
    if through is None or other.low > one.low * _MOST_TIMES or not CAME.search(came):
        return False
    rest = through["rest"]
    is_of_them = other.behind in came and (rest.endswith("的") or rest in came)
    return is_of_them and not (is_certain and through["others"])


def _is_done_to_due(later: _Step, earlier: _Step) -> bool:
    """Tell whether what is due for some is done to others: 应筛的婴儿约2400名，完成超声筛查2600例."""
    due = _DUE.search(earlier.said.statement.before)
    done = _CARRIED_OUT.search(later.said.statement.before) if due else None
    return bool(due and done and due["verb"] in done["words"])


_DUE = late("(?<![响供反相适对回效必理])应当?(?P<verb>[检查访测保种筛治修改学])(?![急用对届变答])")
_CARRIED_OUT = late("(?:完成|实际)(?P<words>[^，。；0-9]+)\\Z")


def _is_next(earlier: _Step, later: _Step) -> bool:
    """Tell whether a later number is the greater one, both are as said, and nobody comes in between."""
    first, second = earlier.said.statement, later.said.statement
    is_due = _is_done_to_due(later, earlier)
    room = (_NEARLY if is_due else _ABOUT) if first.direction is Direction.ABOUT else 1
    is_open = first.direction is Direction.AT_LEAST or second.direction in (
        Direction.AT_MOST,
        Direction.ABOUT,
    )
    are_times = second.unit != first.unit and second.unit in _TIMES and not (is_due and second.unit == "例")
    if is_open or second.low <= first.low * room or are_times:
        return False
    begin = first.start if is_due or _OF_WHICH.search(first.before) else first.start - len(first.before)
    return not _APART.search(earlier.said.field.text, begin, second.end + len(second.behind))


_OF_WHICH = late("其中\\Z")
_ABOUT, _NEARLY = Fraction(6, 5), Fraction(21, 20)
"""How much more than about so many may come, and may be done to them."""
