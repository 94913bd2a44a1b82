"""What a field is, what kinds of value there are, and the lines of YAML in which a person writes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from pmgen.model.terms import Category, OwnCategory, Term


class FieldKind(Enum):
    """What a field holds in YAML."""

    TEXT = "text"
    NUMERAL = "number"
    AMOUNT = "amount of money"
    YEAR = "year"
    DATE = "date"
    DAY_OR_MONTH = "day or month"
    MONTH = "month"
    PERIOD = "period"
    DURATION = "duration"
    TERM = "term"
    CHOICE = "choice"
    TARGET = "target"
    NAMES = "list of names"
    OPTIONS = "options"
    RECORD = "record"
    RECORDS = "list of records"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an entity in both languages. `entity` names what a record holds, `term` its vocabulary.

    `own_terms` are words that packs add to it, `printed_terms` what a form calls the usual ones.
    An amount of money is in the amount unit of its project.
    What is `internal` no form can print; what `may_be_blank` forms leave empty by nature.
    """

    english: str
    chinese: str
    kind: FieldKind
    meaning: str
    example: str = ""
    aliases: tuple[str, ...] = ()
    entity: str = ""
    term: type[Term] | None = None
    own_terms: tuple[OwnCategory, ...] = ()
    printed_terms: tuple[tuple[str, Category], ...] = ()
    required: bool = False
    internal: bool = False
    choices: tuple[str, ...] = ()
    may_be_blank: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return every word by which data files and layouts may call it, the Chinese one first."""
        return tuple(dict.fromkeys((self.chinese, self.english, *self.aliases)))

    @property
    def allowed_words(self) -> tuple[str, ...]:
        """Return the words that its value may be, nothing where it may be any."""
        terms = (*(self.term or ()), *self.own_terms)
        return tuple(term.chinese for term in terms) or self.choices


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record, its fields in canonical order; `shorthand` is the field a bare text stands for."""

    name: str
    chinese: str
    fields: tuple[Field, ...]
    shorthand: str = ""
    _by_word: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The first of several fields with a word has it.
        by_word = {word: each for each in reversed(self.fields) for word in each.words}
        object.__setattr__(self, "_by_word", by_word)

    def find(self, key: str) -> Field | None:
        """Return the field that `key` names in either language, or None."""
        return self._by_word.get(key)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


class FieldTable(Mapping[str, Entity]):
    """Entities by their English names; two tables are the same only if they are one, so each is made once."""

    def __init__(self, *entities: Entity) -> None:
        self._entities = {entity.name: entity for entity in entities}

    def extended(
        self,
        own: Mapping[str, Sequence[Field]],
        more: Sequence[Entity],
        categories: Sequence[OwnCategory] = (),
        printed: Sequence[tuple[str, Category]] = (),
    ) -> FieldTable:
        """Return a table with more fields, entities and words for 二级指标; itself where there are none."""
        if not own and not more and not categories and not printed:
            return self
        entities = (
            replace(entity, fields=(*entity.fields, *own.get(entity.name, ()))) for entity in self.values()
        )
        return FieldTable(*(_with_categories(entity, categories, printed) for entity in entities), *more)

    def __getitem__(self, name: str) -> Entity:
        return self._entities[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@lru_cache(maxsize=64)
def without_required(table: FieldTable, optional: frozenset[tuple[str, str]]) -> FieldTable:
    """Return a table in which these fields of entities may be left out; itself where there are none."""
    if not optional:
        return table
    return FieldTable(
        *(
            replace(entity, fields=tuple(_optional(field, entity, optional) for field in entity))
            for entity in table.values()
        )
    )


def _optional(field: Field, entity: Entity, names: frozenset[tuple[str, str]]) -> Field:
    is_optional = field.required and (entity.name, field.english) in names
    return replace(field, required=False) if is_optional else field


def _with_categories(
    entity: Entity, categories: Sequence[OwnCategory], printed: Sequence[tuple[str, Category]]
) -> Entity:
    if not (categories or printed) or entity.name != "indicator":
        return entity
    fields = (
        replace(field, own_terms=tuple(categories), printed_terms=tuple(printed))
        if field.english == "category"
        else field
        for field in entity
    )
    return replace(entity, fields=tuple(fields))


_BLANK = "……"


def gap(field: Field) -> str:
    """Return what stands for a value that only the writer of the file knows; an example is called one."""
    if field.term:
        return f"{_BLANK}（可填：{'、'.join(field.allowed_words)}）"
    return f"{_BLANK}（例：{field.example}）" if field.example else _BLANK


def blank_lines(field: Field, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the lines of `field` with the least that a record or a list in it needs."""
    if field.kind not in (FieldKind.RECORD, FieldKind.RECORDS):
        return (f"{field.chinese}: {gap(field)}",)
    entity = entities[field.entity]
    item = (
        item_lines(entity, entities) if field.kind is FieldKind.RECORDS else _record_lines(entity, entities)
    )
    return (f"{field.chinese}:", *(f"  {line}" for line in item))


def nested_lines(above: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines within records of these names, each indented below the one before it."""
    heads = [f"{'  ' * depth}{name}:" for depth, name in enumerate(above)]
    return (*heads, *(f"{'  ' * len(above)}{line}" for line in lines))


def block(lines: Sequence[str]) -> str:
    """Return lines for the gap {block} of a message: several begin a line of their own, one goes on in it."""
    return lines[0] if len(lines) == 1 else "".join(f"\n{line}" for line in lines)


def _record_lines(entity: Entity, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    needed = [field for field in entity if field.required] or [
        field for field in entity if field.english == entity.shorthand
    ]
    return tuple(line for field in needed for line in blank_lines(field, entities))


def item_lines(entity: Entity, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the lines of one item of a list, with the least that it needs."""
    if shorthand := entity.find(entity.shorthand):
        return (f"- {gap(shorthand)}",)
    first, *others = _record_lines(entity, entities)
    return (f"- {first}", *(f"  {line}" for line in others))
