"""Words of one phrase that turn its meaning round: 避免不失传, 不低于98%以下, 不再符合条件的及时纳入."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.late_pattern import late

_HARM = (
    "发生|出现|失传|流失|遗漏|泄[漏露]|反弹|返贫|断档|中断|"
    "脱节|浪费|积压|拖欠|丢失|损[坏毁失]|漏报|瞒报|扩散|蔓延|复发"
)
_NUMBER = r"[约近]?[0-9][0-9.,]*[^0-9，。；、：（）()\s岁]{0,6}?"
_TURNED = late(
    f"(?:避免|防止|杜绝|严防|遏制|谨防)[^，。；、！？]{{0,8}}?(?:不|未|没有)(?:再)?(?:{_HARM})"
    rf"|(?:不得?(?:低于|少于|小于)|至少|最少){_NUMBER}(?:以下|以内|之内)"
    rf"|(?:不得?(?:超过|高于|大于|多于)|至多|最多){_NUMBER}以上"
    r"|(?:不再?符合|丧失|失去)[^，。；不停退]{0,8}(?:条件|资格|标准)[^，。；不停退取]{0,6}?(?:纳入|发放|享受|给予|认定|准入|续发|列入)"
    r"|(?<![不再])符合[^，。；不]{0,8}(?:条件|资格|标准)的?[^，。；不未]{0,4}?(?:及时|一律|全部|予以)(?:退出|清退|停发|取消|剔除)"
    r"|(?:做到|实现|确保|达到)应(?P<done>.)[未不](?P=done)"
)
_SIGN = late("避免|防止|杜绝|严防|遏制|谨防|以[上下内]|之内|符合|丧失|失去|应.[未不]")


def turned_phrases(text: str) -> Iterator[tuple[int, int]]:
    """Give where a phrase says the opposite of what can be meant."""
    if _SIGN.search(text):
        for match in _TURNED.finditer(text):
            yield match.span()
