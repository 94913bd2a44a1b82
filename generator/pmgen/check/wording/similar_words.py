"""Finds what is no word, but would be one with another character of like sound or shape: 婚烟 for 婚姻.

Two neighbouring characters are suspected where neither belongs to a word with the character beside it, and
where both cannot well be words of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from operator import add
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import read_unit

_HAN = late(f"{HAN}{{2}}")
_RUN = late(f"{HAN}{{3,}}")


_PLACES = frozenset("区县镇乡村")
"""What ends the names of places, whatever stands before: 蚁源区."""

_JOINED_TO_ANYTHING = frozenset("不未无非没年月日周季")
"""Denials and times, behind which any word begins: 不建档, 每日开站."""


class NoWord(NamedTuple):
    """Two characters of a text that make no word, and the word that they may be meant for."""

    start: int
    written: str
    right: str


class OtherSpelling(NamedTuple):
    """Characters of a text that make no word, and those that are meant or stand elsewhere in it."""

    written: str
    right: str


@dataclass(frozen=True)
class Lexicon:
    """Words of two characters, and what each character is taken for.

    `seconds` has behind each character those that make a frequent word with it, and behind a blank those of
    other words. Of `alone` are characters that are words of their own, of `often_alone` such as may be;
    `begins` and `ends` are those that many longer words have as their first or last one. `syllables` has
    frequent characters of one syllable, `readings` all.
    """

    seconds: Mapping[str, str]
    sounds: Mapping[str, str]
    syllables: Mapping[str, str]
    readings: Mapping[str, str]
    shapes: Mapping[str, str]
    alone: frozenset[str]
    often_alone: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]

    def is_word(self, pair: str) -> bool:
        """Tell whether two characters, or fewer, are a word of two."""
        return pair[1:] in self.seconds.get(pair[:1], "") if len(pair) > 1 else False

    def often(self, first: str) -> str:
        """Return the characters that make a frequent word behind a first one."""
        return self.seconds.get(first, "").partition(" ")[0]

    def similar(self, character: str) -> str:
        """Return the characters that are taken for one, and the character itself."""
        return self.sounds.get(character, "") + self.shapes.get(character, "")

    def meant(self, pair: str) -> Iterator[str]:
        """Give the frequent words that differ from `pair` in one similar character."""
        first, second = pair[0], pair[1]
        if (
            first in self.alone
            or second in self.alone
            or second in _PLACES
            or self.is_word(pair)
            or (first in self.often_alone and second in self.often_alone)
            or (first in self.begins and second in self.ends)
        ):
            return
        behind = self.often(first)
        for other in self.similar(second) if behind else "":
            if other in behind and other not in self.alone:
                yield first + other
        for other in self.similar(first):
            if second in self.often(other) and other not in self.alone:
                yield other + second

    def meant_stem(self, pair: str) -> Iterator[str]:
        """Give the frequent words that differ from `pair` in one character of like syllable or shape."""
        first, second = pair[0], pair[1]
        if self.is_word(pair) or first in _JOINED_TO_ANYTHING:
            return
        behind = self.often(first)
        for other in self.syllables.get(second, "") + self.similar(second):
            if other != second and other in behind:
                yield first + other
        for other in self.syllables.get(first, "") + self.similar(first):
            if other != first and second in self.often(other):
                yield other + second


@cache
def lexicon() -> Lexicon:
    """Return the words and characters of the data files; they are read when first asked for."""
    kinds: dict[str, list[str]] = {}
    for line in data_lines("similar_characters.txt"):
        kind, _, characters = line.partition(" ")
        kinds.setdefault(kind, []).append(characters)
    return Lexicon(
        seconds={line[0]: line[1:] for line in data_lines("words.txt")},
        sounds={each: group for group in kinds["sound"] for each in group},
        syllables={each: group for group in kinds["near"] for each in group},
        readings=_joined(kinds["syllable"]),
        shapes={line[0]: line[1:] for line in kinds["shape"]},
        alone=frozenset(kinds["alone"][0]),
        often_alone=frozenset(kinds["often_alone"][0]),
        begins=frozenset(kinds["begins"][0]),
        ends=frozenset(kinds["ends"][0]),
    )


def _joined(groups: Iterable[str]) -> Mapping[str, str]:
    """Return what stands in a group with each character, of whatever groups it is in."""
    found: dict[str, str] = {}
    for group in groups:
        for each in group:
            found[each] = found.get(each, "") + group
    return found


def is_word(pair: str) -> bool:
    """Tell whether two characters are a word."""
    return lexicon().is_word(pair)


@cache
def _in_words() -> frozenset[str]:
    return frozenset("".join(lexicon().seconds)).union(*lexicon().seconds.values())


def is_rare(character: str) -> bool:
    """Tell whether a character is in no usual word, nor likely to be one of a plant, an animal or a place."""
    return character not in _in_words() and not _OF_NAMES.match(character)


_OF_NAMES = late(
    "[土-夏山-巛木-欟水-爩玉-瓧石-礹艸-虪虫-蠿金-钃钅-镶阜-隵魚-鱻鱼-鳤鳥-鹴犬-玃竹-籲馬-骧邑-酇]|[^一-鿿]"
)
"""Characters with the radicals of earth, mountains, trees, water, plants, metals, fish, birds and so on."""


def are_similar(one: str, other: str) -> bool:
    """Tell whether two characters are taken for each other."""
    return other in lexicon().similar(one)


def are_alike(one: str, other: str) -> bool:
    """Tell whether two characters are taken for each other, or sound alike but for their tone."""
    return are_similar(one, other) or other in lexicon().syllables.get(one, "")


def similar_words_of(word: str) -> tuple[str, ...]:
    """Return the words that differ from one of two characters in one of like sound or shape."""
    known = lexicon()
    firsts = (each + word[1] for each in known.syllables.get(word[0], "") + known.similar(word[0]))
    seconds = (word[0] + each for each in known.syllables.get(word[1], "") + known.similar(word[1]))
    return tuple(dict.fromkeys(each for each in (*firsts, *seconds) if each != word and known.is_word(each)))


@cache
def _usual_words() -> frozenset[str]:
    return frozenset(word for line in data_lines("usual_words.txt") for word in line.split())


def is_across_words(text: str, at: int, right: str) -> bool:
    """Tell whether the wrong one of two characters belongs to another word: 用滤芯 for 用率."""
    beside = text[at + 1 : at + 3] if text[at] == right[0] else text[max(0, at - 1) : at + 1]
    return _HAN.fullmatch(beside) is not None and text.count(beside) > text.count(text[at : at + 2])


def _likely_word(words: Iterable[str], text: str) -> str | None:
    """Return the first of `words` that `text` or many budgets have.

    What is spelled like any other word is more likely a word of its own than a slip.
    """
    return next((word for word in words if word in text or word in _usual_words()), None)


@lru_cache(maxsize=65536)
def _meant(pair: str) -> tuple[str, ...]:
    return tuple(lexicon().meant(pair)) if _HAN.match(pair) else ()


def suspected_pairs(text: str) -> dict[str, str]:
    """Return the pairs of characters in `text` that are no words, and the likely word that each is meant for.

    What stands in it more than once is a word of its own rather than a slip, or part of another one.
    """
    times = Counter(map(add, text, text[1:]))
    found = ((pair, _meant(pair)) for pair, count in times.items() if count == 1)
    likely = ((pair, _likely_word(words, text)) for pair, words in found if words)
    return {pair: word for pair, word in likely if word and not is_across_words(text, text.find(pair), word)}


def words_misspelled(text: str, suspected: Mapping[str, str]) -> Iterator[NoWord]:
    """Give each of `suspected` in `text`, in its order, whose characters make no word with those beside.

    The first one behind a digit is what is counted: 380套入藏. A number of a document begins with a name cut
    short, 澜政规〔2023〕, and an item of a list with what is done: 读家书、学土堡夯筑; 逐台|建档.
    """
    found = ((text.find(pair), pair) for pair in suspected)
    for at, pair in sorted(each for each in found if each[0] >= 0):
        if text[max(0, at - 1) : at].isdigit() or _IS_NUMBERED.match(text, at + 1) or _is_done(text, at):
            continue
        if at and text[at - 1] in _EACH_ONE and read_unit(text[at]) is not None:
            continue
        if (
            _joins(text, at)
            or _is_counted(pair)
            or _is_number_of(text, at)
            or _COMES.match(text, at)
            or _NUMBER_OF.match(text, at + 1)
            or _ENDS_A_NAME.match(text, at)
            or _is_place(text, at)
            or _is_in_a_place(text, at)
            or _ends_a_longer_word(text, at)
            or _is_done_wholly(pair)
        ):
            continue
        if not is_word(text[max(0, at - 1) : at + 1]) and not is_word(text[at + 1 : at + 3]):
            yield NoWord(at, pair, suspected[pair])


_LAST = late(f"{HAN}{{3}}(?=[，。；、！？：）\n]|\\Z)")
_NOT_JOINED = frozenset("一二三四五六七八九十两不未无非没先后再又也在用为以与和或及各每新有可外合人这那其此")
"""Characters that stand before any other one, or join no noun."""
_ENDS_ANYTHING = frozenset("数率的了着过时起止前后内外上下中里间市区县乡镇村省品会员所人地出权")


def last_words_misspelled(text: str, prose: str) -> Iterator[NoWord]:
    """Give each last two characters before a mark that would be a word with another one of that sound, 街到.

    Neither makes a word with what stands before, whatever the characters may be elsewhere; `prose` is the
    whole text, of which `text` is a part.
    """
    for match in _LAST.finditer(text):
        words = _meant_last(match.group())
        right = _likely_word(words, prose) if words else None
        if right and text.count(match.group()[1:]) == 1:
            yield NoWord(match.start() + 1, match.group()[1:], right)


@lru_cache(maxsize=65536)
def _meant_last(three: str) -> tuple[str, ...]:
    before, pair = three[0], three[1:]
    first, second = pair[0], pair[1]
    if first in _NOT_JOINED or second in _ENDS_ANYTHING or is_word(before + first) or is_word(pair):
        return ()
    known = lexicon()
    behind = "" if _meant(pair) else known.often(first)
    return tuple(first + each for each in known.sounds.get(second, "") if each != second and each in behind)


_JOINING = frozenset("及与或")


def _joins(text: str, at: int) -> bool:
    """Tell whether a character joins the word before it with what follows: 核查及旧机追踪."""
    return text[at] in _JOINING and is_word(text[max(0, at - 2) : at])


_ENDS_A_WORD = frozenset("式型者率类款们")
_STUDENT = late("(?:研究|大学|毕业|实习|见习|留学|高中|初中|小学|中学|规培|师范|定向|应届)生\\Z")


def _ends_a_longer_word(text: str, at: int) -> bool:
    """Tell whether a character ends a word of three, and the next begins another: 研究生驻点."""
    if text[at] == "生":
        return _STUDENT.search(text, max(0, at - 2), at + 1) is not None
    return text[at] in _ENDS_A_WORD and is_word(text[max(0, at - 2) : at])


_WHOLLY = frozenset("齐满好完净妥够毕足牢清")
"""What is said of a deed that is done to its end, behind any verb: 调齐, 备足."""


def _is_done_wholly(pair: str) -> bool:
    return pair[1] in _WHOLLY


_EACH_ONE = frozenset("隔逐每各单首末整全满半多数几")


def _is_counted(pair: str) -> bool:
    """Tell whether two characters are such a one of a kind, 逐件."""
    return pair[0] in _EACH_ONE and read_unit(pair[1]) is not None


def _is_number_of(text: str, at: int) -> bool:
    """Tell whether a thing and its measure word stand before 数: 水表块数."""
    return (
        text[at + 2 : at + 3] == "数"
        and text[at + 3 : at + 4] != "据"
        and read_unit(text[at + 1]) is not None
    )


_COMES = late(f"[来到进入离返][园馆校院站厂队社营](?![于自为是]){HAN}")
"""One who comes to a house, and what is done there: 来园研学, but not 资金来园于财政."""
_NOUN_ENDS = late("[员师器馆率站机院度量费点车]")
_RATE = "率"
_RATE_NAMES = """
    合格 准确 及时 覆盖 差错 完好 通过 完成 达标 知晓 处置 下降 整改 建档 在线 成活 完整
    到位 落实 有效 上岗 参与 成功 办结 合规 结业 发放 可用 利用 相符 就业 规范 增长 管理
    签订 执行 公示 使用 结案 处理 告知 亮灯 持证 准点 入学 保存 闭环 漏损 回收 出勤 漏报
    接通 损失 化解 公开 保障 阳性 筛查 符合 犯罪 普及 接种 受理 取证 发生 制定 防治 达成
    转介 签署 登记 流失 正常 核实 建立 安葬 复核 回访 受检 参保 出租 一致 超限 解决 稳定
    献血 满足 清扫 治疗 正点 检测 检出 收缴 损耗 成灾 息诉 审核 完赛 备份 召回 受害 保证
    体检 上报 通达 送检 追回 连续 违规 违章 返工 返岗 运转 运行 足额 超标 调阅 误报 设置
    缴纳 续签 结题 结项 纳入 管控 管护 空置 留任 申请 申诉 灭治 漏检 满意 溯源 清理 清洁
    海葬 浪费 死亡 正确 检查 查处 服药 明确 故障 提取 推进 控制 排放 指导 挂接 报告 报到
    投诉 扑灭 感染 患病 恢复 开课 开幕 开工 建册 应答 应用 干预 带毒 履行 就学 对接 实现
    宜存 完备 妥投 复绿 复发 备案 取得 到户 到岗 出具 入住 兑现 停用 信访 保管 保留 保持
    作业 优良 事故 上座 上传 毕业 自给 转诊 走访 签收 治理 检验 核查 编制 评估 申报 真实
    正版 配置 清运 赔付 随访 联网 近视 逾期 阅读 优秀 录用 入园 升学 投运 收费 收视 增收
    留存 转化 出栏 产出 上线 响应 支付 拨付 预警 更新 更换 绿化 净化 硬化 消化 孵化 活化
