"""Annex folders that are copies of others, or were put aside within others: both would be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load.annex_folders import ANNEX_FILE, data_files, natural
from pmgen.load.copy_names import is_put_aside
from pmgen.load.text_files import is_in_data
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode
from pmgen.load.yaml_parsing import read_root
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, Problem, Problems, SourcePlace, message

COPIED_ANNEX = "PMG237"
"""The code of an annex that is a copy of another, or was put aside within one."""

_YEAR = late(r"(?:19|20)\d\d(?!\d)")
_NEARLY_ALL = 0.8
_LEAST_BY_NAME = 2
_COMPARED = 8


def copied_annexes(
    folders: Iterable[Path], is_form: Callable[[str], bool] = lambda name: False
) -> dict[Path, Problem]:
    """Return a problem for each of the annex `folders` that copies another, or was put aside in one.

    A copy has the region, the year and the unit of the other and nearly all of its projects: the same files,
    or files of the same names beside the same annex.yaml. An annex may lie in one of another unit, year or
    region, and in a folder with the name of a form, which `is_form` tells.
    """
    there = {folder for folder in folders if disk.is_file(folder / ANNEX_FILE)}
    names = {folder: _project_names(folder) for folder in there}
    names = {
        folder: names[folder] for folder in sorted(there, key=lambda each: _order(each, len(names[each])))
    }
    found = {copy: _problem(copy, other, words) for copy, other, words in _copies(names)}
    for folder in names:
        outer = next((each for each in folder.parents if each in there), None)
        if outer and folder not in found and not is_form(folder.name) and _is_put_aside(folder, outer):
            words = message("this annex lies in the folder of another")
            found[folder] = _problem(folder, outer, words)
    return found


def _order(folder: Path, count: int) -> tuple[object, ...]:
    """Return what puts the right annex before its copies: its name, where it lies, how much it holds."""
    kept = is_put_aside(folder.name)
    return kept, len(folder.parts), -count, [natural(part) for part in folder.parts]


def _problem(folder: Path, other: Path, words: Message) -> Problem:
    places = tuple(SourcePlace(str(each)) for each in (folder, other))
    waiver = f"\n豁免:\n  - 规则: {COPIED_ANNEX}\n    理由: ……（例：调整前后两份都公开）"
    if is_in_data(folder):
        words = message("{found}, and both annexes are published", found=words)
        hint = message(
            "move the folder {folder} out of data if it is a copy that was put aside; "
            "if both are to be published, write in its annex.yaml (a list that is there goes on): {block}",
            folder=folder.name,
            block=waiver,
        )
    else:
        hint = message(
            "move the folder {folder} to another place if it is a copy that was put aside; "
            "if both are needed, write in its annex.yaml (a list that is there goes on): {block}",
            folder=folder.name,
            block=waiver,
        )
    return Problem(COPIED_ANNEX, words, places, hint)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an annex is about; "" is unsaid."""

    region: str
    year: str
    unit: str

    def is_of_same_unit(self, other: _Facts) -> bool | None:
        """Tell whether both are of one unit that they name; None where they are not about the same."""
        if (self.region, self.year) != (other.region, other.year):
            return None
        if self.unit and other.unit:
            return True if self.unit == other.unit else None
        return False


@dataclass(frozen=True, slots=True)
class _Contents:
    """The hash of annex.yaml, and of each project file that has the name of one in another annex."""

    facts: _Facts
    annex: str
    projects: Mapping[str, str]
    count: int

    @property
    def marks(self) -> tuple[object, ...]:
        """Return what a copy has in common with this annex."""
        return self.facts, self.annex, *self.projects.values()


def _copies(names: Mapping[Path, Sequence[str]]) -> Iterator[tuple[Path, Path, Message]]:
    """Give each folder that copies an earlier one, with that, and the words for it."""
    times = Counter(chain.from_iterable(names.values()))
    known = dict[Path, _Contents]()
    by_mark = dict[object, list[Path]]()
    for folder, found_names in names.items():
        twice = [name for name in found_names if times[name] > 1]
        if found_names and not twice:
            continue
        mine = known[folder] = _contents(folder, twice, len(found_names))
        near = Counter(chain.from_iterable(by_mark.get(mark, ()) for mark in mine.marks))
        for other, _ in near.most_common(_COMPARED):
            if words := _copied(mine, known[other], other.name):
                yield folder, other, words
                break
        for mark in mine.marks:
            if len(found := by_mark.setdefault(mark, [])) < _COMPARED:
                found.append(folder)


def _project_names(folder: Path) -> list[str]:
    try:
        return [path.name for path in data_files(folder) if path.name != ANNEX_FILE]
    except OSError:
        return []


def _contents(folder: Path, names: Iterable[str], count: int) -> _Contents:
    hashes = {name: _hash(folder / name) for name in names}
    return _Contents(_facts(folder), _hash(folder / ANNEX_FILE), hashes, count)


def _hash(path: Path) -> str:
    try:
        return sha256(disk.read_bytes(path)).hexdigest()
    except OSError:
        return str(path)


def _copied(mine: _Contents, theirs: _Contents, other: str) -> Message | None:
    """Return that an annex copies another, None where it does not."""
    of_one_unit = mine.facts.is_of_same_unit(theirs.facts)
    if of_one_unit is None:
        return None
    if mine.count == theirs.count == 0 and mine.annex == theirs.annex:
        return message("this annex is the same as {other}", other=other)
    shared = sum(theirs.projects.get(name) == found for name, found in mine.projects.items())
    by_name = len(mine.projects.keys() & theirs.projects.keys())
    if of_one_unit and by_name >= _LEAST_BY_NAME:
        shared = by_name
    if not shared or shared < _NEARLY_ALL * min(mine.count, theirs.count):
        return None
    return message(
        "{count} of {all} project files are also in {other}", count=shared, all=mine.count, other=other
    )


def _is_put_aside(folder: Path, outer: Path) -> bool:
    """Tell whether an annex within another is kept aside, by its name or by what it is about."""
    if is_put_aside(folder.name):
        return True
    return _facts(folder).is_of_same_unit(_facts(outer)) is True


def _facts(folder: Path) -> _Facts:
    root = read_root(folder / ANNEX_FILE, Problems())
    named = (found[0] for part in reversed(folder.parts) if (found := _YEAR.match(part)))
    year = _said(root, "year") or next(named, "")
    return _Facts(_said(root, "region"), year, _said(root, "unit"))


def _said(root: Node | None, english: str) -> str:
    """Return the text of a field of annex.yaml, of a unit its name; "" where it is not said."""
    field = FIELDS["annex"].find(english)
    entries = root.entries if isinstance(root, MappingNode) else ()
    node = next((value for key, value in entries if field and key.text in field.words), None)
    if isinstance(node, MappingNode):
        node = next((value for key, value in node.entries if key.text in ("名称", "name")), None)
    return node.text.strip() if isinstance(node, ScalarNode) else ""
