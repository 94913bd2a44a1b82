"""The language that pmgen speaks: Chinese, unless the reader's settings or `--lang` say English."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
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


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that `--lang` asks for, or else the first setting that is made.

    The usage errors must be told in it too, so it is looked up before click reads the arguments.
    """
    asked = _asked(arguments)
    if asked in LANGUAGES:
        return asked
    setting = next((environment[name] for name in _SETTINGS if environment.get(name)), "")
    return "en" if setting.lower().startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language by its tag, as HTML writes it, with the translations of all sentences, also of click's."""

    tag: str
    translations: gettext.NullTranslations


ENGLISH = SpokenLanguage("en", gettext.NullTranslations())
_now = ENGLISH


def speak(language: str) -> None:
    """Speak a language from now on, `zh` or `en`, and let click speak it."""
    global _now
    _now = ENGLISH
    if language == "zh":
        _now = SpokenLanguage("zh-CN", gettext.translation("pmgen", LOCALE, ["zh_CN"], fallback=True))
    asked = {"_": _now.translations.gettext, "ngettext": _now.translations.ngettext}
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            # click asks gettext itself, which knows no other language than that of the environment.
            vars(module).update({word: asked[word] for word in asked.keys() & vars(module).keys()})


def spoken() -> str:
    """Return the tag of the language spoken, as HTML writes it."""
    return _now.tag


def translate(text: str) -> str:
    """Return `text` in the language spoken."""
    return _now.translations.gettext(text) if text else text


def say(text: Message) -> str:
    """Return a message in the language spoken, with its gaps filled."""
    return text.show(translate)


def translated(command: click.Command) -> click.Command:
    """Return the command with its own and its options' help in the language spoken."""
    twin = copy(command)
    twin.help = translate(command.help or "")
    twin.params = [_translated_parameter(parameter) for parameter in command.params]
    twin.options_metavar = translate(translatable("[OPTIONS]"))
    if isinstance(twin, click.Group):
        twin.subcommand_metavar = translate(translatable("COMMAND [ARGS]..."))
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
        if twin.metavar is None and twin.type is click.STRING:
            twin.metavar = translate(translatable("TEXT"))
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
