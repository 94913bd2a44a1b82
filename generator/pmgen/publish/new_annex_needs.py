"""What a form needs to be told, field by field, each with a remark for those who fill it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pmgen.catalog.category_labels import categories_in_order
from pmgen.catalog.region import PrescribedScores, Region
from pmgen.model.field_definitions import Entity, Field, FieldTable
from pmgen.model.fields import WHOLE_DEPARTMENT
from pmgen.model.terms import Category, CostKind

_WHOSE_GOAL = "表上按目标列出指标：有几个目标时，写明服务哪一个；服务几个的，写成列表"
_OF_COSTS = "二级指标为成本指标时才写，其他的删去这一行"


@dataclass(frozen=True, slots=True)
class Needs:
    """The paths that a form needs below one record, each with the remark that lifts it.

    `categories` are the words for 二级指标 in the order of the form.
    """

    paths: Mapping[tuple[str, ...], str]
    table: FieldTable
    categories: tuple[str, ...] = ()

    def words(self, field: Field) -> tuple[str, ...]:
        """Return what can be written for a field."""
        is_category = self.categories and field.english == "category"
        return self.categories if is_category else tuple(field.allowed_words)

    def has(self, field: Field, values: Mapping[str, object]) -> bool:
        """Tell whether the form needs a field of a record of which `values` are known."""
        if field.english == "cost_kind" and values.get("category") not in (None, Category.COST.chinese):
            return False
        return field.required or any(_is(field, path[0]) for path in self.paths)

    def below(self, field: Field) -> Needs:
        """Return what it needs below a field."""
        return self._only(lambda path: len(path) > 1 and _is(field, path[0]), 1)

    def among(self, chosen: Iterable[Field]) -> Needs:
        """Return what is needed of these fields."""
        known = tuple(chosen)
        return self._only(lambda path: any(_is(field, path[0]) for field in known), 0)

    def comment(self, field: Field) -> str:
        """Return the remark on a field."""
        return next(
            (comment for path, comment in self.paths.items() if len(path) == 1 and _is(field, path[0])), ""
        )

    def _only(self, wanted: Callable[[tuple[str, ...]], bool], cut: int) -> Needs:
        return Needs(
            {path[cut:]: comment for path, comment in self.paths.items() if wanted(path)},
            self.table,
            self.categories,
        )


def _is(field: Field, word: str) -> bool:
    return word in (field.chinese, field.english, *field.aliases)


def project_needs(region: Region) -> Needs:
    """Return what the form needs of a project; what it needs of a goal's indicators, it needs of them all."""
    found: dict[tuple[str, ...], str] = {}
    if any(isinstance(key, CostKind) for key in region.labels):
        found["绩效指标", "成本类型"] = _OF_COSTS
    for requirement in region.requirements:
        path = requirement.path.split(".")
        if path[0] in (WHOLE_DEPARTMENT.chinese, WHOLE_DEPARTMENT.name):
            path[0] = WHOLE_DEPARTMENT.chinese
            found[WHOLE_DEPARTMENT.chinese,] = "必填"
        if path[0] in ("附件", "annex", "项目", "project"):
            path = path[1:]
        if path:
            found[tuple(path)] = _lifted(requirement.unless, region.fields["project"])
        if "绩效指标" in path[1:]:
            found[tuple(path[path.index("绩效指标") :])] = ""
            found["绩效指标", "对应目标"] = _WHOSE_GOAL
    if ("绩效指标", "分值") in found and region.scores:
        found["绩效指标", "分值"] = _sums(region.scores)
    listed = [key for key, label in region.labels.items() if label.listed]
    return Needs(found, region.fields, tuple(each.chinese for each in categories_in_order(listed)))


def _sums(scores: PrescribedScores) -> str:
    each = [f"{name}合计{score}" for name, score in scores.groups.items()]
    return "、".join([*each, f"全部合计{scores.total}"])


def _lifted(unless: Mapping[str, tuple[str, ...]], project: Entity) -> str:
    cases = [f"{_chinese(key, project)}为{'、'.join(values)}时可不填" for key, values in unless.items()]
    return "；".join(cases)


def _chinese(english: str, project: Entity) -> str:
    field = project.find(english)
    return field.chinese if field else english
