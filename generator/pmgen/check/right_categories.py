"""Under which second level an indicator belongs, by the end of its name and by what its unit measures."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.shown_categories import (
    ANY_RATE,
    CONTENT,
    COST,
    DAY,
    PAID_CYCLE,
    PROMPT,
    RATE,
    WORK_CYCLE,
)
from pmgen.model.targets import Deadline, Number, Period, Rate, Text
from pmgen.model.terms import Category, Comparator
from pmgen.model.units import Dimension, read_unit, yuan_power

_BENEFITS = (Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)
_OUTPUTS = (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS)
_NOTE = late(r"[（(][^（()）]*[)）]\Z")
_PROMPT_WORK = late(
    rf"(?<!.)(?!.*(?:投诉|信访|诉求|举报|纠纷|意外|突发|险情|灾情|警情|疫情|求[助救]|危急|呼救)).*({PROMPT.pattern})"
)
_GOOD_WORK = late(r"(?:合格|达标|准确|正确|完好|优良|优秀|通过|成活|差错|返工|符合|吻合|一致)率\Z")
_WIDE_WORK = "持证(?:上岗)?|合规|规范|覆盖|知晓|完整|真实|相符|建档|参训"
_GOOD_WORK_IN_TIME = late(
    rf"(?<!.)(?!.*(?:[及按准]时|按期|如期|时[长效限间段点]|小时|分钟|[开放营供通停](?:放|业|水|电|气|行|运)|在[岗线]|到[岗场]|响应|班次|[准正]点|进度|工期|频次|周期|期限))"
    rf".*({_GOOD_WORK.pattern}|(?:{_WIDE_WORK})率\Z)"
)
"""What is done well, in names that do not ask whether it was done in time or for long enough."""
_NO_TIME_OF_WORK = (
    "(?!.*(?:[及按准]时|[准正]点|按|期限|如期|即时|[时分秒日月周]|提前|逾期|进度|节点|完成|执行|接通|响应|办[理结]|结(?![业题])"
    "|开班|兑|[支拨]付|发放|到位|交付|[报送]送|公[示开]|送达|反馈|[回答]复|发布|更新|中断|频次|周期|间隔"
    "|开工|投产|[竣完]工|验收|随|[修恢]复|抢修|闭环|在[岗线]|到岗|可用|[畅通]通|通畅|值守|迟|超|整改|运行|稳定|处[置理]|[通告]知|天))"
)
_SHARE_WITHOUT_TIME = late(
    rf"(?<!.){_NO_TIME_OF_WORK}.*?({ANY_RATE}|比例|占比|得分|体长|水深|照度|免疫密度|均匀度)\Z"
)
"""A share that says of no work whether it comes in time: 鱼卵受精率, 管网漏损率."""
_WENT_WRONG = late(rf"(?<!.){_NO_TIME_OF_WORK}.*?((?:责任|安全|质量)事故(?:发生)?(?:起?数|数量)?|差错数?)\Z")
_COUNT = late(
    r"(?<!.)(?!.*[每均])"
    r"(?:(?!事故|差错|投诉|故障|缺陷|问题|违[规法纪]|返工|失误|纠纷|不合格|超标|中断|退回|[漏错误]|[伤死]亡|超过|低于|不足|批示|采纳|获奖|入选).)*"
    r"((?<![指系参分倍级读函度天时均])数|数量|人次|[场轮批家户车台件册课点站处座航班桥镇条只头]次)\Z"
)
_OF_A_STANDARD = late(
    "达[到标]|标准|等级|[一二三四五特优甲]级|星级|A级|合格|优[良秀质]|精品|原创|国产|新片|首[次创发套]|认[证定]|[高中]级|获|有效|持证|发表|授权|专利"
    "|泄[密露]|[失泄]密|重[复报]|虚[假报]|冒领|瑕疵|失[窃误]|偏[差离]|异常|不符|错|漏|残次|破损"
)
"""Words by which a count tells how good something is, or how often it went wrong."""
_HELD = late(r"(?<!.)(?:举办|召开|购[置买]|采购|印[制发]).*((?:场|次|期|份|册|台|套)数|场次)\Z")
_RATE_OF_GOOD = late(rf"(?<!完成)(?<!执行)(?:{RATE.pattern})")
"""A rate that says how good something is: how much of a planned quantity is done is a quantity itself."""
_WELFARE = late(
    r"(?<!.)(?!.*[生态环境绿水气污排能碳土林草湿噪尘废垃圾节]).*(就业|增收|收入|产值|税收|治安|幸福感|获得感|就医|看病|文化生活)"
)
_NATURE = late(
    r"(?<!.)(?!.*(?:成本|收入|增收|产值|节约|损失|收益|经济|产业|游|价值)).*(水质|空气质量|水土流失|植被|绿化覆盖|森林覆盖|污染物?|碳排放)"
)
_EARNED = late(
    r"(?<!.)(?!.*(?:[人户]均|群众|农[户民]|居民|职工|欠薪|追[回讨缴赃]|挽回|善款|捐))"
    r".*((?:收缴|征收|销售|营业|经营|成交|交易|产销|利润|税收|租金|门票)(?:总?额|金额|收入|总?产值))\Z"
)
_CYCLES = (PAID_CYCLE, Category.TIMELINESS), (WORK_CYCLE, Category.TIMELINESS)
_SIGNS = {
    Category.QUANTITY: (
        (PROMPT, Category.TIMELINESS),
        (DAY, Category.TIMELINESS),
        *_CYCLES,
        (_RATE_OF_GOOD, Category.QUALITY),
    ),
    Category.QUALITY: (
        (_PROMPT_WORK, Category.TIMELINESS),
        (DAY, Category.TIMELINESS),
        *_CYCLES,
        (_COUNT, Category.QUANTITY),
    ),
    Category.TIMELINESS: (
        (_GOOD_WORK_IN_TIME, Category.QUALITY),
        (_SHARE_WITHOUT_TIME, Category.QUALITY),
        (_WENT_WRONG, Category.QUALITY),
    ),
    Category.COST: ((PROMPT, Category.TIMELINESS), *_CYCLES, (_GOOD_WORK, Category.QUALITY)),
    Category.SATISFACTION: ((_GOOD_WORK, Category.QUALITY),),
    **dict.fromkeys(
        _BENEFITS,
        (
            (_PROMPT_WORK, Category.TIMELINESS),
            (DAY, Category.TIMELINESS),
            (PAID_CYCLE, Category.TIMELINESS),
            (_HELD, Category.QUANTITY),
        ),
    ),
}
_SIGNS[Category.ECOLOGICAL] += ((_WELFARE, Category.SOCIAL), (_EARNED, Category.ECONOMIC))
_SIGNS[Category.SOCIAL] += ((_EARNED, Category.ECONOMIC),)
_SIGNS[Category.ECONOMIC] += ((_NATURE, Category.ECOLOGICAL),)
"""What a name says about the category that it belongs to, beside satisfaction and costs."""

_ECONOMY = late(
    "[价税元额贷企商产游]|成本|收入|增收|节[约支省]|损失|收益|经济|利润|销售|消费|投资|效益|费|资金|降本|单产|带动|市场|就业"
    "|品牌|出口|减免|补贴|补助|负担|经营|用[电水气能]|能耗|耗|[羊牛猪禽畜驼鸡鸭鹅兔]|养殖|存栏|出栏"
)
_ECOLOGY = late(
    "水体|水质|生态环境|森林|林木|草原|生物多样性|非靶标|野生动物|植被|土壤|空气质量|水土流失|污染|排放|尾水|扬尘|栖息地|候鸟|蜜蜂|天敌"
    "|复绿|绿化|湿地|碳汇|黑臭|农药残留|噪声|自然环境|沙化|岸线"
)
_NEAR_NATURE = late(
    "[绿林草水土气碳污排废尘植树鸟鱼湿能噪减地复药肥烟净美景山河湖海清沙矿木花]|生态|环境|垃圾|动物|生物|物种|卫生|用电|秸秆|循环|利用"
)
_SOCIETY = late("知晓率|事故|伤亡|死亡|溺水|发病|治安|信访|幸福感|获得感|安全感|辍学|传承|社会影响|投诉|纠纷")
_LASTING = late("(?:机制|制度)\\Z")
_EXCUSED = {
    Category.ECONOMIC: (_ECONOMY, ((_ECOLOGY, Category.ECOLOGICAL), (_SOCIETY, Category.SOCIAL))),
    Category.ECOLOGICAL: (_NEAR_NATURE, ((_SOCIETY, Category.SOCIAL),)),
}
"""What excuses a row under a benefit, and the words that show it to be of another one."""

_COUNTED = frozenset(
    [
        *(Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES, Dimension.THINGS),
        *(Dimension.LENGTH, Dimension.AREA, Dimension.MASS, Dimension.VOLUME, Dimension.DATA),
    ]
)
_THINGS_COUNTED = frozenset(
    [Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES, Dimension.EVENTS, Dimension.THINGS]
)
_SIZES = frozenset([Dimension.LENGTH, Dimension.AREA, Dimension.MASS, Dimension.VOLUME, Dimension.DATA])
_PRICE_NAME = late("(?:单价|单位成本|造价|费用|价格)\\Z")
_LIMITED_COST = late("(?:费|经费|标准|支出|开支|投入|补贴|补助)\\Z")
_SPENT = late(
    "(?<!上缴)(?<!缴纳)(?:费用?|经费|支出|开支|成本|造价|单价|补贴|补助|(?:补[助贴]|奖[补励]|投资|建设|改造|采购)(?:资金|金额|总额))\\Z"
)
_BORNE = late(
    "自[付费负]|负担|[次户人]均|患者|病人|群众|居民|家庭|个人|农[户民]|牧[户民]|学生|企业|商户|用户|消费|收费|降|减|节|缩|超|违|欠|损|浪费|外部|能耗|单位产品|[水电气暖]费"
)
"""Words of a cost that others bear, or that is to fall: that it stays low is an effect."""
_FAR_FROM_COSTS = (Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY, Category.SATISFACTION)
_MEASURED_WORK = late(
    "(?<!.)(?!.*(?:[每均单最偏误]|间距|比例))(?!.*(?:受灾|受损|病害|裂缝|渗漏|破损|缺陷|不合格)).*?"
    "(面积|长度|里程|总量|(?:采购|购置|处理|清运|更换|储备|供应|发放|播种|回收|铺设|种植|投放|印制)量)\\Z"
)
_COUNT_NAME = late("(?:数量?|人次|面积|长度|里程)\\Z")
_AMOUNT_NAME = late("(?:容量|重量|库容|体积|吨[数位]|土方量?|方量|存储量)\\Z")
_ADDED = late(
    "(?<!.)(?!.*(?:[每均单最偏误]|比例|强度|精度))"
    "((?:新增|新建|增设|扩[容建]|接入|清[运理]|铺设|采购|购置|储[备存]|回收|处理|建设|改造).*(?:容量|重量|库容|体积|存储量))\\Z"
)
"""What is added to a capacity or taken away, and no property of what is built."""
_BY_THE_TIME = late(
    "按[时期质]|及时|准[时点]|如期|提前|逾期|超[时期]|延[期误迟]|[日天周月季年时]均|每[日天周月季年]|小时|分钟|[当即次][日天]|频[次率]|间隔|时[长限段]|在[线岗]"
)
"""Words by which a count tells how soon or how often."""
_WORKED_ON = late(
    "\\A(?:新增|新建|增设|扩[容建]|补[植种栽]|栽植|种植|铺设|安装|更换|建设|改造|修缮|购置|采购|印[制发]|发放|悬挂|张贴|接入|联网|开通|清[运掏理])[^率]*\\Z"
)
_TOTAL_TIME = late("(?:年度|全年|累计|总).*(?:时长|时数)\\Z")
_HOW_SOON = late(
    "(?:时限|期限|工期|(?:响应|到达|到场|办理|审[查批核]|处[置理]|修复|抢修|反馈|报告|拨付|发放|支付|完成|回复|答复|受理|送达|公布|整改|出警|出动)(?:时间|时长|周期))\\Z"
)


class RightCategory(NamedTuple):
    """The words that show where a row belongs: their field, where they stand in it, and the category."""

    key: str
    start: int
    end: int
    category: Category


_DONE_BY = late("(?:时间|时限|时段|期限|日期|截止日)\\Z")
_DAY_IN_WORDS = late("[0-9]月|[0-9]日|[月季年][末底]")
_TIME_WITHIN = late(
    "(?<!.)(?!.*(?:停|中断|延|单次|累计|最|连续|使用|系统|页面|网络|加载|并发|制动|反应)).*?(时间|时限|期限|用时)\\Z"
)
_WORK_DONE = late(
    "\\A(?:(?:新增|新建|增设|补[植种栽助]|栽植|种植|铺设|安装|更换|改造|修缮|购置|采购|印[制发]|发放|悬挂|张贴|联网|清[运掏理]|配备|化解|举办|召开|组织|开展|培训|走访|慰问|聘[请用]|设[置立]|制作|拍摄|核查|检定|采集|开办|更新|办理|邀请|补充|维修|修复|建[成设])"
    "(?!.*(?:[率度分额]|标准)\\Z).+)\\Z"
)
"""Work that a name begins with, of which a row counts how much is done."""

_HELD_SO_OFTEN = late(
    "(?:[场期批届节][次数]|[课航班]次|例数|宗数)\\Z"
    "|(?:培训|演练|活动|宣[传讲教]|讲座|比赛|展览|研讨|慰问|走访|调研|座谈|体检)[^，、率]{0,4}次数\\Z"
)
"""Counts of what is held or treated; how often one goes round may well be a matter of time."""


def right_category(indicator: Indicator) -> RightCategory | None:
    """Return where an indicator belongs that stands under another category; None where it may stand there."""
    name = _NOTE.sub("", indicator.name) if indicator.name.endswith(("）", ")")) else indicator.name
    found = _by_name(indicator.base, name) or _by_unit(indicator, name)
    if found and found[1] is Category.QUANTITY and _counts_quality(indicator, name):
        return None
    if found is None:
        return _by_effect(indicator, name)
    match, category = found
    return RightCategory("name", *match.span(match.lastindex or 0), category)


def _counts_quality(indicator: Indicator, name: str) -> bool:
    """Tell whether a row of quality counts what is good or bad: at most so many, or of a standard."""
    target = indicator.target
    is_limit = isinstance(target, Number | Rate) and target.comparator in (Comparator.LE, Comparator.LT)
    is_none = isinstance(target, Number) and not target.number.value
    is_of_quality = indicator.base is Category.QUALITY
    return is_of_quality and (is_limit or is_none or _OF_A_STANDARD.search(name) is not None)


def _by_effect(indicator: Indicator, name: str) -> RightCategory | None:
    """Return where a benefit belongs that has no word of its own category, but some of one other."""
    about = indicator.description or ""
    if indicator.base not in _EXCUSED:
        return None
    excused, signs = _EXCUSED[indicator.base]
    if excused.search(name) or excused.search(about):
        return None
    if match := _LASTING.search(name):
        return RightCategory("name", *match.span(), Category.SUSTAINABILITY)
    found = [
        RightCategory(key, *match.span(), category)
        for pattern, category in signs
        for key, text in (("name", name), ("description", about))
        if (match := pattern.search(text))
    ]
    return found[0] if len({each.category for each in found}) == 1 else None


def _by_name(base: Category | None, name: str) -> tuple[re.Match[str], Category] | None:
    if base is None or base not in _SIGNS:
        return None
    signs = [*_SIGNS[base]]
    if base is not Category.SATISFACTION:
        signs.append((CONTENT, Category.SATISFACTION))
    if base in _OUTPUTS:
        signs.append((COST, Category.COST))
    return next(((match, category) for pattern, category in signs if (match := pattern.search(name))), None)


def _by_unit(indicator: Indicator, name: str) -> tuple[re.Match[str], Category] | None:
    """Return the end of a name that its unit shows to be a price, a time or a count, among what it is not."""
    target = indicator.target
    if indicator.base in (Category.QUANTITY, Category.QUALITY) and _is_a_day(target):
        match = _DONE_BY.search(name)
        return (match, Category.TIMELINESS) if match else None
    if not isinstance(target, Number | Rate):
        return None
    is_limit = target.comparator in (Comparator.LE, Comparator.LT)
    if indicator.base in _FAR_FROM_COSTS:
        is_spent = is_limit and yuan_power(target.unit) is not None and not _BORNE.search(name)
        match = _SPENT.search(name) if is_spent else None
        return (match, Category.COST) if match else None
    if indicator.base not in _OUTPUTS:
        return None
    if yuan_power(target.unit) is not None:
        match = _PRICE_NAME.search(name) or (_LIMITED_COST.search(name) if is_limit else None)
        return (match, Category.COST) if match else None
    unit = read_unit(target.unit)
    is_time = unit is not None and unit.dimension is Dimension.TIME
    if indicator.base is Category.TIMELINESS and not is_time and _BY_THE_TIME.search(name):
        return None
    if unit is None:
        return _by_word_of_unit(indicator, name, target.unit or "")
    if indicator.base is Category.QUALITY and unit.dimension in _SIZES:
        match = _MEASURED_WORK.search(name) or _ADDED.search(name)
        return (match, Category.QUANTITY) if match else None
    if indicator.base is not Category.TIMELINESS:
        if is_time:
            match = (_HOW_SOON.search(name) or _TIME_WITHIN.search(name)) if is_limit else None
            return (match, Category.TIMELINESS) if match else None
        is_counted = indicator.base is Category.QUALITY and unit.dimension in _THINGS_COUNTED
        match = _WORK_DONE.search(name) if is_counted and not is_limit and target.number.value else None
        return (match, Category.QUANTITY) if match else None
    if is_limit:
        return None
    if unit.dimension is Dimension.EVENTS:
        match = _HELD_SO_OFTEN.search(name) or _WORK_DONE.search(name)
        return (match, Category.QUANTITY) if match else None
    match = _TOTAL_TIME.search(name) if is_time else _end_of_count(name)
    return (match, Category.QUANTITY) if match and (is_time or unit.dimension in _COUNTED) else None


def _is_a_day(target: object) -> bool:
    is_day = isinstance(target, Deadline | Period)
    return is_day or (isinstance(target, Text) and _DAY_IN_WORDS.search(target.text) is not None)


def _end_of_count(name: str) -> re.Match[str] | None:
    patterns = (_COUNT_NAME, _AMOUNT_NAME, _WORKED_ON, _WORK_DONE, _MEASURED_WORK)
    return next((match for pattern in patterns if (match := pattern.search(name))), None)


def _by_word_of_unit(indicator: Indicator, name: str, unit: str) -> tuple[re.Match[str], Category] | None:
    """Return the end of a name under 时效 that counts in a unit which is read nowhere else: 路数 in 路."""
    is_count = indicator.base is Category.TIMELINESS and len(unit) == 1 and name.endswith(f"{unit}数")
    match = _COUNT_NAME.search(name) if is_count else None
    return (match, Category.QUANTITY) if match else None
