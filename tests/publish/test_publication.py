"""The evening before publication: what stops, what does not, and what a second run need not do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pdf_samples import brought_shelf
from pmgen import api
from pmgen.check.rule_settings import RuleLevel, RuleSetting
from pmgen.problems import SourcePlace
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.manifest_verification import verify_manifest
from pmgen.publish.output_manifest import MANIFEST
from pmgen.publish.publication import ACCEPTABLE, Publication, PublicationOptions, Publisher, Stop
from pmgen.publish.remembered_checks import RememberedChecks
from publish.batch_of_offices import write_offices

EVERYTHING = frozenset(ACCEPTABLE)
Publish = Callable[..., Publication]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the data of two offices."""
    write_offices(tmp_path / "data", "甲局", "乙局")
    return tmp_path / "data"


@pytest.fixture
def publish(data: Path) -> Publish:
    """Return what publishes the offices; the options are those of PublicationOptions."""

    def run(
        accept: frozenset[Stop] = EVERYTHING,
        split: bool = False,
        settings: tuple[RuleSetting, ...] = (),
        **options: bool,
    ) -> Publication:
        remembered = RememberedChecks(data.parent / "checks.json")
        publisher = Publisher(
            request=api.request([data], data=data, formats=("html",), split=split),
            root=data.parent / "output",
            data=data,
            fonts=brought_shelf(),
            hashes=Hashes(),
            options=PublicationOptions(accept=accept, **options),
            remembered=remembered,
            settings=settings,
        )
        found = publisher.publish()
        remembered.save()
        return found

    return run


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def page(output: Path, office: str) -> Path:
    return next((output / office).glob("*.html"))


def test_nothing_is_written_while_the_review_asks_for_a_decision(data: Path, publish: Publish) -> None:
    found = publish(accept=frozenset())
    assert set(found.stops) == {Stop.ERRORS, Stop.GAPS}
    assert (found.report, found.proof) == (None, None)
    assert len(found.reviews) == 2
    assert not (data.parent / "output").exists()
    assert set(publish(accept=frozenset({Stop.GAPS})).stops) == {Stop.ERRORS}
    change(data / "甲局" / "一.yaml", "1000", "2000")
    assert publish().checked.remembered == 1


def test_what_is_accepted_is_counted_made_and_proven(data: Path, publish: Publish) -> None:
    found = publish()
    assert found.stops == {} and found.reviews == ()
    assert found.checked.annexes == 2 and found.checked.errors > 0 < found.checked.gaps
    assert found.report and found.report.gaps == found.checked.gaps
    assert found.proof and len(found.proof.proven) == 2
    assert verify_manifest(data.parent / "output" / MANIFEST).problems == ()


@pytest.mark.parametrize("split", [False, True])
def test_a_second_run_reviews_and_renders_only_what_changed(
    data: Path, publish: Publish, split: bool
) -> None:
    first, second = publish(split=split), publish(split=split)
    assert (first.checked.remembered, second.checked.remembered) == (0, 2)
    assert second.checked.errors == first.checked.errors
    assert second.checked.gaps == first.checked.gaps
    assert second.report and second.report.written == ()
    change(data / "甲局" / "一.yaml", "1000", "2000")
    third = publish(split=split)
    assert third.checked.remembered == 1
    assert third.report and {path.parent.name for path in third.report.written} == {"甲局"}


def test_a_project_under_another_ending_stops_also_where_nothing_else_changed(
    data: Path, publish: Publish
) -> None:
    assert publish().stops == {}
    (data / "甲局" / "另.txt").write_bytes((data / "甲局" / "一.yaml").read_bytes())
    assert [problem.code for problem in publish().stops[Stop.UNREAD]] == ["PMG233"]


def test_another_amount_of_the_year_before_is_reviewed_anew(data: Path, publish: Publish) -> None:
    for year in ("2025", "2026"):
        write_offices(data / year, "甲局")
    assert publish().checked.remembered == 0
    assert publish().checked.remembered == 4
    change(data / "2025" / "甲局" / "一.yaml", "1000", "2000")
    assert publish().checked.remembered == 2


def test_what_was_accepted_once_stops_again_where_it_is_not(publish: Publish) -> None:
    publish()
    found = publish(accept=frozenset())
    assert set(found.stops) == {Stop.ERRORS, Stop.GAPS}
    assert found.checked.remembered == 0
    assert Stop.WARNINGS in publish(strict=True).stops


def test_a_file_changed_by_hand_stops_before_anything_is_written(data: Path, publish: Publish) -> None:
    publish()
    output = data.parent / "output"
    edited, other = page(output, "甲局"), page(output, "乙局")
    before, sound = other.read_bytes(), edited.read_bytes()
    change(edited, "培训", "训练")
    change(data / "乙局" / "一.yaml", "1000", "2000")
    found = publish()
    assert set(found.stops) == {Stop.EDITED}
    assert [each.places[0].file for each in found.stops[Stop.EDITED]] == [str(edited)]
    assert (found.report, other.read_bytes()) == (None, before)
    assert publish(replace_edited=True).stops == {}
    assert (edited.read_bytes(), other.read_bytes() == before) == (sound, False)