"""
_RATES = frozenset(_RATE_NAMES.split())
"""What rates are of; a name of another one is more likely new than a slip: 参检率, 出证率."""


@lru_cache(maxsize=65536)
def _meant_stem(pair: str) -> tuple[str, ...]:
    return tuple(lexicon().meant_stem(pair)) if _HAN.match(pair) and not _meant(pair) else ()


def nouns_misspelled(text: str) -> Iterator[OtherSpelling]:
    """Give what makes no noun with the end of one behind it, and stands once: 指到员 for 指导员."""
    found: Counter[OtherSpelling] = Counter()
    for match in _NOUN_ENDS.finditer(text, 2):
        at, end = match.start(), match.group()
        pair = text[at - 2 : at]
        words = () if _joins(text, at - 2) else _meant_stem(pair)
        right = _likely_word(words, text) if words else None
        if right and end == _RATE and right not in _RATES:
            continue
        if _ends_a_longer_word(text, at - 2):
            continue
        if right and not any(map(is_word, (text[at - 1 : at + 1], text[at : at + 2], text[at - 3 : at - 1]))):
            found[OtherSpelling(pair + end, right + end)] += 1
    return (noun for noun, times in found.items() if times == 1)


_IS_NUMBERED = late(rf"{HAN}{{0,4}}[〔\[【［（(](?:19|20)\d\d")
_NUMBER_OF = late(r"数(?!\w)")
"""What may stand at the end of any noun: 健身房数."""
_ENDS_A_NAME = late("(?<=\\w)[前后内外时局县市区镇乡团]")
"""What often ends a name or a time, with anything behind it: 公安局云麓分局, 春耕前备得足."""
_PLACE_BEHIND = late(
    "集市|市场|小区|社区|村(?![民干级庄委])|镇(?!级|政府|区|村)|路(?![面灯口况程段])|河(?![道长岸床])|桥(?![梁面])|港(?!口)|老?街(?![道面区])|公园|泵站"
)
_OF_A_FAMILY = late(f"{HAN}家{HAN}{{1,2}}[镇乡村](?![级政干民])")
_BEGINS_PLACE = late("[、，；：。（“]|[0-9个座处名家]|[在到对和与及于]")


def _is_place(text: str, at: int) -> bool:
    """Tell whether two characters begin an item or stand behind a little word, and name a place: 在东泾村."""
    is_first = not at or _BEGINS_PLACE.match(text, at - 1) is not None
    return is_first and any((_PLACE_BEHIND.match(text, at + 2), _OF_A_FAMILY.match(text, at)))


_IN_A_NAME = late(f"{HAN}?(?:街道(?!路|两|边)|镇(?!级|政府|区|村)|乡(?!镇|村))")
_BEFORE_A_NAME = late("[、，；：。（“在到对和与及于][东西南北上下大小新老]?\\Z")


def _is_in_a_place(text: str, at: int) -> bool:
    """Tell whether two characters stand in the name of a town or quarter, be it of four: 西卓子山街道."""
    is_begun = not at or _BEFORE_A_NAME.search(text, max(0, at - 2), at) is not None
    return is_begun and _IN_A_NAME.match(text, at + 2) is not None


_LIST_MARKS = "、，；：。（“"
_DEEDS = frozenset("办学唱读走看听吃做游品赏逛写画练演讲忆寻访住骑采摘送种喝玩尝护建修管治用会懂知敢爱")


def _is_done(text: str, at: int) -> bool:
    """Tell whether a character begins an item of a list, and is a word for something done."""
    return text[at] in _DEEDS and text[max(0, at - 1) : at] in _LIST_MARKS


_LITTLE_WORDS = frozenset("及和与的地得等在是至到以由对为于从有各每按其并或即将被把使向即如自")


def spelled_otherwise(text: str) -> Iterator[OtherSpelling]:
    """Give what `text` spells right in one place and, with one similar character, as no word in another.

    The two characters beside it are the same, 蜜封条 where 密封条 stands elsewhere. Of one that may be a word
    of its own, or ends any word, a third one must be, too.
    """
    spelled: dict[tuple[str, int], str] = {}
    for run in _RUN.findall(text):
        for a, b, c in zip(run, run[1:], run[2:], strict=False):
            for beside, at, one in ((b + c, 0, a), (a + c, 1, b), (a + b, 2, c)):
                found = spelled.get((beside, at), "")
                if one not in found:
                    spelled[beside, at] = found + one
    for (beside, at), found in spelled.items():
        for one, other in permutations(found, 2) if len(found) > 1 else ():
            if are_similar(one, other) and not _LITTLE_WORDS.intersection((one, other)):
                written, usual = (beside[:at] + each + beside[at:] for each in (one, other))
                if _is_spelled_wrong(text, written, usual, at):
                    yield OtherSpelling(written, usual)


def _is_spelled_wrong(text: str, written: str, usual: str, at: int) -> bool:
    """Tell whether what stands once makes no word with a character `at` that another makes one with."""
    start = text.find(written)
    if text.count(written) > 1 or not _makes_a_word(usual, at) or _makes_a_word(text, start + at):
        return False
    known, one = lexicon(), written[at]
    if one not in known.alone | known.often_alone | _ENDS_ANYTHING:
        return True
    before, behind = text[max(0, start - 1) : start], text[start + 3 : start + 4]
    return (at < _LAST_OF_THREE and before + usual in text) or (at > 0 and usual + behind in text)


_LAST_OF_THREE = 2


_REFRAIN = late(rf"(?=({HAN})(?!\1)({HAN})\1(?!\1)({HAN}))")


def refrains_changed(text: str) -> Iterator[OtherSpelling]:
    """Give 苗语苗歌 where 畲语畲歌 stands elsewhere: one character twice, and another one twice."""
    found: dict[str, Counter[str]] = {}
    for match in _REFRAIN.finditer(text):
        found.setdefault(match[2] + match[3], Counter())[match[1]] += 1
    for others, times in found.items():
        if len(times) != 2:
            continue
        (usual, often), (rare, once) = times.most_common()
        if once == 1 < often and text.count(rare) == 2:
            yield OtherSpelling(*(each.join(["", *others]) for each in (rare, usual)))


def _makes_a_word(words: str, at: int) -> bool:
    return is_word(words[max(0, at - 1) : at + 1]) or is_word(words[at : at + 2])
