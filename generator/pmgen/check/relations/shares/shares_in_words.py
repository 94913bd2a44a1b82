"""Shares that a text gives in words beside its counts: 138件，占报送作品414件的四分之一, 即九成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pmgen.check.relations.shares.shares import WrongShare
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_DIGITS = "一二三四五六七八九十"
_IN_WORDS = late(
    "[，,（(](?:占(?P<whole>[^，。；0-9约近超过不逾达]{0,10}?)的?|即|也就是|正好是?)"
    f"(?P<share>(?P<of>[{_DIGITS}])分之(?P<many>[{_DIGITS}])|(?P<tenths>[{_DIGITS}])成(?P<rest>[{_DIGITS}])?)(?=[，,。；;）)\\n]|\\Z)"
)
_NO_COUNTS = (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
_ENDS = late("[。；;\\n]")
_ROOM, _TENTH = Fraction(1, 10), Fraction(6, 100)


def shares_in_words(statements: ProjectStatements) -> Iterator[WrongShare]:
    """Give the shares in words that the count before them and no number of the project make."""
    for text in statements.prose:
        written = text[0].field.text
        if "分之" not in written and not ("成" in written and ("占" in written or "即" in written)):
            continue
        for match in _IN_WORDS.finditer(written):
            part = next((said for said in reversed(text) if said.statement.end <= match.start()), None)
            if part is not None and (found := _wrong_share(match, part, text, statements)):
                yield found


def _wrong_share(
    match: re.Match[str], part: Said, text: Sequence[Said], statements: ProjectStatements
) -> WrongShare | None:
    one = part.statement
    is_clear = one.is_one and one.direction is Direction.EXACT and not divisors_of(one)
    is_beside = not _ENDS.search(match.string, one.end, match.start())
    if one.dimension in _NO_COUNTS or not is_clear or not is_beside:
        return None
    every = [said for told in statements.prose for said in told]
    alike = [said.statement.low for said in every if same_unit(said.statement.unit) == same_unit(one.unit)]
    alike += [each.statement.low for each in statements.promises if each.statement.base == one.base]
    share, room = _read(match)
    if any(low > 0 and abs(one.low / low - share) <= room for low in alike):
        return None
    whole = _whole(match["whole"] or "", part, text, every)
    if whole is None:
        return None
    said = replace(one, start=match.start("share"), end=match.end("share"), low=share, high=share, unit="%")
    return WrongShare(part, whole, Said(said, part.field), one.low / whole.statement.low)


def _read(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    """Return a share, and by how much a count may be another and still be called so."""
    if match["of"]:
        share = Fraction(_number(match["many"]), _number(match["of"]))
        return share, share * _ROOM
    share = Fraction(_number(match["tenths"]), 10)
    return share + Fraction(_number(match["rest"] or ""), 100), _TENTH


def _number(written: str) -> int:
    return _DIGITS.find(written) + 1 if written else 0


def _whole(name: str, part: Said, text: Sequence[Said], every: Sequence[Said]) -> Said | None:
    """Return the number of which a part is: the last greater one of its sentence, or that which is named."""
    one = part.statement
    greater = [
        said
        for said in every
        if same_unit(said.statement.unit) == same_unit(one.unit)
        and said.statement.is_one
        and said.statement.low > one.low
        and not divisors_of(said.statement)
    ]
    near = [said for said in greater if said in text and said.statement.sentence == one.sentence]
    before = [said for said in near if said.statement.end <= one.start]
    named = [said for said in greater if topic_pairs(name) & topic_pairs(said.sentence)]
    return before[-1] if before else named[0] if len(named) == 1 else None
