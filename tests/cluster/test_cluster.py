"""Rendering by a real scheduler and its workers, from a bucket to a bucket: the same as on one machine."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from distributed.client import ClosedClientError
from distributed.comm import CommClosedError
from fsspec.implementations.memory import MemoryFileSystem

import pmgen
from cluster.machines import BUCKET, Machines, machines, ran
from pmgen import api
from pmgen.problems import Refusal, SourcePlace
from pmgen.publish.cluster_manifest import keep_stored_manifest
from pmgen.publish.file_hashes import FileHashes
from pmgen.publish.manifest_file import keep_manifest
from pmgen.publish.object_store import ChangedMeanwhile, ObjectStore
from pmgen.publish.output_manifest import MANIFEST
from publish.batch_of_offices import write_offices

OFFICES = tuple("甲乙丙丁戊己")
"""With two projects each, which are two tasks."""

FORMATS = ("--format", "html")
KILLS = int(os.environ.get("PMGEN_KILLS", "200"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture
def bucket(request: pytest.FixtureRequest) -> str:
    return f"s3://{BUCKET}/{abs(hash(request.node.name))}"


@pytest.fixture
def data(cluster: Machines, bucket: str, tmp_path: Path) -> str:
    """The address of the offices' data, which lie in a folder too."""
    write_offices(tmp_path / "data", *OFFICES)
    return upload(tmp_path / "data", f"{bucket}/data")


