"""The words for a key that names no field, and what is meant by it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from difflib import get_close_matches

from pmgen.late_pattern import late
from pmgen.load.field_messages import called, field_name, named
from pmgen.load.indentation_messages import item_only
from pmgen.load.odd_blanks import odd_sign, typed_anew, without_odd_signs
from pmgen.load.text_files import INVISIBLE, without_invisible
from pmgen.load.yaml_nodes import ScalarNode
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.fields import AMBIGUOUS
from pmgen.problems import Message, message
from pmgen.problems.message import short

_ADDITIONS = late(r"\s+|\A\s*其中[:：]|[（(][^（）()]{0,24}[)）]\Z")
_BEFORE_NAME = late(r"[\W_]*+[\d一二三四五六七八九十]++[\W_]++|[\W_]++")
_BEHIND_NAME = late(r"(?<![\W_])[\W_]++\Z")


def unknown_key(
    key: str, entity: Entity, table: Mapping[str, Entity], there: Container[str]
) -> tuple[Message, Message]:
    """Return what is wrong with a key that names no field of `entity`, and the nearest that does.

    It is rather one that is not `there` yet, by the English names of those that are.
    """
    wrong = message("{entity} has no field {key}.", entity=called(entity), key=short(key))
    return wrong, _unknown_hint(key, entity, table, there)


def _of_packs(packs: Sequence[str]) -> Message:
    return message(
        "This form does not print it: delete the line; "
        "to keep it as a note, write in annex.yaml 字段来自: {pack}.",
        pack=packs[0],
    )


def field_of_packs(key: str, packs: Sequence[str]) -> tuple[Message, Message]:
    """Return that `key` is a field of other packs than that of the annex, and how to use it."""
    return (
        message("{key} is a field of the form of {packs}, and not of this one.", key=key, packs=named(packs)),
        _of_packs(packs),
    )


def category_of_packs(word: str, packs: Sequence[str]) -> tuple[Message, Message]:
    """Return that `word` is a 二级指标 of other packs than that of the annex, and how to use it."""
    return (
        message(
            "{word} is a 二级指标 of the form of {packs}, and not of this one.", word=word, packs=named(packs)
        ),
        message("Write in annex.yaml 字段来自: {pack} if it is meant here too.", pack=packs[0]),
    )


def misspelt_key(key: str, word: str, value: str) -> tuple[Message, Message]:
    """Return that `key`, behind which `value` stands, is meant for the field `word`."""
    line = short(f"{word}: {value}".rstrip())
    if (sign := odd_sign(key)) and (INVISIBLE.search(key) or without_odd_signs(key) == word):
        return message("{key} holds {sign}.", key=key, sign=sign), typed_anew(line)
    wrong = message("{key} should be {word}, it seems.", key=short(key), word=word)
    if bare_name(key) == word:
        wrong = message(
            "Nothing but {word} belongs before the colon, no quotation mark, bracket or number.", word=word
        )
    return wrong, message("Correct the name of the field: {line}", line=line)


def bare_name(key: str) -> str:
    """Return a key without the quotation marks, the brackets or the number that stand around it."""
    before = _BEFORE_NAME.match(key)
    return _BEHIND_NAME.sub("", key[before.end() if before else 0 :])


def without_additions(key: str) -> str:
    """Return a key without blanks, 其中, and what stands in brackets behind it, such as its unit."""
    return _ADDITIONS.sub("", key)


def nearest_field(key: str, among: Iterable[Field]) -> Field | None:
    """Return the field that `key` most likely stands for, or None where none is near."""
    near = nearest_word(key, among)
    return near[1] if near else None


def nearest_word(key: str, among: Iterable[Field]) -> tuple[str, Field] | None:
    """Return the nearest word of the field that `key` most likely stands for, and the field."""
    words = {word: field for field in among for word in (field.chinese, *field.aliases, field.english)}
    shown = without_invisible(key)
    in_english = shown.lower().replace(" ", "_").removeprefix("project_")
    near = [in_english] if in_english in words else get_close_matches(shown, words, 1, 0.6)
    return (near[0], words[near[0]]) if near else None


def _unknown_hint(key: str, entity: Entity, table: Mapping[str, Entity], there: Container[str]) -> Message:
    if entity.name == "annex" and _is_of_projects(key, entity, table):
        return message(
            "Every project has its own: delete it here, and write it in the files of the projects "
            "that lack it."
        )
    holders = [holder for holder in _holders(entity, table) if table[holder.entity].find(key)]
    if entity.name == "project" and table["annex"].find(key) and not holders:
        return message("It is said once for all projects: write it in annex.yaml, and delete it here.")
    missing = [field for field in entity if field.english not in there]
    near = nearest_field(key, missing) or nearest_field(key, entity)
    if near:
        return message("Did you mean {name}?", name=field_name(near))
    homes = named(f"“{holder.chinese}:”" for holder in holders)
    if homes and all(holder.kind is FieldKind.RECORDS for holder in holders):
        return item_only(homes, key)
    if homes:
        return message("It belongs below {names}.", names=homes)
    return message("The fields here are {names}.", names=named(field.chinese for field in entity))


def _is_of_projects(key: str, entity: Entity, table: Mapping[str, Entity]) -> bool:
    """Tell whether a key of the annex is, or is nearest to, a field that only projects have."""
    own = [field for field in table["project"] if entity.find(field.english) is None]
    near = nearest_field(key, (*entity, *own))
    return near in own


def said_for_all(key: str, value: str, said: ScalarNode) -> tuple[Message, Message]:
    """Return that annex.yaml has the field `key` already for all projects, with this value or another."""
    wrong = message(
        "{key} stands in line {line} of annex.yaml for all projects: {value}.",
        key=short(key),
        line=said.line,
        value=short(said.text),
    )
    if value.strip() in ("", said.text.strip()):
        return wrong, message("Delete this line.")
    return wrong, message(
        "If {there} is right, delete this line; if {here} is, write that in line {line} of annex.yaml, "
        "and delete this line too.",
        there=short(said.text),
        here=short(value),
        line=said.line,
    )


def ambiguous_key(key: str) -> tuple[Message, Message]:
    """Return what is wrong with a bare word that could be several fields."""
    return (
        message("{key} could mean several fields.", key=short(key)),
        message("Write the one that you mean: {names}.", names=named(AMBIGUOUS[key])),
    )


def _holders(entity: Entity, table: Mapping[str, Entity]) -> list[Field]:
    """Return the fields that hold records, at or below `entity`; those of a project where it has none."""
    found = [field for field in entity if field.entity in table]
    for holder in found:
        found += [field for field in table[holder.entity] if field.entity in table and field not in found]
    project = table.get("project")
    return found or (_holders(project, table) if project not in (None, entity) else [])
