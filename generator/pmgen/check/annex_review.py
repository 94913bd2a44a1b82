"""Reviews an annex folder: loads it, finds its form and everything that stands against publishing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from pmgen.catalog import PackFields, asked_region, find_region
from pmgen.catalog.region import Region
from pmgen.check import check_annex
from pmgen.check.code_selection import stops_reading
from pmgen.check.findings import UNUSED_WAIVER, Finding
from pmgen.forms.pack_errors import errors_of
from pmgen.load import LoadedAnnex, load_annex, load_project_file
from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.load.copied_files import LIKE_A_COPY
from pmgen.load.earlier_annex import annex_of_year_before
from pmgen.load.field_source import FieldSource
from pmgen.model.records import Annex, Project
from pmgen.problems import Place, Problem, Refusal


@dataclass(frozen=True, slots=True)
class Review:
    """An annex as it was reviewed: what could be read of it, in which form, and all that was found.

    `projects` are those that the review tells about; `unread` names the files, or the folder, of which
    nothing could be checked. `annex` is None where nothing could be read, `region` where no form is known.
    `unseen` holds the findings that the reader did not ask for, `off` those of rules that are set to 不查.
    """

    folder: Path
    findings: tuple[Finding, ...]
    annex: Annex | None = None
    region: Region | None = None
    projects: tuple[Project, ...] = ()
    unread: tuple[str, ...] = ()
    unseen: tuple[Finding, ...] = ()
    off: tuple[Finding, ...] = ()


def review(
    folder: Path,
    files: Sequence[str],
    region: str | None,
    packs: Sequence[Path],
    source: FieldSource | None = None,
    beside: Sequence[Problem] = (),
) -> Review:
    """Return the review of the annex in `folder`, only of its project `files` where some are named.

    `region` names the form to hold the annex against, None its own; it is looked up in `packs`. The
    whole annex is checked in any case, for a project may stand against another one. `source` says which
    fields it may state, by default those that the packs declare. `beside` is what other annexes tell of it.
    """
    source = source or PackFields(packs)
    loaded = load_annex(folder, source)
    if beside:
        # What a folder's own name says of a copy is told where the contents do not.
        own = (each for each in loaded.problems if each.code != LIKE_A_COPY or not _is_at(each, folder))
        loaded = replace(loaded, problems=(*beside, *own))
    if loaded.drafted is None:
        whole = Review(folder, tuple(map(Finding, loaded.problems)), unread=tuple(_unread(folder, loaded)))
    else:
        before = annex_of_year_before(folder, source)
        whole = _checked(folder, loaded, loaded.drafted, before, region, packs)
    return _of_files(whole, files, source) if files else whole


def _is_at(problem: Problem, folder: Path) -> bool:
    return problem.places[0].file == str(folder)


def _checked(
    folder: Path,
    loaded: LoadedAnnex,
    annex: Annex,
    before: Annex | None,
    wanted: str | None,
    packs: Sequence[Path],
) -> Review:
    region, problems = _form(annex, wanted, packs)
    found = check_annex(annex, region, (*loaded.problems, *problems), before=before)
    foreign = region is not None and wanted is not None and annex.region not in (region.id, region.name)
    if foreign or region is None:
        # In another form a waiver may have nothing to match.
        found = tuple(finding for finding in found if finding.problem.code != UNUSED_WAIVER)
    return Review(folder, found, annex, region, annex.projects, tuple(_broken(loaded, annex)))


def _unread(folder: Path, loaded: LoadedAnnex) -> Sequence[str]:
    """Return the files in which all projects were lost, or the folder where that is not the reason."""
    files = loaded.broken_files
    is_of_projects = files and not {str(folder), str(folder / ANNEX_FILE)}.intersection(files)
    return files if is_of_projects else [str(folder)]


def _form(
    annex: Annex, wanted: str | None, packs: Sequence[Path]
) -> tuple[Region | None, tuple[Problem, ...]]:
    try:
        word, asked_at = (wanted, None) if wanted else asked_region(annex)
        region = find_region(word, packs, asked_at)
    except Refusal as refusal:
        return None, refusal.problems
    return region, errors_of(region)


def _broken(loaded: LoadedAnnex, annex: Annex) -> Iterator[str]:
    """Give the files, each once, in which errors kept projects from being read."""
    read = {project.file for project in annex.projects if project.stream_entry is None}
    return (file for file in loaded.broken_files if file not in read)


def _of_files(whole: Review, names: Sequence[str], source: FieldSource) -> Review:
    """Return the part of a review that is about the files named, or keeps them from being read."""
    files = {str(whole.folder / name) for name in names}
    missing = sorted(files - {project.file for project in whole.projects})
    problems = [finding.problem for finding in whole.findings]
    others = (Finding(problem) for problem in _of_strangers(missing, source) if problem not in problems)
    found = (*others, *whole.findings)
    return replace(
        whole,
        findings=tuple(_seen_from(files, finding) for finding in found if _is_about(files, whole, finding)),
        projects=tuple(project for project in whole.projects if project.file in files),
        unread=tuple(missing),
    )


def _of_strangers(files: Iterable[str], source: FieldSource) -> Iterator[Problem]:
    """Give what is said about files that are no projects of the annex."""
    for file in files:
        problems = load_project_file(Path(file), source).problems
        yield from (problem for problem in problems if problem.places[0].file == file)


def _is_about(files: Set[str], whole: Review, finding: Finding) -> bool:
    places = finding.problem.places
    if any(place.file in files for place in places):
        return True
    layout = [str(whole.region.layout)] if whole.region is not None else []
    of_annex = not places or places[0].file in (str(whole.folder), str(whole.folder / ANNEX_FILE), *layout)
    return of_annex and stops_reading(finding.problem)


def _seen_from(files: Set[str], finding: Finding) -> Finding:
    """Return a finding whose places begin with those in `files`."""

    def is_elsewhere(place: Place) -> bool:
        return place.file not in files

    places = tuple(sorted(finding.problem.places, key=is_elsewhere))
    return replace(finding, problem=replace(finding.problem, places=places))
