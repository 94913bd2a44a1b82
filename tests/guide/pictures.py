"""`make pictures`: what the recipes of the guide print, as small pictures, and the pages that show them.

pmgen renders the PDF (LibreOffice that of a blank form), poppler (pdftoppm) turns its pages into points.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

sys.path.insert(0, str(Path(__file__).parents[1]))

from guide.pages import filled, is_chinese, pages
from guide.recipes import DOCS, PICTURES, Recipe, read_recipes, write_recipe
from guide.sessions import replayed, run

POINTS_PER_INCH = 110
_MARGIN, _COLOURS = 12, 16


def main(*names: str) -> None:
    """Draw the pictures of these recipes, or of all, and fill the pages anew."""
    for page in pages():
        page.write_text(filled(page.read_text("utf-8"), is_chinese(page)), "utf-8")
    (DOCS / PICTURES).mkdir(exist_ok=True)
    for recipe in read_recipes():
        if not names or recipe.name in names:
            _draw(recipe)

    if not names or "start" in names:
        _draw_start()


def _draw_start() -> None:
    """Draw the blank form, what `form try` prints, and the finished document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        replayed((DOCS / "start.zh-CN.md").read_text("utf-8"), "zh", folder)
        run("pmgen form try templates/ningxiang --format pdf", "zh", folder)
        run("pmgen render data/2026/kejichu --format pdf", "zh", folder)
        office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
        command = [*office, "--convert-to", "pdf", "--outdir", name, str(folder / "空表.docx")]
        subprocess.run(command, check=True, capture_output=True)
        (tried,) = (folder / "output" / "试印").glob("*.pdf")
        (rendered,) = (folder / "output" / "2026").rglob("*.pdf")
        for picture, file in (("blank", folder / "空表.pdf"), ("tried", tried), ("rendered", rendered)):
            _save(_trimmed(_pages(file, folder)[0]), picture)


def _draw(recipe: Recipe) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output, _ = write_recipe(recipe, Path(folder))
        sheets = [page for file in sorted(output.rglob("*.pdf")) for page in _pages(file, Path(folder))]
    whole = recipe.section("picture") == "pages"
    picture = _beside(_upper(sheets)) if whole else _trimmed(sheets[0])
    if whole:
        picture.thumbnail((1000, 700))
    _save(picture, recipe.name)


def _save(picture: Image.Image, name: str) -> None:
    reduced = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS)
    reduced.save(DOCS / PICTURES / f"{name}.png", optimize=True)


def _pages(file: Path, folder: Path) -> list[Image.Image]:
    stem = folder / file.stem
    subprocess.run(["pdftoppm", "-r", str(POINTS_PER_INCH), "-png", file, stem], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob(f"{file.stem}-*.png"))]


def _trimmed(page: Image.Image) -> Image.Image:
    return ImageOps.expand(page.crop(_ink(page)), _MARGIN, "white")


def _upper(pages: list[Image.Image]) -> list[Image.Image]:
    """Return as much of the pages from above as has something on it, framed."""
    bottom = max((_ink(page)[3] for page in pages), default=0) + 5 * _MARGIN
    return [
        ImageOps.expand(page.crop((0, 0, page.width, min(page.height, bottom))), 1, "grey") for page in pages
    ]


def _ink(page: Image.Image) -> tuple[int, int, int, int]:
    return ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, 1, 1)


def _beside(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width + _MARGIN for page in pages)
    sheet = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + _MARGIN
    return sheet


if __name__ == "__main__":
    main(*sys.argv[1:])
