"""Small annexes for the rules, and the text files of cases they come from.

    === PMG-P02 hit: a comma                the rule, hit or near, and what is shown
    region: wuhai                           optional; tianjin otherwise
    annex: 项目类别: 部门预算项目            optional lines of annex.yaml, any number
    folder: data/2027/x                     optional: the folder of the annex
    before: 125.00 ⇒ 120.00                 optional: the folder of the year before has the same, but for this
    seed: wuhai_2022.txt 24 上海市           optional: words that stand on that line of a seed
    ~~~                                     only after such lines
    项目名称: 培训费
    …预算                                   the pieces of small_annexes.PIECES; …五千字: what is reviewed
    +++                                     begins another project of the same annex
    ---
    PMG-P02 4:9+1 清扫,信件 → write ，      line:column+length of the first place, words of the message,
                                            and behind an arrow, if there is one, all of the repair
    after: 扫,信 ⇒ 扫，信                    what following the hint makes of the text, any number of lines:
                                            the rule must find nothing then, in the form of any region

A near case has nothing under its line. Only the findings of the rule named are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pmgen.catalog import PackFields, find_region
from pmgen.catalog.region import Region
from pmgen.check import Finding, check_annex
from pmgen.load import load_annex
from pmgen.load.earlier_annex import annex_of_year_before
from pmgen.problems import SourcePlace
from small_annexes import PIECES

CASES = Path(__file__).parent / "check" / "cases"
SEEDS = Path(__file__).parent / "seeds"
PACKS = Path(__file__).parents[1] / "templates"
_LONGEST = "全年保洁河道。" * 714 + "。。"


@dataclass(frozen=True)
class RuleCase:
    code: str
    kind: str
    title: str
    region: str
    annex: str
    projects: tuple[str, ...]
    expected: tuple[str, ...]
    folder: str = ""
    before: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


def rule_cases() -> list[RuleCase]:
    return [case for path in sorted(CASES.glob("*.txt")) for case in _read(path)]


def _read(path: Path) -> list[RuleCase]:
    _, *parts = ("\n" + path.read_text("utf-8")).split("\n=== ")
    return [_case(part) for part in parts]


def _case(text: str) -> RuleCase:
    head, expected = text.split("\n---", 1)
    first, _, body = head.partition("\n")
    rule, _, title = first.partition(": ")
    code, kind = rule.split()
    options, _, projects = body.rpartition("~~~\n")
    region, folder, annex, before = "tianjin", "", [], []
    for line in options.splitlines():
        name, _, value = line.partition(": ")
        if name == "region":
            region = value
        elif name == "folder":
            folder = value
        elif name == "before":
            before.append(value)
        elif name == "annex":
            annex.append(value)
        elif name == "seed":
            _assert_in_seed(*value.split(" ", 2))
        else:
            raise ValueError(line)
    for piece, lines in {**PIECES, "…五千字": _LONGEST}.items():
        projects = projects.replace(piece, lines)
    if not any(line.startswith("金额单位") for line in annex):
        annex.append("金额单位: 万元")
    shown = [line for line in expected.splitlines() if line]
    texts = tuple(project.strip("\n") + "\n" for project in projects.split("\n+++\n"))
    changes = [line.removeprefix(_AFTER) for line in shown if line.startswith(_AFTER)]
    return RuleCase(
        code,
        kind,
        title,
        region,
        "\n".join([f"地区: {region}", *annex]) + "\n",
        texts,
        tuple(line for line in shown if not line.startswith(_AFTER)),
        folder,
        tuple(_mended(text, before) for text in texts) if before else (),
        tuple(_mended(text, changes) for text in texts) if changes else (),
    )


_AFTER = "after: "


def _mended(text: str, changes: list[str]) -> str:
    for change in changes:
        old, _, new = change.partition(" ⇒ ")
        text = text.replace(old.replace("\\n", "\n"), new.replace("\\n", "\n"))
    return text


def after(case: RuleCase, region: str) -> RuleCase:
    """Return a case as it stands when its hint has been followed, in the form of another region."""
    annex = case.annex.replace(f"地区: {case.region}\n", f"地区: {region}\n", 1)
    return replace(case, projects=case.mended, region=region, annex=annex)


def _assert_in_seed(file: str, line: str, words: str) -> None:
    text = (SEEDS / file).read_text("utf-8").split("\n")[int(line) - 1]
    assert words in text, (file, line, text)


_FIELDS = PackFields([PACKS])


@cache
def _region(name: str) -> Region:
    return find_region(name, [PACKS])


def findings_of(case: RuleCase, folder: Path) -> list[Finding]:
    """Return what the case's rule finds in it; anything that keeps the annex from being read fails."""
    folder = folder / case.folder
    _write(folder, case.annex, case.projects)
    if case.before:
        earlier = folder.parent.with_name(str(int(folder.parent.name) - 1)) / folder.name
        _write(earlier, case.annex, case.before)
    loaded = load_annex(folder, _FIELDS)
    if loaded.drafted is None:
        own = [Finding(problem) for problem in loaded.problems if problem.code == case.code]
        assert own, loaded.problems
        return own
    before = annex_of_year_before(folder, _FIELDS)
    found = check_annex(loaded.drafted, _region(case.region), loaded.problems, before=before)
    return [finding for finding in found if finding.problem.code == case.code]


def _write(folder: Path, annex: str, projects: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annex.yaml").write_text(annex, "utf-8")
    for number, project in enumerate(projects, 1):
        (folder / f"{number}.yaml").write_text(project, "utf-8")


def shown(finding: Finding) -> str:
    problem = finding.problem
    place = problem.places[0]
    assert isinstance(place, SourcePlace)
    return f"{problem.code} {place.line}:{place.column}+{place.length} {problem.message}"
