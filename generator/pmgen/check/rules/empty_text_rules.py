"""Rules about texts that say nothing: not filled in, or only repeating another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.name_words import pairs_of, without_punctuation
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.terms import Category
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_BLANKS = (
    "* ** *** ＊ / // ／ - -- --- — —— — 空 待定 待填 待补充 未定 暂缺 略 … …… ..."
    " X XX XXX x xx xxx × ×× ××× ? ？ N/A n/a NA TBD tbd null NULL None none nan NaN undefined"
    " 〇 〇〇 ○ ○○ □ 【】 （） ()"
)
_BLANK = frozenset(_BLANKS.split())
_NOTHING = frozenset(["无", "暂无", "没有"])
_ASKED = frozenset(["name", "text", "target", "purpose", "description"])
_SIGNED = (
    "某某 XX xx ×× ** ＊＊ 〇〇 ○○ □□ __ ＿＿ ?? ？？ 【】 （） () 待定 待填 待补充 第X X月"
    " #REF! #N/A #DIV/0! #VALUE! #NAME? #NUM! #NULL! ###"
)
_SIGNS = tuple(_SIGNED.split())
"""Every place that is not filled in holds one of these."""

_SAMPLE = late(
    r"(?:\d{4}年)?(?:示例|样例|范例|测试|演示|demo|sample|test|某|某某)(?:项目|单位|部门|局|指标|目标|名称|数据)?[\d一二三]?"
    r"|(?:项目|单位|指标)(?:名称|全称)|项目单位|主管部门|[一二三]级指标|(?:年度)?(?:绩效)?目标(?:内容)?|资金用途"
    r"|(?:项目|指标|(?:年度)?(?:绩效)?目标)[\d一二三]|([a-z])\1+|asdf\w*|qwer\w*"
)
"""A whole value that is a sample or the name of its field."""
_SAMPLE_CONTACT = late(
    r"(?:张三|李四|王五|赵六)[\d\s-]*|.*(?<!\d)(?:1[3-9]\d0{8}|1([3-9])\1{9}|12345678\d*|13800138000)(?!\d).*"
)
_NUMERALS = "一二三四五六七八九十百"
_UNFILLED = late(
    rf"(?<![A-Za-z0-9])(?:[xX]{{2,}}|[×*＊]{{2,}})(?![A-Za-z0-9])|(?<![{_NUMERALS}〇○])[〇○]{{2,}}(?![{_NUMERALS}〇○年])"
    r"|某某|□{2,}|_{2,}|＿{2,}|[?？]{2,}|【】|（）|\(\)|[（(【]待(?:定|填|补充)[）)】]|第X(?=[届期批次])|X月X日"
    r"|#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|#{3,}"
)


def placeholders(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give everything that was to be filled in and was not."""
    for written in reviewed.texts:
        if _is_blank(written) or _is_sample(written):
            yield _unfilled(written, 0, len(written.text))
    if not any(sign in reviewed.prose for sign in _SIGNS):
        return
    for written, match in reviewed.matches(_UNFILLED):
        if not _is_blank(written) and not _is_sample(written) and written.key != "contact":
            yield _unfilled(written, *match.span())


def _is_sample(written: FieldText) -> bool:
    """Tell whether a value only shows what kind of value belongs there."""
    if written.key == "contact":
        return _SAMPLE_CONTACT.fullmatch(written.text) is not None
    text = written.text.lower()
    return written.key in _ASKED and written.key != "target" and _SAMPLE.fullmatch(text) is not None


def _is_blank(written: FieldText) -> bool:
    if written.key not in _ASKED:
        return False
    text = written.text
    return text in _BLANK or (text in _NOTHING and written.key != "target")


def _unfilled(written: FieldText, start: int, end: int) -> Violation:
    return Violation(
        message("{words} is a placeholder", words=written.text[start:end]),
        (part(written.places, written.key, written.text, start, end),),
        written.indicator,
    )


UNFILLED: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V16",
        exactness=3,
        about=Subject.EITHER,
        severity=Severity.ERROR,
        find=placeholders,
        title=message("placeholder left in the text"),
        reason=message("Something was to be filled in later, or a spreadsheet's error was copied along."),
        repair=message(
            "write what belongs there; if it is unknown, delete the line, or ask for it where the field is "
            "required (指标值): without it nothing is published"
        ),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; no hit in the published annexes"),
        wrong="三级指标: 培训人数\n指标值: XX",
        right="三级指标: 培训人数\n指标值: ≥500人",
    ),
)


