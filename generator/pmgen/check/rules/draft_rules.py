"""Rules about texts that were not finished: broken sentences, numbers out of order, notes of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.long_texts import READ_CHARACTERS
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.item_numbers import WrongNumber, wrong_numbers
from pmgen.check.wording.name_words import around
from pmgen.check.wording.unfinished_sentences import unfinished_ends
from pmgen.late_pattern import late
from pmgen.model.records import Goal
from pmgen.problems import Severity, message

_SENTENCES = frozenset(("text", "purpose", "description", "legal_basis", "remark"))
_STOP = r"(?=[。；;]|\n|\Z)"
_BREAKS_OFF = late(
    "(?:"
    "(?:率|度|比例|比重|占比|分别|均|数量?|总[数量额])(?:应|需|要|将|可|力争)?(?:达到|达|为)"
    "|(?:提[高升]|增[加长]|上升|降低?|下降|减少|缩短|压[减缩]|控制|保持|稳定|维持)(?:到|至|在|为)"
    "|不(?:低于|少于|小于|超过|高于|大于|多于)|(?:给予|予以|加以|(?<![看听找买吃喝用摸见办读学够借领])得到|取得|受到|有待|包括|例如|诸如|其中|以及|关于)"
    "|(?:得到|取得|实现|受到|给予|获得|形成)(?:了|更加?|较[大好高为]?)?(?:基本|有效|进一步|明显|显著|切实|全面|充分|较[大好]|大幅|良好|积极)"
    "|(?<![再更])进一步|按照|根据|通过对|为了|由于|对于|(?<=[，、；])[和与及或并]"
    ")" + _STOP
)
"""Words after which a sentence must go on."""
_OPEN_NOUN = late(r"(?<![目有似])的(?=。|\Z)")
_COMPLETE = late("凡|属|是[^，]*的|[为按以]|符合|经|未|不|者|如|若|应|可|已|被|由|标准")


def broken_sentences(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the sentences that end where words must follow."""
    for written, match in reviewed.matches(_BREAKS_OFF):
        if written.key in _SENTENCES:
            yield _broken(written, match)
    for written in reviewed.texts if "的" in reviewed.prose else ():
        end = _OPEN_NOUN.search(written.text, max(0, len(written.text) - 2))
        if end and written.key in _SENTENCES and not _COMPLETE.search(_last_clause(written.text)):
            yield _broken(written, end)
    for written in reviewed.texts:
        ends = list(unfinished_ends(written.text)) if written.key in _SENTENCES else []
        told = {each.end() for each in _BREAKS_OFF.finditer(written.text)} if ends else set()
        for match in ends:
            if match.end() not in told:
                told.add(match.end())
                yield _broken(written, match)


def _last_clause(text: str) -> str:
    return re.split("[，。；：\n]", text.rstrip("。"))[-1]


def _broken(written: FieldText, match: re.Match[str]) -> Violation:
    words = around(written.text, match.start(), match.end(), 10)
    text = message("the sentence breaks off after {words}", words=words.rstrip("。；;"))
    return Violation(text, (_spot(written, match.start(), match.end()),), written.indicator)


def _spot(written: FieldText, start: int, end: int) -> ValueSpan:
    return part(written.places, written.key, written.text, start, end)


_NOTE = late(
    r"[（(【\[](?=[^（()）】\]]{1,40}[）)】\]])(?:"
    r"[^（()）】\]]{0,10}(?:待(?!业|遇|岗)|请|尚需|还需|需再|需要?与)[^（()）】\]、，的]{0,14}"
    r"(?:核实|核对|核定|确认|确定|补充|补上|修改|再[改定填]|更新|填写|删除|商定|商量|调整|完善|敲定)(?!的)[^（()）】\]]{0,8}"
    r"|(?:此处|该处|这里|本段|本句|以上|数[据字]|金额|内容)[^（()）】\]]{0,14}(?:待|需|请|未|缺|改|删|核|补)[^（()）】\]]{0,10}"
    r"|(?:已|拟|建议|是否|可)?(?:删除?|修改|改为|新增|替换)(?:[:：][^（()）】\]]*|[此该本]?[句段处条行项])?"
    r"|原(?:为|文|稿|数)[:：]?[^（()）】\]]{0,20}|(?:批注|备忘|注释|领导意见|修订)[^（()）】\]]{0,30}"
    r")[）)】\]]"
)
_LOOSE = late(
    r"批注[:：]|修订[:：]|(?<![在于至从自])此处(?:需|待|应|请|填|缺|漏|删|补|插|略)|待(?:补充|填写|完善|确认|核实|定)(?=[。；，]?(?:\Z|\n))"
    r"|(?<![A-Za-z])(?:TODO|FIXME|TBD)(?![A-Za-z])|^同上[。]?$|\.docx?\b|\.xlsx?\b"
    rf"|以下(?:内容)?(?:省略|略)|(?<={HAN})…{{1,2}}(?=[。；]?\Z)"
)


