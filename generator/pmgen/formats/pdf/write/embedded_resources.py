"""Fonts and pictures as a PDF carries them: glyphs in use with their widths, JPEG and PNG."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from struct import error, iter_unpack, unpack_from

from pmgen.fonts.font_face import Face, Outlines
from pmgen.formats.pdf.write.pdf_objects import Objects, name, number
from pmgen.formats.pdf.write.typefaces import Subset
from pmgen.pictures import Box, PictureHeader, dark_squares, media_type, read_header

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
        f"<{position:04X}> <{code if code < 0x10000 else _pair(code):04X}>\n"
        for position, code in enumerate(subset.characters)
        if code
    ]
    blocks = (pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK))
    lines = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP_HEAD + lines + _CMAP_TAIL


def _pair(code: int) -> int:
    """Return the two halves by which UTF-16 writes a character beyond its first 65,536, as one number."""
    return int.from_bytes(chr(code).encode("utf-16-be"), "big")


def _tag(program: bytes) -> str:
    digest = sha256(program).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:6])


_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of each pass of an interlaced PNG its first column and row, and how far the next ones are (PNG §8.2)."""


class BadImage(Exception):
    """Raised for a picture that cannot be read."""


def add_image(data: bytes, objects: Objects) -> int:
    """Add a picture and return its number; raise BadImage if it is neither PNG nor JPEG, or damaged."""
    if squares := dark_squares(data):
        return _add_squares(*squares, objects)
    header = read_header(data)
    try:
        if header is not None:
            is_jpeg = media_type(data) == "image/jpeg"
            return _add_jpeg(data, header, objects) if is_jpeg else _add_png(data, header, objects)
    except (error, zlib.error) as cause:
        raise BadImage from cause
    raise BadImage


def _add_squares(across: int, down: int, boxes: Iterable[Box], objects: Objects) -> int:
    """Add a picture of squares as a drawing of the size of one, as pictures have it."""
    dark = "\n".join(f"{x} {down - y - high} {wide} {high} re" for x, y, wide, high in boxes)
    drawn = f"1 1 1 rg\n0 0 {across} {down} re\nf\n0 0 0 rg\n{dark}\nf"
    entries = f"/BBox[0 0 {across} {down}]/Matrix[{1 / across:.8f} 0 0 {1 / down:.8f} 0 0]"
    return objects.add_stream(drawn.encode(), f"/Type/XObject/Subtype/Form{entries}")


def _head(width: int, height: int, space: str, bits: int) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {bits}"
    )


def _add_jpeg(data: bytes, header: PictureHeader, objects: Objects) -> int:
    # Programs that write four inks into a JPEG write them inverted.
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if header.channels == 4 else ""
    head = _head(header.width, header.height, _SPACES[header.channels], header.bits)
    return objects.add_stream(data, f"{head}{inverted}/Filter/DCTDecode", packed=True)


@dataclass(frozen=True, slots=True)
class _Png:
    """A PNG; its rows are packed, one after the other."""

    width: int
    height: int
    bits: int
    channels: int
    kind: int
    rows: bytes
    palette: bytes
    transparency: bytes

    @property
    def step(self) -> int:
        """Return how many bytes a pixel has, at least one."""
        return max(1, self.channels * self.bits // 8)

    @property
    def stride(self) -> int:
        """Return how many bytes a row has."""
        return (self.width * self.channels * self.bits + 7) // 8

    @property
    def size(self) -> int:
        """Return how many bytes all rows have, each with the byte that names its filter."""
        return (self.stride + 1) * self.height


def _read_png(data: bytes, header: PictureHeader) -> _Png:
    at, chunks = 8, dict[bytes, list[bytes]]()
    while at + 8 <= len(data):
        length, kind = unpack_from(">I4s", data, at)
        chunks.setdefault(kind, []).append(data[at + 8 : at + 8 + length])
        at += 12 + length
    rows, palette, clear = (b"".join(chunks.get(kind, ())) for kind in (b"IDAT", b"PLTE", b"tRNS"))
    width, height, bits, channels, _, colour, is_interlaced = header
    png = _Png(width, height, bits, channels, colour, rows, palette, clear)
    return _in_one_pass(png) if is_interlaced else png


def _in_one_pass(png: _Png) -> _Png:
    """Return an interlaced PNG with its rows one after the other."""
    passes = [(place, part) for place in _PASSES if (part := _of_pass(png, *place)).width]
    data, start = _unpacked(png.rows, sum(part.size for _, part in passes)), 0
    canvas = [bytearray(png.width * png.step) for _ in range(png.height)]
    for (left, top, across, down), part in passes:
        for down_to, row in enumerate(_unfiltered_rows(data[start:], part)):
            pixels, target = _one_byte_each(row, part), canvas[top + down_to * down]
            for byte in range(png.step):
                target[left * png.step + byte :: across * png.step] = pixels[byte :: png.step]
        start += part.size
    rows = b"".join(b"\0" + _together(bytes(row), png.bits) for row in canvas)
    return replace(png, rows=zlib.compress(rows))


def _of_pass(png: _Png, left: int, top: int, across: int, down: int) -> _Png:
    """Return the smaller picture that one pass of an interlaced PNG is."""
    return replace(png, width=-(-(png.width - left) // across), height=-(-(png.height - top) // down))


def _together(pixels: bytes, bits: int) -> bytes:
    """Return pixels that have a byte each packed into as few as they need."""
    if bits >= 8:
        return pixels
    per_byte = 8 // bits
    padded = pixels + bytes(-len(pixels) % per_byte)
    groups = (padded[place : place + per_byte] for place in range(0, len(padded), per_byte))
    return bytes(sum(pixel << 8 - bits * n for n, pixel in enumerate(group, 1)) for group in groups)


def _add_png(data: bytes, header: PictureHeader, objects: Objects) -> int:
    png = _read_png(data, header)
    if png.kind in (4, 6):
        return _add_with_alpha(png, objects)
    space = _palette(png) if png.kind == 3 else _SPACES[png.channels]
    _plain_rows(png)
    entries = (
        f"{_head(png.width, png.height, space, png.bits)}{_mask(png, objects)}/Filter/FlateDecode"
        f"/DecodeParms<</Predictor 15/Colors {png.channels}/BitsPerComponent {png.bits}/Columns {png.width}>>"
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
    indexes = b"".join(_one_byte_each(row, png) for row in _plain_rows(png))
    mask = objects.add_stream(indexes.translate(alpha), _head(png.width, png.height, "/DeviceGray", 8))
    return f"/SMask {mask} 0 R"


def _one_byte_each(row: bytes, png: _Png) -> bytes:
    """Return the pixels of a row, of which several may share a byte, with at least a byte each."""
    if png.bits >= 8:
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
    space = _SPACES[png.channels - 1]
    return objects.add_stream(color, f"{_head(png.width, png.height, space, png.bits)}/SMask {mask} 0 R")


def _interleaved(channels: list[bytes]) -> bytes:
    count = len(channels)
    joined = bytearray(sum(map(len, channels)))
    for place, channel in enumerate(channels):
        joined[place::count] = channel
    return bytes(joined)


def _plain_rows(png: _Png) -> list[bytes]:
    """Return the rows without the filters that make them small."""
    return _unfiltered_rows(_unpacked(png.rows, png.size), png)


def _unpacked(rows: bytes, size: int) -> bytes:
    data = zlib.decompressobj().decompress(rows, size)
    if len(data) < size:
        raise BadImage
    return data


def _unfiltered_rows(data: bytes, png: _Png) -> list[bytes]:
    rows, above = [], bytes(png.stride)
    for at in range(0, png.size, png.stride + 1):
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
