"""Rules about the arithmetic of texts: parts and totals, prices times counts, months and years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, combinations
from math import prod

from pmgen.check.money.project_costs import without_sign
from pmgen.check.relations.amounts.announced_sums import wrong_announced_sums
from pmgen.check.relations.amounts.burden_ratios import WrongRatio, wrong_ratios
from pmgen.check.relations.amounts.even_parts import wrong_even_parts
from pmgen.check.relations.amounts.goal_amounts import GoalAmounts, amounts_beside_budget
from pmgen.check.relations.amounts.goal_costs import sums_of_counts_elsewhere
from pmgen.check.relations.amounts.item_products import wrong_item_products
from pmgen.check.relations.amounts.named_sources import sources_of_purpose
from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.relations.parts.bracketed_parts import wrong_bracketed_parts
from pmgen.check.relations.parts.group_totals import wrong_group_totals
from pmgen.check.relations.parts.item_lists import wrong_listed_products
from pmgen.check.relations.parts.labelled_lists import (
    counts_said_otherwise,
    entries_said_otherwise,
    exchanged_entries,
)
from pmgen.check.relations.parts.list_totals import wrong_list_totals
from pmgen.check.relations.parts.listed_parts import doubtful_listed_parts, is_rate_of_one, wrong_listed_parts
from pmgen.check.relations.parts.parts_in_turn import wrong_parts_in_turn
from pmgen.check.relations.parts.plain_lists import doubtful_plain_lists, wrong_plain_lists
from pmgen.check.relations.parts.prose_sums import (
    WrongPeriods,
    amount_of_all,
    amounts_in,
    may_leave_something,
    parts_of_purpose,
    some_add_up_to,
    words_and_digits,
    wrong_periods,
    wrong_series,
    wrong_sums,
)
from pmgen.check.relations.parts.rests import wrong_counted_rests, wrong_own_shares, wrong_rests
from pmgen.check.relations.parts.stocks import wrong_changes, wrong_stocks
from pmgen.check.relations.periods.contract_years import WrongYear, wrong_contract_years
from pmgen.check.relations.periods.period_slips import wrong_for_their_period
from pmgen.check.relations.periods.years_together import WrongYears, unlike_the_others, wrong_years
from pmgen.check.relations.phrases.rounds import more_at_a_later_step
from pmgen.check.relations.products.converted_units import wrong_conversions, wrong_pieces, wrong_spacings
from pmgen.check.relations.products.count_products import wrong_count_products
from pmgen.check.relations.products.densities import WrongDensity, wrong_densities
from pmgen.check.relations.products.rates_of_many import wrong_rates
from pmgen.check.relations.products.repeated_events import wrong_visits
from pmgen.check.relations.products.rounds_together import rounds_of_all
from pmgen.check.relations.products.text_reckonings import wrong_products
from pmgen.check.relations.products.turns import wrong_turns
from pmgen.check.relations.rows.row_sums import WrongTotal, wrong_row_totals
from pmgen.check.relations.shares.changes_by import WrongChange, wrong_changes_by, wrong_growth_of_years
from pmgen.check.relations.shares.counted_shares import (
    counts_by_share,
    counts_that_are_shares,
    shares_by_verb,
    shares_in_brackets,
    shares_of_named,
    shares_of_them,
)
from pmgen.check.relations.shares.growth import wrong_growths
from pmgen.check.relations.shares.linked_shares import wrong_linked_shares
from pmgen.check.relations.shares.shares import (
    WrongShare,
    more_passed_than_tried,
    more_than_there_are,
    parts_above_their_whole,
    wrong_parts,
    wrong_shares,
)
from pmgen.check.relations.shares.shares_in_words import shares_in_words
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
    target_span,
    whole,
)
from pmgen.check.rules.reckoning_rules import in_unit_of, wrong_formula
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.formulas import wrong_formulas_in
from pmgen.check.statements.made_otherwise import (
    as_times,
    is_made_otherwise,
    is_made_with_another_count,
    is_made_with_others,
    is_share_made_otherwise,
)
from pmgen.check.statements.project_statements import ProjectStatements, Said, said_in, statements_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Statement
from pmgen.check.statements.wrong_result import WrongResult
from pmgen.late_pattern import late
from pmgen.model.money import to_yuan
from pmgen.model.numerals import Numeral, exact_text
from pmgen.model.records import Amounts, Project
from pmgen.model.units import Dimension
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_SHOWN = 5
_TIMES = late("[0-9]个?(?:教学|工作)?(?:周|天|日|月|学期|季度)(?![0-9前底])")


def wrong_arithmetic(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every total in a text that its parts, or its price and count, do not make, each once."""
    told: set[ValueSpan] = set()
    for violation in _wrong_arithmetic(reviewed):
        key = violation.spots[0]
        if key not in told:
            told.add(key)
            yield violation
    statements = statements_of(reviewed)
    slips = chain.from_iterable(_but_for_slips(text, statements) for text in statements.prose)
    rows = filter(_is_unlike, chain.from_iterable(map(wrong_for_their_period, statements.row_texts)))
    for violation in chain(slips, map(_of_period, rows)):
        if told.isdisjoint(violation.spots):
            told.add(violation.spots[0])
            yield violation


