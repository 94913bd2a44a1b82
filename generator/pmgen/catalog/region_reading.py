"""A pack's folder to a Region: region.yaml read by its table of keys, and the layout beside it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pmgen import disk
from pmgen.catalog.category_labels import own_categories, printed_categories, read_labels
from pmgen.catalog.name_patterns import BookmarkPattern, BookmarkPatternError
from pmgen.catalog.region import (
    NO_OWN_FIELDS,
    REGION_ENTITIES,
    AmountStyle,
    FormSubject,
    Labels,
    Option,
    OwnFields,
    PrescribedScores,
    Region,
    Requirement,
    SignStyle,
    TargetStyle,
    UnitStyle,
    YesNo,
    preset_scores,
)
from pmgen.late_pattern import late
from pmgen.load.field_reading import RecordReader, prepared
from pmgen.load.text_files import why_not_read
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_nodes import MappingNode, Node, NodePlaces, ScalarNode, SequenceNode
from pmgen.load.yaml_parsing import in_order, read_root
from pmgen.model.field_definitions import Entity, without_required
from pmgen.model.fields import FIELDS
from pmgen.model.numerals import Numeral, is_numeral
from pmgen.model.terms import AmountUnit, Horizon
from pmgen.problems import Message, Problem, Problems, SourcePlace, message


def read_scores(
    values: RecordValues | None, labels: Iterable[str], problems: Problems
) -> PrescribedScores | None:
    """Return the scores that a region prescribes, None where it says nothing or something that cannot be.

    `labels` are the words of level 1 that its form prints.
    """
    if values is None:
        return None
    scores = _preset(values, problems) if "preset" in values.found else _numbers(values, problems)
    if scores is None:
        return None
    unknown = [name for name in scores.groups if name not in set(labels)]
    if unknown:
        text = message(
            "the form has no level 1 {names} for which 分值 could be stated", names="、".join(unknown)
        )
        hint = message("write one of {names}", names="、".join(dict.fromkeys(labels)))
        problems.add("PMG318", text, _place(values, "preset", "groups"), hint=hint)
    return scores


def _preset(values: RecordValues, problems: Problems) -> PrescribedScores | None:
    if len(values.found) > 1:
        text = message("分值 has a named set and numbers of its own")
        hint = message("keep 预设, or 合计 and 一级指标")
        problems.add("PMG319", text, values.places["preset"], hint=hint)
    return preset_scores(values.found["preset"])


def _numbers(values: RecordValues, problems: Problems) -> PrescribedScores | None:
    texts: dict[str, str] = values.found.get("groups", {})
    wrong = [text for text in texts.values() if not is_numeral(text)]
    total: Numeral | None = values.found.get("total")
    if wrong:
        text = message("{value} is not a number for {field}.", value=wrong[0], field="分值")
        problems.add(
            "PMG207",
            text,
            values.places["groups"],
            hint=message("Write digits, such as {example}.", example="30"),
        )
        return None
    groups = {name: Numeral(text).value for name, text in texts.items()}
    stated = sum(groups.values(), Decimal(0))
    if total is None:
        return PrescribedScores(stated, groups)
    if groups and stated != total.value:
        text = message("the scores of level 1 come to {sum}, not to {total}", sum=stated, total=total)
        problems.add("PMG320", text, values.places["total"], hint=message("correct 合计 or 一级指标"))
    return PrescribedScores(total.value, groups)


def _place(values: RecordValues, *keys: str) -> SourcePlace:
    return values.places[next(key for key in keys if key in values.found)]


REGION_FILE = "region.yaml"
LAYOUTS = ("layout.docx", "layout.html.j2")
_OTHER_KINDS = (".doc", ".wps", ".docm", ".dotx", ".dot", ".wpt", ".rtf", ".odt")
_MARKUP_KINDS = (".html", ".htm", ".j2")
_MOST_DECIMALS = 8
_NOTHING = RecordValues(REGION_ENTITIES["region"], {}, NodePlaces("", {}))
_TABLES = prepared(REGION_ENTITIES.values())
_TITLE_GAPS = frozenset(["年度", "单位"])
_NUMBERING_GAPS = frozenset(["k", "text"])
_GAP = late(r"\{([^{}]*)\}")
_HORIZONS = {"annual": Horizon.ANNUAL, "mid_term": Horizon.MID_TERM, "long_term": Horizon.LONG_TERM}


def read_region(folder: Path) -> tuple[Region | None, tuple[Problem, ...]]:
    """Return the region pack in `folder`, None with errors where it cannot be used, and all problems."""
    region, problems = read_outline(folder)
    return (None if any(problem.is_error for problem in problems) else region), problems


def read_outline(folder: Path) -> tuple[Region, tuple[Problem, ...]]:
    """Return what can be read of the pack in `folder`, and all problems; its layout is checked by it.

    What cannot be read is as if it were not said.
    """
    problems = Problems()
    try:
        names = {entry.name for entry in disk.entries(folder)}
    except OSError as error:
        wrong, hint = why_not_read(folder, error)
        problems.add("PMG101", wrong, SourcePlace(str(folder)), hint=hint)
        return _Builder(RecordReader("", problems, _TABLES), _NOTHING).build(folder, folder), tuple(problems)
    layout = _layout(folder, names, problems)
    reader = RecordReader(str(folder / REGION_FILE), problems, _TABLES)
    root = read_root(folder / REGION_FILE, problems)
    values = None if root is None else reader.record(root, "region")
    region = _Builder(reader, values or _NOTHING).build(folder, layout)
    return region, tuple(in_order(problems))


def _layout(folder: Path, names: Set[str], problems: Problems) -> Path:
    present = [folder / name for name in LAYOUTS if name in names]
    if not present:
        hint = _other_layout_hint(names) or _NO_LAYOUT_HINT
        problems.add("PMG302", _NO_LAYOUT, SourcePlace(str(folder)), hint=hint)
    if len(present) > 1:
        problems.add("PMG303", _TWO_LAYOUTS, SourcePlace(str(folder)), hint=_TWO_LAYOUTS_HINT)
    return present[0] if present else folder / LAYOUTS[0]


def _other_layout_hint(names: Set[str]) -> Message | None:
    """Return what to do with a layout that has another name, or was saved in another way of Word or WPS."""
    files = [
        name for name in sorted(names, key=lambda name: not name.startswith("layout")) if name[:1] not in "~."
    ]
    for name in files:
        kind = Path(name).suffix.lower()
        if kind in (".docx", *_MARKUP_KINDS):
            layout = LAYOUTS[0] if kind == ".docx" else LAYOUTS[1]
            return message("There is a {file}: rename it to {layout}.", file=name, layout=layout)
        if kind in _OTHER_KINDS:
            return message("There is a {file}: save it as layout.docx.", file=name)
    return None


class _Builder:
    """Turns the fields of region.yaml into a Region; what is wrong goes to the reader's problems."""

    def __init__(self, reader: RecordReader, values: RecordValues) -> None:
        self._reader = reader
        self._problems = reader.problems
        self._values = values
        self._found = values.found

    def build(self, folder: Path, layout: Path) -> Region:
        """Return the region as far as it is said; the problems tell what is missing."""
        parts: dict[str, Any] = {
            "amounts": self._amounts() or AmountStyle(unit=AmountUnit.YUAN),
            "targets": self._targets() or TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.SUFFIX),
            "labels": read_labels(self._entries("labels"), self._reader),
            "goal_numbering": self._goal_numbering(),
            "options": self._options(),
            "bookmarks": self._bookmarks(),
        }
        own, required = self._own_fields()
        own = replace(own, categories=own_categories(parts["labels"]))
        printed = printed_categories(parts["labels"])
        table = FIELDS.extended(own.fields, own.entities, own.categories, printed)
        requirements = (*self._requirements(table["project"]), *required)
        table = without_required(table, _not_required(requirements, table["project"]))
        parts |= {"own_fields": own, "fields": table, "requirements": requirements}
        parts["scores"] = self._scores(parts["labels"])
        parts["page_numbers"] = self._found.get("page_numbers")
        parts["subject"] = self._found.get("subject", FormSubject.PROJECTS)
        self._check_gaps(self._values, "title", _TITLE_GAPS)
        texts = {name: self._found.get(name, "") for name in ("name", "title", "note")}
        place = self._values.places
        return Region(id=disk.real(folder).name, folder=folder, layout=layout, places=place, **texts, **parts)

    def _own_fields(self) -> tuple[OwnFields, tuple[Requirement, ...]]:
        node: Node | None = self._found.get("fields")
        if node is None:
            return NO_OWN_FIELDS, ()
        # Few packs have any.
        from pmgen.catalog.own_fields import read_own_fields

        return read_own_fields(node, self._reader)

    def _amounts(self) -> AmountStyle | None:
        style = self._record("amounts", "unit")
        if style is None:
            return None
        return AmountStyle(
            unit=style.found["unit"],
            decimals=self._decimals(style),
            grouping=style.found.get("grouping") is YesNo.YES,
            zero_blank=style.found.get("zero_blank") is YesNo.YES,
        )

    def _decimals(self, style: RecordValues) -> int | None:
        numeral: Numeral | None = style.found.get("decimals")
        if numeral is None:
            return None
        if not numeral.text.isdecimal() or int(numeral.text) > _MOST_DECIMALS:
            text = message("{value} is no number of decimals.", value=numeral.text)
            self._complain("PMG309", text, style.places["decimals"], message("Write a digit from 0 to 8."))
            return None
        return int(numeral.text)

    def _targets(self) -> TargetStyle | None:
        style = self._record("targets", "sign", "unit")
        if style is None:
            return None
        found = style.found
        return TargetStyle(
            sign=found["sign"],
            unit=found["unit"],
            unseen=frozenset(kind.value for kind in found.get("unseen", ())),
            equal_polarity=found.get("equal_polarity"),
        )

    def _record(self, name: str, *required: str) -> RecordValues | None:
        """Return a field's record where it has what is required; the reader has named what is missing."""
        values: RecordValues | None = self._found.get(name)
        return values if values and all(key in values.found for key in required) else None

    def _goal_numbering(self) -> dict[Horizon, str]:
        values: RecordValues | None = self._found.get("goal_numbering")
        if values is None:
            return {}
        for name in values.found:
            self._check_gaps(values, name, _NUMBERING_GAPS)
            self._check_text(values, name)
        return {_HORIZONS[name]: text for name, text in values.found.items()}

    def _check_text(self, values: RecordValues, name: str) -> None:
        pattern: str = values.found[name]
        if "{text}" not in pattern:
            text = message("{pattern} numbers the goals and leaves out their text.", pattern=pattern)
            hint = message("write for example {example}", example="{k}.{text}")
            self._complain("PMG317", text, values.places[name], hint)

    def _options(self) -> dict[str, Option]:
        options = {key.text: self._option(node) for key, node in self._entries("options")}
        return {name: option for name, option in options.items() if option is not None}

    def _option(self, node: Node) -> Option | None:
        values = self._reader.record(node, "option")
        if values is None or not {"default", "choices"} <= values.found.keys():
            return None
        option = Option(values.found["default"], values.found["choices"])
        if option.default not in option.choices:
            text = message("The default {value} is not among the choices.", value=option.default)
            hint = message("The choices are {choices}.", choices="、".join(option.choices))
            self._complain("PMG307", text, values.places["default"], hint)
        return option

    def _bookmarks(self) -> dict[str, str]:
        patterns: dict[str, str] = self._found.get("bookmarks", {})
        for name, pattern in patterns.items():
            try:
                BookmarkPattern(pattern)
            except BookmarkPatternError as error:
                text = message("{pattern} makes no bookmark names for {name}.", pattern=pattern, name=name)
                self._complain("PMG306", text, self._values.places["bookmarks"], error.hint)
        return patterns

    def _scores(self, labels: Labels) -> PrescribedScores | None:
        levels = [label.level1 for label in labels.values()]
        return read_scores(self._found.get("scores"), levels, self._problems)

    def _requirements(self, project: Entity) -> tuple[Requirement, ...]:
        records: tuple[RecordValues, ...] = self._found.get("requirements", ())
        return tuple(
            Requirement(
                record.found["path"], self._unless(record.found.get("unless"), project), record.places["path"]
            )
            for record in records
            if "path" in record.found
        )

    def _unless(self, node: Node | None, project: Entity) -> dict[str, tuple[str, ...]]:
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            self._complain("PMG204", _UNLESS, self._reader.place(node), _UNLESS_HINT)
            return {}
        return {self._project_field(key, project): self._texts(value) for key, value in node.entries}

    def _project_field(self, key: ScalarNode, project: Entity) -> str:
        field = project.find(key.text)
        if field is None:
            text = message("A project has no field {key}.", key=key.text)
            self._complain("PMG310", text, self._reader.place(key), _UNLESS_HINT)
        return field.english if field else key.text

    def _texts(self, node: Node) -> tuple[str, ...]:
        items = node.items if isinstance(node, SequenceNode) else (node,)
        texts = tuple(item.text for item in items if isinstance(item, ScalarNode) and not item.is_null)
        if len(texts) < len(items):
            self._complain("PMG204", _UNLESS, self._reader.place(node), _UNLESS_HINT)
        return texts

    def _entries(self, name: str) -> tuple[tuple[ScalarNode, Node], ...]:
        node: Node | None = self._found.get(name)
        if node is None:
            return ()
        if not isinstance(node, MappingNode):
            text = message("{name} takes names with fields of their own.", name=name)
            self._complain("PMG204", text, self._reader.place(node), _NAMES_HINT)
            return ()
        return node.entries

    def _check_gaps(self, values: RecordValues, name: str, allowed: frozenset[str]) -> None:
        pattern: str = values.found.get(name, "")
        unknown = [gap for gap in _GAP.findall(pattern) if gap not in allowed]
        if unknown or set("{}") & set(_GAP.sub("", pattern)):
            text = message("{pattern} has a gap that nothing fills.", pattern=pattern)
            gaps = " ".join(f"{{{gap}}}" for gap in sorted(allowed))
            self._complain(
                "PMG308", text, values.places[name], message("The gaps here are {gaps}.", gaps=gaps)
            )

    def _complain(self, code: str, text: Message, place: SourcePlace, hint: Message) -> None:
        self._problems.add(code, text, place, hint=hint)


_ONLY_WHERE_REQUIRED = ("annual_goals", "indicators")


def _not_required(requirements: Iterable[Requirement], project: Entity) -> frozenset[tuple[str, str]]:
    """Return goals and indicators of a project where nothing of them is required by the form."""
    words = {word for requirement in requirements for word in requirement.path.split(".")[:3]}
    fields = (field for field in project if field.english in _ONLY_WHERE_REQUIRED)
    return frozenset((project.name, field.english) for field in fields if words.isdisjoint(field.words))


_NO_LAYOUT = message("This region pack has no layout.")
_NO_LAYOUT_HINT = message("Put a layout.docx or a layout.html.j2 beside region.yaml.")
_TWO_LAYOUTS = message("This region pack has two layouts.")
_TWO_LAYOUTS_HINT = message("Keep layout.docx or layout.html.j2, and move the other away.")
_UNLESS = message("除非 takes fields of a project with the values for which the blank may stay.")
_UNLESS_HINT = message("Write the name of a field, and below it a list of values.")
_NAMES_HINT = message("Write every name in a line of its own, and its fields indented below it.")
