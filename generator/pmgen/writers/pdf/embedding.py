"""A font as a PDF carries it: the glyphs in use, their widths, and the characters they stand for."""

from __future__ import annotations

from hashlib import sha256

from pmgen.fonts import Face
from pmgen.fonts.face import Outlines
from pmgen.writers.pdf.objects import Objects, name, number
from pmgen.writers.pdf.styles import Subset

_SYMBOLIC = 4
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLOCK = 100
_CMAP_HEAD = """/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
"""
_CMAP_TAIL = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"


def embed(subset: Subset, objects: Objects) -> int:
    """Add the font with the glyphs in use and return its number."""
    face = subset.face
    program = face.program(subset.glyphs)
    font_name = name(f"{_tag(program)}+{face.name}")
    descriptor = objects.add(_descriptor(face, font_name, _add_program(face, program, objects)))
    kind = "CIDFontType2/CIDToGIDMap/Identity" if face.outlines is Outlines.TRUETYPE else "CIDFontType0"
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descendant = objects.add(
        f"<</Type/Font/Subtype/{kind}/BaseFont{font_name}{system}"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[0[{_widths(subset)}]]>>"
    )
    characters = objects.add_stream(_to_unicode(subset).encode())
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{font_name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {characters} 0 R>>"
    )


def _add_program(face: Face, program: bytes, objects: Objects) -> str:
    if face.outlines is Outlines.TRUETYPE:
        return f"/FontFile2 {objects.add_stream(program, f'/Length1 {len(program)}')} 0 R"
    return f"/FontFile3 {objects.add_outlines(program, '/Subtype/CIDFontType0C')} 0 R"


def _descriptor(face: Face, font_name: str, program: str) -> str:
    box = " ".join(number(face.scaled(value)) for value in face.box)
    ascent, descent = number(face.ascent), number(face.descent)
    return (
        f"<</Type/FontDescriptor/FontName{font_name}/Flags {_SYMBOLIC}"
        f"/FontBBox[{box}]/ItalicAngle 0/StemV 80"
        f"/Ascent {ascent}/Descent {descent}/CapHeight {ascent}{program}>>"
    )


def _widths(subset: Subset) -> str:
    face = subset.face
    return " ".join(
        number(face.advance(glyph) if glyph >= 0 or not code else subset.advance(chr(code)))
        for glyph, code in zip(subset.glyphs, subset.characters, strict=True)
    )


def _to_unicode(subset: Subset) -> str:
    pairs = [
        f"<{position:04X}> <{chr(code).encode('utf-16-be', 'surrogatepass').hex().upper()}>\n"
        for position, code in enumerate(subset.characters)
        if code
    ]
    blocks = (pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK))
    lines = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP_HEAD + lines + _CMAP_TAIL


def _tag(program: bytes) -> str:
    digest = sha256(program).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:6])
