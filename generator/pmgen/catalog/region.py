"""A region pack: everything about a place's form that is data and not layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmgen.catalog.weights import Scores
from pmgen.model.terms import AmountUnit, Category, CostKind, Horizon, Polarity, Term
from pmgen.problems import SourcePlace


class SignStyle(Term):
    """How a form prints the comparator: `≥`/`=`, `≥`/nothing for equal, or 大于等于/等于."""

    GLYPH = "glyph", "符号"
    OMIT_EQUAL = "omit_equal", "省略等号"
    WORD = "word", "文字"


class UnitStyle(Term):
    """Where a form prints the measure unit: `50个`, `50(个)`, or in a column of its own."""

    SUFFIX = "suffix", "后缀"
    PARENTHESES = "parentheses", "括号"
    COLUMN = "column", "分列"


class TargetKind(Term):
    """The kinds of target, by the names under which a region lists those its forms never showed."""

    NUMBER = "number", "数值"
    RATE = "rate", "比率"
    FREQUENCY = "frequency", "频次"
    RANGE = "range", "区间"
    DEADLINE = "deadline", "期限"
    PERIOD = "period", "期间"
    TEXT = "text", "文字"


class PageNumbers(Term):
    """How pages are numbered where the layout's own numbers are not wanted: as on official documents."""

    OFFICIAL = "official", "公文"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountStyle:
    """金额: unit, decimals (None: as typed), thousands separators, and whether a zero prints as a blank."""

    unit: AmountUnit
    decimals: int | None = None
    grouping: bool = False
    zero_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStyle:
    """指标值: sign and unit. `unseen` names kinds of target that no published form of the place shows."""

    sign: SignStyle
    unit: UnitStyle
    unseen: frozenset[str] = frozenset()
    equal_polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The words of levels 1 and 2 for a category; `assumed` where no published form of the place has them."""

    level1: str
    level2: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that an annex may make; `default` holds where it makes none."""

    default: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A field that the form needs, as a Chinese path (`项目.项目单位.编码`); `unless` lifts it.

    `unless` maps a project field's English key to the values for which the form leaves the blank.
    """

    path: str
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: SourcePlace | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One place's form: its folder holds region.yaml and the layout, a `layout.docx` or `layout.html.j2`.

    `title` is a pattern with {年度} and {单位}; `goal_numbering` gives `{k}.{text}` per horizon;
    `bookmarks` maps a bookmark's name in the layout to its pattern, such as `_Toc_{n+3:010}`;
    `scores` says what the scores of a project come to, where the place prescribes it. `page_numbers` stand
    in the place of the layout's own.
    """

    id: str
    name: str
    title: str
    amounts: AmountStyle
    targets: TargetStyle
    labels: Mapping[Category | CostKind, Label]
    layout: Path
    folder: Path
    goal_numbering: Mapping[Horizon, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    scores: Scores | None = None
    note: str = ""
    page_numbers: PageNumbers | None = None
    places: Mapping[str, SourcePlace] = field(default_factory=dict, compare=False, repr=False)


def last_words(region: Region) -> frozenset[str]:
    """Return the words in which the paths of the fields end that a region requires."""
    return frozenset(requirement.path.rpartition(".")[2] for requirement in region.requirements)
