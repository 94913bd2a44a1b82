"""The plan of a run: which documents to render, every output name fixed, faults kept to one job."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pmgen.catalog import PackFields, asked_region, find_region
from pmgen.catalog.region import Region
from pmgen.confined import Limits
from pmgen.engines import Layout
from pmgen.engines.untrusted_layouts import ready_layout, under_limits
from pmgen.formats import FORMATS
from pmgen.load import load_annex, load_project_file
from pmgen.model.records import Annex, Project
from pmgen.problems import Problem, Problems, Refusal, SourcePlace, message
from pmgen.problems.problem import internal_error
from pmgen.publish.document_inputs import Hashes, Inputs, tool
from pmgen.publish.output_places import folded
from pmgen.publish.output_record import Identity, file_of
from pmgen.publish.render_request import Request, Source
from pmgen.view.annex_records import annex_record, with_shared_facts
from pmgen.view.shapes import Record

__all__ = ["Job", "Output", "Plan", "Request", "Source", "plan", "text_at"]


LONGEST = 240
"""Bytes in UTF-8 that one part of a path may have: of the 255 of Linux and the 255 characters of Windows,
with room for the marks of a temporary file."""

ROOM = 1 + max(map(len, FORMATS))
"""Bytes kept free for an ending, the same for every format, so that one document has one stem."""

_MARKS = frozenset("-_.()（）、，。；：！？·…—～“”‘’《》〈〉【】〔〕「」『』＋％℃")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z")
_EDGES = " ._"

_MOST_LAYOUTS = 16
"""How many compiled layouts are kept: annexes may have patterns of bookmarks of their own."""


def safe_part(text: str) -> str:
    """Return `text` as one part of a path, short enough to take an ending.

    What is not a letter, a digit or a common mark becomes `_`; what is too long is cut. Names of which too
    little is left to tell them apart are numbered by `distinct`.
    """
    cleaned = _cleaned(text) or "_"
    if _RESERVED.match(cleaned.split(".")[0].strip()):
        cleaned = f"_{cleaned}"
    return _shortened(cleaned, LONGEST - ROOM)


def joined(parts: Iterable[str | None]) -> str:
    """Return the parts that are known, joined by `_`."""
    return "_".join(part for part in parts if part)


def distinct(stems: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Return the stems of documents, numbered where a system that ignores case would take two for one."""
    taken: set[str] = set()
    return [_claim(stem, taken) for stem in stems]


def _claim(stem: PurePosixPath, taken: set[str]) -> PurePosixPath:
    number, free = 1, stem
    while folded(free) in taken:
        number += 1
        free = stem.with_name(_numbered(stem.name, number))
    taken.add(folded(free))
    return free


def _numbered(name: str, number: int) -> str:
    mark = f"_{number}"
    return _shortened(name, LONGEST - ROOM - _size(mark)) + mark


