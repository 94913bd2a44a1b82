"""Chinese is spoken, unless the reader's settings or `--lang` say English."""

from __future__ import annotations

import pytest

from pmgen.cli.spoken_language import choose_language


@pytest.mark.parametrize(
    ("arguments", "settings", "language"),
    [
        ("", "", "zh"),
        ("", "LANG=C", "zh"),
        ("", "LC_ALL=POSIX LANG=en_US.UTF-8", "zh"),
        ("", "LANG=zh_CN.UTF-8", "zh"),
        ("", "LANG=de_DE.UTF-8", "zh"),
        ("", "LANG=en_US.UTF-8", "en"),
        ("", "LC_MESSAGES=en_GB LANG=zh_CN", "en"),
        ("", "LANGUAGE=zh_CN:en LANG=en_US", "zh"),
        ("--lang en render", "LANG=zh_CN", "en"),
        ("render --lang=zh", "LANG=en_US", "zh"),
        ("render -- --lang en", "", "zh"),
        ("render --lang", "LANG=en_US", "en"),
        ("render --lang fr", "LANG=en_US", "en"),
    ],
)
def test_the_language_is_chosen(arguments: str, settings: str, language: str) -> None:
    environment = dict(setting.split("=") for setting in settings.split())
    assert choose_language(arguments.split(), environment) == language
