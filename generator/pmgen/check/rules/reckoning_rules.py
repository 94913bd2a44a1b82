"""Rules about how numbers come about: factors and their result, wherever the two stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from pmgen.check.money.project_costs import without_sign
from pmgen.check.relations.amounts.goal_costs import goals_against_costs
from pmgen.check.relations.amounts.item_sums import items_make_target
from pmgen.check.relations.amounts.named_prices import sums_of_named_prices
from pmgen.check.relations.amounts.price_totals import sums_of_other_prices
from pmgen.check.relations.parts.bracketed_parts import rows_of_other_parts
from pmgen.check.relations.parts.listed_sums import rows_against_listed_sums
from pmgen.check.relations.parts.plain_lists import rows_of_plain_lists
from pmgen.check.relations.products.course_sizes import courses_against_rows
from pmgen.check.relations.products.factors_elsewhere import by_counts_elsewhere
from pmgen.check.relations.products.rates_of_many import rates_in_other_signs, rows_against_rates
from pmgen.check.relations.products.reckoned_factors import OtherFactor, other_factors
from pmgen.check.relations.products.repeated_events import visits_otherwise
from pmgen.check.relations.products.text_reckonings import goals_against_counts, rows_against_lists
from pmgen.check.relations.rows.row_reckonings import WrongTarget, wrong_targets
from pmgen.check.relations.shares.baselines import targets_behind
from pmgen.check.relations.shares.counted_targets import rates_of_counts
from pmgen.check.relations.shares.goal_shares import rates_against_goals
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
)
from pmgen.check.statements.explanations import last_place, leads_to_target
from pmgen.check.statements.formulas import Formula, formulas_in, has_formula, wrong_formulas_in
from pmgen.check.statements.project_statements import Promise, Said, promise_of, said_in, statements_of
from pmgen.model.numerals import exact_text
from pmgen.model.targets import Number, unit_of
from pmgen.model.units import in_base_unit, unit_at
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_FINDERS = (
    wrong_targets,
    goals_against_counts,
    goals_against_costs,
    rates_against_goals,
    courses_against_rows,
    rows_against_lists,
    sums_of_other_prices,
    visits_otherwise,
    by_counts_elsewhere,
    rows_against_rates,
    rows_of_other_parts,
    rows_of_plain_lists,
    rates_in_other_signs,
    rates_of_counts,
    sums_of_named_prices,
    rows_against_listed_sums,
)
_SHOWN = 4


def reckoned_targets(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target that its row, a goal or the row of a count reckons otherwise, and wrong formulas."""
    statements = statements_of(reviewed)
    told: set[tuple[int, Fraction]] = set()
    for found in chain.from_iterable(find(statements) for find in _FINDERS):
        key = (id(found.promise.indicator), found.made)
        if key not in told:
            told.add(key)
            yield _wrong_target(found)
    for factor in other_factors(statements):
        yield _other_factor(factor)
    for field in reviewed.texts:
        if field.indicator is not None and field.key != "target":
            yield from _formulas(field, promise_of(field.indicator))


def _other_factor(found: OtherFactor) -> Violation:
    factor, other = found.factor, found.other
    words = short(other.clause) if isinstance(other, Said) else _name_and_target(other)
    text = message(
        "{name} is reckoned with {factor}, and elsewhere stands {words}",
        name=short(found.row.indicator.name),
        factor=factor.words,
        words=words,
    )
    spot = other.spot if isinstance(other, Said) else _target(other)
    return Violation(text, (factor.spot, spot), found.row.indicator, message("make both say the same"))


def _name_and_target(promise: Promise) -> str:
    return f"{short(promise.indicator.name)} {promise.indicator.target.written}"


def _wrong_target(found: WrongTarget) -> Violation:
    spots = [_target(found.promise), *(said.spot for term in found.terms for said in term)]
    steps = short(found.words) if found.words else _steps(found.terms)
    if found.count is not None:
        steps = f"{steps}×{short(without_sign(found.count.indicator.target.written))}"
        spots.append(_target(found.count))
    if found.said is None:
        return _is_not(found.promise, steps, found.made, spots)
    text = message(
        "{terms} makes {reckoned}, and the text says {said}",
        terms=steps,
        reckoned=in_unit_of(found.said, found.made),
        said=found.said.words,
    )
    return Violation(text, (found.said.spot, *spots[1:]), found.promise.indicator)


