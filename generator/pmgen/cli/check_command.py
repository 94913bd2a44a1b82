"""`pmgen check`: reviews annexes before publication; with `--fix` repairs first what is certain."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from itertools import compress
from operator import not_
from pathlib import Path

import click

from pmgen import api, disk
from pmgen.catalog import PackFields
from pmgen.check.annex_review import Review
from pmgen.check.code_selection import FindingFilter, is_known, unknown_code
from pmgen.check.file_repairs import (
    REPAIRED_CODES,
    Edit,
    apply_edits,
    is_readable,
    places,
    repairs,
    stream_repairs,
)
from pmgen.check.findings import Finding
from pmgen.check.rule_settings import read_settings
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, spoken
from pmgen.cli.terminal_findings import finding_lines
from pmgen.cli.terminal_output import printable, wants_colour
from pmgen.cli.workspace import (
    HTML,
    check_report_name,
    find_workspace,
    folders_above,
    known_region,
    packs_in_sight,
    shown,
    sources,
    write_report,
)
from pmgen.late_pattern import late
from pmgen.load import find_annexes
from pmgen.load.annex_folders import ANNEX_FILE, data_files, fields_of
from pmgen.load.field_source import BUILT_IN, FieldSource
from pmgen.load.project_files import is_stream_name
from pmgen.load.text_files import decode, is_link_outside
from pmgen.problems import Message, ProblemKind, Problems, Severity, message
from pmgen.publish.atomic_files import write_whole
from pmgen.publish.render_request import Request, Source
from pmgen.reports.findings_formats import FINDINGS_FORMATS
from pmgen.reports.report_page import Fixable, Language, ReportContext

_MARK = "\ufeff"
_LINE = late(r"[^\n]*\n|[^\n]+")
_EVERYTHING = FindingFilter()
_NO_LAST_BREAK = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FixReport:
    """The files that were changed, or would be, in how many places, and those that cannot be read."""

    changed: tuple[Path, ...]
    edits: int
    unread: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A file with its repairs: its text, and the byte-order mark before it if there is one.

    `unread` counts the projects of a stream that cannot be read.
    """

    path: Path
    mark: str
    text: str
    edits: tuple[Edit, ...]
    unread: int = 0

    @property
    def places(self) -> int:
        """Return in how many places it is repaired."""
        return places(self.text, self.edits)

    @property
    def before(self) -> str:
        """Return the whole file as it is."""
        return self.mark + self.text

    @property
    def after(self) -> str:
        """Return the whole file as it will be, with every other character and line break as before."""
        return self.mark + apply_edits(self.text, self.edits)


def fix(
    paths: Sequence[Path],
    diff: bool,
    sight: FindingFilter = _EVERYTHING,
    source: FieldSource = BUILT_IN,
) -> FixReport:
    """Repair what is certain, and selected in `sight`, in the data files that `paths` are or hold.

    With `diff` nothing is written: what would change is printed. A file that cannot be read is named and
    left to the check, which says why; one that cannot be written raises Refusal.
    """
    read = {path: _file_with_repairs(path, source, sight) for path in _files(paths)}
    fixed = [each for each in read.values() if each is not None and each.edits]
    for each in fixed:
        if diff:
            _show(each)
        else:
            _write(each)
    unread = tuple(path for path, each in read.items() if each is None)
    report = FixReport(tuple(each.path for each in fixed), sum(each.places for each in fixed), unread)
    for text in (*_left_out(filter(None, read.values())), *_summary(report, diff)):
        click.echo(say(text), err=True)
    return report


def _left_out(read: Iterable[_Fixed]) -> Iterator[Message]:
    for each in read:
        if each.unread:
            file = printable(shown(each.path))
            yield message(
                "{file}: {count} projects cannot be read and stay as they are", file=file, count=each.unread
            )


def _summary(report: FixReport, diff: bool) -> Iterator[Message]:
    for path in report.unread:
        file = printable(shown(path))
        if diff:
            yield message("{file} cannot be read, so nothing is repaired; pmgen check says why", file=file)
        else:
            yield message("{file} cannot be read, so nothing is repaired; mend its errors first", file=file)
    if report.changed or not report.unread:
        yield _counts(report, diff)