def _wrong_arithmetic(reviewed: ReviewedProject) -> Iterator[Violation]:
    statements = statements_of(reviewed)
    is_unexplained = partial(_is_unexplained, statements=statements)
    counts = statements.counts
    for text in statements.prose:
        for found in filter(is_unexplained, wrong_sums(text)):
            if is_rate_of_one(found.parts, text):
                continue
            yield Violation(_sum(found), (found.total.spot, *(part.spot for part in found.parts)))
        for periods in (*wrong_periods(text, counts), *wrong_series(text)):
            if _is_unlike(periods):
                yield Violation(_periods(periods), (periods.year.spot, periods.each.spot))
        yield from _wrong_products(text, statements)
        yield from map(_wrong_years, wrong_years(text))
        yield from _wrong_parts(text, statements)
        yield from _wrong_formulas(text[0].field)
        shares = list(wrong_own_shares(text))
        of_shares = {found.parts[-1].statement for found in shares}
        rests = (each for each in wrong_counted_rests(text) if each.parts[-1].statement not in of_shares)
        more = chain(shares, rests, wrong_turns(text))
        for found in filter(is_unexplained, more):
            yield Violation(_sum(found), (found.total.spot, *(part.spot for part in found.parts)))
    for text in statements.row_texts:
        yield from _wrong_lists(text, statements)
        for periods in wrong_periods(text, counts):
            if _is_unlike(periods):
                spots = (periods.year.spot, periods.each.spot)
                yield Violation(_periods(periods), spots, text[0].field.indicator)
    fields = [text[0].field for text in (*statements.prose, *statements.row_texts)]
    for change in (*chain.from_iterable(map(wrong_changes_by, fields)), *wrong_growth_of_years(fields)):
        yield _change(change)
    yield from _shares((*shares_of_named(statements), *counts_that_are_shares(statements)))
    yield from _shares((*shares_in_brackets(statements), *shares_in_words(statements)))
    yield from map(_row_total, wrong_row_totals(statements.promises))
    yield from map(_wrong_years, unlike_the_others(statements))
    yield from _wrong_contracts(reviewed)
    for density in wrong_densities(statements):
        yield _density(density)
    for found in sums_of_counts_elsewhere(statements):
        yield Violation(_sum(found), (found.total.spot, *(part.spot for part in found.parts)))
    for rest in wrong_rests(statements):
        yield Violation(_sum(rest), (rest.parts[-1].spot, rest.total.spot, rest.parts[0].spot))
    for entry in chain.from_iterable(find(statements) for find in _ENTRIES):
        words = message(
            "{words} here, and {usual} elsewhere in the project",
            words=short(entry.said.clause),
            usual=short(entry.other.clause),
        )
        repair = message("make both say the same")
        yield Violation(words, (entry.said.spot, entry.other.spot), entry.said.field.indicator, repair)
    for periods in wrong_visits(statements):
        if not _is_made_before(periods) and _is_unlike(periods):
            yield Violation(_periods(periods), (periods.year.spot, periods.each.spot))
    for text in statements.formal_amounts:
        for one, other in words_and_digits(text):
            words = message("{one} and {other} are two amounts", one=one.words, other=other.words)
            yield Violation(words, (other.spot, one.spot), one.field.indicator)


