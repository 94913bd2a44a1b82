"""Every recipe of the guide is rendered and proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.recipes import DOCS, PICTURES, Recipe, read_recipes, write_recipe
from pmgen.formats import FORMATS
from pmgen.formats.file_contents import read_file
from word.rendering import lines_of

RECIPES = read_recipes()
_NO_FONT = "PMG540"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_prints_what_it_shows(
    recipe: Recipe, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    output, problems = write_recipe(recipe, tmp_path)
    assert [str(each) for each in problems if each.code != _NO_FONT] == []
    files = {format: sorted(output.rglob(f"*.{format}")) for format in FORMATS}
    assert all(files.values())
    shown = "\n".join(lines_of(read_file("html", file.read_bytes())) for file in files["html"])
    if request.config.getoption("--accept"):
        before = recipe.path.read_text("utf-8").partition("\n--- shows")[0]
        recipe.path.write_text(f"{before}\n--- shows\n{shown}\n", "utf-8")
    else:
        assert shown == recipe.section("shows")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_has_its_picture(recipe: Recipe) -> None:
    assert (DOCS / PICTURES / f"{recipe.name}.png").is_file()
