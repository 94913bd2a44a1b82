"""Begin a region's form from a blank one: a pack that can be tried at once, and what is to be looked at."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pmgen import disk
from pmgen.catalog.region_reading import REGION_FILE
from pmgen.forms.new_blank import BlankForm, Line
from pmgen.forms.new_department import is_about_department, told_of_department
from pmgen.forms.new_indicators import zones_of
from pmgen.forms.new_lists import Lists
from pmgen.forms.new_pack import Findings, Placed, region_text, required_paths
from pmgen.forms.new_placing import Placing
from pmgen.load.text_files import why_not_read
from pmgen.problems import Problem, Refusal, SourcePlace, message

LAYOUT = "layout.docx"
_OFFICE = frozenset(
    [".doc", ".wps", ".xlsx", ".xls", ".et", ".html", ".htm", ".rtf", ".odt", ".ods", ".dotx"]
)
_PAGES = (".html", ".htm")
_SECONDS = 120
_UNIT = re.compile(r"(?:单位\s*[:：]\s*(?:人民币)?|[（(]\s*(?:单位[:：])?)\s*(万元|元)")


@dataclass(frozen=True, slots=True)
class NewPack:
    """The files of a pack by their names, and what was done with each cell."""

    files: dict[str, bytes]
    placed: tuple[Placed, ...]


def new_pack(source: Path, name: str) -> NewPack:
    """Return a pack called `name` from a blank form; Refusal where the file cannot be read as one."""
    form = _opened(source)
    findings = Findings()
    title = next(iter(_titles(form)), None)
    placing, lists = Placing(form, findings), Lists(form, findings)
    several = sum(len([*zones_of(grid, findings.labels)]) for grid in form.grids) > 1
    for number, grid in enumerate(form.grids, 1):
        done = lists.table(grid, number, several)
        repeated = {zone.rows[0] for zone in zones_of(grid, findings.labels)}
        placing.table(grid, number, done, repeated)
    for number, line in enumerate(form.lines, 1):
        placing.line(line, number)
    lists.finish()
    findings.required = required_paths(findings.placed)
    if title and is_about_department(title.text):
        reword = told_of_department(findings)
        form.reword(reword)
        findings.required = [reword(path) for path in findings.required]
        findings.subject = "部门"
    text = region_text(name, _title_text(title) or name, _unit(form), findings)
    order = sorted(findings.placed, key=lambda each: (each.table, each.row, each.column))
    return NewPack({REGION_FILE: text.encode(), LAYOUT: form.save()}, tuple(order))


def _titles(form: BlankForm) -> list[Line]:
    lines = [line for line in form.lines if line.text.strip() and not re.match(r"\s*附[件表]", line.text)]
    named = [line for line in lines if re.search(r"表|书", line.text) and not re.search("[:：]", line.text)]
    return named or lines


def _title_text(line: Line | None) -> str:
    text = re.sub(r"\s", "", line.text) if line else ""
    return re.sub(r"(?:19|20)\d{2}(?=年)|_+(?=年)", "{年度}", re.sub(r"[（(]\d{0,4}_*年度?[）)]$", "", text))


def _unit(form: BlankForm) -> str | None:
    texts = [line.text for line in form.lines] + [cell.text for grid in form.grids for cell in grid.cells]
    return next((match[1] for text in texts if (match := _UNIT.search(text))), None)


def _opened(source: Path) -> BlankForm:
    try:
        data = disk.read_bytes(source)
    except OSError as error:
        wrong, hint = why_not_read(source, error)
        raise Refusal([Problem("PMG101", wrong, (SourcePlace(str(source)),), hint)]) from None
    if source.suffix.lower() in _OFFICE:
        data = _converted(source)
    try:
        return BlankForm(data)
    except Exception:
        raise Refusal([_no_form(source)]) from None


def _converted(source: Path) -> bytes:
    """Return a file as LibreOffice saves it for Word."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Refusal([_no_office(source)])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = source
        if source.suffix.lower() in (".xlsx", ".xls", ".et", ".ods"):
            made = _saved(office, source, folder, "html", ())
        made = _saved(office, made, folder, "docx", ("--writer",) if made.suffix.lower() in _PAGES else ())
        if not disk.is_file(made):
            raise Refusal([_no_form(source)])
        return made.read_bytes()


def _saved(office: str, source: Path, folder: Path, ending: str, more: tuple[str, ...]) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        *more,
        "--convert-to",
        ending,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    return folder / f"{source.stem}.{ending}"


def _no_form(source: Path) -> Problem:
    return Problem(
        "PMG330",
        message("{file} cannot be read as a form of Word.", file=source.name),
        (SourcePlace(str(source)),),
        message("Open it in Word or WPS and save it as .docx."),
    )


def _no_office(source: Path) -> Problem:
    return Problem(
        "PMG331",
        message("{file} is no .docx, and there is no LibreOffice here that could read it.", file=source.name),
        (SourcePlace(str(source)),),
        message("Save it as .docx in Word or WPS, or install LibreOffice."),
    )
