"""What names of files and folders say of copies: 甲局 - 副本, 甲局(2), 备份; the only list of such words."""

from __future__ import annotations

from pmgen.late_pattern import late

_WORDS = r"(?:副本|复件|拷贝|复制|备份|旧版?|原稿|存档|归档|作废|草稿|(?<![a-z])(?:copy|backup|bak|old|orig))"
_COUNT = r"\s*[-_]?\s*(?:\d*|[(（]\d*[)）])"
_COPY = late(
    rf"(?i)(?P<of>.+?)\s*[-_－—.（(\[【]*\s*的?{_WORDS}\s*[)）\]】]?{_COUNT}"
    r"|(?:复件|副本|备份|copy of)\s*[-_]?\s*(?:[(（]\d+[)）]\s*)?(?P<before>.+)"
)
_PUT_ASIDE = late(rf"(?i){_WORDS}[)）\]】]?{_COUNT}\Z|[(（]\d+[)）]\Z")
_VERSION = late(
    r"(?P<of>.+?)\s*(?:[(（]\d+[)）]|[-_（( ]*(?:v\d+|修改|修订|修正|更正|最终|终稿|定稿|新版?).{0,4})"
)


def original_of(name: str) -> str:
    """Return the name of what a file or folder is a copy of by its name, "" where it says nothing of it."""
    match = _COPY.fullmatch(name)
    return (match["of"] or match["before"]) if match else ""


def earlier_version_of(name: str) -> str:
    """Return the name of what a file is a later version of by its name, "" where it says nothing of it."""
    match = _VERSION.fullmatch(name)
    return match["of"] if match else ""


def is_put_aside(name: str) -> bool:
    """Tell whether a folder is called like one that somebody keeps beside the right one."""
    return _PUT_ASIDE.search(name) is not None
