"""Names of places of which one stands once, with a character changed: 长山岛航线 for 长礁岛航线."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late

_KINDS = "岛河湖江渠沟溪库路街巷村镇乡站馆桥坝港湾山岭寺塔"
_FRAMED = late(f"[{_KINDS}](?={HAN}{{2}})(?<={HAN}{{2}}.)")
_CONTRASTS = frozenset("东西南北中上下前后左右大小新老旧内外高低一二三四五六七八九十甲乙丙丁首末主支")
_OTHER_ONE = late(
    "上年|去年|已[于经建完]|另|其[他它余]|参照|相邻|毗邻|邻近|除|不含|不包括|对比|原名|曾用|更名"
)
_BESIDE = frozenset("、和与及或至到—－-～~（(“《")
_OFTEN = 3


class OtherName(NamedTuple):
    """A name that stands once, where it stands, and the one that the same words follow elsewhere."""

    field: FieldText
    start: int
    written: str
    usual: str


def other_names(reviewed: ReviewedProject) -> Iterator[OtherName]:
    """Give the names that stand once where others have the same frame and all but a character of them."""
    for behind, times in _framed(reviewed.prose).items():
        often = [name for name, count in times.items() if count > 1]
        rare = [name for name, count in times.items() if count == 1 == reviewed.prose.count(name)]
        usual = [name for name in often if len(rare) == 1 and _is_slip_of(rare[0], name)]
        if len(usual) != 1 or times[usual[0]] < _OFTEN > reviewed.project.name.count(usual[0]) * _OFTEN:
            continue
        others = [name for name in often if name != usual[0]]
        for field in reviewed.texts:
            at = field.text.find(rare[0] + behind[1:])
            if at >= 0 and not _is_meant(field.text, at, usual[0], others):
                yield OtherName(field, at, rare[0], usual[0])


def _framed(prose: str) -> Mapping[str, Counter[str]]:
    """Return how often each name stands, by its kind and the two characters behind."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for match in _FRAMED.finditer(prose):
        at, kind = match.start(), match.group()
        if not is_word(prose[at : at + 2]):
            found[prose[at : at + 3]][prose[at - 2 : at] + kind] += 1
    return found


def _is_slip_of(rare: str, usual: str) -> bool:
    """Tell whether one character differs from a name that is no word, and not as in 东河村 and 西河村."""
    if is_word(usual[:2]) or is_word(usual[1:]):
        return False
    differing = [pair for pair in zip(rare, usual, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and not all(each in _CONTRASTS for each in differing[0])


def _is_meant(text: str, at: int, usual: str, others: Sequence[str]) -> bool:
    """Tell whether a name is that of another place on purpose; of several names, all others stand there."""
    before = text[max(0, at - 1) : at]
    if is_word(before + text[at]) or usual in text or any(each not in text for each in others):
        return True
    return (before in _BESIDE and not others) or _OTHER_ONE.search(text) is not None
