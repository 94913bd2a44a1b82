"""Keys that name no field, and are but one slip of the hand away from one that does."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.fixing.mending import difference
from pmgen.load.complaints import nearest_field
from pmgen.model.fields import AMBIGUOUS, Entity, Field

_SHORTEST = 3
"""With fewer characters, one slip makes half of another word."""


def meant_keys(keys: Sequence[str], entity: Entity) -> dict[str, str]:
    """Return the word of a field for each of the `keys` of a record that can mean nothing else.

    The field is not there yet, no other is as near, and it is the one that the loader suggests.
    """
    there = {field.english for key in keys if (field := entity.find(key))}
    missing = [field for field in entity if field.required and field.english not in there]
    found: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        field = None if entity.find(key) else _only_near(key, entity)
        if field and field.english not in there and field == _suggested(key, entity, missing):
            found.setdefault(field.english, []).append((key, _near_word(key, field)))
    return dict(pairs[0] for pairs in found.values() if len(pairs) == 1)


def _only_near(key: str, entity: Entity) -> Field | None:
    """Return the field that is one slip away, None where none or several are."""
    if len(key) < _SHORTEST or key in AMBIGUOUS:
        return None
    near = [field for field in entity if _near_word(key, field)]
    return near[0] if len(near) == 1 else None


def _near_word(key: str, field: Field) -> str:
    words = (field.chinese, field.english, *field.aliases)
    return next((word for word in words if len(word) >= _SHORTEST and is_one_slip(key, word)), "")


def _suggested(key: str, entity: Entity, missing: Sequence[Field]) -> Field | None:
    return nearest_field(key, missing) or nearest_field(key, entity)


def is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether one character is wrong, missing or too much, or two neighbours changed places."""
    start, typed_end, meant_end = difference(typed, meant)
    wrong, right = typed[start:typed_end], meant[start:meant_end]
    return max(len(wrong), len(right)) == 1 or (len(wrong) == 2 and wrong == right[::-1])
