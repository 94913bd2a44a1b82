"""Render any number of annexes on many machines, from a store to a store; who asks for it plans and reports.

The scheduler and its workers are those of dask.distributed. Documents go from the workers to the store, and
only receipts come back.
"""

from __future__ import annotations

import secrets
from asyncio import CancelledError as TaskCancelledError
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf
from pmgen.load.annex_folders import ANNEX_FILE, is_data_name, natural
from pmgen.load.project_files import is_stream_name
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.problems.problem import internal_error
from pmgen.publish.annex_task import deadly_document
from pmgen.publish.cluster_connection import checked_workers, connected
from pmgen.publish.cluster_manifest import keep_stored_manifest
from pmgen.publish.cluster_state import ClusterState, read_state, write_state
from pmgen.publish.document_inputs import tool
from pmgen.publish.object_store import ObjectStore
from pmgen.publish.output_places import OutputPlace, output_places
from pmgen.publish.render_batch import RenderOptions
from pmgen.publish.render_report import Receipt, Receipts, Report
from pmgen.publish.render_request import Request, Source

if TYPE_CHECKING:
    from pmgen.publish.cluster_task import AnnexOutcome, ClusterSettings

MOST_PROJECTS = 200
"""About how many projects a task has, where there are many."""

LEAST_PROJECTS = 10
"""A task takes as long as some projects by itself."""

_ROUNDS = 4
"""How many tasks there are for each worker in between: some take longer than others."""

_AHEAD = 3
"""How many tasks for each worker the scheduler knows: few, however many there are."""

_RETRIES = 2
_LOST = (CancelledError, TaskCancelledError)
"""What comes of tasks where there is no scheduler any more."""

_PROJECTS_OF_A_STREAM = 100

Place = tuple[PurePosixPath, ...]
"""The annexes whose documents go to one folder."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler (`tcp://scheduler:8786`), and where data and output lie, for all machines alike."""

    scheduler: str
    data: str
    output: str


@dataclass(frozen=True, slots=True)
class ClusterPlan:
    """What a run does: the places of the annexes to render by their numbers, and what is known of the others.

    `kept` is what is remembered of annexes that are not rendered, `stamp` tells the way in which all is.
    """

    asked: tuple[OutputPlace, ...]
    known: Mapping[int, Receipt]
    places: Mapping[int, Place]
    data: Listing
    stamp: str
    kept: Mapping[str, tuple[str, Receipt]]


def plan_on_cluster(
    cluster: Cluster,
    request: Request,
    options: RenderOptions,
    fonts: FontShelf,
    state: Path | None = None,
    only: Sequence[PurePosixPath] = (),
) -> ClusterPlan:
    """Return what a run does, which nobody but this machine is asked for; see `render_on_cluster`."""
    data, output = Listing.of(cluster.data), Listing.of(cluster.output)
    asked = _chosen(output_places(data.annexes(), request.templates), only, cluster.data)
    known, places = dict[int, Receipt](), dict[int, Place]()
    stamp, kept = _stamp(request, options, fonts), dict(read_state(state).annexes)
    for number, each in enumerate(asked):
        as_then, receipt = kept.pop(str(each.into), ("", Receipt(each.into)))
        if each.is_refused:
            known[number] = Receipt(each.into, failed=len(each.sources))
        elif as_then == f"{stamp} {_fingerprint(data, output, _place(each.sources))}" and not options.force:
            known[number] = receipt
            kept[str(each.into)] = as_then, receipt
        else:
            places[number] = _place(each.sources)
    return ClusterPlan(asked, known, places, data, stamp, kept)


def _chosen(
    asked: tuple[OutputPlace, ...], only: Sequence[PurePosixPath], data: str
) -> tuple[OutputPlace, ...]:
    """Return the annexes that lie in one of the folders named, all where none is."""
    for name in only:
        if not any(each.into.is_relative_to(name) for each in asked):
            text = message("there is no annex {folder} below {address}", folder=name, address=data)
            hint = message("name folders as they lie below the data, such as 2026/甲局")
            raise Refusal([Problem("PMG795", text, (SourcePlace(f"{data}/{name}"),), hint)])
    return tuple(each for each in asked if not only or any(map(each.into.is_relative_to, only)))


