"""Fill the page references of a finished Word file, so that nobody has to update its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from pmgen.ooxml.package import RELATIONS, main_part
from pmgen.ooxml.xml import XML_SPACE, Element, W, parse
from pmgen.zipping import Entry, compressed, read_archive, write_archive

_PAGE_REFERENCE = b"PAGEREF"


def refers_to_pages(package: bytes) -> bool:
    """Tell whether a Word file says on which page something stands."""
    main = _main(read_archive(package))
    return main is not None and _PAGE_REFERENCE in main.content()


def with_page_numbers(package: bytes, pages: Mapping[str, int]) -> bytes:
    """Return the package with the page of each bookmark that `pages` knows in its PAGEREF fields."""
    entries = read_archive(package)
    main = _main(entries)
    if not pages or main is None or _PAGE_REFERENCE not in main.content():
        return package
    root = parse(main.content())
    for field in list(_page_references(root)):
        field.show(pages)
    filled = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_archive(compressed(main.name, filled) if entry is main else entry for entry in entries)


def _main(entries: Sequence[Entry]) -> Entry | None:
    parts = {entry.name: entry for entry in entries}
    relations = parts.get(RELATIONS)
    return None if relations is None else parts.get(main_part(relations.content()))


class _Field:
    """A field of runs: what it asks for, and the runs that show what it found."""

    def __init__(self) -> None:
        self.instruction = ""
        self.separator: Element | None = None
        self.result: list[Element] = []

    def show(self, pages: Mapping[str, int]) -> None:
        """Put the page number in place of what the field showed."""
        words = self.instruction.split()
        page = pages.get(words[1]) if len(words) > 1 and words[0] == "PAGEREF" else None
        if page is None or self.separator is None:
            return
        for run in self.result:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
        self.separator.addnext(_number(self.separator, page))


def _number(separator: Element, page: int) -> Element:
    run = separator.makeelement(W + "r")
    properties = separator.find(W + "rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    text = etree.SubElement(run, W + "t")
    text.set(XML_SPACE, "preserve")
    text.text = str(page)
    return run


def _page_references(root: Element) -> Iterator[_Field]:
    """Iterate over the complex fields, the inner ones of a nest before the outer."""
    open_fields: list[_Field] = []
    for run in root.iter(W + "r"):
        for node in run:
            kind = node.get(W + "fldCharType") if node.tag == W + "fldChar" else None
            if kind == "begin":
                open_fields.append(_Field())
            elif not open_fields:
                continue
            elif node.tag == W + "instrText":
                open_fields[-1].instruction += node.text or ""
            elif kind == "separate":
                open_fields[-1].separator = run
            elif kind == "end":
                yield open_fields.pop()
            elif open_fields[-1].separator is not None and node.tag == W + "t":
                open_fields[-1].result.append(run)
