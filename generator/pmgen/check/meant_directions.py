"""Which way the number of a row is meant to go, by what it counts and how much of it there is to be."""

from __future__ import annotations

from decimal import Decimal

from pmgen.check.review_rule import Measured, without_note
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import unit_of
from pmgen.model.terms import Category, Comparator
from pmgen.model.units import Dimension, is_percent, read_unit

_UPWARD, _DOWNWARD = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
_COUNTED = frozenset(
    [
        *(Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES),
        *(Dimension.EVENTS, Dimension.THINGS, Dimension.LABOUR),
    ]
)
_MEASURED = frozenset(
    [Dimension.AREA, Dimension.LENGTH, Dimension.MASS, Dimension.VOLUME, Dimension.DATA, Dimension.RATE]
)
_BENEFITS = (Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)
_HOW_LONG = late("(?:时限|用时|耗时|工期)\\Z")
_SOON = late(
    "(?:响应|反应|到[达场位岗户]|等[候待]|候[车诊检]|待[闸检泊]|排队|恢复[^，、]{0,4}|修[复补]|[抢维检]修|处[置理]|办[理结]|审[核查批]|审[理结]|评[审定]|受理"
    "|[上直填转]报|报[送告]|发布|公布|通知|拨付|兑付|支付|发放|划付|到账|送达|[寄交]送|交寄|递送|推送|反馈|出具|出证|告知|通知|[答回]复|派[单出]|转[介办派]|[复初]筛|[复初]评|排除|抢通"
    "|清[运理除]|收[运集]|[出起]动|出[警车库]|接[警报]|集结|起运|核[实查]|录入|登记|建档|注销|停发|查[询勘档]|查阅|调解|追访|随访|更换|补盖|首发|叫应|领取|落实|停[水电气航]|中断"
    "|行程|过卡|通关|得到[^，、]{0,4})(?:的|平均|所需|最长|全程|全流程|工作)*(?:时[间限长]|期限|用时|耗时|天数|周期)\\Z"
)
_LONG_IS_GOOD = late(
    "提前|超前|开放|营业|运[行营转]|服务时|值[守班]|保[存管持留修质]|寿命|使用[时年]|连续|学习|培训|在线|在岗|有效|供[水电气热暖]|通[水电航车]"
    "|覆盖|不间断|稳定|公示|公告|巡查|执勤|播[出放]|直播|续航|待机|间隔|观[测察]|工作时|志愿|授课|锻炼|无故障|优良|达标|留存|存[储放]|静[置养]|隔离|养护|监测时|参[训会]"
    "|展[出示览]|陪伴|照护|陪护|就业|缴费|免费|持续|活动|报名|集中|窗口|征[集求]|招标|投标|挂网|试运行"
)
_SHORTEST = late("最[短少低]")
_LONG_IS_WORK = late(
    "提前|公[示告](?:时间|天数|期)|开放|课时|授课|服务时|保存|保修|质保|使用年限|寿命|供应天数|保障天数|训练|播出|开通|户外活动|达标天数|在岗|驻镇|驻村|巡护|看护|放映|监测时长"
)
_BY_ITS_FAULT = late(
    "因[^，、]{0,14}(?:故障|积[水沙雪]|不准|不[足当到符]|争议|停[电水气]|断[电水气档货]|出错|错误|差错|疏[漏忽]|失误|缺[陷失货]|事故|违[规约]|延误|拖延|质量问题)"
    "[^，、]{0,16}(?:[数次件起]|率|时[间长]|占比|比例)\\Z"
)
_MADE_GOOD = late(
    "[减避降补赔]|挽回|救|处[置理罚]|恢复|抢[修险]|排[查除]|整[改治]|受理|办[理结]|化解|调解|查[处办]|更换|改造|追[回责]|纠正|保障|应对|预防|监测|召回|下架"
)
_BAD_RATES = late(
    "(?:代偿|残株|报废|申诉|漏户|漏登|错漏|缺失|浪费|不良反应|混杂|回潮|偏差|败诉|带毒|患病|迟缓|再犯罪|复吸|成灾|受害|损失|丢失|损毁|受损|空报|违章|绝收|弃[管养耕]|滞[留销]"
    "|倒伏|堵塞|破[损碎]|投诉|差[评错]|失[败误]|不合格|不规范|次品|废品|退[货件]|撂荒|渗漏|辞职|离职|空驶|爽约|失约|失访|旷课|超载|超[限标]|逾期|坏账|违约|重复信访|复发|流失)"
    "(?:发生|检出|平均)?率\\Z"
)
_BAD_SHARES = late(
    "(?:斑秃|裸露|枯[死萎]|死亡|破[损碎]|损[坏毁]|病害|缺[株苗]|倒伏|堵塞|渗漏|积水|停[训机运]|空[置驶]|闲置|弃[管养耕]|撂荒|逾期|超[限标期]|违[规章约]|差评|投诉|不合格|不达标"
    "|流失|返工|退货|报废)[^，、率]{0,6}占比\\Z"
)
_BAD_COUNTS = late(
    "(?:新发(?![展放布现])|新增(?:吸毒|感染|病例)|再犯罪|超载|超限|违[规法停]|投诉|诉求|报修|警情|火[情点险]|疫情|返工|急诊|发案|中断)[^，、]{0,8}(?:数|量|人员)\\Z"
    "|(?:积尘|残留|沉降|侵蚀|排放)(?:量|模数|浓度)?\\Z|(?:单位|亩均|平均|人均).*(?:电耗|能耗|水耗|耗热量|用[水电]量|浓度)\\Z|(?:融雪剂|农药|化肥)[^，、]{0,4}用量\\Z"
)
"""Ills and what is used up, where they are no work to be done."""
_LESS_IS_GOOD = late(
    "[减节]|下降|降低|压降|整改|处[置理]|办[结理]|受理|化解|查[处办]|修复|追回|治愈|挽回|识别|发现|筛查|检[测查]|报告|好转|改善|去除|替代|响应|接|回收|监测|巡查|排查|演练|处罚|立案|劝|查获|打击|抓|纠|制止|惩|破获|缴|曝光|取缔"
)
_GOOD_RATES = late(
    "(?:处[置理]|闭环|化解|追回|利用|[回召寻]回|回收|召回|管理|随访|治疗|检查|筛查|转[介诊]|入[学园]|数字化|息诉|血压控制|血糖控制|建[档册]|复诊|实施|有效|防治|防控|规范|明确"
    "|达标排放|掌握|领养|可查|可及|扑灭|响应|救治|康复|整改|执行|办理|办结|履行|鸣响|上座|入住|复绿|还田|查处|修复|服药|尽办)率\\Z"
)
_LOAD = late(
    "预付|首付|外购|分包|容积|建筑|[荷债担]|占用|使用率|利用率|含[水油]|湿|波动|入住|[抵质]押|杠杆|上座|饱和|储采|[漏错差损违超空失不未耗噪危病犯欠拖逾折赔费税利废退缺滞脱控限自]|投诉|污染|近视|患病|阳性|依赖|集中度|残次"
)
_MAJORITY, _NEARLY_ALL, _FEW = Decimal(50), Decimal(80), Decimal(5)
_SHARE = late("(?:占比|比例|比重|密度|盖度|均匀度|覆盖面)\\Z")
_MAY_BE_FEW = late(
    "[增升涨降减超抽绿碳税节新获]|发现|献血|回报|收益|利润|渗透|参与|转化|检出|投入|占比|密度|贡献|拥有|立案|回收|采纳|录用|中[奖标签]|普惠|优惠|让利|筛|入选|命中|点击|互动|转发|复评|复核|回访"
    "|覆盖|出生|自然|替代|循环|利用|持证|优秀|出让|产出|费率|利率|浮动|比例|提取|得率|葬|核减|办|好|合格|达标"
)
_FALLEN = late("(?:下降|减少|降低|压减)(?:率|幅度|比例|比率)?\\Z")
_COUNT = late(
    "(?:[^指系参分倍率函度均]数|数量|[人场频批户家车班架台件册课点处只座口站套桥镇]次|[^用耗存有]量|课时|面积|长度|里程|种类)\\Z"
)
_LIMITED = late(
    "控制(?![孔室器])|限|不[超多高大]于?|超|压[减降缩]|编制(?:数(?!据)|人)|[耗均]|用[水电油气纸]|公务|公车|出国|出境|接待费|会议|占用|借调|临聘|编外|外包|最[多大高]|上限|间隔|排放|接待批次"
)
_ILLS = late(
    "[漏错误缺违灾伤亡疫患废失欠死残诉犯返]|(?<!脱)毒|(?<!防)病|(?<!无公)害(?!保)|(?<!保)险|无(?![偿人障线])|未(?!成年)|非(?!遗)|空(?!气)|(?<!档)案(?!例)|(?<!预)警(?!犬)|火|事故|投诉|故障|问题|不|逾|闲置|纠纷|信访|垃圾|重复|举报|拥堵|隐患|滞|退|损|破|污"
)
_WORK = late(
    "培训|演[练炼出播]|检[定测查疫验修]|巡[检查诊护]|监测|清[运理淤沙洗掏]|更换|维[修保护]|养护|处[理置]|收[运集]|接[收待访]|回收|修[复补裱缮]|受理|调[解处]|审[结核查]|评审|筛查|随访|办理"
    "|救助|免疫|接种|防治|储备|采[购集收]|补植|宣[传讲教]|讲座|[授课]课|课[时次堂]|开放|印[制发]|发[放布送]|走访|慰问|回访|整[治改]|排查|核查|抽[查检样]|扫描|著录|辅导|督[导查]|立案|追偿|返乡"
    "|普查|勘[察查探]|测[绘量]|铺设|敷设|建[成设]|新建|改造|安装|配[备送]|举办|开展|组织|召开|编[制印]|制作|放映|送[教餐戏]|上门|服务|代[办收运]|托管|扶持|培育|心理"
)
_WHEN_NEEDED = late(
    "(?:[抢维检返]修|更换|处[置理]|补[种植])(?:[辆台件艘架]?次数?|频次)\\Z|(?:[复重补]检|复[验测试]|补考)[^，、率]{0,3}\\Z|(?<!招)聘|用[工房地]|占地"
)
_KEPT = late(
    "停(?!车)|断|延|变更|撤|扣|离职|库存|结余|保有|编(?![发印制写译排])|职工|人员|驾驶|辅警|班级|班额|团组|出访|(?<!招)聘"
    "|租|用[工房地]|占地|办公|建筑"
)
"""Counts of what one has or wants no more of, which may well have a limit."""
_WANTED = late(
    "受益|惠及|服务|受助|享受|接待|参[与加观训]|救助|培训|就业|获[评奖得]|达标|达到|合格|优[良秀质]|被?采[用纳]|带动|吸引|覆盖|开放|举办|开展|建[成设]|新[增建]|改造|修缮"
    "|发放|完成|推广|转化|入驻|引进|签[约订]|公开|通过|认定|帮扶|慰问|改善|提供|演出|宣[传讲]|观[众影看展]|读者|听众|游客|旅客|借阅|外借|访问|利用|播放|就餐|上岗|输送|共享|供应|保障|引用"
    "|节[约水电]|减[少排]|复绿|鸟类|鱼类|种类|专利|报道|奖|增收|增产|销售|成交|交易|营业|产值|务工收入|挽回|追[回偿缴]|收回|收缴|风险保障|出口额|消费|核减|减免|减轻|意向|产种|借车|客运|货运"
)
_SCORED = late("(?:(?<!扣)得分|评分|成绩|(?<!停)(?<!障)频次)\\Z")
_AT_MOST_SAID = late("不[得]?[超多高大]|以内|以下|控制|上限|封顶|至多|最[多高大]|限")


