"""Samples of several kinds and the reports on them: 检验种子150批、苗木120批，出具检验报告270份."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import same_unit

_EXAMINED = late("检[验测定]|抽检|监测|校准|鉴定|化验|测试|抽样")
_REPORTED = late(
    f"{HAN}{{0,4}}[，,](?:共|并|全部|分别|逐[批份件个])*(?:出具|形成|签发|提交|发放){HAN}{{0,6}}(?:报告|证书|合格证)(?:共|各)?"
)
_JOINED = late(f"{HAN}{{0,4}}[、和及]{HAN}{{1,10}}")
_SAMPLES = frozenset(["批", "批次", "份", "件", "个", "台", "只", "项"])
_REPORTS = frozenset(["份", "本", "张"])


def wrong_reports(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the reports that are but for a slip as many as the samples of all kinds before them."""
    written = text[0].field.text if text else ""
    if "报告" not in written and "证" not in written:
        return
    samples: list[Said] = []
    for said in text:
        last = samples[-1] if samples else None
        if last and _REPORTED.fullmatch(written, last.statement.end, said.statement.start):
            made = sum((each.statement.low for each in samples), Fraction(0))
            is_report = said.statement.unit in _REPORTS and said.statement.direction is Direction.EXACT
            if len(samples) > 1 and is_report and _is_slip(made, said.statement.low):
                yield WrongSum(said, tuple(samples), made)
        if last and _are_listed(last, said):
            samples.append(said)
        else:
            samples = [said] if _is_sample(said) else []


def _is_sample(said: Said) -> bool:
    one = said.statement
    return one.is_one and one.unit in _SAMPLES and _EXAMINED.search(one.before) is not None


def _are_listed(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    is_alike = same_unit(first.unit) == same_unit(second.unit) and second.is_one
    return is_alike and _JOINED.fullmatch(one.field.text, first.end, second.start) is not None


def _is_slip(made: Fraction, stated: Fraction) -> bool:
    """Tell whether two numbers of three digits and more differ in one digit or in their order."""
    one, other = f"{made}", f"{stated}"
    differing = sum(left != right for left, right in zip(one, other, strict=False))
    is_long = len(one) == len(other) and len(one) >= _LEAST_DIGITS
    return is_long and one != other and (differing == 1 or sorted(one) == sorted(other))


_LEAST_DIGITS = 3
