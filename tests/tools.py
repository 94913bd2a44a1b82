"""The programs that tests ask, such as the Open XML validator and LibreOffice; a missing one is named."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

import jsonschema
import pytest

ROOT = Path(__file__).parents[1]
MODULES = ROOT / ".tools" / "node_modules"
VALIDATOR = MODULES / ".bin" / "ooxml-validator"
PAGE_CHECKER = MODULES / ".bin" / "html-validate"
SARIF_SCHEMA = MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
SECONDS = 180
EVERYTHING = os.environ.get("PMGEN_REQUIRE_TOOLS") == "1"
"""Whether all is asked, though it may take its time, and a missing program is a failure."""


def validation_errors(file: Path) -> list[str]:
    """Return what the Open XML SDK finds wrong in a Word or Excel file."""
    if not VALIDATOR.exists():
        _missing(f"no Open XML validator at {VALIDATOR.relative_to(ROOT)}")
    run = subprocess.run([VALIDATOR, file], capture_output=True, text=True, timeout=SECONDS, check=False)
    report = json.loads(run.stdout)
    return [json.dumps(error, ensure_ascii=False) for error in report["errors"]]


def page_errors(file: Path) -> list[str]:
    """Return what html-validate finds wrong in a page; ids may begin with `_`, as Word's bookmarks do."""
    if not PAGE_CHECKER.exists():
        _missing(f"no HTML checker at {PAGE_CHECKER.relative_to(ROOT)}")
    rules = {"extends": ["html-validate:recommended"], "rules": {"valid-id": ["error", {"relaxed": True}]}}
    (file.parent / ".htmlvalidate.json").write_text(json.dumps({**rules, "root": True}))
    command: list[str | Path] = [PAGE_CHECKER, "--formatter", "json", file.name]
    run = subprocess.run(
        command, cwd=file.parent, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    return [
        f"{found['line']}: {found['ruleId']} {found['message']}"
        for page in json.loads(run.stdout)
        for found in page["messages"]
    ]


def sarif_errors(log: object) -> list[str]:
    """Return what the schema of SARIF 2.1.0 finds wrong in a log."""
    if not SARIF_SCHEMA.exists():
        _missing(f"no schema of SARIF at {SARIF_SCHEMA.relative_to(ROOT)}")
    schema = json.loads(SARIF_SCHEMA.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{list(error.absolute_path)} {error.message}" for error in validator.iter_errors(log)]


BROWSER = Path(__file__).with_name("html") / "browser.js"


def in_browser(
    file: Path, folder: Path, script: Path = BROWSER, *, is_judged: bool = False
) -> dict[str, Any]:
    """Return what `script` finds out about a page with Chromium; its files lie in `folder`.

    A judged page is looked at by axe-core too, which takes longer than all else.
    """
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if chromium is None or node is None:
        _missing("no Chromium (chromium) or no node on the path")
    if not (MODULES / "puppeteer-core").exists() or not (MODULES / "axe-core").exists():
        _missing(f"no puppeteer-core or axe-core in {MODULES.relative_to(ROOT)}")
    browser = _browser(node, script, chromium)
    assert browser.stdin is not None and browser.stdout is not None
    end = Timer(SECONDS, browser.kill)
    end.start()
    print(json.dumps([str(file), str(folder), is_judged]), file=browser.stdin, flush=True)
    line = browser.stdout.readline()
    end.cancel()
    assert line, "the browser has ended"
    found: dict[str, Any] = json.loads(line)
    return found


@cache
def _browser(node: str, script: Path, chromium: str) -> subprocess.Popen[str]:
    """Return a browser that a script drives; it stays open, for it takes longer to open than to look."""
    command = [node, str(script), str(MODULES), chromium]
    browser = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(browser.communicate)
    return browser


def converted(file: Path, ending: str, folder: Path) -> Path:
    """Return the file as LibreOffice converts it, in `folder`."""
    office = shutil.which("soffice")
    if office is None:
        _missing("no LibreOffice (soffice) on the path")
    profile = (folder / "profile").absolute().as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", folder, file], capture_output=True, timeout=SECONDS, check=True)
    made = folder / f"{file.stem}.{ending.partition(':')[0]}"
    assert made.exists(), f"LibreOffice could not open {file.name}"
    return made


def saved_again(files: Sequence[Path], folder: Path) -> list[Path]:
    """Return the files as LibreOffice saves them again in their own formats, in `folder`."""
    office = shutil.which("soffice")
    if office is None:
        _missing("no LibreOffice (soffice) on the path")
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    command = [office, profile, "--headless", "--convert-to", files[0].suffix[1:], "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], capture_output=True, timeout=SECONDS, check=True)
    return [folder / file.name for file in files]


def pdf_faults(file: Path) -> list[str]:
    """Return what qpdf finds wrong in a PDF."""
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        _missing("no qpdf on the path")
    run = subprocess.run(
        [qpdf, "--check", file], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return run.stderr.splitlines() if run.returncode else []


def structure_text(file: Path) -> str:
    """Return the text of a PDF in the order of its structure, as poppler reads it."""
    pdfinfo = shutil.which("pdfinfo")
    if pdfinfo is None:
        _missing("no poppler (pdfinfo) on the path")
    run = subprocess.run([pdfinfo, "-struct-text", file], capture_output=True, timeout=SECONDS, check=True)
    # Names of tables come out in UTF-16 among the UTF-8 of all else.
    lines = (line.strip() for line in run.stdout.decode("utf-8", "replace").split("\n"))
    return "\n".join(line[1:-1] for line in lines if line[:1] == '"' == line[-1:])


def drawn_page(file: Path, folder: Path) -> Path:
    """Return the first page of a PDF as a picture, as poppler draws it, in `folder`."""
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        _missing("no poppler (pdftoppm) on the path")
    command = [pdftoppm, "-r", "150", "-singlefile", "-png", str(file), str(folder / "page")]
    subprocess.run(command, timeout=SECONDS, check=True)
    return folder / "page.png"


def openssl() -> str:
    """Return the program that signs, and checks signatures."""
    program = shutil.which("openssl")
    if program is None:
        _missing("no OpenSSL (openssl) on the path")
    return program


def photographed(file: Path, folder: Path) -> Path:
    """Return a page as Chromium shows it, as a picture in `folder`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("no Chromium (chromium) on the path")
    made = folder / "screen.png"
    settings = ["--headless=new", "--no-sandbox", "--disable-gpu", "--force-device-scale-factor=2"]
    command = [chromium, *settings, f"--user-data-dir={folder / 'browser'}", f"--screenshot={made}"]
    subprocess.run([*command, file.as_uri()], capture_output=True, timeout=SECONDS, check=True)
    return made


def _missing(what: str) -> NoReturn:
    if EVERYTHING:
        pytest.fail(f"{what}, and PMGEN_REQUIRE_TOOLS=1 asks for it")
    pytest.skip(f"{what}; set PMGEN_REQUIRE_TOOLS=1 to make this a failure")