def is_against_sense(indicator: Indicator, target: Measured) -> bool:
    """Tell whether a row has as its least a time to take, a share of ills, or what a fault brings about."""
    if target.comparator not in _UPWARD:
        return False
    name = without_note(indicator.name)
    return _is_own_fault(name) or _is_bad_rate(name) or _is_time_to_take(indicator, target, name)


def _is_time_to_take(indicator: Indicator, target: Measured, name: str) -> bool:
    """Tell whether a row is a time within which something is done."""
    if _dimension(target) is not Dimension.TIME:
        return False
    if _LONG_IS_GOOD.search(name) or _SHORTEST.search(name):
        return False
    is_prompt = indicator.base is Category.TIMELINESS and _HOW_LONG.search(name) is not None
    return is_prompt or _SOON.search(name) is not None


def _is_own_fault(name: str) -> bool:
    """Tell whether a name counts what happens because something is wrong: 因设备故障转外院患者人次."""
    return "因" in name and _BY_ITS_FAULT.search(name) is not None and not _MADE_GOOD.search(name)


def _is_bad_rate(name: str) -> bool:
    """Tell whether a name is the share of what went wrong."""
    if name.endswith("占比"):
        is_repaired = _LESS_IS_GOOD.search(name) or _MADE_GOOD.search(name)
        return _BAD_SHARES.search(name) is not None and not is_repaired
    return name.endswith("率") and _BAD_RATES.search(name) is not None and not _LESS_IS_GOOD.search(name)


