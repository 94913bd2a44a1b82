"""What pmgen writes is proven in every format; nothing is told where nothing is wrong."""

from __future__ import annotations

import pytest

from pmgen.formats import FORMATS
from proving import ANNEXES, REGIONS, case


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_all_annexes_in_all_forms_and_formats_are_proven(annex: str, region: str) -> None:
    rendered = case(annex, region)
    assert rendered.prove(*map(rendered.file, FORMATS)) == ()
