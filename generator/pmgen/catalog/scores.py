"""分值 of region.yaml: numbers of the place's own, or a named set."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pmgen.catalog.weights import Scores, preset_scores
from pmgen.load.read import Values
from pmgen.model.numeral import Numeral, is_numeral
from pmgen.problems import Problems, SourcePlace, message


def read_scores(values: Values | None, labels: Iterable[str], problems: Problems) -> Scores | None:
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


def _preset(values: Values, problems: Problems) -> Scores | None:
    if len(values.found) > 1:
        text = message("分值 has a named set and numbers of its own")
        hint = message("keep 预设, or 合计 and 一级指标")
        problems.add("PMG319", text, values.places["preset"], hint=hint)
    return preset_scores(values.found["preset"])


def _numbers(values: Values, problems: Problems) -> Scores | None:
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
        return Scores(stated, groups)
    if groups and stated != total.value:
        text = message("the scores of level 1 come to {sum}, not to {total}", sum=stated, total=total)
        problems.add("PMG320", text, values.places["total"], hint=message("correct 合计 or 一级指标"))
    return Scores(total.value, groups)


def _place(values: Values, *keys: str) -> SourcePlace:
    return values.places[next(key for key in keys if key in values.found)]
