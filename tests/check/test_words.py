"""Word lists, quotations and comparisons that the rules about texts rest on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording import proofreading
from pmgen.check.wording.miswritten_words import miswritten_in, words_miswritten
from pmgen.check.wording.name_words import (
    BARE_NAMES,
    MEASURES,
    around,
    pairs_of,
    topic_pairs,
    without_punctuation,
)
from pmgen.check.wording.proofreading import MarkFault, odd_characters, odd_marks

SOUND = (
    "帐篷、蚊帐、发布署名、批复盖章、究竟争取、座落后、按装机容量、既使群众受益又降低成本、立即然后、报名截止时间、登陆作战、"
    "应急反应速度、供给于民、建全国文明城市、公园满意、适宜传播、主辅设备、交通迅速、自己经营、各自已完成、组成份额、各部份额、"
    "优先列入预算、先列支后核销、首先列出、职工俱乐部、维修膳食设施、上海拨款、可选拨付、电影象征、陪养老人、疏浚工程、正规化、检验正常、发展中小企业创业创新"
)


@pytest.mark.parametrize("words", SOUND.split("、"))
def test_sound_words_that_hold_the_characters_of_wrong_ones_are_left_alone(words: str) -> None:
    assert [match.group() for match in proofreading.WRONG_WORD.finditer(words)] == []


def _miswritten_phrases() -> list[tuple[str, str]]:
    """Return each word of the data file among one of its neighbours, wrong and right."""
    phrases = []
    for line in data_lines("miswritten_words.txt"):
        right, word, *beside = line.split()
        wanted = [each for each in beside if not each.startswith("!")]
        for each in wanted or [""]:
            phrases.append((_beside(each, word), _beside(each, right)))
    return phrases


def _beside(neighbour: str, word: str) -> str:
    return f"{word}{neighbour[1:]}" if neighbour.startswith("…") else f"{neighbour.removesuffix('…')}{word}"


def test_words_of_the_data_file_are_told_and_those_they_stand_for_are_not() -> None:
    for wrong, right in _miswritten_phrases():
        assert list(words_miswritten(wrong, miswritten_in(wrong))), wrong
        assert not list(words_miswritten(right, miswritten_in(right))), right


def test_no_right_word_is_taken_for_a_wrong_one() -> None:
    rights = {
        proofreading.right_word(match.group())
        for match in proofreading.WRONG_WORD.finditer("帐户、拔款、防讯、赋于")
    }
    assert rights == {"账户", "拨款", "防汛", "赋予"}
    assert not any(map(proofreading.WRONG_WORD.search, rights))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("交通协管员，交通协管员，交通协官员", [("交通协官员", "交通协管员")]),
        ("“海河英才”大赛，“海河英才”活动，“海河英寸“大赛", [("海河英寸", "海河英才")]),
        ("图书馆，图书管理", []),
        ("人才，人材", []),
    ],
)
def test_spellings(text: str, found: list[tuple[str, str]]) -> None:
    assert [tuple(spelling) for spelling in proofreading.other_spellings(text)] == found


def test_topics_leave_out_what_only_measures() -> None:
    assert topic_pairs("课题报告验收合格率") == {"课题", "题报", "报告"}
    assert topic_pairs("资金发放及时率") == frozenset()
    assert pairs_of("12333热线、平台") == {"热线", "平台"}
    assert all(len(word) == 2 for word in MEASURES)
    assert "" not in BARE_NAMES


def test_texts_are_compared_without_blanks_and_marks() -> None:
    assert without_punctuation("物业费 （机关）。") == without_punctuation("物业费(机关)") == "物业费机关"
    assert without_punctuation("培训1000人") != without_punctuation("培训100人")


def test_a_quotation_stays_in_its_line() -> None:
    assert around("第一行\n第二行有错字在此\n第三行", 7, 9) == "第二行有错字在此"


PAIRS = ["“”", "‘’", "（）", "()", "《》", "〈〉", "【】", "〔〕", "「」", "『』"]
nested = st.recursive(
    st.text("培训人数，。", max_size=3),
    lambda inner: st.builds(
        lambda pair, *words: f"{words[0]}{pair[0]}{words[1]}{pair[1]}{words[2]}",
        st.sampled_from(PAIRS),
        *[inner] * 3,
    ),
    max_leaves=8,
)


@given(nested)
def test_whatever_pairs_is_never_odd_but_a_quotation_in_the_same_quotation_marks(text: str) -> None:
    odd = list(odd_marks(text))
    assert all(each.fault in (MarkFault.WRONG_WAY, MarkFault.UNOPENED) for each in odd)
    assert odd == [] or text.count("“") > 1 or text.count("‘") > 1


@given(st.text('“”‘’（）()《》【】[]"培训1)a，', max_size=20))
def test_every_odd_mark_stands_where_it_is_said_to(text: str) -> None:
    found = list(odd_marks(text))
    assert found == sorted(found)
    assert all(0 <= each.start < each.end <= len(text) and each.right for each in found)


@given(st.text(max_size=20))
def test_what_is_usual_is_not_odd(text: str) -> None:
    for start, end, usual in odd_characters(text):
        assert text[start:end] != usual
        assert not usual or list(odd_characters(usual)) == []
