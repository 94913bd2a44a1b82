"""Rules about the numbers that goals promise, beside what the indicators promise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, combinations, permutations

from pmgen.check.relations.days.limits_left import limits_left
from pmgen.check.relations.parts.goal_parts import parts_otherwise
from pmgen.check.relations.periods.other_periods import other_periods
from pmgen.check.relations.periods.sums_of_years import other_than_their_rows
from pmgen.check.relations.products.ones_and_totals import totals_otherwise
from pmgen.check.relations.rows.goal_promises import Contradiction, contradictions, is_in_each
from pmgen.check.relations.rows.left_over import left_over
from pmgen.check.relations.rows.only_alike import (
    is_cost_of_a_part,
    is_of_those_left_out,
    is_rounded,
    is_said_elsewhere,
)
from pmgen.check.relations.rows.other_units import (
    counts_as_percents,
    in_other_scales,
    in_other_units,
    percents_of_numbers,
)
from pmgen.check.relations.rows.rows_against_goals import (
    counts_for_totals,
    each_for_all,
    limits_the_wrong_way,
)
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    whole,
)
from pmgen.check.statements.made_otherwise import as_times
from pmgen.check.statements.project_statements import Promise, Said, said_in, statements_of
from pmgen.check.statements.reckonings import cancels, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_end
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Statement
from pmgen.check.statements.wrong_result import last_place_of_share
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Goal, Indicator, Project
from pmgen.model.targets import Number
from pmgen.model.terms import Comparator, Horizon
from pmgen.model.units import Dimension, is_percent, same_unit
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_OF_THE_YEAR = late("[当本]年|年度|20[0-9]{2}年")
_ALL = late("全员|全部|全覆盖|百分之百|一个不[落漏少]|应[保补发助]尽[保补发助]")
_SHARE_OF_ALL = late("(?:覆盖|到位|完成|落实|发放|办结|拨付|享受)率")
_SAME_TOPIC = 3
_SHOWN = 3
_MARKS = "，。；、：,;\n（）"


def goals_against_indicators(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the numbers of goals and of 资金用途 that an indicator contradicts."""
    statements = statements_of(reviewed)
    contradicted = [
        each for each in _contradicted(reviewed, is_sure=True) if not _is_price_of_one(*each, reviewed)
    ]
    rows = {id(promise) for _, promise in contradicted}
    parts = [
        each
        for each in parts_otherwise(statements)
        if id(each[1]) not in rows and not _is_named_for_one_year(*each)
    ]
    scales = [each for each in in_other_scales(statements) if id(each[1]) not in rows]
    counts = [each for each in counts_for_totals(statements) if id(each[1]) not in rows]
    limits = [each for each in limits_the_wrong_way(statements) if id(each[1]) not in rows]
    doubtful = {id(promise) for _, promise in _contradicted(reviewed, is_sure=False)}
    limits += [each for each in limits_left(statements) if id(each[1]) not in rows | doubtful]
    long = [said for text in statements.plans for said in text if _is_of_years(said.field.goal)]
    totals = [each for each in totals_otherwise(statements) if id(each[1]) not in rows | doubtful]
    sums = [each for each in other_than_their_rows(long, statements.promises) if id(each[1]) not in rows]
    others = in_other_units(statements)
    clear = [*contradicted, *parts, *scales, *others, *counts, *limits, *sums, *totals]
    every = [*clear, *_left_over(reviewed, clear, is_sure=True)]
    yield from _told_once(each for each in every if not _is_other_count(*each))
    for plain in (*percents_of_numbers(statements), *counts_as_percents(statements)):
        field = plain.field
        spot = part(field.places, field.key, field.text, plain.start, plain.end)
        words = _clause_around(field.text, plain.start, plain.end)
        yield _against(field, short(words), (spot,), plain.indicator)
    told = {id(promise.indicator) for _, promise in contradicted if promise}
    for found in other_periods(statements):
        field, row = found.field, found.indicator
        if field.indicator is None and id(row) not in told:
            spot = part(field.places, field.key, field.text, found.start, found.end)
            yield _against(field, short(field.text[found.start : found.end]), (spot,), row)


