"""Tell for which pages of a Word file each of its heads and feet is."""

from __future__ import annotations

from collections.abc import Mapping

from pmgen.ooxml.xml import Element, R, W, is_on
from pmgen.readers.seen import Edges


def edges_of(body: Element, lines: Mapping[str, tuple[str, ...]], has_even: bool) -> Edges:
    """Return what the heads and feet of any page say, by the pages that each is for.

    `lines` are what each says by the id of its relation, `has_even` what the settings say of even pages.

    A section without one of its own has that of the section before (ISO 29500-1 §17.10.2 and §17.10.5).
    """
    now: dict[tuple[str, str], str] = {}
    met: dict[str, dict[str, None]] = {"default": {}, "first": {}, "even": {}}
    for section in body.iter(W + "sectPr"):
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            now[str(reference.tag), reference.get(W + "type", "default")] = reference.get(R + "id", "")
        shown = {"default": True, "first": is_on(section.find(W + "titlePg")), "even": has_even}
        for (_, pages), identity in now.items():
            if shown.get(pages):
                met[pages][identity] = None
    used = {identity for identities in met.values() for identity in identities}
    ordinary, first, even = (
        tuple(line for identity in identities for line in lines.get(identity, ()))
        for identities in met.values()
    )
    unused = tuple(line for identity, said in lines.items() if identity not in used for line in said)
    return Edges(ordinary, first, even, unused)
