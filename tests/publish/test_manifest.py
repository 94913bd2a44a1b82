"""The manifest lists what lies below the output folder, whatever became of the runs that wrote there."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from pdf_samples import brought_shelf
from pmgen import api
from pmgen.publish.file_hashes import FileHashes
from pmgen.publish.manifest_file import keep_manifest, read_manifest
from pmgen.publish.manifest_verification import verify_manifest
from pmgen.publish.output_manifest import MANIFEST, listed_files, manifest_parts, sound_manifest
from pmgen.publish.output_record import RECORD, MadeDocument, MadeFile, with_coming_files
from pmgen.publish.record_file import DamagedRecord, read_record, record_bytes
from pmgen.publish.render_report import Report
from publish.batch_of_offices import write_offices

NAMES = ("2025_001甲局_项目绩效目标表.html", "2025_002乙局_项目绩效目标表.html")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the data of two offices."""
    write_offices(tmp_path / "data", "甲局", "乙局")
    return tmp_path / "data"


@pytest.fixture
def output(data: Path) -> Path:
    """Return the output folder of the two offices, rendered."""
    render(data)
    return data.parent / "output"


def render(
    data: Path,
    *names: str,
    formats: tuple[str, ...] = ("html",),
    verified: bool = True,
) -> Report:
    request = api.request([data / name for name in names] or [data], data=data, formats=formats)
    return api.render(request, data.parent / "output", fonts=brought_shelf(), verified=verified)


def listed(output: Path) -> list[str]:
    return [str(each.path) for each in listed_files(read_manifest(output / MANIFEST))]


def entry(output: Path, folder: str) -> Any:
    return json.loads((output / MANIFEST).read_bytes())["annexes"][folder]


def told(manifest: Path) -> list[tuple[str, str]]:
    """Return what verifying says, each with the place below the folder."""
    found = verify_manifest(manifest).problems
    return [(each.code, Path(each.places[0].file).relative_to(manifest.parent).as_posix()) for each in found]


def test_it_says_of_every_file_what_the_records_know(data: Path) -> None:
    report = render(data, formats=("html", "pdf"))
    annex = entry(data.parent / "output", "甲局")
    assert list(annex["files"]) == [NAMES[0], NAMES[0].replace("html", "pdf")]
    page, pdf = annex["files"].values()
    assert (page["format"], page["proven"], page["project"], "pages" in page) == ("html", True, None, False)
    assert (pdf["format"], pdf["pages"]) == ("pdf", 3)
    assert annex["unit"] == "甲局"
    assert sum(number for code, number in annex["problems"].items() if code < "PMG7") >= report.gaps // 2 > 0
    made = annex["made_from"][pdf["key"]]
    fonts = json.loads((data.parent / "output" / MANIFEST).read_bytes())["fonts"][made["fonts"]]
    assert made["region"] == "tianjin" and made["pmgen"]
    assert {font["asked"] for font in fonts["asked"]} >= {"宋体"}


def test_what_was_met_is_counted_for_each_file_that_it_is_about(data: Path) -> None:
    report = render(data, formats=("html", "xlsx"))
    files = entry(data.parent / "output", "甲局")["files"].values()
    assert [file["format"] for file in files] == ["html", "xlsx"]
    for file in files:
        gaps = sum(number for code, number in file["problems"].items() if code.startswith("PMG6"))
        assert gaps == report.gaps // 2 > 0


def test_it_holds_neither_times_nor_places_of_the_machine(output: Path) -> None:
    text = (output / MANIFEST).read_text("utf-8")
    assert str(output) not in text and str(Path.home()) not in text and os.uname().nodename not in text
    assert not [word for word in ("time", "date", "user", "host") if f'"{word}' in text]


def test_rendering_one_annex_leaves_the_others_in_it(data: Path, output: Path) -> None:
    before = entry(output, "乙局")
    (data / "甲局" / "二.yaml").unlink()
    render(data, "甲局")
    assert entry(output, "乙局") == before
    assert listed(output) == [f"乙局/{NAMES[1]}", f"甲局/{NAMES[0]}"]
    assert told(output / MANIFEST) == []


def test_a_second_run_does_not_touch_it_and_reads_no_record_again(data: Path, output: Path) -> None:
    path, hashes = output / MANIFEST, FileHashes()
    before = path.stat()
    render(data)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    # What it says of a record with the same hash is taken over, even where nobody could read that record now.
    known = {output / name / RECORD: hashes.of(output / name / RECORD) for name in ("甲局", "乙局")}
    unread = _Remembered({str(record): found or "" for record, found in known.items()})
    for record in known:
        record.write_bytes(b"")
    assert keep_manifest(output, unread) == ()
    assert listed(output) == [f"乙局/{NAMES[1]}", f"甲局/{NAMES[0]}"]


class _Remembered(FileHashes):
    """Hashes that no file is asked for."""

    def __init__(self, known: dict[str, str]) -> None:
        super().__init__()
        self._found = known

    def of(self, path: Path) -> str | None:
        return self._found[str(path)]


def test_a_folder_that_is_gone_leaves_it(output: Path) -> None:
    shutil.rmtree(output / "乙局")
    keep_manifest(output, FileHashes())
    assert listed(output) == [f"甲局/{NAMES[0]}"]
    shutil.rmtree(output / "甲局")
    keep_manifest(output, FileHashes())
    assert listed(output) == []