def is_hardly_a_limit(indicator: Indicator, target: Measured) -> bool:
    """Tell whether a row has as its most what is hardly meant so: most of all, or work to be done."""
    name = without_note(indicator.name)
    if target.comparator not in _DOWNWARD or _AT_MOST_SAID.search(indicator.description or ""):
        return False
    if _FALLEN.search(name):
        return True
    if is_percent(target.unit):
        return _is_most_of_all(name, target.number.value)
    dimension = _dimension(target)
    if dimension is Dimension.GRADE or name.endswith("频次"):
        return _SCORED.search(name) is not None
    if dimension is Dimension.TIME:
        is_work = _LONG_IS_WORK.search(name) is not None and not _HOW_LONG.search(name)
        return is_work and not _SOON.search(name) and not _LIMITED.search(name)
    if dimension is Dimension.MONEY:
        return indicator.base in _BENEFITS and _is_wanted(name)
    if _LIMITED.search(name) or dimension not in (_COUNTED | _MEASURED | {None}):
        return False
    if indicator.base is Category.QUANTITY:
        return _is_work_to_do(name, dimension)
    return dimension is not None and _is_wanted(name) and "每" not in name


def is_hardly_a_floor(indicator: Indicator, target: Measured) -> bool:
    """Tell whether a row has as its least what is hardly meant so: a tiny share, or an ill: 代偿率 ≥2%."""
    name = without_note(indicator.name)
    if target.comparator not in _UPWARD:
        return False
    if indicator.base is not Category.QUANTITY and _BAD_COUNTS.search(name):
        return not _LESS_IS_GOOD.search(name)
    if indicator.base is not Category.QUANTITY and _dimension(target) in _COUNTED and _HOW_OFTEN.search(name):
        is_ill = _is_ill(name) or (unit_of(target) == "起" and "案" not in name)
        return is_ill and not _is_worked_on(name)
    is_tiny = is_percent(target.unit) and 0 < target.number.value <= _FEW and name.endswith("率")
    return is_tiny and not _MAY_BE_FEW.search(name)


