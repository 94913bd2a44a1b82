"""The JSON Schema of the data files, so that an editor completes keys and marks mistakes.

An editor reads scalars as YAML 1.2 does, the loader as text: so a text may be a number or a truth value here.
`errorMessage`, `patternErrorMessage` and `doNotSuggest` are words of editors; validators ignore them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pmgen.load.value_reading import terms_by_word
from pmgen.model.dates import YEAR
from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.fields import AMBIGUOUS, FIELDS

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None
Schema: TypeAlias = dict[str, Json]

PROJECT_SCHEMA = "project.schema.json"
ANNEX_SCHEMA = "annex.schema.json"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = r"\S"
_NUMERAL = r"^-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?$"
_DAY_OF_ANY_YEAR = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26]|0[48])00)"
_DAY = rf"^(?!0000)(?:[0-9]{{4}}-(?:{_DAY_OF_ANY_YEAR})|{_LEAP_YEAR}-02-29)$"
_MONTH = r"^(?:19|20)[0-9]{2}(?:年(?:0?[1-9]|1[0-2])月(?:份)?|[-./](?:0?[1-9]|1[0-2])|(?:0[1-9]|1[0-2]))$"
_MONTH_AS_NUMBER: Schema = {
    "anyOf": [
        {"type": ["string", "null"]},
        {"type": "integer", "minimum": 190001, "maximum": 209912},
        {"not": {"type": "integer"}, "type": "number", "minimum": 1900, "maximum": 2100},
    ]
}
"""What an editor reads of a month without quotes: 2024.12 and 202412, but not 2024."""
_SCALAR = ("string", "number", "boolean")
_TYPES: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.TEXT: _SCALAR,
    FieldKind.NUMERAL: ("string", "number"),
    FieldKind.AMOUNT: ("string", "number"),
    FieldKind.YEAR: ("string", "integer"),
    FieldKind.DATE: ("string",),
    FieldKind.DAY_OR_MONTH: ("string", "number"),
    FieldKind.MONTH: ("string", "number"),
    FieldKind.PERIOD: ("string",),
    FieldKind.DURATION: ("string",),
    FieldKind.TERM: ("string",),
    FieldKind.CHOICE: ("string",),
    FieldKind.TARGET: ("object", *_SCALAR),
    FieldKind.NAMES: ("array", *_SCALAR),
    FieldKind.OPTIONS: ("object",),
    FieldKind.RECORDS: ("array",),
}


def schemas(table: FieldTable = FIELDS) -> dict[str, Schema]:
    """Return the schemas of project files and of annex.yaml by the names of their files."""
    writer = _Writer(table)
    return {
        PROJECT_SCHEMA: writer.schema("project", "一个项目：项目绩效目标表的全部内容"),
        ANNEX_SCHEMA: writer.schema("annex", "一个附件（annex.yaml）：各项目共同的内容"),
    }


def schema_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    """Writes the schemas of a table of fields."""

    def __init__(self, table: FieldTable) -> None:
        self._table = table

    def schema(self, name: str, title: str) -> Schema:
        """Return the schema of a file that holds one record of the entity `name`."""
        root = self._table[name]
        return {
            "$schema": _DIALECT,
            "title": title,
            "description": "由 pmgen schema 生成。键名可用中文或英文，同一项只写一次。",
            "type": "object",
            "$ref": f"#/$defs/{root.name}",
            "$defs": {entity.name: self._entity(entity) for entity in self._used_by(root)},
        }

    def _used_by(self, root: Entity) -> tuple[Entity, ...]:
        """Return `root` and the entities that its fields hold, each once."""
        found = {root.name: root}
        for field in root:
            if field.entity:
                found |= {entity.name: entity for entity in self._used_by(self._table[field.entity])}
        return tuple(found.values())

    def _entity(self, entity: Entity) -> Schema:
        """Return what a record holds and what a text in its place must be; its users add the type."""
        required: list[Json] = [_required(field) for field in entity if field.required]
        return {
            "title": entity.chinese,
            "properties": dict(self._properties(entity)),
            "additionalProperties": False,
            **({"allOf": required} if required else {}),
            "dependentSchemas": {**_same_fields(entity), **_ambiguous(entity)},
            **self._shorthand(entity),
        }

    def _properties(self, entity: Entity) -> Iterator[tuple[str, Json]]:
        for field in entity:
            same: Schema = {"$ref": f"#/$defs/{entity.name}/properties/{field.english}"}
            yield field.chinese, same
            yield field.english, self._field(field)
            for alias in field.aliases:
                # Beside $ref, editors overlook the word.
                yield alias, {"allOf": [same], "doNotSuggest": True}
        for word in _ambiguous(entity):
            # Allowed here and refused with a message of its own in dependentSchemas.
            yield word, True

    def _shorthand(self, entity: Entity) -> Schema:
        """Return what a bare text for a record must be: none that looks like one of its fields."""
        field = entity.find(entity.shorthand)
        if field is None:
            return {}
        if field.kind is not FieldKind.TEXT:
            return self._rules(field)
        words = "|".join(word for each in entity for word in each.words)
        return {
            "pattern": rf"^(?!\s*(?:{words})\s*[:：])[\s\S]*\S",
            "patternErrorMessage": "不能为空；如要分项填写，键名后用半角冒号加空格。",
        }

    def _field(self, field: Field) -> Schema:
        schema: Schema = {"title": field.chinese, "description": _description(field), **self._rules(field)}
        types = self._types(field)
        if types:
            schema["type"] = [*types, *(() if field.required else ("null",))]
        if field.example and field.kind is not FieldKind.TERM:
            schema["examples"] = [field.example]
        return schema

    def _types(self, field: Field) -> tuple[str, ...]:
        """Return the types that a field's value may have apart from null; none where it may have any."""
        return self._record_types(field) if field.kind is FieldKind.RECORD else _TYPES.get(field.kind, ())

    def _record_types(self, field: Field) -> tuple[str, ...]:
        entity = self._table[field.entity]
        shorthand = entity.find(entity.shorthand)
        return ("object", *(_TYPES[shorthand.kind] if shorthand else ()))

    def _rules(self, field: Field) -> Schema:
        """Return what holds for the value of a field beside its type."""
        match field.kind:
            case FieldKind.NUMERAL | FieldKind.AMOUNT:
                return _pattern(_NUMERAL, "请填数字，如 1234.50 或 1,234.50，不带单位。")
            case FieldKind.YEAR:
                return {**_pattern(f"^{YEAR}$", "请填四位年份，如 2025。"), "minimum": 1900, "maximum": 2099}
            case FieldKind.DATE:
                return {**_pattern(_DAY, "请填实有的日期，如 2024-12-31。"), "format": "date"}
            case FieldKind.DAY_OR_MONTH:
                error = "请填日期或月份，如 2024-12-31、2024年12月、2024.12。"
                return _pattern(rf"{_DAY}|{_MONTH}", error) | _MONTH_AS_NUMBER
            case FieldKind.MONTH:
                return _pattern(_MONTH, "请填月份，如 2025年6月、2025.06、202506。") | _MONTH_AS_NUMBER
            case FieldKind.PERIOD:
                return _pattern(_TEXT, "请填起止时间，如 2024.07-2025.01。")
            case FieldKind.DURATION:
                return _pattern(_TEXT, "请填时长，如 1年、18个月。")
            case FieldKind.TERM:
                return _vocabulary(field)
            case FieldKind.CHOICE:
                return _one_of(field, field.choices, ())
            case FieldKind.OPTIONS:
                return {"additionalProperties": _text()}
            case FieldKind.NAMES:
                return {**_not_empty(field.required), "items": _text()}
            case FieldKind.TARGET:
                return {**_not_empty(field.required), "$ref": f"#/$defs/{field.entity}"}
            case FieldKind.RECORD:
                return {"$ref": f"#/$defs/{field.entity}"}
            case FieldKind.RECORDS:
                items: Schema = {"$ref": f"#/$defs/{field.entity}", "type": list(self._record_types(field))}
                return {"items": items, **({"minItems": 1} if field.required else {})}
            case FieldKind.FREE:
                return {}
            case FieldKind.TEXT:
                return _not_empty(field.required)


