"""The words for files of an annex that are missing, or have other names than they should."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmgen.late_pattern import late
from pmgen.model.field_definitions import block
from pmgen.problems import Message, message

_OF_ANNEX = ("年度: ……（例：2026）", "金额单位: ……（可填：元、万元）")
"""The lines of an annex file below that of its region."""
_JSON_ENDING = late(r"(?i)\.(?:json|jsonl|ndjson)(?:\.\w+)?\Z")
_OF_AN_OFFICE = late(r"(?i)\.(?:docx?|xlsx?|wps|et|pdf)\Z")
_ANY_ENDING = late(
    r"(?i)(?:[.。．]\s*(?:ya?ml|jsonl?|ndjson|txt|md|docx?|xlsx?|wps|et|pdf|bak|old|orig|tmp|off)\d*|~)+\Z"
)


_SHOW_ENDINGS = message(
    "Where the ending is not seen: tick File name extensions under View in the Windows Explorer."
)


def no_annex_file(near: str | None, regions: Sequence[str], folder: str) -> tuple[Message, Message]:
    """Return that a `folder` of projects has no annex.yaml, which names one of the `regions`.

    `near` is a file that may be meant for it.
    """
    text = message("This folder has no annex.yaml, which says what its projects share.")
    if near is not None:
        return text, message("Rename {file} to annex.yaml.", file=near)
    if regions:
        return text, message(
            "Write annex.yaml with these lines, or move the projects into a folder that has one: {block}",
            block=_lines(regions, folder),
        )
    return text, message(
        "Write annex.yaml with these lines; pmgen regions lists the regions: {block}",
        block=_lines((), folder),
    )


def region_to_write(regions: Sequence[str], folder: str) -> str:
    """Return the one of the `regions` with which the name of the `folder` begins, or all that there are."""
    named = [region for region in regions if re.match(rf"{re.escape(region)}(?![a-z])", folder.lower())]
    return max(named, key=len, default=f"……（可填：{'、'.join(regions)}）" if regions else "……")


def _lines(regions: Sequence[str], folder: str) -> str:
    """Return the lines of an annex file."""
    return block((f"地区: {region_to_write(regions, folder)}", *_OF_ANNEX))


def empty_annex_file(regions: Sequence[str], folder: str) -> tuple[Message, Message]:
    """Return that annex.yaml is empty."""
    return (
        message("This file is empty."),
        message(
            "Write these lines into it; pmgen regions lists the regions: {block}",
            block=_lines(regions, folder),
        ),
    )


def no_projects(left_out: Sequence[str]) -> tuple[Message, Message]:
    """Return that an annex folder holds no project; the files `left_out` are none by their names."""
    if not left_out:
        return (
            message("This folder holds no project file."),
            message(
                "Put one file per project beside annex.yaml, with the ending .yaml, "
                "or all projects into 项目.jsonl."
            ),
        )
    name, meant = left_out[0], _with_ending(left_out[0])
    wrong = message(
        "This folder holds no project file: {names} does not end in .yaml.", names="、".join(left_out)
    )
    if _OF_AN_OFFICE.search(name):
        return wrong, message("Copy its contents into a text file of Notepad, saved as {name}.", name=meant)
    return wrong, message("Rename {file} to {name}.", file=name, name=meant)


def department_and_projects(names: Sequence[str]) -> tuple[Message, Message]:
    """Return that an annex is about a department, and has files of projects as well."""
    return (
        message(
            "This annex is about a department, and there are project files too: {names}.",
            names="、".join(names),
        ),
        message("Move the project files into a folder of their own, or delete 部门."),
    )


def no_such_file(name: str) -> tuple[Message, Message]:
    """Return that a project file is named and not there."""
    return (
        message("There is no project file {name} in this folder.", name=name),
        message("Write the name of the file as the folder shows it."),
    )


def other_ending(name: str) -> tuple[Message, Message]:
    """Return that a file is left out because of its ending."""
    if _JSON_ENDING.search(name):
        return (
            message("{name} is left out: a file of projects in JSON has the ending .jsonl.", name=name),
            message("Write each project in one line of a file such as 项目.jsonl."),
        )
    return (
        message("{name} is left out: a project file has the ending .yaml.", name=name),
        message(
            "Rename it to {name} if it is a project. {endings}",
            name=_with_ending(name),
            endings=_SHOW_ENDINGS,
        ),
    )


def lost_project(name: str) -> tuple[Message, Message]:
    """Return that a project is left out because of the name of its file."""
    if _JSON_ENDING.search(name):
        return (
            message(
                "{name} holds a project and is left out: a file of projects in JSON has the ending .jsonl.",
                name=name,
            ),
            message(
                "Write each project in one line of a file such as 项目.jsonl; "
                "move this file out of the folder if it is not to be published."
            ),
        )
    return (
        message("{name} holds a project and is left out: a project file has the ending .yaml.", name=name),
        message(
            "Rename it to {name}, or move it out of the folder if it is not to be published. {endings}",
            name=_with_ending(name),
            endings=_SHOW_ENDINGS,
        ),
    )


def beside_another(name: str, other: str) -> tuple[Message, Message]:
    """Return that a file is left out, with another of its name beside it that is read."""
    return (
        message("{name} is left out: {other} beside it is read.", name=name, other=other),
        message(
            "If {name} is the right one, copy what stands in it into {other}; "
            "in any case move it out of this folder.",
            name=name,
            other=other,
        ),
    )


def misplaced_settings(name: str, right: str) -> tuple[Message, Message]:
    """Return that levels of rules in the file `name` are not read there; it should be called `right`."""
    wrong = message("{name} is not read here: it sets levels of rules for all annexes.", name=name)
    if name == right:
        return wrong, message("Move it out of the folder data, so that it lies beside data.")
    return wrong, message(
        "Move it out of the folder data, so that it lies beside data, and rename it to {right}.", right=right
    )


def without_ending(name: str) -> str:
    """Return the name of a file without its ending, or all of them."""
    return _ANY_ENDING.sub("", name)


def _with_ending(name: str) -> str:
    """Return the name that a project file should have."""
    return without_ending(name) + ".yaml"


def not_listed(name: str) -> tuple[Message, Message]:
    """Return that a project file is there and not named."""
    return (
        message("The project file {name} is not in this list, so it is left out.", name=name),
        message("Add it to the list, or delete the list: the files are then taken in order of their names."),
    )
