"""What people type at the command line instead of what there is, and what they are told to type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from pmgen.cli.spoken_language import say
from pmgen.problems import message

_COMMANDS = {
    "检查": "check",
    "审核": "check",
    "校验": "check",
    "生成": "render",
    "渲染": "render",
    "导出": "render",
    "新建": "new",
    "发布": "publish",
    "公开": "publish",
    "状态": "status",
    "核对": "verify",
    "比较": "diff",
    "对比": "diff",
    "地区": "regions",
    "字段": "fields",
    "解释": "explain",
    "帮助": "--help",
    "help": "--help",
    "版本": "--version",
    "version": "--version",
}
"""What commands are called by people who do not know their names."""

_DASHES = "—–－―─‐‑−"
_SHOWN = 3


class Commands(click.Group):
    """Commands; one that there is not is answered with the one that is meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first; a usage error for what is none."""
        if args and (command := _COMMANDS.get(args[0])) and self.get_command(ctx, args[0]) is None:
            ctx.fail(say(message("no command {name}; write: pmgen {command}", name=args[0], command=command)))
        return super().resolve_command(ctx, args)


class ExistingPath(click.Path):
    """A path that exists; for one that does not, the annexes that may be meant are named."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; a usage error where there is none."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            near = [] if Path(value).exists() else _annexes_like(str(value))
            if not near:
                raise
            text = message("{path} does not exist; is it {near}?", path=str(value), near="、".join(near))
            raise click.BadParameter(say(text), ctx, param) from None


def _annexes_like(path: str) -> list[str]:
    """Return the annexes in sight whose folder is called like the end of `path`."""
    from pmgen.cli.workspace import find_workspace, shown
    from pmgen.load import find_annexes

    data = find_workspace(None).data
    folders = [shown(each.parent if each.is_file() else each) for each in find_annexes(data)] if data else []
    name = Path(path).name
    same = [folder for folder in folders if Path(folder).name == name]
    near = get_close_matches(name, {Path(folder).name for folder in folders}, _SHOWN, 0.6)
    return (same or [folder for folder in folders if Path(folder).name in near])[:_SHOWN]


def refuse_slips(arguments: Sequence[str]) -> None:
    """Raise a usage error for an option without its dashes, or with dashes of another width."""
    if arguments[:1] == ["new"] and "from" in arguments[1:-1]:
        older = arguments[list(arguments).index("from") + 1]
        raise click.UsageError(say(message("write two dashes before it: --from {older}", older=older)))
    for argument in arguments:
        name = argument.lstrip(_DASHES + "-")
        if argument == "--":
            return
        if argument[:1] in _DASHES and name[:1].isascii() and name[:1].isalpha():
            text = message(
                "{argument} begins with another dash; write two short ones: --{name}",
                argument=argument,
                name=name,
            )
            raise click.UsageError(say(text))


def long_option(error: click.NoSuchOption) -> click.UsageError:
    """Return the error with the long options that begin with the letter of a short one, where it is one."""
    command = error.ctx.command if error.ctx else None
    letter = error.option_name.removeprefix("-")
    options = [opt for param in command.params for opt in param.opts] if command else []
    near = [opt for opt in options if opt.startswith(f"--{letter}")]
    if error.possibilities or len(letter) != 1 or not near:
        return error
    text = message("no option {option}; is it {near}?", option=error.option_name, near="、".join(near))
    return click.UsageError(say(text), error.ctx)


_FORMATS = {
    "word": "docx",
    "doc": "docx",
    "wps": "docx",
    "excel": "xlsx",
    "xls": "xlsx",
    "et": "xlsx",
    "html": "html",
    "htm": "html",
    "网页": "html",
    "表格": "xlsx",
    "文档": "docx",
}


def meant_formats(written: Sequence[str], known: Sequence[str]) -> str:
    """Return how to write the formats that are meant, "" where one of them cannot be told."""
    meant = [_FORMATS.get(name, name) for name in _names(written)]
    return ",".join(dict.fromkeys(meant)) if meant and set(meant) <= set(known) else ""


def _names(written: Sequence[str]) -> Iterator[str]:
    for text in written:
        for mark in "，、；;+/ ":
            text = text.replace(mark, ",")
        yield from (name.strip().lstrip(".").lower() for name in text.split(",") if name.strip())