def _but_for_slips(text: Sequence[Said], statements: ProjectStatements) -> Iterator[Violation]:
    """Give what the numbers of an item would be but for a slip of the hand: products, wholes and shares."""
    products = (*wrong_item_products(text), *rounds_of_all(text), *wrong_count_products(text))
    listed = (*wrong_listed_parts(text, statements), *wrong_announced_sums(text), *wrong_parts_in_turn(text))
    plain = (each for each in wrong_plain_lists(text) if _is_unexplained(each, statements))
    products = tuple(each for each in products if not _is_made_as_well(each, statements))
    for found in (*products, *listed, *plain):
        yield Violation(_sum(found), (found.total.spot, *(part.spot for part in found.parts)))
    yield from map(_share, wrong_linked_shares(text, statements))
    yield from map(_of_period, filter(_is_unlike, wrong_for_their_period(text)))


def _of_period(found: WrongPeriods) -> Violation:
    return Violation(_periods(found), (found.year.spot, found.each.spot), found.year.field.indicator)


def _is_made_as_well(found: WrongSum, statements: ProjectStatements) -> bool:
    """Tell whether some factors make a total, 每人3次，105人次，每次200元，计2.1万元, or all with others."""
    if is_made_with_others(found.total, found.parts, found.reckoned):
        return True
    targets = [each.statement for each in statements.promises]
    if is_made_with_another_count(found.total, found.parts, found.reckoned, targets):
        return True
    factors = [as_times(part.statement) for part in found.parts]
    sizes = range(_PAIR, len(factors))
    return any(
        prod(some) == found.total.statement.low for size in sizes for some in combinations(factors, size)
    )


