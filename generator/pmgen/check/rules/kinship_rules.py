"""Rules about what belongs to another project: its people, its words, its name with a character changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import add

from pmgen.check.known.listed_places import places_of_others
from pmgen.check.known.place_names import is_place
from pmgen.check.known.things_of_others import strange_things
from pmgen.check.known.trades import trades_spoken_of
from pmgen.check.long_texts import READ_CHARACTERS
from pmgen.check.money.paid_people import (
    helpers_asked,
    is_of_the_unit,
    makers_of,
    may_be_served,
    office_staff,
    people_paid,
    workers_hired,
)
from pmgen.check.relations.phrases.phrases_of_others import phrases_of_others
from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    whole,
    without_note,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.framed_names import other_names
from pmgen.check.wording.lost_words import lost_words
from pmgen.check.wording.name_words import around, pairs_of, topic_pairs
from pmgen.check.wording.similar_words import are_similar, is_word
from pmgen.check.wording.written_titles import titles_otherwise
from pmgen.late_pattern import late
from pmgen.model.records import Annex, Indicator, Party
from pmgen.model.terms import Category
from pmgen.problems import Severity, SourcePlace, message
from pmgen.problems.message import short

_SERVED = {
    "患者|病人|就诊|就医|病患": "[医诊病疗患药疫]|卫生|健康|康复|急救|血|护理|护士|照护",
    "读者": "图书|阅读|阅览|读书|书店|书屋|书香|书画|报纸|报刊|期刊|文献|档案|文化|馆|借阅|出版|读者",
    "乘客|旅客": (
        "公交|客运|乘|航|渡|机场|地铁|轨道|港|车站|候车|站台|场站|站点|列车|铁路|出租|网约|旅客"
        "|班车|校车|客船|公路|道路|交通"
    ),
    "家长": "[幼童托孩儿婴]|接种|免疫|疫苗|学生|中学|小学|中职|高中|校园|学前|义务教育|少年|未成年|学位",
    "学生|师生|教师|幼儿": "[学校教幼童托]|课|青少年|儿|科普|研学|考生|毕业生|招生|就业|招聘",
    "老年人|老人": "[老寿]|高龄|助餐|照护|护理|失能",
    "妇女|孕产妇|产妇": "[妇孕婚女母]|产前|产后|产检|产科|生育|两癌|乳腺|宫颈|新生儿|计生|优生",
    "婴幼儿|儿童": "[婴幼童托孩]|学|接种|免疫|疫苗|保健|营养|校|未成年|青少年|家庭|母",
    "求职者|毕业生": "就业|创业|招聘|岗位|人才|技能|见习|求职|毕业",
    "消费者": "消费|商|店|市场|食品|药品|产品|价格|质量|维权|超市|餐",
    "献血者": "血",
    "干部职工|机关干部|机关职工|单位职工": (
        "办公|机关|后勤|食堂|物业|队伍|工会|人事|党建|信息化|疗休养|体检|离退休|培训干部|干部培训|职工之家"
    ),
    "运动员": "赛|体育|运动|训练|健身|体校|竞技",
    "志愿者": "志愿",
    "驾驶员|驾驶人|司机|车主": "[车路驾停桥]|交通|运输",
    "商户|经营户|摊主": "[商店摊铺]|市场|经营|街|夜市|集贸",
    "参保人|参保": "保险|医保|社保|参保|养老|工伤|失业",
    "救助对象|低保对象|困难群众": "救|困|低保|贫|资助|助学|慈善|临时|特困|孤|流浪|残|抚",
    "科研人员|专家": "[研]|科|专家|人才|评审|咨询",
    "考生": "考生|考试|招生|招考|笔试|面试|鉴定|评价|测评|测试|应试|技能|考点|考场|报考|录取",
    "选手|参赛": "[赛]|比武|运动",
    "学员|参训|受训": "[训课班]|教学|教育|学校|讲座|研修|学习|师资|驾|院校|大学",
    "租户|承租": "[租房楼铺厂]|园区|摊位|公寓|场地",
    "种植户|种粮|果农|菜农|茶农|棉农|蔗农": (
        "种植|作物|粮|耕|播种|农机|农膜|农药|肥|农田|灌溉|秸秆|植保|病虫|果|菜|茶|棉|烟叶|药材|稻"
        "|麦|玉米|豆|薯|花卉|食用菌|田|雹|霜|冻害|旱|种子|[苗萄瓜蔬亩]|甘蔗|油菜"
        "|农业保险"
    ),
    "养殖户|(?<!农)牧民|牧户": (
        "水文|[江河湖海咸]|水质|"
        "养殖|[畜禽羊牛猪鸡鸭鹅蜂蚕牧驼兔鹿奶]|马(?![路上克力])|兽|草原|草场|饲|屠宰|粪|水产"
        "|[渔鱼虾蟹]|检疫|农业保险"
    ),
    "渔民|渔户": "[渔鱼虾蟹船海湖]|水产|捕捞|禁捕|退捕",
    "农户|农民(?!工)|农牧民": "[农村种养粮渔牧田畜乡耕果菜林草沙水雹]|镇|作物",
    "当事人|诉讼": (
        "[案诉裁警]|法院|法庭|法律|司法|调解|执行|信访|公证|鉴定|复议|登记|婚|审判|纠纷|维权|检察"
        "|证明|许可|审批|窗口|热线|事故"
    ),
    "残疾人": "[残]|康复|无障碍|特殊|就业|救助",
    "退役军人|优抚": "[军兵]|优抚|双拥|烈士|抚恤",
    "业主|住户": "[房楼住宅]|小区|物业|电梯|社区|改造",
    "纳税人": "[税]",
    "观众": (
        "演出|展览|展演|展厅|展陈|展品|赛|放映|艺|剧|电影|影片|影院|观影|文化|场馆|节|博物|晚会"
        "|音乐|戏|舞|曲|观众"
    ),
    "游客": (
        "[游景馆厕]|公园|园林|展览|会展|节庆|文化|森林|湿地|公共|环境|卫生|保洁|古镇|古城|民宿|沙滩|露营|节"
        "|花[坛境卉海]|景观|街景|夜景|亮化|灯光|广场"
    ),
    "船员|船主|船东": "[船航港渡渔]|水运|码头",
    "环卫工人": "环卫|清扫|保洁|垃圾|厕",
    "农民工|务工人员": "劳动|就业|工资|工伤|欠薪|用工|培训|工会|农民工|务工|职业|建筑",
    "侨眷|归侨|台胞": "侨|台[胞商属]|港澳|统战",
    "信教群众": "宗教|[寺庙观]|教堂|民族|信教",
    "快递员|寄递": "快递|寄递|邮|物流",
}
"""Whom a satisfaction asks, and what a project that serves them speaks of."""
_ASKED = {late(people): late(words) for people, words in _SERVED.items()}
_SATISFIED = late("满意")
_OWN_STAFF = late(
    "[本我](?:局|委|办|中心|单位|部门|院|校|馆|所|站|镇|乡|街道"
    "|系统)(?:机关)?(?:全体)?(?:干部职工|干部|职工|工作人员|机关人员|(?<=机关)人员)"
    "|(?:\\A|[医院学校])(?:院内|校内)?行政(?:职能)?(?:科室|管理)(?:工作)?人员"
)
_FOR_STAFF = late(
    "办公(?![室厅])|后勤|食堂|物业|工会|疗休养|职工之家|干部培训|职工培训|(?:干部|职工|员工|人员|在编|民警|机关)[^，。；]{0,4}体检|慰问职工"
)
_NAMED_FOR_STAFF = late(
    "机关|干部|职工|装备|系统|信息化|平台|网络|软件|车辆|公车|公务|服装|制服|队伍|党[建员]|值班|保密|运维|用房|文印|印刷|会务|聘用|派遣|辅助人员|(?:人员|工作|运转|日常)经费"
)
"""What the name of a project speaks of that serves the staff of the unit itself."""


def people_not_served(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every satisfaction of people of whom nothing else in the project speaks."""
    for indicator in reviewed.of(Category.SATISFACTION):
        if not _SATISFIED.search(indicator.name):
            continue
        others = (each.text for each in reviewed.texts if each.indicator is not indicator)
        own = _OWN_STAFF.search(indicator.name) or office_staff(indicator.name, others)
        if own and not _is_for_staff(reviewed):
            name = short(indicator.name)
            text = message("one's own staff is asked about what is done for others: {name}", name=name)
            yield Violation(text, (part(indicator.places, "name", indicator.name, *own.span()),), indicator)
            continue
        if paid := _asked_for_pay(indicator, reviewed):
            yield paid
            continue
        for people, words in _ASKED.items():
            match = people.search(indicator.name)
            if match and (
                _is_one_of_several(indicator, match, reviewed)
                or _is_at_its_things(indicator, match, reviewed)
            ):
                continue
            if match and not any(
                words.search(written.text) or people.search(written.text)
                for written in reviewed.texts
                if written.indicator is not indicator
            ):
                text = message(
                    "nothing else in the project speaks of {people}: {name}",
                    people=match.group(),
                    name=short(indicator.name),
                )
                start, end = match.span()
                spots = (part(indicator.places, "name", indicator.name, start, end),)
                yield Violation(text, spots, indicator)
                break
        else:
            yield from _of_another_trade(indicator, reviewed)