def _is_other_count(said: Said, promise: Promise | None) -> bool:
    """Tell whether a target is so many times a number that is for each, or a share of it that the goal says.

    8个小组，每组6课时 are 48课时; 报警9200起，处置9016起以上，处置率不低于98%.
    """
    if promise is None or Dimension.RATIO in (said.statement.dimension, promise.statement.dimension):
        return False
    one, target = said.statement, promise.statement
    line = _line_of(said)
    rates = _rates(line)
    is_said_too = any(each.low == target.low and each.base == target.base for each in line)
    is_share = (
        is_said_too and one.low != target.low and any(abs(one.low * rate - target.low) < 1 for rate in rates)
    )
    return is_share or is_in_each(said, promise)


def _line_of(said: Said) -> list[Statement]:
    """Return the numbers of the sentence of a number."""
    sentence = said.statement.sentence
    return [each.statement for each in said_in(said.field) if each.statement.sentence == sentence]


def _rates(line: Iterable[Statement]) -> list[Fraction]:
    return [each.low for each in line if each.dimension is Dimension.RATIO]


def numbers_without_indicator(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the numbers of goals that no indicator repeats or one may contradict, and 全员 against less."""
    told = {id(promise) for _, promise in in_other_scales(statements_of(reviewed))}
    periods = {id(found.indicator) for found in other_periods(statements_of(reviewed))}
    doubtful = [each for each in _contradicted(reviewed, is_sure=False) if each[1] is not None]
    doubtful = [
        each
        for each in doubtful
        if id(each[1]) not in told and id(each[1] and each[1].indicator) not in periods
    ]
    doubtful = [each for each in doubtful if not _is_reckoned_with(*each)]
    doubtful = [each for each in doubtful if not _is_of_each_one(*each, reviewed)]
    doubtful = [each for each in doubtful if not _is_of_another_cost(*each, reviewed)]
    sure = list(_contradicted(reviewed, is_sure=True))
    rows = {id(promise.indicator) for _, promise in sure if promise}
    more = [each for each in each_for_all(statements_of(reviewed)) if id(each[1].indicator) not in rows]
    left = _left_over(reviewed, [*sure, *doubtful, *more], is_sure=False)
    doubtful = [each for each in doubtful if not _is_target_elsewhere(*each, reviewed)]
    yield from _told_once([*doubtful, *more, *left])
    yield from _without_indicator(reviewed)
    for goal in reviewed.project.goals:
        if _ALL.search(goal.text):
            yield from _less_than_all(goal, reviewed.project.indicators_of(goal))


def _left_over(
    reviewed: ReviewedProject, told: Iterable[tuple[Said, Promise | None]], *, is_sure: bool
) -> list[tuple[Said, Promise]]:
    """Return the pairs that are left by elimination, but for rows of which something is told already."""
    rows = {id(promise.indicator) for _, promise in told if promise}
    found = [each for each in left_over(statements_of(reviewed)) if each.is_sure is is_sure]
    return [(each.said, each.promise) for each in found if id(each.promise.indicator) not in rows]


def _is_reckoned_with(said: Said, promise: Promise | None) -> bool:
    """Tell whether another number of a goal makes a target of one of it, or it of a target.

    每千克补贴4元 and 每亩用种5千克 are 20元 for each 亩; 255人，占适配者的85% are a share of 300人.
    """
    if promise is None or not said.statement.low or not promise.statement.low:
        return False
    one, target = said.statement, promise.statement
    others = [each.statement for each in said_in(said.field) if each.statement.start != one.start]
    shares = {each.low for each in others if each.dimension is Dimension.RATIO}
    counts = {each.stated for each in others if each.dimension not in (Dimension.RATIO, Dimension.MONEY)}
    is_for_each = bool(_FOR_EACH.search(one.before) or one.per)
    return one.low / target.low in shares or (is_for_each and target.low / one.low in counts)


def _is_of_another_cost(said: Said, promise: Promise | None, reviewed: ReviewedProject) -> bool:
    if promise is None:
        return False
    plans = statements_of(reviewed).plans
    return is_cost_of_a_part(said, promise) or is_said_elsewhere(said, promise, plans)


_FOR_EACH = late("[每各均]")
_SEVERAL_COSTS = late("[、和及与]")
_OFTEN = {"每季": 4, "每月": 12, "每周": 52, "每半年": 2}


def _is_price_of_one(said: Said, promise: Promise | None, reviewed: ReviewedProject) -> bool:
    is_money = said.statement.dimension is Dimension.MONEY
    return is_money and _is_of_each_one(said, promise, reviewed)


def _is_target_elsewhere(said: Said, promise: Promise | None, reviewed: ReviewedProject) -> bool:
    """Tell whether the number of a row stands in another goal, in a sentence with a word of its name."""
    if promise is None:
        return False
    one, target = said.statement, promise.statement
    if one.dimension is not Dimension.MONEY and same_unit(one.unit) == same_unit(target.unit):
        return False
    topic = topic_pairs(promise.indicator.name)
    return not is_slip_of_digits(one.low, target.low) and any(
        each.statement.low == target.low
        and each.statement.base == target.base
        and not topic.isdisjoint(pairs_of(each.sentence))
        for text in statements_of(reviewed).plans
        for each in text
        if each.field is not said.field
    )


def _is_of_each_one(said: Said, promise: Promise | None, reviewed: ReviewedProject) -> bool:
    """Tell whether a number may be that of each, and a target that of all: 480元 and 33.6万元 of 700人."""
    if promise is None:
        return False
    one, total = said.statement, promise.statement.low
    clause = _clause_around(said.field.text, one.start, one.end)
    if one.dimension is not Dimension.MONEY and one.low != 1:
        return False
    if "各" in clause:
        return one.low < total
    often = next((times for word, times in _OFTEN.items() if word in clause), 1)
    times = total / one.low / often if one.low else Fraction(1)
    if often > 1 and times >= 1 and _SEVERAL_COSTS.search(promise.indicator.name):
        return True
    counts = {each.stated for each in statements_of(reviewed).counts}
    return times > 1 and (times in counts or any(times - each in counts for each in counts))


def _without_indicator(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give one hit for a project some of whose promised numbers have no indicator."""
    alone = [said for said, promise in _contradicted(reviewed, is_sure=False) if promise is None]
    described = " ".join(each.description or "" for each in reviewed.project.indicators)
    targets = {promise.statement.low for promise in statements_of(reviewed).promises}
    told = [said for said in alone if said.statement.stated > 1 and said.words not in described]
    told = [
        said for said in told if not _SCOPE.search(said.statement.before) and not _is_factor(said, targets)
    ]
    told = [said for said in told if not (_is_part_of_list(said) or _is_made_beside(said) or _is_paid(said))]
    if told:
        clauses = list(dict.fromkeys(said.clause for said in told))
        words = "、".join(map(short, clauses[:_SHOWN]))
        text = message("no indicator says what the goal promises: {words}", words=words)
        yield Violation(text, tuple(said.spot for said in told))


def _is_part_of_list(said: Said) -> bool:
    """Tell whether a number is one of a list whose total stands behind it, or one of the shares of all.

    鼠类监测点24个、蚊类监测点18个、蝇类监测点12个，共54个; 分别占70%、20%、10%.
    """
    one = said.statement
    line = _line_of(said)
    alike = [each for each in line if each.base == one.base and each.unit == one.unit]
    at = next((number for number, each in enumerate(alike) if each.start == one.start), 0)
    for first in range(at + 1):
        lows = [each.low for each in alike[first:]]
        for behind, made in enumerate(accumulate(lows), first + 1):
            is_of_several = first <= at < behind and behind - first > 1
            is_total = behind < len(alike) and alike[behind].low == made
            if is_of_several and (is_total or (one.dimension is Dimension.RATIO and made == 1)):
                return True
    return False


def _is_made_beside(said: Said) -> bool:
    """Tell whether two other numbers of its sentence, of its goal for a rate, make a number: these say it.

    146个问题，整改139个，整改率95%; 600张评出120张，入选率20%; 6处，每处4块，共24块.
    """
    one = said.statement
    is_rate = one.dimension is Dimension.RATIO
    near = (each.statement for each in said_in(said.field)) if is_rate else _line_of(said)
    others = [each for each in near if each.start != one.start and each.is_one and each.low > 0]
    if is_rate:
        room = last_place_of_share(said)
        wholes = ((part, whole) for part, whole in permutations(others, 2) if part.base == whole.base)
        shares = (part.low / whole.low for part, whole in wholes if part.low < whole.low)
        return any(abs(each - one.low) < room or abs(1 - each - one.low) < room for each in shares)
    made = (first * second for first, second in combinations([as_times(each) for each in others], 2))
    alike = [each.low for each in others if same_unit(each.unit) == same_unit(one.unit)]
    of_rates = (whole * rate for whole in alike for rate in _rates(others))
    left = (whole - part for whole, part in permutations(alike, 2))
    return as_times(one) in made or one.low in left or any(abs(each - one.low) < 1 for each in of_rates)


def _is_paid(said: Said) -> bool:
    """Tell whether its sentence pays for each of a number, a matter of cost then: 30名，每人2300元."""
    prices = (each for each in _line_of(said) if each.dimension is Dimension.MONEY)
    return any(cancels(said.statement, divisor) for each in prices for divisor in divisors_of(each) or ())


_SCOPE = late("涉及|涵盖|遍布|分布")
"""What is said of how far the work reaches, and not of what is made."""


def _is_factor(said: Said, targets: Collection[Fraction]) -> bool:
    """Tell whether a sentence makes a number of a row of it: 设监测点50个，每月监测1次，8个月共400点次."""
    text, one = said.field.text, said.statement
    end = sentence_end(text, one.end, "。\n")
    later = [each.statement for each in said_in(said.field) if one.end <= each.statement.start < end]
    times = {each.low for each in later} | {Fraction(often) for often in _often(text[one.end : end])}
    times |= {each * more for each in times for more in times}
    results = {each.low for each in later} & set(targets)
    is_counted = one.dimension is not Dimension.RATIO
    return is_counted and any(one.low < each and each / one.low in times for each in results)


_MONTHS = late("(?<![0-9])(1[0-2]|[1-9])月?[至到—~-](1[0-2]|[1-9])月")


def _often(words: str) -> Iterator[int]:
    """Give how often something comes by the times that words name: every month, from April to November."""
    yield from (times for word, times in _OFTEN.items() if word in words)
    yield from (int(last) - int(first) + 1 for first, last in _MONTHS.findall(words))


def _contradicted(reviewed: ReviewedProject, *, is_sure: bool) -> Iterator[tuple[Said, Promise | None]]:
    for found in _contradictions(reviewed):
        if found.is_sure is is_sure and (found.said.field.goal or found.promise):
            yield found.said, found.promise


@lru_cache(maxsize=2)
def _contradictions(reviewed: ReviewedProject) -> tuple[Contradiction, ...]:
    """Return what both rules ask for, one after the other."""
    statements = statements_of(reviewed)
    found: list[Contradiction] = []
    for said in statements.plans:
        goal = said[0].field.goal
        serving = None if goal is None else {id(each) for each in reviewed.project.indicators_of(goal)}
        promises = [each for each in statements.promises if serving is None or id(each.indicator) in serving]
        if promises:
            found.extend(contradictions(said, promises, statements.subjects))
    return tuple(
        each
        for each in found
        if not _is_of_one_year_only(each, reviewed.project) and not _is_only_alike(each)
    )


def _is_only_alike(found: Contradiction) -> bool:
    said, promise = found.said, found.promise
    return promise is not None and (is_of_those_left_out(said, promise) or is_rounded(said, promise))


def _is_of_one_year_only(found: Contradiction, project: Project) -> bool:
    """Tell whether a goal for several years is held against an indicator that serves one of the year too."""
    goal, promise = found.said.field.goal, found.promise
    if goal is None or promise is None or goal.horizon is Horizon.ANNUAL:
        return False
    if _is_named_for_one_year(found.said, promise):
        return True
    annual = [each for each in project.goals if each.horizon is Horizon.ANNUAL]
    serves_one = any(each.id in (promise.indicator.goals or ()) for each in annual)
    return serves_one and all(each.text != goal.text for each in annual)


def _is_named_for_one_year(said: Said, promise: Promise) -> bool:
    """Tell whether a goal for several years is held against a row that is called one of the year."""
    return _is_of_years(said.field.goal) and _OF_THE_YEAR.match(promise.indicator.name) is not None


def _is_of_years(goal: Goal | None) -> bool:
    return goal is not None and goal.horizon is not Horizon.ANNUAL


def _told_once(found: Iterable[tuple[Said, Promise | None]]) -> Iterator[Violation]:
    """Give one violation for what several goals say in the same words, with all their places."""
    groups: dict[tuple[str, str, int], list[tuple[Said, Promise | None]]] = {}
    for said, promise in found:
        key = (said.clause, said.words, id(promise and promise.indicator.target))
        groups.setdefault(key, []).append((said, promise))
    for group in groups.values():
        said, promise = group[0]
        spots = tuple(each.spot for each, _ in group)
        if promise is not None:
            yield _against(said.field, short(said.clause), spots, promise.indicator)


def _against(field: FieldText, words: str, spots: tuple[ValueSpan, ...], indicator: Indicator) -> Violation:
    values = {"words": words, "name": short(indicator.name), "target": indicator.target.written}
    text = (
        message("the goal says {words}; the indicator is {name} {target}", **values)
        if field.goal
        else message("资金用途 says {words}; the indicator is {name} {target}", **values)
    )
    return Violation(text, (*spots, whole(indicator.places, "target")), indicator)


def _less_than_all(goal: Goal, indicators: Sequence[Indicator]) -> Iterator[Violation]:
    for match in _ALL.finditer(goal.text):
        words = _clause_around(goal.text, match.start(), match.end())
        topic = topic_pairs(words)
        for indicator in indicators:
            if _is_share_below_all(indicator) and len(topic & topic_pairs(indicator.name)) >= _SAME_TOPIC:
                spot = part(goal.places, "text", goal.text, match.start(), match.end())
                yield _against(
                    FieldText("text", goal.text, goal.places, goal=goal), short(words), (spot,), indicator
                )
                break


def _is_share_below_all(indicator: Indicator) -> bool:
    target = indicator.target
    return (
        isinstance(target, Number)
        and is_percent(target.unit)
        and target.comparator in (Comparator.GE, Comparator.GT)
        and target.number.value < 100
        and _SHARE_OF_ALL.search(indicator.name) is not None
    )


def _clause_around(text: str, start: int, end: int) -> str:
    """Return the words around a place up to the next marks."""
    first = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    return text[first : min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=None)]


