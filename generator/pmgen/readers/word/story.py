"""One part while it is read: what it needs to know, and what carries over between paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmgen.document import Bookmark
from pmgen.ooxml.xml import Element, W, is_on, value
from pmgen.readers.word.fields import Field, Kind
from pmgen.readers.word.findings import Findings
from pmgen.readers.word.formats import Formats, Surroundings
from pmgen.readers.word.numbering import Numbering
from pmgen.readers.word.package import Package, Relation
from pmgen.readers.word.styles import Styles
from pmgen.readers.word.theme import read_typefaces
from pmgen.readers.word.units import points, whole

_NEWEST = 15
_TAB_DISTANCE = 36.0
"""How far apart stops of tabs are where the settings do not say (ISO/IEC 29500-1, 17.15.1.25)."""

_NOT_A_PLACE = ("_GoBack",)


@dataclass(slots=True)
class Setting:
    """What holds for the whole document; `labels` are the cells that head others."""

    package: Package
    styles: Styles
    numbering: Numbering
    formats: Formats
    findings: Findings
    compatibility: int
    grid_in_tables: bool
    even_pages_differ: bool
    spaces_add_up: bool
    tab_distance: float
    surroundings: dict[tuple[object, ...], Surroundings] = field(default_factory=dict)
    bookmarks: set[str] = field(default_factory=set)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    _notes: dict[str, dict[str, Element]] = field(default_factory=dict)

    def note(self, kind: str, identity: str) -> Element | None:
        """Return the footnote or endnote with an id."""
        if kind not in self._notes:
            root = self.package.related(kind + "s")
            nodes = () if root is None else root.iterfind(W + kind)
            self._notes[kind] = {node.get(W + "id", ""): node for node in nodes}
        return self._notes[kind].get(identity)

    labels: set[Element] = field(default_factory=set)


@dataclass(slots=True)
class Story:
    """One part while it is read: open fields, and bookmarks that wait for the next paragraph."""

    setting: Setting
    part: str
    relations: Mapping[str, Relation]
    pitch: float | None = None
    fields: list[Field] = field(default_factory=list)
    waiting: list[Bookmark] = field(default_factory=list)
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def is_seen(self) -> bool:
        """Tell whether what is read now stands in the document, and not in a field's instruction."""
        return all(field.shows for field in self.fields)

    @property
    def is_page_reference(self) -> bool:
        """Tell whether what is read now is the page that a field last found, and nothing else hides it."""
        if not self.fields or not all(field.shows for field in self.fields[:-1]):
            return False
        meaning = self.fields[-1].meaning
        return meaning is not None and meaning.kind is Kind.PAGE_OF

    def mark(self, node: Element) -> None:
        """Keep a bookmark for the next paragraph; names that are taken already mark nothing."""
        name = node.get(W + "name", "")
        if name and name not in self.setting.bookmarks and name not in _NOT_A_PLACE:
            self.setting.bookmarks.add(name)
            self.waiting.append(Bookmark(name))

    def marks(self) -> list[Bookmark]:
        """Return the bookmarks that waited, which wait no longer."""
        waiting, self.waiting = self.waiting, []
        return waiting


def open_setting(package: Package, title: str) -> Setting:
    """Return what holds for the whole of a document."""
    settings = package.related("settings")
    typefaces = read_typefaces(package.related("theme"), settings)
    styles = Styles(package.related("styles"), typefaces)
    findings = Findings(title)
    numbering = Numbering(package.related("numbering"), typefaces, findings)
    add_up = _switch(settings, f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing")
    formats = Formats(styles, typefaces, numbering.looks, add_up)
    return Setting(
        package,
        styles,
        numbering,
        formats,
        findings,
        _compatibility(settings),
        _switch(settings, f"{W}compat/{W}adjustLineHeightInTable"),
        _switch(settings, W + "evenAndOddHeaders"),
        add_up,
        _tab_distance(settings),
    )


def open_story(setting: Setting, part: str) -> Story:
    """Return a part ready to be read."""
    setting.findings.begin(part)
    return Story(setting, part, setting.package.relations(part))


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
