"""Rules about places and names that are not the annex's own."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.known.own_kind_places import others_of_its_kind, own_places
from pmgen.check.known.place_names import Home, NamedPlace, home_of, is_place, places_in
from pmgen.check.known.places_as_own import (
    is_at_work,
    is_worked_in,
    owns_what_is_measured,
    stands_as_own,
)
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import around
from pmgen.late_pattern import late
from pmgen.model.records import Annex, Party, Project
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_PLACE = late("[市区县旗州盟省镇乡]|街道|苏木")
_IN_PROSE = frozenset(("name", "text", "purpose", "description", "remark", "target"))
_REASON = late(
    "对口|支援|受援|支教|援[藏疆青外建派助]|帮扶|协作|协同|合作|交流|共建|联动|联盟|东西部|结对|赴|前往|考察|学习|参观|参[加会展赛]"
    "|外出|异地|跨[省市区县域境]|转[移运出入]|来自|引进|招商|推介|输[入出送]|搬?迁|毗邻|相邻|交界|接壤|上游|下游|流域"
    "|干线|铁路|高速|公路|国道|省道|航线|中标|采购|承[担办]|委托|博览会|论坛|经验|模式|做法|对标|以外|(?<!户)籍"
    "|捐|征集|征求|邀请|邀约|互[换派访认通]|推销|供货|咨询|调研|取经|挂职|跟岗|观摩|[实见]习|集训|决赛|展销|借阅|借展|租借|采样|推荐|宣介|推广|客源"
)
"""Words by which a place elsewhere is named with reason, in the clause that it stands in."""
_BEFORE = late("[与同和及至到从由、—－-]\\Z")
_IN_A_TITLE = late("《[^》]*\\Z")
_BEHIND = late(
    "[与同和及至到、—－-]|等|.{0,8}(?:大学|学院|医院|公司|银行|集团|研究[院所]|厂|(?<!户)籍|杯|[〔\\[【（(]20\\d\\d)"
)
"""What stands beside the name of one of several places, of a road, a document or a house elsewhere."""

_EACH_PART = late("各(?:[乡镇村街]|社区|苏木|嘎查)")
_CLAUSE_ENDS = "，。；：\n"
_CLAUSE = late(f"[^{_CLAUSE_ENDS}]*")


def places_elsewhere(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every place that is not where the annex is from, unless the sentence says why it is named."""
    if not _PLACE.search(reviewed.prose):
        return
    yield from _cited_as_own(reviewed)
    yield from _others_of_its_kind(reviewed)
    home = _home(reviewed.annex, reviewed.project)
    found = [
        (written, place)
        for written in reviewed.texts
        if written.key in _IN_PROSE
        for place in places_in(written.text, home)
    ]
    named = {place.name for written, place in found if written.key == "name" and written.indicator is None}
    for written, place in found:
        is_own = place.name not in named and _is_own(written, place, home, reviewed)
        is_of_form = reviewed.region is not None and place.name in reviewed.region.name
        if home.is_known and is_own and not is_of_form and home.is_elsewhere(place.name):
            yield _elsewhere(written, place, home)


_CITED = late(f"《(?P<place>{HAN}{{2,4}}?[市区县旗])[^》]+》[（(](?P<own>{HAN}){HAN}{{1,7}}[〔\\[【［(（]20")


def _cited_as_own(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give papers of a place elsewhere with a number of the own one: 《东河区……》（沧卫发〔2026〕22号）."""
    for written, match in reviewed.matches(_CITED) if "》（" in reviewed.prose else ():
        home, name, sign = _home(reviewed.annex, reviewed.project), match["place"], match["own"]
        is_own_number = any(sign in each for each in home.names) and sign not in name
        if is_own_number and is_place(name) and home.is_elsewhere(name):
            yield _elsewhere(written, NamedPlace(*match.span("place"), name), home)


def _others_of_its_kind(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every zone or town that is served though the unit is another: 改善武清开发区环境."""
    annex, project = reviewed.annex, reviewed.project
    parties = (annex.unit, annex.department, project.unit, project.department, project.office)
    own = own_places(map(_name, parties))
    for written in reviewed.texts if any(own) else ():
        if written.key in _IN_PROSE:
            for place in others_of_its_kind(written.text, own, reviewed.prose):
                named = NamedPlace(place.start, place.end, place.name)
                begin = max(written.text.rfind(mark, 0, place.start) for mark in _CLAUSE_ENDS) + 1
                clause = _CLAUSE.match(written.text, begin)
                if clause and not _REASON.search(clause[0]):
                    yield _elsewhere(written, named, _home(annex, project))


def _home(annex: Annex, project: Project) -> Home:
    parties = (annex.unit, annex.department, project.unit, project.department, project.office)
    return home_of([annex.title or "", *map(_name, parties)])


def _name(party: Party | None) -> str:
    return (party.name if party is not None else "") or ""


def _is_own(written: FieldText, place: NamedPlace, home: Home, reviewed: ReviewedProject) -> bool:
    """Tell whether a text has a place for the own one, and no word that says why it is named."""
    text = written.text
    place = _with_those_above(text, place, home)
    start = max(text.rfind(mark, 0, place.start) for mark in _CLAUSE_ENDS) + 1
    clause = _CLAUSE.match(text, place.end)
    words = text[start : place.start] + " " + (clause.group() if clause else "")
    if text[start : place.start].endswith("从") and _EACH_PART.match(text, place.end):
        return True
    if _REASON.search(words) or _BEHIND.match(text, place.end) or _is_among_others(words, place, home):
        return False
    if _IN_A_TITLE.search(text, start, place.start):
        return False
    if _BEFORE.search(text, start, place.start):
        return is_at_work(text, start, place) or is_worked_in(text, start, place)
    is_name = written.key == "name" and written.indicator is not None
    if is_name and owns_what_is_measured(text, place) and reviewed.prose.count(place.name) == 1:
        return True
    return stands_as_own(text, start, place, reviewed.project.name or "", is_name=is_name)


def _with_those_above(text: str, place: NamedPlace, home: Home) -> NamedPlace:
    """Return a place from where the own one begins that stands right before it: 天津市北辰区."""
    return place._replace(start=place.start - len(home.name_before(text, place.start)))


def _is_among_others(words: str, place: NamedPlace, home: Home) -> bool:
    """Tell whether a clause names the own place as well, or a third one that is no part of the other."""
    before, _, behind = words.partition(" ")
    others = [*places_in(before), *(each for each in places_in(behind) if each.start > 0)]
    return any(each.name != place.name for each in others) or any(name in words for name in home.names)


def _elsewhere(written: FieldText, place: NamedPlace, home: Home) -> Violation:
    own = "、".join(home.names[:2])
    return Violation(
        message(
            "{place} is elsewhere, the unit belongs to {own}: {words}",
            place=place.name,
            own=short(own),
            words=around(written.text, place.start, place.end),
        ),
        (part(written.places, written.key, written.text, place.start, place.end),),
        written.indicator,
    )


PLACES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N06",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=places_elsewhere,
        title=message("place that is not the unit's own"),
        reason=message("The name of another place shows that the text was copied from there."),
        repair=message("write the name of the own place, or say why the other one is named"),
        evidence=Evidence.REASONED,
        source=message("reasoned; the places are those of the National Bureau of Statistics of 2023"),
        wrong="项目单位:\n  名称: 鄂州市教育局\n年度绩效目标:\n  - 为黄冈市500名学生发放助学金。",
        right="项目单位:\n  名称: 鄂州市教育局\n年度绩效目标:\n  - 为鄂州市500名学生发放助学金。",
        heuristic=True,
    ),
)
