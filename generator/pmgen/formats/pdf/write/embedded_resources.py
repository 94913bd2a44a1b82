"""Fonts and pictures as a PDF carries them: glyphs in use with their widths, JPEG and PNG."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from struct import error, iter_unpack, unpack_from

from pmgen.fonts.font_face import Face, Outlines
from pmgen.formats.pdf.write.pdf_objects import Objects, name, number
from pmgen.formats.pdf.write.typefaces import Subset

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


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_MOST_PIXELS = 64_000_000


class BadImage(Exception):
    """Raised for a picture that cannot be read."""


def add_image(data: bytes, objects: Objects) -> int:
    """Add a picture and return its number; raise BadImage if it is neither PNG nor JPEG, or damaged."""
    try:
        if data.startswith(_SIGNATURE):
            return _add_png(data, objects)
        if data.startswith(b"\xff\xd8"):
            return _add_jpeg(data, objects)
    except (error, zlib.error, IndexError, KeyError, ValueError) as cause:
        raise BadImage from cause
    raise BadImage


def _head(width: int, height: int, space: str, bits: int) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {bits}"
    )


def _add_jpeg(data: bytes, objects: Objects) -> int:
    at = 2
    while not (0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC)):
        at += 2 + unpack_from(">H", data, at + 2)[0]
    bits, height, width, channels = unpack_from(">BHHB", data, at + 4)
    # Programs that write four inks into a JPEG write them inverted.
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if channels == 4 else ""
    entries = _head(width, height, _SPACES[channels], bits) + inverted + "/Filter/DCTDecode"
    return objects.add_stream(data, entries, packed=True)


@dataclass(frozen=True, slots=True)
class _Png:
    width: int
    height: int
    bits: int
    kind: int
    rows: bytes
    palette: bytes
    transparency: bytes

    @property
    def step(self) -> int:
        """Return how many bytes a pixel has, at least one."""
        return max(1, _CHANNELS[self.kind] * self.bits // 8)

    @property
    def stride(self) -> int:
        """Return how many bytes a row has."""
        return (self.width * _CHANNELS[self.kind] * self.bits + 7) // 8


def _read_png(data: bytes) -> _Png:
    at, chunks = 8, dict[bytes, list[bytes]]()
    while at + 8 <= len(data):
        length, kind = unpack_from(">I4s", data, at)
        chunks.setdefault(kind, []).append(data[at + 8 : at + 8 + length])
        at += 12 + length
    width, height, bits, color, _, _, interlaced = unpack_from(">IIBBBBB", chunks[b"IHDR"][0])
    if interlaced or width * height > _MOST_PIXELS:
        raise ValueError(interlaced)
    palette, transparency = (b"".join(chunks.get(kind, ())) for kind in (b"PLTE", b"tRNS"))
    return _Png(width, height, bits, color, b"".join(chunks[b"IDAT"]), palette, transparency)


def _add_png(data: bytes, objects: Objects) -> int:
    png = _read_png(data)
    if png.kind in (4, 6):
        return _add_with_alpha(png, objects)
    space = _palette(png) if png.kind == 3 else _SPACES[_CHANNELS[png.kind]]
    _plain_rows(png)
    channels = _CHANNELS[png.kind]
    entries = (
        f"{_head(png.width, png.height, space, png.bits)}{_mask(png, objects)}/Filter/FlateDecode"
        f"/DecodeParms<</Predictor 15/Colors {channels}/BitsPerComponent {png.bits}/Columns {png.width}>>"
    )
    return objects.add_stream(png.rows, entries, packed=True)


def _palette(png: _Png) -> str:
    return f"[/Indexed/DeviceRGB {len(png.palette) // 3 - 1}<{png.palette.hex()}>]"


def _mask(png: _Png, objects: Objects) -> str:
    """Return what makes a PNG without an alpha channel transparent."""
    if not png.transparency:
        return ""
    if png.kind != 3:
        values = [value for (value,) in iter_unpack(">H", png.transparency)]
        return "/Mask[" + " ".join(f"{value} {value}" for value in values) + "]"
    alpha = png.transparency.ljust(256, b"\xff")
    indexes = b"".join(_unpacked(row, png) for row in _plain_rows(png))
    mask = objects.add_stream(indexes.translate(alpha), _head(png.width, png.height, "/DeviceGray", 8))
    return f"/SMask {mask} 0 R"


def _unpacked(row: bytes, png: _Png) -> bytes:
    if png.bits == 8:
        return row
    per_byte, most = 8 // png.bits, (1 << png.bits) - 1
    shifts = [8 - png.bits * (place + 1) for place in range(per_byte)]
    return bytes(byte >> shift & most for byte in row for shift in shifts)[: png.width]


def _add_with_alpha(png: _Png, objects: Objects) -> int:
    step, size = png.step, png.bits // 8
    rows = b"".join(_plain_rows(png))
    channels = [rows[place::step] for place in range(step)]
    color = _interleaved(channels[:-size])
    alpha = _interleaved(channels[-size:])
    mask = objects.add_stream(alpha, _head(png.width, png.height, "/DeviceGray", png.bits))
    space = _SPACES[_CHANNELS[png.kind] - 1]
    return objects.add_stream(color, f"{_head(png.width, png.height, space, png.bits)}/SMask {mask} 0 R")


def _interleaved(channels: list[bytes]) -> bytes:
    count = len(channels)
    joined = bytearray(sum(map(len, channels)))
    for place, channel in enumerate(channels):
        joined[place::count] = channel
    return bytes(joined)


def _plain_rows(png: _Png) -> list[bytes]:
    """Return the rows without the filters that make them small."""
    data = zlib.decompressobj().decompress(png.rows, (png.stride + 1) * png.height)
    if len(data) < (png.stride + 1) * png.height:
        raise ValueError(len(data))
    rows, above = [], bytes(png.stride)
    for row in range(png.height):
        at = row * (png.stride + 1)
        above = _unfiltered(data[at], data[at + 1 : at + 1 + png.stride], above, png.step)
        rows.append(above)
    return rows


def _unfiltered(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    if kind == 0:
        return row
    out = bytearray(step) + row
    for place, up in enumerate(above):
        left = out[place]
        corner = above[place - step] if place >= step else 0
        guess = (0, left, up, (left + up) // 2, 0)[kind] if kind < 4 else _nearest(left, up, corner)
        out[place + step] = (out[place + step] + guess) & 0xFF
    return bytes(out[step:])


def _nearest(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
