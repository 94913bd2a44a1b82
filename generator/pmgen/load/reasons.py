"""Why the system would not read a file, in sentences of our own."""

from __future__ import annotations

import errno
from pathlib import Path

from pmgen.disk import is_link
from pmgen.problems import Message, message


def why_not_read(path: Path, error: OSError) -> tuple[Message, Message]:
    """Return what is wrong and what to do where looking into `path` ended in `error`."""
    file = path.name
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and is_link(path):
        return (
            message("{file} is a link to something that is not there.", file=file),
            message("Put the file itself in place of the link, or delete the link."),
        )
    if error.errno == errno.ELOOP:
        return (
            message("{file} is a link that leads back to itself.", file=file),
            message("Put the file itself in place of the link, or delete the link."),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            message("There is no file {file}.", file=file),
            message("Check its name, or write the file."),
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            message("{file} may not be read.", file=file),
            message("Ask its owner for the permission, or close the program that holds it open."),
        )
    if error.errno == errno.EISDIR:
        return message("{file} is a folder.", file=file), message("Name a file, or move the folder away.")
    if error.errno == errno.ENXIO:
        return (
            message("{file} is no ordinary file but a pipe, a socket or a device.", file=file),
            message("Put an ordinary file in its place, or move it away."),
        )
    return (
        message(
            "{file} cannot be read: the system gives the reason {number}.", file=file, number=error.errno
        ),
        message("Copy the file to another disk and try it there."),
    )


def no_annex_file(near: str | None) -> tuple[Message, Message]:
    """Return that a folder of projects has no annex.yaml; `near` is a file that may be meant for it."""
    text = message("This folder has no annex.yaml, which says what its projects share.")
    if near is not None:
        return text, message("Rename {file} to annex.yaml.", file=near)
    return (
        text,
        message(
            "Write annex.yaml with the line 地区: …… (such as tianjin) and the line 金额单位: 万元 or 元."
        ),
    )


def name_not_utf8() -> tuple[Message, Message]:
    """Return that a name holds bytes that are no text."""
    return (
        message("This name is not written in UTF-8, and nothing under it is read."),
        message("Rename it; names that came from Windows in a zip or over the network are often in GBK."),
    )


def leads_out(file: str) -> tuple[Message, Message]:
    """Return that a data file is a link to a place where no data of the workspace lie."""
    return (
        message("{file} is a link to a place outside of the data, and is not read.", file=file),
        message("Put the file itself in place of the link; links within the annex or within data/ are read."),
    )
