"""Pictures of layouts as pmgen and as LibreOffice show them, to be looked at.

`PYTHONPATH=tests:generator python tests/word/beside.py FOLDER WORD…` takes the cases of layouts/*.txt whose
file or title holds one of the words, and writes for each into FOLDER the Word file, page, workbook and PDF of
pmgen, LibreOffice's PDF of the Word file, and a picture of both PDFs, pmgen's on the left.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
from PIL import Image

from word.rendering import LAYOUTS, read_cases

RESOLUTION = 65
GAP = 8


def main(folder: Path, words: Sequence[str]) -> None:
    """Write the files and pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for file in sorted(LAYOUTS.glob("*.txt")):
        for number, case in enumerate(read_cases(file), 1):
            if any(word in f"{file.stem} {case.title}" for word in words):
                path = folder / f"{file.stem}-{number}.docx"
                rendered = case.render()
                for format, data in rendered.files.items():
                    path.with_suffix(f".{format}").write_bytes(data)
                made.append(path)
                sys.stdout.write(f"{path.stem} {case.title} {' '.join(p.code for p in rendered.proof)}\n")
    office(made, folder / "office")
    for path in made:
        pictures = [*pages(path.with_suffix(".pdf")), *pages(folder / "office" / f"{path.stem}.pdf")]
        beside(pictures).save(path.with_suffix(".png"))


def office(files: Sequence[Path], folder: Path) -> None:
    """Let LibreOffice make PDFs of Word files."""
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], capture_output=True, check=True)


def pages(file: Path) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    with pdfplumber.open(file) as document:
        return [page.to_image(resolution=RESOLUTION).original for page in document.pages]


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return one picture of several."""
    size = sum(one.width + GAP for one in pictures), max(one.height for one in pictures)
    made = Image.new("RGB", size, "gray")
    left = 0
    for one in pictures:
        made.paste(one, (left, 0))
        left += one.width + GAP
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
