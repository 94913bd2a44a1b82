"""LibreOffice saves finished files again: nothing is wrong with them; what was altered before is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.problems import Severity
from pmgen.verify import Finished
from pmgen.verify.foreign_content import find_foreign_content
from proving import case
from surplus.excel_alterations import ALTERATIONS as EXCEL
from surplus.parts import Change, all_of, altered, small, swap, told
from surplus.word_alterations import ALTERATIONS as WORD
from surplus.word_alterations import beside, run
from tools import saved_again

ANNEXES = ("undated/tianjin-skills", "2026/ezhou")
WAYS = {
    "docx": [
        (beside(run("实为999", "<w:vanish/>")), "PMG742 1:2:2"),
        *(WORD[way] for way in ("a tracked deletion", "white text", "a row too low", "landscape")),
        (swap("word/footer1.xml", "第 ", "内部 第 "), "PMG757 word/footer1.xml"),
    ],
    "xlsx": [
        *(
            EXCEL[way]
            for way in ("a hidden row", "a hidden column", "a very hidden sheet", "another formula")
        ),
        *(EXCEL[way] for way in ("a comment on the number", "a name of a cell", "another foot")),
    ],
}


@pytest.fixture(scope="module", params=["docx", "xlsx"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Save all files of a format again at once; the altered one is called by its format alone."""
    format, folder = str(request.param), tmp_path_factory.mktemp("own")
    change: Change = all_of(*(change for change, _ in WAYS[format]))
    (folder / f"{format}.{format}").write_bytes(altered(small(format), change))
    for number, annex in enumerate(ANNEXES):
        (folder / f"{number}.{format}").write_bytes(own(annex, format))
    return {file.name: file for file in saved_again(sorted(folder.iterdir()), folder / "again")}


def own(annex: str, format: str) -> bytes:
    rendered = case(annex)
    return rendered.file(format, rendered.filled if format == "docx" else None).data


def test_nothing_is_wrong_with_what_was_only_saved_again(files: dict[str, Path]) -> None:
    for number, annex in enumerate(ANNEXES):
        name = next(name for name in files if name.startswith(f"{number}."))
        format, data = name.rpartition(".")[2], files[name].read_bytes()
        (said,) = find_foreign_content(format, own(annex, format), data, name)
        assert (said.code, said.severity) == ("PMG759", Severity.INFO)
        assert "LibreOffice" in str(said.message)
        assert case(annex).prove(Finished(name, format, data)) == ()


def test_what_was_altered_before_is_found(files: dict[str, Path]) -> None:
    format = next(name for name in files if name.rpartition(".")[0] in WAYS).rpartition(".")[2]
    found = told(find_foreign_content(format, small(format), files[f"{format}.{format}"].read_bytes(), "x"))
    assert not {expected for _, expected in WAYS[format]} - set(found)
