"""The rules, group by group; every rule stands beside its function in the module of its group."""

from __future__ import annotations

from pmgen.check.review_rule import Rule, in_code_order
from pmgen.check.rules.all_required_rules import ALL_REQUIRED
from pmgen.check.rules.annex_rules import DOCUMENTS, HEADINGS
from pmgen.check.rules.budget_rules import BUDGETS
from pmgen.check.rules.category_rules import CATEGORIES
from pmgen.check.rules.citation_rules import CITATIONS
from pmgen.check.rules.cost_sum_rules import COST_LINES
from pmgen.check.rules.cost_target_rules import COST_VALUES
from pmgen.check.rules.deadline_rules import DEADLINES
from pmgen.check.rules.draft_rules import DRAFTS
from pmgen.check.rules.empty_text_rules import DESCRIPTIONS, UNFILLED
from pmgen.check.rules.fact_rules import FACTS
from pmgen.check.rules.forbidden_rules import FORBIDDEN
from pmgen.check.rules.funding_source_rules import SOURCES
from pmgen.check.rules.goal_assignment_rules import ASSIGNMENTS
from pmgen.check.rules.goal_horizon_rules import WHOLES
from pmgen.check.rules.goal_number_rules import GOAL_NUMBERS
from pmgen.check.rules.goal_rules import GOAL_TEXTS
from pmgen.check.rules.harm_rules import HARMS
from pmgen.check.rules.impossible_date_rules import IMPOSSIBLE_DATES
from pmgen.check.rules.indicator_row_rules import TABLES
from pmgen.check.rules.kinship_rules import KINSHIP, STRANGERS
from pmgen.check.rules.known_day_rules import KNOWN_DAYS
from pmgen.check.rules.limit_rules import LIMITS
from pmgen.check.rules.meaning_rules import MEANINGS
from pmgen.check.rules.misread_rules import MISREAD_CODES, MISREAD_NAMES, MISREAD_TARGETS
from pmgen.check.rules.name_and_target_rules import SENSES
from pmgen.check.rules.name_rules import DOCUMENT_NUMBERS, NAMES
from pmgen.check.rules.number_rules import NUMBERS
from pmgen.check.rules.old_word_rules import OLD_WORDS
from pmgen.check.rules.outlier_rules import OUTLIERS
from pmgen.check.rules.past_plan_rules import PAST_PLANS
from pmgen.check.rules.phrase_rules import PHRASES
from pmgen.check.rules.place_rules import PLACES
from pmgen.check.rules.plan_rules import PLANS
from pmgen.check.rules.price_rules import PRICES
from pmgen.check.rules.punctuation_rules import WRITING
from pmgen.check.rules.reckoning_rules import RECKONINGS
from pmgen.check.rules.row_fit_rules import ROW_FIT
from pmgen.check.rules.row_relation_rules import ROW_RELATIONS
from pmgen.check.rules.score_rules import SCORES
from pmgen.check.rules.target_wording_rules import WORDING
from pmgen.check.rules.text_sum_rules import TEXT_SUMS
from pmgen.check.rules.trade_rules import TRADES
from pmgen.check.rules.unit_rules import UNITS
from pmgen.check.rules.year_rules import YEARS

STRUCTURE: tuple[Rule, ...] = in_code_order(TABLES, SCORES, DESCRIPTIONS, WHOLES)


ARITHMETIC: tuple[Rule, ...] = in_code_order(BUDGETS, COST_LINES, COST_VALUES, OUTLIERS, SOURCES)


VALUES: tuple[Rule, ...] = in_code_order(HARMS, MISREAD_TARGETS, NUMBERS, SENSES, UNITS, UNFILLED, WORDING)


TIME: tuple[Rule, ...] = in_code_order(
    DEADLINES, YEARS, HEADINGS, IMPOSSIBLE_DATES, KNOWN_DAYS, PAST_PLANS, PLANS
)


GOALS: tuple[Rule, ...] = in_code_order(GOAL_NUMBERS, GOAL_TEXTS, ASSIGNMENTS)


RELATIONS: tuple[Rule, ...] = in_code_order(
    ALL_REQUIRED, ROW_RELATIONS, TEXT_SUMS, LIMITS, PHRASES, PRICES, ROW_FIT, RECKONINGS, MEANINGS
)


PUNCTUATION: tuple[Rule, ...] = in_code_order(WRITING, DOCUMENT_NUMBERS, DRAFTS)


RULES: tuple[Rule, ...] = (
    *STRUCTURE,
    *ARITHMETIC,
    *VALUES,
    *TIME,
    *GOALS,
    *RELATIONS,
    *in_code_order(NAMES, CATEGORIES, CITATIONS, FACTS, FORBIDDEN, MISREAD_NAMES, OLD_WORDS, TRADES),
    *PLACES,
    *KINSHIP,
    *PUNCTUATION,
    *in_code_order(DOCUMENTS, MISREAD_CODES),
    *STRANGERS,
)