def _required(field: Field) -> Json:
    """Return that one of the field's words must be there."""
    error = f"缺少“{field.chinese}”。"
    return {"anyOf": [{"required": [word], "errorMessage": error} for word in field.words]}


def _same_fields(entity: Entity) -> dict[str, Json]:
    """Return for each word of a field that its other words may not stand beside it."""
    return {
        word: _without(field.words[position:], f"与“{word}”是同一项，只能写一个。")
        for field in entity
        for position, word in enumerate(field.words[:-1], 1)
    }


def _ambiguous(entity: Entity) -> dict[str, Json]:
    """Return the bare words that could mean a field of `entity`, each with the words to choose from."""
    own = {field.chinese for field in entity}
    return {
        word: _without([word], f"“{word}”可能指几项，请写明是{'、'.join(meant)}中的哪一项。")
        for word, meant in AMBIGUOUS.items()
        if own & set(meant) and not entity.find(word)
    }


def _without(words: Iterable[str], error: str) -> Schema:
    return {"properties": dict.fromkeys(words, False), "errorMessage": error}


def _description(field: Field) -> str:
    others = "、".join((field.english, *field.aliases))
    meaning = "" if field.meaning == field.chinese else f"{field.meaning.rstrip('…')}。"
    return f"{meaning}{'必填。' if field.required else ''}也可写作 {others}。"


def _vocabulary(field: Field) -> Schema:
    terms: Mapping[str, object] = terms_by_word(field.term) if field.term else {}
    usual = field.allowed_words
    words = dict.fromkeys((*terms, *dict(field.printed_terms)))
    return _one_of(field, usual, [word for word in words if word not in usual])


def _one_of(field: Field, usual: Sequence[str], others: Sequence[str]) -> Schema:
    unknown: list[Json] = [] if field.required else [None]
    return {"enum": [*usual, *others, *unknown], "errorMessage": f"请填：{'、'.join(usual)}。"}


def _text() -> Schema:
    return {"type": list(_SCALAR), **_not_empty(required=False)}


def _not_empty(required: bool) -> Schema:
    return _pattern(_TEXT, "不能为空。" if required else "不能为空；不知道时请删去整行。")


def _pattern(pattern: str, error: str) -> Schema:
    return {"pattern": pattern, "patternErrorMessage": error}
