"""Sentences that end in the middle: behind a word that announces something, and nothing comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late

_ANNOUNCING = """
    应当 应该 必须 务必 能够 不得 均应 均须 不低于 不少于 不超过 不高于 不大于 不小于
    不多于 高于 低于 多于 少于 大于 小于 优于 超过 至少 至多 控制在 保持在 稳定在 提高到
    提高至 提升到 提升至 增加到 增加至 增至 降至 降到 降低到 降低至 减少到 减少至 压减到
    压减至 扩大到 扩大至 缩短到 缩短至 按照 依照 为了 关于 对于 基于 鉴于 由于 位于 用于
    属于 以及 或者 并且 而且 但是 因为 如果 虽然 从而 进而 即使 不仅 无论 包括 例如 比如
    譬如 分别为 分别是 以便 以免 直至 截至 截止到 相当于 围绕 针对 就地 逐步 着力 大力
    陆续 立即 尽快 率先 继续 始终 一直 相互 互相 共同 逐一 即将 正在 尤其是 特别是 予以 有助于
    有利于 致力于 着眼于 立足于 促使 也能 就能 都能 还能 仍能
"""
_OPENING = "其中|根据|通过|经过|同时|有关"
"""Words that end a sentence as well, 融入其中, but not one that has nothing else."""
_LETTERS = "应须将由被按与及或并但从若至而且"
_SHORTEST = 8
_END = late(
    rf"(?:{'|'.join(sorted(_ANNOUNCING.split(), key=len, reverse=True))}"
    rf"|(?<=[率度量数额])达到|(?<!免试)(?<![、和])就近|(?<=[，。；])(?:{_OPENING})"
    rf"|(?:[{_LETTERS}](?<!可及)(?<!案由)))(?=[。；]|\s*\Z)"
    r"|(?<=，)(?:保障|确保|保证|促进|推动|带动|推进|实现|满足|完善|加强|支持|落实|健全|形成|打造|提供|营造)(?=[。；]|\s*\Z)"
    r"|(?<=，)(?:并|将其|同时|可)?作为(?=[。；]|\s*\Z)"
    r"|(?:不低于|不少于|不超过|不高于|控制在|保持在|提高到|增加到|降低到|降至|缩短至|分别为)(?=，)"
)

_WITHOUT_THING = late(
    "(?<=，)(?:持续|不断|进一步|有效|逐步|稳步|切实|大力|充分|积极|显著)"
    "(?:(?P<of_some>扩大|提[高升]|增[强加]|改善|降低|减少|加强|拓展)"
    "|促进|推动|带动|拓宽|打造|构建|营造|提供|确保|满足|丰富|引导|激发|助力|发挥)(?=[。；]|\\s*\\Z)"
)
_WHO_DOES = late(
    "(?:有效|进一步|持续|不断|积极|逐步)?(?:拓[宽展]|加[强大快]|建[立成设]|健全|推[进动广]|开展|提[升高供]|增[强加]|优化|扩大|促进|打造|构建"
    "|改善|组织|举办|支持|培[育训养]|引导|落实|丰富|保障|降低|减少|实施|通过)"
)
_GIVING = late("(?:提供|营造|创造|奠定)(?=[。；]|\\s*\\Z)")
_FOR_WHOM = late("[，。；、\\n]为(?![了期主])[^由所被将]{4,}(?<![费偿一先门时需程中独期续接为额])")
"""A clause that says for whom, and behind it not what: 为依法处理交通事故提供."""


def unfinished_ends(text: str) -> Iterator[re.Match[str]]:
    """Give the last words of the unfinished sentences of running text, as in 2027年均应.

    A character is none where it is the end of a word, 反应, or may say how a verb ends, 写对. A text without
    marks is no running text.
    """
    for match in _END.finditer(text) if len(text) >= _SHORTEST and "，" in text else ():
        start, end = match.span()
        if end - start > 1 or not is_word(text[max(0, start - 1) : end]):
            yield match
    for match in _JOINING.finditer(text) if len(text) >= _SHORTEST and ("，" in text or "、" in text) else ():
        at = match.start()
        if not _ends_a_word(text, at) and not _is_done(text, at):
            yield match
    for match in _WITHOUT_THING.finditer(text) if "，" in text else ():
        if not match["of_some"] or _WHO_DOES.match(text, _clause_start(text, match.start() - 1)):
            yield match
    for match in _GIVING.finditer(text):
        begin = _clause_start(text, match.start())
        if begin and _FOR_WHOM.fullmatch(text, begin - 1, match.start()):
            yield match
    yield from _never_last(text)
    if "，" in text:
        yield from _WHERE_ONLY.finditer(text)
        yield from _TO_WHOM_ONLY.finditer(text)
        yield from _LED_TO_NOTHING.finditer(text) if "带动" in text else ()


_NEVER_LAST = late(
    "(?:不[许准宜予再仅]|(?<!能)不能|方[可能]|(?<![的示挥现])才能"
    "|(?<=[，；、。])(?:另|按|平均|即)?每(?:人|户|名|个|位|次|场|月|年|天|周|季|件|处|条|套|亩|班|间|辆|台|张)"
    "|(?<=[，；、。])(?:对外|面向社会|向社会|据此|以此|借此|就此|为此|因此|此外|另外|随后|然后)"
    "|(?<![不所有乱无慢新大当干])作为|[成改转变设定评列视称分折]为|(?<![未不均得已])[选列纳编归划并]入|相当于"
    "|(?:成为|打造|树立|奠定|发挥|起到)(?:(?![是者的])[^，；：、]){1,16}的"
    "|(?:[教讲懂]|学会|知道|了解|明白|演示|示范|说明|告诉)[^，；。]{0,16}(?<!情况)(?<!效果)(?<!结果)(?:怎样|怎么|如何|为何)"
    "|(?<=，)[并再另](?:统一|同时|及时|逐步|免费)?(?:建设|建立|配备|开展|组织|举办|提供|打造|形成)"
    "|[跑走赶骑绕][^，；：、]{0,3}[0-9几数百十一二两三四五六七八九][多余]?(?:公里|里|千米|米)(?:[山远土]?路)?[去来赶]?到"
    "|(?P<one>[不未更最很就才又仅也曾亦]))\\Z"
)
"""What never ends a clause: a modal, 不许, one of many of which nothing is said, 每人, a verb, 跑5里到."""
_FULL_STOP = late("[。；]|\\Z")


def _never_last(text: str) -> Iterator[re.Match[str]]:
    """Give what never ends a clause, where it ends a sentence of running text."""
    if len(text) < _SHORTEST or ("，" not in text and "、" not in text):
        return
    for stop in _FULL_STOP.finditer(text.rstrip()):
        end = stop.start()
        match = _NEVER_LAST.search(text, max(0, end - _LONGEST_END), end)
        if match and not (match["one"] and is_word(text[max(0, end - 2) : end])):
            yield match


_LONGEST_END = 24
_WHERE_ONLY = late(
    f"(?<=，)(?:(?!在|由|不|对|将|的){HAN}){{0,4}}(?:成果|作品|节目|展品|文物|书画|照片|影片|结果|名单|图书|样品|产品)在"
    f"(?:(?!在|的|举|开|展|进|演|上|下|内|前|后|中间|期间|以){HAN}){{1,10}}(?:[宫馆厅园场站校院]|广场|中心|会议室|活动室|剧院|社区|街道|学校|网站|平台)(?:集中|统一|定期|分批|同步|免费|公开)?(?=[。；]|\\s*\\Z)"
)
"""What something is done to, and where, and not what: 成果在区工人文化宫."""
_DEED = (
    "[做办建设送发给交报查评改治管养修护救助扶帮教训讲演展开供保提增减降达为有是用买购采租聘请招收付拨补奖惠享参联组织协配装换完验移"
    "获满解消防控反纳入列转得到上下出来去知懂放计作变成免受益了更公布示宣推寄投递诉求征询齐靠拢倾斜延伸覆盖主导牵头负责承担兜底属资]"
)
"""Characters of verbs."""
_TO_WHOM_ONLY = late(
    f"(?<=，)[向把将由](?:(?!{_DEED}){HAN}){{0,8}}"
    "(?:群众|居民|村民|学生|学员|家庭|企业|商户|老人|老年人|儿童|职工|单位|部门|机构|结果|情况|数据|信息|材料|资料|成果|资金|设备|问题|隐患|财政)(?=[。；]|\\s*\\Z)"
)
"""To whom or what something is done, and not what."""


_LED_TO_NOTHING = late(
    "(?<=，)(?:并|有效|辐射|持续)?带动(?:周边|当地|附近|本地|沿线)(?:农户|农民|群众|村民|居民|牧户|渔民|商户|企业)(?=[。；]|\\s*\\Z)"
)
"""Whom something leads on, and not to what."""
_JOINING = late(
    "(?<![之有无在0-9一二两三四五六七八九十百])[和在对为向于把让使给跟同](?=[。；]|\\s*\\Z)(?<!四邻和)(?<!成对)(?<!作为)"
)


def _ends_a_word(text: str, at: int) -> bool:
    """Tell whether a character ends a word, 天气温和, and no other word ends before it: 方便村民和."""
    if not is_word(text[max(0, at - 1) : at + 1]):
        return False
    return not (is_word(text[max(0, at - 2) : at]) and is_word(text[max(0, at - 4) : max(0, at - 2)]))


def _is_done(text: str, at: int) -> bool:
    """Tell whether 对, 在 or 给 may say how a verb of one character ends: 写对, 还在, 按次核给."""
    if text[at] == "给":
        return text[at - 1 : at] in _PAID
    before = text[max(0, at - 2) : at]
    goes_on = before[:1] in "，、" and before[-1:] in "并应须将可再"
    return text[at] in "对在" and not is_word(before) and before[-1:] not in "，、" and not goes_on


_PAID = frozenset("核拨付发配补奖")


def _clause_start(text: str, end: int) -> int:
    """Return where the clause begins that ends at `end`."""
    return max(text.rfind(mark, max(0, end - _LONGEST_CLAUSE), end) for mark in "，。；、\n") + 1


_LONGEST_CLAUSE = 40
