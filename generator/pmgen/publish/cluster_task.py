"""What a worker of a cluster does: fetch some annexes, render them as any batch is rendered, bring the files.

A worker may die at any moment, and another one does the same again: each object is written whole, the record
of a folder before and after its files, and only if nobody else has written it meanwhile.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import ClassVar
from zipfile import ZipFile

from distributed import WorkerPlugin, get_worker

from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf, usual_folders
from pmgen.problems import Problem, Refusal
from pmgen.publish.annex_status import annex_status, unchanged_receipt
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.object_store import ChangedMeanwhile, ObjectStore, is_sound, written_meanwhile
from pmgen.publish.output_manifest import MANIFEST
from pmgen.publish.output_record import RECORD, FolderRecord, after_killed_run, record_of_coming_files
from pmgen.publish.record_file import DamagedRecord, read_record, record_bytes, record_from_bytes
from pmgen.publish.render_batch import RenderOptions, render_batch
from pmgen.publish.render_report import Receipt
from pmgen.publish.render_request import Request, Source

Place = tuple[PurePosixPath, ...]
"""The annexes whose documents go to one folder."""

_TRIES = 5
"""How often an annex is rendered into whose folder others write meanwhile."""


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """What holds for all tasks of a run, which `token` tells from any other.

    `request` is without sources and without the packs that a PackBundle brings.
    """

    token: str
    data: str
    output: str
    request: Request
    options: RenderOptions


@dataclass(frozen=True, slots=True)
class ClusterTask:
    """Some places below data and output, in each the annexes that are rendered together."""

    settings: ClusterSettings
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class AnnexOutcome:
    """What came of a place; `later` is its receipt as long as `fingerprint` stays, and nothing is done."""

    receipt: Receipt
    fingerprint: str = ""
    later: Receipt | None = None


def fingerprint(data: Mapping[str, str], output: Mapping[str, str]) -> str:
    """Return what tells an annex as it lies in both stores from any other; both map names to tags."""
    own = {name: tag for name, tag in output.items() if name != MANIFEST}  # which is of all annexes
    return sha256(repr((sorted(data.items()), sorted(own.items()))).encode()).hexdigest()


def installed_fonts() -> FontShelf:
    """Return the fonts of this machine and those that came with pmgen."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - it never raises
    return FontShelf(usual_folders(sys.platform, home, os.environ))


class PackBundle(WorkerPlugin):  # type: ignore[misc]
    """Brings region packs to each worker that there is, and to those that come later."""

    held: ClassVar[dict[str, tuple[tuple[str, ...], bytes]]] = {}

    def __init__(self, token: str, places: Iterable[Path]) -> None:
        self.token = token
        self.places = tuple(map(str, places))
        self.packed = _packed(map(Path, self.places))

    def setup(self, worker: object) -> None:
        """Keep the packs for the tasks of a run."""
        PackBundle.held[self.token] = self.places, self.packed

    def teardown(self, worker: object) -> None:
        """Let go of the packs."""
        PackBundle.held.pop(self.token, None)