def render_on_cluster(
    cluster: Cluster,
    request: Request,
    options: RenderOptions,
    fonts: FontShelf,
    state: Path | None = None,
    only: Sequence[PurePosixPath] = (),
    planned: Callable[[int], None] = lambda count: None,
    done: Callable[[Receipt], None] = lambda receipt: None,
) -> Report:
    """Render what has changed of the annexes below the data, and return what came of them.

    `request` is without sources, its packs lie here; workers use their own fonts, which should be `fonts`.
    `state` is where this machine keeps what it knows of the output, `only` names folders below the data. The
    files of the report stand below the output. Refusal tells why there is nothing to report.
    """
    with connected(cluster.scheduler) as client:
        warnings = checked_workers(client, cluster.scheduler, fonts.fingerprint)
        plan = plan_on_cluster(cluster, request, options, fonts, state, only)
        receipts, kept = Receipts(len(plan.asked)), dict(plan.kept)
        for number, receipt in plan.known.items():
            receipts[number] = receipt
        planned(len(plan.places))
        work = {number: (place, plan.data.projects(place)) for number, place in plan.places.items()}
        for number, outcome in _outcomes(client, cluster, request, options, _groups(work, client)):
            receipts[number] = outcome.receipt
            if outcome.later is not None:
                kept[str(outcome.receipt.into)] = f"{plan.stamp} {outcome.fingerprint}", outcome.later
            done(outcome.receipt)
    records, unlisted = keep_stored_manifest(ObjectStore(cluster.output), read_state(state).records)
    write_state(state, ClusterState(kept, records))
    found = [_placed(problem, cluster.data) for each in plan.asked for problem in each.problems]
    return Report(receipts, (*warnings, *found, *unlisted))


