"""Who takes part in so many rounds of so many each, 216名……4期，每期45人, and rows of one round alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import PEOPLE
from pmgen.check.statements.price_products import WrongSum
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.row_reckonings import WrongTarget
from pmgen.check.statements.row_relations import is_of_each_by_name
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import Dimension, same_unit

_ROUNDS = frozenset(["期", "批", "班", "场", "轮", "组", "批次", "期次", "班次", "场次", "趟", "车次"])
_TOGETHER = late("(?:全年|总|合|累)?(?:共计?|计)?")
_IN_CHARACTERS = late(
    "(?P<many>[两二三四五六七八九十]{1,3})(?P<unit>[期批班场轮组趟])(?:总|合|累)?(?:共计?|计)?\\Z"
)
_OPEN = late(
    "另|其[中余他]|以[上内下外]|约|左右|不超|最[多高少低大]|至[少多]|平均|余|部分|重复|多次|两[次轮]|轮流|轮换|含|包括|分别|不等|上年|去年|去除|扣"
)
_BEFORE_ROUNDS = late("(?:\\A|全年|共|分成?为?|计划|举办|开展|组织|进行|轮训|培训|集训)\\Z")
_MOST_CLAUSES = 2


def _are_rounds(count: Statement, total: Statement, written: str) -> bool:
    is_next = count.unit in _ROUNDS and _TOGETHER.fullmatch(written, count.end, total.start) is not None
    return is_next and _is_plain(count) and _is_plain(total)


def _is_plain(one: Statement) -> bool:
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change and not one.each
    return is_exact and one.low > 0 and divisors_of(one) == ()


def _each_of(unit: str, text: Sequence[Said], total: Statement) -> Said | None:
    """Return the only number of a sentence that is for each round and can be one of those together."""
    found = [
        said
        for said in text
        if said.statement.sentence == total.sentence
        and said.statement.end <= total.start
        and _is_of_each(said.statement, unit)
    ]
    return found[0] if len(found) == 1 else None


def _is_of_each(one: Statement, unit: str) -> bool:
    words = [divisor.word for divisor in divisors_of(one) or ()]
    is_counted = one.dimension not in (Dimension.TIME, Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)
    return words == [unit] and is_counted and one.is_one and one.direction is Direction.EXACT


def _is_counted_so(each: Statement, total: Statement) -> bool:
    are_people = {each.dimension, total.dimension} <= PEOPLE
    return are_people or same_unit(each.unit) == same_unit(total.unit) or total.unit == f"{each.unit}次"


def rounds_of_all(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give those who take part, before so many rounds of so many each that are others by a slip.

    216名队员参加联训，全年4期，每期45人: of 216 each round has 54. Who comes to several rounds is counted
    so many times.
    """
    if "每" not in text[0].field.text:
        return
    for at, (count, each) in enumerate(pairwise(text)):
        one, other = count.statement, each.statement
        if one.unit not in _ROUNDS or not _is_of_each(other, one.unit) or other.clause - one.clause > 1:
            continue
        is_all = _BEFORE_ROUNDS.search(one.before) is not None and _is_plain(one)
        wholes = [said for said in text[:at] if is_all and _is_whole(said.statement, one, other)]
        if len(wholes) != 1 or _OPEN.search(each.sentence):
            continue
        total, made = wholes[0], one.low * other.low
        is_made = any(_is_counted_so(other, said.statement) and said.statement.low == made for said in text)
        if not is_made and _is_slip(total.statement.low, one.low, other.low):
            yield WrongSum(total, (count, each), made, is_product=True)


def _is_whole(whole: Statement, count: Statement, each: Statement) -> bool:
    is_near = whole.sentence == count.sentence and count.clause - whole.clause <= _MOST_CLAUSES
    are_people = {whole.dimension, each.dimension} <= PEOPLE
    return is_near and are_people and _is_plain(whole) and whole.low > each.low


def _is_slip(whole: Fraction, many: Fraction, each: Fraction) -> bool:
    made = many * each
    if (whole / made).denominator == 1 or (made / whole).denominator == 1:
        return False
    factors = ((whole / many, each), (whole / each, many))
    return any(right.denominator == 1 and is_slip_of_hand(right, said) for right, said in factors)


_OTHERS = late("合格|取证|获证|持证|结业|优秀|师资|教师|讲师|专家|教练|志愿|骨干|工作人员|新增|每|单")


def rows_of_one_round(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows that count those of one round where the sentence says how many all have.

    每期30人……两期60人 beside a row of ≥30人.
    """
    rows = [each for each in statements.promises if _counts_people(each)]
    for text in statements.plans if rows else ():
        for each, total in _one_and_all(text):
            one, whole = each.statement, total.statement
            about = [row for row in rows if _is_about(row, total.sentence)]
            if len(about) != 1 or about[0].statement.low != one.low:
                continue
            if any(row.statement.low == whole.low and _counts_people(row) for row in statements.promises):
                continue
            words = each.field.text[one.start - len(one.before) : whole.end]
            yield WrongTarget(about[0], ((each, total),), whole.low, words=words)


def _counts_people(row: Promise) -> bool:
    one, name = row.statement, without_note(row.indicator.name)
    is_number = one.dimension in PEOPLE and one.is_one and not one.per and not one.each
    is_of_all = not is_of_each_by_name(row) and not _OTHERS.search(name)
    return is_number and is_of_all and one.direction in (Direction.EXACT, Direction.AT_LEAST)


def _is_about(row: Promise, words: str) -> bool:
    topic = topic_pairs(without_note(row.indicator.name))
    return len(topic) > 1 and len(topic & pairs_of(words)) * 2 >= len(topic)


def _one_and_all(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the numbers for each round with what so many rounds have, where they make it."""
    for at, total in enumerate(text):
        other = total.statement
        if other.dimension not in PEOPLE or not other.is_one or other.direction is not Direction.EXACT:
            continue
        match = _IN_CHARACTERS.search(other.before)
        count = text[at - 1].statement if at else None
        if match:
            unit, many = match["unit"], Fraction(read_chinese_numeral(match["many"].replace("两", "二")) or 0)
        elif count and _are_rounds(count, other, total.field.text):
            unit, many = count.unit, count.low
        else:
            continue
        each = _each_of(unit, text, other)
        if each and many > 1 and each.statement.low * many == other.low:
            yield each, total
