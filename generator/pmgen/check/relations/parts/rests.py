"""What is left of a whole: 受理43.8万件，直接办结率60%，其余转派, or 其余10座, beside how many these are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_REST = ("其余", "剩余", "余下")
_LEAST = 100


def wrong_rests(statements: ProjectStatements) -> Iterator[WrongSum]:
    """Give the whole of a goal whose part and rest, told in the rows, are another number but for a slip."""
    for text in statements.prose:
        written = text[0].field.text
        if not any(word in written for word in _REST):
            continue
        for _, group in groupby(text, key=lambda said: said.statement.sentence):
            yield from _in_sentence(list(group), statements)


def _in_sentence(sentence: Sequence[Said], statements: ProjectStatements) -> Iterator[WrongSum]:
    written = sentence[0].field.text
    end = sentence[-1].statement.end + _BEHIND
    rates = [said.statement.low for said in sentence if said.statement.unit == "%"]
    for whole in sentence:
        one = whole.statement
        if not rates or not _is_count(whole) or not any(word in written[one.end : end] for word in _REST):
            continue
        alike = [said for text in statements.row_texts for said in text if _is_alike(said, whole)]
        parts = [said for said in alike if said.statement.low in {one.low * rate for rate in rates}]
        if len(parts) != 1:
            continue
        rest = one.low - parts[0].statement.low
        others = [said for said in alike if said is not parts[0]]
        slips = [said for said in others if is_slip_of_digits(said.statement.low, rest)]
        if len(slips) == 1 and not any(said.statement.low == rest for said in others):
            yield WrongSum(whole, (parts[0], slips[0]), parts[0].statement.low + slips[0].statement.low)


_BEHIND = 20


def _is_count(said: Said) -> bool:
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    is_of_all = not divisors_of(one) and not one.each and not is_of_other_time(one)
    return is_counted and one.is_one and one.low >= _LEAST and is_of_all


def _is_alike(said: Said, whole: Said) -> bool:
    one, other = said.statement, whole.statement
    return _is_count(said) and same_unit(one.unit) == same_unit(other.unit) and one.low < other.low


_IS_REST = late("(?:其余|剩余|余下)的?\\Z")
_MOST_PARTS = 8
_OF_ANYTHING = "个项件"


def wrong_counted_rests(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the whole that parts and the rest, each with its number, do not make: 22座, 6座、8座，其余10座.

    Nothing is told where any whole of the text leaves that rest, with some of the parts.
    """
    written = text[0].field.text
    if not any(word in written for word in _REST):
        return
    for at, rest in enumerate(text):
        if not _IS_REST.search(rest.statement.before) or not _is_plain(rest):
            continue
        alike = [said for said in text[:at] if _is_plain(said) and _are_of_one_unit(said, rest)]
        whole = max(alike, key=lambda said: said.statement.low, default=rest)
        parts = [
            said for said in alike if said.statement.sentence == rest.statement.sentence and said is not whole
        ]
        if not 0 < len(parts) <= _MOST_PARTS or not _is_of_one_thing(whole, rest):
            continue
        made = sum((said.statement.low for said in (*parts, rest)), Fraction(0))
        left = whole.statement.low - made + rest.statement.low
        is_near = left > 0 and abs(made - whole.statement.low) < max(left, rest.statement.low)
        if is_near and not _leaves(rest, alike, text):
            yield WrongSum(whole, (*parts, rest), made)


def _is_plain(said: Said) -> bool:
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_counted and is_exact and divisors_of(one) == () and not one.each


def _are_of_one_unit(said: Said, rest: Said) -> bool:
    one, other = said.statement, rest.statement
    return one.base == other.base and same_unit(one.unit) == same_unit(other.unit)


def _is_of_one_thing(whole: Said, rest: Said) -> bool:
    """Tell whether a rest can only be that of a whole: in its sentence, or in a unit of few things."""
    one, other = whole.statement, rest.statement
    if one.sentence == other.sentence:
        return True
    is_next = other.sentence - one.sentence <= _NEXT
    return is_next and other.unit not in _OF_ANYTHING and other.base != "元"


_NEXT = 2
"""How many ends of sentences stand between two, of which the first ends its line."""


def _leaves(rest: Said, alike: Sequence[Said], text: Sequence[Said]) -> bool:
    """Tell whether some numbers of a text leave a rest of another one of it, or of one behind it."""
    parts = [said.statement.low for said in alike][-_MOST_PARTS:]
    sums = {rest.statement.low}
    for part in parts:
        sums |= {made + part for made in sums}
    later = (said.statement.low for said in text if _are_of_one_unit(said, rest))
    return any(low in sums for low in later if low > rest.statement.low)


_PRICED = late("(?:造价|总价|单价|总投资|投资|保费|费用|售价|价格|成本)(?:约|为|共|需)*\\Z")
_PAID = late("补[贴助]|财政|报销|承担|减免|支持|奖补")
_PAID_ONESELF = late(
    "(?:其余|剩余|余下|不足|差额)(?:部分|资金|费用)?的?\\Z|(?:自筹|自付|自负|自行承担|个人承担|个人缴纳)(?:资金|部分|费用)?(?:为)?\\Z"
)
_NO_PARTS = late("[每共合小]计?\\Z|累计\\Z")
_MOST_PAID = 4


def wrong_own_shares(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the price that a subsidy and the rest do not make: 造价3万元, 补贴1.2万元, 其余2.8万元."""
    written = text[0].field.text
    if "元" not in written or not _PAID_ONESELF_WORD.search(written):
        return
    money = [
        said for said in text if said.statement.base == "元" and said.statement.dimension is Dimension.MONEY
    ]
    for at, rest in enumerate(money):
        if not _PAID_ONESELF.search(rest.statement.before) or not _is_clear(rest):
            continue
        before = [said for said in money[:at] if said.statement.sentence == rest.statement.sentence]
        wholes = [each for each, said in enumerate(before) if _PRICED.search(said.statement.before)]
        if len(wholes) != 1 or not _is_clear(before[wholes[0]]):
            continue
        whole, parts = before[wholes[0]], before[wholes[0] + 1 :]
        is_told = 0 < len(parts) <= _MOST_PAID and all(map(_is_part_paid, parts))
        made = sum((said.statement.low for said in (*parts, rest)), Fraction(0))
        left = {rest.statement.low}
        for part in parts[:_MOST_PAID]:
            left |= {each + part.statement.low for each in left}
        is_near = all(part.statement.low < whole.statement.low for part in (*parts, rest))
        if is_told and is_near and whole.statement.low not in left:
            yield WrongSum(whole, (*parts, rest), made)


_PAID_ONESELF_WORD = late("其余|剩余|余下|不足部分|差额|自筹|自付|自负|自行承担|个人承担|个人缴纳")


def _is_clear(said: Said) -> bool:
    one = said.statement
    return one.is_one and one.direction is Direction.EXACT and not one.is_change


def _is_part_paid(said: Said) -> bool:
    """Tell whether an amount is paid of a price, 财政补贴40%，即1.2万元, and is not that of all."""
    one = said.statement
    begin = sentence_start(said.field.text, one.start, "。；;\n")
    words = said.field.text[begin : one.start]
    is_paid = _PAID.search(words[-_LONGEST_PART:]) is not None
    return _is_clear(said) and is_paid and not divisors_of(one) and not _NO_PARTS.search(one.before)


_LONGEST_PART = 16
