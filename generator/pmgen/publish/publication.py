"""All that is done before publication: review, render, sweep, prove; it stops where people must decide.

Nothing is written while the review or a file changed by hand asks for a decision, nothing is removed unasked,
and what is proven at the end is the folder as it will be published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmgen.catalog import PackFields
from pmgen.check.annex_review import Review, review
from pmgen.check.rule_settings import RuleSetting, hash_of_settings, with_settings
from pmgen.load.copied_annexes import COPIED_ANNEX
from pmgen.load.earlier_annex import folder_of_year_before
from pmgen.problems import Problem, ProblemKind, Severity, SourcePlace, message
from pmgen.publish.annex_status import AnnexStatus, annex_status
from pmgen.publish.document_inputs import Inputs, inputs_now, tool
from pmgen.publish.leftover_files import (
    Leftovers,
    joined_leftovers,
    leftovers_and_outdated,
    leftovers_of_gone_annexes,
)
from pmgen.publish.manifest_file import keep_manifest
from pmgen.publish.manifest_verification import verify_manifest
from pmgen.publish.output_folder import NOT_REPLACED
from pmgen.publish.output_manifest import MANIFEST
from pmgen.publish.output_places import copies_among
from pmgen.publish.remembered_checks import CheckCounts, RememberedChecks
from pmgen.publish.render_batch import RenderOptions, render_batch
from pmgen.publish.render_report import Report, counts, gaps_in, joined_reports
from pmgen.publish.run_lock import one_run_at_a_time
from pmgen.publish.verification_by_record import FileStatus, Verification

if TYPE_CHECKING:
    from pmgen.fonts import FontShelf
    from pmgen.publish.document_inputs import Hashes
    from pmgen.publish.render_request import Request, Source


class Stop(Enum):
    """Why a publication is not finished."""

    UNREAD = "unread"
    """Data or a form that cannot be read, or are refused as unsafe: only mending helps."""
    ERRORS = "errors"
    """Errors of the review that the data do not waive."""
    WARNINGS = "warnings"
    """The same with warnings, where they are to count."""
    GAPS = "gaps"
    """Values that a form needs and the data lack."""
    COPIES = "copies"
    """Annexes that copy others, or were put aside within others."""
    EDITED = "edited"
    """Files that somebody changed after they were rendered."""
    FAILED = "failed"
    """Documents that could not be made or are not proven: only mending helps."""
    LEFTOVER = "leftover"
    """Files of ours that the data no longer make, or that are of older data."""
    FOREIGN = "foreign"
    """Documents in the output folder that are not of pmgen."""
    WRONG = "wrong"
    """Files that are not as the manifest lists them: only rendering again helps."""


ACCEPTABLE = (Stop.ERRORS, Stop.GAPS, Stop.COPIES, Stop.LEFTOVER, Stop.FOREIGN)
"""What somebody may go on with knowingly."""


@dataclass(frozen=True, slots=True)
class PublicationOptions:
    """How a publication goes: what is accepted, whether warnings count (`strict`), and what may be done.

    `replace_edited` lets files that were changed by hand be replaced, `clean` lets what the data no longer
    make be removed. `jobs` and `apart` are as `pmgen.api.render` has them.
    """

    accept: frozenset[Stop] = frozenset()
    strict: bool = False
    replace_edited: bool = False
    clean: bool = False
    jobs: int = 1
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """How far it came: each step is None where it did not come to it; `stops` are empty where all is done.

    `reviews` are those of annexes with something that stops. `stops` map reasons to the problems.
    """

    checked: CheckCounts
    reviews: tuple[Review, ...] = ()
    report: Report | None = None
    rest: Leftovers | None = None
    proof: Verification | None = None
    stops: Mapping[Stop, tuple[Problem, ...]] = field(default_factory=dict)


Progress = Callable[[], AbstractContextManager[tuple[Callable[[int], None], Callable[[Any], None]]]]
"""Gives for each step what hears how much there is to do, and of each annex or document that is done."""


def _ignored(thing: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Publisher:
    """What all steps of a publication are done with; `data` is data/ where the whole workspace is meant.

    `settings` are levels of rules other than their own.
    """

    request: Request
    root: Path
    data: Path | None
    fonts: FontShelf
    hashes: Hashes
    options: PublicationOptions
    remembered: RememberedChecks
    progress: Progress = lambda: nullcontext((_ignored, _ignored))
    settings: tuple[RuleSetting, ...] = ()

    def publish(self) -> Publication:
        """Do everything, as far as it comes."""
        states = list(annex_status(self.request.sources, self.request, self.root, self.fonts, self.hashes))
        with self.progress() as (planned, done):
            planned(len(states))
            copies = copies_among(self.request)
            found = [self._checked(state, copies.get(state.source.folder, ()), done) for state in states]
        checked = sum((each.counts for each in found), CheckCounts())
        edited = {state.source: altered for state in states if (altered := state.files(FileStatus.ALTERED))}
        by_hand = tuple(_edited(path) for paths in edited.values() for path in paths)
        stops = self._open({**_joined(each.stops for each in found), Stop.EDITED: by_hand})
        if stops:
            return Publication(checked, tuple(each.review for each in found if each.review), stops=stops)
        may_be_edited = {*edited, *(state.source for state in states if state.run is None)}
        report = self._rendered(may_be_edited if self.options.replace_edited else ())
        if report.failed or any(problem.is_error for problem in report):
            return Publication(checked, report=report, stops=_of_the_run(report))
        rest, unlisted = self._swept()
        proof = verify_manifest(self.root / MANIFEST)
        stops = self._open(_of_the_folder(rest.problems, (*unlisted, *proof.problems)))
        return Publication(checked, (), report, rest, proof, stops)

    def _open(self, stops: Mapping[Stop, tuple[Problem, ...]]) -> dict[Stop, tuple[Problem, ...]]:
        """Return what really stops."""
        return {stop: problems for stop, problems in stops.items() if problems and self._asks(stop)}

    def _asks(self, stop: Stop) -> bool:
        """Tell whether something stops, or is passed over knowingly."""
        match stop:
            case Stop.WARNINGS:
                return self.options.strict
            case Stop.EDITED:
                return not self.options.replace_edited
        return stop not in ACCEPTABLE or stop not in self.options.accept

    def _checked(
        self, state: AnnexStatus, copied: Sequence[Problem], done: Callable[[AnnexStatus], None]
    ) -> _Checked:
        """Return what stands against publishing an annex, from memory where nothing has changed."""
        source, name = state.source, "/".join((str(state.source.into), *state.source.files))
        if (known := self.remembered.of(name, self._inputs_now(source, copied))) and self._is_sound(known):
            done(state)
            return _Checked(source, known)
        data = self._data(source, copied)
        reviewed = review(
            source.folder, source.files, self.request.region, self.request.templates, beside=copied
        )
        found = with_settings(reviewed, self.settings)
        stops = _stops_of(found)
        number, really = _counts(found, stops), self._open(stops)
        if inputs := self._inputs(found, data):
            self.remembered.learn(name, inputs, number)
        done(state)
        return _Checked(source, number, really, found if really else None)

    def _inputs_now(self, source: Source, copied: Sequence[Problem]) -> Callable[[Inputs], Inputs | None]:
        """Return what tells what a review of an annex would read now."""

        def now(then: Inputs) -> Inputs | None:
            is_same = (then.word if then.asked else None) == self.request.region
            if not is_same:
                return None
            found = inputs_now(then, source.folder, self.request.templates, self.hashes)
            return replace(found, data=self._data(source, copied))

        return now

    def _data(self, source: Source, copied: Sequence[Problem]) -> Mapping[str, str | None]:
        """Return what a review reads: files of the annex and of the year before, and what else counts."""
        before = folder_of_year_before(source.folder)
        earlier = self.hashes.of_data(before) if before else {}
        of_before = {f"../{name}": sha for name, sha in earlier.items()}
        beside = {"../../": hash_of_settings(self.settings)} if self.settings else {}
        beside |= {f"../../{number}": str(each.message) for number, each in enumerate(copied)}
        return {**self.hashes.of_data(source.folder), **of_before, **beside}

    def _inputs(self, found: Review, data: Mapping[str, str | None]) -> Inputs | None:
        """Return all that a review has read, None where it found no form."""
        if found.annex is None or found.region is None:
            return None
        packs, word = self.request.templates, self.request.region or found.annex.region or ""
        others = PackFields(packs).ids(found.annex.value("fields_from") or ())
        pack = self.hashes.of_pack(found.region.folder, packs, word != found.region.id, others)
        return Inputs(tool(), found.region.id, word, bool(self.request.region), False, data, pack)

    def _is_sound(self, known: CheckCounts) -> bool:
        found = (
            (Stop.ERRORS, known.errors),
            (Stop.WARNINGS, known.warnings),
            (Stop.GAPS, known.gaps),
            (Stop.COPIES, known.copies),
        )
        return not any(number and self._asks(stop) for stop, number in found)

    def _rendered(self, edited: Collection[Source]) -> Report:
        """Render everything, first the annexes in which `edited` files are to be replaced."""
        parts = []
        first = tuple(source for source in self.request.sources if source in edited)
        for sources, replace_edited in ((first, True), (self._without(edited), False)):
            if sources:
                options = RenderOptions(
                    jobs=self.options.jobs, apart=self.options.apart, replace_edited=replace_edited
                )
                request = replace(self.request, sources=sources)
                with self.progress() as (planned, done):
                    parts.append(
                        render_batch(request, self.root, options, self.fonts, self.hashes, planned, done)
                    )
        return joined_reports(parts)

    def _without(self, edited: Collection[Source]) -> tuple[Source, ...]:
        return tuple(source for source in self.request.sources if source not in edited)

    def _swept(self) -> tuple[Leftovers, tuple[Problem, ...]]:
        """Remove what may be removed; return what there was, and what stands in the way of the manifest."""
        clean = self.options.clean
        with one_run_at_a_time(self.root):
            here = leftovers_and_outdated(self.root, self.request, self.hashes, clean=clean)
            gone = [leftovers_of_gone_annexes(self.root, self.data, clean=clean)] if self.data else []
            return joined_leftovers([here, *gone]), keep_manifest(self.root, self.hashes.files)


@dataclass(frozen=True, slots=True)
class _Checked:
    """An annex, how much was found in it, and what stops, with the review if anything does."""

    source: Source
    counts: CheckCounts
    stops: Mapping[Stop, tuple[Problem, ...]] = field(default_factory=dict)
    review: Review | None = None


def _stops_of(found: Review) -> dict[Stop, tuple[Problem, ...]]:
    """Return what in a review may stop."""
    stops: dict[Stop, list[Problem]] = {}
    for each in found.findings:
        if each.waiver is None and (stop := _kind(each.problem, found)):
            stops.setdefault(stop, []).append(each.problem)
    return {stop: tuple(problems) for stop, problems in stops.items()}


def _counts(found: Review, stops: Mapping[Stop, tuple[Problem, ...]]) -> CheckCounts:
    return CheckCounts(
        annexes=1,
        errors=len(stops.get(Stop.ERRORS, ())) + len(stops.get(Stop.UNREAD, ())),
        warnings=len(stops.get(Stop.WARNINGS, ())),
        gaps=gaps_in(counts(stops.get(Stop.GAPS, ()))),
        waived=sum(each.waiver is not None for each in found.findings),
        copies=len(stops.get(Stop.COPIES, ())),
        off=sum(each.waiver is None for each in found.off),
    )


def _kind(problem: Problem, found: Review) -> Stop | None:
    """Return what a problem of a review would stop for, None for what is only told."""
    at = problem.places[0].file if problem.places else ""
    if problem.kind is ProblemKind.UNSAFE or (problem.is_error and (at in found.unread or not found.region)):
        return Stop.UNREAD
    if problem.kind is ProblemKind.GAP:
        return Stop.GAPS
    if problem.code == COPIED_ANNEX:
        return Stop.COPIES
    return {Severity.ERROR: Stop.ERRORS, Severity.WARNING: Stop.WARNINGS}.get(problem.severity)


def _edited(path: Path) -> Problem:
    text = message("{file} was changed by hand after it was rendered", file=path.name)
    return Problem(NOT_REPLACED, text, (SourcePlace(str(path)),), _TO_REPLACE)


_TO_REPLACE = message("write what it should say into the data; --replace-edited replaces it by what they say")


def _of_the_run(report: Report) -> dict[Stop, tuple[Problem, ...]]:
    """Return what stands against publishing after a run that failed.

    Files changed by hand are among it where no whole run tells beforehand which files are to be made.
    """
    wrong = [problem for problem in report if problem.is_error]
    edited = tuple(replace(each, hint=_TO_REPLACE) for each in wrong if each.code == NOT_REPLACED)
    failed = tuple(each for each in wrong if each.code != NOT_REPLACED)
    by_hand = {Stop.EDITED: edited} if edited else {}
    return by_hand if by_hand and not failed else {**by_hand, Stop.FAILED: failed}


def _of_the_folder(swept: Sequence[Problem], proof: Sequence[Problem]) -> dict[Stop, tuple[Problem, ...]]:
    """Return what stands against publishing the folder; what the sweep names need not be named again."""
    named = {place.file for problem in swept for place in problem.places}
    new = [each for each in proof if each.code != "PMG772" or each.places[0].file not in named]
    found: dict[Stop, list[Problem]] = {Stop.LEFTOVER: [], Stop.FOREIGN: [], Stop.WRONG: []}
    for problem in swept:
        found[Stop.FOREIGN if problem.code == "PMG785" else Stop.LEFTOVER].append(problem)
    for problem in new:
        found[Stop.FOREIGN if problem.code == "PMG772" else Stop.WRONG].append(problem)
    return {stop: tuple(problems) for stop, problems in found.items()}


def _joined(found: Iterable[Mapping[Stop, tuple[Problem, ...]]]) -> dict[Stop, tuple[Problem, ...]]:
    every = list(found)
    return {stop: tuple(problem for each in every for problem in each.get(stop, ())) for stop in Stop}
