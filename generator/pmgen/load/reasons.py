"""Why the system would not read a file, in sentences of our own."""

from __future__ import annotations

import errno

from pmgen.problems import Message, message


def why_not_read(file: str, error: OSError) -> tuple[Message, Message]:
    """Return what is wrong and what to do where reading `file` ended in `error`."""
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
    return (
        message(
            "{file} cannot be read: the system gives the reason {number}.", file=file, number=error.errno
        ),
        message("Copy the file to another disk and try it there."),
    )


def no_annex_file() -> tuple[Message, Message]:
    """Return that a folder of projects has no annex.yaml."""
    return (
        message("This folder has no annex.yaml, which says what its projects share."),
        message(
            "Write annex.yaml with the line 地区: …… (such as tianjin) and the line 金额单位: 万元 or 元."
        ),
    )


def leads_out(file: str) -> tuple[Message, Message]:
    """Return that a data file is a link to a place where no data of the workspace lie."""
    return (
        message("{file} is a link to a place outside of the data, and is not read.", file=file),
        message("Put the file itself in place of the link; links within the annex or within data/ are read."),
    )
