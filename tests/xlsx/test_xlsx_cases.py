"""Every small layout of cases/*.txt as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_cases import Case, cases, document_of
from pmgen.formats.xlsx import write as xlsx
from workbooks import dump


@pytest.mark.parametrize("case", list(cases(Path(__file__).with_name("cases"))), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    written = xlsx.write(document_of(case.layout, tmp_path))
    problems = "".join(f"{problem.code} {problem.message}\n" for problem in written.problems)
    case.check(problems + dump(written.data), pytestconfig.getoption("--accept"))
