"""What a workspace has decided about rules of the review, once for all annexes: check.yaml beside data/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pmgen import disk
from pmgen.check.annex_review import Review
from pmgen.check.code_selection import is_rule, near_codes
from pmgen.check.findings import Finding
from pmgen.check.meant_settings import MeantSetting, layout_problem, lines_of
from pmgen.check.review_rule import codes_in, rule_code
from pmgen.load.field_reading import RecordReader, prepared
from pmgen.load.left_out_files import SETTINGS_FILE, is_meant_for_settings, misplaced_settings
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_parsing import in_order, read_root
from pmgen.model.field_definitions import Entity, Field, FieldKind, block
from pmgen.model.terms import Term
from pmgen.problems import (
    CODES,
    Message,
    Problem,
    ProblemKind,
    Problems,
    Refusal,
    Severity,
    SourcePlace,
    message,
)


class RuleLevel(Term):
    """级别: how bad the findings of a rule are in a workspace, or that there are none."""

    OFF = "off", "不查", "关", "关闭", "不检查"
    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "提醒", "提示", "note"

    @property
    def severity(self) -> Severity | None:
        """Return how bad the findings are, None where there are to be none."""
        return None if self is RuleLevel.OFF else Severity(self.value)


_KEYS = (
    Entity(
        "rule_settings",
        "审核设定",
        (Field("rules", "审核规则", FieldKind.RECORDS, "改用的规则", entity="rule_setting", required=True),),
    ),
    Entity(
        "rule_setting",
        "审核规则",
        (
            Field("rule", "规则", FieldKind.TEXT, "pmgen check 给出的规则编号", "PMG-S12", required=True),
            Field("level", "级别", FieldKind.TERM, "改为哪一级", "不查", term=RuleLevel, required=True),
            Field("reason", "理由", FieldKind.TEXT, "为什么", "本市的表不填描述", required=True),
        ),
    ),
)
_TABLES = prepared(_KEYS)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """The level that a workspace gives to a rule, by its full code, with the reason."""

    code: str
    level: RuleLevel
    reason: str
    place: SourcePlace


def read_settings(workspace: Path, folders: Iterable[Path] = ()) -> tuple[RuleSetting, ...]:
    """Return what check.yaml in the folder `workspace` says, nothing where there is none.

    `folders` are those above annexes, in which nobody should look for it.

    Raise Refusal where it cannot be followed to the letter: nobody should review by other rules than chosen.
    """
    problems = Problems()
    file = workspace / SETTINGS_FILE
    problems.extend(_misplaced(workspace, folders, disk.is_there(file)))
    problems.refuse_errors()
    if not disk.is_there(file):
        return ()
    root = read_root(file, problems)
    if root is not None and (told := layout_problem(root)):
        raise Refusal([Problem("PMG231", told[0], (SourcePlace(str(file), 1, 1),), told[1])])
    values = RecordReader(str(file), problems, _TABLES).record(root, "rule_settings") if root else None
    settings = tuple(_settings(values.found.get("rules", ()), problems)) if values is not None else ()
    if problems.has_errors:
        raise Refusal(in_order(problems))
    return settings


def _misplaced(workspace: Path, folders: Iterable[Path], is_there: bool) -> Iterator[Problem]:
    """Give a problem for each file that is meant for check.yaml and has another name or place."""
    for path in () if is_there else _meant_for_settings(workspace):
        wrong = message("{file} is not read under this name", file=path.name)
        hint = message("rename it to {file}", file=SETTINGS_FILE)
        yield Problem("PMG231", wrong, (SourcePlace(str(path)),), hint)
    for folder in sorted({*folders} - {workspace}):
        yield from (misplaced_settings(path) for path in _meant_for_settings(folder))


def _meant_for_settings(folder: Path) -> list[Path]:
    try:
        names = sorted(entry.name for entry in disk.entries(folder))
    except OSError:
        return []
    return [folder / name for name in names if is_meant_for_settings(folder / name)]


def _settings(records: Iterable[RecordValues], problems: Problems) -> Iterator[RuleSetting]:
    met: set[str] = set()
    for record in records:
        if not {"rule", "level", "reason"} <= record.found.keys():
            continue
        code, place = rule_code(record.found["rule"]), record.places["rule"]
        wrong = _fault(record, code, met)
        if wrong is not None:
            problems.add("PMG231", wrong[0], place, hint=wrong[1])
        met.add(code)
        yield RuleSetting(code, record.found["level"], record.found["reason"], place)


def _fault(record: RecordValues, code: str, met: set[str]) -> tuple[Message, Message] | None:
    """Return why a rule cannot be set, and what to do, None where it can."""
    written: str = record.found["rule"]
    several = codes_in(written)
    if len(several) > 1 and all(is_rule(rule_code(each)) for each in several):
        level, reason = record.found["level"].chinese, record.found["reason"]
        lines = lines_of([MeantSetting(each, level, reason) for each in several])[1:]
        return (
            message("{rules} are several rules", rules=written),
            message("write an item for each of them: {block}", block=block(lines)),
        )
    if code in met:
        return message("{rule} is set twice", rule=code), message("keep one of the two")
    if code in CODES and not is_rule(code):
        return message("{code} is no rule of the review, so no level can be set", code=code), _no_rule(code)
    if not is_rule(code):
        near = [each for each in near_codes(written) if is_rule(each)]
        text = message("there is no rule {rule}", rule=written)
        hint = message("did you mean {near}?", near="、".join(near)) if near else _LISTED
        return text, hint
    if is_fixed(code):
        text = message("the level of {rule} is fixed", rule=code)
        return text, message("delete this setting; single findings can be accepted by 豁免 in the data")
    return None


def _no_rule(code: str) -> Message:
    """Return what to do about a code that is no rule's."""
    if CODES[code].kind is ProblemKind.GAP:
        return message(
            "delete this item; fill in what the form needs, or accept it: "
            "by 豁免 in the data, or with pmgen publish --accept gaps"
        )
    return message("delete this item; pmgen explain {code} says what to do about it", code=code)


_LISTED = message("pmgen explain lists all rules")


def is_fixed(code: str) -> bool:
    """Tell whether a rule has its level from what follows from it, so that no workspace can set it."""
    return code in CODES


def hash_of_settings(settings: Iterable[RuleSetting]) -> str:
    """Return what is the same for the same levels of the same rules, whatever the reasons and their order."""
    levels = sorted(f"{setting.code} {setting.level.value}" for setting in settings)
    return sha256("\n".join(levels).encode()).hexdigest()


def with_settings(review: Review, settings: Sequence[RuleSetting]) -> Review:
    """Return a review whose findings have the levels that are set; those of rules set to 不查 are `off`."""
    levels = {setting.code: setting.level for setting in settings}
    found = tuple(_leveled(finding, levels) for finding in review.findings)
    off = [levels.get(finding.problem.code) is RuleLevel.OFF for finding in found]
    return replace(
        review,
        findings=tuple(each for each, is_off in zip(found, off, strict=True) if not is_off),
        off=tuple(each for each, is_off in zip(found, off, strict=True) if is_off),
    )


def _leveled(finding: Finding, levels: Mapping[str, RuleLevel]) -> Finding:
    level = levels.get(finding.problem.code)
    if level is None or level.severity is None:
        return finding
    return replace(finding, problem=_rated(finding.problem, level.severity))


def _rated(problem: Problem, severity: Severity) -> Problem:
    return replace(problem, rated=severity)