_PUBLIC = late("居民|市民|群众|村民|公众|企业|单位|用户|业主")
_ASKED_TOGETHER = late("[、和与及]|以及")


def _is_one_of_several(indicator: Indicator, match: re.Match[str], reviewed: ReviewedProject) -> bool:
    """Tell whether people are asked with others whom a project serves: 沿线居民和商户满意度."""
    others = _ASKED_TOGETHER.split(_SATISFIED.split(indicator.name)[0])
    named = [each for each in others if match.group() not in each and len(each) > 1]
    return any(
        _PUBLIC.search(each) or any(word in written.text for word in pairs_of(each) if is_word(word))
        for each in named
        for written in reviewed.texts
        if written.indicator is not indicator
    )


_BEFORE_PEOPLE = late(f"({HAN}{{2}})(?:以及|[、和与及])?\\Z")


_STAFF = late("干部|职工")


def _is_at_its_things(indicator: Indicator, match: re.Match[str], reviewed: ReviewedProject) -> bool:
    """Tell whether the other texts have what the people are called after: 洗车点经营户, 考生和家长.

    Staff is called after its house, which every text may have.
    """
    if _STAFF.search(match.group()):
        return False
    before = _BEFORE_PEOPLE.search(indicator.name, 0, match.start())
    thing = before[1] if before else ""
    others = (each.text for each in reviewed.texts if each.indicator is not indicator)
    return bool(thing) and any(thing in text for text in others)


