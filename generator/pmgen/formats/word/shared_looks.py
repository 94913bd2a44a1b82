"""How texts and tables look by the styles, settings and lists of a file, read once for all that share these.

Documents of one layout do: what of a row differs from one to the next is its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pmgen.formats.word.cell_looks import CellLooks
from pmgen.formats.word.list_numbering import Lists
from pmgen.formats.word.plain_cells import PlainCell
from pmgen.formats.word.row_patterns import CellPattern, RowPatterns
from pmgen.formats.word.style_cascade import Formats, Key, ParagraphSurroundings
from pmgen.formats.word.word_package import read_typefaces
from pmgen.formats.word.word_styles import Styles
from pmgen.opc.office_package import OfficePackage
from pmgen.opc.office_xml import Element, W, is_on, parse, points, value, whole

_NEWEST = 15
_TAB_DISTANCE = 36.0
"""How far apart stops of tabs are where the settings do not say (ISO/IEC 29500-1, 17.15.1.25)."""

_MOST_ROWS = 2_000
"""With more kinds of rows than this it is no longer worth to know them all."""


@dataclass(slots=True)
class SharedLooks:
    """What holds for all files of the same styles, settings and lists, and the looks met so far."""

    styles: Styles
    lists: Lists
    formats: Formats
    compatibility: int
    grid_in_tables: bool
    even_pages_differ: bool
    spaces_add_up: bool
    tab_distance: float
    surroundings: dict[tuple[object, ...], ParagraphSurroundings] = field(default_factory=dict)
    cell_looks: dict[Key, CellLooks] = field(default_factory=dict)
    row_patterns: RowPatterns = field(default_factory=RowPatterns)
    plain_cells: dict[tuple[CellPattern, ParagraphSurroundings], PlainCell | None] = field(
        default_factory=dict
    )

    def on_page(self, pitch: float | None) -> ParagraphSurroundings:
        """Return what stands around paragraphs outside of tables, one for all of the same grid lines."""
        return self.surroundings.setdefault((pitch,), ParagraphSurroundings(pitch=pitch))


def looks_of(package: OfficePackage) -> SharedLooks:
    """Return the looks of a file, which may be known from others."""
    names = map(package.related, ("styles", "settings", "theme", "numbering"))
    parts = [None if name is None else package.parts.get(name) for name in names]
    looks = _looks(*parts)
    if len(looks.row_patterns) > _MOST_ROWS:
        _looks.cache_clear()
    return looks


@lru_cache(maxsize=4)
def _looks(*parts: bytes | None) -> SharedLooks:
    styles_root, settings, theme, numbers = (None if part is None else parse(part) for part in parts)
    typefaces = read_typefaces(theme, settings)
    styles = Styles(styles_root, typefaces)
    lists = Lists(numbers, typefaces)
    add_up = _switch(settings, f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing")
    return SharedLooks(
        styles,
        lists,
        Formats(styles, typefaces, lists.looks, add_up),
        _compatibility(settings),
        _switch(settings, f"{W}compat/{W}adjustLineHeightInTable"),
        _switch(settings, W + "evenAndOddHeaders"),
        add_up,
        _tab_distance(settings),
    )


def _switch(settings: Element | None, path: str) -> bool:
    return settings is not None and is_on(settings.find(path))


def _tab_distance(settings: Element | None) -> float:
    node = None if settings is None else settings.find(W + "defaultTabStop")
    given = None if node is None else points(node.get(W + "val"))
    return given if given is not None and given > 0 else _TAB_DISTANCE


def _compatibility(settings: Element | None) -> int:
    nodes = () if settings is None else settings.iterfind(f"{W}compat/{W}compatSetting")
    modes = [whole(value(node)) for node in nodes if node.get(W + "name") == "compatibilityMode"]
    return modes[0] if modes else _NEWEST if settings is None else 12
