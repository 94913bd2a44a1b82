"""What hides in the zip around the parts is found: before, between, behind and beside them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_STORED, ZipFile

import pytest

from pmgen.verify.foreign_content import find_foreign_content
from pmgen.verify.foreign_content.package_scan import open_archive
from surplus.parts import altered, small, told, unpacked

OURS = small("docx")
SECRET = "实为999".encode()
END, CENTRAL = b"PK\x05\x06", b"PK\x01\x02"


def moved(package: bytes, at: int, by: int) -> bytes:
    """Return a package whose parts stand farther behind, from a place on."""
    end = package.rindex(END)
    start = struct.unpack_from("<I", package, end + 16)[0]
    made = bytearray(package)
    struct.pack_into("<I", made, end + 16, start + by)
    place = start
    while package[place : place + 4] == CENTRAL:
        name, extra, comment = struct.unpack_from("<3H", package, place + 28)
        offset = struct.unpack_from("<I", package, place + 42)[0]
        if offset >= at:
            struct.pack_into("<I", made, place + 42, offset + by)
        place += 46 + name + extra + comment
    return bytes(made)


def with_gap(at: int) -> bytes:
    made = moved(OURS, at, len(SECRET))
    return made[:at] + SECRET + made[at:]


def second_part() -> int:
    return OURS.index(b"PK\x03\x04", 4)


def twice() -> bytes:
    buffer = BytesIO(OURS)
    with catch_warnings(), ZipFile(buffer, "a") as archive:
        simplefilter("ignore")
        archive.writestr("word/document.xml", unpacked(OURS)["word/document.xml"])
    return buffer.getvalue()


def commented() -> bytes:
    buffer = BytesIO(OURS)
    with ZipFile(buffer, "a") as archive:
        archive.comment = SECRET
    return buffer.getvalue()


def renamed() -> bytes:
    at = OURS.index(b"word/styles.xml")
    return OURS[:at] + b"word/secret.xml" + OURS[at + 15 :]


def beside_a_part() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in unpacked(OURS).items():
            archive.writestr(name, data)
        archive.infolist()[0].comment = SECRET
    return buffer.getvalue()


WAYS: dict[str, Callable[[], bytes]] = {
    "before the first part": lambda: with_gap(0),
    "between two parts": lambda: with_gap(second_part()),
    "behind the last part": lambda: with_gap(OURS.index(CENTRAL)),
    "after the end": lambda: OURS + SECRET,
    "a comment of the package": commented,
    "a comment of a part": beside_a_part,
    "a part twice": twice,
    "a part with two names": renamed,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ours", [OURS, None], ids=["beside", "alone"])
def test_what_hides_around_the_parts_is_found(way: str, ours: bytes | None) -> None:
    assert "PMG750" in told(find_foreign_content("docx", ours, WAYS[way](), "x.docx"))


@pytest.mark.parametrize("data", [b"", b"PK", OURS[:-30], b"x" * 99])
def test_what_is_no_package_is_said(data: bytes) -> None:
    assert told(find_foreign_content("docx", OURS, data, "x.docx")) == ["PMG750"]


def test_parts_are_read_however_they_are_packed() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, data in unpacked(OURS).items():
            archive.writestr(name, data)
    assert open_archive(buffer.getvalue(), "x").parts == unpacked(OURS)
    assert open_archive(altered(OURS), "x").foreign == ()
