"""What tests of publishing have in common."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from pmgen.document import Document
from pmgen.formats import Written, format_writers
from pmgen.formats.format_writers import WriterSettings


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the writer of HTML lose a sign."""
    sound = format_writers.WRITERS["html"]

    def write(document: Document, setting: WriterSettings) -> Written:
        written = sound(document, setting)
        return replace(written, data=written.data.replace("≥2个".encode(), "2个".encode()))

    monkeypatch.setattr(
        "pmgen.publish.render_run.WRITERS", MappingProxyType({**format_writers.WRITERS, "html": write})
    )