def upload(folder: Path, address: str) -> str:
    files = (path for path in folder.rglob("*") if path.is_file())
    ObjectStore(address).write({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    return address


def contents(address: str) -> dict[str, bytes]:
    """Return everything below an address."""
    store = ObjectStore(address)
    return store.read(store.tags())


def rendered_here(folder: Path, **asked: Path) -> dict[str, bytes]:
    """Return what one machine makes of the data in a folder."""
    output = folder / "here"
    fonts = api.FontShelf(api.usual_folders(sys.platform, Path.home(), {}))
    templates = asked.values()
    request = api.request([folder / "data"], data=folder / "data", formats=("html",), templates=templates)
    api.render(request, output, fonts=fonts)
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def manifest_of(objects: dict[str, bytes], copy: Path) -> bytes:
    """Return the manifest that one machine makes of what lies in a store."""
    ObjectStore(str(copy)).write(objects)
    assert keep_manifest(copy, FileHashes()) == ()
    return (copy / MANIFEST).read_bytes()


def test_it_is_the_same_as_on_one_machine_and_nothing_is_done_the_second_time(
    cluster: Machines, data: str, bucket: str, tmp_path: Path
) -> None:
    output = f"{bucket}/output"
    first = cluster.render(data, output, *FORMATS)
    assert first.returncode == 0, first.stderr
    assert sorted(first.stdout.split()) == sorted(name for name in contents(output) if name.endswith(".html"))
    assert contents(output) == rendered_here(tmp_path)
    before = ObjectStore(output).tags()
    second = cluster.render(data, output, *FORMATS)
    assert "documents unchanged: 6" in second.stderr
    elsewhere = ran(
        cluster.command("--data", data, "--output", output, *FORMATS),
        {**cluster.environment, "PMGEN_CACHE": str(tmp_path / "cache")},
    )
    assert "documents unchanged: 6" in elsewhere.stderr
    assert ObjectStore(output).tags() == before


def test_only_what_has_changed_is_rendered_and_what_somebody_changed_is_kept(
    cluster: Machines, data: str, bucket: str, tmp_path: Path
) -> None:
    output = f"{bucket}/output"
    cluster.render(data, output, *FORMATS)
    project = tmp_path / "data" / OFFICES[0] / "一.yaml"
    project.write_text(project.read_text("utf-8").replace("425.50", "425.60"), "utf-8")
    upload(tmp_path / "data", data)
    page = next(name for name in contents(output) if name.startswith(OFFICES[1]) and name.endswith("html"))
    ObjectStore(output).write({page: b"mine"})
    said = cluster.render(data, output, *FORMATS)
    assert said.returncode == 4
    assert [line.partition("/")[0] for line in said.stdout.split()] == [OFFICES[0]]
    assert "documents unchanged: 4" in said.stderr
    assert "PMG709" in said.stderr and f"{output}/{page}" in said.stderr
    found, here = contents(output), rendered_here(tmp_path)
    assert found.pop(MANIFEST) == manifest_of(found, tmp_path / "copy")
    assert found.pop(page) == b"mine" and found.pop(f"{OFFICES[1]}/.pmgen.json")
    assert {name: here[name] for name in found} == found


def test_only_the_annexes_named_are_rendered_and_a_dry_run_tells_which(
    cluster: Machines, data: str, bucket: str
) -> None:
    output = f"{bucket}/output"
    dry = cluster.render(data, output, *FORMATS, "--dry-run", OFFICES[0])
    assert (dry.returncode, dry.stdout) == (0, f"{OFFICES[0]}\n")
    assert "annexes to render: 1; unchanged: 0" in dry.stderr and contents(output) == {}
    said = cluster.render(data, output, *FORMATS, OFFICES[0])
    assert said.returncode == 0, said.stderr
    assert {name.partition("/")[0] for name in said.stdout.split()} == {OFFICES[0]}
    rest = cluster.render(data, output, *FORMATS, "--dry-run")
    assert sorted(rest.stdout.split()) == sorted(OFFICES[1:])
    unknown = cluster.render(data, output, *FORMATS, "没有")
    assert unknown.returncode == 1 and "there is no annex 没有 below" in unknown.stderr


def test_a_folder_that_all_machines_see_does_as_well(cluster: Machines, data: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    said = cluster.render((tmp_path / "data").as_uri(), output.as_uri(), *FORMATS)
    assert said.returncode == 0, said.stderr
    assert contents(str(output)) == rendered_here(tmp_path)


def test_own_forms_come_along(cluster: Machines, bucket: str, tmp_path: Path) -> None:
    shipped = Path(pmgen.__file__).parents[2] / "templates"
    shutil.copytree(shipped / "tianjin", tmp_path / "forms" / "ours")
    text = (tmp_path / "forms/ours/region.yaml").read_text("utf-8")
    (tmp_path / "forms/ours/region.yaml").write_text(text.replace("id: tianjin", "id: ours"), "utf-8")
    write_offices(tmp_path / "data", "甲")
    annex = tmp_path / "data/甲/annex.yaml"
    annex.write_text(annex.read_text("utf-8").replace("tianjin", "ours"), "utf-8")
    data = upload(tmp_path / "data", f"{bucket}/data")
    said = cluster.render(data, f"{bucket}/output", *FORMATS, "--templates", str(tmp_path / "forms"))
    assert said.returncode == 0, said.stderr
    assert contents(f"{bucket}/output") == rendered_here(tmp_path, templates=tmp_path / "forms")


def test_a_document_that_kills_its_process_is_named_and_costs_no_other(
    cluster: Machines, bucket: str, tmp_path: Path
) -> None:
    write_offices(tmp_path / "data", "甲局", "死", "乙局")
    data = upload(tmp_path / "data", f"{bucket}/data")
    said = cluster.render(data, f"{bucket}/output", "--format", "html")
    assert said.returncode == 4
    assert "PMG791" in said.stderr and f"{data}/死" in said.stderr and "SIGKILL" in said.stderr
    found = contents(f"{bucket}/output")
    assert found.pop(MANIFEST) == manifest_of(found, tmp_path / "copy")
    assert {name.partition("/")[0] for name in found} == {"甲局", "乙局"}


def check_with_killed_workers(cluster: Machines, data: str, bucket: str, tmp_path: Path, times: int) -> None:
    here, chance = rendered_here(tmp_path), random.Random(8)
    for turn in range(times):
        output = f"{bucket}/{turn}"
        command = cluster.command("--data", data, "--output", output, *FORMATS)
        with subprocess.Popen(
            command, env=cluster.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as running:
            time.sleep(1 + 3 * chance.random())
            cluster.kill_worker(turn % 2)
            _, errors = running.communicate(timeout=60)
        assert running.returncode == 0, errors
        assert contents(output) == here


def test_a_worker_may_die(cluster: Machines, data: str, bucket: str, tmp_path: Path) -> None:
    check_with_killed_workers(cluster, data, bucket, tmp_path, 2)


@pytest.mark.long
def test_workers_may_die_often(cluster: Machines, data: str, bucket: str, tmp_path: Path) -> None:
    check_with_killed_workers(cluster, data, bucket, tmp_path, max(4, KILLS // 10))


@pytest.mark.long
def test_a_lost_scheduler_ends_the_run_and_the_next_one_does_the_rest(tmp_path: Path) -> None:
    write_offices(tmp_path / "data", *(f"局{number}" for number in range(60)))
    data, output = (tmp_path / "data").as_uri(), tmp_path / "output"
    with machines(tmp_path / "lost") as lost:
        command = lost.command("--data", data, "--output", output.as_uri(), *FORMATS)
        with subprocess.Popen(
            command, env=lost.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as running:
            while not output.exists():
                time.sleep(0.1)
            lost.kill_scheduler()
            _, errors = running.communicate(timeout=60)
        assert running.returncode in (1, 4) and ("PMG796" in errors or "PMG794" in errors), errors
    with machines(tmp_path / "next") as following:
        assert following.render(data, output.as_uri(), *FORMATS).returncode == 0
    assert contents(str(output)) == rendered_here(tmp_path)


def _raise(error: BaseException) -> Callable[..., None]:
    def raises(*_: object, **__: object) -> None:
        raise error

    return raises


@pytest.mark.parametrize(
    ("lost_at", "code"),
    [
        ("Future.result", "PMG796"),
        ("Client.nthreads", "PMG794"),
        ("Client.register_plugin", "PMG794"),
        ("Client.get_versions", "PMG794"),
        ("Client.submit", "PMG794"),
        ("Client.cancel", ""),
        ("Client.unregister_worker_plugin", ""),
    ],
)
def test_a_scheduler_may_be_lost_at_any_moment(
    lost_at: str,
    code: str,
    cluster: Machines,
    data: str,
    bucket: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = ClosedClientError("closed") if lost_at == "Client.submit" else CommClosedError("lost")
    monkeypatch.setattr(f"distributed.{lost_at}", _raise(error))
    said = cluster.render(data, f"{bucket}/output", *FORMATS)
    assert said.returncode == (1 if code else 0)
    assert code in said.stderr


def test_two_may_ask_for_the_same_at_once(cluster: Machines, data: str, bucket: str, tmp_path: Path) -> None:
    command = cluster.command("--data", data, "--output", f"{bucket}/output", *FORMATS)
    asking = [subprocess.Popen(command, env=cluster.environment, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(60) for each in asking] == [0, 0]
    assert contents(f"{bucket}/output") == rendered_here(tmp_path)


def test_two_with_other_data_end_in_a_true_manifest(
    cluster: Machines, data: str, bucket: str, tmp_path: Path
) -> None:
    write_offices(tmp_path / "more", *"庚辛")
    more = upload(tmp_path / "more", f"{bucket}/more")
    commands = [
        cluster.command("--data", each, "--output", f"{bucket}/output", *FORMATS) for each in (data, more)
    ]
    asking = [subprocess.Popen(each, env=cluster.environment, stderr=subprocess.DEVNULL) for each in commands]
    assert [each.wait(60) for each in asking] == [0, 0]
    found = contents(f"{bucket}/output")
    assert found.pop(MANIFEST) == manifest_of(found, tmp_path / "copy")
    assert {name.partition("/")[0] for name in found} == {*OFFICES, *"庚辛"}


def test_an_annex_that_is_all_of_the_data_does_as_well(
    cluster: Machines, bucket: str, tmp_path: Path
) -> None:
    write_offices(tmp_path, "data")
    data, output = upload(tmp_path / "data", f"{bucket}/data"), f"{bucket}/output"
    for said in ("files written: 1", "documents unchanged: 1"):
        assert said in cluster.render(data, output, *FORMATS).stderr
        assert contents(output) == rendered_here(tmp_path)


def test_a_manifest_of_somebody_else_stays_and_a_damaged_one_is_made_anew(
    cluster: Machines, data: str, bucket: str, tmp_path: Path
) -> None:
    output = f"{bucket}/output"
    ObjectStore(output).write({MANIFEST: b"mine"})
    said = cluster.render(data, output, *FORMATS)
    assert said.returncode == 4
    assert "PMG709" in said.stderr and f"{output}/{MANIFEST}" in said.stderr
    found = contents(output)
    assert found.pop(MANIFEST) == b"mine"
    ObjectStore(output).write({MANIFEST: b'{"about": "pmgen '})
    assert cluster.render(data, output, *FORMATS).returncode == 0
    assert contents(output)[MANIFEST] == manifest_of(found, tmp_path / "copy")


class _Overtaken(ObjectStore):
    """A store to which others write just before this run writes its manifest."""

    def __init__(self, address: str, others: list[dict[str, bytes]]) -> None:
        super().__init__(address)
        self._others = others

    def write_unless_changed(self, name: str, data: bytes, tag: str | None) -> str | None:
        if self._others:
            self.write(self._others.pop(0))
        return super().write_unless_changed(name, data, tag)


@pytest.mark.parametrize("name", ["s3", "folder"])
def test_whoever_is_overtaken_looks_again(cluster: Machines, bucket: str, tmp_path: Path, name: str) -> None:
    write_offices(tmp_path / "data", "甲", "乙")
    made = rendered_here(tmp_path)
    address = bucket if name == "s3" else str(tmp_path / "store")
    first, second = ({each: made[each] for each in made if each.startswith(office)} for office in "甲乙")
    ObjectStore(address).write(first)
    # Another run ends without having to write the manifest; then one writes it, and it is not true.
    others = [second, {MANIFEST: made[MANIFEST].replace(b"html", b"pdf")}]
    known, problems = keep_stored_manifest(_Overtaken(address, others), {})
    assert (problems, others) == ((), [])
    assert contents(address) == made
    assert keep_stored_manifest(ObjectStore(address), known) == (known, ())


@pytest.mark.parametrize("name", ["s3", "folder"])
def test_whoever_is_overtaken_again_and_again_says_so(
    cluster: Machines, bucket: str, tmp_path: Path, name: str
) -> None:
    write_offices(tmp_path / "data", "甲")
    address = bucket if name == "s3" else str(tmp_path / "store")
    ObjectStore(address).write(rendered_here(tmp_path))
    ObjectStore(address).write({MANIFEST: b'{"about": "pmgen '})
    others = [{MANIFEST: b'{"about": "pmgen ' + b"." * number} for number in range(1, 10)]
    _, problems = keep_stored_manifest(_Overtaken(address, others), {})
    assert [each.code for each in problems] == ["PMG786"]
    assert len(others) == 4


@pytest.mark.parametrize("name", ["s3", "folder"])
def test_an_object_is_only_written_if_it_is_as_it_was(
    cluster: Machines, bucket: str, tmp_path: Path, name: str
) -> None:
    store = ObjectStore(bucket if name == "s3" else str(tmp_path))
    tag = store.write_unless_changed("甲/record", b"1", None)
    with pytest.raises(ChangedMeanwhile):
        store.write_unless_changed("甲/record", b"2", None)
    assert store.write_unless_changed("甲/record", b"3", tag) != tag
    with pytest.raises(ChangedMeanwhile):
        store.write_unless_changed("甲/record", b"4", tag)
    assert store.read(["甲/record", "甲/none"]) == {"甲/record": b"3"}
    assert list(store.tags("甲")) == list(store.tags()) == ["甲/record"]


def test_another_pmgen_on_the_workers_is_refused(
    cluster: Machines, data: str, bucket: str, tmp_path: Path
) -> None:
    shutil.copytree(Path(pmgen.__file__).parent, tmp_path / "other" / "pmgen")
    (tmp_path / "other/pmgen/more.py").write_text("'''More.'''\n")
    shutil.copytree(Path(pmgen.__file__).parents[2] / "templates", tmp_path / "templates")
    command = cluster.command("--data", data, "--output", f"{bucket}/output")
    said = ran(command, {**cluster.environment, "PYTHONPATH": str(tmp_path / "other")})
    assert said.returncode == 1
    assert "PMG794" in said.stderr and f"here: {pmgen.__version__}+" in said.stderr
    assert not contents(f"{bucket}/output")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--cluster", "tcp://127.0.0.1:1", "--data", "s3://office/x"], 1, "PMG794"),
        (["--cluster", "nowhere", "--data", "s3://office/x"], 1, "PMG794"),
        (["--data", "s3://office/x"], 2, "--cluster"),
        (["--cluster", "tcp://127.0.0.1:1", "--jobs", "2"], 2, "--jobs"),
    ],
    ids=["nobody answers", "no address", "no cluster", "another option"],
)
def test_what_cannot_be_is_told(cluster: Machines, options: list[str], code: int, words: str) -> None:
    said = ran([sys.executable, "-m", "pmgen", "render", *options], cluster.environment)
    assert said.returncode == code
    assert words in said.stderr and "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [("s3://no-such-bucket/data", "NoSuchBucket|exist"), ("nothing://x/y", "nothing")],
    ids=["no bucket", "no protocol"],
)
def test_an_address_that_cannot_be_used_is_told(
    cluster: Machines, bucket: str, data: str, words: str
) -> None:
    said = cluster.render(data, bucket)
    assert said.returncode == 1
    assert "PMG795" in said.stderr and data in said.stderr and "Traceback" not in said.stderr
    assert any(word in said.stderr for word in words.split("|"))


def test_an_output_whose_bucket_is_missing_is_told_before_anything_is_rendered(
    cluster: Machines, data: str
) -> None:
    said = cluster.render(data, "s3://no-such-bucket/output", *FORMATS)
    assert said.returncode == 1
    assert "PMG795" in said.stderr and "s3://no-such-bucket/output" in said.stderr


class LockedFiles(MemoryFileSystem):  # type: ignore[misc]
    """A store to which nobody has access."""

    protocol = "locked"

    def find(self, *asked: object, **options: object) -> list[str]:
        raise PermissionError("Access Denied")

    cat_ranges = info = pipe = find


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.tags(),
        lambda store: store.read(["a"]),
        lambda store: store.tag("a"),
        lambda store: store.write({"a": b""}),
    ],
    ids=["list", "read", "look", "write"],
)
def test_access_denied_is_told_with_whom_to_ask(ask: Callable[[ObjectStore], object]) -> None:
    fsspec.register_implementation("locked", LockedFiles, clobber=True)
    with pytest.raises(Refusal) as refused:
        ask(ObjectStore("locked://office/output"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.places) == ("PMG795", (SourcePlace("locked://office/output"),))
    assert str(problem.message) == "no access to locked://office/output: Access Denied"
    assert problem.hint is not None and "access" in str(problem.hint)


def test_a_scheduler_without_workers_says_so(tmp_path: Path) -> None:
    with machines(tmp_path / "machines", workers=0) as cluster:
        said = cluster.render(str(tmp_path), str(tmp_path / "output"))
    assert said.returncode == 1
    assert "PMG794" in said.stderr and "had no worker within 6 seconds" in said.stderr
    assert "dask worker tcp://" in said.stderr


def test_a_missing_package_is_told(cluster: Machines, bucket: str) -> None:
    script = "import sys; sys.modules['distributed'] = None; import pmgen.cli; sys.exit(pmgen.cli.main())"
    command = cluster.command("--data", bucket, "--output", bucket)
    said = ran([sys.executable, "-c", script, *command[3:]], cluster.environment)
    assert said.returncode == 1
    assert "pmgen[cluster]" in said.stderr and "Traceback" not in said.stderr
