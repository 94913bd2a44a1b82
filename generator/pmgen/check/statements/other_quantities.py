"""What a number of a text counts that seems to be what a target counts, and is not."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.late_pattern import late
from pmgen.check.name_words import topic_pairs
from pmgen.check.statements.comparing import THINGS
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Statement
from pmgen.model.units import Dimension, same_unit

_COUNT_OF = late("(?:数量?|总数|个数|人数|户数)\\Z")
_PEOPLE = late("[员人者师工手生民](?:数量?|人数)?\\Z")
_STOCK = late("总数|总量|保有|累计|存量|总规模")
_NEW = late("新")
_SHARE_OF_WORK = late(
    "抽|复核|按|[补资]助|补贴|奖补|负担|承担|分担|配套|[预支拨]付|预留|自[缴筹付费]|出资|增发|加发|上浮|年利率|占"
)
_BRACKETS = late("[（(][^（()）]*\\Z")


def is_of_something_else(said: Said, promise: Promise, text: Sequence[Said]) -> bool:
    """Tell whether a number counts other things than a target, all where it counts new ones, or some of them.

    So does what makes the target with the shares of its sentence: 保费198万元 of which the state pays 80%.
    """
    one = said.statement
    return (
        promise.statement.high == 0
        or counts_another_thing(one, promise)
        or (_STOCK.search(one.before) is not None and _NEW.search(promise.indicator.name) is not None)
        or _is_some_of(one, promise)
        or _makes_it(said, promise, text)
    )


def counts_another_thing(one: Statement, promise: Promise) -> bool:
    """Tell whether a number has another unit, and no word of what a target counts: 2条航线, 900个航次."""
    are_things = {one.dimension, promise.statement.dimension} <= THINGS
    if not are_things or same_unit(one.unit) == same_unit(promise.statement.unit):
        return False
    return _COUNT_OF.sub("", promise.indicator.name)[-2:] not in f"{one.before} {one.behind}"


def counts_people(one: Statement, promise: Promise) -> bool:
    """Tell whether a target counts people by their name, and a number things: 24名调查员, 24个小区."""
    is_of_people = promise.statement.dimension is Dimension.PERSONS
    return is_of_people and one.dimension in THINGS and _PEOPLE.search(promise.indicator.name) is not None


def _is_some_of(one: Statement, promise: Promise) -> bool:
    """Tell whether a number is that of a smaller kind: 电子记账户216户 of 记账户数 =240户."""
    noun, thing = noun_before(one.before), _COUNT_OF.sub("", promise.indicator.name)
    at = noun.find(thing)
    return at > 1 and one.low < promise.statement.low and bool(topic_pairs(noun[at - 2 : at]))


def _makes_it(said: Said, promise: Promise, text: Sequence[Said]) -> bool:
    """Tell whether a number makes a target with the shares and the times of its sentence."""
    one = said.statement
    factors = [
        each
        for each in text
        if each.statement.sentence == one.sentence and each.statement.dimension is Dimension.RATIO
    ]
    is_other_amount = one.dimension is promise.statement.dimension is Dimension.MONEY
    return bool(factors) and is_other_amount and leads_to([said, *factors], promise.statement)


def is_share_of_work(said: Said) -> bool:
    """Tell whether a share says how much is tried, paid or taken of something, and is no aim."""
    one, text = said.statement, said.field.text
    return (
        _SHARE_OF_WORK.search(one.before) is not None
        or one.before.endswith("的")
        or _BRACKETS.search(text, 0, one.start) is not None
    )