_PAIR, _MANY = 2, 3
_LEAST = 4
_SHARED = 3
_A_WORD = 2
_RETELLS = late(r"\A(?:反映|体现|衡量).*(?:情况|程度|水平)。?\Z")
_ONE_NOUN = 6
_OUTPUTS = (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS)
_BY_EVIDENCE = late("以|按|依据|根据|凭|[与较同](?!意)|比(?!例)|对[比照]|相[对比]")
"""What a description begins with that names the papers of other rows as its proof, or what to compare."""
_SAYS_HOW = late(
    "按|以|依|据|根据|不?含|由|经|截至|指|凡|包括|扣除|剔除|计|均|每|[^，。]{0,8}(?:口径|为准|计[算入数]|统计)"
)
"""What a description begins with that many rows may share: how all of them are counted."""

_GENERAL = late(
    r"反映|体现|衡量|通过|项目|本|该|对|的|情况|程度|是否|及时性?|准确|完成|达标|合格|覆盖|率|性|提升|资金|人员|数量|工作|以|和|与|及|等"
    r"|[\W\d_A-Za-z]"
)


def description_is_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every description that is the indicator's name once more."""
    for indicator in reviewed.project.indicators:
        description = indicator.description
        if description is not None and (
            description == indicator.name
            or without_punctuation(description) == without_punctuation(indicator.name)
        ):
            yield Violation(
                message("the description only repeats the name: {name}", name=short(indicator.name)),
                (whole(indicator.places, "description"),),
                indicator,
            )


