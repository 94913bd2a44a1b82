"""The labels of official forms: what each one means, and how far that can be relied on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from pmgen import disk

_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．])[、.．]?"
)
_ASIDE = re.compile(r"\([^()]*\)")
_IDLE_ASIDE = re.compile(
    r"\((?:单位:)?(?:万元|元|盖章|公章|签章|签字|章|必填|选填|\d{0,4}年度?|请勾选|打√|\d+分"
    r"|(?:20)?[\d_＿]*年?[-—－–~～至]+(?:20)?[\d_＿]*年)\)"
)
_BLANK = re.compile(
    r"(?:(?:目标|指标)\s*[\d一二三四五六]+|\d{1,2}[.．、]|[年月日至\s_＿…\-—~～·./（）()：:％%万元、])*"
)


def bare(text: str) -> str:
    """Return a label without blanks, numbers, colons and what says nothing of its meaning."""
    word = re.sub(r"\s", "", text).translate(_PLAIN)
    word = _IDLE_ASIDE.sub("", _NUMBER.sub("", word.lstrip("*★※")))
    return word.removeprefix("其中").strip(":、，,。;/")


_PLAIN = str.maketrans("（）：；", "():;")


def is_blank(text: str) -> bool:
    """Tell whether a cell waits to be filled: nothing in it, or rules, the words of a date, 目标1."""
    return _BLANK.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means: the group of the list, the word there, and whether there is no doubt."""

    group: str
    word: str
    certain: bool


class Labels:
    """The list of labels, by their bare words."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._known: dict[str, dict[str, Meaning]] = {}
        for group, word, labels, certain in _entries(data):
            known = self._known.setdefault(group, {})
            for label in labels:
                known.setdefault(bare(label), Meaning(group, word, certain))

    def find(self, text: str, *groups: str) -> Meaning | None:
        """Return the meaning of a label in the first of these groups that knows it.

        With something in brackets that is not known it is found too, and in doubt.
        """
        word = bare(text)
        for each in dict.fromkeys((word, re.sub(r"\d+$", "", word), _ASIDE.sub("", word))):
            for group in groups:
                found = self._known.get(group, {}).get(each)
                if found is not None:
                    certain = found.certain and each == word
                    return Meaning(found.group, found.word, certain)
        return None

    def horizon(self, text: str) -> str | None:
        """Return of which goals a heading speaks, None where it does not say."""
        return self._holding("时间", bare(text))

    def kind(self, text: str, group: str = "类型") -> str:
        """Return the kind of field that an unknown label asks for, by how it ends or by its words."""
        word = bare(text)
        ends: Mapping[str, list[str]] = self._data["末尾类型"]
        last = (kind for kind, parts in ends.items() if word.endswith(tuple(parts)))
        return next(last, None) or self._holding(group, word) or "文字"

    def is_heading(self, text: str) -> bool:
        """Tell whether a text is known to label no value."""
        return _ASIDE.sub("", bare(text)) in self._data["说明文字"]

    def _holding(self, group: str, text: str) -> str | None:
        words: Mapping[str, list[str]] = self._data[group]
        return next((key for key, parts in words.items() if any(part in text for part in parts)), None)


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str], bool]]:
    for group in ("值", "指标"):
        for sure in ("一定", "也许"):
            for word, labels in data[group][sure].items():
                yield group, word, labels, sure == "一定"
    for word, labels in data["资金"]["合计"].items():
        yield "合计", word, labels, word != "不明"
    for word, labels in data["资金"].items():
        if word != "合计":
            yield "资金", word, labels, word in labels and len(word) > 2
    for group in ("目标", "一级指标", "二级指标"):
        for word, labels in data[group].items():
            yield group, word, labels, True


@cache
def known_labels() -> Labels:
    """Return the list that comes with pmgen."""
    text = disk.read_bytes(Path(__file__).with_name("labels.yaml")).decode("utf-8")
    return Labels(MappingProxyType(yaml.load(text, yaml.CSafeLoader)))