def _is_for_staff(reviewed: ReviewedProject) -> bool:
    """Tell whether a project serves those who work for its unit."""
    return bool(_FOR_STAFF.search(reviewed.prose) or _NAMED_FOR_STAFF.search(reviewed.project.name))


def _asked_for_pay(indicator: Indicator, reviewed: ReviewedProject) -> Violation | None:
    """Return what is to be said of a satisfaction of the unit itself, or of those who are paid."""
    name = indicator.name
    units = [party.name for party in (reviewed.project.unit, reviewed.annex.unit) if party and party.name]
    is_own = any(is_of_the_unit(name, unit, _last_place(unit)) for unit in units)
    if is_own and not _is_for_staff(reviewed):
        text = message("the unit itself is asked about what is done for others: {name}", name=short(name))
        return Violation(text, (part(indicator.places, "name", name, 0, len(name)),), indicator)
    others = [each.text for each in reviewed.texts if each.indicator is not indicator]
    paid = people_paid(name) or makers_of(name, others) or workers_hired(name, others)
    if paid is not None and may_be_served(paid.group(), reviewed.project.name, others):
        return None
    subject = " ".join([reviewed.project.name, *(party.name or "" for party in _parties(reviewed))])
    found = paid or helpers_asked(name, subject, others)
    if found is None:
        return None
    if found.groupdict().get("office"):
        text = message(
            "{people} pays or examines the work, and is not served by it: {name}",
            people=found.group(),
            name=short(name),
        )
    else:
        text = message(
            "{people} is paid for the work, and not served by it: {name}",
            people=found.group(),
            name=short(name),
        )
    return Violation(text, (part(indicator.places, "name", name, *found.span()),), indicator)


