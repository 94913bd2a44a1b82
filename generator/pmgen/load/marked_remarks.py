"""Lines that say of themselves that they are remarks: 注：…, 备注：…, 【…】."""

from __future__ import annotations

from pmgen.late_pattern import late
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.meant_lines import is_known
from pmgen.problems import Message, message
from pmgen.problems.message import short

_WORD = r"(?:备注|附注|批注|注意|另注|说明|提示|提醒|注)"
_REMARK = late(
    rf"\s*(?:{_WORD}\s*\d{{0,2}}\s*[:：]|[【\[（(]\s*{_WORD}\s*\d{{0,2}}\s*[】\]）)]|[（(【]\s*{_WORD}\s*[:：]"
    r"|【[^】]{9,}】\s*\Z|[（(][^（()）]*(?:核[一对实定查]|待[定核补])[^（()）]*[）)]\s*\Z).*"
)
_KEY = late(rf"{_WORD}\s*\d{{0,2}}")


def _is_marked(text: str) -> bool:
    """Tell whether a line begins with a word for remarks that is no field there, or is one in brackets."""
    if not _REMARK.fullmatch(text):
        return False
    name, wide, _ = text.partition("：")
    return not is_known(name.strip().partition(":")[0]) or bool(
        wide and name == name.strip() and ":" not in name
    )


def is_word_for_remarks(key: str) -> bool:
    """Tell whether a key is what people begin a remark with, and no field."""
    return _KEY.fullmatch(key) is not None and not is_known(key)


def marked_remark(line: Line) -> LineRepair | None:
    """Return that a line is a remark, which begins with #, None for any other."""
    above = line.above()
    if not _is_marked(line.text) or above is None or above.text.rstrip().endswith(("|", ">")):
        return None
    wrong = message("This line reads like a remark, and remarks begin with # and a blank.")
    remark = as_remark(line.text)
    if line.begin > above.begin:
        hint = message(
            "Write {line}, and it is not printed; only if it is a part of the text of line {number} that is "
            "to be printed, write it at the end of that line.",
            line=remark,
            number=above.shown,
        )
        return line.repair("PMG110", line.begin, wrong, hint, "")
    return line.repair("PMG110", line.begin, wrong, _written_as(remark), "")


def remark_as_field(key: str, value: str) -> tuple[Message, Message]:
    """Return that a remark is taken for a field because of the colon in it."""
    wrong = message("{key} is no field: this line reads like a remark.", key=short(key))
    return wrong, _written_as(as_remark(f"{key}: {value}"))


def as_remark(text: str) -> str:
    """Return a line as a remark."""
    return short(f"# {text.strip()}")


def _written_as(remark: str) -> Message:
    return message("Write {line}, and it is not printed.", line=remark)
