"""Files kept whole beside the tests: what is made must equal them, and `pytest --accept` writes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile


def check_parts(made: Mapping[str, str], folder: Path, accept: bool) -> None:
    """Compare texts by name with the files of a folder; no file may lack its text."""
    if accept:
        for name, text in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    kept = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert sorted(kept) == sorted(made)
    for name, text in made.items():
        assert text == kept[name].read_text(encoding="utf-8"), name


def parts_of(package: bytes) -> dict[str, str]:
    """Return the XML parts of a package by name, an element on each line."""
    with ZipFile(BytesIO(package)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode().replace("><", ">\n<") + "\n" for name in names}
