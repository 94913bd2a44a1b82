"""Who is paid for a project's work, and so is not the one to be asked whether it serves: 供应商, 施工单位."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_BODY = "(?:商|方|人|单位|企业|公司|机构|厂家?|队伍?)"
_PAID = late(
    f"(?:供[应货]|承[运包建接办印租]|施工|监理|设计|勘察|中标|运维|维保|养护|保洁|保安|安保|印刷|安装|租赁|劳务|外包|清运|代理|集成"
    f"){_BODY}|(?:运营|保洁|检测|评估|印务)公司|厂[家商]|服务商|承接主体|乙方|第三方(?:机构|公司|单位)?"
    "|(?:评审|评标|验收|论证|鉴定|考核)(?:组)?(?:专家|评委|考官)|(?:项目|课题|评审|验收)组成员"
)
_HELPS = late(
    "(?P<who>快递|物流|搬家|广告|传媒|会务|票务|打字|复印)(?:公司|社|站点?)"
    "|(?P<guards>保安|安保|检票|售票|收银|门卫|值机)(?:队?员|人员|队)?"
    "|(?P<office>财政|审计|监察|纪检|税务|统计)(?:[所局办]|部门|机关)(?:工作人员|干部职工|干部|职工|人员)?"
)
"""Who carries, guards, pays or examines a project of another trade."""
_MADE = (
    "制[作造]|生产|加工|印制|打印|搭建|铺[设装]|改造|更换|修[建缮复]|翻新|拍摄|摄制"
    "|编[制印]|排版|布[展置]|种植|栽[植种]|绘制|研发|开发"
)
_MAKER = late(
    f"(?P<thing>{HAN}{{2,8}}?)(?P<maker>(?:{_MADE})(?:单位|公司|企业|厂家?|商|团队|队伍?|方|机构|工坊))"
)
_GOT = (
    "更[新换]|制[作造]|印制|购[置买]|采购|配[备置]|安装|新[建增设]"
    "|设[置计]|建[设成]|改造|搭建|铺[设装]|修[建缮复]|翻新|拍摄|编[制印]|布[展置]|添置|定制|发放"
)
_ASKED = late("(?:人员|员工|职工)?(?:对[^，。；]{0,12})?的?(?:综合|总体|整体)?满意")
_OBJECT = late("对[^的]{0,12}\\Z")
_ASKERS = late("[、和与及]")
_SERVES = late(
    "补[贴助偿]|奖[励补]|扶持|培训|帮扶|减免|贴息|惠及|受益|辅导|走访|座谈|诉求|便利|受理|审批|退还|返还|清欠|支持|引导|监管|检查|评审|评价"
    "|服务(?!费|商|采购|合同|质量|外包|协议|期|款|供应)|申报|入驻|参展|投标|参保|资助"
)
_FOR_BUSINESS = late(
    "营商|政府采购|公共资源交易|招投标|招标投标|投标|评标|电子交易|纾困|招商|民营经济|中小企业|小微企业|产业链|供应链|信用|工程监管|质量监督"
)
_GIVES = late("奖|补[贴助偿]|扶持|资助|贴息|监管|监督|检查|执法|培训")
_CLAUSE = late("[^。；\\n，]+")
_SENTENCE = late("[^。；\\n]+")


def people_paid(name: str) -> re.Match[str] | None:
    """Return who is asked by the name of a satisfaction, if they are paid for the work; else None.

    Of several who are asked, 居民和施工单位, and of those who are asked about others, nobody is meant.
    """
    if _ASKERS.search(name):
        return None
    for match in _PAID.finditer(name):
        if _ASKED.match(name, match.end()) and not _OBJECT.search(name, 0, match.start()):
            return match
    return None


def helpers_asked(name: str, subject: str, texts: Sequence[str]) -> re.Match[str] | None:
    """Return who is asked by the name of a satisfaction, if they help a project for others; else None.

    `subject` names the project and its units; a sentence may say that something is done for them.
    """
    if _ASKERS.search(name):
        return None
    for match in _HELPS.finditer(name):
        trade = match[match.lastgroup or 0]
        if _ASKED.match(name, match.end()) and not _OBJECT.search(name, 0, match.start()):
            sentences = (each[0] for text in texts if trade in text for each in _SENTENCE.finditer(text))
            is_for_them = any(trade in each and _SERVES.search(each) for each in sentences)
            return None if is_for_them or trade in subject else match
    return None


def makers_of(name: str, texts: Sequence[str]) -> re.Match[str] | None:
    """Return who is asked by the name of a satisfaction, if they make what the project buys; else None.

    Texts that speak of the makers themselves may be for them.
    """
    match = None if _ASKERS.search(name) else _MAKER.match(name)
    if match is None or not _ASKED.match(name, match.end()) or _BUYERS.search(match["thing"]):
        return None
    made = late(f"(?:{_GOT})[^，。；]{{0,12}}?{re.escape(match['thing'][-_LEAST_NAMED:])}")
    is_known = any(match["maker"] in text for text in texts)
    return match if not is_known and any(made.search(text) for text in texts) else None


_WORKER = late(
    f"(?P<thing>{HAN}{{2,4}}?)车?(?P<worker>司机|驾驶员|师傅|搬运工|装卸工|安装工|维修工|保洁员|清洁工|厨师|跑腿员|教练)"
)
_TURNS = "(?:趟|车|次|台班|天|工日|单)"
_PRICED = f"[^。；\\n]{{0,30}}?(?:元(?:每|一|/){_TURNS}|(?:每|一){_TURNS}[^，。；\\d]{{0,4}}\\d[\\d,.]*元)"
"""What is said behind something that is paid by the trip or the day."""


def workers_hired(name: str, texts: Sequence[str]) -> re.Match[str] | None:
    """Return who is asked by the name of a satisfaction, if they do what the project pays by the trip or day.

    送水司机 is one where a text has 送水52趟，600元一趟; texts that speak of the workers may be for them.
    """
    match = None if _ASKERS.search(name) else _WORKER.match(name)
    if match is None or not _ASKED.match(name, match.end()):
        return None
    is_known = any(match["worker"] in text for text in texts)
    paid = late(re.escape(match["thing"]) + _PRICED)
    return match if not is_known and any(paid.search(text) for text in texts) else None


_LEAST_NAMED = 2
_BUYERS = late("园区|[市县区镇乡村]|[中小微型]\\Z")
"""What stands before makers and is not what they make: 园区生产企业."""


def may_be_served(people: str, project: str, texts: Iterable[str]) -> bool:
    """Tell whether a project may be for those who are paid elsewhere: it trains or supports them."""
    of_the_role = late(people[:2] + _BODY)
    if of_the_role.search(project) or _GIVES.search(project) or _FOR_BUSINESS.search(project):
        return True
    return any(_is_done_for(of_the_role, text) for text in texts)


def _is_done_for(role: re.Pattern[str], text: str) -> bool:
    if _FOR_BUSINESS.search(text):
        return True
    clauses = (clause[0] for clause in _CLAUSE.finditer(text))
    return any(role.search(clause) and _SERVES.search(clause) for clause in clauses)


_SHORT_NAMES = {
    "管理委员会": "管委会",
    "人民政府": "政府",
    "委员会": "委",
    "供销合作社联合社": "供销社",
    "供销合作社": "供销社",
    "残疾人联合会": "残联",
    "妇女联合会": "妇联",
    "总工会": "工会",
    "市场监督管理局": "市场监管局",
    "发展和改革委员会": "发改委",
    "卫生健康委员会": "卫健委",
    "人力资源和社会保障局": "人社局",
    "住房和城乡建设局": "住建局",
    "文化和旅游局": "文旅局",
    "街道办事处": "街道",
}
_STAFF = "(?:机关|内部|全体|各?科室|所属|系统)*(?:干部职工|工作人员|干部|职工|人员|公务员|员工|领导)"
_HOUSES = late("(?:医院|[学园校])\\Z")
"""Units in whose houses the staff has part in what is bought for others."""
_OFFICE_STAFF = late(
    "(?:\\A|[局委办府社会院镇乡区县市旗]|街道)机关(?:全体|各?科室|内部)*(?:干部职工|工作人员|干部|职工|人员)"
)
_OF_OFFICES = late("机关|干部|职工|工作人员|公务员")


def is_of_the_unit(name: str, unit: str, place: str) -> bool:
    """Tell whether a satisfaction asks the unit itself or its staff, by its name: 镇政府满意度."""
    begin = unit.rfind(place) + len(place) if place else 0
    own, where = unit[begin:], unit[:begin]
    names = {own, *(own.replace(long, short) for long, short in _SHORT_NAMES.items() if own.endswith(long))}
    staff = "" if _HOUSES.search(unit) else f"(?:{_STAFF})?"
    before = f"(?:{re.escape(where)}|{re.escape(place)}|[本我]?[省市区县旗镇乡]?)"
    return any(
        len(each) > 1 and re.match(f"{before}{re.escape(each)}{staff}(?:自身)?的?满意", name)
        for each in names
    )


def office_staff(name: str, texts: Iterable[str]) -> re.Match[str] | None:
    """Return the staff of offices whom a satisfaction asks, if no other text is about them."""
    match = _OFFICE_STAFF.search(name)
    return None if match is None or any(map(_OF_OFFICES.search, texts)) else match
