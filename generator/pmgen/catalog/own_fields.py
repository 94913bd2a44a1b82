"""字段 of region.yaml: the fields that a form has and the model lacks, and where an annex takes them from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pmgen.catalog.region import OwnFields, Requirement
from pmgen.load.field_reading import RecordReader
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, SourcePlace, message

_PATHS = {
    "annex": "附件",
    "project": "项目",
    "whole_department": "部门",
    "task": "部门.任务",
    "goal": "项目.年度绩效目标",
    "indicator": "项目.绩效指标",
}
"""What a requirement begins with that is about a kind of record."""

_HOLDERS = {
    word: name
    for name in ("annex", "project", "whole_department", "task", "party", "amounts", "goal", "indicator")
    for word in (name, FIELDS[name].chinese)
}
"""The kinds of record that may have fields of a pack's own, by each of their words."""

RESERVED = frozenset(
    (
        *("序号", "seq", "编号", "id", "名称", "name", "编号内容", "numbered", "地区", "region"),
        *(
            "绩效指标",
            "indicators",
            "指标分组",
            "groups",
            "二级分组",
            "subgroups",
            "level2",
            "项目",
            "projects",
        ),
        *("全部指标分组", "all_groups", "指标对照", "pairs", "对照分组", "pair_groups"),
        *("全部指标对照", "all_pairs", "全部对照分组", "all_pair_groups"),
        *("中期绩效指标", "mid_term_indicators", "中期指标分组", "mid_term_groups"),
        *("长期绩效指标", "long_term_indicators", "长期指标分组", "long_term_groups"),
        *(word for field in FIELDS["target"] for word in field.words),
    )
)
"""Names that a layout has for what no field states, or for a part of one."""

_KINDS = {
    "文字": Field("", "", FieldKind.TEXT, ""),
    "数字": Field("", "", FieldKind.NUMERAL, "", "5"),
    "金额": Field("", "", FieldKind.AMOUNT, "", "12.50"),
    "日期": Field("", "", FieldKind.DATE, "", "2025-06-30"),
    "月份": Field("", "", FieldKind.MONTH, "", "2025年6月"),
    "期间": Field("", "", FieldKind.PERIOD, "", "2024.07-2025.01"),
    "时长": Field("", "", FieldKind.DURATION, "", "1年"),
    "年度": Field("", "", FieldKind.YEAR, "", "2025"),
    "指标值": Field("", "", FieldKind.TARGET, "", "≥5个", entity="target"),
    "是否": Field("", "", FieldKind.CHOICE, "", "是", choices=("是", "否")),
    "单位": Field("", "", FieldKind.RECORD, "", entity="party"),
    "资金": Field("", "", FieldKind.RECORD, "", entity="amounts"),
}
_ENGLISH = (
    "text",
    "number",
    "amount",
    "date",
    "month",
    "period",
    "duration",
    "year",
    "target",
    "yes_no",
    "party",
    "amounts",
)
_BY_WORD = {**_KINDS, **dict(zip(_ENGLISH, _KINDS.values(), strict=True))}

_KEYS = {
    word: key
    for key, words in {
        "kind": ("类型", "kind"),
        "choices": ("选择", "choices"),
        "list": ("列表", "list"),
        "label": ("说明", "标签", "label"),
        "aliases": ("别名", "aliases"),
        "example": ("例", "example"),
        "english": ("英文", "english"),
        "required": ("必填", "required"),
    }.items()
    for word in words
}


def read_own_fields(node: Node, reader: RecordReader) -> tuple[OwnFields, tuple[Requirement, ...]]:
    """Return the fields that 字段 declares, and which of them its form needs.

    What is wrong goes to the problems of `reader`.
    """
    declared = _Declarations(reader)
    declared.read(node)
    fields = {holder: tuple(found) for holder, found in declared.fields.items()}
    return OwnFields(fields, tuple(declared.entities), declared.places), tuple(declared.requirements)


