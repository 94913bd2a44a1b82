"""What a proofreader marks: unpaired marks, disguised characters, wrong and doubled words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.dates import YEAR

_CLOSING = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "[": "]",
}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_SAME_WAY = "“‘"
_ALIKE = ("（(", "［[〔【")
MARKS = re.escape("".join(_CLOSING) + "".join(_OPENING))
"""Every quotation mark and bracket that has a direction, for the inside of a character class."""

_MARK = late(f"[{MARKS}]")
_BEFORE_ITEM = late(r"(?:^|[\s，。；：、,;:])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳])\Z")
_DEEPEST = 20
_INTERVAL = late(r"[\d.,，%％\s]*\Z")
_QUOTED_WORD = late(rf"(?![和与及或等的])[^，。；：、\n{MARKS}]{{1,20}}(?<![和与及或等的])")
"""What may stand between two marks that are exchanged, and hardly between two quotations."""
_STRAIGHT = late(r'(?<!\d)"')
_CHINESE = late(HAN)


class MarkFault(Enum):
    """What is wrong with a mark."""

    UNCLOSED = "nothing closes it"
    UNOPENED = "nothing opened it"
    WRONG_WAY = "it opens where it should close"
    OTHER_KIND = "it closes what another kind opened"
    STRAIGHT = "it has no direction"
    CLOSES_FIRST = "it closes where it should open"
    TURNED = "it and the next stand the wrong way round"


class OddMark(NamedTuple):
    """A mark that does not pair: where it stands, what is wrong, and the mark that belongs there."""

    start: int
    end: int
    fault: MarkFault
    right: str


def odd_marks(text: str) -> Iterator[OddMark]:
    """Give the marks of `text` that do not pair, in their order, the same ones in a row as one.

    A list's `1)` is none.
    """
    run: OddMark | None = None
    for odd in sorted([*_directed(text), *_straight(text)]):
        if run is not None and run[1:] == (odd.start, odd.fault, odd.right):
            run = run._replace(end=odd.end)
            continue
        if run is not None:
            yield run
        run = odd
    if run is not None:
        yield run


def _directed(text: str) -> Iterator[OddMark]:
    stack: list[int] = []
    pairs = tuple(_wrong_pairs(text))
    turned = {place for pair in pairs for place in pair.both}
    yield from (pair.odd for pair in pairs)
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if at in turned:
            continue
        top = text[stack[-1]] if stack else ""
        if mark in _SAME_WAY and mark == top:
            stack.pop()
            yield OddMark(at, at + 1, MarkFault.WRONG_WAY, _CLOSING[mark])
        elif mark in _CLOSING:
            stack.append(at)
        elif mark in _OPENING:
            yield from _close(text, at, stack)
    for at in stack:
        yield OddMark(at, at + 1, MarkFault.UNCLOSED, _CLOSING[text[at]])


class _WrongPair(NamedTuple):
    """Two marks of which the first closes where it should open."""

    both: tuple[int, int]
    odd: OddMark


def _wrong_pairs(text: str) -> Iterator[_WrongPair]:
    """Give the pairs that begin with the closing mark, ”三保“ and ”三保”, if all marks of their kind do."""
    for opening, closing in _CLOSING.items():
        places = [n for n, mark in enumerate(text) if mark in (opening, closing)] if closing in text else []
        marks = "".join(text[n] for n in places)
        if marks not in (closing * 2, (closing + opening) * (len(places) // 2)):
            continue
        for both in zip(places[::2], places[1::2], strict=True):
            first, second = both
            if not _QUOTED_WORD.fullmatch(text, first + 1, second) or _is_harmless(text, first):
                continue
            right = opening + text[first + 1 : second] + closing
            turned = OddMark(first, second + 1, MarkFault.TURNED, right)
            alike = OddMark(first, first + 1, MarkFault.CLOSES_FIRST, opening)
            yield _WrongPair(both, alike if text[first] == text[second] else turned)


def _close(text: str, at: int, stack: list[int]) -> Iterator[OddMark]:
    """Take from `stack` what the mark at `at` closes."""
    mark = text[at]
    opening = _OPENING[mark]
    open_marks = [text[position] for position in stack[-_DEEPEST:]]
    if stack and _fits(text, stack[-1], at):
        stack.pop()
    elif opening in open_marks:
        while text[stack[-1]] != opening:
            left = stack.pop()
            yield OddMark(left, left + 1, MarkFault.UNCLOSED, _CLOSING[text[left]])
        stack.pop()
    elif stack and any(opening in kinds and open_marks[-1] in kinds for kinds in _ALIKE):
        yield OddMark(at, at + 1, MarkFault.OTHER_KIND, _CLOSING[text[stack.pop()]])
    elif not _is_harmless(text, at):
        yield OddMark(at, at + 1, MarkFault.UNOPENED, opening)


def _fits(text: str, start: int, end: int) -> bool:
    """Tell whether two marks pair, as those of `[60,80)` do."""
    if text[end] == _CLOSING[text[start]]:
        return True
    return text[start] in "[(" and text[end] in "])" and _INTERVAL.match(text, start + 1, end) is not None


def _is_harmless(text: str, at: int) -> bool:
    """Tell whether a closing mark needs none before it: the `)` of a list's number, an apostrophe."""
    if text[at] in ")）":
        return _BEFORE_ITEM.search(text, max(0, at - 6), at) is not None
    return text[at] == "’" and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha()


