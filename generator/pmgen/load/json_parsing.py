"""One line of JSON to nodes: the same that YAML gives, with the places and the digits of what was typed."""

from __future__ import annotations

import json
import re
from sys import intern
from typing import NoReturn

from pmgen.late_pattern import late
from pmgen.load.merge_marks import mark_in_stream
from pmgen.load.text_files import unfit_value
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, place_of
from pmgen.load.yaml_parsing import MAX_DEPTH, MAX_LINES, ParsedYaml
from pmgen.problems import Message, Problem, Problems, SourcePlace, message
from pmgen.problems.message import short

_TOKEN = late(
    r"""[ \t\r]*(?:"([^"\\]*)"|"((?:[^"\\]|\\.)*)"|([{}\[\],:])|([^\s{}\[\],:"]+)|(\Z)|(.))""", re.DOTALL
)
_PLAIN, _ESCAPED, _SIGN, _WORD, _END, _ODD = range(1, 7)
_NUMBER = late(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_LIKE_NUMBER = late(r"[-+.]?\d.*", re.ASCII | re.DOTALL)
_WORDS = ("null", "true", "false")
_NEAR_WORDS = {"none": "null", "nil": "null", "nan": "null"} | {word: word for word in _WORDS}
_REMARKS = ("//", "/*", "#")
_PARTNER = {"{": "}", "[": "]"}
_ORDINARY = {
    **dict.fromkeys("“”„＂‘’＇'`", '"'),
    "，": ",",
    "、": ",",
    "；": ",",
    ";": ",",
    "：": ":",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
}
"""What stands in JSON where people type another sign."""


def compose_json(text: str, file: str, line: int) -> ParsedYaml:
    """Return the nodes of `text`, one line of `file` of that number, and all that is wrong with it.

    A number is its digits as they were typed; `null`, `true` and `false` are the words that they are in YAML.
    """
    if text.count(",") > MAX_LINES:
        too_many = Problem("PMG127", _TOO_MANY, (SourcePlace(file, line, 1),), _TOO_MANY_HINT)
        return ParsedYaml(None, (too_many,))
    if words := mark_in_stream(text):
        return ParsedYaml(None, (Problem("PMG137", words[0], (SourcePlace(file, line, 1),), words[1]),))
    reader = _JsonLine(text, file, line)
    try:
        root = reader.root()
    except _Unreadable as error:
        return ParsedYaml(None, (*reader.problems, error.problem))
    return ParsedYaml(root, tuple(reader.problems))


def is_unfinished(text: str) -> bool:
    """Tell whether a line is JSON that goes on in the next, as programs write it for people."""
    reader = _JsonLine(text, "", 1)
    try:
        reader.root()
    except _Unreadable as error:
        return error.is_early_end
    return False


class _Unreadable(Exception):
    """Raised where it cannot be told any more what the rest of a line means."""

    def __init__(self, problem: Problem, is_early_end: bool) -> None:
        self.problem, self.is_early_end = problem, is_early_end


class _JsonLine:
    """Descends through one line, a token ahead."""

    def __init__(self, text: str, file: str, line: int) -> None:
        self.problems = Problems()
        self._text, self._file, self._line = text, file, line
        self._tokens = _TOKEN.finditer(text)
        self._open: list[str] = []
        self._before = 0
        self._at = -1
        self._next()

    def root(self) -> Node:
        if self._is("["):
            self._refuse(_LIST, _ONE_LINE, self._at)
        root = self._value()
        if self._kind != _END:
            self._refuse_rest()
        return root

    def _next(self) -> None:
        """Go on to the next token; what kind it is, where it begins, and its text."""
        token = next(self._tokens)
        self._before = self._at
        self._kind = token.lastindex or _END
        self._text_here = token[self._kind]
        self._at = token.start(self._kind) - (self._kind <= _ESCAPED)
        self._end = token.end()

    def _value(self) -> Node:
        if self._kind == _SIGN and self._text_here in _PARTNER:
            return self._collection()
        if self._kind not in (_PLAIN, _ESCAPED, _WORD):
            self._refuse_value()
        scalar = self._scalar()
        self._next()
        return scalar

    def _scalar(self, is_key: bool = False) -> ScalarNode:
        """Return the text, the number or the word that stands here."""
        text, quoted = self._text_here, self._kind != _WORD
        if self._kind == _ESCAPED:
            text = self._unescaped(text)
        elif not quoted and text not in _WORDS and not _NUMBER.fullmatch(text):
            self._refuse_word(text)
        if is_key:
            text = intern(text)  # the same few names stand in each of any number of projects
        # The quotes of a name are JSON's own, and say nothing.
        scalar = ScalarNode(text, self._line, self._at + 1, self._end - self._at, quoted and not is_key)
        problem = unfit_value(text, place_of(scalar, self._file)) if quoted else None
        if problem:
            self.problems.keep(problem)
        return scalar

    def _unescaped(self, text: str) -> str:
        try:
            meant: str = json.loads(f'"{text}"', strict=False)
        except json.JSONDecodeError as error:
            at = self._at + max(error.pos, 1)
            at = self._text.rfind("\\", self._at, at + 1) if self._text[at : at + 1] != "\\" else at
            sign = self._text[at : at + 2]
            self._refuse(message("{sign} has no meaning in JSON.", sign=sign), _BACKSLASH, at, len(sign))
        return meant

    def _collection(self) -> Node:
        sign, column = self._text_here, self._at + 1
        if len(self._open) == MAX_DEPTH:
            self._refuse(_TOO_DEEP, _TOO_DEEP_HINT, self._at, code="PMG124")
        self._open.append(sign)
        self._next()
        made = self._mapping(column) if sign == "{" else self._sequence(column)
        self._open.pop()
        self._next()
        return made

    def _mapping(self, column: int) -> MappingNode:
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        while not self._closes("}", bool(entries)):
            if self._kind not in (_PLAIN, _ESCAPED):
                self._refuse_key()
            key = self._scalar(is_key=True)
            self._next()
            if not self._is(":"):
                self._refuse_between(message("A colon is missing behind {key}.", key=short(key.text)), ":")
            self._next()
            value = self._value()
            if key.text in entries:
                self._keep_duplicate(key, entries[key.text][0])
            entries.setdefault(key.text, (key, value))
            self._comma("}")
        return MappingNode(tuple(entries.values()), self._line, column)

    def _sequence(self, column: int) -> SequenceNode:
        items: list[Node] = []
        while not self._closes("]", bool(items)):
            items.append(self._value())
            self._comma("]")
        return SequenceNode(tuple(items), self._line, column)

    def _closes(self, sign: str, behind_comma: bool) -> bool:
        if not self._is(sign):
            return False
        if behind_comma and self._text[self._before] == ",":
            self._refuse(_NOTHING_FOLLOWS, _NO_COMMA, self._before)
        return True

    def _comma(self, closing: str) -> None:
        if self._is(","):
            self._next()
        elif not self._is(closing):
            missing = message("A comma is missing before {words}.", words=short(self._shown(), 40))
            self._refuse_between(missing, ",")

    def _is(self, sign: str) -> bool:
        return self._kind == _SIGN and self._text_here == sign

    def _shown(self) -> str:
        return self._text[self._at : self._end]

    def _keep_duplicate(self, key: ScalarNode, first: ScalarNode) -> None:
        text = message(
            "{key} stands twice here, in column {first} and in column {second}.",
            key=short(key.text),
            first=first.column,
            second=key.column,
        )
        self.problems.add("PMG120", text, place_of(key, self._file), place_of(first, self._file), hint=_ONE)

    # what is wrong where something else stands than JSON has

    def _refuse_value(self) -> NoReturn:
        self._refuse_general()
        self._refuse(message("A value is missing before {sign}.", sign=self._shown()), _VALUE, self._at)

    def _refuse_key(self) -> NoReturn:
        self._refuse_general()
        if self._is(",") and self._before >= 0 and self._text[self._before] == ",":
            self._refuse(_NOTHING_FOLLOWS, _NO_COMMA, self._before)
        if self._kind == _WORD:
            self._refuse_word(self._text_here, is_key=True)
        self._refuse(_NO_NAME, _NAME, self._at)

    def _refuse_between(self, missing: Message, sign: str) -> NoReturn:
        self._refuse_general()
        if self._kind == _SIGN and self._text_here in "}]:":
            text = message("{sign} does not belong here.", sign=self._text_here)
            hint = message("Look for a bracket, a comma or quotation marks that are missing before it.")
            self._refuse(text, hint, self._at)
        hint = _QUOTES_BEFORE if self._kind == _WORD else message("Type {sign} there.", sign=sign)
        self._refuse(missing, hint, self._at)

    def _refuse_word(self, word: str, is_key: bool = False) -> NoReturn:
        self._refuse_general()
        if not is_key and (near := _NEAR_WORDS.get(word.lower())):
            text = message("{word} is no word of JSON.", word=short(word))
            self._refuse(text, message("Write {word}.", word=near), self._at, len(word))
        if _LIKE_NUMBER.match(word) and not is_key:
            text = message("{word} is no number as JSON writes it.", word=short(word))
        else:
            text = message("{word} stands without quotation marks.", word=short(word))
        hint = message("Write {words}: so it stays as it is.", words=f'"{short(word)}"')
        self._refuse(text, hint, self._at, len(word))

    def _refuse_general(self) -> None:
        """Refuse what is wrong wherever it stands."""
        if self._kind == _END:
            self._refuse_early_end()
        first = self._text[self._at]
        if self._kind == _ODD and first == '"':
            self._refuse(_NO_QUOTES, _QUOTES, self._at)
        self._refuse_remark()
        if self._kind in (_WORD, _ODD) and first in _ORDINARY:
            text = message("{sign} stands here where JSON has {right}.", sign=first, right=_ORDINARY[first])
            self._refuse(text, message("Type the ordinary sign {right}.", right=_ORDINARY[first]), self._at)

    def _refuse_remark(self) -> None:
        if self._text.startswith(_REMARKS, self._at):
            self._refuse(_REMARK, _REMARK_HINT, self._at)

    def _refuse_early_end(self) -> NoReturn:
        if not self._open:
            self._refuse(_NOTHING, _ONE_LINE, 0)
        text = message("The line ends, and {sign} is missing.", sign=_PARTNER[self._open[-1]])
        self._refuse(text, _ONE_LINE, max(0, len(self._text.rstrip()) - 1))

    def _refuse_rest(self) -> NoReturn:
        if self._is(",") and not self._text[self._end :].strip():
            self._refuse(_LAST_COMMA, _NO_COMMA, self._at)
        self._refuse_remark()
        rest = self._text[self._at :].strip()
        text = message("The project ends here, and {rest} follows.", rest=short(rest, 40))
        self._refuse(text, _ONE_LINE, self._at)

    def _refuse(
        self, text: Message, hint: Message, start: int, length: int = 1, code: str = "PMG135"
    ) -> NoReturn:
        place = SourcePlace(self._file, self._line, start + 1, length)
        is_early = self._kind == _END and bool(self._open)
        raise _Unreadable(Problem(code, text, (place,), hint), is_early)


_TOO_MANY = message("This line holds too many values to be a project.")
_TOO_MANY_HINT = message("Write each project in a line of its own.")
_TOO_DEEP = message("Values are nested more than 40 deep here.")
_TOO_DEEP_HINT = message(
    "A project is never nested more than a few levels deep: look for a bracket too many."
)
_BACKSLASH = message("Write {sign} for a backslash.", sign="\\\\")
_NOTHING_FOLLOWS = message("Nothing follows this comma.")
_NO_COMMA = message("Delete the comma.")
_ONE = message("Keep one of the two.")
_VALUE = message("Write the value, or null if it is not known.")
_NO_NAME = message("The name of a field is missing here.")
_NAME = message("Write the name and the value as {words}.", words='"项目名称": "……"')
_NO_QUOTES = message("The text that begins here has no quotation mark at its end.")
_QUOTES = message("Type {sign} at its end; within a text write {inner}, or “ and ”.", sign='"', inner='\\"')
_QUOTES_BEFORE = message("Look for quotation marks that are missing before it.")
_REMARK = message("A remark stands here, and JSON has none.")
_REMARK_HINT = message("Delete it; remarks can be written in YAML files.")
_NOTHING = message("Nothing stands in this line.")
_LAST_COMMA = message("A comma stands at the end of the line.")
_LIST = message("A list begins here, and a project in braces belongs here.")
_ONE_LINE = message(
    "Write each project in one line that begins with {open} and ends with {close}.", open="{", close="}"
)
