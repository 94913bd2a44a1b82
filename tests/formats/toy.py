"""A format of its own, such as somebody might add: what a document shows, as JSON behind a mark."""

from __future__ import annotations

import json

from pmgen.document import Document
from pmgen.formats import Format, Medium, Signature, Written
from pmgen.formats.file_contents import Box, Grid, Seen, ShownRunningHeads, Words
from pmgen.problems import Problem
from pmgen.verify.shown_content import shown_content

MARK = b"TOY "
RECORD = Format(
    name="toy",
    writer="toy",
    needs=(),
    reader="toy",
    scan="toy",
    medium=Medium.TEXT,
    is_filled_layout=False,
    signature=Signature((MARK.lower(),), 4),
)


def write(document: Document) -> Written:
    seen = shown_content(document)
    blocks = [block.text if isinstance(block, Words) else block.lines for block in seen.blocks]
    heads = [running_heads.ordinary for running_heads in seen.running_heads]
    return Written(MARK + json.dumps([blocks, heads], ensure_ascii=False).encode())


def read(data: bytes) -> Seen:
    blocks, heads = json.loads(data.removeprefix(MARK))
    return Seen(tuple(map(_block, blocks)), tuple(ShownRunningHeads(tuple(lines)) for lines in heads))


def _block(block: str | list[list[list[object]]]) -> Grid | Words:
    if isinstance(block, str):
        return Words(block)
    return Grid(tuple(tuple(Box(*box) for box in line) for line in block))  # type: ignore[arg-type]


def find_foreign_content(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    return ()
