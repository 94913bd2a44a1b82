"""Documents with any text in every text field, read back in each format by readers that are none of pmgen's.

A text stands between two marks, `Q12` and `12Z`, by which it is found in a finished file wherever the form
prints it; now and then it stands before the second alone, so that a cell begins with it. What a form prints
at all is learnt from the same document with plain words in its fields.
A document is sound where the loader takes it; its PDF may be held back only for a character
that the fonts of the installation lack.

`python tests/fuzzing.py 3000` makes as many documents (nearly half an hour); a number behind it is the seed.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from any_text import Rng, drawable, drawn, text_of
from other_readers import READERS
from pmgen.catalog import shipped_templates
from pmgen.fonts import FontShelf, usual_folders
from pmgen.load import LoadedAnnex, load_annex
from pmgen.publish.render_plan import Job, plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import Rendered, render

REGIONS = ("tianjin", "wuhai", "shanghai", "ezhou")
FORMATS = ("docx", "html", "pdf", "xlsx")
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))


# Documents.

Fields = dict[str, object]
BEGINNINGS = tuple("=+@'\"<&(-")
"""What a text may begin with that programs read more into."""


@dataclass(frozen=True)
class Definition:
    """An annex of one project; `texts` are all of it by their numbers, with their marks."""

    annex: Fields
    project: Fields
    texts: Mapping[int, str]

    @property
    def characters(self) -> str:
        """Return all that must be drawn."""
        return "".join(self.texts.values()).translate({ord("\n"): None, ord("\t"): None})


def definition(region: str, make: Callable[[], str], indicators: int = 2) -> Definition:
    """Return a definition for a region's form in which `make` gives every text."""
    texts: dict[int, str] = {}
    numbers = count(10)

    def marked(always: bool = False) -> str:
        number, text = next(numbers), make()
        begins = text.startswith(BEGINNINGS) and not always
        texts[number] = f"{text}{number}Z" if begins else f"Q{number}{text}{number}Z"
        return texts[number]

    annex: Fields = {
        "地区": region,
        "年度": "2025",
        "金额单位": "万元",
        "标题": marked(),
        "项目单位": {"编码": marked(), "名称": marked()},
        "主管部门": {"编码": marked(), "名称": marked()},
    }
    project: Fields = {
        "项目名称": marked(),
        "项目编码": marked(),
        "归口科室": marked(),
        **{key: marked() for key in ("项目性质", "项目类别", "项目属性", "立项依据", "资金用途")},
        **{key: marked() for key in ("批复文号", "联系人")},
        "计划开始日期": "2025-01-01",
        "计划完成日期": "2025-12-31",
        "预算": {key: {"合计": "50.00", "财政资金": "50.00", "其他资金": "0.00"} for key in ("年度", "全程")},
        "长期绩效目标": [marked()],
        "中期绩效目标": [marked()],
        "年度绩效目标": [marked(), marked()],
        "绩效指标": [_indicator(category, marked) for category in ("数量指标", "社会效益指标")[:indicators]],
    }
    return Definition(annex, project, texts)


def _indicator(category: str, marked: Callable[..., str]) -> Fields:
    long = {"目标值": marked(True), "计量单位": marked()}
    texts = ("三级指标", "绩效指标描述", "依据说明", "数据来源", "计算公式", "佐证资料", "备注")
    # What begins with a sign is one of comparison.
    target = long if category == "数量指标" else marked(True)
    return {"二级指标": category, **{key: marked() for key in texts}, "指标值": target, "分值": "10"}


def loaded(made: Definition) -> LoadedAnnex:
    """Return the annex as the loader reads it from files."""
    with TemporaryDirectory() as folder:
        for name, fields in (("annex", made.annex), ("1", made.project)):
            # JSON is YAML in flow style.
            Path(folder, f"{name}.yaml").write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
        return load_annex(Path(folder))


@cache
def _job(region: str) -> Job:
    """Return a job for the whole annex in a region's form, to be given other annexes."""
    made = definition(region, lambda: "plain")
    with TemporaryDirectory() as folder:
        for name, fields in (("annex", made.annex), ("1", made.project)):
            Path(folder, f"{name}.yaml").write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
        source = Source(Path(folder), PurePosixPath("x"))
        (job,) = plan(Request((source,), FORMATS, (shipped_templates(),))).jobs
    return job