_MISDEEDS = late(
    "(?:违[规法章停反]|非法|偷[排倒采捕盗]|盗[采伐窃]|私[搭自]|乱[停扔丢堆排]|不文明|占道经营|扰民|脱岗)"
    "[^，、]{0,8}(?:行为|现象|案件|举报|投诉|问题|事件)?(?:数量?|总?量|次数|件数|起数|率)?\\Z"
)
_DEALT_WITH = late(
    "[减降查抓纠惩拆清]|处[置理罚]|整[改治]|办[结理]|打击|发现|劝|制止|巡|监测|识别|立案|曝光|取缔|受理|线索|认[识知]|意识|知识|防|罚"
)


def is_hardly_to_rise(name: str) -> bool:
    """Tell whether a name is of an ill, of which more is hardly meant: 违规垂钓举报量."""
    if _MISDEEDS.search(name) or name.endswith("现象"):
        return not _DEALT_WITH.search(name)
    if _is_ill(name) and not _is_worked_on(name):
        return True
    is_ill = _BAD_COUNTS.search(name) or _BAD_RATES.search(name)
    return is_ill is not None and not _LESS_IS_GOOD.search(name)


_HOW_OFTEN = late("(?:发生|出现|造成|的|情况|现象|事件|问题|情形|案例|[人件起次例户]次?数量?|数量|人次)+\\Z")


