"""What the rules say about good documents of other fields, hit by hit, and which planted mistakes they find.

`invented/` holds projects as careful offices write them, and `hits.txt` whether a reviewer would agree with
each hit on them. The folders `planted` and `planted_late` hold mistakes made on purpose; `planted.txt` lists
them, each with the rules that hit there, behind a dash where none of them tells what is wrong.
The folders `governance`, `economy` and `planted_late` were kept back until the rules had been written; of
the 30 mistakes in `planted_late` 19 were found then, and since then the rules have learned from the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.check import RULES, Finding, check_annex
from pmgen.load import load_annex
from pmgen.model.records import Project
from pmgen.problems import SourcePlace

ROOT = Path(__file__).parents[2]
INVENTED = Path(__file__).parent / "invented"
HITS = INVENTED / "hits.txt"
PLANTED = INVENTED / "planted.txt"
GOOD = sorted(
    path.parent for path in INVENTED.glob("*/annex.yaml") if not path.parent.name.startswith("planted")
)
HEURISTIC = frozenset(rule.code for rule in RULES if rule.heuristic)
UNJUDGED = "?"
MISSED = "-"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader thinks of a hit: `true` where a reviewer would agree, else `false`."""

    verdict: str
    reason: str


@cache
def found_in(folder: Path) -> tuple[Finding, ...]:
    loaded = load_annex(folder)
    assert loaded.annex is not None
    assert not loaded.problems
    region = find_region(loaded.annex.region or "", [ROOT / "templates"])
    codes = {rule.code for rule in RULES}
    return tuple(each for each in check_annex(loaded.annex, region) if each.problem.code in codes)


def hit_lines(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Give the rule of every finding, and a line that says where and what it is."""
    for finding in findings:
        place = finding.problem.places[0]
        assert isinstance(place, SourcePlace)
        file = Path(place.file)
        name = f" 〈{finding.indicator.name}〉" if finding.indicator else ""
        where = f"{file.parent.name}/{file.name} {place.line}:{place.column}+{place.length}"
        yield finding.problem.code, f"{where}{name} {finding.problem.message}"


def read_judgements(text: str) -> dict[tuple[str, str], Judgement]:
    """Return the judgements of hits.txt by rule and hit."""
    judged: dict[tuple[str, str], Judgement] = {}
    code = ""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("# "):
            code = line.split()[1]
        elif line:
            verdict, hit = line.split(" ", 1)
            judged[code, hit] = Judgement(verdict, next(lines).strip())
    return judged


def listed(hits: Iterable[tuple[str, str]], judged: Mapping[tuple[str, str], Judgement]) -> str:
    """Return hits.txt as it must be: rule by rule, with the judgement known of each hit."""
    text = []
    for code, of_rule in groupby(sorted(hits), lambda hit: hit[0]):
        lines = [(line, judged.get((code, line), Judgement(UNJUDGED, UNJUDGED))) for _, line in of_rule]
        verdicts = Counter(judgement.verdict for _, judgement in lines)
        text.append(f"# {code} true {verdicts['true']}, false {verdicts['false']}\n")
        text.extend(f"{each.verdict} {line}\n    {each.reason}\n" for line, each in lines)
        text.append("\n")
    return "".join(text)


def test_every_hit_is_judged(pytestconfig: pytest.Config) -> None:
    """Add what is new with `--accept`, and put true or false and a reason where it writes a question mark."""
    hits = [hit for folder in GOOD for hit in hit_lines(found_in(folder))]
    text = listed(hits, read_judgements(HITS.read_text(encoding="utf-8")))
    if pytestconfig.getoption("accept"):
        HITS.write_text(text, encoding="utf-8")
    assert HITS.read_text(encoding="utf-8") == text
    assert {each.verdict for each in read_judgements(text).values()} <= {"true", "false"}


def test_how_many_alarms_are_false() -> None:
    judged = read_judgements(HITS.read_text(encoding="utf-8"))
    false = Counter(code for (code, _), each in judged.items() if each.verdict == "false")
    assert sum(1 for folder in GOOD for _ in folder.glob("[0-9]*.yaml")) == 64
    assert not HEURISTIC & false.keys()
    assert not false


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line of planted.txt: file, indicator or goal, whether it is found, and all rules that hit there."""

    path: str
    subject: str
    is_found: bool
    rules: frozenset[str]


def read_mistakes() -> Iterator[Mistake]:
    for line in PLANTED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            path, subject, _, rules = line.split(" | ")
            yield Mistake(path, subject, rules[0] != MISSED, frozenset(rules.lstrip(f"{MISSED} ").split()))


MISTAKES = tuple(read_mistakes())


def lines_of(project: Project, subject: str) -> frozenset[int | None]:
    """Return the lines of the indicator of that name, or of the goal in `目标2`."""
    goals = [goal.places for goal in project.goals if f"目标{goal.seq}" == subject]
    named = [each.places for each in project.indicators if each.name == subject]
    (places,) = goals or named
    return frozenset(place.line for place in places.values())


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.path} {mistake.subject}")
def test_the_rules_that_hit_a_planted_mistake(mistake: Mistake) -> None:
    path = INVENTED / mistake.path
    hit = {
        finding.problem.code
        for finding in found_in(path.parent)
        if finding.project is not None
        and Path(finding.project.file).name == path.name
        and not lines_of(finding.project, mistake.subject).isdisjoint(
            place.line for place in finding.problem.places if isinstance(place, SourcePlace)
        )
    }
    assert hit == mistake.rules


def test_how_many_planted_mistakes_are_found() -> None:
    folders = Counter(mistake.path.split("/")[0] for mistake in MISTAKES)
    found = Counter(mistake.path.split("/")[0] for mistake in MISTAKES if mistake.is_found)
    assert folders == {"planted": 30, "planted_late": 30}
    assert found == {"planted": 29, "planted_late": 25}