GOAL_NUMBERS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-G01",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=goals_against_indicators,
        title=message("goal and indicator say different numbers"),
        reason=message(
            "One of the two is wrong, and at the end of the year nobody can tell which was promised."
        ),
        repair=message("make both say the same"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Ezhou 2026, Wuhai 2022 and Tianjin 2025"),
        wrong="年度绩效目标:\n  - 开展技能培训488人。\n"
        "绩效指标:\n  - 三级指标: 技能培训人数\n    指标值: ≥210人",
        right="年度绩效目标:\n  - 开展技能培训210人。\n"
        "绩效指标:\n  - 三级指标: 技能培训人数\n    指标值: ≥210人",
    ),
    ProjectRule(
        code="PMG-G07",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=numbers_without_indicator,
        title=message("number in a goal that no indicator repeats"),
        reason=message(
            "A number that a goal promises needs an indicator of the same number, or nobody measures it."
        ),
        repair=message("make the goal and the indicator say the same, or add the indicator"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Ezhou 2026, Wuhai 2022 and Tianjin 2025"),
        wrong="年度绩效目标:\n  - 调解成功率达到70%。\n"
        "绩效指标:\n  - 三级指标: 调解案件数\n    指标值: ≥210件",
        right="年度绩效目标:\n  - 调解案件210件。\n绩效指标:\n  - 三级指标: 调解案件数\n    指标值: ≥210件",
        heuristic=True,
    ),
)