def _is_ill(name: str) -> bool:
    """Tell whether a name ends in an ill, but for the word for how often there is one: 塘边滑倒摔伤情况."""
    ill = _HOW_OFTEN.sub("", name)
    return _ILLS.search(ill, max(0, len(ill) - 2)) is not None and not ill.endswith("案")


def _is_worked_on(name: str) -> bool:
    """Tell whether a name has words for what is done about an ill, of which there may be more."""
    return any(each.search(name) for each in (_LESS_IS_GOOD, _MADE_GOOD, _DEALT_WITH, _WANTED))


def is_hardly_to_fall(name: str) -> bool:
    """Tell whether a name counts those who come or what is gained, of which less is hardly meant."""
    is_count = _COUNT.search(name) is not None or name.endswith(("额", "收入", "率"))
    is_limited = _LIMITED.search(name) or _ILLS.search(name) or _NEEDED_LESS.search(name)
    return is_count and _GAINED.search(name) is not None and not is_limited


_GAINED = late(
    "到[馆园场课会]|参[观与加训]|接待|服务|惠及|受益|观[众影看展]|读者|听众|游客|旅客|借阅|外借|流通|访问|利用|播放|培训|就业|销售|成交|营业|交易|产值|收入|增收|产量|客流|入园|献血|志愿|合格|办结|覆盖"
)
_NEEDED_LESS = late(
    "住院|就诊|救助|等[候待]|排队|上访|来访|帮扶|案件|成本|费用|支出|补[贴助]|耗|能源|一次性|人工"
)


def _is_work_to_do(name: str, dimension: Dimension | None) -> bool:
    if _WHEN_NEEDED.search(name):
        return False
    is_work = _WORK.search(name) is not None
    if "每" in name:
        return is_work and dimension not in (Dimension.PERSONS, Dimension.THINGS)
    is_plain = _COUNT.search(name) is not None and not _ILLS.search(name) and not _KEPT.search(name)
    return is_work or is_plain


def _is_most_of_all(name: str, share: Decimal) -> bool:
    if name.endswith("率"):
        return share >= _MAJORITY and (_GOOD_RATES.search(name) is not None or not _LOAD.search(name))
    return share >= _NEARLY_ALL and _SHARE.search(name) is not None and not _LOAD.search(name)


def _is_wanted(name: str) -> bool:
    return _WANTED.search(name) is not None and not (_ILLS.search(name) and not _WANTED_OF_ILLS.search(name))


_WANTED_OF_ILLS = late("[减免]|挽回|追[回偿缴]|收回|救助|残疾|风险保障|案[件卷]?(?:利用|查阅)")


def _dimension(target: Measured) -> Dimension | None:
    unit = read_unit(unit_of(target))
    return unit.dimension if unit is not None else None