def _of_another_trade(indicator: Indicator, reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a satisfaction of people of a trade of which nothing else in the project has anything.

    People who are asked with the public are of any trade: 市民游客.
    """
    name = indicator.name
    rest = name
    for people in _ASKED if _PUBLIC.search(name) else ():
        rest = people.sub(" ", rest)
    for trade in trades_spoken_of(rest, enough=1):
        texts = "\n".join([reviewed.prose, *(party.name or "" for party in _parties(reviewed))])
        if trade.times(texts) == trade.times(name):
            text = message(
                "nothing else in the project speaks of {people}: {name}", people=trade.name, name=short(name)
            )
            yield Violation(text, (part(indicator.places, "name", name, 0, len(name)),), indicator)


_EDITION = late(rf"第([一二三四五六七八九十\d]{{1,3}})届({HAN}{{2}})")
_NAME = late(rf"(?=({HAN}{{2}}(?:[河湖江渠路街镇乡村桥山岛港]|水库|公园|广场|大道)))")
_NO_NAMES = """
    农村 乡村 城镇 乡镇 街镇 村镇 集镇 道路 公路 铁路 线路 危桥 道桥 大街
    上山 下乡 返乡 进村 驻村 入村 沟渠 江河 海港 空港 全镇 全乡 全村 上路
"""
_NO_NAME = frozenset(_NO_NAMES.split())
_EARLIER = late("[上往历前首]届|第[^届]{1,3}届[、和与至]|[、和与至]第[^届]{1,3}届")


def names_that_differ(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every edition of an event and every name of a place that is another one elsewhere."""
    yield from _editions(reviewed)
    yield from _names(reviewed)
    yield from _own_names(reviewed)
    for found in (
        *other_names(reviewed),
        *lost_words(reviewed),
        *titles_otherwise(reviewed),
        *places_of_others(reviewed),
    ):
        yield _other_name(found.field, found.start, found.written, found.usual)


def _editions(reviewed: ReviewedProject) -> Iterator[Violation]:
    own = {match[2]: match[1] for match in _EDITION.finditer(reviewed.project.name)}
    if not own:
        return
    for written, match in reviewed.matches(_EDITION):
        right = own.get(match[2], match[1])
        if right != match[1] and not _EARLIER.search(written.text):
            yield _other_name(written, match.start(), f"第{match[1]}届", f"第{right}届")


def _names(reviewed: ReviewedProject) -> Iterator[Violation]:
    times = Counter(_NAME.findall(reviewed.prose))
    for rare in [name for name, count in times.items() if count == 1]:
        for usual, count in times.items():
            if count > 1 and _is_slip_of(rare, usual):
                for written, match in reviewed.matches(re.compile(re.escape(rare))):
                    yield _other_name(written, match.start(), rare, usual)


_OWN = late(f"{HAN}{{2,3}}(?:镇|乡|街道|县|区|市)")
_LISTED = late("[、和与及至到]")


def _own_names(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every name of a place that is the unit's own with one character changed: 金泉镇 for 银泉镇."""
    units = [party.places for party in _parties(reviewed)]
    for own in _names_of_units(reviewed):
        near = "|".join(f"{own[:at]}{HAN}{own[at + 1 :]}" for at in range(len(own)) if own[at] not in _ENDS)
        near += f"|{_turned(own)}"
        for written, match in reviewed.matches(late(near)):
            start, end = match.span()
            is_listed = _LISTED.match(written.text, end) or _LISTED.match(written.text, max(0, start - 1))
            is_name = (not start and written.places in units) or _is_no_word(written.text, start, end)
            if match.group() != own and not is_listed and is_name and not is_place(match.group()):
                yield _other_name(written, start, match.group(), own)


def _turned(name: str) -> str:
    """Return a name with its first two characters turned round: 泊海区 of 海泊区."""
    return f"{name[1]}{name[0]}{name[2:]}"


def _is_no_word(text: str, start: int, end: int) -> bool:
    """Tell whether characters are no words such as 排水区域."""
    around_it = (text[start : start + 2], text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return not any(map(is_word, around_it))


_ENDS = frozenset("镇乡街道县区市")


def _names_of_units(reviewed: ReviewedProject) -> frozenset[str]:
    """Return the places that the names of the units begin with, the smallest one of each."""
    found = (_last_place(party.name) for party in _parties(reviewed) if party.name)
    return frozenset(name for name in found if name and not is_word(name.rstrip("街道")[-2:]))


def _parties(reviewed: ReviewedProject) -> list[Party]:
    annex, project = reviewed.annex, reviewed.project
    parties = (annex.unit, annex.department, project.unit, project.department)
    return [party for party in parties if party is not None]


def _last_place(name: str) -> str:
    """Return 银泉镇 of 红柳区银泉镇人民政府, "" where a name begins with no place."""
    place, at = "", 0
    while match := _OWN.match(name, at):
        place, at = match.group(), match.end()
    return place


def _is_slip_of(rare: str, usual: str) -> bool:
    """Tell whether two names have the same characters in another order, or one of like sound or shape."""
    if rare[2:] != usual[2:] or rare[1:] in _NO_NAME or usual[1:] in _NO_NAME:
        return False
    differing = [(one, other) for one, other in zip(rare, usual, strict=True) if one != other]
    if len(differing) == 1:
        return are_similar(*differing[0])
    return rare[:2] == usual[1::-1]


def _other_name(written: FieldText, start: int, rare: str, usual: str) -> Violation:
    end = start + len(rare)
    text = message(
        "{rare} here, but {usual} elsewhere in the project: {words}",
        rare=rare,
        usual=usual,
        words=around(written.text, start, end),
    )
    spots = (part(written.places, written.key, written.text, start, end),)
    return Violation(text, spots, written.indicator, message("write {usual}", usual=usual))


_LEAST_SHARED = 3
_LEAST_STRANGE = 3


def words_of_another_project(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give every row and sentence that speaks of what only another project is for, each once."""
    told: dict[SourcePlace, list[tuple[int, int]]] = {}
    for each in _words_of_others(reviewed):
        spot = each.spots[0]
        start, end = spot.start, spot.end or READ_CHARACTERS
        spans = told.setdefault(spot.place, [])
        if all(end <= first or last <= start for first, last in spans):
            spans.append((start, end))
            yield each


def _words_of_others(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    names = _Names({each.project.name: topic_pairs(each.project.name) for each in reviewed.projects})
    for each in reviewed.projects if len(names.topics) > 1 else ():
        for indicator in each.project.indicators:
            name = _name_spoken_of(each, indicator, names)
            if name is not None:
                words = short(indicator.description or "")
                text = message("{words} speaks of the project {name}", words=words, name=short(name))
                yield Violation(text, (whole(indicator.places, "description"),), indicator)
        yield from _effects_of_others(each, reviewed)
        yield from _outputs_of_others(each, names, reviewed)
        yield from _goals_of_others(each, reviewed, names)
    yield from _copied_from_others(reviewed)
    yield from _satisfied_with_others(reviewed, names)
    yield from _people_of_others(reviewed)
    yield from _rows_of_others(reviewed)
    yield from _things_of_others(reviewed)
    yield from _phrases_of_others(reviewed)


def _phrases_of_others(annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every phrase and every row in the words of another project alone."""
    for found in phrases_of_others(annex.projects):
        field, words = found.field, found.field.text[found.start : found.end]
        text = message(
            "{words} speaks of the project {name}",
            words=short(words),
            name=short(found.other.project.name),
        )
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(text, (spot,), field.indicator)


_SATISFIED_WITH = late(
    f"(?:对|对于)(?P<thing>{HAN}{{4,12}}?)(?:工作|情况|效果|质量|成效)?的?(?:总体|综合|整体)?满意"
)


def _satisfied_with_others(annex: ReviewedAnnex, names: _Names) -> Iterator[Violation]:
    """Give every satisfaction with what another project has, and the own one has nothing else of."""
    for own in annex.projects if len(annex.projects) > 1 else ():
        for indicator in own.of(Category.SATISFACTION):
            match = _SATISFIED_WITH.search(indicator.description or "")
            if match is None:
                continue
            thing, pairs = match["thing"], topic_pairs(match["thing"])
            rest = "\n".join(each.text for each in own.texts if each.indicator is not indicator)
            others = [each for each in annex.projects if each is not own and thing in each.prose]
            is_known = len(pairs) < _LEAST_STRANGE or any(pair in rest for pair in pairs)
            if not others or is_known or _name_spoken_of(own, indicator, names):
                continue
            text = message(
                "{words} speaks of the project {name}",
                words=short(indicator.description or ""),
                name=short(others[0].project.name),
            )
            yield Violation(text, (whole(indicator.places, "description"),), indicator)


_CONTENT = late("(?P<people>[^满，。、（(]{4,12})(?:的)?满意(?:度|率)\\Z")


def _people_of_others(annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every satisfaction of people for whom another project is named, or which that has, too.

    Nothing else in the own project has a word of what they are called.
    """
    owners: dict[str, list[tuple[ReviewedProject, Indicator]]] = {}
    for each in annex.projects if len(annex.projects) > 1 else ():
        for indicator in each.of(Category.SATISFACTION):
            if match := _CONTENT.fullmatch(indicator.name):
                owners.setdefault(match["people"], []).append((each, indicator))
    for people, rows in owners.items():
        pairs = pairs_of(people)
        asking = [own for own, _ in rows]
        named = [
            other
            for other in annex.projects
            if people in other.project.name
            or (other in asking and topic_pairs(other.project.name) & pairs - _GENERAL)
        ]
        for own, row in rows if len(named) == 1 else ():
            rest = "\n".join(each.text for each in own.texts if each.indicator is not row)
            if own is not named[0] and not any(pair in rest for pair in pairs):
                text = message(
                    "{words} speaks of the project {name}",
                    words=short(row.name),
                    name=short(named[0].project.name),
                )
                yield Violation(text, (whole(row.places, "name"),), row)


_DURING = late(f"(?P<deed>{HAN}{{2,4}}?)(?:期间|过程|阶段)")


def _rows_of_others(annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every row of what happens during work, where that work is another project's.

    None of the words of its name stand elsewhere in the own project, and the work does in the other.
    """
    owners: dict[tuple[str, str], list[tuple[ReviewedProject, Indicator]]] = {}
    for each in annex.projects if len(annex.projects) > 1 else ():
        for indicator in each.project.indicators:
            if _DURING.match(indicator.name):
                owners.setdefault((indicator.name, indicator.target.written), []).append((each, indicator))
    for rows in owners.values():
        if len(rows) != 2 or rows[0][0] is rows[1][0]:
            continue
        for (own, row), (other, _) in (rows, rows[::-1]):
            if _is_of_work_of_the_other(row.name, own, other):
                text = message(
                    "{words} speaks of the project {name}",
                    words=short(row.name),
                    name=short(other.project.name),
                )
                yield Violation(text, (whole(row.places, "name"),), row)


def _is_of_work_of_the_other(name: str, own: ReviewedProject, other: ReviewedProject) -> bool:
    deed = _DURING.match(name)
    if deed is None or topic_pairs(own.project.name) & topic_pairs(other.project.name) - _GENERAL:
        return False
    words = {pair for pair in pairs_of(_ANY_WORD.sub(" ", name)) if is_word(pair)}
    is_strange = all(own.prose.count(word) == name.count(word) for word in words)
    is_known = other.prose.count(deed["deed"]) > name.count(deed["deed"])
    return is_strange and is_known and len(words) >= _LEAST_STRANGE


def _things_of_others(annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every row and sentence of a thing that only another project has, and counts."""
    for found in strange_things(annex.projects, _sentences_of, _are_kin):
        field, words = found.field, found.field.text[found.start : found.end]
        text = message(
            "{words} speaks of the project {name}",
            words=short(words),
            name=short(found.other.project.name),
        )
        yield Violation(
            text, (part(field.places, field.key, field.text, found.start, found.end),), field.indicator
        )


def _sentences_of(field: FieldText) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(field.text):
        yield match.span("said")


def _are_kin(own: ReviewedProject, other: ReviewedProject) -> bool:
    """Tell whether two projects are named for the same."""
    return bool(topic_pairs(own.project.name) & topic_pairs(other.project.name) - _GENERAL)


_SENTENCE = late(
    r"(?:(?:^|(?<=\n))[^\w\n]{0,4}(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．])?(?P<said>[^。；\n]+)"
)
_COPIED_KEYS = frozenset(("text", "purpose", "description", "remark"))
_SHORTEST_COPY = 14
_LEAST_COPIED = 3


def _copied_from_others(annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every sentence that another project has too, of whose things the own one has nothing else."""
    owners: dict[str, list[ReviewedProject]] = {}
    found: list[tuple[ReviewedProject, FieldText, re.Match[str]]] = []
    for each in annex.projects if len(annex.projects) > 1 else ():
        for written in each.texts:
            for match in _SENTENCE.finditer(written.text) if written.key in _COPIED_KEYS else ():
                if len(match["said"]) >= _SHORTEST_COPY:
                    owners.setdefault(match["said"].strip(), []).append(each)
                    found.append((each, written, match))
    for each, written, match in found:
        sentence = match["said"].strip()
        for other in owners[sentence] if len(owners[sentence]) > 1 else ():
            if other is not each and _is_of_the_other(sentence, each, other):
                text = message(
                    "{words} speaks of the project {name}",
                    words=short(sentence),
                    name=short(other.project.name),
                )
                spot = part(written.places, written.key, written.text, *match.span("said"))
                yield Violation(text, (spot,), written.indicator)
                break


_GOAL_KEYS = frozenset(("text", "purpose"))
_LEAST_NAMED = 2


def _goals_of_others(own: ReviewedProject, annex: ReviewedAnnex, names: _Names) -> Iterator[Violation]:
    """Give every sentence of goals of what another project is named for, and the own one has nothing of.

    Where none of the whole sentence is, its clauses are asked.
    """
    by_name = {each.project.name: each for each in annex.projects}
    for written in own.texts:
        for match in _SENTENCE.finditer(written.text) if written.key in _GOAL_KEYS else ():
            other = next(_owners_of_sentence(match["said"], own, by_name, names), None)
            found = [(*match.span("said"), other)] if other else _clauses_of_others(match, own, annex, names)
            for start, end, owner in found:
                text = message(
                    "{words} speaks of the project {name}",
                    words=short(written.text[start:end]),
                    name=short(owner.project.name),
                )
                yield Violation(text, (part(written.places, written.key, written.text, start, end),))


def _owners_of_sentence(
    sentence: str, own: ReviewedProject, by_name: Mapping[str, ReviewedProject], names: _Names
) -> Iterator[ReviewedProject]:
    """Give the other projects that a sentence is of, though it was not copied from there."""
    for name, shared in names.shared_with(map(add, sentence, sentence[1:])):
        named = {each for each in shared if is_word(each) and own.prose.count(each) == sentence.count(each)}
        other = by_name[name]
        is_named = len(named - _GENERAL) >= _LEAST_NAMED
        if other is own or not (
            is_named or (named - _GENERAL and _is_all_of_the_other(sentence, own, other))
        ):
            continue
        if sentence.strip() not in other.prose and _is_of_the_other(sentence, own, other):
            yield other


_CLAUSE = late("[^，。；：\\n]{8,40}(?=[，。；\\n]|\\Z)")
_CLAUSE_ENDS = "，。；：\n"
_STRANGELY = 2
"""How many things of one other project alone a clause has, one of them in its name."""
_OF_ANY_WORK_WORDS = """
    系统 自动 监督 控制 规范 管理 运行 培养 机构 清晰 整洁 完好 干净 美观 畅通
"""
_OF_ANY_WORK = frozenset(_OF_ANY_WORK_WORDS.split())


def _clauses_of_others(
    sentence: re.Match[str], own: ReviewedProject, annex: ReviewedAnnex, names: _Names
) -> Iterator[tuple[int, int, ReviewedProject]]:
    """Give every clause of a sentence most of which only another project speaks of, with some of its name.

    确保祭扫高峰日短驳车运行安全有序 at the end of a sentence of visits to families is of 祭扫疏导.
    """
    by_name = {each.project.name: each for each in annex.projects}
    begin, end = sentence.span("said")
    for match in _CLAUSE.finditer(sentence.string, begin, end):
        clause = match.group()
        if match.start() > begin and sentence.string[match.start() - 1] not in _CLAUSE_ENDS:
            continue
        for name, shared in names.shared_with(map(add, clause, clause[1:])):
            named = {each for each in shared - _GENERAL - _OF_ANY_WORK if is_word(each)}
            other = by_name[name]
            if other is not own and named and _is_clause_of(clause, named, own, other, annex):
                yield *match.span(), other
                break


def _is_clause_of(
    clause: str, named: set[str], own: ReviewedProject, other: ReviewedProject, annex: ReviewedAnnex
) -> bool:
    """Tell whether most of a clause stands nowhere else in its project, nor in its name, and in one other."""
    pairs = topic_pairs(clause)
    if pairs & topic_pairs(own.project.name) - _GENERAL:
        return False
    strange = {each for each in pairs if own.prose.count(each) == clause.count(each)}
    if named.isdisjoint(strange) or len(strange) * 2 <= len(pairs) or _are_kin(own, other):
        return False
    known = _things(
        clause,
        {each for each in strange if each in other.prose and not _ANY_WORD.search(each)} - _OF_ANY_WORK,
    )
    others = [each for each in annex.projects if each is not own and each is not other]
    only = [each for each in known if not any(each in third.prose for third in others)]
    return len(only) >= _STRANGELY and not named.issuperset(only)


def _things(clause: str, pairs: set[str]) -> list[str]:
    """Return the words among some pairs of a clause, from its beginning, none of which shares a character."""
    found, end = [], 0
    for at in range(len(clause) - 1):
        if at >= end and clause[at : at + 2] in pairs and is_word(clause[at : at + 2]):
            found.append(clause[at : at + 2])
            end = at + 2
    return found


_LEAST_OF_THE_OTHER = 0.6


def _is_all_of_the_other(sentence: str, own: ReviewedProject, other: ReviewedProject) -> bool:
    """Tell whether one project has no pair of a sentence's characters elsewhere, and the other most."""
    pairs = topic_pairs(sentence)
    if any(own.prose.count(each) > sentence.count(each) for each in pairs):
        return False
    return sum(each in other.prose for each in pairs) >= _LEAST_OF_THE_OTHER * len(pairs)


def _is_of_the_other(sentence: str, own: ReviewedProject, other: ReviewedProject) -> bool:
    """Tell whether one project has nothing else of a sentence's things, and the other one has.

    Projects whose names speak of the same may share their aims.
    """
    if topic_pairs(own.project.name) & topic_pairs(other.project.name) - _GENERAL:
        return False
    pairs = topic_pairs(sentence)
    strange = [each for each in pairs if own.prose.count(each) == sentence.count(each)]
    known = [each for each in strange if other.prose.count(each) > sentence.count(each) and is_word(each)]
    if len(strange) * 2 > len(pairs) and len(set(known) - _GENERAL) >= _LEAST_COPIED:
        return True
    return any(
        trade.times(own.prose) == trade.times(sentence) < trade.times(other.prose)
        for trade in trades_spoken_of(sentence, enough=1)
    )


_GENERAL_WORDS = """
    安全 环境 文化 教育 健康 卫生 服务 经济 社会 生态 质量 就业 创业 运行 监测 设施 设备 工程 应急 信息
    数据 技术 技能 人才 培训 宣传 检查 企业 农村 城市 城乡 居民 群众 公共 基础 改造 建设 维护 养护 治理
    监管 管护 村级 发展 能力 水平 机制 生活 保护 农业 产业 交通 资源 民生
    青年 老年 老人 妇女 儿童 少年 残疾 职工 干部 学生
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
"""Words that name projects and effects of every trade."""

_ANY_ROW_WORDS = """
    期间 事故 责任 重大 发生 数量 次数 群众 公众 投诉 影响 满意 验收 合格 及时 完成 资金 项目 工作 按时 标准
    规范 有效 提升 提高 促进 保障
"""
_ANY_WORD = late("|".join(sorted({*_GENERAL, *_ANY_ROW_WORDS.split()})))
"""Words that rows of every project may have."""

_EFFECTS = (Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)
"""Effects that are of the project's own trade; incomes and costs change in others, too."""


class _Names:
    """The names of an annex's projects and what each is about, to be asked by pairs of characters."""

    def __init__(self, topics: Mapping[str, frozenset[str]]) -> None:
        self.topics = topics
        self._having: dict[str, list[str]] = {}
        for name, topic in topics.items():
            for pair in topic:
                self._having.setdefault(pair, []).append(name)

    def shared_with(self, pairs: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
        """Give the names that have some of `pairs`, in their order, each with those."""
        shared: dict[str, set[str]] = {}
        for pair in pairs:
            for name in self._having.get(pair, ()):
                shared.setdefault(name, set()).add(pair)
        return ((name, shared[name]) for name in self.topics if name in shared)


def _effects_of_others(reviewed: ReviewedProject, annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every effect that speaks of what another project is named for, and its own project does not."""
    said = [each for each in reviewed.texts if each.indicator or each.goal or each.key == "purpose"]
    everything = "\n".join([reviewed.project.name, *(each.text for each in said)])
    for indicator in reviewed.of(*_EFFECTS):
        row = "\n".join(each.text for each in said if each.indicator is indicator)
        topic = topic_pairs(indicator.name)
        strange = {pair for pair in topic if everything.count(pair) == row.count(pair)}
        for other in annex.projects if len(strange) >= _LEAST_STRANGE else ():
            shared = {pair for pair in strange if pair in other.prose}
            named = shared & topic_pairs(other.project.name) - _GENERAL
            if (
                other is not reviewed
                and any(map(is_word, named))
                and len(shared) >= max(_LEAST_STRANGE, len(topic) / 3)
            ):
                text = message(
                    "{words} speaks of the project {name}",
                    words=short(indicator.name),
                    name=short(other.project.name),
                )
                yield Violation(text, (whole(indicator.places, "name"),), indicator)
                break


_OUTPUTS = (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS)
_ANY_OUTPUT = late(
    "成功|执行|实施|安装|更换|购置|设备|发放|补贴|补助|人员|使用|投入|资料|档案|手册|设计|记录|公示|审核|核实|申请|材料|抽查"
)
_LEAST_WORDS = 2


def _outputs_of_others(own: ReviewedProject, names: _Names, annex: ReviewedAnnex) -> Iterator[Violation]:
    """Give every output of whose words the own project has none elsewhere, and one other project has all.

    That is named for some of them: 纠纷调解成功率, where another project is 土地纠纷调解仲裁.
    """
    by_name = {each.project.name: each for each in annex.projects}
    for row in own.of(*_OUTPUTS):
        plain = _ANY_OUTPUT.sub(" ", _ANY_WORD.sub(" ", without_note(row.name)))
        words = {pair for pair in topic_pairs(plain) if is_word(pair)}
        if len(words) < _LEAST_WORDS:
            continue
        said = "\n".join(each.text for each in own.texts if each.indicator is row)
        if any(own.prose.count(word) > said.count(word) for word in topic_pairs(plain)):
            continue
        known = [
            other
            for name, shared in names.shared_with(words)
            if (other := by_name[name]) is not own
            and shared - _GENERAL
            and all(w in other.prose for w in words)
        ]
        if len(known) == 1 and not _are_kin(own, known[0]):
            text = message(
                "{words} speaks of the project {name}",
                words=short(row.name),
                name=short(known[0].project.name),
            )
            yield Violation(text, (whole(row.places, "name"),), row)


def _name_spoken_of(reviewed: ReviewedProject, indicator: Indicator, names: _Names) -> str | None:
    """Return the name of another project that a description has, where its own project has none of that."""
    written = indicator.description or ""
    for name, shared in names.shared_with(frozenset(map(add, written, written[1:]))):
        if len(shared) >= max(_LEAST_SHARED, len(names.topics[name]) / 2):
            rest = "\n".join(each.text for each in reviewed.texts if each.indicator is not indicator)
            if not any(pair in rest for pair in shared):
                return name
    return None


_USUAL = 3


def units_of_other_places(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give every unit whose place is written as in no other project, and that of the others nearly so.

    The department above a unit is of the unit's place, too.
    """
    yield from _department_elsewhere(reviewed.annex)
    found = [
        (party, place)
        for each in reviewed.projects
        for party in (each.project.unit, each.project.department)
        if party is not None and (place := _last_place(party.name or ""))
    ]
    times = Counter(place for _, place in found)
    own = [party.name or "" for party in (reviewed.annex.unit, reviewed.annex.department) if party]
    # What the annex itself is from is held against every project by another rule.
    usual = [
        place for place, count in times.items() if count >= _USUAL and place not in map(_last_place, own)
    ]
    for party, place in found if usual else ():
        right = next((each for each in usual if _is_misspelt(place, each)), None)
        name = party.name or ""
        if times[place] == 1 and right is not None and not is_place(place):
            start = name.find(place)
            text = message(
                "{rare} here, but {usual} in {count} others: {words}",
                rare=place,
                usual=right,
                count=times[right],
                words=short(name),
            )
            spot = part(party.places, "name", name, start, start + len(place))
            yield Violation(text, (spot,), None, message("write {usual}", usual=right))


def _department_elsewhere(annex: Annex) -> Iterator[Violation]:
    """Give a department whose place is that of its unit but for a character: 滨江新区 above 临江新区."""
    unit, department = annex.unit, annex.department
    if unit is None or department is None or not unit.name or not department.name:
        return
    own, other = _last_place(unit.name), _last_place(department.name)
    differing = sum(one != another for one, another in zip(own, other, strict=False))
    above = (name[: name.find(place)] for name, place in ((unit.name, own), (department.name, other)))
    if len(own) != len(other) or differing != 1 or len({*above}) > 1 or (is_place(own) and is_place(other)):
        return
    start = department.name.find(other)
    text = message("{place} here, and the unit is in {own}", place=other, own=own)
    spot = part(department.places, "name", department.name, start, start + len(other))
    yield Violation(text, (spot, whole(unit.places, "name")), None, message("write one place in both"))


def _is_misspelt(rare: str, usual: str) -> bool:
    """Tell whether a place has the characters of another in another order, or one of like sound or shape."""
    if len(rare) != len(usual) or rare == usual or rare[-1] != usual[-1]:
        return False
    differing = [(one, other) for one, other in zip(rare, usual, strict=True) if one != other]
    return rare == _turned(usual) or (len(differing) == 1 and are_similar(*differing[0]))


KINSHIP: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N07",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=people_not_served,
        title=message("satisfaction of people whom the project does not serve"),
        reason=message("Who is asked must have got something of the project; others cannot judge it."),
        repair=message("name those whom the project serves"),
        evidence=Evidence.REASONED,
        source=message("reasoned from what the rest of the project speaks of"),
        wrong="项目名称: 镇村公交运营补贴\n三级指标: 读者满意度",
        right="项目名称: 镇村公交运营补贴\n三级指标: 乘客满意度",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-N08",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=names_that_differ,
        title=message("a name that differs by a character, or another edition of an event"),
        reason=message("Two names for one thing look like two things, or like the text of last year."),
        repair=message("write the same name in all places"),
        evidence=Evidence.REASONED,
        source=message("reasoned: one thing has one name"),
        wrong="项目名称: 第五届职业技能竞赛\n年度绩效目标:\n  - 举办第四届职业技能竞赛。",
        right="项目名称: 第五届职业技能竞赛\n年度绩效目标:\n  - 举办第五届职业技能竞赛。",
        heuristic=True,
    ),
)

STRANGERS: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-D08",
        severity=Severity.INFO,
        find=words_of_another_project,
        title=message("a row that speaks of another project of the annex"),
        reason=message("A row copied from another project measures what this one does not pay for."),
        repair=message("write what this project does"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the names and texts of the projects of one annex"),
        wrong="项目名称: 河道保洁\n绩效指标描述: 对森林防火工作满意的人数",
        right="项目名称: 河道保洁\n绩效指标描述: 对河道保洁工作满意的人数",
        heuristic=True,
    ),
    AnnexRule(
        code="PMG-D10",
        severity=Severity.WARNING,
        find=units_of_other_places,
        title=message("a unit whose place is misspelt"),
        reason=message("All units of an annex lie in one place, which has one name."),
        repair=message("write the place as the other projects do"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the units of the projects of one annex"),
        wrong="项目单位:\n  名称: 泊海区民政局",
        right="项目单位:\n  名称: 海泊区民政局",
        heuristic=True,
    ),
)
