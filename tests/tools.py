"""The programs that tests ask: the Open XML validator, LibreOffice, qpdf; a missing one is told apart."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
VALIDATOR = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SECONDS = 180


def validation_errors(file: Path) -> list[str]:
    """Return what the Open XML SDK finds wrong in a Word or Excel file."""
    if not VALIDATOR.exists():
        _missing(f"no Open XML validator at {VALIDATOR.relative_to(ROOT)}")
    run = subprocess.run([VALIDATOR, file], capture_output=True, text=True, timeout=SECONDS, check=False)
    report = json.loads(run.stdout)
    return [json.dumps(error, ensure_ascii=False) for error in report["errors"]]


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


def pdf_faults(file: Path) -> list[str]:
    """Return what qpdf finds wrong in a PDF."""
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        _missing("no qpdf on the path")
    run = subprocess.run(
        [qpdf, "--check", file], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return run.stderr.splitlines() if run.returncode else []


def _missing(what: str) -> NoReturn:
    if os.environ.get("PMGEN_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{what}, and PMGEN_REQUIRE_TOOLS=1 asks for it")
    pytest.skip(f"{what}; set PMGEN_REQUIRE_TOOLS=1 to make this a failure")
