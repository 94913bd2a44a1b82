"""Lessons and exercises whose name has lost its first character: 兴奋剂教育 for 反兴奋剂教育."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.framed_names import OtherName
from pmgen.late_pattern import late

_SIGNS = "反防禁"
_LESSON = "教育|宣传|培训|知识|讲座|意识|课程|演练|警示"
_AGAINST = late(f"[{_SIGNS}](?P<noun>{HAN}{{2,7}}?)(?P<lesson>{_LESSON})")
_SAID_OTHERWISE = late(
    "反|防|禁|抵制|打击|治理|应对|远离|拒绝|识别|抗|避|减|救|禁|戒|灭|扫|控|惩|整治|关于|什么是"
)
_FAR = 8


def lost_words(reviewed: ReviewedProject) -> Iterator[OtherName]:
    """Give the lessons that stand without the 反, 防 or 禁 that they have elsewhere in the project."""
    usual = {
        f"{match['noun']}{match['lesson']}": match.group()
        for match in (
            _AGAINST.finditer(reviewed.prose) if any(map(reviewed.prose.__contains__, _SIGNS)) else ()
        )
    }
    for written, right in usual.items():
        noun, prose = written[:-2], reviewed.prose
        if prose.count(noun) == prose.count(right[:-2]):
            continue
        for field, match in reviewed.matches(late(f"{noun}(?:{_LESSON})")):
            before = field.text[max(0, match.start() - _FAR) : match.start()]
            if not _SAID_OTHERWISE.search(before):
                yield OtherName(field, match.start(), match.group(), right[0] + match.group())
