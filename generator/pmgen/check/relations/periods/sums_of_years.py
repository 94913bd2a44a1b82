"""What long-term goals sum up over several years, beside their own years and their own rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import THINGS, agrees, are_comparable, is_of_each
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_SUMMED_UP = late("累计|[合共总]计|(?:[两二三四五]年|[2-5]年)[内间]?(?:来)?(?:共|总|应|合)")
_OF_ONE = late("(?<![到至])(?:(?:19|20)[0-9]{2}(?:年(?![底末])|级)|每年|分别|依次)[^，。；0-9]{0,14}\\Z")
_LISTED = "、和及与"
_KEPT = late("保持|稳定|维持|在册|存量|现有|已|[增降减]|余|达到?|扩大|超过|不含|另")
_NOT_SUMMED = (Dimension.RATIO, Dimension.GRADE, Dimension.RATE)
_NAMED_SUM = late(
    "累计|合计|总共|[二两三四五]年|[2-5]年|(?:19|20)[0-9]{2}年?(?:至|到|[-—–~～]{1,2})(?:19|20)?[0-9]{2}年"
)
_PLAIN = late("年[内度]|[全当本]年|的|数量?\\Z|人[次数]|人数|面积|里程|长度|次数|[场件户家台]数|情况|完成")
_MOST_WORDS = 0.7


def less_than_one_of_its_years(long: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each sum of several years with a greater number that its sentence has of one of them."""
    every = list(long)
    for said in every:
        one = said.statement
        if one.dimension in _NOT_SUMMED or not _SUMMED_UP.search(_clause_before(said)):
            continue
        years = [each for each in every if each is not said and _is_of_a_year_of(each, said)]
        before = [each for each in years if each.statement.start < one.start]
        listed = before if _tells_the_years(before) else years
        if _tells_the_years(listed) and (greater := _greatest(listed)).statement.low > one.high:
            yield said, greater


def _clause_before(said: Said) -> str:
    """Return the words of a clause before a number, those of years among them: 三年应结业."""
    start = said.statement.start
    return said.field.text[sentence_start(said.field.text, start, "，、。；：（(\n") : start]


def _is_of_a_year_of(each: Said, said: Said) -> bool:
    one, other = said.statement, each.statement
    is_near = each.field is said.field and one.sentence == other.sentence
    if not is_near or one.unit != other.unit or one.base != other.base:
        return False
    if _SUMMED_UP.search(_clause_before(each)):
        return False
    is_plain = not _KEPT.search(other.before) and not is_of_each(other) and not _KEPT.search(one.before)
    return is_plain and other.each in ("", "年")


def _tells_the_years(years: Sequence[Said]) -> bool:
    """Tell whether numbers are those of every year: 每年300人, or a list that begins with one of a year."""
    named = [each for each in years if _OF_ONE.search(_clause_before(each))]
    is_each = len(years) == 1 and bool(named) and named[0].statement.each == "年"
    others = all(each in named or not each.statement.before.strip(_LISTED) for each in years)
    return is_each or (bool(named) and len(years) > 1 and others)


def _greatest(years: Sequence[Said]) -> Said:
    return max(years, key=lambda each: each.statement.low)


def other_than_their_rows(long: Iterable[Said], rows: Iterable[Promise]) -> Iterator[tuple[Said, Promise]]:
    """Give each sum of several years in a long-term goal with the row that sums up the same otherwise."""
    sums = [row for row in rows if _NAMED_SUM.search(row.indicator.name)]
    if not sums:
        return
    every = list(long)
    for row in sums:
        words = pairs_of(_PLAIN.sub(" ", _NAMED_SUM.sub(" ", without_note(row.indicator.name))))
        if any(agrees(said.statement, row.statement) for said in every):
            continue
        likely = {id(said): _likeness(said, row.statement, words) for said in every if words}
        best = max(likely.values(), default=0)
        same = [said for said in every if best and likely[id(said)] == best]
        if len(same) == 1 and _is_other(same[0].statement, row.statement):
            yield same[0], row


def _likeness(said: Said, row: Statement, words: frozenset[str]) -> int:
    """Return how many words of a row a number has beside it that is summed up, 0 where it is of another."""
    one = said.statement
    is_alike = are_comparable(one, row) and (one.dimension not in THINGS or one.unit == row.unit)
    if not is_alike or is_of_each(one) or one.dimension in _NOT_SUMMED or one.is_change:
        return 0
    text = said.field.text
    begin, end = sentence_start(text, one.start), sentence_end(text, one.end)
    clause = max(begin, sentence_start(text, one.start, "，；"))
    is_sum = _SUMMED_UP.search(text, clause, one.start) or _NAMED_SUM.search(text, clause, one.start)
    has_all = len(words & pairs_of(text[begin:end])) >= _MOST_WORDS * len(words)
    return len(words & pairs_of(f"{one.before} {one.behind}")) if is_sum and has_all else 0


def _is_other(one: Statement, row: Statement) -> bool:
    is_limit = Direction.AT_MOST in (one.direction, row.direction)
    return not is_limit and (one.high < row.low or one.low > row.high)