def test_a_file_changed_by_hand_is_replaced_also_where_no_whole_run_is_known(
    data: Path, publish: Publish
) -> None:
    publish()
    output = data.parent / "output"
    edited, other = page(output, "甲局"), page(output, "乙局")
    sound = edited.read_bytes()
    change(edited, "培训", "训练")
    change(data / "甲局" / "一.yaml", "1000", "2000")
    api.render(api.request([data], data=data, formats=("html",)), output, fonts=brought_shelf())
    change(data / "甲局" / "一.yaml", "2000", "1000")
    change(data / "乙局" / "一.yaml", "1000", "2000")
    found = publish()
    assert set(found.stops) == {Stop.EDITED}
    (told,) = found.stops[Stop.EDITED]
    assert told.places[0].file == str(edited) and "--replace-edited" in str(told.hint)
    assert publish(replace_edited=True).stops == {}
    assert edited.read_bytes() == sound != other.read_bytes()


def test_the_levels_of_rules_that_are_set_hold_and_are_remembered(data: Path, publish: Publish) -> None:
    def setting(code: str, level: RuleLevel) -> RuleSetting:
        return RuleSetting(code, level, "本市另有规定", SourcePlace("check.yaml"))

    found = publish(accept=frozenset({Stop.GAPS}))
    codes = {problem.code for problem in found.stops[Stop.ERRORS]}
    off = tuple(setting(code, RuleLevel.OFF) for code in codes)
    settled = publish(accept=frozenset({Stop.GAPS}), settings=off)
    assert settled.stops == {} and settled.checked.errors == 0
    assert settled.checked.off == found.checked.errors
    again = publish(accept=frozenset({Stop.GAPS}), settings=off)
    assert (again.checked.remembered, again.checked.off) == (2, found.checked.errors)
    assert set(publish(accept=frozenset({Stop.GAPS})).stops) == {Stop.ERRORS}
    warned = tuple(setting(code, RuleLevel.WARNING) for code in codes)
    less = publish(accept=frozenset({Stop.GAPS}), settings=warned)
    assert (less.stops, less.checked.remembered) == ({}, 0)
    assert less.checked.warnings == found.checked.warnings + found.checked.errors


def test_what_the_data_no_longer_make_is_removed_only_when_asked(data: Path, publish: Publish) -> None:
    publish()
    for name in ("一.yaml", "二.yaml", "annex.yaml"):
        (data / "乙局" / name).unlink()
    (data / "乙局").rmdir()
    old = page(data.parent / "output", "乙局")
    assert set(publish(accept=EVERYTHING - {Stop.LEFTOVER}).stops) == {Stop.LEFTOVER}
    assert old.exists()
    found = publish(accept=EVERYTHING - {Stop.LEFTOVER}, clean=True)
    assert found.stops == {} and found.rest and found.rest.removed == (old,)
    assert not old.exists()
    assert verify_manifest(data.parent / "output" / MANIFEST).problems == ()


def test_a_document_of_somebody_else_stops_wherever_it_lies(data: Path, publish: Publish) -> None:
    publish()
    output = data.parent / "output"
    (output / "通知").mkdir()
    for path in (output / "通知" / "通知.pdf", output / "甲局" / "说明.docx"):
        path.write_bytes(b"")
    found = publish(accept=EVERYTHING - {Stop.FOREIGN})
    named = {Path(place.file).name for each in found.stops[Stop.FOREIGN] for place in each.places}
    assert (set(found.stops), named) == ({Stop.FOREIGN}, {"通知.pdf", "说明.docx"})
    assert publish().stops == {}


def test_what_cannot_be_read_is_accepted_by_nobody(data: Path, publish: Publish) -> None:
    (data / "甲局" / "一.yaml").write_text("项目名称: [", "utf-8")
    assert set(publish().stops) == {Stop.UNREAD}
    (data / "甲局" / "一.yaml").unlink()
    change(data / "甲局" / "annex.yaml", "tianjin", "nowhere")
    assert set(publish().stops) == {Stop.UNREAD}


def test_documents_that_are_not_proven_stop(data: Path, publish: Publish, careless: None) -> None:
    change(data / "甲局" / "一.yaml", "≥1000人", "≥2个")
    found = publish()
    assert set(found.stops) == {Stop.FAILED}
    assert found.report and found.report.failed == 1


def test_memory_that_is_lost_or_damaged_only_costs_time(data: Path, publish: Publish) -> None:
    publish()
    memory = data.parent / "checks.json"
    memory.write_bytes(memory.read_bytes().replace(b'"errors":', b'"errors":0'))
    assert publish().checked.remembered == 0
    assert publish().checked.remembered == 2
    memory.unlink()
    assert publish().stops == {}


def test_in_another_form_an_annex_is_reviewed_anew(data: Path, publish: Publish) -> None:
    publish()
    change(data / "甲局" / "annex.yaml", "tianjin", "wuhai")
    found = publish(clean=True)
    assert found.checked.remembered == 1


def test_programs_publish_as_the_command_does(data: Path) -> None:
    request, output = api.request([data], data=data, formats=("html",)), data.parent / "output"
    stopped = api.publish(request, output, data=data, fonts=brought_shelf())
    assert stopped.report is None and set(stopped.stops) <= EVERYTHING and not output.exists()
    options = PublicationOptions(accept=EVERYTHING)
    done = api.publish(request, output, options, data=data, fonts=brought_shelf())
    assert (done.stops, done.proof) == ({}, verify_manifest(output / MANIFEST))