def _counts(report: FixReport, diff: bool) -> Message:
    if not report.changed:
        return message("there is nothing that can be repaired with certainty")
    counts = {"edits": report.edits, "files": len(report.changed)}
    if diff:
        return message(
            "places that can be repaired: {edits}, in files: {files}; nothing was written", **counts
        )
    return message("places repaired: {edits}, in files: {files}", **counts)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the data files that the paths are or hold, each once."""
    named = (file for path in paths for file in ((path,) if disk.is_file(path) else _data_files(path)))
    # Behind a link, so that it stays one and the file itself is written.
    yield from dict.fromkeys(disk.real(path) if disk.is_file(path) else path for path in named)


def _data_files(root: Path) -> Iterator[Path]:
    for folder in find_annexes(root):
        try:
            files = data_files(folder)
            # Beside the annexes, what belongs to none of them is told of, and left as it is.
            if folder != root or folder / ANNEX_FILE in files:
                yield from (file for file in files if not is_link_outside(file))
        except OSError:
            yield folder


def _file_with_repairs(path: Path, source: FieldSource, sight: FindingFilter) -> _Fixed | None:
    """Return a file with its repairs, None where it cannot be read."""
    try:
        data = disk.read_bytes(path)
    except OSError:
        return None
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    if is_stream_name(path.name):
        return _stream_with_repairs(path, data.removeprefix(mark.encode()), mark, source, sight)
    entity = "annex" if path.name == ANNEX_FILE else "project"
    text = decode(data, str(path), Problems())
    if text is None or not is_readable(text, entity):
        return None
    return _Fixed(path, mark, text, repairs(text, entity, sight.names, fields_of(path.parent, source)))


def _stream_with_repairs(
    path: Path, data: bytes, mark: str, source: FieldSource, sight: FindingFilter
) -> _Fixed | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return _Fixed(path, mark, text, *stream_repairs(text, path, sight.names, fields_of(path.parent, source)))


def _write(fixed: _Fixed) -> None:
    mode = fixed.path.stat().st_mode
    write_whole(fixed.path, fixed.after.encode())
    fixed.path.chmod(mode)
    text = message("{file}: places repaired: {count}", file=shown(fixed.path), count=fixed.places)
    click.echo(say(text), err=True)


def _show(fixed: _Fixed) -> None:
    """Print the change, and beside it what exactly changes in each line, which may be a long one."""
    click.echo("".join(_diff(fixed)), nl=False)
    for line in _changes(fixed):
        click.echo(line, err=True)


def _changes(fixed: _Fixed) -> Iterator[str]:
    """Give a line of text for every line of the file that changes."""
    lines: dict[int, Counter[tuple[str, str]]] = {}
    for edit in fixed.edits:
        number = fixed.text.count("\n", 0, edit.start) + 1
        lines.setdefault(number, Counter())[fixed.text[edit.start : edit.end], edit.text] += 1
    for number, changes in lines.items():
        told = " ".join(say(_change(*pair, count)) for pair, count in changes.items())
        file = printable(shown(fixed.path))
        yield say(message("{file}, line {line}: {changes}", file=file, line=number, changes=told))


def _change(before: str, after: str, count: int) -> Message:
    if not before.strip() and not after:
        return message("blanks taken away ({count}×)", count=count)
    return message(
        "“{before}” → “{after}” ({count}×)", before=printable(before), after=printable(after), count=count
    )


def _diff(fixed: _Fixed) -> Iterator[str]:
    """Give the lines of the change as `patch -p1` takes them."""
    name = Path(shown(fixed.path)).as_posix().lstrip("/")
    before, after = map(_LINE.findall, (fixed.before, fixed.after))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LAST_BREAK}"


SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "错误": Severity.ERROR,
    "警告": Severity.WARNING,
    "提醒": Severity.INFO,
    "提示": Severity.INFO,
}
"""The words that `--severity` takes; the last ones are how people may call a note."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line of `pmgen check` said."""

    paths: tuple[Path, ...] = ()
    region: str | None = None
    output_format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "info"
    show_waived: bool = False
    verbose: bool = False
    fix: bool = False
    diff: bool = False
    report: Path | None = None
    data: Path | None = None
    workspace: Path | None = None
    templates: Path | None = None


def check(options: CheckOptions, today: date) -> int:
    """Review what the options name and tell what was found, in a report of `today`; return the exit code."""
    sight = _sight(options)
    _check_diff_alone(options)
    if options.report is not None:
        check_report_name(options.report, "--report", HTML, "check.html")
    workspace = find_workspace(options.workspace, options.data)
    wanted = sources(workspace, options.paths)
    packs = packs_in_sight(options.workspace, options.templates)
    source = PackFields(packs)
    if options.region:
        known_region(options.region, packs)
    if options.diff:
        fixed = _fixed(wanted, source, sight, diff=True)
        return Exit.FINDINGS if fixed.changed or fixed.unread else Exit.FINE
    if options.fix:
        _fixed(wanted, source, sight, diff=False)
    settings = read_settings(workspace.root, folders_above(wanted, workspace))
    found = api.check(Request(wanted, (), packs, options.region), settings)
    reviews = [_in_sight(each, sight) for each in found]
    fixable = _fixable(reviews, source, sight)
    context = replace(_context(options), fixable=fixable, settings=settings)
    _tell(reviews, options, context)
    if options.report is not None:
        _write_report(reviews, options.report, replace(context, today=today))
    return exit_code(reviews)


