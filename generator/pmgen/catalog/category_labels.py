"""指标标签 of region.yaml: what a form prints for each 二级指标, and the ones that it has of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from pmgen.catalog.region import Label, LabelKey, Labels, YesNo
from pmgen.load.field_messages import named
from pmgen.load.field_reading import RecordReader
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_nodes import Node, ScalarNode
from pmgen.model.terms import LEVEL1, AnyCategory, Category, CostKind, OwnCategory, group_of, level1_words
from pmgen.problems import Message, message

_BY_ITSELF = "自成一类"
_GROUPS = {word: group for group in reversed(tuple(LEVEL1)) for word in LEVEL1[group]}


def read_labels(entries: Iterable[tuple[ScalarNode, Node]], reader: RecordReader) -> Labels:
    """Return the labels of a form in its order; what is not stated has those of the national form.

    What is wrong goes to the problems of `reader`.
    """
    labels: dict[LabelKey, Label] = {}
    met: set[str] = set()
    for key, node in entries:
        values = reader.record(node, "label")
        term = _term(key, values, reader)
        if term is None:
            continue
        if term.chinese in met:
            text = message("{key} has its labels twice.", key=key.text)
            reader.report("PMG203", (text, message("Keep one of the two.")), key)
        elif values is not None and "level1" in values.found:
            labels[term] = _label(term, values)
        met.add(term.chinese)
    return labels | _usual_labels(labels)


def _label(term: LabelKey, values: RecordValues) -> Label:
    found = values.found
    usual = term.chinese if isinstance(term, OwnCategory) else ""
    return Label(found["level1"], found.get("level2", usual), found.get("assumed") is YesNo.YES)


def _term(key: ScalarNode, values: RecordValues | None, reader: RecordReader) -> LabelKey | None:
    """Return what a line of labels is for: a usual category, a kind of cost, or one of the form's own."""
    term = Category.read(key.text) or CostKind.read(key.text)
    base: str | None = values.found.get("base") if values else None
    if term is None and base is not None and values is not None:
        return _own(key, base, values, reader)
    if term is None:
        text = message("{key} is neither a 二级指标 nor a 成本类型.", key=key.text)
        reader.report("PMG304", (text, _meant(key.text)), key)
    elif base is not None:
        text = message("{key} is a category of every form, and belongs to no other.", key=key.text)
        reader.report("PMG304", (text, message("Delete the line 属于.")), key)
    return term


def _own(key: ScalarNode, base: str, values: RecordValues, reader: RecordReader) -> OwnCategory | None:
    category, group = Category.read(base), _GROUPS.get(base, "")
    if category is None and not group and base != _BY_ITSELF:
        text = message("There is nothing called {word} that a 二级指标 could belong to.", word=base)
        reader.problems.add("PMG304", text, values.places["base"], hint=_BASES)
        return None
    level1 = values.found.get("level1", "")
    return OwnCategory(key.text.strip(), category, group_of(category) if category else group, level1)


def _meant(word: str) -> Message:
    words = [term.chinese for term in (*Category, *CostKind)]
    near = get_close_matches(word, words, 1, 0.6)
    if not near:
        return _LABELS_HINT
    return message("Did you mean {word}? The words are {words}.", word=near[0], words=named(words))


def own_categories(labels: Labels) -> tuple[OwnCategory, ...]:
    """Return the categories that a form has of its own."""
    return tuple(key for key in labels if isinstance(key, OwnCategory))


def printed_categories(labels: Labels) -> tuple[tuple[str, Category], ...]:
    """Return what a form prints for the usual categories where it can only mean one."""
    said = [label.level2 for label in labels.values()]
    return tuple(
        (label.level2, key)
        for key, label in labels.items()
        if isinstance(key, Category)
        and label.level2
        and said.count(label.level2) == 1
        and Category.read(label.level2) is None
        and all(label.level2 != other.chinese for other in labels)
    )


def levels_of_labels(labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return each 二级指标 of a form, by the word that data have for it, behind its 一级指标."""
    found = (
        (label.level1, (Category.COST if isinstance(key, CostKind) else key).chinese)
        for key, label in labels.items()
        if label.listed
    )
    return tuple(dict.fromkeys(found))


def _usual_labels(stated: Labels) -> dict[LabelKey, Label]:
    """Return the national form's words for what is not stated; costs stand where their kinds are stated.

    What one of the form's own categories stands for has no row of its own beside it.
    """
    costs = next((label.level1 for key, label in stated.items() if isinstance(key, CostKind)), None)
    usual = {category: Label(level1_words(category)[0], category.chinese) for category in Category}
    if costs:
        usual[Category.COST] = Label(costs, "")
    return {
        category: replace(label, listed=not _is_replaced(category, stated))
        for category, label in usual.items()
        if category not in stated
    }


def _is_replaced(category: Category, stated: Labels) -> bool:
    return any(
        own.base is category if own.base else own.group == group_of(category)
        for own in own_categories(stated)
    )


def categories_in_order(labels: Iterable[LabelKey]) -> list[AnyCategory]:
    """Return the categories of a form in its order, which that of its labels is; kinds of cost are costs."""
    return list(dict.fromkeys(Category.COST if isinstance(key, CostKind) else key for key in labels))


def nearest_usual(category: AnyCategory, labels: Collection[LabelKey]) -> AnyCategory:
    """Return the category whose labels a form prints: the usual one, where another form's own is unknown."""
    if isinstance(category, OwnCategory) and category.base and category not in labels:
        return category.base
    return category


_LABELS_HINT = message(
    "Write a 二级指标 such as 数量指标 or a 成本类型 such as 经济成本; below one that only this form has, "
    "write 属于: and what it is a kind of."
)
_BASES = message("Write a 二级指标 such as 时效指标, or 产出指标, 效益指标 or 满意度指标, or 自成一类.")
