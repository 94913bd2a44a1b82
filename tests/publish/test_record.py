"""A record: written in one way, read strictly, and silent about the machine."""

from __future__ import annotations

import getpass
import json
import socket
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf, usual_folders
from pmgen.fonts.font_shelf import UsedFont, UsedFonts
from pmgen.publish.document_inputs import Inputs
from pmgen.publish.output_record import RECORD, DocumentEntry, FileEntry, FolderRecord
from pmgen.publish.record_file import DamagedRecord, read_record, record_bytes, record_from_bytes
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run

ANNEX = Path(__file__).parents[1] / "cli" / "workspace" / "data" / "2025" / "甲局"
FONTS = UsedFonts((UsedFont("宋体", True, False, "Noto Serif SC", "NotoSerifSC-Bold", "ab"),), "cd")
INPUTS = Inputs(
    "1", "tianjin", "天津", False, True, {"annex.yaml": "1", "02.yaml": None}, {"layout.docx": "2"}, FONTS
)
RECORD_OF_ONE = FolderRecord(
    "2025/甲局",
    {
        PurePosixPath("wuhai/表"): DocumentEntry(
            "wuhai", "01.yaml", {"pdf": FileEntry("3", INPUTS.key, True, "4")}
        )
    },
    {PurePosixPath("旧表.docx"): "5"},
    {INPUTS.key: INPUTS},
)
GOOD = record_bytes(RECORD_OF_ONE)


def render_into(output: Path) -> bytes:
    source = Source(ANNEX, PurePosixPath("2025/甲局"), at_home=True)
    work = plan(Request((source,), ("docx", "pdf"), (shipped_templates(),)))
    run(work, output, FontShelf(usual_folders("linux", Path("/nowhere"), {})))
    return (output / "2025" / "甲局" / RECORD).read_bytes()


def test_a_record_is_read_as_it_was_written() -> None:
    assert record_from_bytes(GOOD) == RECORD_OF_ONE
    assert record_bytes(record_from_bytes(GOOD)) == GOOD


def test_the_same_documents_have_the_same_record_anywhere(tmp_path: Path) -> None:
    first, second = render_into(tmp_path / "1"), render_into(tmp_path / "2")
    assert first == second
    assert render_into(tmp_path / "1") == first


def test_a_record_says_nothing_of_the_machine(tmp_path: Path) -> None:
    text = render_into(tmp_path).decode()
    for private in (str(tmp_path), str(ANNEX.parent), getpass.getuser(), socket.gethostname(), "/usr"):
        assert f'"{private}' not in text and f"{private}/" not in text
    known = json.loads(text)
    (entry,) = known["documents"].values()
    assert set(entry["files"]) == {"docx", "pdf"} and all(file["proven"] for file in entry["files"].values())
    (inputs,) = known["inputs"].values()
    assert {"annex.yaml", "01_运维.yaml", "02_x.yaml"} == set(inputs["data"])
    assert {"layout.docx", "region.yaml"} <= set(inputs["pack"])
    assert {font["asked"] for font in inputs["fonts"]["asked"]} >= {"宋体", "黑体"}


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_a_record_with_any_other_byte_is_damaged(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != GOOD[at]))
    with suppress(DamagedRecord):
        assert record_from_bytes(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]) == RECORD_OF_ONE  # white space


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda child: st.lists(child, max_size=2) | st.dictionaries(st.text(max_size=3), child, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from(sorted(json.loads(GOOD))), JSON)
@settings(deadline=None, max_examples=200)
def test_whatever_stands_in_a_record_is_no_crash(name: str, value: object) -> None:
    body: dict[str, Any] = json.loads(GOOD)
    if body[name] != value:
        with pytest.raises(DamagedRecord):
            record_from_bytes(json.dumps({**body, name: value}).encode())


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'"x"', b'{"seal": "x"}']
)
def test_what_is_no_record_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedRecord):
        record_from_bytes(data)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a\\b", "C:x", "", ".", "a//b"])
def test_a_record_that_names_a_file_elsewhere_is_damaged(path: str) -> None:
    """Even one that somebody sealed with care: what a record names may be removed."""
    with pytest.raises(DamagedRecord):
        record_from_bytes(_sealed(former={path: "5"}))
    with pytest.raises(DamagedRecord):
        record_from_bytes(_sealed(documents={path: json.loads(GOOD)["documents"]["wuhai/表"]}))


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    odd = Inputs("1", "a", "a", False, False, {"\udce4.yaml": "1"}, {})
    record = FolderRecord(
        None,
        {PurePosixPath("表"): DocumentEntry("a", None, {"pdf": FileEntry("3", odd.key, True)})},
        {},
        {odd.key: odd},
    )
    assert record_from_bytes(record_bytes(record)) == record


def test_no_record_is_none(tmp_path: Path) -> None:
    assert read_record(tmp_path) is None
    (tmp_path / "file").write_bytes(b"")
    assert read_record(tmp_path / "file") is None


def _sealed(**changed: object) -> bytes:
    from pmgen.publish.record_file import _seal

    body = {**json.loads(GOOD), **changed}
    del body["seal"]
    return json.dumps({**body, "seal": _seal(body)}).encode()
