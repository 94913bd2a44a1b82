"""What a machine remembers of an output elsewhere: which annexes need no rendering, and hashes of records.

It may be deleted at any time: then the workers look for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import write_whole
from pmgen.publish.render_report import Receipt

_VERSION = 2

RecordHashes = Mapping[str, tuple[str, str]]
"""By the name of a record its tag and its hash."""


@dataclass(frozen=True, slots=True)
class ClusterState:
    """What is remembered.

    `annexes` has by the place of each what tells it from any other, and its receipt as long as that stays.
    """

    annexes: Mapping[str, tuple[str, Receipt]] = field(default_factory=dict)
    records: RecordHashes = field(default_factory=dict)


def read_state(file: Path | None) -> ClusterState:
    """Return what a file remembers, nothing where it does not help."""
    try:
        plain = json.loads(file.read_bytes()) if file else {}
        annexes = {
            into: (
                str(each["as"]),
                Receipt(PurePosixPath(into), each["unit"], 0, each["documents"], said=each["said"]),
            )
            for into, each in plain["annexes"].items()
            if plain["version"] == _VERSION
        }
        records = {name: (str(tag), str(found)) for name, (tag, found) in plain["records"].items()}
        return ClusterState(annexes, records)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ClusterState()


def write_state(file: Path | None, state: ClusterState) -> None:
    """Let a file remember this."""
    annexes = {
        into: {"as": fingerprint, "unit": each.unit, "documents": each.unchanged, "said": dict(each.said)}
        for into, (fingerprint, each) in state.annexes.items()
    }
    plain = {"version": _VERSION, "annexes": annexes, "records": state.records}
    if file is not None and state != ClusterState():
        with suppress(Refusal):  # the next run looks again, and that is all
            write_whole(file, json.dumps(plain).encode())
