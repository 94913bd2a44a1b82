"""What tests of publishing have in common."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from pmgen import writers
from pmgen.document import Document
from pmgen.writers import Setting, Written


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the writer of HTML lose a sign."""
    sound = writers.WRITERS["html"]

    def write(document: Document, setting: Setting) -> Written:
        written = sound(document, setting)
        return replace(written, data=written.data.replace("≥2个".encode(), "2个".encode()))

    monkeypatch.setattr("pmgen.publish.run.WRITERS", MappingProxyType({**writers.WRITERS, "html": write}))
