"""The library interface: load, check, render, verify and publish annexes, as the command line does.

Folders, fonts and the day are arguments. Nothing is printed, and whatever goes wrong in data, forms and files
is among the problems of what is returned. Each function imports what it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pmgen.fonts import NO_FONTS, FontShelf, usual_folders
from pmgen.problems import Problem
from pmgen.publish.render_request import Request, Source, sources_of

if TYPE_CHECKING:
    from pmgen.check.annex_review import Review
    from pmgen.check.rule_settings import RuleSetting
    from pmgen.load import LoadedAnnex
    from pmgen.publish.document_inputs import Hashes
    from pmgen.publish.publication import Publication, PublicationOptions
    from pmgen.publish.render_batch import Named
    from pmgen.publish.render_plan import Job
    from pmgen.publish.render_report import Report
    from pmgen.publish.verification_by_record import Verification

__all__ = [
    "NO_FONTS",
    "FontShelf",
    "Problem",
    "Request",
    "Source",
    "check",
    "load",
    "publish",
    "render",
    "request",
    "usual_folders",
    "verify",
]


def request(
    paths: Iterable[Path],
    *,
    data: Path | None = None,
    formats: Iterable[str] = (),
    templates: Iterable[Path] = (),
    region: str | None = None,
    split: bool = False,
) -> Request:
    """Return what the functions below are asked for: annex folders, or project files of them.

    Documents go below the output folder to where their annexes lie below `data`, or into a folder of the
    annex's name. Without `formats` it is every one. Packs are looked up in the folders `templates`, and at
    last among those that came with pmgen; `region` is another form than each annex's own. With `split` each
    project has a document of its own.
    """
    from pmgen.catalog import shipped_templates

    packs = tuple(dict.fromkeys((*templates, shipped_templates())))
    return Request(sources_of(paths, data), tuple(formats), packs, region, split)


def load(path: Path, templates: Iterable[Path] = ()) -> LoadedAnnex:
    """Return the annex in a folder, or that of a project file with this one project, and all problems.

    What fields it may state beside those of pmgen is looked up in the packs in the folders `templates`, and
    at last among those that came with pmgen.
    """
    from pmgen.catalog import PackFields, shipped_templates
    from pmgen.load import load_annex, load_project_file

    source = PackFields((*templates, shipped_templates()))
    return load_annex(path, source) if path.is_dir() else load_project_file(path, source)


def check(asked: Request, settings: Iterable[RuleSetting] = ()) -> tuple[Review, ...]:
    """Return the review of each annex: all that stands against publishing it in its form.

    `settings` are levels of rules other than their own (`pmgen.check.rule_settings`).
    """
    from pmgen.catalog import PackFields
    from pmgen.check.annex_review import review
    from pmgen.check.rule_settings import with_settings
    from pmgen.publish.output_places import copies_among

    packs, source, kept = asked.templates, PackFields(asked.templates), tuple(settings)
    copies = copies_among(asked)
    reviews = (
        review(each.folder, each.files, asked.region, packs, source, copies.get(each.folder, ()))
        for each in asked.sources
    )
    return tuple(with_settings(each, kept) for each in reviews)


def render(
    asked: Request,
    output: Path,
    *,
    fonts: FontShelf = NO_FONTS,
    verified: bool = True,
    keep_proven: bool = False,
    force: bool = False,
    jobs: int = 1,
    apart: bool = False,
    hashes: Hashes | None = None,
    planned: Callable[[int], None] = lambda count: None,
    done: Callable[[Named], None] = lambda thing: None,
) -> Report:
    """Write the documents below the folder `output`, and return which were written and what was found.

    Unless `verified` is false, a document is written only when its files are proven to show what they must;
    with `keep_proven` those that are proven are written although others of their document are not. An annex
    of which nothing has changed is passed over. With `force` it is not, and a file that was changed since it
    was written is replaced. Several annexes go through `jobs` processes, and with `apart` a single one, too,
    through one that a document may kill without ending this one; a program that asks for either begins under
    `if __name__ == "__main__":`. `hashes` are what is known of files that were read before. `planned` hears
    how many annexes there are, `done` of each by its name; where only one is rendered, of its documents.
    """
    from pmgen.publish.render_batch import RenderOptions, render_batch

    options = RenderOptions(verified, keep_proven, force, jobs, apart=apart)
    return render_batch(asked, output, options, fonts, hashes, planned, done)


def verify(
    asked: Request,
    output: Path,
    *,
    fonts: FontShelf = NO_FONTS,
    full: bool = False,
    planned: Callable[[int], None] = lambda count: None,
    done: Callable[[Job], None] = lambda job: None,
) -> Verification:
    """Prove that the files below `output` show what the data say; without formats, those that were rendered.

    What the records prove counts, unless everything is to be rendered again and compared in `full`.
    `planned` hears how many documents are looked into, `done` of each.
    """
    from pmgen.publish.verification_by_record import annex_states, proven_by_records

    looked = annex_states(asked, output, fonts)
    if not full and (proven := proven_by_records(looked)) is not None:
        return proven
    from pmgen.publish.full_verification import verify_annexes

    return verify_annexes(looked, asked, output, fonts, full=full, started=planned, done=done)


def publish(
    asked: Request,
    output: Path,
    options: PublicationOptions | None = None,
    *,
    data: Path | None = None,
    fonts: FontShelf = NO_FONTS,
    hashes: Hashes | None = None,
    settings: Iterable[RuleSetting] = (),
) -> Publication:
    """Do all that there is to do before publication, and return how far it came and what stops it.

    It reviews, renders, sweeps the folder `output` and proves it against its manifest; nothing is written
    while something asks for a decision (`stops`), which `options` may take: see PublicationOptions. `data` is
    data/ where the whole workspace is asked for, so that folders of annexes that are gone are looked at, too;
    `settings` are as `check` takes them.
    """
    from pmgen.publish.document_inputs import Hashes
    from pmgen.publish.publication import PublicationOptions, Publisher
    from pmgen.publish.remembered_checks import RememberedChecks

    return Publisher(
        request=asked,
        root=output,
        data=data,
        fonts=fonts,
        hashes=hashes or Hashes(),
        options=options or PublicationOptions(),
        remembered=RememberedChecks(None),
        settings=tuple(settings),
    ).publish()
