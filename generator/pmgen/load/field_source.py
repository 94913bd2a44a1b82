"""Where the fields come from that an annex may state: from pmgen, from its region, and from other packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from pmgen.load.field_reading import PreparedEntity, prepared
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, place_of
from pmgen.model.field_definitions import Field, FieldTable
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, Problems, SourcePlace


class UnusablePack(NamedTuple):
    """A pack that an annex takes fields from and cannot."""

    name: str
    code: str
    message: Message
    hint: Message | None


class FieldSource(Protocol):
    """Where the fields come from that an annex may state."""

    def table(self, region: str | None, packs: Sequence[str]) -> tuple[FieldTable, tuple[UnusablePack, ...]]:
        """Return the fields of `region` and of other `packs`, and which packs give none, and why."""
        raise NotImplementedError

    def packs_with(self, entity: str, key: str) -> tuple[str, ...]:
        """Return the packs that give the records of `entity` a field `key`."""
        raise NotImplementedError

    def levels(self, region: str | None) -> tuple[tuple[str, str], ...]:
        """Return each 二级指标 of a region's form behind its 一级指标, none where they are not known."""
        raise NotImplementedError

    def regions(self) -> tuple[str, ...]:
        """Return the regions that an annex may name."""
        raise NotImplementedError


class OnlyBuiltIn:
    """The source of the fields that every form knows."""

    def table(self, region: str | None, packs: Sequence[str]) -> tuple[FieldTable, tuple[UnusablePack, ...]]:
        """Return the one table; there is nothing to look up."""
        return FIELDS, ()

    def packs_with(self, entity: str, key: str) -> tuple[str, ...]:
        """Return that no pack has the field."""
        return ()

    def levels(self, region: str | None) -> tuple[tuple[str, str], ...]:
        """Return that no form is known."""
        return ()

    def regions(self) -> tuple[str, ...]:
        """Return that no region is known."""
        return ()


BUILT_IN = OnlyBuiltIn()


@cache
def prepared_table(table: FieldTable) -> Mapping[str, PreparedEntity]:
    """Return a table ready for reading."""
    return prepared(table.values())


def stated_table(root: Node | None, path: Path, source: FieldSource, problems: Problems) -> FieldTable:
    """Return the fields that an annex may state, by what it says of its region and of other packs."""
    regions, packs = (_said(root, FIELDS["annex"].find(name)) for name in ("region", "fields_from"))
    region = regions[0].text if regions else None
    table, unusable = source.table(region, [node.text for node in packs])
    for pack in unusable:
        at = next((node for node in packs if node.text == pack.name), None)
        place = place_of(at, str(path)) if at else SourcePlace(str(path))
        problems.add(pack.code, pack.message, place, hint=pack.hint)
    return table


def said_region(root: Node | None) -> ScalarNode | None:
    """Return the region that an annex says, as it stands in a file that has not been read yet."""
    return next(iter(_said(root, FIELDS["annex"].find("region"))), None)


def _said(root: Node | None, field: Field | None) -> Sequence[ScalarNode]:
    """Return the texts that a field has in a file that has not been read yet."""
    entries = root.entries if isinstance(root, MappingNode) else ()
    found = (node for key, node in entries if field and key.text in field.words)
    items = (item for node in found for item in (node.items if isinstance(node, SequenceNode) else (node,)))
    return [item for item in items if isinstance(item, ScalarNode) and not item.is_null]
