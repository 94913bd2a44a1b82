"""The language that pmgen speaks: Chinese, unless the reader's settings or `--lang` say English."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from copy import copy
from itertools import zip_longest
from pathlib import Path

import click

from pmgen.problems import Message

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parents[1] / "locale"
_SETTINGS = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def translatable(text: str) -> str:
    """Return `text`; this name marks a text of the command line for translation."""
    return text


_OWN_WORDS = frozenset({"what", "kind", "sort"})
"""The gaps of messages that hold a word of pmgen itself, where all others hold data."""

WORDS = (
    translatable("ActiveX controls"),
    translatable("a DOCTYPE"),
    translatable("characters"),
    translatable("comments"),
    translatable("digits"),
    translatable("embedded foreign documents"),
    translatable("embedded objects"),
    translatable("filter"),
    translatable("list"),
    translatable("macros"),
    translatable("test"),
    translatable("tracked changes"),
    translatable("turns of loops"),
)
"""What stands in those gaps."""


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that `--lang` asks for, or else the first setting that is made.

    The usage errors must be told in it too, so it is looked up before click reads the arguments.
    """
    asked = _asked(arguments)
    if asked in LANGUAGES:
        return asked
    setting = next((environment[name] for name in _SETTINGS if environment.get(name)), "")
    return "en" if setting.lower().startswith("en") else "zh"


def speak(language: str) -> None:
    """Let gettext, which click asks too, answer in `language` from now on."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else language
    gettext.bindtextdomain("pmgen", LOCALE)
    gettext.textdomain("pmgen")


def spoken() -> str:
    """Return the tag of the language spoken, as HTML writes it."""
    return "zh-CN" if os.environ.get("LANGUAGE") == "zh_CN" else "en"


def translate(text: str) -> str:
    """Return `text` in the language spoken."""
    return gettext.gettext(text) if text else text


def say(text: Message) -> str:
    """Return a message in the language spoken, with its gaps filled."""
    values = (
        (name, translate(value) if name in _OWN_WORDS and isinstance(value, str) else value)
        for name, value in text.values
    )
    return Message(text.text, tuple(values)).show(translate)


def translated(command: click.Command) -> click.Command:
    """Return the command with its own and its options' help in the language spoken."""
    twin = copy(command)
    twin.help = translate(command.help or "")
    twin.params = [_translated_parameter(parameter) for parameter in command.params]
    if isinstance(twin, click.Group):
        twin.commands = {name: translated(child) for name, child in twin.commands.items()}
    return twin


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    twin = copy(parameter)
    twin.metavar = twin.metavar and translate(twin.metavar)
    if isinstance(twin.type, click.Path):
        # click looks this word up when it is imported, before it is known which language is spoken.
        twin.type = copy(twin.type)
        twin.type.name = translate(twin.type.name)
    if isinstance(twin, click.Option):
        twin.help = translate(twin.help or "")
    return twin


def _asked(arguments: Sequence[str]) -> str:
    for argument, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        if argument == "--":
            break
        if argument == "--lang":
            return following
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""
