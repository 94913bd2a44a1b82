"""Rules about marks, blanks and other signs in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import around, merged_violations
from pmgen.check.wording.proofreading import (
    INVISIBLE_NAMES,
    MARKS,
    SUSPECT,
    TURNS_TEXT,
    MarkFault,
    OddCharacters,
    OddMark,
    odd_characters,
    odd_marks,
)
from pmgen.late_pattern import late
from pmgen.load.field_messages import named
from pmgen.load.text_files import INVISIBLE
from pmgen.model.targets import Text
from pmgen.problems import Message, Severity, code_of, message
from pmgen.problems.message import short

_QUOTE_OR_BRACKET = late(f'[{MARKS}"]')
_HALF_WIDTH = late(
    rf"[.,;:!?](?:(?<=(?:{HAN}|[”’》）】])[,;:!?])(?!//)|(?<=[,;:!?])(?=\s?(?:{HAN}|[“‘《（【]))"
    rf"|(?<={HAN}\.)(?=[ \t]*(?:\n|\Z)))"
)
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
_BREAK = late(r"\t+|\n+")
_SEVERAL_LINES = frozenset(("text", "purpose", "description", "legal_basis", "formula", "evidence", "remark"))
_SHOWN_AS = "▯"
"""What an invisible character is shown as."""

_FULL_MARKS = "，。；：！？、“”‘’《》（）【】"
_BLANKS = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_INNER_BLANK = late(
    rf"[{_BLANKS}](?:(?<=(?:{HAN}|[{_FULL_MARKS}]).)|(?<={HAN}[,;:].))[{_BLANKS}]*(?=(?:{HAN}|[{_FULL_MARKS}]))"
)
_ENDS_OF_OFFICES = "部委局厅院办府署会行央"
_OFFICE = late(f"{HAN}{{1,14}}?[{_ENDS_OF_OFFICES}](?:关于|联合|共同|印发|等|[ 、])")
_STANDARD = late("标准|规范|规程|通则|导则|指南")
_STANDARD_NUMBER = late("[（(]?[A-Z]{2}")
_PART_OF_A_TITLE = late("第(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:部分|[编卷册章])[^《》]*》")
_HALF_PAIR = late(r"\([^()（）\n]*\)")
_CHINESE = late(HAN)
_FULL_PAIR = late(r"（[^()（）\n]*）")
_MOST_PLACES = 5
_TOGETHER = late(r"[，；：、。,;]{2,}")
_OPEN_END = late(r"[，、：](?=\n|\Z)")
_MARK_NAMES = {mark: f"{name} {mark}" for mark, name in zip("“”‘’", ("前引号", "后引号") * 2, strict=True)}
"""Marks that cannot be told from the quotation marks of the sentence that names them."""
_DIGITS = late("[\uff10-\uff19]+")


def unpaired_marks(reviewed: ReviewedProject) -> Iterable[Violation]:
    """Give every quotation mark and bracket that does not pair."""
    if not _QUOTE_OR_BRACKET.search(reviewed.prose):
        return ()
    return merged_violations(
        Violation(
            _fault(odd, written.text),
            (part(written.places, written.key, written.text, odd.start, odd.end),),
            written.indicator,
            _right_mark(odd),
        )
        for written in reviewed.texts
        if _QUOTE_OR_BRACKET.search(written.text)
        for odd in odd_marks(written.text)
    )


def _fault(odd: OddMark, text: str) -> Message:
    mark = text[odd.start]
    words = short(around(text, odd.start, odd.end))
    match odd.fault:
        case MarkFault.UNCLOSED:
            return message("nothing closes {mark}: {words}", mark=mark, words=words)
        case MarkFault.UNOPENED:
            return message("nothing opens {mark}: {words}", mark=mark, words=words)
        case MarkFault.WRONG_WAY:
            return message("{mark} opens again where it should close: {words}", mark=mark, words=words)
        case MarkFault.CLOSES_FIRST:
            return message("{mark} closes where it should open: {words}", mark=mark, words=words)
        case MarkFault.OTHER_KIND:
            return message("{mark} closes a bracket of another kind: {words}", mark=mark, words=words)
        case MarkFault.STRAIGHT:
            return message("straight quotation marks in a Chinese text: {words}", words=words)
        case MarkFault.TURNED:
            return message(
                "{mark} and its other half stand the wrong way round: {words}", mark=mark, words=words
            )


def _right_mark(odd: OddMark) -> Message:
    mark = _MARK_NAMES.get(odd.right, odd.right)
    if odd.fault in (MarkFault.UNCLOSED, MarkFault.UNOPENED):
        return message("add {mark} where it is missing, or delete the single mark", mark=mark)
    if odd.fault is MarkFault.TURNED:
        return message("exchange the two: {words}", words=odd.right)
    if odd.fault is MarkFault.STRAIGHT:
        return message("write curly marks before and after: {mark}", mark=odd.right)
    return message("write {mark} here", mark=mark)


def half_width_marks(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every half-width mark that stands beside Chinese characters."""
    for written, match in reviewed.matches(_HALF_WIDTH):
        mark = match.group()
        words = around(written.text, match.start(), match.end())
        yield Violation(
            message("half-width {mark} between Chinese characters: {words}", mark=mark, words=words),
            (_spot(written, match),),
            written.indicator,
            message("write {mark}", mark=_FULL_WIDTH[mark]),
        )