class _Declarations:
    """Reads declarations one by one, and keeps what is sound."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        self._paths = dict(_PATHS)
        self.fields: dict[str, list[Field]] = {}
        self.entities: list[Entity] = []
        self.places: dict[tuple[str, str], SourcePlace] = {}
        self.requirements: list[Requirement] = []

    def read(self, node: Node) -> None:
        if not isinstance(node, MappingNode):
            self._complain("PMG204", _NO_HOLDERS, _HOLDERS_HINT, node)
            return
        for key, below in node.entries:
            holder = _HOLDERS.get(key.text)
            if holder is None:
                text = message(
                    "{word} is no kind of record that could have fields of its own.", word=key.text
                )
                self._complain("PMG321", text, _HOLDERS_HINT, key)
            else:
                taken = {*RESERVED, *(word for field in FIELDS[holder] for word in field.words)}
                self.fields.setdefault(holder, []).extend(self._fields(below, holder, taken))

    def _fields(self, node: Node, holder: str, taken: Iterable[str]) -> Iterator[Field]:
        if not isinstance(node, MappingNode):
            self._complain("PMG204", _NO_FIELDS, _FIELDS_HINT, node)
            return
        known = set(taken)
        for key, below in node.entries:
            field = self._field(key, below, holder)
            if field and self._may_be_called(field, key, known):
                known.update(field.words)
                self.places[holder, field.english] = self._reader.place(key)
                yield field

    def _may_be_called(self, field: Field, key: ScalarNode, taken: set[str]) -> bool:
        for word in (field.chinese, field.english):
            if not word.isidentifier():
                text = message("{word} is no name for a field: a layout could not write it.", word=word)
                self._complain("PMG323", text, _NAME_HINT, key)
                return False
        for word in field.words:
            if word in taken:
                text = message("There is a field {word} already.", word=word)
                self._complain("PMG324", text, _TAKEN_HINT, key)
                return False
        return True

    def _field(self, key: ScalarNode, node: Node, holder: str) -> Field | None:
        said = self._said(node)
        kind = self._kind(said, key, holder)
        if kind is None:
            return None
        name = key.text.strip()
        field = replace(
            kind,
            english=_text(said.get("english")) or name,
            chinese=name,
            meaning=_text(said.get("label")) or name,
            example=_text(said.get("example")) or kind.example,
            aliases=_texts(said.get("aliases")),
            may_be_blank=True,
        )
        if _text(said.get("required")) in ("是", "true", "yes"):
            self._require(field, holder, key)
        return field

    def _said(self, node: Node) -> dict[str, Node]:
        """Return what is said of a field, by English words; a kind alone says just that."""
        if isinstance(node, SequenceNode):
            return {"choices": node}
        if not isinstance(node, MappingNode):
            return {"kind": node}
        said: dict[str, Node] = {}
        for key, below in node.entries:
            word = _KEYS.get(key.text)
            if word is None:
                text = message("Nothing about a field is called {word}.", word=key.text)
                self._complain("PMG325", text, _SAID_HINT, key)
            else:
                said[word] = below
        return said

    def _kind(self, said: Mapping[str, Node], key: ScalarNode, holder: str) -> Field | None:
        """Return a field of the kind that is asked for, without its names."""
        if "list" in said:
            return self._list(said["list"], key, holder)
        if "choices" in said:
            return self._choice(said["choices"])
        word = _text(said.get("kind"))
        kind = _BY_WORD.get(word)
        if kind is None:
            text = message("{field} is of no kind that there is: {word}.", field=key.text, word=word)
            self._complain("PMG322", text, _KINDS_HINT, said.get("kind", key))
        return kind

    def _choice(self, node: Node) -> Field | None:
        choices = _texts(node)
        if not choices:
            self._complain("PMG322", _NO_CHOICES, _SAID_HINT, node)
            return None
        return Field("", "", FieldKind.CHOICE, "", choices[0], choices=choices)

    def _list(self, node: Node, key: ScalarNode, holder: str) -> Field | None:
        name = f"{holder}_{key.text.strip()}"
        if holder in self._paths:
            self._paths[name] = f"{self._paths[holder]}.{key.text.strip()}"
        fields = tuple(self._fields(node, name, ()))
        if not fields:
            if isinstance(node, MappingNode) and not node.entries:
                self._complain("PMG204", _NO_FIELDS, _FIELDS_HINT, node)
            return None
        shorthand = fields[0].english if fields[0].kind is FieldKind.TEXT else ""
        self.entities.append(Entity(name, key.text.strip(), fields, shorthand))
        return Field("", "", FieldKind.RECORDS, "", entity=name)

    def _require(self, field: Field, holder: str, key: ScalarNode) -> None:
        above = self._paths.get(holder)
        if above is None:
            self._complain("PMG326", _NOT_REQUIRED, _REQUIRED_HINT, key)
            return
        self.requirements.append(Requirement(f"{above}.{field.chinese}", {}, self._reader.place(key)))

    def _complain(self, code: str, wrong: Message, hint: Message, node: Node) -> None:
        self._reader.problems.add(code, wrong, self._reader.place(node), hint=hint)


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, ScalarNode) and not node.is_null else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    items: Iterable[Node | None] = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(text for item in items if (text := _text(item)))


_NO_HOLDERS = message("字段 takes kinds of record, with the fields of each below it.")
_HOLDERS_HINT = message(
    "Write 附件, 项目, 部门, 任务, 单位, 资金, 绩效目标 or 绩效指标, and below it a line for every field."
)
_NO_FIELDS = message("Here stand names of fields, each with its kind.")
_FIELDS_HINT = message("Write every field in a line of its own, such as {example}", example="负责人: 文字")
_NAME_HINT = message(
    "Use letters, Chinese characters and digits only; what the form prints can go into 说明."
)
_TAKEN_HINT = message("Use that field, or choose another name.")
_SAID_HINT = message("There are 类型, 选择, 列表, 说明, 别名, 例, 英文 and 必填.")
_KINDS_HINT = message(
    "The kinds are {kinds}, a list of words to choose from, and 列表.", kinds="、".join(_KINDS)
)
_NO_CHOICES = message("There is nothing to choose from.")
_NOT_REQUIRED = message("A field of 单位 or 资金 stands in several places and cannot be 必填 in all of them.")
_REQUIRED_HINT = message(
    "Write the path of each under 必填, such as {example}", example="项目.预算.年度.合计"
)