def test_a_document_that_cannot_be_made_stays_as_it_was(data: Path, output: Path) -> None:
    (data / "甲局" / "一.yaml").write_text("项目名称: [", "utf-8")
    (data / "甲局" / "二.yaml").write_text("项目名称: [", "utf-8")
    assert render(data).failed == 1
    assert listed(output) == [f"乙局/{NAMES[1]}", f"甲局/{NAMES[0]}"]
    assert told(output / MANIFEST) == []


def test_of_a_killed_run_it_lists_what_lies_there_as_unproven(data: Path, output: Path) -> None:
    record = read_record(output / "甲局")
    assert record is not None
    ((stem, document),) = record.documents.items()
    inputs = record.inputs[document.files["html"].key]
    coming = MadeDocument(stem, *document.identity, inputs, {"html": MadeFile("0" * 64, True)})
    (output / "甲局" / RECORD).write_bytes(record_bytes(with_coming_files(record, [coming])))
    assert told(output / MANIFEST) == [("PMG774", f"甲局/{RECORD}")]
    render(data, "乙局")
    assert entry(output, "甲局")["files"][NAMES[0]]["proven"] is False
    assert told(output / MANIFEST) == [("PMG775", f"甲局/{NAMES[0]}")]
    render(data)
    assert told(output / MANIFEST) == []


def test_a_copy_without_the_records_is_proven_elsewhere(output: Path, tmp_path: Path) -> None:
    website = tmp_path / "网站"
    shutil.copytree(output, website, ignore=shutil.ignore_patterns(".*"))
    shutil.rmtree(output)
    shutil.rmtree(tmp_path / "data")
    found = verify_manifest(website / MANIFEST)
    assert (found.problems, found.failed) == ((), 0)
    assert [path.name for path in found.proven] == list(reversed(NAMES))


def test_a_system_that_takes_characters_apart_changes_nothing(data: Path) -> None:
    write_offices(data, "Büro")
    render(data)
    output = data.parent / "output"
    for path in sorted(output.rglob("*Büro*"), reverse=True):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert told(output / MANIFEST) == []


def test_what_was_changed_removed_or_added_is_named(output: Path) -> None:
    (output / "甲局" / NAMES[0]).write_bytes(b"changed")
    (output / "乙局" / NAMES[1]).unlink()
    (output / "乙局" / "通知.doc").write_bytes(b"")
    (output / "说明.txt").write_bytes(b"")
    (output / "甲局" / "~$表.docx").write_bytes(b"")
    assert told(output / MANIFEST) == [
        ("PMG770", f"乙局/{NAMES[1]}"),
        ("PMG771", f"甲局/{NAMES[0]}"),
        ("PMG772", "乙局/通知.doc"),
    ]


def test_what_was_never_proven_does_not_pass(data: Path) -> None:
    render(data, verified=False)
    assert {code for code, _ in told(data.parent / "output" / MANIFEST)} == {"PMG775"}


@pytest.mark.parametrize("name", ["../秘密.html", "/etc/passwd", "甲局/../../秘密.html"])
def test_it_leads_nowhere_else(output: Path, name: str) -> None:
    (output.parent / "秘密.html").write_bytes(b"")
    body = json.loads((output / MANIFEST).read_bytes())
    files = body["annexes"]["甲局"]["files"]
    body["annexes"]["甲局"]["files"] = {name: next(iter(files.values()))}
    del body["seal"]
    (output / MANIFEST).write_bytes(_sealed(body))
    with pytest.raises(DamagedRecord):
        read_manifest(output / MANIFEST)
    assert told(output / MANIFEST) == [("PMG773", MANIFEST)]


def _sealed(body: dict[str, object]) -> bytes:
    from pmgen.publish.record_file import sealed_bytes

    return sealed_bytes(body)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"true", b"false"),
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"[]",
        lambda data: _sealed({"about": "x"}),
        lambda data: _sealed({"annexes": {"a": 1}, "fonts": {}}),
    ],
)
def test_a_damaged_one_is_named_and_made_anew(data: Path, output: Path, damage: Any) -> None:
    path = output / MANIFEST
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert told(path) == [("PMG773", MANIFEST)]
    if b"pmgen" in path.read_bytes()[:200]:
        assert render(data).problems == ()
        assert path.read_bytes() == sound
    else:
        assert [each.code for each in render(data).problems] == ["PMG709"]
        assert path.read_bytes() == damage(sound)


def test_the_same_records_give_the_same_bytes(output: Path) -> None:
    path = output / MANIFEST
    before = path.read_bytes()
    manifest = read_manifest(path)
    assert b"".join(manifest_parts(manifest.entries(), manifest.fonts)) == before
    path.unlink()
    keep_manifest(output, FileHashes())
    assert path.read_bytes() == before


def test_it_is_sealed_as_a_record_is(output: Path) -> None:
    data = (output / MANIFEST).read_bytes()
    body = json.loads(data)
    del body["seal"]
    assert _sealed(body) == data
    empty = b"".join(manifest_parts((), {}))
    assert _sealed({**body, "annexes": {}, "fonts": {}}) == empty
    assert list(sound_manifest(lambda: empty.splitlines(keepends=True)).entries()) == []


def test_where_nothing_was_made_there_is_none(data: Path) -> None:
    for name in ("甲局", "乙局"):
        (data / name / "annex.yaml").write_text("地区: 无", "utf-8")
    assert render(data).failed == 2
    assert not (data.parent / "output").exists()
