"""The command in surroundings that are usual somewhere: it ends with its code and a sentence."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from permissions import give_up_root, held_by_permissions
from pmgen.catalog import shipped_templates
from pmgen.cli import main
from pmgen.fonts import FontShelf, usual_folders

WORKSPACE = Path(__file__).parent / "workspace"
ANNEX = "data/2025/乙局"
UTF8 = {"LANG": "C.UTF-8"}
REST = {"LC_ALL": "", "LANGUAGE": "", "PYTHONUTF8": "", "PYTHONIOENCODING": ""}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a workspace; at the end everything may be deleted again."""
    here = tmp_path / "desk"
    shutil.copytree(WORKSPACE, here)
    monkeypatch.chdir(here)
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    yield here
    for _ in range(2):  # what was closed is walked only after it was opened
        for folder, folders, files in os.walk(tmp_path):
            for name in (*folders, *files):
                if not Path(folder, name).is_symlink():
                    Path(folder, name).chmod(0o755)


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def run(
    *arguments: str,
    script: str = "",
    stdout: int = subprocess.PIPE,
    before: Callable[[], None] = lambda: None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Ended:
    """Run pmgen in a process of its own, held by permissions."""

    def prepare() -> None:
        give_up_root()
        before()

    program = ["-c", script] if script else ["-m", "pmgen"]
    ended = subprocess.run(
        [sys.executable, *program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **REST, **UTF8, **settings},
        preexec_fn=prepare,
        check=False,
        timeout=60,
    )
    told = [(stream or b"").decode("utf-8", "replace") for stream in (ended.stdout, ended.stderr)]
    assert "Traceback" not in "".join(told) and "Exception ignored" not in "".join(told), told
    return Ended(ended.returncode, *told)


# Where the words go.


def test_a_full_disk_behind_the_output_keeps_no_file_from_being_written() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = run("render", "--format", "html", ANNEX, stdout=full.fileno())
    assert (ended.code, len(list(Path("output").rglob("*.html")))) == (4, 1)
    assert "没有全部显示出来" in ended.err and "已生成 1 个文件" in ended.err


def closed(*numbers: int) -> Callable[[], None]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


@pytest.mark.parametrize(("numbers", "code"), [((1,), 4), ((0, 1, 2), 4), ((0,), 0)], ids=str)
def test_closed_streams_keep_no_file_from_being_written(numbers: tuple[int, ...], code: int) -> None:
    ended = run("schema", before=closed(*numbers))
    files = sorted(Path("data").glob("*.schema.json"))
    assert len(files) == 2 and all(json.loads(file.read_text("utf-8")) for file in files)
    assert (ended.code, "没有全部显示出来" in ended.err) == (code, numbers == (1,))


def test_a_reader_that_goes_away_hears_nothing_more_and_the_files_are_there() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = run("new", "data/2026/新", "--region", "tianjin", stdout=writer)
    os.close(writer)
    assert ended.code == 4 and "没有全部显示出来" not in ended.err
    assert len(list(Path("data/2026/新").iterdir())) == 2


def test_a_worse_end_is_not_hidden_by_what_could_not_be_told() -> None:
    assert run("regions", "--nonsense", before=closed(1, 2)).code == 2


# Signals.

SIGNAL_DURING_IMPORT = """
import os, signal, sys
class Hook:
    def find_spec(name, *rest):
        if name == {module!r}:
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Hook)
from pmgen.catalog import shipped_templates
from pmgen.cli import main
from pmgen.fonts import FontShelf, usual_folders
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("name", "module", "code"),
    [
        ("SIGINT", "click", 130),
        ("SIGINT", "pmgen.cli.authoring_commands", 130),
        ("SIGTERM", "pmgen.cli.authoring_commands", 143),
    ],
)
def test_a_signal_ends_the_run_with_one_sentence(name: str, module: str, code: int) -> None:
    def heeding() -> None:
        # Where a shell runs the tests in the background, it tells them to ignore SIGINT.
        signal.signal(signal.Signals[name], signal.SIG_DFL)

    script = SIGNAL_DURING_IMPORT.format(name=name, module=module)
    ended = run("regions", script=script, before=heeding)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.strip() == "已中断；没有留下写了一半的文件"


def without_hangup() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def test_what_the_shell_told_to_ignore_is_ignored() -> None:
    script = SIGNAL_DURING_IMPORT.format(name="SIGHUP", module="pmgen.cli.authoring_commands")
    ended = run("regions", script=script, before=without_hangup)
    assert ended.code in (0, 1) and "tianjin" in ended.out


# The current folder.


def test_a_current_folder_that_was_deleted_is_named(desk: Path) -> None:
    gone = desk / "gone"
    gone.mkdir()

    def leave() -> None:
        os.chdir(gone)
        gone.rmdir()

    ended = run("render", before=leave)
    assert ended.code == 2 and "所在的文件夹已被删除" in ended.err


def test_a_current_folder_may_be_deep_and_read_only(desk: Path) -> None:
    deep = desk.joinpath(*"深" * 300)
    deep.mkdir(parents=True)
    deep.chmod(0o500)
    os.chdir(deep)
    ended = run("schema")
    os.chdir(desk)
    assert ended.code == 0 and len(list(Path("data").glob("*.schema.json"))) == 2


# Locale and terminal.


@pytest.mark.parametrize(
    "settings",
    [
        {"LANG": "xx_YY.odd", "LC_ALL": "tlh"},
        {"PYTHONIOENCODING": "ascii", "COLUMNS": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "1"},
        {"LANG": "", "TERM": "", "HOME": "", "PATH": "", "TMPDIR": "/nowhere"},
    ],
    ids=str,
)
def test_any_locale_and_terminal_will_do(settings: dict[str, str]) -> None:
    ended = run("regions", "--help", settings=settings)
    assert (ended.code, ended.err) == (0, "")
    assert "用法" in ended.out


def test_a_console_of_another_encoding_shows_what_it_can() -> None:
    ended = run("fields", "--data", settings={"PYTHONIOENCODING": "gbk"})
    assert ended.code == 0


# Folders and files that may not be read or written. These are asked within this process.


@dataclass(frozen=True)
class Case:
    """What is done beforehand, in the shell's words; the command; how it ends and what it says."""

    given: str
    command: str
    code: int
    words: tuple[str, ...]


RENDER = f"render --format html {ANNEX}"
MINE = f"{RENDER} --templates mine"
CASES = [
    Case("mkdir -m 000 templates", RENDER, 1, ("没有读取“templates”的权限",)),
    Case("ln -s nowhere templates", RENDER, 1, ("“templates”是链接，所指的文件或文件夹不存在",)),
    Case("mkdir -m 000 templates", "regions", 1, ("没有读取“templates”的权限",)),
    Case("mkdir -m 000 templates", "check --select PMG1", 1, ("没有读取“templates”的权限",)),
    Case("mkdir -p templates && mkdir -m 000 templates/wuhai", RENDER, 1, ("没有读取“wuhai”的权限",)),
    Case("mkdir -p templates && mkdir -m 000 templates/x", RENDER, 0, ("已生成 1 个文件",)),
    Case(
        "mkdir -p templates && mkdir -m 000 templates/x",
        "regions",
        1,
        ("没有读取“x”的权限", "不能使用的地区"),
    ),
    Case(
        "cp -r $PACK mine && chmod 000 mine/wuhai/layout.html.j2",
        MINE,
        1,
        ("layout.html.j2",),
    ),
    Case(
        "cp -r $PACK mine && chmod 000 mine/wuhai/region.yaml",
        MINE,
        1,
        ("region.yaml",),
    ),
    Case(
        "cp -r $PACK mine && rm mine/wuhai/layout.html.j2 && mkfifo mine/wuhai/layout.html.j2",
        MINE,
        1,
        ("“layout.html.j2”不是普通文件",),
    ),
    Case("mkdir -m 000 output", RENDER, 1, ("没有该文件夹的写入权限",)),
    Case("mkdir -p output/2025 && chmod 000 output/2025", RENDER, 1, ("没有该文件夹的写入权限",)),
    Case("mkdir -p output/2025 && chmod 000 output/2025", "verify", 1, ("没有读取",)),
    Case("touch output", RENDER, 1, ("“output”是文件，不是文件夹",)),
    Case("chmod 500 .", RENDER, 1, ("没有该文件夹的写入权限",)),
    Case("chmod 500 data", "schema", 1, ("没有该文件夹的写入权限",)),
    Case("true", "check --report nowhere.html", 1, ("报告已写入",)),
    Case("chmod 500 .", "check --report x.html", 1, ("x.html", "--report")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.given}; {case.command}")
def test_what_may_not_be_read_or_written_is_named(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(case.given, shell=True, check=True, env={**os.environ, "PACK": str(shipped_templates())})
    with held_by_permissions():
        code = main(case.command.split())
    told = "".join(capsys.readouterr())
    assert code == case.code, told
    assert all(words in told for words in case.words), told


HOMES = [
    "mkdir -m 000 home",
    "touch home",
    "true",
    "mkdir -p home/.fonts && mkfifo home/.fonts/a.ttf",
    "mkdir -p home/.fonts && touch home/.fonts/b.ttf && chmod 000 home/.fonts/b.ttf",
    "mkdir -p home/.fonts/c.otf && ln -s d.ttf home/.fonts/d.ttf && ln -s . home/.fonts/e",
]


@pytest.mark.parametrize("given", HOMES)
def test_no_font_is_read_where_there_is_none(given: str) -> None:
    subprocess.run(given, shell=True, check=True)
    with held_by_permissions():
        own = list(usual_folders("linux", Path("home"), {}))[:2]
        assert FontShelf(own).find("宋体") is None


def test_an_output_file_that_may_not_be_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(RENDER.split()) == 0
    [file] = Path("output").rglob("*.html")
    file.chmod(0o000)
    with held_by_permissions():
        assert main(["verify", ANNEX]) == 1
    assert f"没有读取“{file.name}”的权限" in capsys.readouterr().err
    with held_by_permissions():
        assert main(RENDER.split()) == 0


def test_a_revision_that_finds_no_temporary_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = "git init -q && git add . && git -c user.name=x -c user.email=x commit -qm x"
    subprocess.run(commit, shell=True, check=True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert main(["diff", "HEAD", "data"]) == 1
    assert "PMG142 无法使用临时文件夹" in capsys.readouterr().err


# Where pmgen itself fails.

FAILING = """
import pmgen.cli.authoring_commands, sys
def fail(*arguments): raise ValueError("机密数据")
pmgen.cli.authoring_commands.list_regions = fail
from pmgen.catalog import shipped_templates
from pmgen.cli import main
from pmgen.fonts import FontShelf, usual_folders
sys.exit(main())
"""


def no_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_without_room_for_its_file_an_internal_error_is_printed() -> None:
    ended = run("regions", script=FAILING, before=no_room)
    assert ended.code == 3
    assert "请把以下内容交给" in ended.err and "ValueError" in ended.err and "机密数据" not in ended.err


def test_a_report_has_the_day_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    main(["check", ANNEX, "--report", "审核.html"])
    assert "1970-01-02" in Path("审核.html").read_text("utf-8")


@pytest.mark.parametrize("value", ["yesterday", "1e5", "9" * 30])
def test_a_day_that_there_is_not_is_a_usage_error(
    value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert main(["check", ANNEX]) == 2
    assert f"SOURCE_DATE_EPOCH 应为秒数，不能是“{value}”" in capsys.readouterr().err
