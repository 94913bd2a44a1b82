"""Whether a text speaks of a place as if it were the unit's own: its people, its offices, all of it."""

from __future__ import annotations

from pmgen.check.known.place_names import NamedPlace
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_RULED_BY = late("(?:按照?|依据?|根据|依照|遵照|落实|执行|贯彻)[^，。；]{0,30}?(?:[和及、与])?\\Z")
_OWN_PAPER = late(
    f"(?:{HAN}{{0,16}}?(?:规划|方案|办法|细则|意见|通知|条例|规定|标准|计划)(?![的内外])|{HAN}{{2,12}}《)"
)
_OWN_OFFICE = late(
    f"(?:{HAN}{{1,6}}?[区县旗市])?{HAN}{{0,16}}?(?:中心|局|委员会|[卫健发改]委|办公室|站|所|处|支队|大队|总队|政府|银行|管委会)"
    "(?:统一|负责|组织|调配|承担|实施|牵头|监督|审批|核定|统筹|管理|办理|发放|拨付|考核|验收|评审|审核|备案|批准|核准|复核|确认|同意|抽查|检查|评估|存档|汇总"
    "|会同(?![^，。；]{0,16}[我本]))"
)
"""Offices that rule or do the work at home."""
_OFFICE_AT_WORK = late(
    f"{HAN}{{0,12}}?(?:中心|[局馆院站所校]|委员会|大队|政府)"
    "(?:开展|组织|实施|购[置买]|采购|建设|举办|完成|履行|改造|运行|推进|做好|日常|更[换新]|维[修护])"
)
"""An office or a house that the money is for, and what it does with it."""

_HANDED_TO = late("(?:报送?|上报|报[经请]|提请|提交|移交)(?:至|到|给)?\\Z")
_OFFICE = late(
    f"(?:{HAN}{{1,6}}?[区县旗市])?{HAN}{{0,16}}?(?:局|委员会|[卫健发改]委|办公室|政府|管委会|支队|总队|检察院|法院)(?:的)?(?![^，。；]{{0,12}}(?:借|捐|赠|选手|学员))"
)
"""Offices above or beside, to which own papers go: 报……生态环境局备案."""
_THERE = late("(?:\\A|[^内外存实潜现旨重所好意])在[^，。；]{0,30}\\Z")
_TOWN = late(f"的?{HAN}{{1,5}}?(?:街道(?!办事处主任)|[镇乡](?![村下愁亲])|苏木|嘎查|社区|村)")
_FIXED_WORK = late(
    f"(?!做){HAN}{{0,2}}?(?:设[立置]?|布设|安装|更换|改造|新建|修[建缮]|铺设|敷设|建[成设]|栽[植种]|种植|补植|维修|疏浚|清淤|治理|整治)(?:[0-9]|{HAN}{{0,10}}?[0-9])"
)
"""Work that stays where it is done, so many of it: 设流动办证点5个."""

_OTHER_PART = f"(?:{HAN}{{1,6}}?[区县旗市镇乡])?"
_FOR = late(
    "(?:为|给|对|面向|支持|扶持|帮助|引导|鼓励|奖励|补[助贴]|资助|救助|慰问|保障|服务|惠及|覆盖|培训|组织|受益|带动|动员|吸纳|招[收募录]|反映|体现|考核|衡量|统计)"
    "(?:全|了)?\\Z"
)
_PEOPLE = (
    "(?:居民|市民|村民|群众|农[户民]|牧[户民]|职工|学生|学校|中小学|幼儿园|企业|老[年人]|儿童|残疾|妇女|青[年少]|失[业独]|低保|困难"
    "|[0-9][0-9.]*万?余?(?:所|家|名|户|人|个|位)(?!月|年|专家|院士))"
)
_TO = late("(?<!面)向\\Z")
_SO_MANY = late(
    f"{_OTHER_PART}{HAN}{{0,6}}?[0-9][0-9.]*万?余?(?:所|家|名|户|人|个|位)(?!月|年|专家|院士|[^，。；]{{0,30}}[购租买订])"
)
_SERVED = late(f"{_OTHER_PART}的?{HAN}{{0,6}}?{_PEOPLE}")
_FOR_THE_BETTER = late(
    "(?:提升|提高|改善|促进|推动|推进|打造|优化|擦亮|塑造|增强|展[示现]|彰显|美化|助力|丰富|满足|方便|便利|健全|完善|巩固)(?:了|全)?\\Z"
)
_ALL_OF_IT = late(
    "(?:全[市区县旗域境]|辖区|[境域]内|范围内|城区|城乡|城镇|农村|户籍|常住|[各]?街道|各(?:[乡镇区县村街]|社区|嘎查|苏木|中小学|学校)|本[土地]|居民|市民|村民|经济社会|公共)"
)
_AT_THE_BEGINNING = late(
    "(?:到|至|截至|力争)?(?:20[0-9]{2}年)?(?:1?[0-9]月)?(?:[0-9]{1,2}日)?[底末初]?(?:前|时)?(?:使|让|令)?|本年度?|全年|反映|体现|考核|衡量"
)
_BECOMES = late(
    f"(?:全[市区县旗])?(?:具备|实现|达到|建成|[现共]有|下?辖|创[建成]|荣获|成为|进入|跻身|(?:居民|市民|群众|农[户民]|城[乡区镇]|企业|学校|学生|产业|旅游|生态|文化|财政){HAN})"
)
_ON_THE_WAY = late("(?:[送运寄销售调派去往回返来离距邻]|[购产取源出发寄送运销]自|靠近)[往至到给]?\\Z")
"""What is said before a place that one goes to or has something from."""
_DOES = late(
    "(?:完成|开展|实施|推进|做好|加强|确保|启动|改造|修缮|整治|治理|建设)(?:了|全)?\\Z|(?:\\A|[^内外存实潜现旨重所好意])在\\Z"
)
_PUBLIC = late(
    f"{_OTHER_PART}的?{HAN}{{0,4}}?(?:老旧|小区|社区|街[道巷]|农村|乡村|村[庄组级]|镇村|道路|公路|河[道湖流]|水库|管网|绿[地化]|公园|公厕|校舍|[校医]园)"
)
_TAKEN = late("(?:[把将使让令])\\Z")
_NOT_OURS = late(
    f"的?{HAN}{{0,8}}?(?:基地|机房|仓库|码头|办事处|联络|驻[点站]|供货|供应商|媒体|赛区|会场|展[区馆]|专家|厂|公司|口岸)"
)
"""What a unit may have, hire or meet elsewhere."""
_DONE = late("(?:的|全[市区县旗域])?(?:开展|实施|推进|建设|组织|举办|完成|做好)?")
_IN_A_NAME = late(
    f"的?{HAN}{{0,4}}?(?:居民|市民|群众|农户|学生|学校|企业|救助|补[助贴]|培训|受益|服务|惠及|覆盖|资助|扶持|新增|满意)"
)
_OWN_WORK = 4


