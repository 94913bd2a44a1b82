"""What stands beside the plain text of a Word file: boxes, drawings, links, names, notes, settings."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.ooxml.xml import MC, WP, Element, R, W, is_on, value
from pmgen.problems import LayoutPlace, message
from pmgen.verify.surplus.findings import Finding, found, personal, short
from pmgen.verify.surplus.package import Package
from pmgen.verify.surplus.word.places import Story, text_of

_BOX, _LINK, _NAME, _SETTING = "PMG755", "PMG754", "PMG752", "PMG756"
_VML = "{urn:schemas-microsoft-com:vml}"
_BY_PROGRAMS = ("_GoBack", "OLE_LINK", "_Hlk", "_Toc", "__DdeLink", "__RefHeading", "_PictureBullets")
"""How the names of bookmarks begin that programs set by themselves."""

_WORDED = tuple(
    W + name
    for name in ("alias", "tag", "tblDescription", "tblCaption", "statusText", "helpText", "listItem")
)
"""Elements with words that no page shows."""

_SETTINGS = {
    "documentProtection": message("the file is protected against changes"),
    "writeProtection": message("the file asks to be opened for reading only"),
    "trackRevisions": message("the file records every further change"),
    "docVars": message("the file holds variables that nobody sees"),
    "mailMerge": message("the file is a letter of a mail merge"),
    "attachedTemplate": message("the file depends on a template of its own"),
    "evenAndOddHeaders": message("even pages have heads and feet of their own"),
    "displayBackgroundShape": message("the pages have a colour or picture behind them"),
    "removePersonalInformation": message("the file hides who changed it"),
    "documentType": message("the file is marked as a letter or e-mail"),
    "formsDesign": message("the file is opened as a form in the making"),
    "linkStyles": message("the looks are fetched anew from a template"),
    "saveThroughXslt": message("the file is changed by a program when it is saved"),
    "hdrShapeDefaults": message("a drawing stands behind every page"),
}


def boxes(story: Story) -> Iterator[Finding]:
    """Yield drawings, and the text in them, which stands outside the flow of the text."""
    for node in story.root.iter(W + "drawing", W + "pict"):
        if next(node.iterancestors(MC + "Fallback", W + "drawing", W + "pict"), None) is not None:
            continue
        words = text_of(node)
        shapes = " ".join(shape.get("string", "") for shape in node.iter(_VML + "textpath"))
        place = story.place(node, words or shapes)
        if words.strip() or shapes.strip():
            said = short(words.strip() or shapes)
            text = message("text in a box or behind the page: {words}", words=said)
            yield found(_BOX, text, place, words, shapes, part=story.name)
        elif node.find(WP + "inline") is None:
            text = message("a drawing or picture that floats over the page")
            yield found(_BOX, text, place, "floating", part=story.name)
        for said in _descriptions(node):
            text = message("a drawing is described as {words}", words=short(said))
            yield found(_NAME, text, place, "description", said, part=story.name)
    for fallback in story.root.iter(MC + "Fallback"):
        yield from _fallback(fallback, story)
    for node in story.root.iter(W + "background"):
        text = message("the pages have a colour or picture behind them")
        yield found(
            _BOX, text, LayoutPlace(story.file), "background", node.get(W + "color", ""), part=story.name
        )


def _descriptions(drawing: Element) -> Iterator[str]:
    for node in drawing.iter(WP + "docPr", _VML + "shape"):
        yield from filter(None, (node.get(name, "") for name in ("descr", "title", "alt")))


def _fallback(fallback: Element, story: Story) -> Iterator[Finding]:
    """Yield what older programs show in the place of something, where it says something else."""
    both = fallback.getparent()
    chosen = None if both is None else both.find(MC + "Choice")
    words = text_of(fallback)
    if words.strip() and words != ("" if chosen is None else text_of(chosen)):
        text = message("older programs show other words in this place: {words}", words=short(words))
        yield found(_BOX, text, story.place(fallback, words), "fallback", words, part=story.name)


def links(story: Story, package: Package) -> Iterator[Finding]:
    """Yield each link: where it leads, and for one out of the file also what it shows."""
    told = set[str]()
    for node in story.root.iter(W + "hyperlink"):
        relation = package.target(story.name, node.get(R + "id"))
        words, hint, anchor = text_of(node), node.get(W + "tooltip", ""), node.get(W + "anchor", "")
        target = f"#{anchor}{hint}" if relation is None else f"{relation.target}#{anchor}{hint}{words}"
        if relation is not None or target not in told:
            told.add(target)
            text = message("{words} leads to {target}", words=short(words), target=short(target))
            yield found(_LINK, text, story.place(node), target, part=story.name)


def names(story: Story) -> Iterator[Finding]:
    """Yield the words that stand in names and descriptions and that no page shows."""
    bookmarks = {node.get(W + "name", ""): node for node in story.root.iter(W + "bookmarkStart")}
    for name, node in bookmarks.items():
        if not name.startswith(_BY_PROGRAMS):
            text = message("a bookmark is called {name}", name=short(name))
            yield found(_NAME, text, story.place(node), "bookmark", name, part=story.name)
    for node in story.root.iter(*_WORDED):
        words = value(node) or " ".join(map(str, node.attrib.values()))
        if words:
            text = message("a name or description that no page shows: {words}", words=short(words))
            yield found(_NAME, text, story.place(node), "name", words, part=story.name)
    for node in story.root.iter(W + "permStart", W + "customXml", W + "smartTag"):
        kind = str(node.tag).removeprefix(W)
        text = message("{words} stands in a control or a region of its own", words=short(text_of(node)))
        yield found(_NAME, text, story.place(node), kind, text_of(node), part=story.name)


def settings(package: Package) -> Iterator[Finding]:
    """Yield the settings that change what is shown, or that hold something."""
    for part in package.of_kind("settings"):
        root = package.root(part)
        for node in root if root is not None else ():
            name = str(node.tag).removeprefix(W)
            if name == "docVars" and all(_stamped(child) for child in node):
                text = message("the file holds the marks that WPS leaves in it")
                yield personal(text, LayoutPlace(package.file, part), *_values(node), part=part)
            elif name in _SETTINGS and is_on(node):
                said = " ".join([*map(str, node.attrib.values()), *_values(node)])
                place = LayoutPlace(package.file, part, text=short(said))
                yield found(_SETTING, _SETTINGS[name], place, name, said, part=part)


def _stamped(variable: Element) -> bool:
    """Tell whether a variable is one that WPS keeps for itself."""
    return variable.get(W + "name", "").startswith(("commondata", "KSO"))


def _values(node: Element) -> Iterator[str]:
    return (str(each) for inner in node.iterdescendants() for each in inner.attrib.values())


def notes(package: Package) -> Iterator[Finding]:
    """Yield footnotes and endnotes that say anything."""
    for kind in ("footnotes", "endnotes"):
        for part in package.of_kind(kind):
            root = package.root(part)
            for node in root if root is not None else ():
                words = text_of(node)
                if words.strip():
                    text = message("a note says: {words}", words=short(words))
                    yield found(
                        _BOX, text, LayoutPlace(package.file, part, text=short(words)), words, part=part
                    )
