"""What a view has to say, collected so that each matter is one problem, however many places it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.problems import Message, Place, Problem, message

_NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of finding. Its texts may name {subject}, {project}, {region}, {count}, {total} and {names}."""

    code: str
    text: Message
    hint: Message


class Case(NamedTuple):
    """A topic and what it is about: one problem each."""

    topic: Topic
    subject: str
    project: str = ""


UNSEEN = Topic(
    "PMG604",
    message("no published form of {region} shows a target of the kind {subject}; printed as text: {count}"),
    message("compare these cells with what the place expects: {names}"),
)
UNSEEN_IN_COLUMNS = Topic(
    "PMG604",
    message(
        "no published form of {region} shows a target of the kind {subject}; printed in the columns: {count}"
    ),
    UNSEEN.hint,
)
ASSUMED_LABEL = Topic(
    "PMG605",
    message("no published form of {region} shows {subject}; indicators with assumed labels: {count}"),
    message("compare these cells with what the place expects: {names}"),
)
NO_LABEL = Topic(
    "PMG602",
    message("the form of {region} has no labels for {subject}; indicators with blank labels: {count}"),
    message("give these indicators another category, or add {subject} to the labels in region.yaml: {names}"),
)
NO_COST_KIND = Topic(
    "PMG601",
    message("{project} does not say the {subject} of its costs; indicators with a blank level 2: {count}"),
    message("write `{subject}:` (经济成本、社会成本 or 生态环境成本) under each of them: {names}"),
)
LONG_FORM = Topic(
    "PMG603",
    message("{project} has words with a sign or a unit as targets; printed in one piece: {count}"),
    message("compare these cells with what the place expects: {names}"),
)

EQUAL_POLARITY = Topic(
    "PMG606",
    message("{project} has equal signs as 指标方向 and no 指标性质; the cells stay blank: {count}"),
    message(
        "here they are mostly {subject}; if that is right, write `指标性质: {subject}` under each of {names}"
    ),
)


class Findings:
    """Collects cases with the name and place of each indicator that they were met at."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._met: dict[Case, list[tuple[str, Place]]] = {}

    def note(self, case: Case, name: str, place: Place) -> None:
        """Keep one more indicator for a case."""
        self._met.setdefault(case, []).append((name, place))

    def problems(self) -> Iterator[Problem]:
        """Give one problem for each case, in the order in which the cases were met."""
        for case, met in self._met.items():
            values = {
                "subject": case.subject,
                "project": case.project,
                "region": self._region,
                "count": len(met),
                "names": list_names(name for name, _ in met),
            }
            yield problem(case.topic, (place for _, place in met), **values)


def problem(topic: Topic, places: Iterable[Place], **values: object) -> Problem:
    """Return the problem of a topic with the words for its gaps."""
    text, hint = message(topic.text.text, **values), message(topic.hint.text, **values)
    return Problem(topic.code, text, tuple(places), hint)


def list_names(names: Iterable[str]) -> str:
    """Return the names as one text; of very many only the first."""
    every = list(names)
    shown = "、".join(every[:_NAMES_SHOWN])
    return f"{shown}……" if len(every) > _NAMES_SHOWN else shown
