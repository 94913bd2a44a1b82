"""What a wrong tag of a layout can only mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pmgen.engines.word.layout_tags import Tag, find_tags
from pmgen.problems import Problem

_NEAR = 0.7
_NEARER = 0.15
"""How like a word must be to the one that is meant, and how much more than the next."""

_SIGNS = str.maketrans("｛｝％＃｜（）［］，。、；：．＝＜＞＋－＊／！～＿　", "{}%#|()[],.,,:.=<>+-*/!~_ ")
_QUOTED = re.compile(r"""(".*?"|'.*?'|“.*?”|‘.*?’)""")
_ENDED = re.compile(r"(\{\{|\{%)([^{}%]*)[%}]{1,2}(?![%}])")
_ENDS = {"{{": "}}", "{%": "%}"}


def better_tag(problem: Problem, tag: str) -> str | None:
    """Return what a tag with a problem can only mean, or None."""
    names = dict(problem.hint.values).get("names") if problem.hint is not None else None
    wrong = dict(problem.message.values).get("name") or dict(problem.message.values).get("tag")
    if isinstance(names, str) and isinstance(wrong, str):
        meant = _meant(wrong, names.split("、"))
        return _replaced(tag, wrong, meant) if meant is not None else None
    return _readable(tag) if problem.code == "PMG401" else None


def _meant(wrong: str, names: Sequence[str]) -> str | None:
    """Return the one name that a wrong word can only mean."""
    if all(name.endswith("." + wrong) for name in names):
        owners = [name for name in names if name[0].isascii() is wrong.isascii()]
        return owners[0] if len(owners) == 1 else None
    ranked = sorted(((SequenceMatcher(None, wrong, name).ratio(), name) for name in names), reverse=True)
    (best, name), *rest = ranked
    return name if best >= _NEAR and (not rest or best - rest[0][0] >= _NEARER) else None


def _replaced(tag: str, wrong: str, meant: str) -> str | None:
    made, count = re.subn(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: meant, tag)
    return made if count == 1 else None


def _readable(tag: str) -> str | None:
    """Return a tag that cannot be read with plain signs, and ended as it began, where that can be read."""
    plain = "".join(
        piece if _QUOTED.fullmatch(piece) else piece.translate(_SIGNS) for piece in _QUOTED.split(tag)
    )
    ended = _ENDED.match(plain)
    tries = [plain]
    if ended is not None:
        tries.append(ended[1] + ended[2] + _ENDS[ended[1]] + plain[ended.end() :])
    return next((each for each in tries if _is_tag(each)), None)


def plain_tag(text: str) -> str | None:
    """Return the tag that is written with full-width signs, None where it is none."""
    first = next(iter(find_tags(text)), None)
    return first.source if isinstance(first, Tag) and (first.start, first.end) == (0, len(text)) else None


def _is_tag(text: str) -> bool:
    first = next(iter(find_tags(text)), None)
    return isinstance(first, Tag) and first.start == 0 and "{" not in text[first.end :]
