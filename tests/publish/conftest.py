"""What tests of publishing have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmgen.document import Document
from pmgen.formats import Written
from pmgen.formats.html import write as html


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the writer of HTML lose a sign."""
    sound = html.write

    def write(document: Document) -> Written:
        written = sound(document)
        return replace(written, data=written.data.replace("≥2个".encode(), "2个".encode()))

    monkeypatch.setattr(html, "write", write)
