"""What the pages of the guide say of the code, between `<!-- begin NAME -->` and `<!-- end NAME -->`.

A page in Chinese ends in `.zh-CN.md`, the same in English beside it in `.md`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from guide.leftovers import leftovers
from guide.recipes import DOCS, recipes_text
from pmgen.catalog.region import REGION_ENTITIES
from pmgen.engines.language.form_filters import FORM_FILTERS
from pmgen.engines.language.jinja_environment import METHODS, Environment
from pmgen.engines.word.layout_tags import CELL_TAGS, INNER, OPENERS, TEXT_BLOCKS
from pmgen.model.field_definitions import Field, FieldKind
from pmgen.view.shapes import FieldPath, field_paths, root_shape

MARKS = ("tr", "tc", "p", "r", *sorted(CELL_TAGS))
EXAMPLES = Path(__file__).with_name("examples.txt")
"""Groups begin with `== NAME`; an example is a tag, `⇒` what it prints, and a note in either language."""
_CODE = re.compile(r"`([^`]*\|[^`]*)`")
_GENERATED = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.S)


@dataclass(frozen=True)
class Example:
    """A tag of the reference, what it prints, and what is said of it."""

    group: str
    tag: str
    printed: str
    chinese: str
    english: str


def examples() -> Iterator[Example]:
    """Yield the examples in their order."""
    group = ""
    for block in EXAMPLES.read_text("utf-8").strip().split("\n\n"):
        if block.startswith("== "):
            group = block[3:]
        else:
            tag, printed, chinese, english = block.split("\n")
            yield Example(group, tag, printed.removeprefix("⇒").strip(), chinese, english)


def pages() -> list[Path]:
    """Return every page of the guide."""
    return sorted(DOCS.glob("*.md"))


def is_chinese(page: Path) -> bool:
    """Tell in which language a page is written."""
    return page.name.endswith(".zh-CN.md")


def filled(text: str, chinese: bool) -> str:
    """Return a page with what the code says of itself put in anew."""
    return _GENERATED.sub(lambda found: f"{found[1]}{BLOCKS[found[2]](chinese)}\n{found[3]}", text)


def _examples(group: str) -> Callable[[bool], str]:
    def table(chinese: bool) -> str:
        rows = [
            (f"`{each.tag}`", each.printed, each.chinese if chinese else each.english)
            for each in examples()
            if each.group == group
        ]
        return _table(("写", "印出", "说明") if chinese else ("write", "prints", "what it does"), rows)

    return table


def _filters(chinese: bool) -> str:
    twins: dict[int, list[str]] = {}
    for word, each in FORM_FILTERS.items():
        twins.setdefault(id(each), []).append(word)
    language = Environment()
    said: list[tuple[str, str, Iterable[str]]] = [
        ("语句", "statements", [*OPENERS, *sorted(INNER), *TEXT_BLOCKS, "raw"]),
        ("Word 版式的记号（照 docxtpl）", "marks of Word layouts, as docxtpl has them", MARKS),
        ("表格用的", "for forms", ["` / `".join(words) for words in twins.values()]),
        ("通用的", "of Jinja", sorted(set(language.filters) - set(FORM_FILTERS))),
        ("判断（写在 `is` 后面）", "tests, after `is`", sorted(language.tests)),
        ("函数", "functions", sorted(language.globals)),
        ("文字和列表的方法", "methods of texts and lists", sorted(METHODS)),
    ]
    comma = "、" if chinese else ", "
    rows = [(one if chinese else two, comma.join(map("`{}`".format, words))) for one, two, words in said]
    return _table(("", "名字") if chinese else ("", "names"), rows)


def _names(chinese: bool) -> str:
    rows = map(_name_row if chinese else _english_name_row, field_paths(root_shape(None, per_project=False)))
    heads = (
        ("中文名", "英文名", "类型", "例", "意思") if chinese else ("English", "Chinese", "kind", "example")
    )
    return _table(heads, rows)


def _name_row(path: FieldPath) -> tuple[str, ...]:
    kind = {"text": "文字", "record": "记录", "list": "列表"}[path.kind]
    names = (f"`{path.chinese}`", f"`{path.english}`")
    return (*names, f"{kind} {path.items}".strip(), path.example, path.meaning)


def _english_name_row(path: FieldPath) -> tuple[str, ...]:
    return (f"`{path.english}`", f"`{path.chinese}`", f"{path.kind} {path.items}".strip(), path.example)


def _region_keys(chinese: bool) -> str:
    made = []
    for entity in REGION_ENTITIES.values():
        title = "最上层" if entity.name == "region" else f"`{entity.chinese}` 里"
        if not chinese:
            title = "at the top" if entity.name == "region" else f"in `{entity.chinese}` (`{entity.name}`)"
        rows = [_region_row(field, chinese) for field in entity]
        heads = (
            ("键", "意思", "可填的词或例", "必填")
            if chinese
            else ("key", "English", "words or example", "needed")
        )
        made.append(f"### {title}\n\n{_table(heads, rows)}")
    return "\n\n".join(made)


def _region_row(field: Field, chinese: bool) -> tuple[str, ...]:
    words = "、".join(f"`{term.chinese}`" for term in field.term) if field.term else field.example
    if field.kind in (FieldKind.RECORD, FieldKind.RECORDS) and not words:
        words = "见下" if chinese else "see below"
    needed = ("是" if chinese else "yes") if field.required else ""
    second = field.meaning if chinese else f"`{field.english}`"
    return f"`{field.chinese}`", second, words.replace("{", "&#123;"), needed


def _leftovers(chinese: bool) -> str:
    rows = [
        (each.chinese, each.code, each.cure) if chinese else (each.english, each.code, each.english_cure)
        for each in leftovers()
    ]
    return _table(
        ("Word 留下的", "编号", "怎样去掉") if chinese else ("left behind", "code", "how to remove it"), rows
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [[_CODE.sub(_barred, cell) for cell in row] for row in chain([heads], rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _barred(code: re.Match[str]) -> str:
    """Return code in a table; a bar would end its cell, and is shown with its backslash where it has one."""
    return f"<code>{html.escape(code[1], quote=False).replace('|', '&#124;')}</code>"


BLOCKS: Mapping[str, Callable[[bool], str]] = {
    "recipes": recipes_text,
    "examples": _examples("filters"),
    "groups": _examples("groups"),
    "filters": _filters,
    "names": _names,
    "region": _region_keys,
    "leftovers": _leftovers,
}
"""What each block holds, in Chinese or in English."""
