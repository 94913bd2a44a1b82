"""Where region packs are looked for, and what is said where one is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from filecmp import cmp
from functools import cached_property
from pathlib import Path

import pmgen
from pmgen import disk
from pmgen.catalog.category_labels import levels_of_labels, printed_categories
from pmgen.catalog.region import OwnFields, Region
from pmgen.catalog.region_reading import REGION_FILE, read_region
from pmgen.load.field_source import UnusablePack
from pmgen.load.text_files import why_not_read
from pmgen.model.field_definitions import Entity, Field, FieldTable, without_required
from pmgen.model.fields import FIELDS
from pmgen.model.records import Annex
from pmgen.model.terms import OwnCategory
from pmgen.problems import Message, Problem, Refusal, SourcePlace, message

_NEAR = 0.75
"""How much a word must be like another to be meant: tianjing is like tianjin, beijing is not."""

_KINDS_OF_PLACE = tuple("省市区县州盟旗")
_NO_REGION_FILE = message("Write region.yaml after the example of another region, or move the folder away.")


def shipped_templates() -> Path:
    """Return the folder of the packs that come with pmgen, in a wheel or in a checkout."""
    package = Path(pmgen.__file__)
    in_wheel = package.with_name("templates")
    return in_wheel if in_wheel.is_dir() else package.parents[2] / "templates"


def is_shipped(region: Region) -> bool:
    """Tell whether a pack came with pmgen, or is byte for byte one that did."""
    shipped = shipped_templates() / region.folder.name
    return region.folder.resolve() == shipped.resolve() or _are_alike(region.folder, shipped)


def _are_alike(folder: Path, shipped: Path) -> bool:
    try:
        names = [sorted(path.name for path in each.iterdir()) for each in (folder, shipped)]
        return names[0] == names[1] and all(cmp(folder / name, shipped / name, False) for name in names[0])
    except OSError:
        return False


def find_region(word: str, places: Sequence[Path], asked_at: SourcePlace | None = None) -> Region:
    """Return the region pack with the id or the shown name `word` from the first of `places` that has it.

    Refusal lists where it looked and what there is, or what is wrong with the pack; it stands at the
    place where the region was `asked_at`.
    """
    folder = next((folder for folder in packs(places) if folder.name == word), None)
    if folder is None:
        return _named(word, places, asked_at)
    region, problems = read_region(folder)
    if region is None:
        raise Refusal(problems)
    return region


def asked_region(annex: Annex) -> tuple[str, SourcePlace | None]:
    """Return the word for the region that `annex` asks for, and where; Refusal where it asks for none."""
    if annex.region is None:
        raise Refusal([_no_region(annex)])
    return annex.region, annex.places.get("region")


def list_regions(places: Sequence[Path]) -> tuple[Region, ...]:
    """Return every region pack in sight that can be used; of one id the first of `places` counts."""
    first = {folder.name: folder for folder in reversed(list(packs(places)))}
    found = (read_region(first[region_id])[0] for region_id in sorted(first))
    return tuple(region for region in found if region is not None)


def packs(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders of the packs in these places, sound or not."""
    for place in places:
        yield from filter(_is_pack, _folders(place))


def same_names(regions: Iterable[Region]) -> Iterator[Problem]:
    """Give a warning for every region that has the shown name of an earlier one."""
    first: dict[str, Region] = {}
    for region in regions:
        before = first.setdefault(region.name, region)
        if before is not region:
            text = message(
                "{first} and {second} have the same 名称: {name}.",
                first=before.id,
                second=region.id,
                name=region.name,
            )
            hint = message("Give one of them another 名称; until then only their ids tell them apart.")
            yield Problem("PMG313", text, (region.places["name"], before.places["name"]), hint)


def folders_without_region(places: Iterable[Path]) -> Iterator[Problem]:
    """Give a warning for every folder beside the region packs that is none for lack of its region.yaml."""
    for place in places:
        for folder in _folders(place):
            if not folder.name.startswith((".", "_")) and not _is_pack(folder):
                text = message(
                    "The folder {folder} has no region.yaml, so it is no region.", folder=folder.name
                )
                yield Problem(
                    "PMG314", text, (SourcePlace(str(folder)),), _misnamed(folder) or _NO_REGION_FILE
                )


