"""Chinese is spoken, unless the reader's settings or `--lang` say English."""

from __future__ import annotations

import os

import click
import pytest

from pmgen.cli.spoken_language import choose_language, say, speak, spoken
from pmgen.problems import Message, message


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


def test_a_language_is_spoken_without_a_word_to_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    before = dict(os.environ)
    for language, tag, ours, of_click in (
        ("zh", "zh-CN", "提示：x", "缺少参数 'FILE'."),
        ("en", "en", "Hint: x", "Missing argument 'FILE'."),
        ("zh", "zh-CN", "提示：x", "缺少参数 'FILE'."),
    ):
        speak(language)
        assert (spoken(), say(message("Hint: {hint}", hint="x"))) == (tag, ours)
        with pytest.raises(click.MissingParameter) as missing:
            click.Command("c", params=[click.Argument(["file"])]).main([], standalone_mode=False)
        assert missing.value.format_message() == of_click
    assert dict(os.environ) == before


@pytest.mark.parametrize("gap", ["what", "kind", "sort", "words"])
def test_what_stands_in_a_gap_is_data_unless_it_is_a_sentence_itself(gap: str) -> None:
    speak("zh")
    sentence = Message(f"{{{gap}}}", ((gap, "comments"),))
    assert say(sentence) == "comments"
    assert say(Message(sentence.text, ((gap, Message("comments")),))) == "批注"
