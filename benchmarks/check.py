"""Loading and checking 1,000 project files beside PyYAML, in one process on the same texts. See README.md."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from indicator_rows import TEMPLATES
from pmgen.catalog import find_region
from pmgen.catalog.region import Region
from pmgen.check import RULES, Finding, check_annex
from pmgen.load import load_annex
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode
from pmgen.load.yaml_parsing import compose, compose_events
from project_files import FILES, ROWS, write_annexes
from timing import Case, medians

PYYAML = "PyYAML, CSafeLoader"
NODES = "nodes with places"
EVENTS = "nodes by YAML's events"
LOAD = "load into the model"
CHECK = "load and check"
WANTED = {NODES: 1, EVENTS: 1, LOAD: 1, CHECK: 6}


def prepare(folders: Sequence[Path]) -> dict[str, Case]:
    """Return the cases; each drops what it has read of a folder before it turns to the next."""
    texts = [[path.read_text("utf-8") for path in sorted(folder.iterdir())] for folder in folders]

    def pyyaml() -> None:
        for folder in texts:
            [yaml.load(text, yaml.CSafeLoader) for text in folder]

    def nodes() -> None:
        for folder in texts:
            [compose(text, "") for text in folder]

    def events() -> None:
        for folder in texts:
            [compose_events(text, "") for text in folder]

    def load() -> None:
        for folder in folders:
            load_annex(folder)

    def check() -> None:
        for folder in folders:
            _findings(folder)

    check_equal(texts)
    check_loaded(folders)
    return {PYYAML: pyyaml, NODES: nodes, EVENTS: events, LOAD: load, CHECK: check}


def _findings(folder: Path) -> tuple[Finding, ...]:
    loaded = load_annex(folder)
    assert loaded.annex is not None
    return check_annex(loaded.annex, _region(), loaded.problems)


@cache
def _region() -> Region:
    return find_region("tianjin", [TEMPLATES])


# the readings must be the same before their times can be compared


def check_equal(folders: Sequence[Sequence[str]]) -> None:
    """Stop unless pmgen and PyYAML read the same from every text."""
    for text in (text for folder in folders for text in folder):
        root = compose(text, "").root
        wanted = yaml.load(text, yaml.CBaseLoader)
        if root is None or _plain(root) != wanted or root != compose_events(text, "").root:
            raise SystemExit("pmgen and PyYAML read different things: their times cannot be compared")


def _plain(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MappingNode):
        return {key.text: _plain(value) for key, value in node.entries}
    return [_plain(item) for item in node.items]


def check_loaded(folders: Sequence[Path]) -> None:
    """Stop unless every project is loaded with all its indicators and without a problem."""
    loaded = [load_annex(folder) for folder in folders]
    counts = [len(p.indicators) for each in loaded if each.annex for p in each.annex.projects]
    if counts != [ROWS] * FILES or any(each.problems for each in loaded):
        raise SystemExit("not every project file is sound")


# the report


def report(seconds: float) -> Iterator[str]:
    """Yield the lines of the report."""
    with TemporaryDirectory() as root:
        folders = write_annexes(Path(root))
        cases = prepare(folders)
        count = sum(len(_findings(folder)) for folder in folders)
        yield f"{FILES} project files of {ROWS} indicators; {len(RULES)} rules with {count} findings."
        yield _line("case", "ms", "ms per file", "of PyYAML", "wanted")
        times = medians(cases, seconds)
    for name, time in times.items():
        share = f"{time / times[PYYAML]:.2f}"
        wanted = f"≤ {WANTED[name]}" if name in WANTED else ""
        yield _line(name, f"{time:.0f}", f"{time / FILES:.3f}", share, wanted)


def _line(*columns: object) -> str:
    return "".join(f"{column!s:>{max(22, len(str(column)) + 2)}}" for column in columns)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="time for all cases")
    for line in report(parser.parse_args().seconds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