def notes_of_a_draft(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the notes that the authors of a text wrote for each other."""
    for pattern in (_NOTE, _LOOSE):
        for written, match in reviewed.matches(pattern):
            if written.key != "contact":
                yield Violation(
                    message("a note of the draft is left: {words}", words=match.group()),
                    (_spot(written, match.start(), match.end()),),
                    written.indicator,
                )


def numbers_out_of_order(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number that does not follow on the one before it, in a text or from goal to goal."""
    by_horizon: dict[object, list[FieldText]] = {}
    for written in reviewed.texts:
        if written.goal is not None and written.key == "text":
            by_horizon.setdefault(_horizon(written.goal), []).append(written)
        elif written.key in _SENTENCES:
            yield from (_wrong(written, wrong) for wrong in wrong_numbers(written.text))
    for texts in by_horizon.values():
        yield from _from_goal_to_goal(texts)


def _horizon(goal: Goal) -> object:
    return goal.horizon


def _from_goal_to_goal(texts: list[FieldText]) -> Iterator[Violation]:
    joined = "\n".join(written.text for written in texts)
    ends, at = [], 0
    for written in texts:
        at += len(written.text) + 1
        ends.append(at)
    for wrong in wrong_numbers(joined):
        number = next(index for index, end in enumerate(ends) if wrong.start < end)
        shift = ends[number] - len(texts[number].text) - 1
        yield _wrong(texts[number], wrong._replace(start=wrong.start - shift, end=wrong.end - shift))


def _wrong(written: FieldText, wrong: WrongNumber) -> Violation:
    spot = (_spot(written, wrong.start, wrong.end),)
    values = {"number": wrong.written, "before": wrong.before}
    text = (
        message("the number {number} stands twice", number=wrong.written)
        if wrong.written == wrong.before
        else message("{number} follows on {before}", **values)
    )
    return Violation(text, spot, written.indicator)


def long_texts(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the texts of which the other rules saw only the beginning."""
    for written in reviewed.cut:
        yield Violation(
            message(
                "the text has {count} characters, of which the first {read} are reviewed",
                count=len(written.text),
                read=READ_CHARACTERS,
            ),
            (whole(written.places, written.key),),
            written.indicator,
        )


DRAFTS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-P10",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=broken_sentences,
        title=message("sentence that breaks off"),
        reason=message("A sentence without its end promises nothing that could be proved."),
        repair=message("finish the sentence, or delete its last words"),
        evidence=Evidence.REASONED,
        source=message("ordinary use of Chinese; reasoned, not from a regulation"),
        wrong="年度绩效目标:\n  - 7个工作日内办结率达到。",
        right="年度绩效目标:\n  - 7个工作日内办结率达到95%。",
    ),
    ProjectRule(
        code="PMG-P11",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=numbers_out_of_order,
        title=message("numbers of items that jump or repeat"),
        reason=message("A missing number makes readers look for what was left out."),
        repair=message("number the items one after the other, or add the one that is missing"),
        evidence=Evidence.REASONED,
        source=message("reasoned from what a list is"),
        wrong="年度绩效目标:\n  - 1.开展培训。2.组织演练。4.购置设备。",
        right="年度绩效目标:\n  - 1.开展培训。2.组织演练。3.购置设备。",
    ),
    ProjectRule(
        code="PMG-P12",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=notes_of_a_draft,
        title=message("note of a draft left in the text"),
        reason=message("What authors wrote for each other is published with the rest."),
        repair=message("do what the note says, and delete it"),
        evidence=Evidence.REASONED,
        source=message("reasoned: such notes are not for readers"),
        wrong="年度绩效目标:\n  - 开展宣传30场（待与司法所核实后再改）。",
        right="年度绩效目标:\n  - 开展宣传30场。",
    ),
    ProjectRule(
        code="PMG-P13",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=long_texts,
        title=message("text too long to be reviewed"),
        reason=message("No form has a cell for so much: it is mostly pasted, or several texts in one."),
        repair=message("write what the field asks for, and put the rest into a document of its own"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the longest text of the published annexes has 577 characters"),
        wrong="资金用途: # 粘贴了整份实施方案，6000字",
        right="资金用途: 用于全年保洁河道30公里。",
    ),
)