def _straight(text: str) -> Iterator[OddMark]:
    """Give the straight quotation marks of a Chinese text, two and two."""
    if '"' not in text or not _CHINESE.search(text):
        return
    found = [match.start() for match in _STRAIGHT.finditer(text)]
    for first, second in zip(found[::2], found[1::2], strict=False):
        yield OddMark(first, second + 1, MarkFault.STRAIGHT, f"“{text[first + 1 : second]}”")
    if len(found) % 2:
        yield OddMark(found[-1], found[-1] + 1, MarkFault.UNCLOSED, '"')


INVISIBLE_NAMES = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向结束",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\u2060": "词间连接符",
    "\u3164": "韩文填充符",
    "\ufe0f": "变体选择符",
}
"""The names of those that come along most often."""

TURNS_TEXT = late("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Finds an invisible character that makes the text around it run in another direction."""

_AS_LATIN = dict(
    zip(
        # Cyrillic, then Greek letters.
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABESIJKMHOPCTYX" + "aeopcyxisj" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
# Simplified radicals, for which Unicode has no compatibility mapping.
_AS_HAN = dict(
    zip(
        "\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd"
        "\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eec\u2eee\u2ef0\u2ef3",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_AS_SYMBOLS = dict(
    zip("\uf0b3\uf0a3\uf0b1\uf0b4\uf0b8\uf0b0\uf025\uf03e\uf03c\uf03d", "≥≤±×÷°%><=", strict=True)
)
"""What Word's Symbol font shows for characters that it puts into the private area."""
_USUAL = str.maketrans(_AS_LATIN | _AS_HAN | _AS_SYMBOLS)
_HAN_LIKE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_LOST = "\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd锟"
SUSPECT = late(f"[{''.join(_AS_LATIN)}{_HAN_LIKE}{_WIDE}{_LOST}]")
"""Finds a character that may be another than it looks like; `odd_characters` says whether it is."""

_GIBBERISH = late("(?:锟斤拷)+|[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]+")
_UNIFIED = frozenset("\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29")
_LETTERS = late("[A-Za-z\u0370-\u03ff\u0400-\u04ff]+")
_OTHERS = late(f"[{_HAN_LIKE}]+|[{_WIDE}]+")


class OddCharacters(NamedTuple):
    """Characters of a text that are not what they look like, and the usual ones; "" where nobody knows."""

    start: int
    end: int
    usual: str


def odd_characters(text: str) -> Iterator[OddCharacters]:
    """Give the characters of `text` by which nobody could find the word that they spell."""
    if SUSPECT.search(text):
        yield from sorted(_odd(text))


def _odd(text: str) -> Iterator[OddCharacters]:
    for match in _GIBBERISH.finditer(text):
        is_symbol = _AS_SYMBOLS.keys() >= {*match.group()}
        yield OddCharacters(match.start(), match.end(), match.group().translate(_USUAL) if is_symbol else "")
    for match in _OTHERS.finditer(text):
        usual = unicodedata.normalize("NFKC", match.group().translate(_USUAL))
        if usual != match.group() and not _UNIFIED.issuperset(match.group()):
            yield OddCharacters(match.start(), match.end(), usual)
    for match in _LETTERS.finditer(text):
        if _is_disguised(match.group()):
            yield OddCharacters(match.start(), match.end(), match.group().translate(_USUAL))


def _is_disguised(word: str) -> bool:
    """Tell whether a word looks Latin and holds letters that are not; units such as μm are none."""
    return not word.isascii() and word.translate(_USUAL).isascii()


_WRONG_WORDS = """
    账户=帐户 账目=帐目 账号=帐号 记账=记帐!篷 结账=结帐!篷 对账=对帐!篷 账务=帐务 账簿=帐簿 入账=入帐!篷
    查账=查帐!篷 台账=台帐!篷 坏账=坏帐!篷 转账=转帐!篷 报账=报帐!篷 账面=帐面 图像=图象!征 录像=录象
    摄像=摄象 影像=影象!征 对象=对像!素 现象=现像!素 形象=形像 气象=气像 迹象=迹像 雕像=雕象 拨款=拔款
    拨付=拔付 划拨=划拔 选拔=选拨!款付 海拔=海拨!款付 栽培=载培 栽种=裁种 栽植=裁植 治理=冶理 防治=防冶
    综治=综冶 疏浚=疏竣 竣工=峻工 涵洞=函洞 垮塌=跨塌 沥青=沥清 砌筑=彻筑 防汛=防讯 度汛=渡汛 灌溉=灌概
    灌溉=灌慨 暴雨=爆雨 档案=挡案 归档=归挡 存档=存挡 围挡=围档 候选=侯选 气候=气侯 等候=等侯 时候=时侯
    辨别=辩别 辨识=辩识 分辨率=分辩率 编纂=编篡 撰写=篡写 撰写=攥写 招募=招幕 招聘=招骋 应聘=应骋 聘请=骋请
    聘用=骋用 捍卫=悍卫 座谈会=坐谈会 倡议=倡仪 概况=慨况 赡养=瞻养 扶贫=抚贫 扶持=抚持 抚恤=扶恤 辍学=缀学
    盲目=肓目 津贴=津帖 补贴=补帖 贴息=帖息 粘贴=粘帖 赈灾=振灾 培训=陪训 培训=赔训 培养=陪养!老 培养=赔养
    补偿=补尝 尝试=偿试 洽谈=恰谈 接洽=接恰 勘察=堪察 勘测=堪测 修缮=修膳!食房堂 修葺=修茸 辐射=幅射
    重叠=重迭 贯彻=惯彻 和谐=合谐 松弛=松驰 枯燥=枯躁 干燥=干躁 噪音=躁音 妨碍=防碍 淘汰=掏汰 遵循=遵寻
    统筹=统畴 蓝图=篮图 攻坚=攻艰 艰苦=坚苦 严厉=严历 厉行节约=历行节约 历年=厉年 历次=厉次
    历届=厉届 全力以赴=全力以付 因地制宜=因地治宜 一如既往=一如继往 再接再厉=再接再励 按部就班=按步就班
    迫不及待=迫不急待 融会贯通=融汇贯通 名副其实=名符其实 知识分子=知识份子 积极分子=积极份子
    未成年人=末成年人 餐具=餐俱!乐 家具=家俱!乐 工具=工俱!乐 反复=反覆 答复=答覆 完成率=完成律 合格率=合格律
    及时率=及时律 达标率=达标律 覆盖率=覆盖律 准确率=准确律 覆盖=复盖!章 赋予=赋于 通讯=通迅!速猛捷
    秸秆=秸杆 秸秆=桔杆 殡葬=殡藏 瞻仰=赡仰 针灸=针炙 渗漏=渗露 裂缝=裂逢 辖区=瞎区 巩固=恐固 屠宰=屠载
    闸门=阐门 渎职=犊职 慰问=尉问 畜禽=蓄禽 电极片=电击片
    成分=成份!额 部分=部份!额 显著=显着 著名=着名 卓著=卓着 签字盖章=签字盖张
"""
"""What is right = what is written for it ! what must not follow, for it would make another word."""

# Where more must be known of what stands around.
_WRONG_BESIDE = {
    "布署": ("部署", r"布(?<!发布)(?<!公布)署"),
    "竟争": ("竞争", r"竟(?<!究竟)争"),
    "竟聘": ("竞聘", r"竟(?<!究竟)聘"),
    "座落": ("坐落", r"座落(?=于|在)"),
    "按装": ("安装", r"按装(?!修|机|置|配|订|载|备|卸|箱|潢|车|饰|甲)"),
    "既使": ("即使", r"既使(?![^。；]{0,40}又)"),
    "即然": ("既然", r"即(?<!立即)(?<!随即)然"),
    "截止": ("截至", rf"截止(?={YEAR}|\d{{1,2}}月|目前|今年|去年|本年|上年|年底)"),
    "登陆": ("登录", r"登陆(?=系统|网站|平台|账号|网址|网页|官网|门户|后台|邮箱)"),
    "反应": ("反映", r"反(?<!\w反)应(?!时间|速度|能力)(?=[^，。；]{2,20}(?:情况|程度|水平)(?:\W|\Z))"),
    "给于": ("给予", r"给(?<![供发付送补拨寄配]给)于(?!\d)"),
    "授于": ("授予", r"授(?<![讲教传]授)于"),
    "建全": ("健全", r"建(?<![创构新修改]建)全(?=制度|机制|体系|和完善|完善)"),
    "园满": ("圆满", r"园满(?=完成|成功|结束|举办)"),
    "先列": ("先烈", r"先列(?<=(?:缅怀|学习|崇敬|瞻仰|祭奠|悼念|革命|英雄)先列)"),
    "宜传": ("宣传", r"宜(?<![适便]宜)传"),
    "辅设": ("铺设", r"辅(?<!主辅)设(?!备|施|计)"),
    "己经": ("已经", r"己(?<![自知]己)经(?!营|济|费)"),
    "自已": ("自己", r"自已(?=的|身)"),
    "启示": ("启事", r"启示(?<=招聘启示|招募启示|招生启示|征集启示|遴选启示)"),
}
_WRONG = [re.split("[=!]", entry) for entry in _WRONG_WORDS.split()]
_RIGHT = {wrong: right for right, wrong, *_ in _WRONG} | {
    wrong: right for wrong, (right, _) in _WRONG_BESIDE.items()
}
WRONG_WORD = late(
    "|".join(
        (
            *(f"{wrong}(?![{''.join(after)}])" if after else wrong for _, wrong, *after in _WRONG),
            *(pattern for _, pattern in _WRONG_BESIDE.values()),
        )
    )
)
"""Finds a word with a wrong character; `right_word` gives the right one."""

_NOUNS_OF_VERBS = (
    "措施|能力|作用|方案|计划|机制|办法|手段|方[式法]|条件|环境|体系|制度|队伍|模式|成果|任务|效果|情况|需求|标准|水平|空间|渠道|平台|工作"
    "|服务|管理|政策|程度|过程|程序|途径|力度"
)
WRONG_PARTICLE = late(
    "(?<![到成立供取定有乏是一种个项套])"
    "(?:积极|及时|认真|不断|逐步|切实|有效|进一步|大力|顺利|圆满|按时|按期|扎实|稳步|深入|全面|科学|合理|主动|更好|充分|有序|规范|严格|高效|持续)"
    "(的)(?:开展|推[进动]|完成|落实|做好|保障|提[高升]|促进|解决|实施|组织|执行|履行|发挥|改善|加强|增强|维护|降低|减少|满足|调动|激发|进行)"
    f"(?!{_NOUNS_OF_VERBS}|费用|经费|资金|数据|资料|信息|单位|人员|[^，。；]{{0,12}}的?(?:{_NOUNS_OF_VERBS})(?:\\W|\\Z))(?=了?{HAN}{{2}})"
    "|(?:做|干|办|抓|管理|落实|执行|开展|完成|运行)(的)(?:好|快|紧|实|不够|很好|更好)(?=[，。；]|\\Z)"
    "|(?:(?<![提领收支])取|获)(的)(?=了|较[大好]|明显|显著|良好|实效|成效|成绩)"
    "|(?<!价)值(的)(?=推广|信任|借鉴|学习)"
)
"""Finds a 的 that is written for 地, before what is done, or for 得, behind it."""


def right_particle(words: str) -> str:
    """Return what belongs in the place of the 的 that WRONG_PARTICLE has found, in `words`."""
    return "地" if len(words.partition("的")[0]) > 1 and not _DONE.match(words) else "得"


_DONE = late("[^的]*的(?:好|快|紧|实|不够|很好|更好)\\Z")

DOUBLED_WORD = late(rf"({HAN})(?!\1)({HAN})\1\2(?!人员|对象|机构|单位|中心)")
"""Finds a word of two characters that stands twice in a row, and not as verb and noun: 管理管理人员."""

DOUBLED_PHRASE = late(rf"(?!({HAN}{{2}})\1)({HAN}{{3,6}})\2")
"""Finds several characters that stand twice in a row: 劳动者劳动者."""

DOUBLED_PARTICLE = late(
    r"的的(?<!目的的)(?!确)|了了(?<![不为]了了)(?!之|解|然|结|断)|和和(?!美|气|睦|平|谐|泰|顺|乐)|与与(?!会)"
    r"|及及(?!时|早|格|其)|率率|于于|并并"
)
"""Finds a little word that stands twice in a row."""

_ON_PURPOSE = frozenset(("研究", "讨论", "商量", "考虑", "了解", "学习", "交流", "尝试"))

_LIKE = """
    管官馆 才寸材财 已己 即既 账帐 坐座 效校 副幅 绩积 权全 竟竞 侯候 复覆 截裁栽载 拨拔 宣宜 辅铺 治冶
    未末 像象 聘骋 募幕 度渡 防妨 讯汛迅 挡档 淤瘀 峻竣浚 辨辩 堪勘 培陪赔 偿尝 抚扶 赡瞻 历厉 环坏
    侧测 沥历 概慨溉 籍藉 蓝篮 检捡 练炼 率律
"""
_GROUP = {character: group for group in _LIKE.split() for character in group}
_LIKE_CHARACTER = late(rf"(?<=({HAN}{{2}}))([{''.join(_GROUP)}])(?=(.?))")
_HAN_CHARACTER = late(HAN)
_QUOTES = str.maketrans('“”‘’"', '"' * 5)


def right_word(wrong: str) -> str:
    """Return the right word for one that WRONG_WORD has found."""
    return _RIGHT[wrong]


def is_on_purpose(word: str) -> bool:
    """Tell whether a word may well stand twice: 研究研究, 一项一项, 每人每年, 小企业创业创新."""
    return word in _ON_PURPOSE or word in _ACROSS_WORDS or not _IN_TURN.isdisjoint(word)


_IN_TURN = frozenset("一几每逐两各")
_ACROSS_WORDS = frozenset(("业创", "用信", "建共", "测预", "理处", "级分", "年度", "强自", "定罪", "防联"))


_MOST_AROUND = 6


class Spelling(NamedTuple):
    """Two words of a text that differ in one character of like sound or look, the rarer one first."""

    rare: str
    usual: str


def other_spellings(text: str) -> Iterator[Spelling]:
    """Give what `text` spells in a second way: 交通协官员 among 交通协管员.

    Two characters before and one after must be the same; as many more are given as both words share.
    """
    spelled: dict[tuple[str, str, str], Counter[str]] = {}
    for (before, character, after), times in Counter(_LIKE_CHARACTER.findall(text)).items():
        context = before, _GROUP[character], after.translate(_QUOTES)
        spelled.setdefault(context, Counter())[character] += times
    for (before, _, after), found in spelled.items():
        if len(found) > 1:
            usual, *others = (before + each + after.strip('"\n') for each, _ in found.most_common())
            yield from (_widened(text, rare, usual) for rare in others)


def _widened(text: str, rare: str, usual: str) -> Spelling:
    """Return two words with the Chinese characters around that every rare one has, and a usual one too."""
    times = text.count(rare)
    start = text.index(rare)
    end = start + len(rare)
    most = start - _MOST_AROUND, end + _MOST_AROUND
    while (
        start > max(0, most[0])
        and _HAN_CHARACTER.match(text, start - 1)
        and _both(text, text[start - 1 : end], text[start - 1] + usual, times)
    ):
        start, usual = start - 1, text[start - 1] + usual
    while (
        end < most[1]
        and _HAN_CHARACTER.match(text, end)
        and _both(text, text[start : end + 1], usual + text[end], times)
    ):
        end, usual = end + 1, usual + text[end]
    return Spelling(text[start:end], usual)


def _both(text: str, rare: str, usual: str, times: int) -> bool:
    return text.count(rare) == times and usual in text
