"""`make pictures`: what the recipes of the guide print, as small pictures, and the pages that show them.

pmgen renders the PDF, poppler (pdftoppm) turns its pages into points, 16 greys or colours are kept of them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

sys.path.insert(0, str(Path(__file__).parents[1]))

from guide.recipes import DOCS, PAGES, PICTURES, Recipe, read_recipes, recipes_page, write_recipe

POINTS_PER_INCH = 110
_MARGIN, _COLOURS = 12, 16


def main(*names: str) -> None:
    """Draw the pictures of these recipes, or of all, and write the pages."""
    for name, chinese in PAGES.items():
        (DOCS / name).write_text(recipes_page(chinese), "utf-8")
    (DOCS / PICTURES).mkdir(exist_ok=True)
    for recipe in read_recipes():
        if not names or recipe.name in names:
            _draw(recipe)


def _draw(recipe: Recipe) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output, _ = write_recipe(recipe, Path(folder))
        pages = [page for file in sorted(output.rglob("*.pdf")) for page in _pages(file, Path(folder))]
    whole = recipe.section("picture") == "pages"
    picture = _beside([ImageOps.expand(page, 1, "grey") for page in pages]) if whole else _trimmed(pages[0])
    if whole:
        picture.thumbnail((1000, 700))
    reduced = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS)
    reduced.save(DOCS / PICTURES / f"{recipe.name}.png", optimize=True)


def _pages(file: Path, folder: Path) -> list[Image.Image]:
    stem = folder / file.stem
    subprocess.run(["pdftoppm", "-r", str(POINTS_PER_INCH), "-png", file, stem], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob(f"{file.stem}-*.png"))]


def _trimmed(page: Image.Image) -> Image.Image:
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, 1, 1)
    return ImageOps.expand(page.crop(box), _MARGIN, "white")


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