def one_description(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every description that three or more indicators of other names have in common."""
    by_text: dict[str, list[Indicator]] = {}
    for indicator in reviewed.project.indicators:
        if indicator.description is not None:
            by_text.setdefault(indicator.description, []).append(indicator)
    for text, indicators in by_text.items():
        if len({each.name for each in indicators}) >= _MANY and not _SAYS_HOW.match(text):
            yield Violation(
                message(
                    "{count} indicators have the description {words}",
                    count=len(indicators),
                    words=short(text),
                ),
                tuple(whole(each.places, "description") for each in indicators),
            )


def purpose_is_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a 资金用途 that is the project's name once more."""
    project = reviewed.project
    if project.purpose is not None and without_punctuation(project.purpose) == without_punctuation(
        project.name
    ):
        yield Violation(
            message("资金用途 only repeats the name of the project: {name}", name=short(project.name)),
            (whole(project.places, "purpose"), whole(project.places, "name")),
        )


_ADDS = ("含", "不含", "包括", "用于", "其中")
"""What a description begins with that only adds something to its name."""
_RECKONED = late("(?<![0-9])(?!100[%％])[0-9]")
"""A description that says how an amount comes about, or what must be reached, has no words of the name."""


def other_subject(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every description that shares no word with its name, and retells or belongs to another."""
    by_text: dict[str, list[Indicator]] = {}
    for indicator in reviewed.project.indicators:
        if indicator.description is not None:
            by_text.setdefault(indicator.description, []).append(indicator)
    for text, indicators in by_text.items():
        if _RECKONED.search(text) or text.startswith(_ADDS):
            continue
        is_suspect = len(indicators) > 1 or _retells_work(text, indicators[0])
        if is_suspect or _is_of_another(text, reviewed.project.indicators):
            strangers = (*_strangers(_subject(text), indicators), *_copied(indicators))
            for indicator in {id(each): each for each in strangers}.values():
                yield Violation(
                    message(
                        "the description of {name} speaks of something else: {words}",
                        name=short(indicator.name),
                        words=short(text),
                    ),
                    (whole(indicator.places, "description"), whole(indicator.places, "name")),
                    indicator,
                )


def _retells_work(text: str, indicator: Indicator) -> bool:
    """Tell whether a text only says which work's state an output shows; effects are told in other words."""
    is_short = len(_subject(text)) <= _ONE_NOUN
    return is_short and indicator.base in _OUTPUTS and _RETELLS.match(text) is not None


def _copied(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """Give the rows whose description lacks their own words and has those of another row that has it too.

    Of 宫颈癌筛查成本 and 乳腺癌筛查成本 a description with 宫颈癌 alone is that of the first.
    """
    text = indicators[0].description or ""
    about = pairs_of(text)
    names = [pairs_of(each.name) for each in indicators]
    for indicator, name in zip(indicators, names, strict=True):
        if any(_is_the_other(about, name - other, other - name) for other in names):
            yield indicator
    if len(indicators) == _PAIR and not _SAYS_HOW.match(text):
        of_first, of_second = (frozenset(_subject(each.name)) for each in indicators)
        is_first = not (of_first - of_second).isdisjoint(text)
        is_second = not (of_second - of_first).isdisjoint(text)
        if is_first is not is_second:
            yield indicators[1 if is_first else 0]


def _is_the_other(about: frozenset[str], own: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether a text has words that only the other name has, and none that only the own one has."""
    return len(own) >= _A_WORD and own.isdisjoint(about) and len(others & about) >= _A_WORD


def _is_of_another(text: str, indicators: Sequence[Indicator]) -> bool:
    """Tell whether a text speaks of what another indicator is named for, and of nothing of its own one."""
    if _BY_EVIDENCE.match(text):
        return False
    about = pairs_of(_subject(text))
    own = frozenset("".join(_subject(each.name) for each in indicators if each.description == text))
    names = (pairs_of(_subject(each.name)) for each in indicators if each.description != text)
    return own.isdisjoint(_subject(text)) and any(len(name & about) >= _SHARED for name in names)


def _strangers(about: str, indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """Give those of the indicators with one description whose names have nothing to do with it.

    A description that several have is of none of them, unless one of their names speaks of it.
    """
    pairs = pairs_of(about)
    if len(about) < _LEAST or not (len(indicators) == 1 or any(_is_of(pairs, each) for each in indicators)):
        return
    for indicator in indicators:
        name = _subject(indicator.name)
        if len(name) >= _LEAST and not name.endswith("指标") and not pairs & pairs_of(name):
            yield indicator


def _subject(text: str) -> str:
    """Return what a text is about, without the words that every description has."""
    return _GENERAL.sub("", text)


def _is_of(about: frozenset[str], indicator: Indicator) -> bool:
    """Tell whether most of an indicator's name stands in a description."""
    name = pairs_of(_subject(indicator.name))
    return len(name & about) * 2 > len(name)


DESCRIPTIONS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-S12",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=description_is_name,
        title=message("description only repeats the name"),
        reason=message("The description is to say what is counted and how; the name alone leaves that open."),
        repair=message("say what is counted, from which records, and how it is computed"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="三级指标: 培训合格率\n绩效指标描述: 培训合格率",
        right="三级指标: 培训合格率\n绩效指标描述: 结业考试合格人数占参训人数的比例。",
    ),
    ProjectRule(
        code="PMG-S13",
        severity=Severity.INFO,
        find=one_description,
        title=message("one description for many indicators"),
        reason=message("What is said of many indicators explains none of them."),
        repair=message("say for each indicator what is counted and how"),
        evidence=Evidence.SEEN,
        source=message("seen in an undated published annex of Tianjin"),
        wrong="""\
- 三级指标: 维修费
  绩效指标描述: 反映成本控制情况。
- 三级指标: 宣传费
  绩效指标描述: 反映成本控制情况。""",
        right="""\
- 三级指标: 维修费
  绩效指标描述: 房屋维修合同的总金额。
- 三级指标: 宣传费
  绩效指标描述: 印刷和广告的总支出。""",
    ),
    ProjectRule(
        code="PMG-S14",
        severity=Severity.WARNING,
        find=purpose_is_name,
        title=message("资金用途 only repeats the project's name"),
        reason=message("资金用途 is to say what the money buys; a repeated name says nothing."),
        repair=message("write what the money is spent on"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin"),
        wrong="项目名称: 信息系统运维费\n资金用途: 信息系统运维费",
        right="项目名称: 信息系统运维费\n资金用途: 用于支付12套业务系统全年的运行维护费。",
    ),
    ProjectRule(
        code="PMG-S15",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=other_subject,
        title=message("description of something else"),
        reason=message("A description copied from another row tells a reader to measure the wrong thing."),
        repair=message("write the description of this indicator, if it was copied by mistake"),
        evidence=Evidence.SEEN,
        source=message("seen in an undated published annex of Tianjin"),
        wrong="三级指标: 救护车更新数量\n绩效指标描述: 反映学员培训考试情况。",
        right="三级指标: 救护车更新数量\n绩效指标描述: 当年购置并上牌的救护车辆数。",
        heuristic=True,
    ),
)
