"""When the files of a form are saved, whichever way the program has of saving them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

_QUIET, _LONGEST = 150, 800
"""Milliseconds without a change that end a save, and after which one is over in any case.

Word writes a temporary file, moves the old one away, and renames the new one: three changes, one save.
"""


def saves(folder: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield at every save of a file of the form in `folder`."""
    # The folder and not the file: after Word's rename the old file is gone, and nobody hears of it any more.
    for changes in watch(
        folder, debounce=_LONGEST, step=_QUIET, recursive=False, stop_event=stop, raise_interrupt=False
    ):
        if any(_is_of_form(Path(path)) for _, path in changes):
            yield


def _is_of_form(path: Path) -> bool:
    """Tell whether a change is about a file of a form: no lock of Word, no temporary file."""
    return not path.name.startswith(("~", ".")) and path.suffix.lower() not in ("", ".tmp") and path.is_file()
