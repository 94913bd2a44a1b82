"""The two sides of a comparison, read: folders, files, or what stood in a revision of git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from pmgen import disk
from pmgen.catalog import PackFields
from pmgen.cli.spoken_language import say
from pmgen.cli.workspace import Workspace, shown
from pmgen.compare import Edition
from pmgen.load import LoadedAnnex, find_annexes, load_annex, load_project_file
from pmgen.load.annex_folders import ANNEX_FILE, ENDINGS, said_region_of
from pmgen.load.project_files import is_stream_name
from pmgen.problems import Message, Place, Problem, Refusal, message
from pmgen.publish.atomic_files import place_below

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
            if match and match[3].endswith(tuple(map(str.encode, ENDINGS))):
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


@dataclass(frozen=True, slots=True)
class FileNames:
    """What files are called for people: those of a revision by revision and path, others as from here."""

    revisions: tuple[tuple[Path, str], ...] = ()

    def __call__(self, file: str) -> str:
        """Return the name to show for a file."""
        path = Path(file)
        for root, revision in self.revisions:
            if path.is_relative_to(root):
                return f"{revision}:{path.relative_to(root).as_posix()}"
        return shown(path) if file else ""

    def place(self, place: Place) -> Place:
        """Return the place with the name to show for its file."""
        name = self(place.file)
        # What lies on the disk keeps its path, so that its lines can be shown.
        return place if name == shown(place.file) else replace(place, file=name)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One side as the command line names it: a path, a revision, or both."""

    revision: str | None
    path: str | None

    @classmethod
    def read(cls, word: str) -> _Wanted:
        """Return what a word names; what lies here is never taken for a revision."""
        if disk.is_there(Path(word)):
            return cls(None, word)
        revision, colon, path = word.partition(":")
        return cls(revision, path if colon else None)


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side, read: `path` is what was named."""

    path: Path
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ComparedSides:
    """Both sides of a comparison, read, and what their files are called."""

    old: ComparedSide
    new: ComparedSide
    names: FileNames

    @property
    def is_of_one_project(self) -> bool:
        """Tell whether each side is a project that was named by its file."""
        return all(map(_is_of_one_project, (self.old.path, self.new.path)))


def _is_of_one_project(path: Path) -> bool:
    return disk.is_file(path) and path.name != ANNEX_FILE and not is_stream_name(path.name)


def read_sides(
    words: tuple[str, str],
    below: Path | None,
    workspace: Workspace,
    source: PackFields,
    stack: ExitStack,
) -> ComparedSides:
    """Return both sides, read; what git hands over lasts as long as `stack`.

    A revision without a path means `below`, else the path of the other side, else the data of the workspace.
    """
    old, new = map(_Wanted.read, words)
    if below and not any(side.revision is not None and side.path is None for side in (old, new)):
        text = message("a path by itself goes with revisions: pmgen diff A B -- PATH")
        raise click.UsageError(say(text))
    found = [
        _found(side, below or _here(other) or workspace.data, workspace.root, stack)
        for side, other in ((old, new), (new, old))
    ]
    names = FileNames(tuple((root, revision) for root, revision, _ in found if revision))
    return ComparedSides(_read(found[0][2], names, source), _read(found[1][2], names, source), names)


def _here(other: _Wanted) -> Path | None:
    return Path(other.path) if other.revision is None and other.path else None


def _found(side: _Wanted, below: Path | None, root: Path, stack: ExitStack) -> tuple[Path, str, Path]:
    """Return where a side lies now: below which folder, of which revision if of one, and the path itself."""
    if side.revision is None:
        path = Path(side.path or "")
        return path, "", path
    repository = Repository.around(root)
    commit = repository.commit(side.revision) if repository else None
    if repository is None or commit is None:
        text = message("{word} is no file or folder here, and no revision of git", word=side.revision)
        raise click.UsageError(say(text))
    inside = _inside(side, below, repository)
    try:
        into = Path(stack.enter_context(TemporaryDirectory(prefix="pmgen-")))
        path = place_below(into, inside)
        repository.take_out(commit, inside.parent if inside.suffix in ENDINGS else inside, into)
    except OSError as error:
        raise Refusal([_no_temporary_folder(error)]) from None
    if not disk.is_there(path):
        text = message("{revision} holds no YAML files in {path}", revision=side.revision, path=inside)
        raise click.UsageError(say(text))
    return into, side.revision, path


def _no_temporary_folder(error: OSError) -> Problem:
    text = message(
        "the folder for temporary files cannot be used: {reason}", reason=error.strerror or error.errno
    )
    hint = message("make room there, or set TMPDIR to a folder that may be written to")
    return Problem("PMG142", text, (), hint)


def _inside(side: _Wanted, below: Path | None, repository: Repository) -> PurePosixPath:
    """Return the path in the repository that a side means; one behind a colon is named as git does."""
    if side.path is not None and not side.path.startswith(("./", "../")):
        return _within(PurePosixPath(side.path))
    path = Path(side.path) if side.path is not None else below
    if path is None:
        text = message("there is no folder data/ here or above; name an annex, or go into its folder first")
        raise click.UsageError(say(text))
    absolute, root = disk.real(path), disk.real(repository.root)
    if not absolute.is_relative_to(root):
        text = message("{path} does not lie in the repository of git", path=shown(path))
        raise click.UsageError(say(text))
    return PurePosixPath(absolute.relative_to(root).as_posix())


def _within(path: PurePosixPath) -> PurePosixPath:
    if path.is_absolute() or ".." in path.parts:
        text = message("{path} does not lie in the repository of git", path=path)
        raise click.UsageError(say(text))
    return path


def _read(path: Path, names: FileNames, source: PackFields) -> ComparedSide:
    if disk.is_file(path) and path.name != ANNEX_FILE:
        read = [("", path.parent, load_project_file(path, source))]
    else:
        folder = path.parent if disk.is_file(path) else disk.behind_link(path)
        folders = find_annexes(folder) or (folder,)
        read = [(_key(each, folder), each, load_annex(each, source)) for each in folders]
    told = (problem for _, annex, loaded in read for problem in _problems(annex, loaded, source))
    editions = tuple(_edition(key, loaded) for key, _, loaded in read)
    return ComparedSide(path, editions, tuple(_named(told, names)))


def _problems(annex: Path, loaded: LoadedAnnex, source: PackFields) -> Iterator[Problem]:
    """Yield what is wrong with an annex; without its region nobody can say which fields it may have."""
    said = said_region_of(annex) if any(map(_is_of_form, loaded.problems)) else None
    missing = source.why_unusable(*said) if said else None
    if missing is not None:
        yield missing
    yield from (problem for problem in loaded.problems if missing is None or not _is_of_form(problem))


def _is_of_form(problem: Problem) -> bool:
    """Tell whether a problem is of a field, or of a word of 二级指标, that a form may have of its own."""
    field = dict(problem.message.values).get("field")
    return problem.code == "PMG201" or (problem.code == "PMG209" and "二级指标" in str(field))


def _key(annex: Path, folder: Path) -> str:
    return annex.relative_to(folder).as_posix() if annex != folder else ""


def _edition(key: str, loaded: LoadedAnnex) -> Edition:
    is_whole = not any(problem.is_error for problem in loaded.problems)
    return Edition(key, loaded.annex, is_whole)


def _named(problems: Iterable[Problem], names: FileNames) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, places=tuple(map(names.place, problem.places)))