def _misnamed(folder: Path) -> Message | None:
    """Return how to rename what may be the region.yaml of a folder that has none."""
    try:
        names = sorted(entry.name for entry in disk.entries(folder) if entry.name.endswith((".yaml", ".yml")))
    except OSError:
        return None
    if len(names) != 1:
        return None
    return message("There is a {file}: rename it to {name}.", file=names[0], name=REGION_FILE)


def _no_region(annex: Annex) -> Problem:
    return Problem(
        "PMG701",
        message("the annex names no region"),
        (SourcePlace(annex.file),),
        message("write 地区: in annex.yaml, or choose one with --region; `pmgen regions` lists them"),
    )


def _named(word: str, places: Sequence[Path], asked_at: SourcePlace | None) -> Region:
    found = [region for region in list_regions(places) if word in _names(region)]
    if len(found) == 1:
        return found[0]
    where = (asked_at,) if asked_at else ()
    if found:
        text = message("{word} is the name of several regions.", word=word)
        hint = message("Write the id of one: {regions}.", regions="、".join(region.id for region in found))
        raise Refusal([Problem("PMG315", text, where, hint)])
    raise Refusal([_not_found(word, places, where)])


def _names(region: Region) -> tuple[str, ...]:
    """Return the name that a region shows, also without the kind of place at its end."""
    short = region.name[:-1] if region.name.endswith(_KINDS_OF_PLACE) else region.name
    return region.name, short


def _folders(place: Path) -> list[Path]:
    """Return the folders in a place of packs, also a link that leads to none.

    Refusal where they cannot be seen: the pack that is asked for may be there, and no other must stand in.
    """
    if disk.is_file(place) or not (disk.is_folder(place) or disk.is_link(place)):
        return []
    try:
        found = [Path(entry) for entry in disk.entries(place)]
    except OSError as error:
        wrong, hint = why_not_read(place, error)
        raise Refusal([Problem("PMG101", wrong, (SourcePlace(str(place)),), hint)]) from None
    return [path for path in found if disk.is_folder(path) or _leads_nowhere(path)]


def _is_pack(folder: Path) -> bool:
    """Tell whether a folder holds a region.yaml, or may hold one that is not in sight."""
    try:
        (folder / REGION_FILE).lstat()
    except FileNotFoundError:
        return _leads_nowhere(folder)
    except OSError:
        return not folder.name.startswith((".", "_"))
    return True


def _leads_nowhere(path: Path) -> bool:
    return disk.is_link(path) and not disk.is_there(path) and not path.suffix


def _not_found(region_id: str, places: Sequence[Path], where: tuple[SourcePlace, ...]) -> Problem:
    looked = "、".join(str(place) for place in places)
    text = message("There is no region {region} in {places}.", region=region_id, places=looked)
    return Problem("PMG301", text, where, _hint(region_id, places))


def _hint(region_id: str, places: Sequence[Path]) -> Message:
    if region_id in {Path(place.file).name for p in folders_without_region(places) for place in p.places}:
        return message("There is a folder of that name without region.yaml: write one.")
    regions = list_regions(places)
    names = {word: region.id for region in regions for word in (region.id, region.name)}
    known = "、".join(f"{region.id} {region.name}" for region in regions)
    near = get_close_matches(region_id.lower(), names, 1, _NEAR)
    if near:
        return message("Did you mean {region}? There are {regions}.", region=names[near[0]], regions=known)
    if not regions:
        return message("There is no region pack at all: name a folder of them with --templates.")
    return message(
        "There are {regions}. If your place is none of them, take the one whose table looks like yours, "
        "or have its empty form made into one: pmgen form new.",
        regions=known,
    )