def doubtful_parts(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the numbers that parts listed behind them would make but for a slip, if these are all."""
    statements = statements_of(reviewed)
    texts = (*statements.prose, *statements.row_texts)
    found = [each for text in texts for each in (*doubtful_listed_parts(text), *doubtful_plain_lists(text))]
    of_goals = _amounts_of_goals(reviewed)
    is_open = of_goals is not None and not of_goals.is_certain
    told = {spot for each in wrong_arithmetic(reviewed) for spot in each.spots} if found or is_open else set()
    if of_goals and is_open and told.isdisjoint(each.spot for each in of_goals.parts):
        yield _goals_perhaps_beside_budget(of_goals, reviewed)
    for each in found:
        spots = (each.total.spot, *(part.spot for part in each.parts))
        if told.isdisjoint(spots) and _is_unexplained(each, statements):
            words = message(
                "{parts} makes {reckoned}, and the text says {total}: is a digit wrong, "
                "or are these not all?",
                parts=_steps(each),
                reckoned=in_unit_of(each.total, each.reckoned),
                total=short(each.total.clause),
            )
            yield Violation(words, spots, each.total.field.indicator)
    yield from chain.from_iterable(map(_later_steps, statements.prose))


def _goals_perhaps_beside_budget(found: GoalAmounts, reviewed: ReviewedProject) -> Violation:
    funding = reviewed.project.funding
    text = message(
        "the amounts of the goals, {parts}, make {sum}, and the budget is {budget}: is a digit wrong, "
        "or do they not name all?",
        parts="、".join(each.words for each in found.parts),
        sum=in_unit_of(found.parts[0], found.made),
        budget=f"{funding.annual.total}{funding.amount_unit.chinese}",
    )
    return Violation(text, (whole(funding.annual.places, "total"), *(each.spot for each in found.parts)))


def _later_steps(text: Sequence[Said]) -> Iterator[Violation]:
    """Give the numbers of a later step that are more than those of the step before it."""
    for later, earlier in more_at_a_later_step(text):
        words = message(
            "{later} is more than {earlier} of the step before: are the two numbers exchanged, "
            "or are there others among them?",
            later=short(later.clause),
            earlier=short(earlier.clause),
        )
        yield Violation(words, (later.spot, earlier.spot), later.field.indicator)


def _change(found: WrongChange) -> Violation:
    field = found.field
    words = message(
        "{terms} makes {reckoned}, and the text says {said}",
        terms=found.steps,
        reckoned=found.right,
        said=found.words,
    )
    spot = part(field.places, field.key, field.text, found.start, found.end)
    return Violation(words, (spot,), field.indicator)


def _density(found: WrongDensity) -> Violation:
    words = message(
        "{each} makes {made} for {base}, and the text says {count}",
        each=short(found.words),
        base=found.base.words,
        made=in_unit_of(found.count, found.made),
        count=short(found.count.clause),
    )
    return Violation(words, (found.each.spot, found.count.spot, found.base.spot))


def _is_unlike(found: WrongPeriods) -> bool:
    """Tell whether no other numbers make what a year has."""
    if is_made_with_others(found.year, (found.each,), found.reckoned):
        return False
    return found.is_certain or not is_made_otherwise(found.year, (found.each,), found.reckoned)


def _is_made_before(found: WrongPeriods) -> bool:
    """Tell whether the sentence of a total makes it in another way: 46名学生……40个教学周，共1840人次."""
    total = found.year.statement
    said = [each for each in said_in(found.year.field) if each.statement.sentence == total.sentence]
    before = [each for each in said if each.statement.end <= total.start]
    times = _TIMES.search(found.year.field.text, before[0].statement.start, total.start) if before else None
    return times is not None and leads_to(before, total)


def _wrong_products(text: Sequence[Said], statements: ProjectStatements) -> Iterator[Violation]:
    of_groups = {found.said.statement for found in wrong_group_totals(text)}
    for found in wrong_products(text):
        if found.result.statement in of_groups:
            continue
        factors = found.reckoning.factors
        wrong = WrongSum(found.result, factors, found.reckoning.made, is_product=True)
        if _is_unexplained(wrong, statements):
            yield Violation(_sum(wrong), (found.result.spot, *(part.spot for part in factors)))


def _is_unexplained(found: WrongSum, statements: ProjectStatements) -> bool:
    if found.is_product and _is_made_as_well(found, statements):
        return False
    return not is_made_otherwise(found.total, found.parts, found.reckoned, of_parts=not found.is_product)


def _wrong_years(found: WrongYears) -> Violation:
    each, total = found.each, found.total
    words = message(
        "{each} every year makes {made} in {years} years, and the text says {said}",
        each=each.words if isinstance(each, Said) else without_sign(each.indicator.target.written),
        made=in_unit_of(total, found.made),
        years=found.years,
        said=total.words,
    )
    other = each.spot if isinstance(each, Said) else whole(each.indicator.places, "target")
    return Violation(words, (total.spot, other))


def _wrong_lists(text: Sequence[Said], statements: ProjectStatements) -> Iterator[Violation]:
    """Give what is wrong in a text of any field: parts and their whole, counts and their share."""
    indicator = text[0].field.indicator
    for found in {
        each.whole.statement: each for each in (*wrong_bracketed_parts(text), *wrong_parts(text))
    }.values():
        parts = WrongSum(found.whole, found.parts, found.made)
        if _is_unexplained(parts, statements):
            yield Violation(_sum(parts), (found.whole.spot, *(part.spot for part in found.parts)), indicator)
    for stock in (*wrong_stocks(text), *wrong_changes(text), *wrong_list_totals(text)):
        if _is_unexplained(stock, statements):
            yield Violation(_sum(stock), (stock.total.spot, *(part.spot for part in stock.parts)), indicator)
    yield from _shares((*shares_by_verb(text), *shares_of_them(text)))
    yield from map(_share, counts_by_share(text))
    for result in chain.from_iterable(find(text) for find in _RELATIONS):
        if not _is_explained(result):
            yield Violation(_result(result), _spots(result), indicator)
    for many, all_of_them in parts_above_their_whole(text):
        found_part = WrongSum(all_of_them, (many,), many.statement.low)
        yield Violation(_sum(found_part), (many.spot, all_of_them.spot), indicator)
    for ratio in wrong_ratios(text):
        yield _ratio(ratio)


def _wrong_parts(text: Sequence[Said], statements: ProjectStatements) -> Iterator[Violation]:
    yield from _wrong_lists(text, statements)
    for passed, tried in (*more_passed_than_tried(text), *more_than_there_are(text)):
        yield Violation(_sum(WrongSum(tried, (passed,), passed.statement.low)), (passed.spot, tried.spot))
    yield from _shares((*wrong_shares(text), *wrong_rates(text)))


_ENTRIES = (entries_said_otherwise, exchanged_entries, counts_said_otherwise)


def _is_explained(found: WrongResult) -> bool:
    """Tell whether numbers of its line make a result in another way."""
    if len(found.factors) == _PAIR and is_share_made_otherwise(
        found.said, found.factors[1], found.factors[0]
    ):
        return True
    gates = (is_made_with_others, is_made_otherwise)
    return any(is_made(found.said, found.factors, found.made) for is_made in gates)


_PAIR = 2
_RELATIONS = (
    wrong_even_parts,
    wrong_conversions,
    wrong_spacings,
    wrong_pieces,
    wrong_growths,
    wrong_listed_products,
    wrong_group_totals,
)


def _result(found: WrongResult) -> Message:
    return message(
        "{terms} makes {reckoned}, and the text says {said}",
        terms=short(found.steps),
        reckoned=in_unit_of(found.said, found.made),
        said=found.said.words,
    )


def _spots(found: WrongResult) -> tuple[ValueSpan, ...]:
    return (found.said.spot, *(said.spot for said in found.factors))


def _ratio(found: WrongRatio) -> Violation:
    first = found.amounts[0]
    words = message(
        "{amounts} is not in the ratio {ratio}",
        amounts=short(
            first.clause if len(found.amounts) == 1 else "、".join(each.words for each in found.amounts)
        ),
        ratio=found.words,
    )
    field = first.field
    spot = part(field.places, field.key, field.text, found.start, found.end)
    return Violation(words, (spot, *(each.spot for each in found.amounts)), field.indicator)


def _wrong_contracts(reviewed: ReviewedProject) -> Iterator[Violation]:
    for field in reviewed.texts:
        for found in wrong_contract_years(field, reviewed.project.fiscal_year):
            texts = (
                message("{span} is {right} years, and the text says {said}", **_gaps(found))
                if found.is_length
                else message("by {span} it is year {right}, and the text says {said}", **_gaps(found))
            )
            spot = part(field.places, field.key, field.text, found.start, found.end)
            yield Violation(texts, (spot,), field.indicator)


def _gaps(found: WrongYear) -> dict[str, object]:
    return {"span": found.span, "right": found.right, "said": short(found.words)}


def _row_total(found: WrongTotal) -> Violation:
    total = found.total.indicator
    words = message(
        "{terms} makes {reckoned}, and the text says {said}",
        terms="＋".join(without_sign(each.indicator.target.written) for each in found.parts),
        reckoned=f"{found.made}{found.total.statement.base}",
        said=f"{short(total.name)} {without_sign(total.target.written)}",
    )
    rows = [total, *(each.indicator for each in found.parts)]
    return Violation(words, tuple(target_span(row, row.target.written) for row in rows), total)


def _shares(shares: Iterable[WrongShare]) -> Iterator[Violation]:
    return (_share(each) for each in shares if not is_share_made_otherwise(each.share, each.part, each.whole))


def _share(share: WrongShare) -> Violation:
    is_number = "分之" not in share.share.words
    words = message(
        "{part} of {whole} is {reckoned}, and the text says {share}",
        part=share.part.words,
        whole=share.whole.words,
        reckoned=in_unit_of(share.share, share.made) if is_number else f"{round(share.made * 100)}%",
        share=share.share.words,
    )
    spots = (share.share.spot, share.part.spot, share.whole.spot)
    return Violation(words, spots, share.share.field.indicator)


def _wrong_formulas(field: FieldText) -> Iterator[Violation]:
    for found in wrong_formulas_in(field.text):
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(wrong_formula(found), (spot,))


def _periods(found: WrongPeriods) -> Message:
    return message(
        "{each} makes {reckoned} a year, and the text says {year}",
        each=short(found.each.clause),
        reckoned=in_unit_of(found.year, found.reckoned),
        year=short(found.year.clause),
    )


def _sum(found: WrongSum) -> Message:
    if len(found.parts) == 1 and not found.is_product:
        return message(
            "{part} is more than {total}, of which it is a part",
            part=short(found.parts[0].clause),
            total=short(found.total.clause),
        )
    often = _often(found) if found.is_product and _may_be_often(found.total.statement) else ""
    return message(
        "{steps} makes {reckoned}, and the text says {total}",
        steps=_steps(found) + often,
        reckoned=in_unit_of(found.total, found.reckoned),
        total=short(found.total.clause),
    )


def _steps(found: WrongSum) -> str:
    sign = "×" if found.is_product else "＋"
    return sign.join(part.words for part in found.parts[:_SHOWN]) + "……" * (len(found.parts) > _SHOWN)


def _may_be_often(total: Statement) -> bool:
    """Tell whether a total is of money, or counts how often something goes: 辆次."""
    return total.dimension is Dimension.MONEY or total.unit in ("辆次", "车次", "架次", "班次", "台次")


def _often(found: WrongSum) -> str:
    """Return ×12 where factors are taken so many times that no number says: each month of the year."""
    made = prod((part.statement.low for part in found.parts[1:]), start=found.parts[0].statement.low)
    times = found.reckoned / made if made else Fraction(1)
    return f"×{times}" if times in _A_YEAR else ""


_A_YEAR = frozenset(map(Fraction, (*range(2, 13), 52, 365)))


def parts_against_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the amounts of 资金用途 or all goals that are not the budget, and those far above it anywhere."""
    yield from spent_above_budget(reviewed)
    yield from _years_against_whole(reviewed)
    funding = reviewed.project.funding
    budget = funding.annual.total
    if budget is None:
        return
    yuan = Fraction(to_yuan(budget.value, funding.amount_unit))
    written = f"{budget}{funding.amount_unit.chinese}"
    sources = {to_yuan(each.value, funding.amount_unit) for each in _sources(funding.annual)}
    of_goals = _amounts_of_goals(reviewed)
    if of_goals and of_goals.is_certain:
        yield _goals_beside_budget(of_goals, written, reviewed)
    for text in statements_of(reviewed).prose:
        if text[0].field.goal is not None:
            continue
        named = sources_of_purpose(text)
        made = sum((each.statement.low for each in named), Fraction(0))
        if named and made not in sources and is_slip_of_digits(made, yuan):
            yield _not_the_budget(named, made, written, reviewed)
        if any(said.statement.low == yuan for said in text):
            continue
        parts = parts_of_purpose(text)
        reckoned = sum((part.statement.low for part in parts), Fraction(0))
        is_right = reckoned in {yuan, *sources} or some_add_up_to(amounts_in(text), yuan)
        if parts and not is_right and not may_leave_something(parts, reckoned, yuan):
            yield _not_the_budget(parts, reckoned, written, reviewed)
        every = amount_of_all(text)
        if every and every.statement.low not in sources:
            yield _not_the_budget((every,), every.statement.low, written, reviewed)


def _amounts_of_goals(reviewed: ReviewedProject) -> GoalAmounts | None:
    funding = reviewed.project.funding
    budget = funding.annual.total
    if budget is None:
        return None
    return amounts_beside_budget(
        statements_of(reviewed), Fraction(to_yuan(budget.value, funding.amount_unit))
    )


def _goals_beside_budget(found: GoalAmounts, budget: str, reviewed: ReviewedProject) -> Violation:
    text = message(
        "the amounts of the goals make {sum}, and the budget is {budget}",
        sum=in_unit_of(found.parts[0], found.made),
        budget=budget,
    )
    spots = (whole(reviewed.project.funding.annual.places, "total"), *(each.spot for each in found.parts))
    return Violation(text, spots)


def _sources(amounts: Amounts) -> Iterator[Numeral]:
    """Give the amounts that the year's money comes from."""
    every = (amounts.fiscal, amounts.fiscal_current, amounts.carryover, amounts.other)
    yield from filter(None, (*every, amounts.special_account, amounts.unit_funds))


_SPAN = late("(?P<first>20[0-9]{2})年?[—–~～至到-]{1,2}(?P<last>20[0-9]{2})年")


def _years_against_whole(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the amount of 全程 where a text says that the budget of the year is that of each of its years."""
    project, funding = reviewed.project, reviewed.project.funding
    life, annual = funding.whole_life, funding.annual.total
    if life is None or life.total is None or annual is None:
        return
    for text in statements_of(reviewed).prose:
        years = _years_of(project, text[0].field.text)
        for said in text:
            is_yearly = said.statement.base == "元" and said.statement.before.startswith("每年")
            is_budget = said.statement.low == to_yuan(annual.value, funding.amount_unit)
            if years and is_yearly and is_budget and annual.value * years != life.total.value:
                words = message(
                    "{each} for {years} years makes {reckoned}, and 全程 is {budget}",
                    each=short(said.clause),
                    years=years,
                    reckoned=in_unit_of(said, said.statement.low * years),
                    budget=f"{life.total}{funding.amount_unit.chinese}",
                )
                spots = (whole(life.places, "total"), said.spot)
                ends = (whole(project.places, "end_date"),) if project.last_day else ()
                yield Violation(words, (*spots, *ends))


def _years_of(project: Project, text: str) -> int:
    """Return for how many years a project is, by its days and by a text that says it; 0 where they differ."""
    first, last = project.first_day, project.last_day
    found = {last.year - first.year + 1} if first and last else set()
    found |= {int(match["last"]) - int(match["first"]) + 1 for match in _SPAN.finditer(text)}
    return found.pop() if len(found) == 1 else 0


_SPENT = late("(?:补贴|补助|拨付|支付|支出|发放|安排|投入|奖励|奖补|经费|费用)(?:资金|金额)?\\Z")
_SHARE_OF_IT = late("[^。；\\n]{0,80}?(?:按|给予|补助|奖励|补贴)[^。；，\\n]{0,8}[0-9.]+[%％‰]")
_NOT_OURS = late("企业|农户|撬动|带动|吸引|引导|社会|贷款|融资|累计|历年")
_FAR_ABOVE = 10


def spent_above_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount of a text that is to be spent and is more than ten times all there is."""
    funding = reviewed.project.funding
    totals = [each.total.value for each in (funding.annual, funding.whole_life) if each and each.total]
    if not totals:
        return
    most = Fraction(to_yuan(max(totals), funding.amount_unit))
    for text in statements_of(reviewed).prose:
        for said in text:
            before = noun_before(said.statement.before)
            is_ours = _SPENT.search(before) is not None and not _NOT_OURS.search(before)
            is_ours = is_ours and not _SHARE_OF_IT.match(said.field.text, said.statement.end)
            if said.statement.base == "元" and is_ours and said.statement.low >= most * _FAR_ABOVE > 0:
                words = message(
                    "{words}: the whole budget is {budget}",
                    words=short(said.clause),
                    budget=f"{exact_text(max(totals))}{funding.amount_unit.chinese}",
                )
                yield Violation(words, (said.spot,))


def _not_the_budget(
    parts: Sequence[Said], reckoned: Fraction, budget: str, reviewed: ReviewedProject
) -> Violation:
    text = message(
        "the amounts of 资金用途 make {sum}, and the budget is {budget}",
        sum=in_unit_of(parts[0], reckoned),
        budget=budget,
    )
    spots = (*(part.spot for part in parts), whole(reviewed.project.funding.annual.places, "total"))
    return Violation(text, spots)


TEXT_SUMS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R02",
        severity=Severity.WARNING,
        find=parts_against_budget,
        title=message("amounts of 资金用途 against the budget"),
        reason=message("A text that divides the money among its uses divides all of it, and not more."),
        repair=message("correct the amounts or the budget; write 其中 or 等 where they are not all"),
        evidence=Evidence.REASONED,
        source=message("reasoned: parts make the whole"),
        wrong="资金用途: 设备购置180万元，运行维护20万元，培训22.5万元。\n预算:\n  年度: 232.50",
        right="资金用途: 设备购置180万元，运行维护20万元，培训22.5万元。\n预算:\n  年度: 222.50",
    ),
    ProjectRule(
        code="PMG-R03",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=wrong_arithmetic,
        title=message("arithmetic of a text"),
        reason=message("A reviewer adds up and multiplies; one wrong total makes every number doubtful."),
        repair=message("reckon again and correct the total or what it is made of"),
        evidence=Evidence.REASONED,
        source=message("reasoned: parts make the whole, a price times a count the total"),
        wrong="资金用途: 购置消防车4辆，单价90万元，共计380万元。",
        right="资金用途: 购置消防车4辆，单价90万元，共计360万元。",
    ),
    ProjectRule(
        code="PMG-R25",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=doubtful_parts,
        title=message("parts of a number that make it but for one digit"),
        reason=message(
            "Parts behind 其中 may be only some; where one digit is all that keeps them from the whole, that "
            "digit is more likely mistyped."
        ),
        repair=message("correct the digit; if these are not all, write 等 behind the parts or name the rest"),
        evidence=Evidence.REASONED,
        source=message("reasoned: parts make the whole"),
        heuristic=True,
        wrong="年度绩效目标:\n  - 惠及企业880家，其中物流企业110家、制造企业52家、商贸企业18家。",
        right="年度绩效目标:\n  - 惠及企业180家，其中物流企业110家、制造企业52家、商贸企业18家。",
    ),
)