def rendered(region: str, read: LoadedAnnex) -> Rendered:
    """Return the files of an annex, proven."""
    assert read.annex is not None
    annex = replace(read.annex, region=region)
    job = _job(region)
    project = annex.projects[0] if job.project else None
    return render(replace(job, annex=annex, project=project), FONTS, verified=True)


# What is asked of a document.


@dataclass(frozen=True)
class MarkFault:
    """A text that a format shows otherwise, or a sound document that was not written."""

    what: str
    number: int = 0
    expected: str = ""
    found: str = ""


@cache
def printed(region: str, format: str) -> Mapping[int, int]:
    """Return how often a region's form prints each text in a format."""
    made = definition(region, lambda: "plain")
    files = {output.format: data for output, data in rendered(region, loaded(made)).files}
    text = _bare(READERS[format](files[format]))
    return {number: found for number, value in made.texts.items() if (found := text.count(value))}


def faults(region: str, make: Callable[[], str]) -> tuple[list[MarkFault], Counter[str]]:
    """Return what is wrong with a document in which `make` gives every text, and what was looked at."""
    made = definition(region, make)
    read = loaded(made)
    if read.annex is None:
        return [MarkFault(f"not loaded: {[str(each.message) for each in read.problems]}")], Counter()
    outcome = rendered(region, read)
    files = {output.format: data for output, data in outcome.files}
    errors = [f"{problem.code} {problem.message}" for problem in outcome.problems if problem.is_error]
    looked = Counter({"documents": 1, "files": len(files), "held back": len(FORMATS) - len(files)})
    found = [MarkFault(f"not written: {errors}")] if _is_refused(set(files), made) else []
    for format, data in files.items():
        text = READERS[format](data)
        for number in printed(region, format):
            looked["values"] += 1
            found += compared(format, text, number, made.texts[number], printed(region, format)[number])
    return found, looked


def _is_refused(written: set[str], made: Definition) -> bool:
    """Tell whether a sound document was refused: all but a PDF with a character of no font."""
    if {"docx", "html", "xlsx"} - written:
        return True
    return "pdf" not in written and drawn().issuperset(map(ord, made.characters))


def compared(format: str, text: str, number: int, value: str, times: int) -> Iterator[MarkFault]:
    """Yield a fault where a value, printed so many times, is not found in the text of a file as it is."""
    if format == "pdf":
        # Lines wrap where they must, and a cell may go on after the heads of the next page.
        rest = _bare(value)
        for page in map(_bare, text.split("\f")):
            rest = rest[_length_in(page, rest) :]
        if not rest:
            return
    elif _counted(text, value) == text.count(f"{number}Z") and _often_enough(format, text, number, times):
        return
    yield MarkFault(format, number, value, _around(text, number))


def _often_enough(format: str, text: str, number: int, times: int) -> bool:
    """Tell whether a value stands as often as it should; a sheet says it again on each printed page."""
    found = text.count(f"{number}Z")
    return found >= times if format == "xlsx" else found == times


def _counted(text: str, value: str) -> int:
    """Return how often a value stands in a text; in contents, which are of one line each, without breaks."""
    found, in_contents = text.count(value), value.translate(dict.fromkeys(map(ord, "\t\n"), " "))
    return found + text.count(in_contents) if found and in_contents != value else found


def _length_in(page: str, value: str) -> int:
    """Return how many of the first characters of a value stand together on a page."""
    return bisect_left(range(1, len(value) + 1), True, key=lambda length: value[:length] not in page)


def _around(text: str, number: int) -> str:
    begin, end = text.find(f"Q{number}"), text.find(f"{number}Z")
    return text[begin if begin >= 0 else max(end - 100, 0) : end + 3]


def _bare(text: str) -> str:
    return "".join(text.split())


def run(documents: int, seed: int) -> int:
    """Make documents, print each fault and at the end the figures; return how many faults there were."""
    looked: Counter[str] = Counter()
    for number in range(documents):
        rng = Rng(f"{seed}/{number}")
        region = REGIONS[number % len(REGIONS)]
        make = drawable if number // len(REGIONS) % 2 else text_of
        found, seen = faults(region, partial(make, rng))
        looked += seen
        looked["faults"] += len(found)
        for fault in found:
            print(f"{seed}/{number} {region} {fault.what} {fault.number}:", flush=True)
            print(f"  {fault.expected!r}\n  {fault.found!r}", flush=True)
    print(dict(looked))
    return looked["faults"]


if __name__ == "__main__":
    asked = [*map(int, sys.argv[1:])]
    sys.exit(run(*asked, *(3000, 1)[len(asked) :]) > 0)
