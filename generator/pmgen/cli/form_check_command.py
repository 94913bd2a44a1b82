"""`pmgen form check`: what is wrong with packs, in the order of their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pmgen import disk
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import file_heading, file_of, lines_of, place_words, whole_problem
from pmgen.cli.workspace import shown
from pmgen.forms.check_pack import FormProblem, check_pack, layout_of, repair_pack
from pmgen.problems import Problem, Severity, message
from pmgen.publish.atomic_files import write_whole


def check_form(folders: Sequence[Path], fix: bool, copy: Path | None) -> int:
    """Show every problem of the packs in `folders`, first mended where `fix` says so; return the exit code.

    `copy` is where to write the layout of the one pack with its problems as comments.
    """
    packs = [disk.behind_link(folder) for folder in folders]
    if copy is not None and (len(packs) > 1 or not layout_of(packs[0]).name.endswith(".docx")):
        raise click.UsageError(say(message("--annotate takes one region with a layout.docx")))
    for folder in packs if fix else ():
        _repair(folder)
    found = [problem for folder in packs for problem in check_pack(folder)]
    for line in _lines(found):
        click.echo(line)
    if copy is not None:
        _write_copy(layout_of(packs[0]), copy, [each.problem for each in found])
    return Exit.FINDINGS if any(each.problem.is_error for each in found) else Exit.FINE


def _repair(folder: Path) -> None:
    layout = layout_of(folder)
    data, repairs = repair_pack(folder)
    if not repairs:
        return
    write_whole(layout, data)
    yielded = message("{file}: {count} corrections", file=shown(layout), count=len(repairs))
    click.echo(say(yielded), err=True)
    for repair in repairs:
        text = message("“{old}” is now “{new}”", old=repair.old, new=repair.new)
        if not repair.old:
            text = message("“{new}” was added", new=repair.new)
        where = place_words(repair.place)
        click.echo(f"  {where} {say(text)}", err=True)


def _write_copy(layout: Path, copy: Path, problems: Sequence[Problem]) -> None:
    # python-docx takes its time to load.
    from pmgen.forms.commented_copy import commented

    of_layout = [problem for problem in problems if file_of(problem) == str(layout)]
    write_whole(copy, commented(disk.read_bytes(layout), str(layout), of_layout, _comment))
    click.echo(say(message("{file}: {count} comments", file=shown(copy), count=len(of_layout))), err=True)


def _comment(problem: Problem) -> str:
    texts = [f"{problem.code} {say(problem.message)}", *([say(problem.hint)] if problem.hint else [])]
    return "\n".join(texts)


def _lines(found: Sequence[FormProblem]) -> Iterator[str]:
    files: dict[str, list[FormProblem]] = {}
    for each in found:
        files.setdefault(file_of(each.problem), []).append(each)
    for file, here in files.items():
        yield from file_heading(file)
        lines = lines_of(file, [each.problem for each in here])
        for each in here:
            first, *rest = whole_problem(each.problem, lines, every=True)
            yield first
            if each.surroundings:
                yield "    " + say(message(", ")).join(map(say, each.surroundings))
            yield from rest
        yield ""
    errors, warnings, notes = (sum(each.problem.severity is kind for each in found) for kind in Severity)
    text = message(
        "errors {errors}, warnings {warnings}, notes {notes}", errors=errors, warnings=warnings, notes=notes
    )
    yield say(text)
