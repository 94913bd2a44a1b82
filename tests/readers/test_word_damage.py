"""Files that are no Word files, or say nonsense: refused by name or read as far as they go, never a crash."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pmgen.formats.word import read_document
from pmgen.problems import Refusal
from readers.packages import package
from readers.test_word_cases import ALL, MEDIA, RESULTS, Case
from word.building import package as zipped
from word.building import parts_of

WHOLE = parts_of("甲")
_VALUE = re.compile(r'(?<= )(?!xmlns)[\w:]+="([^"]*)"')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip",
        zipped({"a.txt": "text"}),
        zipped({name: data for name, data in WHOLE.items() if name != "word/document.xml"}),
        zipped({**WHOLE, "word/document.xml": "<w:document"}),
        zipped({**WHOLE, "word/styles.xml": "<w:styles"}),
        package("<p/>")[:-40],
    ],
    ids=["nothing", "no zip", "another zip", "no main part", "broken", "broken styles", "cut off"],
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_document(data, title="x.docx", author="")
    assert [problem.code for problem in caught.value.problems] == ["PMG560"]


@pytest.mark.parametrize("junk", ["", "999999999", "x"])
@pytest.mark.parametrize("case", [param.values[1] for param in ALL], ids=[str(param.id) for param in ALL])
def test_nonsense_in_an_attribute_is_no_crash(case: object, junk: str) -> None:
    assert isinstance(case, Case)
    for parts in damaged(case, junk):
        body = parts.pop("body")
        assert read_document(package(body, parts, MEDIA), title="x.docx", author="").document.sections


def damaged(case: Case, junk: str) -> Iterator[dict[str, str]]:
    """Iterate over the parts of a case, each time with nonsense in the values of one more attribute."""
    parts = {name: text for name, text in case.sections.items() if name not in RESULTS}
    for name, text in parts.items():
        for attribute in sorted({match[0].partition("=")[0] for match in _VALUE.finditer(text)}):
            worse = re.sub(rf'(?<= ){attribute}="[^"]*"', f'{attribute}="{junk}"', text)
            yield {**parts, name: worse}
