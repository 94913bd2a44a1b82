"""Slips of the pen that any proofreader of Chinese knows: wrong characters, and words written twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.check.writing.words import HAN

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
    成分=成份!额 部分=部份!额
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
    "截止": ("截至", r"截止(?=(?:19|20)\d\d|\d{1,2}月|目前|今年|去年|本年|上年|年底)"),
    "登陆": ("登录", r"登陆(?=系统|网站|平台|账号|网址|网页|官网|门户|后台|邮箱)"),
    "反应": ("反映", r"反(?<!\w反)应(?!时间|速度|能力)(?=[^，。；]{2,20}(?:情况|程度|水平)(?:\W|\Z))"),
    "给于": ("给予", r"给(?<![供发付送补拨寄配]给)于(?!\d)"),
    "授于": ("授予", r"授(?<![讲教传]授)于"),
    "建全": ("健全", r"建(?<![创构新修改]建)全(?=制度|机制|体系|和完善|完善)"),
    "园满": ("圆满", r"园满(?=完成|成功|结束|举办)"),
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
WRONG_WORD = re.compile(
    "|".join(
        (
            *(f"{wrong}(?![{''.join(after)}])" if after else wrong for _, wrong, *after in _WRONG),
            *(pattern for _, pattern in _WRONG_BESIDE.values()),
        )
    )
)
"""Finds a word with a wrong character; `right_word` gives the right one."""

DOUBLED_WORD = re.compile(rf"([{HAN}])(?!\1)([{HAN}])\1\2(?!人员|对象|机构|单位|中心)")
"""Finds a word of two characters that stands twice in a row, and not as verb and noun: 管理管理人员."""

DOUBLED_PARTICLE = re.compile(
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
_LIKE_CHARACTER = re.compile(rf"(?<=([{HAN}]{{2}}))([{''.join(_GROUP)}])(?=(.?))")
_CHINESE = re.compile(f"[{HAN}]")
_QUOTES = str.maketrans('“”‘’"', '"' * 5)


def right_word(wrong: str) -> str:
    """Return the right word for one that WRONG_WORD has found."""
    return _RIGHT[wrong]


def is_on_purpose(word: str) -> bool:
    """Tell whether a word may well stand twice: 研究研究, 一项一项, 每人每年, 小企业创业创新."""
    return word in _ON_PURPOSE or word in _ACROSS_WORDS or not _IN_TURN.isdisjoint(word)


_IN_TURN = frozenset("一几每逐两各")
_ACROSS_WORDS = frozenset(("业创", "用信", "建共", "测预", "理处", "级分", "年度", "强自", "定罪"))


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
        and _CHINESE.match(text, start - 1)
        and _both(text, text[start - 1 : end], text[start - 1] + usual, times)
    ):
        start, usual = start - 1, text[start - 1] + usual
    while (
        end < most[1]
        and _CHINESE.match(text, end)
        and _both(text, text[start : end + 1], usual + text[end], times)
    ):
        end, usual = end + 1, usual + text[end]
    return Spelling(text[start:end], usual)


def _both(text: str, rare: str, usual: str, times: int) -> bool:
    return text.count(rare) == times and usual in text
