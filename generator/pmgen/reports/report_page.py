"""The frame of every HTML report: its language, how it names files, and text that is never markup."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pmgen.check.rule_settings import RuleSetting
from pmgen.problems import Message

if TYPE_CHECKING:
    from jinja2 import Environment

_PAGES = Path(__file__).with_name("pages")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a report: its tag, such as `zh-CN`, and what turns a message into words."""

    tag: str
    say: Callable[[Message], str] = str


def report_page(name: str, title: str, language: Language, values: Mapping[str, object]) -> str:
    """Return the report that `pages/name.html.j2` makes of `values`, within the frame of all reports.

    `name.css` and `name.js` beside it come along where they are. The template has `say` for messages.
    """
    style, script = _stored("frame.css") + _stored(f"{name}.css"), _stored(f"{name}.js")
    return (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            values,
            title=title,
            tag=language.tag,
            say=language.say,
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


def visible(text: str) -> str:
    """Return `text` with every character that is never seen, but for line breaks and tabs, written out."""
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in _INVISIBLE:
        return character
    return f"〈U+{ord(character):04X}〉"


def _finished(value: object) -> object:
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


def _policy(style: str, script: str) -> str:
    """Return a policy under which the page loads nothing and runs only its own style and script."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _stored(name: str) -> str:
    """Return the file `name`, which begins on a line of its own, or nothing where there is none."""
    path = _PAGES / name
    return "\n" + path.read_text(encoding="utf-8") if path.exists() else ""


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class Fixable(NamedTuple):
    """In how many places `--fix` would repair something, in which files, and by the codes of which rules."""

    places: int = 0
    files: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


NOTHING_FIXABLE = Fixable()


@dataclass(frozen=True, slots=True)
class ReportContext:
    """A language, the reader's folder, the options that narrow what is shown, and the day.

    `fixable` is what `--fix` would repair, `settings` are the levels that the workspace has set.
    """

    language: Language
    here: Path
    asked: str = ""
    today: date | None = None
    fixable: Fixable = NOTHING_FIXABLE
    settings: tuple[RuleSetting, ...] = ()

    def say(self, text: Message) -> str:
        """Return a message in the language of the report."""
        return self.language.say(text)

    def file(self, file: str) -> str:
        """Return the path of a file from the reader's folder, a whole one where it lies elsewhere."""
        absolute = Path(file).absolute()
        return absolute.relative_to(self.here).as_posix() if absolute.is_relative_to(self.here) else file