def _packed(places: Iterable[Path]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for number, place in enumerate(places):
            for path in sorted(place.rglob("*")):
                if path.is_file():
                    archive.writestr(f"{number}/{path.relative_to(place).as_posix()}", path.read_bytes())
    return made.getvalue()


def render_group(task: ClusterTask) -> tuple[AnnexOutcome, ...]:
    """Render the annexes of a task, and return what came of each place."""
    # A nanny forbids its worker to have processes of its own; those that render here end with it.
    getattr(multiprocessing.current_process(), "_config")["daemon"] = False  # noqa: B009
    with TemporaryDirectory(prefix="pmgen-", dir=get_worker().local_directory) as folder:
        try:
            return _Group(task.settings, Path(folder)).render(task.places)
        except Refusal as refusal:
            return tuple(AnnexOutcome(_lost(place, refusal)) for place in task.places)


def _lost(place: Place, refusal: Refusal) -> Receipt:
    return Receipt(place[0], failed=len(place), problems=refusal.problems)


@dataclass(frozen=True, slots=True)
class _Staged:
    """What was fetched of a place: tags of its data, tags and hashes of its output, and its record."""

    data: Mapping[str, str]
    output: Mapping[str, str]
    hashes: Mapping[str, str]
    record: bytes | None


class _Group:
    """The annexes of a task, in a folder of this machine; after a conflict in the next one."""

    def __init__(self, settings: ClusterSettings, folder: Path) -> None:
        self._settings = settings
        self._data, self._output = ObjectStore(settings.data), ObjectStore(settings.output)
        self._folder, self._fonts = folder, installed_fonts()
        self._annexes, self._root = folder / "data", folder / "output"
        places, packed = PackBundle.held.get(settings.token, ((), b""))
        self._packs = {folder / "packs" / str(number): place for number, place in enumerate(places)}
        if packed:
            ZipFile(BytesIO(packed)).extractall(folder / "packs")

    def render(self, places: Sequence[Place]) -> tuple[AnnexOutcome, ...]:
        """Return what came of each place."""
        found: dict[Place, AnnexOutcome] = {}
        for attempt in range(_TRIES):
            self._annexes, self._root = (self._folder / str(attempt) / name for name in ("data", "output"))
            if left := [place for place in places if place not in found]:
                found |= self._attempt(left)
        return tuple(found.get(place) or AnnexOutcome(self._disturbed(place)) for place in places)

    def _attempt(self, places: Sequence[Place]) -> dict[Place, AnnexOutcome]:
        """Return what came of the places, but for those to whose folder somebody else wrote meanwhile."""
        staged = {place: self._fetch(place) for place in places}
        request = self._request(into for place in places for into in place)
        report = render_batch(request, self._root, replace(self._settings.options, apart=True), self._fonts)
        found = {}
        for place, receipt in zip(places, report.receipts, strict=True):
            try:
                self._bring(place[0], staged[place])
                found[place] = self._outcome(place, receipt, staged[place])
            except ChangedMeanwhile:
                continue
            except Refusal as refusal:
                found[place] = AnnexOutcome(_lost(place, refusal))
        return found

    def _request(self, places: Iterable[PurePosixPath]) -> Request:
        sources = tuple(Source(self._annexes / into, into, at_home=True) for into in places)
        packs = (*self._packs, shipped_templates())
        return replace(self._settings.request, sources=sources, templates=packs)

    def _fetch(self, place: Place) -> _Staged:
        data: dict[str, str] = {}
        for into in place:
            found = self._data.tags(_name(into))
            data |= {name: tag for name, tag in found.items() if PurePosixPath(name).parent == into}
        _write(self._annexes, self._data.read(filter(is_sound, data)))
        output = self._output.tags(_name(place[0]))
        objects = self._output.read(filter(is_sound, output))
        _write(self._root, objects)
        hashes = {name: sha256(each).hexdigest() for name, each in objects.items()}
        return _Staged(data, output, hashes, objects.get(_record_name(place[0])))

    def _bring(self, into: PurePosixPath, staged: _Staged) -> None:
        """Put what has changed in its place, between two states of the record."""
        after, name = read_record(self._root / into), _record_name(into)
        if after is None or record_bytes(after) == staged.record:
            return
        files = {(into / path).as_posix() for path, _, _ in after.files()}
        objects = {each: (self._root / each).read_bytes() for each in files if (self._root / each).is_file()}
        changed = {
            each: data
            for each, data in objects.items()
            if sha256(data).hexdigest() != staged.hashes.get(each)
        }
        tag = staged.output.get(name)
        if changed:
            before = after_killed_run(
                _record(staged.record), lambda path: staged.hashes.get((into / path).as_posix())
            )
            coming = record_bytes(record_of_coming_files(before, after))
            tag = self._output.write_unless_changed(name, coming, tag)
            self._output.write(changed)
        self._output.write_unless_changed(name, record_bytes(after), tag)

    def _outcome(self, place: Place, receipt: Receipt, staged: _Staged) -> AnnexOutcome:
        told = self._told(receipt)
        if receipt.failed or len(place) > 1:
            return AnnexOutcome(told)
        request, verified = self._request(place), self._settings.options.verified
        status = next(
            annex_status(request.sources, request, self._root, self._fonts, Hashes(), verified=verified)
        )
        now = self._output.tags(_name(place[0]))
        return AnnexOutcome(told, fingerprint(staged.data, now), unchanged_receipt(status))

    def _told(self, receipt: Receipt) -> Receipt:
        """Return a receipt with the names that things have for everybody; files stand below the output."""
        names = {self._annexes: self._settings.data, self._root: self._settings.output, **self._packs}
        return replace(
            receipt,
            written=tuple(path.relative_to(self._root) for path in receipt.written),
            held=tuple(replace(held, path=held.path.relative_to(self._root)) for held in receipt.held),
            problems=tuple(_known_to_all(problem, names) for problem in receipt.problems),
            hashes={},
        )

    def _disturbed(self, place: Place) -> Receipt:
        found = written_meanwhile(self._output.address, place[0])
        return Receipt(place[0], failed=len(place), problems=(found,))


def _known_to_all(problem: Problem, names: Mapping[Path, str]) -> Problem:
    places = list(problem.places)
    for number, place in enumerate(places):
        for folder, name in names.items():
            if Path(place.file).is_relative_to(folder):
                inside = Path(place.file).relative_to(folder).as_posix()
                places[number] = replace(place, file=f"{name}/{inside}")
    return replace(problem, places=tuple(places))


def _name(into: PurePosixPath) -> str:
    """Return what a store calls a folder, which is nothing for the whole of it."""
    return "" if into == PurePosixPath() else into.as_posix()


def _record_name(into: PurePosixPath) -> str:
    return (into / RECORD).as_posix()


def _write(folder: Path, objects: Mapping[str, bytes]) -> None:
    for name, data in objects.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _record(data: bytes | None) -> FolderRecord:
    try:
        return record_from_bytes(data) if data else FolderRecord()
    except DamagedRecord:
        return FolderRecord()