def exit_code(reviews: Sequence[Review]) -> Exit:
    """Return the exit code that reviews deserve: unwaived errors and warnings in sight count."""
    problems = [each.problem for found in reviews for each in found.findings if each.waiver is None]
    if any(problem.kind is ProblemKind.UNSAFE for problem in problems):
        return Exit.REFUSED
    wrong = any(problem.severity is not Severity.INFO for problem in problems)
    return Exit.FINDINGS if wrong else Exit.FINE


def _check_diff_alone(options: CheckOptions) -> None:
    """Raise a usage error where `--diff` comes with a way to tell findings, of which it tells none."""
    if options.diff and (options.output_format != "text" or options.report is not None):
        raise click.UsageError(say(message("--diff goes with neither --output-format nor --report")))


def _fixed(wanted: Sequence[Source], source: FieldSource, sight: FindingFilter, *, diff: bool) -> FixReport:
    """Repair what is certain and selected, or show it only; return what came of it."""
    folders = [[each.folder / file for file in each.files] or [each.folder] for each in wanted]
    return fix([path for paths in folders for path in paths], diff, sight, source)


def _in_sight(found: Review, sight: FindingFilter) -> Review:
    """Return a review with what is not selected out of sight; why a file could not be read never is."""
    seen = [sight.holds(each.problem) or _is_unread(each, found) for each in found.findings]
    return replace(
        found,
        findings=tuple(compress(found.findings, seen)),
        unseen=tuple(compress(found.findings, map(not_, seen))),
    )


def _is_unread(finding: Finding, found: Review) -> bool:
    problem = finding.problem
    return problem.is_error and any(place.file in found.unread for place in problem.places)


def _sight(options: CheckOptions) -> FindingFilter:
    return FindingFilter(
        _known_codes(options.select, "'--select'"),
        _known_codes(options.ignore, "'--ignore'"),
        SEVERITIES[options.severity],
    )


def _known_codes(written: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the codes that an option names; a usage error for one that there is not."""
    codes = [code.strip() for part in written for code in part.replace("，", ",").split(",") if code.strip()]
    for code in codes:
        if not is_known(code):
            raise click.BadParameter(say(unknown_code(code)), param_hint=option)
    return tuple(codes)


def _fixable(reviews: Sequence[Review], source: FieldSource, sight: FindingFilter) -> Fixable:
    """Return where `--fix` would repair what the reviews show, and by what rules."""
    found = (finding.problem for review in reviews for finding in review.findings if finding.waiver is None)
    shown_codes: dict[str, set[str]] = {}
    for each in found:
        if each.code in REPAIRED_CODES and each.places:
            shown_codes.setdefault(each.places[0].file, set()).add(each.code)
    # Of a file that could not be read nothing is shown but why, and all of it is repaired.
    shown_codes |= {file: set(REPAIRED_CODES) for review in reviews for file in review.unread}
    read = ((_file_with_repairs(Path(f), source, sight), codes) for f, codes in sorted(shown_codes.items()))
    wanted = [
        (fixed, [edit for edit in fixed.edits if edit.code in codes])
        for fixed, codes in read
        if fixed is not None
    ]
    return Fixable(
        sum(places(fixed.text, edits) for fixed, edits in wanted),
        tuple(str(fixed.path) for fixed, edits in wanted if edits),
        tuple(sorted({edit.code for _, edits in wanted for edit in edits if edit.code})),
    )


def _tell(reviews: Sequence[Review], options: CheckOptions, context: ReportContext) -> None:
    if options.output_format == "text":
        colour = wants_colour(sys.stdout)
        for line in finding_lines(reviews, options.verbose, options.show_waived, context):
            click.echo(line, color=colour)
        return
    click.echo(FINDINGS_FORMATS[options.output_format](reviews, context), nl=False)


def _asked(options: CheckOptions) -> str:
    """Return the options by which the reader narrowed what is shown, as they may be written."""
    parts = [f"--{name} {','.join(codes)}" for name, codes in _narrowing(options) if codes]
    return " ".join(parts)


def _narrowing(options: CheckOptions) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "select", options.select
    yield "ignore", options.ignore
    yield "severity", () if SEVERITIES[options.severity] is Severity.INFO else (options.severity,)


def _write_report(reviews: Sequence[Review], file: Path, context: ReportContext) -> None:
    from pmgen.reports.findings_page import findings_as_html

    write_report(file, findings_as_html(reviews, context), "--report")
    click.echo(say(message("report written: {file}", file=shown(file))), err=True)


def _context(options: CheckOptions) -> ReportContext:
    return ReportContext(Language(spoken(), say), Path.cwd(), _asked(options))
