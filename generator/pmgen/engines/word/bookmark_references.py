"""Bookmarks and references kept whole and true where parts are repeated, with all that has a name."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

from pmgen.engines.word.block_scopes import Scopes, TagBlock
from pmgen.engines.word.layout_xml import VML, closing, opening
from pmgen.engines.word.part_writing import ElementWriter, quoted
from pmgen.engines.word.table_of_contents import CONTENTS, Headings
from pmgen.opc.office_xml import WP, Element, W
from pmgen.opc.xml_text import attribute_value
from pmgen.problems import message


class ReferencedTurn(Enum):
    """Which of the names that a repeated bookmark gets a reference means."""

    FIRST = "first"
    CURRENT = "current"
    COMING = "coming"


def widen_bookmarks(root: Element, scopes: Scopes) -> None:
    """Move the ends of bookmarks out of blocks that hold only one of them, so that none is ever cut."""
    ends = {end.get(W + "id"): end for end in root.iter(W + "bookmarkEnd")}
    for start in list(root.iter(W + "bookmarkStart")):
        end = ends.get(start.get(W + "id"))
        around_start, around_end = _around(start, scopes), _around(end, scopes) if end is not None else []
        for block in around_start:
            if block not in around_end:
                block.first.addprevious(start)
                break
        for block in around_end:
            if end is not None and block not in around_start:
                block.last.addnext(end)
                break
    scopes.forget_places()


def _around(element: Element, scopes: Scopes) -> list[TagBlock]:
    """Return the blocks that govern an element, the outermost first."""
    line = (element, *element.iterancestors())
    found = [(depth, block) for depth, child in enumerate(line) for block in scopes.over(child)]
    return [block for _, block in sorted(found, key=lambda each: (-each[0], each[1].opener.number))]


class References:
    """Tells which bookmark of a repeated part a reference means."""

    def __init__(self, root: Element, scopes: Scopes, computed: Collection[str]) -> None:
        self._scopes = scopes
        self._loops = {
            start.get(W + "name", ""): (start, loops)
            for start in root.iter(W + "bookmarkStart")
            if start.get(W + "name") not in computed and (loops := self._loops_around(start))
        }

        wanted = (W + "bookmarkStart", W + "hyperlink", W + "instrText", W + "fldSimple")
        order = enumerate(root.iter(*wanted)) if self._loops else ()
        self._order = {element: number for number, element in order}

    def turn(self, name: str, reference: Element) -> ReferencedTurn:
        """Return which bookmark `name` is meant by a reference: that of the same turn of the same loop."""
        start, loops = self._loops.get(name, (reference, []))
        if not loops or any(block not in self._loops_around(reference) for block in loops):
            return ReferencedTurn.FIRST
        return (
            ReferencedTurn.CURRENT if self._order[start] < self._order[reference] else ReferencedTurn.COMING
        )

    def _loops_around(self, element: Element) -> list[TagBlock]:
        return [block for block in _around(element, self._scopes) if block.opener.tag.word == "for"]


_REFERENCE = re.compile(r"(\b(?:PAGEREF|REF|NOTEREF)\s+|\\l\s+)(\"?)([^\s\"\\]+)(\"?)")
_SHAPES = ("shape", "rect", "roundrect", "oval", "line", "group")


class NamedElements:
    """Writes the elements of a part whose names or numbers differ in every turn of a loop."""

    def __init__(
        self,
        writer: ElementWriter,
        keys: Collection[str],
        headings: Headings,
        single_item: str | None,
        references: References,
    ) -> None:
        self._writer = writer
        self._program = writer.program
        self._problems = writer.problems
        self._keys = keys
        self._headings = headings
        self._single_item = single_item
        self._references = references
        self._dropped_bookmarks: set[str] = set()
        writer.writers |= {
            CONTENTS: lambda _: self._program.call("contents"),
            W + "p": self._paragraph,
            W + "bookmarkStart": self._bookmark_start,
            W + "bookmarkEnd": self._bookmark_end,
            W + "hyperlink": self._hyperlink,
            W + "instrText": self._instruction,
            W + "fldSimple": self._simple_field,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            WP + "docPr": self._drawing_id,
            **{VML + name: self._shape for name in _SHAPES},
        }

    def _paragraph(self, paragraph: Element) -> None:
        if not self._headings.needs_bookmark(paragraph):
            self._writer.plain(paragraph)
            return
        properties = paragraph.find(W + "pPr")
        self._writer.open(paragraph)
        if properties is not None:
            self._writer.plain(properties)
        self._program.write('<w:bookmarkStart w:id="')
        self._program.call("start_id", "'heading'")
        self._program.write('" w:name="')
        self._program.call("heading")
        self._program.write('"/>')
        self._writer.children([child for child in paragraph if child is not properties])
        self._program.write('<w:bookmarkEnd w:id="')
        self._program.call("end_id", "'heading'")
        self._program.write('"/>')
        self._program.write(closing(paragraph))

    def _bookmark_start(self, element: Element) -> None:
        name, number = element.get(W + "name", ""), element.get(W + "id", "")
        if name == "_GoBack":
            self._dropped_bookmarks.add(number)
            return
        columns = "".join(
            f' w:{key}="{element.get(W + key)}"' for key in ("colFirst", "colLast") if element.get(W + key)
        )
        self._program.write('<w:bookmarkStart w:id="')
        self._program.call("start_id", quoted(number))
        self._program.write('" w:name="')
        self._bookmark_name(name)
        self._program.write(f'"{columns}/>')

    def _bookmark_end(self, element: Element) -> None:
        number = element.get(W + "id", "")
        if number in self._dropped_bookmarks:
            return
        self._program.write('<w:bookmarkEnd w:id="')
        self._program.call("end_id", quoted(number))
        self._program.write('"/>')

    def _bookmark_name(self, name: str) -> None:
        """Write a bookmark's name: computed for its item, numbered in a loop, else as it stands."""
        item = self._program.loop_variable or self._single_item
        if name in self._keys and item is not None:
            self._program.call("bookmark", quoted(name), item)
        elif self._program.is_repeated:
            self._program.call("unique", quoted(name))
        else:
            self._program.write(attribute_value(name))

    def _reference_name(self, name: str, reference: Element) -> None:
        """Write the name of the bookmark that a reference means."""
        item = self._program.loop_variable or self._single_item
        turn = self._references.turn(name, reference)
        if name in self._keys and item is not None:
            self._program.call("reference", quoted(name), item)
        elif turn is not ReferencedTurn.FIRST:
            self._program.call(turn.value, quoted(name))
        else:
            self._program.write(attribute_value(name))

    def _hyperlink(self, element: Element) -> None:
        anchor = element.get(W + "anchor")
        if anchor is None:
            self._writer.plain(element)
            return
        start, end = (opening(element) + ">").split(f'w:anchor="{attribute_value(anchor)}"', 1)
        self._program.write(start + 'w:anchor="')
        self._reference_name(anchor, element)
        self._program.write('"' + end)
        self._writer.inside(element)
        self._program.write(closing(element))

    def _instruction(self, element: Element) -> None:
        self._writer.open(element)
        self._with_references(element.text or "", element)
        self._program.write(closing(element))

    def _simple_field(self, element: Element) -> None:
        self._program.write('<w:fldSimple w:instr="')
        self._with_references(element.get(W + "instr", ""), element)
        self._program.write('">')
        self._writer.inside(element)
        self._program.write("</w:fldSimple>")

    def _with_references(self, instruction: str, element: Element) -> None:
        position = 0
        for match in _REFERENCE.finditer(instruction):
            self._program.write(attribute_value(instruction[position : match.start(3)]))
            self._reference_name(match.group(3), element)
            position = match.end(3)
        self._program.write(attribute_value(instruction[position:]))

    def _drawing_id(self, element: Element) -> None:
        self._with_new_id(element, "")

    def _shape(self, element: Element) -> None:
        """Write a shape as older programs know it; repeated ones need names of their own."""
        if "id" in element.attrib and self._program.is_repeated:
            self._with_new_id(element, element.get("id", "") + "_")
        else:
            self._writer.plain(element)

    def _with_new_id(self, element: Element, prefix: str) -> None:
        start, end = opening(element).split(f' id="{attribute_value(element.get("id", ""))}"', 1)
        self._program.write(f'{start} id="{attribute_value(prefix)}')
        self._program.call("id")
        self._program.write('"' + end + ">")
        self._writer.inside(element)
        self._program.write(closing(element))

    def _note(self, element: Element) -> None:
        if self._program.is_repeated:
            tag = self._program.open_blocks[-1]
            self._problems.add(
                "PMG428",
                message("a footnote cannot stand in a part that is repeated"),
                tag.place,
                hint=message("write the note as a paragraph below the table, or move it out of the loop"),
            )
        self._writer.plain(element)