def stands_as_own(text: str, begin: int, place: NamedPlace, subject: str, *, is_name: bool) -> bool:
    """Tell whether a place stands in its clause, from `begin`, as the own one would.

    `subject` is the name of the project: what that names is done at home.
    """
    start, end = place.start, place.end
    if _ON_THE_WAY.search(text, begin, start) and not _is_handed_to(text, begin, place):
        return False
    if _NOT_OURS.match(text, end) and not _OWN_OFFICE.match(text, end):
        return False
    if is_at_work(text, begin, place) or is_worked_in(text, begin, place) or _ALL_OF_IT.match(text, end):
        return True
    if _FOR.search(text, begin, start) and _SERVED.match(text, end):
        return True
    if _DOES.search(text, begin, start) and _PUBLIC.match(text, end):
        return True
    if _TO.search(text, begin, start) and _SO_MANY.match(text, end):
        return True
    if _FOR_THE_BETTER.search(text, begin, start) or _TAKEN.search(text, begin, start):
        return True
    if _AT_THE_BEGINNING.fullmatch(text, begin, start) and _BECOMES.match(text, end):
        return True
    if is_name and start == 0 and _IN_A_NAME.match(text, end):
        return True
    done = _DONE.match(text, end)
    work = text[done.end() : done.end() + _OWN_WORK] if done else ""
    return len(work) == _OWN_WORK and work in subject


_HAD_THERE = late(
    "[来赴往入到至送寄销订购租聘客驻借派转游飞援牌]|产[自于地]|委培|代培|合办|联办|引种|分[院校站店中]|专场|专列|专线|班线|班车|航班|班次|市场|展|院校|高校|大学|户籍|学籍|生源|货源|水源|同比|排名|第三方"
)
"""Words of what one has, sends or meets in a place elsewhere, in the name of an indicator."""


def owns_what_is_measured(name: str, place: NamedPlace) -> bool:
    """Tell whether the name of an indicator begins with a place that its thing belongs to."""
    is_there = _NOT_OURS.match(name, place.end) or _HAD_THERE.search(name, place.end)
    return place.start == 0 and len(name) - place.end >= _OWN_WORK and not is_there


def is_worked_in(text: str, begin: int, place: NamedPlace) -> bool:
    """Tell whether own work is done in a town of a place, or stays there: 在乌达区五虎山街道设办证点."""
    if not _THERE.search(text, begin, place.start) or _NOT_OURS.match(text, place.end):
        return False
    town = _TOWN.match(text, place.end)
    return town is not None or _FIXED_WORK.match(text, place.end) is not None


def is_at_work(text: str, begin: int, place: NamedPlace) -> bool:
    """Tell whether a place's paper is what is gone by, or its office does the work."""
    if _RULED_BY.search(text, begin, place.start) and _OWN_PAPER.match(text, place.end):
        return True
    if _is_handed_to(text, begin, place):
        return True
    if text.endswith("用于", begin, place.start) and _OFFICE_AT_WORK.match(text, place.end):
        return True
    is_actor = place.start == begin or text[place.start - 1] in "由经报"
    return is_actor and _OWN_OFFICE.match(text, place.end) is not None


def _is_handed_to(text: str, begin: int, place: NamedPlace) -> bool:
    """Tell whether papers go to an office of a place, as they do to the own one."""
    return (
        _HANDED_TO.search(text, begin, place.start) is not None and _OFFICE.match(text, place.end) is not None
    )
