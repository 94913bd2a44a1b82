"""Every small layout of cases/*.txt as the body of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_cases import Case, cases, document_of
from pmgen.formats.html import write as html


@pytest.mark.parametrize("case", list(cases(Path(__file__).with_name("cases"))), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    written = html.write(document_of(case.layout, tmp_path))
    problems = "".join(f"{problem.code} {problem.message}\n" for problem in written.problems)
    body = written.data.decode().partition("<main>\n")[2].partition("</main>")[0]
    case.check(problems + body, pytestconfig.getoption("--accept"))
