"""What stood in a revision of git: its YAML files, taken out of the store into a temporary folder."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmgen.problems import Message, Problem, Refusal, message
from pmgen.publish.files import place_below

MAX_FILES = 20_000
MAX_BYTES = 200_000_000
SECONDS = 60
_ENTRY = re.compile(rb"(?:100644|100755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)
_QUIET = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file in the store of git."""

    id: str
    size: int
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of git with its work tree."""

    root: Path

    @classmethod
    def around(cls, folder: Path) -> Repository | None:
        """Return the repository that `folder` lies in, or None."""
        found = _git(folder, "rev-parse", "--show-toplevel")
        return None if found is None else cls(Path(os.fsdecode(found.removesuffix(b"\n"))))

    def commit(self, revision: str) -> str | None:
        """Return the id of the commit that `revision` names, or None."""
        if not revision or revision.startswith("-"):
            return None
        wanted = f"{revision}^{{commit}}"
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        return None if found is None else found.decode("ascii").strip()

    def take_out(self, commit: str, path: PurePosixPath, into: Path) -> None:
        """Write the YAML files at and below `path`, as they stood in `commit`, below `into`."""
        blobs = [*self._yaml_files(commit, path)]
        if len(blobs) > MAX_FILES or sum(blob.size for blob in blobs) > MAX_BYTES:
            text = message("{path} holds too many files, or files too large, to be compared", path=path)
            raise Refusal([_problem("PMG810", text, message("name a folder further down"))])
        for blob, data in zip(blobs, self._contents(blobs), strict=True):
            file = place_below(into, blob.path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def _yaml_files(self, commit: str, path: PurePosixPath) -> Iterator[_Blob]:
        below = () if path == PurePosixPath() else ("--", str(path))
        listed = _git(self.root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *below)
        for entry in (listed or b"").split(b"\0"):
            match = _ENTRY.fullmatch(entry)
            if match and match[3].endswith((b".yaml", b".yml")):
                yield _Blob(match[1].decode(), int(match[2]), PurePosixPath(os.fsdecode(match[3])))

    def _contents(self, blobs: Sequence[_Blob]) -> Iterator[bytes]:
        """Yield what the files hold, as git hands it over: a line about each, its bytes, a line end."""
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
        answer = _git(self.root, "cat-file", "--batch", given=asked) if blobs else b""
        if answer is None:
            text = message("git cannot read the files of this revision")
            raise Refusal(
                [_problem("PMG141", text, message("look whether the repository is whole: git fsck"))]
            )
        start = 0
        for blob in blobs:
            start = answer.index(b"\n", start) + 1
            yield answer[start : start + blob.size]
            start += blob.size + 1


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what git answers, None where it refuses."""
    command = ["git", "--no-replace-objects", "-C", str(folder), *arguments]
    try:
        ended = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, **_QUIET},
        )
    except FileNotFoundError as error:
        text = message("git was not found, and without it no revision can be read")
        hint = message("install git, or name folders instead of revisions")
        raise Refusal([_problem("PMG140", text, hint)]) from error
    except subprocess.TimeoutExpired as error:
        text = message("git gave no answer within {seconds} seconds", seconds=SECONDS)
        raise Refusal([_problem("PMG141", text, message("name a folder further down"))]) from error
    return ended.stdout if ended.returncode == 0 else None


def _problem(code: str, text: Message, hint: Message) -> Problem:
    return Problem(code, text, (), hint)
