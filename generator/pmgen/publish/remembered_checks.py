"""What the review of each annex came to, so that it need not be done again while nothing has changed.

What is remembered is private to a machine and may be deleted at any time: it saves time, and says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import write_whole
from pmgen.publish.document_inputs import Inputs
from pmgen.publish.record_file import inputs_from_plain
from pmgen.publish.sealed_state import sealed, unsealed

_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """How much was found in annexes: what is not waived by severity, gaps and copies apart, and what is.

    `remembered` of the annexes were not reviewed again; `off` is what rules found that are set to 不查.
    """

    annexes: int = 0
    remembered: int = 0
    errors: int = 0
    warnings: int = 0
    gaps: int = 0
    waived: int = 0
    copies: int = 0
    off: int = 0

    def __add__(self, other: CheckCounts) -> CheckCounts:
        mine, theirs = asdict(self), asdict(other)
        return CheckCounts(**{name: mine[name] + theirs[name] for name in mine})


Remembered = tuple[Inputs, CheckCounts]


class RememberedChecks:
    """What the reviews of annexes came to, by any name, each with all that was read for it."""

    def __init__(self, state: Path | None) -> None:
        self._state = state
        self._known = _read(state) if state else {}
        self._now: dict[str, Remembered] = {}

    def of(self, name: str, now: Callable[[Inputs], Inputs | None]) -> CheckCounts | None:
        """Return what a review came to, None where it is not known or would read something else now.

        `now` gives what it would read, after what it read then.
        """
        known = self._known.get(name)
        if known is None or now(known[0]) != known[0]:
            return None
        return replace(known[1], remembered=1)

    def learn(self, name: str, inputs: Inputs, counts: CheckCounts) -> None:
        """Remember what a review came to that read `inputs`."""
        self._now[name] = inputs, counts

    def save(self) -> None:
        """Write down what is known of the annexes asked about; of others it stays as it was."""
        kept = {**self._known, **self._now}
        if self._state and kept != self._known:
            with suppress(Refusal):  # the next run reviews the annexes again, and that is all
                write_whole(self._state, _bytes(kept))


def _bytes(known: Mapping[str, Remembered]) -> bytes:
    reviews = {name: [inputs.plain(), asdict(counts)] for name, (inputs, counts) in known.items()}
    return sealed({"version": _VERSION, "reviews": reviews})


def _read(state: Path) -> dict[str, Remembered]:
    plain = unsealed(state, _VERSION)
    if plain is None:
        return {}
    return {
        name: (inputs_from_plain(inputs), CheckCounts(**counts))
        for name, (inputs, counts) in plain["reviews"].items()
    }