class Listing:
    """All objects of a store with their tags, in the order of their names."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._tags = tags
        self._names = sorted(tags)

    @classmethod
    def of(cls, address: str) -> Listing:
        """Return what lies at an address now."""
        return cls(ObjectStore(address).tags())

    def below(self, folder: PurePosixPath) -> dict[str, str]:
        """Return the tags of all objects in and below a folder."""
        lead = "" if folder == PurePosixPath() else f"{folder}/"
        start = bisect_left(self._names, lead)
        end = bisect_left(self._names, lead[:-1] + "0") if lead else len(self._names)  # "0" follows "/"
        return {name: self._tags[name] for name in self._names[start:end]}

    def in_folder(self, folder: PurePosixPath) -> dict[str, str]:
        """Return the tags of the objects in a folder, without those below."""
        return {name: tag for name, tag in self.below(folder).items() if PurePosixPath(name).parent == folder}

    def annexes(self) -> tuple[Source, ...]:
        """Return the folders that are annexes, and those with projects that belong to none."""
        paths = [path for path in map(PurePosixPath, self._names) if is_data_name(path.name)]
        whole = {path.parent for path in paths if path.name == ANNEX_FILE}
        alone = {path.parent for path in paths if not whole & set(path.parents)} - {PurePosixPath()}
        hidden = {folder for folder in alone if any(part.startswith(".") for part in folder.parts)}
        found = sorted(whole | alone - hidden, key=lambda each: [natural(part) for part in each.parts])
        return tuple(Source(Path(each), each, at_home=True) for each in found)

    def projects(self, place: Place) -> int:
        """Return about how many projects the annexes of a place have."""
        names = (PurePosixPath(name).name for into in place for name in self.in_folder(into))
        return sum(_PROJECTS_OF_A_STREAM if is_stream_name(name) else 1 for name in names)


def _place(sources: Sequence[Source]) -> Place:
    return tuple(source.into for source in sources)


def _stamp(request: Request, options: RenderOptions, fonts: FontShelf) -> str:
    """Return what tells how all is rendered now from any other way."""
    asked = request.region, request.split, request.formats, options.verified, tool(), fonts.fingerprint
    packs = [(path.name, path.read_bytes()) for place in _own(request) for path in _files(place)]
    return sha256(repr((asked, packs)).encode()).hexdigest()


def _own(request: Request) -> tuple[Path, ...]:
    """Return where packs are looked up that the workers have not got by themselves."""
    return tuple(place for place in request.templates if place != shipped_templates())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fingerprint(data: Listing, output: Listing, place: Place) -> str:
    from pmgen.publish.cluster_task import fingerprint

    stated = {name: tag for into in place for name, tag in data.in_folder(into).items()}
    return fingerprint(stated, output.below(place[0]))


def _groups(places: Mapping[int, tuple[Place, int]], client: Any) -> list[dict[int, Place]]:
    """Return the places in groups, each enough work for a task."""
    workers = len(client.nthreads())
    projects = sum(count for _, count in places.values())
    most = max(LEAST_PROJECTS, min(MOST_PROJECTS, ceil(projects / (_ROUNDS * max(workers, 1)))))
    groups, room = list[dict[int, Place]](), 0
    for number, (place, count) in places.items():
        if room <= 0:
            groups.append({})
            room = most
        groups[-1][number] = place
        room -= count
    return groups


def _outcomes(
    client: Any, cluster: Cluster, request: Request, options: RenderOptions, tasks: list[dict[int, Place]]
) -> Iterator[tuple[int, AnnexOutcome]]:
    """Yield what came of each place, as it comes."""
    from pmgen.publish.cluster_task import ClusterSettings, PackBundle

    if not tasks:
        return
    token = secrets.token_hex(8)
    bare = replace(request, sources=(), templates=())
    settings = ClusterSettings(token, cluster.data, cluster.output, bare, options)
    client.register_plugin(PackBundle(token, _own(request)), name=token)
    try:
        yield from _Tasks(client, settings, tasks).outcomes()
    finally:
        with suppress(Exception, *_LOST):  # the scheduler may be lost
            client.unregister_worker_plugin(token)


class _Tasks:
    """Tasks that wait for a worker, and those that are on their way."""

    def __init__(self, client: Any, settings: ClusterSettings, tasks: list[dict[int, Place]]) -> None:
        self._client, self._settings = client, settings
        self._waiting = deque(tasks)
        self._running: dict[str, tuple[Any, dict[int, Place]]] = {}

    def outcomes(self) -> Iterator[tuple[int, AnnexOutcome]]:
        """Yield what came of each place; once the scheduler is lost, that the others were not done."""
        from distributed import as_completed

        ahead = _AHEAD * max(len(self._client.nthreads()), 1)
        ended = as_completed(self._begin(ahead), loop=self._client.loop)
        try:
            for future in ended:
                _, group = self._running.pop(future.key)
                try:
                    found = future.result()
                except (*_LOST, Exception) as error:
                    if future.status != "error" or isinstance(error, TaskCancelledError):
                        yield from self._failed(group, _not_done)
                        break
                    yield from self._of_error(error, group)
                else:
                    yield from zip(group, found, strict=True)
                for each in self._begin(ahead - len(self._running)):
                    ended.add(each)
            left = [*(group for _, group in self._running.values()), *self._waiting]
            yield from (each for group in left for each in self._failed(group, _not_done))
        finally:
            with suppress(Exception, *_LOST):
                self._client.cancel([future for future, _ in self._running.values()])

    def _begin(self, count: int) -> list[Any]:
        """Ask for so many of the tasks that wait, for none of a scheduler that is lost."""
        from pmgen.publish.cluster_task import ClusterTask, render_group

        begun = []
        for _ in range(min(count, len(self._waiting))):
            if self._client.status == "closed":
                break
            group = self._waiting.popleft()
            task = ClusterTask(self._settings, tuple(group.values()))
            future = self._client.submit(render_group, task, pure=False, retries=_RETRIES)
            self._running[future.key] = future, group
            begun.append(future)
        return begun

    def _of_error(self, error: Exception, group: dict[int, Place]) -> Iterator[tuple[int, AnnexOutcome]]:
        """Yield what came of a group; if it killed its workers, its annexes wait again, each by itself."""
        from distributed import KilledWorker

        if not isinstance(error, KilledWorker):
            yield from self._failed(group, lambda place: internal_error(error, place))
        elif len(group) > 1:
            self._waiting.extend({number: place} for number, place in group.items())
        else:
            yield from self._failed(group, _deadly)

    def _failed(
        self, group: dict[int, Place], problem: Callable[[SourcePlace], Problem]
    ) -> Iterator[tuple[int, AnnexOutcome]]:
        from pmgen.publish.cluster_task import AnnexOutcome

        for number, place in group.items():
            found = problem(SourcePlace(f"{self._settings.data}/{place[0]}"))
            yield number, AnnexOutcome(Receipt(place[0], failed=len(place), problems=(found,)))


def _deadly(place: SourcePlace) -> Problem:
    problem = deadly_document(Path(place.file.rpartition("/")[2]), message("worker died"))
    return replace(problem, places=(place,))


def _not_done(place: SourcePlace) -> Problem:
    text = message("the scheduler was lost before {annex} was done", annex=place.file.rpartition("/")[2])
    hint = message("look at scheduler and workers, then render again: what is done stays done")
    return Problem("PMG796", text, (place,), hint)


def _placed(problem: Problem, data: str) -> Problem:
    """Return a problem of an annex with the address of it."""
    places = (replace(place, file=f"{data}/{Path(place.file).as_posix()}") for place in problem.places)
    return replace(problem, places=tuple(places))