def _cleaned(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(character if _allowed(character) else "_" for character in normal)
    return re.sub("_+", "_", kept).strip(_EDGES)


def _allowed(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "LNM"


def _shortened(text: str, room: int) -> str:
    return text if _size(text) <= room else text.encode()[:room].decode(errors="ignore").rstrip(_EDGES)


def _size(text: str) -> int:
    return len(text.encode())


_Result = TypeVar("_Result")


def guarded(job: Job, work: Callable[[], _Result]) -> _Result:
    """Return what `work` does for `job`; Refusal says what kept it from ending, be it pmgen itself."""
    annex = SourcePlace(job.annex.file)
    projects = len(job.annex.projects) if job.project is None else 1
    try:
        return under_limits(job.layout, work, places=(annex,), projects=projects)
    except Refusal:
        raise
    except MemoryError as error:
        raise Refusal([too_large(job.made_from)]) from error
    except Exception as error:
        raise Refusal([internal_error(error, SourcePlace(str(job.region.layout)), annex)]) from error


def too_large(path: Path) -> Problem:
    """Return that a document of an annex or a project needs more memory than there is for it."""
    text = message("{file} needs more memory than a document may have", file=path.name)
    hint = message("the other documents were not affected; look for what is enormous or endless in its data")
    return Problem("PMG791", text, (SourcePlace(str(path)),), hint)


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write: its format and its place below the output folder."""

    format: str
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class Job:
    """One document in one or more formats: of the whole annex, or of one `project` of it.

    Its files have one `stem` below the output folder, where `source` says which folder's record tells of
    them, and `inputs` all that they are made from, but for the fonts.
    """

    source: Source
    annex: Annex
    project: Project | None
    region: Region
    layout: Layout
    inputs: Inputs
    stem: PurePosixPath
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the document is called."""
        return self.stem.name

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return the files to write."""
        return tuple(Output(ending, file_of(self.stem, ending)) for ending in self.formats)

    @property
    def made_from(self) -> Path:
        """Return what it is made from: an annex, or a project of it."""
        return Path(self.project.file) if self.project else self.source.folder

    @property
    def identity(self) -> Identity:
        """Return which document it is, whatever its name."""
        return self.region.id, self.project.source if self.project else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, what was found while planning, and the annexes that no job could be made for.

    `request` is what was asked for. Where `only` is given, the other documents are as they would be made.
    """

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...] = ()
    lost: tuple[Path, ...] = ()
    request: Request | None = None
    only: frozenset[Identity] | None = None

    @property
    def chosen(self) -> tuple[Job, ...]:
        """Return the jobs to do."""
        return tuple(job for job in self.jobs if self.only is None or job.identity in self.only)


def plan(request: Request, packs: Packs | None = None, hashes: Hashes | None = None) -> Plan:
    """Return the plan for `request`; nothing is written, and a bad annex does not keep back the others.

    `packs` and `hashes` are what earlier plans of the same run have read.
    """
    draft = _Draft(request, packs or Packs(request.templates, request.limits), hashes or Hashes())
    for source in request.sources:
        draft.add(source)
    return Plan(_with_distinct_names(draft.jobs), tuple(draft.problems), tuple(draft.lost), request)


class _Draft:
    """A plan in the making."""

    def __init__(self, request: Request, packs: Packs, hashes: Hashes) -> None:
        self.jobs: list[Job] = []
        self.problems = Problems()
        self.lost: list[Path] = []
        self._request = request
        self._packs = packs
        self._hashes = hashes

    def add(self, source: Source) -> None:
        """Add the documents of a source, or what stands against them."""
        for path in [source.folder / file for file in source.files] or [source.folder]:
            try:
                self._add(path, source)
            except Refusal as refusal:
                self.problems.extend(refusal.problems)
                self.lost.append(path)
            except MemoryError:
                self.problems.keep(too_large(path))
                self.lost.append(path)
            except Exception as error:
                self.problems.keep(internal_error(error, SourcePlace(str(path))))
                self.lost.append(path)

    def _add(self, path: Path, source: Source) -> None:
        # Before loading: a file that changes in between is taken for the older one, and seen to be stale.
        data = self._hashes.of_data(source.folder, path.name if source.files else None)
        load = load_project_file if source.files else load_annex
        loaded = load(path, self._packs.fields)
        if loaded.annex is None:
            raise Refusal(loaded.problems)
        annex = loaded.annex
        wanted = (self._request.region, None) if self._request.region else asked_region(annex)
        region, layout = self._packs.find(*wanted, annex.bookmarks)
        if not self._request.region:
            # The annex may name its region by the name shown; from here on it has the id.
            annex = replace(annex, region=region.id)
        one_each = self._request.split or bool(source.files) or layout.per_project
        one_each = one_each and annex.whole_department is None
        broken = list(map(Path, loaded.broken_files))
        if broken and not one_each:
            # Without its broken projects the annex would be published incomplete.
            raise Refusal(loaded.problems)
        self.problems.extend(loaded.problems)
        self.lost += broken
        inputs = self._inputs(annex, region, wanted[0], one_each, data)
        for project, name in _documents(annex, region, one_each):
            stem = _folder(annex, source, region) / safe_part(name)
            formats = self._request.formats or tuple(FORMATS)
            self.jobs.append(Job(source, annex, project, region, layout, inputs, stem, formats))

    def _inputs(
        self, annex: Annex, region: Region, word: str, each: bool, data: Mapping[str, str | None]
    ) -> Inputs:
        others = self._packs.fields.ids(annex.value("fields_from") or ())
        by_name = word != region.id
        pack = self._packs.hashes.of_pack(region.folder, self._request.templates, by_name, others)
        return Inputs(tool(), region.id, word, bool(self._request.region), each, data, pack)


class Packs:
    """The region packs of a run, each found and its layout compiled once."""

    def __init__(self, places: Sequence[Path], limits: Limits) -> None:
        self._places = places
        self._limits = limits
        self._known: dict[object, tuple[Region, Layout]] = {}
        self.fields = PackFields(places)
        self.hashes = Hashes()

    def find(
        self, region_id: str, asked_at: SourcePlace | None, bookmarks: Mapping[str, str]
    ) -> tuple[Region, Layout]:
        """Return a pack in which `bookmarks` of the annex take the place of the region's."""
        key = (region_id, tuple(sorted(bookmarks.items())))
        if key not in self._known:
            # Only a pack that cannot be used is looked up again, to be told of where it is asked for.
            region = self.fields.region(region_id) or find_region(region_id, self._places, asked_at)
            region = replace(region, bookmarks={**region.bookmarks, **_known_to(region, bookmarks)})
            if len(self._known) >= _MOST_LAYOUTS:
                self._known.pop(next(iter(self._known)))
            self._known[key] = (region, ready_layout(region, self._limits))
        return self._known[key]


def _known_to(region: Region, bookmarks: Mapping[str, str]) -> dict[str, str]:
    """Return the annex's patterns for bookmarks that the region's layout has."""
    return {name: pattern for name, pattern in bookmarks.items() if name in region.bookmarks}


def _documents(annex: Annex, region: Region, one_each: bool) -> list[tuple[Project | None, str]]:
    """Return each document's one project, None where it holds the whole annex, with its name."""
    name = _annex_name(annex, region)
    if not one_each:
        return [(None, name)]
    return [(project, joined([name, f"{project.seq:02}", project.name])) for project in annex.projects]


def _annex_name(annex: Annex, region: Region) -> str:
    """Return year, unit and title, joined; year and unit's name only once where the title says them too."""
    record = annex_record(with_shared_facts(annex), region, [])
    code, name = text_at(record, "unit", "code"), text_at(record, "unit", "name")
    if annex.whole_department:
        name = name or annex.whole_department.name
    title = text_at(record, "title")
    year = text_at(record, "fiscal_year")
    return joined([year if year not in title else "", code if name in title else code + name, title])


def text_at(record: Record, *names: str) -> str:
    """Return the text that the names lead to, or an empty one where it is unknown."""
    value: object = record
    for name in names:
        value = value.get(name) if isinstance(value, Record) else None
    return str(value) if value is not None else ""


def _folder(annex: Annex, source: Source, region: Region) -> PurePosixPath:
    """Return where the documents of an annex go; those in another place's form have a folder of their own."""
    return source.into if region.id == annex.region else source.into / safe_part(region.id)


def _with_distinct_names(jobs: Sequence[Job]) -> tuple[Job, ...]:
    stems = distinct(job.stem for job in jobs)
    return tuple(replace(job, stem=stem) for job, stem in zip(jobs, stems, strict=True))