def _spot(written: FieldText, match: re.Match[str]) -> ValueSpan:
    return part(written.places, written.key, written.text, match.start(), match.end())


def inner_breaks(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give tabs in any text, and line breaks in fields that are one line on every form."""
    if "\t" not in reviewed.prose and reviewed.prose.count("\n") < len(reviewed.texts):
        return
    for written in reviewed.texts:
        for match in _BREAK.finditer(written.text):
            words = around(written.text, match.start(), match.end()).replace("\t", "⇥").replace("\n", "↵")
            if match.group()[0] == "\t":
                text = message("a tab stands inside a text: {words}", words=words)
                yield Violation(text, (_spot(written, match),), written.indicator)
            elif written.key not in _SEVERAL_LINES:
                text = message("a line break stands inside a text of one line: {words}", words=words)
                yield Violation(text, (_spot(written, match),), written.indicator)


def inner_blanks(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every blank between Chinese characters; a contact may use blanks to part its pieces."""
    for written, match in reviewed.matches(_INNER_BLANK):
        if written.key != "contact" and not _may_stand(written.text, match):
            words = around(written.text, match.start(), match.end())
            text = message("blank between Chinese characters: {words}", words=words)
            yield Violation(text, (_spot(written, match),), written.indicator)


def _may_stand(text: str, blank: re.Match[str]) -> bool:
    """Tell whether a blank parts a title, 规范 第3部分, or two offices that issue a document together."""
    if _PART_OF_A_TITLE.match(text, blank.end()) or _is_in_a_title_of_a_standard(text, blank.start()):
        return True
    return text[blank.start() - 1] in _ENDS_OF_OFFICES and _OFFICE.match(text, blank.end()) is not None


def _is_in_a_title_of_a_standard(text: str, at: int) -> bool:
    """Tell whether a place is in the title of a standard: 《食品安全国家标准 食品中污染物限量》."""
    start, end = text.rfind("《", 0, at), text.find("》", at)
    if start < text.rfind("》", 0, at) or start < 0 or end < 0:
        return False
    return _STANDARD.search(text, start, end) is not None or _STANDARD_NUMBER.match(text, end + 1) is not None


def mixed_parentheses(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give one hit where parentheses of both widths stand around Chinese words, at the rarer kind."""
    if not any("(" in each.prose for each in reviewed.projects):
        return
    half = [
        _spot(written, match)
        for each in reviewed.projects
        for written, match in each.matches(_HALF_PAIR)
        if _CHINESE.search(written.text, max(0, match.start() - 1), match.end())
    ]
    full = [_spot(*found) for each in reviewed.projects for found in each.matches(_FULL_PAIR)]
    if half and full:
        rarer = half if len(half) <= len(full) else full
        counts = {"full": len(full), "half": len(half)}
        yield Violation(
            message("{full} pairs of （）, {half} pairs of ()", **counts), tuple(rarer[:_MOST_PLACES])
        )


def invisible_characters(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every text that holds characters which nobody sees."""
    if not INVISIBLE.search(reviewed.prose):
        return
    for written in reviewed.texts:
        found = list(INVISIBLE.finditer(written.text))
        if found:
            text = _invisible(written.text, found)
            yield Violation(text, tuple(_spot(written, match) for match in found), written.indicator)


def _invisible(text: str, found: list[re.Match[str]]) -> Message:
    codes = _codes("".join(match.group() for match in found))
    words = INVISIBLE.sub(_SHOWN_AS, around(text, found[0].start(), found[0].end()))
    if TURNS_TEXT.search(text):
        return message(
            "invisible characters that can turn a text around ({codes}), here shown as {sign}: {words}",
            codes=codes,
            sign=_SHOWN_AS,
            words=words,
        )
    return message(
        "invisible characters ({codes}), here shown as {sign}: {words}",
        codes=codes,
        sign=_SHOWN_AS,
        words=words,
    )


def _codes(characters: str) -> str:
    """Return the characters by their numbers, and by their names where somebody may know them."""
    return named(
        dict.fromkeys(f"U+{ord(each):04X} {INVISIBLE_NAMES.get(each, '')}".rstrip() for each in characters)
    )


def disguised_characters(reviewed: ReviewedProject) -> Iterable[Violation]:
    """Give characters that only look like the usual ones, and such as got lost in copying."""
    if not SUSPECT.search(reviewed.prose):
        return ()
    return merged_violations(
        _disguised(written, odd)
        for written in reviewed.texts
        for odd in odd_characters(written.text)
        if not _is_read_otherwise(written, odd)
    )


def _is_read_otherwise(written: FieldText, odd: OddCharacters) -> bool:
    """Tell whether loading has already said that full-width digits of a target are read as usual ones."""
    is_read = written.indicator is not None and not isinstance(written.indicator.target, Text)
    return (
        is_read
        and written.key == "target"
        and _DIGITS.fullmatch(written.text, odd.start, odd.end) is not None
    )


def _disguised(written: FieldText, odd: OddCharacters) -> Violation:
    start, end, usual = odd
    found = written.text[start:end]
    values = {"codes": _codes(found), "words": around(written.text, start, end)}
    spots = (part(written.places, written.key, written.text, start, end),)
    if not usual:
        text = message("characters got lost in copying ({codes}): {words}", **values)
        return Violation(text, spots, written.indicator, message("type the word anew from the original"))
    if _DIGITS.fullmatch(found):
        text = message("full-width digits {found}: {words}", found=found, words=values["words"])
    else:
        text = message(
            "{found} is not the usual {usual} ({codes}): {words}", found=found, usual=usual, **values
        )
    return Violation(text, spots, written.indicator, message("write {usual}", usual=usual))


def stray_marks(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give marks that cannot stand side by side, and texts that end in the middle of a sentence."""
    for written, match in reviewed.matches(_TOGETHER):
        words = around(written.text, match.start(), match.end())
        text = message("{marks} cannot stand together: {words}", marks=match.group(), words=words)
        yield Violation(text, (_spot(written, match),), written.indicator, message("keep one of them"))
    for written, match in reviewed.matches(_OPEN_END):
        if match.end() == len(written.text):
            words = around(written.text, match.start(), match.end())
            text = message("the text ends with {mark}: {words}", mark=match.group(), words=words)
            yield Violation(text, (_spot(written, match),), written.indicator)


_COPYING = message("comes with texts copied from other programs; reasoned, not from a regulation")

WRITING: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-P01",
        exactness=1,
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=unpaired_marks,
        title=message("quotation mark or bracket without its partner"),
        reason=message(
            "A mark without its partner leaves open which words it is about, "
            "and shows that nobody read the text again."
        ),
        repair=message("make opening and closing marks pair"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="三级指标: 海外人才“创业大赛“场次",
        right="三级指标: 海外人才“创业大赛”场次",
    ),
    ProjectRule(
        code="PMG-P02",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=half_width_marks,
        title=message("half-width mark between Chinese characters"),
        reason=message("Chinese text is set with full-width marks; a half-width one looks like a slip."),
        repair=message("write the full-width mark; pmgen check --fix does it"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Wuhai 2022 and Tianjin 2025"),
        wrong="年度绩效目标:\n  - 做好清扫,信件收发等工作",
        right="年度绩效目标:\n  - 做好清扫，信件收发等工作",
    ),
    ProjectRule(
        code="PMG-P03",
        about=Subject.EITHER,
        severity=code_of("PMG-P03").severity,
        find=inner_breaks,
        title=message("blanks at the ends of a text, a tab or a line break inside"),
        reason=message(
            "They are printed: a cell gets an empty line or a hole, and a name is not found by a search."
        ),
        repair=message("delete it"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin"),
        wrong="三级指标: ' 培训人数'",
        right="三级指标: 培训人数",
    ),
    ProjectRule(
        code="PMG-P04",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=inner_blanks,
        title=message("blank between Chinese characters"),
        reason=message(
            "Chinese is written without blanks; one inside a word is a slip or a line break of a narrow cell."
        ),
        repair=message("delete the blank; where it parts the items of a list, write 、"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Wuhai 2022"),
        wrong="三级指标: 服务对象满 意度",
        right="三级指标: 服务对象满意度",
    ),
    AnnexRule(
        code="PMG-P05",
        severity=Severity.INFO,
        find=mixed_parentheses,
        title=message("parentheses of both widths in one document"),
        reason=message("A document that mixes （） and () looks put together from several hands."),
        repair=message("write （） throughout"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="项目名称: 就业补助(中央资金)\n资金用途: 发放补贴（含社保）",
        right="项目名称: 就业补助（中央资金）\n资金用途: 发放补贴（含社保）",
    ),
    ProjectRule(
        code="PMG-P06",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=invisible_characters,
        title=message("invisible characters"),
        reason=message(
            "The printed form hides them, but no search finds the word, and it may break in odd places."
        ),
        repair=message("delete them: type the word anew"),
        evidence=Evidence.REASONED,
        source=_COPYING,
        wrong='三级指标: "培训\\u200b人数"',
        right="三级指标: 培训人数",
    ),
    ProjectRule(
        code="PMG-P07",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=disguised_characters,
        title=message("characters that only look like the usual ones"),
        reason=message(
            "No search finds a word with a foreign letter or a radical in it, and it may print as a box."
        ),
        repair=message("type the word anew"),
        evidence=Evidence.REASONED,
        source=_COPYING,
        wrong='三级指标: "培训\\u2f08数"',
        right="三级指标: 培训人数",
    ),
    ProjectRule(
        code="PMG-P09",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=stray_marks,
        title=message("marks that cannot stand together, or a text that breaks off"),
        reason=message(
            "Two marks side by side, or a comma at the end, show that words were deleted or cut off."
        ),
        repair=message("finish the sentence, or delete the mark"),
        evidence=Evidence.REASONED,
        source=message("ordinary use of punctuation; reasoned, not from a regulation"),
        wrong="年度绩效目标:\n  - 开展培训，，提高能力，",
        right="年度绩效目标:\n  - 开展培训，提高能力。",
    ),
)
