"""`pmgen form try`: every field says its name, and a save is noticed, in Word's way of saving too."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from queue import Queue
from time import perf_counter, sleep

import pytest

from plain_records import region_of
from pmgen.catalog import list_regions, shipped_templates
from pmgen.catalog.region import Region
from pmgen.engines import compile_layout
from pmgen.fonts import NO_FONTS
from pmgen.forms.try_records import fill_with_names, names_of
from pmgen.publish.render_plan import Output
from pmgen.publish.render_run import write_filled

SHIPPED = list_regions([shipped_templates()])


CALCULATING = """<p>{{ 项目.绩效指标 | 合计('分值') }} {{ 项目.计划开始日期 | 日期('YYYY年M月') }}
{{ 项目.项目名称 }}</p>"""


def test_a_form_that_calculates_shows_examples_and_names(tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text(CALCULATING, "utf-8")
    shown = page(region_of(tmp_path))
    assert "10 2024年1月 ‹项目名称›" in shown


PAIRS = """<table>{% for 行 in 项目.指标对照 %}
<tr><td>{{ 行.中期.三级指标 }}</td><td>{{ 行.年度.指标值 }}</td></tr>
{% endfor %}</table>"""


def test_both_sides_of_two_lists_are_named(tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text(PAIRS, "utf-8")
    region = region_of(tmp_path)
    names = names_of(region, True, page(region))
    assert names.printed == ("中期.三级指标", "年度.指标值")


def page(region: Region) -> str:
    layout = compile_layout(region)
    filled = fill_with_names(layout, region)
    made = write_filled(filled, [Output("html", PurePosixPath("a.html"))], NO_FONTS)
    return made.files[0][1].decode()


@pytest.mark.parametrize("region", SHIPPED, ids=lambda region: region.id)
def test_what_a_form_requires_it_prints(region: Region) -> None:
    shown = page(region)
    names = names_of(region, False, shown)
    assert not names.missing
    assert "项目名称" in names.printed and "‹项目名称1›" in shown and "‹项目名称2›" in shown
    assert not set(names.printed) & set(names.unused)


def word(file: Path) -> None:
    """Save as Word does: a lock, a temporary file, the old one moved away, the new one renamed."""
    (file.parent / "~$layout.docx").write_bytes(b"lock")
    new, old = file.with_name("~WRD0001.tmp"), file.with_name("~WRL0002.tmp")
    new.write_bytes(b"new")
    file.rename(old)
    new.rename(file)
    old.unlink()
    (file.parent / "~$layout.docx").unlink()


def in_place(file: Path) -> None:
    file.write_bytes(b"new")


def by_replacing(file: Path) -> None:
    file.with_name(".layout.swp").write_bytes(b"new")
    file.with_name(".layout.swp").replace(file)


@pytest.mark.parametrize("save", [word, in_place, by_replacing])
def test_a_save_is_noticed_once_and_at_once(save: Callable[[Path], None], tmp_path: Path) -> None:
    watching = pytest.importorskip("pmgen.forms.try_watching")
    file = tmp_path / "layout.docx"
    file.write_bytes(b"old")
    seen: Queue[float] = Queue()
    stop = threading.Event()

    def watch() -> None:
        for _ in watching.saves(tmp_path, stop):
            seen.put(perf_counter())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        sleep(0.3)
        begun = perf_counter()
        save(file)
        assert seen.get(timeout=5) - begun < 1
        (tmp_path / "~$layout.docx").write_bytes(b"lock")
        sleep(0.5)
        assert seen.empty()
    finally:
        stop.set()
        watcher.join()
