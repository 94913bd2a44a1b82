"""What makes a PDF one for archives: its description as XMP, and the colour space of its colours.

Written to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from struct import pack

from pmgen.document import Document
from pmgen.opc.xml_text import escape

PRODUCER = "pmgen"

_Vector = tuple[float, float, float]
_Matrix = tuple[_Vector, _Vector, _Vector]

# IEC 61966-2-1: the chromaticities of the primaries and of the white point D65.
_PRIMARIES = ((0.6400, 0.3300), (0.3000, 0.6000), (0.1500, 0.0600))
_WHITE = (0.3127, 0.3290)
_TRANSFER = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# ICC.1:2010: the white point D50 of the connection space, and the cone response matrix of Bradford (annex E).
_CONNECTION: _Vector = (0.9642, 1.0, 0.8249)
_BRADFORD: _Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def metadata(document: Document) -> bytes:
    """Return the XMP packet, which says of title and author what the Info dictionary says."""
    author = _listed("dc:creator", "Seq", document.author) if document.author else ""
    title = _listed("dc:title", "Alt", document.title, ' xml:lang="x-default"')
    language = _listed("dc:language", "Bag", document.language)
    return _PACKET.format(properties=title + author + language, producer=PRODUCER).encode()


def _listed(name: str, kind: str, text: str, attributes: str = "") -> str:
    item = f"<rdf:li{attributes}>{escape(text)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{properties}<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file is written</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@cache
def colour_profile() -> bytes:
    """Return an ICC profile (version 4.2, display, RGB) of the sRGB colour space of IEC 61966-2-1."""
    adaptation = _adaptation(_xyz(*_WHITE), _CONNECTION)
    red, green, blue = _columns(_times(adaptation, _to_xyz()))
    curve = _parametric(_TRANSFER)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright"),
        b"wtpt": _point(_CONNECTION),
        b"chad": b"sf32" + bytes(4) + b"".join(map(_fixed, (v for row in adaptation for v in row))),
        b"rXYZ": _point(red),
        b"gXYZ": _point(green),
        b"bXYZ": _point(blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _profile(tags)


def _profile(tags: dict[bytes, bytes]) -> bytes:
    start, entries, blocks = 128 + 4 + 12 * len(tags), b"", dict[bytes, int]()
    body = b""
    for name, data in tags.items():
        if data not in blocks:
            blocks[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        entries += pack(">4sII", name, blocks[data], len(data))
    size = start + len(body)
    head = pack(">II4s4s4s", size, 0, bytes((4, 0x20, 0, 0)), b"mntr", b"RGB ") + b"XYZ "
    # Date and creation stay the same for everybody, so that the same document gives the same bytes.
    dated = pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp"
    return (head + dated + bytes(28) + _xyz_numbers(_CONNECTION)).ljust(128, b"\0") + (
        pack(">I", len(tags)) + entries + body
    )


def _to_xyz() -> _Matrix:
    """Return the matrix from linear RGB to XYZ, white being (1, 1, 1)."""
    primaries = _columns([_xyz(x, y) for x, y in _PRIMARIES])
    scale = _applied(_inverse(primaries), _xyz(*_WHITE))
    return _matrix([value * factor for value, factor in zip(row, scale, strict=True)] for row in primaries)


def _adaptation(source: _Vector, target: _Vector) -> _Matrix:
    """Return Bradford's matrix from one white point to another."""
    before, after = _applied(_BRADFORD, source), _applied(_BRADFORD, target)
    gains = [there / here for here, there in zip(before, after, strict=True)]
    scaled = _matrix([value * gain for value in row] for row, gain in zip(_BRADFORD, gains, strict=True))
    return _times(_inverse(_BRADFORD), scaled)


def _xyz(x: float, y: float) -> _Vector:
    return x / y, 1.0, (1 - x - y) / y


def _matrix(rows: Iterable[Iterable[float]]) -> _Matrix:
    one, two, three = (_vector(row) for row in rows)
    return one, two, three


def _vector(values: Iterable[float]) -> _Vector:
    one, two, three = values
    return one, two, three


def _columns(matrix: Sequence[_Vector]) -> _Matrix:
    return _matrix(zip(*matrix, strict=True))


def _applied(matrix: _Matrix, vector: _Vector) -> _Vector:
    return _vector(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    return _columns(_matrix(_applied(one, column) for column in _columns(other)))


def _inverse(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    adjugate = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return _matrix([value / determinant for value in row] for row in adjugate)


def _fixed(value: float) -> bytes:
    return pack(">i", round(value * 65536))


def _xyz_numbers(value: _Vector) -> bytes:
    return b"".join(map(_fixed, value))


def _point(value: _Vector) -> bytes:
    return b"XYZ " + bytes(4) + _xyz_numbers(value)


def _parametric(values: Sequence[float]) -> bytes:
    """Return a curve of type 3: a power above the last value, a straight line below."""
    return b"para" + bytes(4) + pack(">HH", 3, 0) + b"".join(map(_fixed, values))


def _text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