class PackFields:
    """The fields that annexes may state, by the packs in these places; each pack is read once."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = tuple(places)
        self._found: dict[str, Region | Problem] = {}
        self._tables: dict[tuple[str, ...], FieldTable] = {}

    def table(self, region: str | None, packs: Sequence[str]) -> tuple[FieldTable, tuple[UnusablePack, ...]]:
        """Return the fields of `region` and of other `packs`, and which packs give none, and why.

        A region that cannot be found or used is told of where it is asked for as a form.
        """
        own = [found] if (found := region and self.region(region)) else []
        others = [(word, self._look_up(word)) for word in dict.fromkeys(packs)]
        chosen = {each.id: each for each in [*own, *(it for _, it in others if isinstance(it, Region))]}
        missing = [
            UnusablePack(w, it.code, it.message, it.hint) for w, it in others if isinstance(it, Problem)
        ]
        clashes = tuple(_clashes(chosen))
        key = tuple(chosen)
        if key not in self._tables:
            self._tables[key] = _joined([each for each in chosen.values() if not clashes])
        return self._tables[key], (*missing, *clashes)

    def packs_with(self, entity: str, key: str) -> tuple[str, ...]:
        """Return the packs that give the records of `entity` a field `key`; of "category", that 二级指标."""
        return tuple(region.id for region in self._in_sight if key in _own_words(region.own_fields, entity))

    def levels(self, region: str | None) -> tuple[tuple[str, str], ...]:
        """Return each 二级指标 of a region's form behind its 一级指标, none where it cannot be found."""
        found = self.region(region) if region else None
        return levels_of_labels(found.labels) if found else ()

    def regions(self) -> tuple[str, ...]:
        """Return the regions that an annex may name."""
        return tuple(region.id for region in self._in_sight)

    def ids(self, packs: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of those of `packs` that can be used."""
        return tuple(found.id for word in packs if (found := self.region(word)))

    def region(self, word: str) -> Region | None:
        """Return the pack that a word leads to, None where there is none that can be used."""
        found = self._look_up(word)
        return found if isinstance(found, Region) else None

    def why_unusable(self, word: str, asked_at: SourcePlace) -> Problem | None:
        """Return why there is no pack that a word leads to, None where there is one."""
        found = self._look_up(word)
        return replace(found, places=(asked_at,)) if isinstance(found, Problem) else None

    @cached_property
    def _in_sight(self) -> tuple[Region, ...]:
        return list_regions(self._places)

    def _look_up(self, word: str) -> Region | Problem:
        if word not in self._found:
            try:
                self._found[word] = find_region(word, self._places)
            except Refusal as refusal:
                self._found[word] = refusal.problems[0]
        return self._found[word]


def _own_words(own: OwnFields, entity: str) -> set[str]:
    if entity == "category":
        return {category.chinese for category in own.categories}
    return {word for field in own.fields.get(entity, ()) for word in field.words}


def _joined(regions: Sequence[Region]) -> FieldTable:
    if len(regions) == 1:
        return regions[0].fields
    fields: dict[str, dict[str, Field]] = {}
    entities: dict[str, Entity] = {}
    categories: dict[str, OwnCategory] = {}
    for region in regions:
        categories = {each.chinese: each for each in region.own_fields.categories} | categories
        entities |= {entity.name: entity for entity in region.own_fields.entities}
        for holder, own in region.own_fields.fields.items():
            fields.setdefault(holder, {}).update({field.english: field for field in own})
    table = FIELDS.extended(
        {name: tuple(own.values()) for name, own in fields.items()},
        tuple(entities.values()),
        tuple(categories.values()),
        printed_categories(regions[0].labels) if regions else (),
    )
    return without_required(table, _optional_in(regions[0].fields) if regions else frozenset())


def _optional_in(table: FieldTable) -> frozenset[tuple[str, str]]:
    """Return the fields that every form's table requires and this one does not."""
    return frozenset(
        (name, field.english)
        for name, entity in FIELDS.items()
        for field, here in zip(entity, table[name], strict=False)
        if field.required and not here.required
    )


def _clashes(regions: Mapping[str, Region]) -> Iterator[UnusablePack]:
    """Give the packs that declare a field or a category otherwise than one before them."""
    first: dict[tuple[str, str], tuple[str, object]] = {}
    for name, region in regions.items():
        entities = {entity.name: entity for entity in region.own_fields.entities}
        for category in region.own_fields.categories:
            before, other = first.setdefault(("category", category.chinese), (name, category))
            if other != category:
                yield _clash(before, name, category.chinese)
        for holder, own in region.own_fields.fields.items():
            for field in own:
                said = (field.chinese, field.english, field.kind, field.choices, entities.get(field.entity))
                met = [first.setdefault((holder, word), (name, said)) for word in field.words]
                if earlier := [pack for pack, other in met if other != said]:
                    yield _clash(earlier[0], name, field.chinese)


def _clash(first: str, second: str, word: str) -> UnusablePack:
    text = message(
        "{first} and {second} both declare {field}, and not alike.", first=first, second=second, field=word
    )
    hint = message("Give the field another name in one of the packs, or leave one pack away.")
    return UnusablePack(second, "PMG327", text, hint)