def _is_not(promise: Promise, steps: str, made: Fraction, spots: Sequence[ValueSpan]) -> Violation:
    text = message(
        "{steps} makes {reckoned}, and the target is {value}",
        steps=steps,
        reckoned=in_unit_of_target(promise, made),
        value=short(promise.indicator.target.written),
    )
    return Violation(text, tuple(spots), promise.indicator)


def _target(promise: Promise) -> ValueSpan:
    return target_span(promise.indicator, promise.indicator.target.written)


def _formulas(field: FieldText, promise: Promise | None) -> Iterator[Violation]:
    """Give the formulas with a wrong result, or else the only one, if it has none, that the target is not."""
    wrong = list(wrong_formulas_in(field.text))
    for found in wrong:
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(wrong_formula(found), (spot,), field.indicator)
    formulas = list(formulas_in(field.text)) if has_formula(field.text) and not wrong else []
    if len(formulas) != 1 or promise is None or not _is_not_target(formulas[0], promise):
        return
    found, said = formulas[0], said_in(field)
    is_of_several = field.text.endswith("各", 0, found.start)
    if (
        not is_of_several
        and not leads_to_target(said, promise)
        and not items_make_target(field.text, promise)
    ):
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield _is_not(promise, short(found.terms), found.made, (_target(promise), spot))


def _is_not_target(found: Formula, promise: Promise) -> bool:
    """Tell whether a formula of money without a result, with all its units, is another than the target."""
    target, stated = promise.indicator.target, promise.statement
    is_of_money = stated.base == "元" and "元" in found.terms and not stated.per
    if found.said or not found.is_whole or not is_of_money or not isinstance(target, Number):
        return False
    return not found.makes(stated.low, last_place(target.number, target.unit))


def wrong_formula(found: Formula) -> Message:
    """Return what to say of a formula with a wrong result, in the scale of what it says."""
    return message(
        "{terms} makes {reckoned}, and the text says {said}",
        terms=short(found.terms),
        reckoned=f"{exact_text(Decimal(round(found.in_its_unit * 10_000)).scaleb(-4))}{found.unit}",
        said=f"{found.said}{found.unit}",
    )


def behind_last_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target that last year's result, which its row tells, has surpassed."""
    for found in targets_behind(statements_of(reviewed)):
        indicator = found.promise.indicator
        text = message(
            "the target is {value}, and {words} was better",
            value=short(indicator.target.written),
            words=short(found.said.clause),
        )
        yield Violation(text, (_target(found.promise), found.said.spot), indicator)


def _steps(terms: Sequence[Sequence[Said]]) -> str:
    products = ["×".join(said.words for said in term) for term in terms]
    return "＋".join(products[:_SHOWN]) + "＋……" * (len(products) > _SHOWN)


def in_unit_of(said: Said, value: Fraction) -> str:
    """Return a number of base units as it would be written where `said` stands."""
    words = said.words
    end = next(at for at in range(1, len(words)) if unit_at(words, at))
    hundredths = round(value / in_base_unit(unit_at(words, end))[0] * 100)
    return f"{exact_text(Decimal(hundredths).scaleb(-2))}{words[end:]}"


def in_unit_of_target(promise: Promise, value: Fraction) -> str:
    """Return a number of base units as the target of an indicator would have it."""
    unit = unit_of(promise.indicator.target)
    factor, _ = in_base_unit(unit)
    rounded = round(value / factor * 10_000)
    return f"{exact_text(Decimal(rounded).scaleb(-4))}{unit}"


RECKONINGS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R21",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=reckoned_targets,
        title=message("target against how it is reckoned"),
        reason=message(
            "A reviewer multiplies what the row gives: so many, so much for each; what comes out should be "
            "the target."
        ),
        repair=message("correct the factors or the target"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a price times a count makes the amount"),
        wrong="三级指标: 值守补贴\n绩效指标描述: 按18人、6个月、每人每月1500元测算\n指标值: ≤13.5万元",
        right="三级指标: 值守补贴\n绩效指标描述: 按18人、6个月、每人每月1500元测算\n指标值: ≤16.2万元",
    ),
    ProjectRule(
        code="PMG-R22",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=behind_last_year,
        title=message("target behind last year's result"),
        reason=message("Money that is spent again should reach no less than what was reached without it."),
        repair=message("raise the target, or correct last year's result, or say why less is to be expected"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a target below what has been reached asks for nothing"),
        wrong="三级指标: 发病率\n依据说明: 上年监测结果为1.4%\n指标值: ≤2%",
        right="三级指标: 发病率\n依据说明: 上年监测结果为2.4%\n指标值: ≤2%",
    ),
)
