"""Recipes of the guide: small forms with data, rendered and proven as an author's own, shown on two pages.

A recipe is a file of recipes/: its names in both languages, then sections. `zh` and `en` tell what to do,
`layout` is drawn in the notation of word/building.py, `fields` and `region` are what its region.yaml says
more, each `data` is a project, and `shows` is what must be read in every file. `paper landscape` turns its
pages, `picture pages` shows them whole.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from pmgen import api
from pmgen.document import Block, Cell, Paragraph, Row, Text
from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats.word import read_document
from pmgen.problems import Problem
from word.building import STYLES, build, parts_of

HERE = Path(__file__).parent
RECIPES = HERE / "recipes"
DOCS = HERE.parents[1] / "docs"
PICTURES = "pictures"
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))
PACK = "示例表式"
_OTHERS = {
    "预算:": "预算:\n  年度:\n    合计: 20.00",
    "年度绩效目标:": "年度绩效目标:\n  - 按期完成。",
    "绩效指标:": "绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 完成项目数量\n    指标值: ≥1个",
}
"""What every project must have, and a recipe that prints none of it does not show."""
_FONT = '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/><w:sz w:val="21"/>'
_DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}</w:rPr></w:rPrDefault></w:docDefaults>"
_UPRIGHT, _LANDSCAPE = (
    '<w:pgSz w:w="11906" w:h="16838"/>',
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
)


@dataclass(frozen=True)
class Recipe:
    """A recipe as it stands in its file; a section that comes more than once is a list."""

    path: Path
    titles: tuple[str, str]
    sections: dict[str, list[str]]

    @property
    def name(self) -> str:
        """Return the name of its picture and of its place on the page."""
        return self.path.stem.partition("-")[2]

    def section(self, name: str) -> str:
        """Return a section that comes once, empty where it has none."""
        return self.sections.get(name, [""])[0]

    @property
    def layout(self) -> bytes:
        """Return the layout as a Word file."""
        return word_file(self.section("layout"), self.section("paper") == "landscape")

    @property
    def own_region(self) -> str:
        """Return what its region.yaml says beside what every one must."""
        fields = self.section("fields")
        return "\n".join(filter(None, [self.section("region"), fields and f"字段:\n{indent(fields, '  ')}"]))


def word_file(drawn: str, landscape: bool = False) -> bytes:
    """Return what is drawn in the notation of word/building.py as a Word file in a Chinese font."""
    changed = {"word/styles.xml": STYLES.replace("<w:style ", f"{_DEFAULTS}<w:style ", 1)}
    if landscape:
        document = str(parts_of(drawn)["word/document.xml"])
        changed["word/document.xml"] = document.replace(_UPRIGHT, _LANDSCAPE)
    return build(drawn, changed)


def read_recipes() -> list[Recipe]:
    """Return the recipes in the order of the page."""
    return [_read(path) for path in sorted(RECIPES.glob("*.txt"))]


def _read(path: Path) -> Recipe:
    title, *parts = path.read_text("utf-8").split("\n--- ")
    sections: dict[str, list[str]] = {}
    for part in parts:
        head, _, text = part.partition("\n")
        name, _, word = head.partition(" ")
        sections.setdefault(name, []).append(word or text.rstrip("\n"))
    chinese, english = title.split(" / ")
    return Recipe(path, (chinese, english), sections)


def write_recipe(recipe: Recipe, folder: Path) -> tuple[Path, tuple[Problem, ...]]:
    """Write the recipe's pack and annex into a folder and render them; return the output and all problems."""
    pack, annex = folder / "templates" / PACK, folder / "data" / "附件"
    pack.mkdir(parents=True)
    annex.mkdir(parents=True)
    common = (RECIPES / "region.yaml").read_text("utf-8")
    (pack / "region.yaml").write_text(f"{common}\n{recipe.own_region}\n", "utf-8")
    (pack / "layout.docx").write_bytes(recipe.layout)
    for picture in (RECIPES / PICTURES).glob("*.png"):
        (pack / picture.name).write_bytes(picture.read_bytes())
    (annex / "annex.yaml").write_text((HERE / "附件" / "annex.yaml").read_text("utf-8"), "utf-8")
    for number, data in enumerate(recipe.sections["data"], 1):
        others = (text for key, text in _OTHERS.items() if f"\n{key}" not in data)
        (annex / f"{number:02}_项目.yaml").write_text("\n".join([data, *others, ""]), "utf-8")
    asked = api.request([annex], templates=[folder / "templates"], data=folder / "data")
    report = api.render(asked, folder / "output", fonts=FONTS)
    return folder / "output", tuple(report.problems)


# The page.


def recipes_text(chinese: bool) -> str:
    """Return what the page says of every recipe, in Markdown."""
    words = _CHINESE if chinese else _ENGLISH
    return "\n\n".join(_recipe(recipe, words, chinese) for recipe in read_recipes())


_CHINESE = {
    "layout": "在 Word 里画：",
    "region": "`region.yaml` 里添：",
    "data": "数据",
    "shows": "印出来：",
}
_ENGLISH = {
    "layout": "Drawn in Word:",
    "region": "Added to `region.yaml`:",
    "data": "Data",
    "shows": "Printed:",
}


def _recipe(recipe: Recipe, words: dict[str, str], chinese: bool) -> str:
    title = recipe.titles[0 if chinese else 1]
    parts = [f"## {title} {{#{recipe.name}}}", recipe.section("zh" if chinese else "en")]
    parts += [words["layout"], drawn_layout(recipe)]
    if recipe.own_region:
        parts += [words["region"], f"```yaml\n{recipe.own_region}\n```"]
    parts += [words["shows"], f"![{title}]({PICTURES}/{recipe.name}.png)"]
    data = "\n\n".join(f"```yaml\n{each}\n```" for each in recipe.sections["data"])
    parts += [f'<details markdown="1"><summary>{words["data"]}</summary>\n\n{data}\n\n</details>']
    return "\n\n".join(parts)


def drawn_layout(recipe: Recipe) -> str:
    """Return the layout as HTML, its tags to be copied."""
    document = read_document(recipe.layout, title="", author="").document
    inside = "".join(_block(block) for section in document.sections for block in section.blocks)
    return f'<div class="layout">{inside}</div>'


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        text = "".join(html.escape(each.text) for each in block.children if isinstance(each, Text))
        return f"<p>{text}</p>" if text else ""
    return f"<table>{''.join(map(_row, block.rows))}</table>"


def _row(row: Row) -> str:
    return f"<tr>{''.join(map(_cell, row.cells))}</tr>"


def _cell(cell: Cell) -> str:
    spans = (("colspan", cell.column_span), ("rowspan", cell.row_span))
    signs = "".join(f' {name}="{number}"' for name, number in spans if number > 1)
    return f"<td{signs}>{''.join(map(_block, cell.blocks))}</td>"
