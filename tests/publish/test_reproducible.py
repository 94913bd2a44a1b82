"""The same data give the same bytes, of documents, records and manifest, wherever they are made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from workload import Workload, write_workload

YEAR = "2026"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where and how a workspace is rendered."""

    folder: str
    arguments: Sequence[str]
    umask: int
    modified: int
    environment: Mapping[str, str]


HERE = Surroundings(
    "here", ("--jobs", "1"), 0o022, 1_700_000_000, {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}
)
ELSEWHERE = Surroundings(
    "另一处/a folder with spaces",
    ("--jobs", "2", *(f"data/{YEAR}/000{number}-{name}" for number, name in ((2, "wuhai"), (1, "tianjin")))),
    0o077,
    1_300_000_000,
    {
        "TZ": "America/Lima",
        "LC_ALL": "C",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1",
        "LANGUAGE": "en",
    },
)


def rendered(root: Path, where: Surroundings) -> Path:
    """Return the output folder of a drawn workspace, rendered in some surroundings."""
    workspace = root / where.folder
    for folder in write_workload(workspace, Workload(projects=4, annexes=2, odd=0.5)):
        for path in folder.iterdir():
            os.utime(path, (where.modified, where.modified))
    command = [sys.executable, "-m", "pmgen", "render", *where.arguments]
    settings = {**os.environ, "PMGEN_CACHE": str(root / "cache" / where.folder), **where.environment}
    subprocess.run(
        command,
        cwd=workspace,
        env=settings,
        umask=where.umask,
        capture_output=True,
        timeout=180,
        check=True,
    )
    return workspace / "output"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the output folders of the same data, made in two surroundings."""
    root = tmp_path_factory.mktemp("reproducible")
    return rendered(root, HERE), rendered(root, ELSEWHERE)


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_byte_is_the_same(outputs: tuple[Path, Path]) -> None:
    one, other = map(tree, outputs)
    endings = [".docx", ".html", ".json", ".pdf", ".xlsx"]
    assert sorted(Path(name).suffix for name in one) == sorted([*endings * 2, ".json"])
    assert "manifest.json" in one
    assert one == other


def test_no_document_has_a_date(outputs: tuple[Path, Path]) -> None:
    for path in outputs[0].rglob("*.*"):
        data = path.read_bytes()
        if path.suffix in (".docx", ".xlsx"):
            with ZipFile(BytesIO(data)) as package:
                assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                parts = b"".join(map(package.read, package.namelist()))
            assert not re.findall(rb"dcterms|created>|modified>|lastModifiedBy", parts)
        else:
            assert not re.findall(rb"CreationDate|ModDate|xmp:\w*Date|<meta[^>]*date", data)
