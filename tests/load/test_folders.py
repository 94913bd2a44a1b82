"""No annex and no project is left out in silence: whatever may not be seen, or is no file, is named."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from permissions import held_by_permissions
from pmgen.load import find_annexes, load_annex
from pmgen.problems import Severity
from small_annexes import ANNEX, SOUND


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Give a data/ with one sound annex; at the end everything may be deleted again."""
    root = tmp_path / "data"
    fill(root / "2025/甲局")
    yield root
    for folder, _, _ in os.walk(root):
        Path(folder).chmod(0o755)


def fill(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annex.yaml").write_text(ANNEX, "utf-8")
    (folder / "1.yaml").write_text(SOUND, "utf-8")
    return folder


def told(root: Path) -> dict[str, list[str]]:
    """Return what is said of each annex that was found below `root`: code, the place's name, message."""
    with held_by_permissions():
        return {
            str(folder.relative_to(root)): [
                f"{problem.code} {Path(problem.places[0].file).name}: {problem.message}"
                for problem in load_annex(folder).problems
            ]
            for folder in find_annexes(root)
        }


def test_a_sound_annex_has_nothing_to_be_said(data: Path) -> None:
    assert told(data) == {"2025/甲局": []}


@pytest.mark.parametrize("mode", [0o000, 0o100, 0o200, 0o300])
def test_a_folder_that_may_not_be_seen_is_named(data: Path, mode: int) -> None:
    fill(data / "2025/乙局").chmod(mode)
    assert told(data)["2025/乙局"] == ["PMG101 乙局: 乙局 may not be read."]


def test_a_folder_of_which_only_the_names_may_be_seen_is_named(data: Path) -> None:
    fill(data / "2025/乙局").chmod(0o400)
    assert told(data)["2025/乙局"] == [
        "PMG101 annex.yaml: annex.yaml may not be read.",
        "PMG101 1.yaml: 1.yaml may not be read.",
    ]


def test_a_year_that_may_not_be_seen_is_named(data: Path) -> None:
    (data / "2025").chmod(0o000)
    assert told(data) == {"2025": ["PMG101 2025: 2025 may not be read."]}


def test_data_that_may_not_be_seen_are_named(data: Path) -> None:
    data.chmod(0o000)
    assert told(data) == {".": ["PMG101 data: data may not be read."]}


@pytest.mark.parametrize("name", ["annex.yaml", "1.yaml"])
def test_a_file_that_may_not_be_read_is_named(data: Path, name: str) -> None:
    (data / "2025/甲局" / name).chmod(0o000)
    assert told(data) == {"2025/甲局": [f"PMG101 {name}: {name} may not be read."]}


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path.name)
    os.chdir(here)


NO_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "link to nowhere": (dangling, "is a link to something that is not there."),
    "link in a circle": (circle, "is a link that leads back to itself."),
    "folder": (Path.mkdir, "is a folder."),
    "pipe": (os.mkfifo, "is no ordinary file but a pipe, a socket or a device."),
    "socket": (listening, "is no ordinary file but a pipe, a socket or a device."),
}


@pytest.mark.parametrize("name", ["annex.yaml", "2.yaml", "2.yml"])
@pytest.mark.parametrize(("make", "words"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_and_is_called_like_one_is_named(
    data: Path, name: str, make: Callable[[Path], None], words: str
) -> None:
    file = data / "2025/甲局" / name
    file.unlink(missing_ok=True)
    make(file)
    assert told(data) == {"2025/甲局": [f"PMG101 {name}: {name} {words}"]}
    annex = load_annex(file.parent).annex
    assert annex is None or not annex.is_whole


def test_a_device_is_not_read(data: Path) -> None:
    (data / "2025/甲局/2.yaml").symlink_to("/dev/zero")
    assert [line[:14] for line in told(data)["2025/甲局"]] == ["PMG811 2.yaml:"]


@pytest.mark.parametrize("name", [b"\xd2\xd2.yaml", b"\xff.yml"])
def test_a_file_with_a_name_in_another_encoding_is_named(data: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(data / "2025/甲局") + b"/" + name)).write_text(SOUND, "utf-8")
    [line] = told(data)["2025/甲局"]
    assert line.startswith("PMG107") and "not written in UTF-8" in line


def test_a_folder_with_a_name_in_another_encoding_is_named(data: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(data) + b"/2025/\xd2\xd2\xbe\xd6"))
    fill(folder)
    [line] = told(data)[str(folder.relative_to(data))]
    assert line.startswith("PMG107")


def test_a_link_to_a_folder_outside_is_named_and_not_followed(data: Path, tmp_path: Path) -> None:
    fill(tmp_path / "elsewhere/丙局")
    (data / "2025/link").symlink_to(tmp_path / "elsewhere")
    [line] = told(data)["2025/link"]
    assert line.startswith("PMG811 link: link is a link to a place outside of the data")


def test_a_link_to_a_folder_of_the_data_is_an_annex_once(data: Path) -> None:
    (data / "latest").symlink_to("2025")
    (data / "2025/甲局/round").symlink_to("..")
    assert told(data) == {"2025/甲局": []}


@pytest.mark.parametrize("make", [dangling, circle])
def test_a_link_that_may_have_been_an_annex_is_named(data: Path, make: Callable[[Path], None]) -> None:
    make(data / "2025/乙局")
    [line] = told(data)["2025/乙局"]
    assert line.startswith("PMG101 乙局: 乙局 is a link")


@pytest.mark.parametrize(
    ("near", "hint"),
    [
        ("annex.yml", "Rename annex.yml"),
        ("Annex.yaml", "Rename Annex.yaml"),
        ("annex.yaml.txt", "Rename annex.yaml.txt"),
        ("附件.yaml", "Rename 附件.yaml"),
        ("annex (1).yaml", "Rename annex (1).yaml"),
        ("../annex.yaml", "Write annex.yaml"),
    ],
)
def test_projects_without_an_annex_file_are_named(data: Path, near: str, hint: str) -> None:
    folder = fill(data / "2025/乙局")
    (folder / "annex.yaml").rename(folder / near)
    [problem] = [each for each in load_annex(folder).problems if each.code != "PMG213"]
    assert (problem.code, problem.severity) == ("PMG106", Severity.ERROR)
    assert str(problem.hint).startswith(hint)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("01_培训费", "Rename 01_培训费 to 01_培训费.yaml."),
        ("01_培训费。yaml", "Rename 01_培训费。yaml to 01_培训费.yaml."),
        ("01_培训费.YAML", "Rename 01_培训费.YAML to 01_培训费.yaml."),
        ("01_培训费.yaml.txt", "Rename 01_培训费.yaml.txt to 01_培训费.yaml."),
        ("01_培训费.docx", "Copy its contents into a text file of Notepad, saved as 01_培训费.yaml."),
    ],
)
def test_the_only_project_of_another_ending_is_named(data: Path, name: str, hint: str) -> None:
    folder = fill(data / "2025/乙局")
    [project] = [path for path in folder.iterdir() if path.name != "annex.yaml"]
    project.rename(folder / name)
    assert [str(problem.hint) for problem in load_annex(folder).problems] == [hint]


def test_what_was_put_aside_is_no_annex(data: Path) -> None:
    for name in (".git", "2025/甲局/旧", "2025/甲局/旧/更旧"):
        (data / name).mkdir(parents=True, exist_ok=True)
        (data / name / "9.yaml").write_text(SOUND, "utf-8")
    (data / "说明.yaml").write_text("随便", "utf-8")
    (data / "共用").mkdir()
    (data / "共用/2.yaml").write_text(SOUND.replace("培训费", "考试费"), "utf-8")
    (data / "2025/甲局/2.yaml").symlink_to("../../共用/2.yaml")
    for name in ("lost+found", ".Trash-1000"):
        (data / name).mkdir(mode=0o000)
    (data / "2025/甲局/.#1.yaml").symlink_to("someone@elsewhere.1234")
    (data / "2025/甲局/说明.docx").symlink_to("nowhere")
    assert told(data) == {"2025/甲局": []}


def test_folders_may_be_as_deep_as_the_system_allows(data: Path) -> None:
    deep = data.joinpath(*"深" * 300)
    fill(deep)
    assert told(data) == {"2025/甲局": [], str(deep.relative_to(data)): []}


@pytest.mark.parametrize("ending", [".txt", ".YAML", ""])
def test_an_annex_of_which_every_file_has_another_ending_is_found(data: Path, ending: str) -> None:
    folder = fill(data / "2025/乙局")
    for path in list(folder.iterdir()):
        path.rename(path.with_suffix(ending))
    assert [line[:15] for line in told(data)["2025/乙局"]] == ["PMG106 乙局: This", "PMG220 乙局: This"]


def test_a_project_beside_the_annexes_is_found(data: Path) -> None:
    (data / "1.yaml").write_text(SOUND, "utf-8")
    assert told(data)["."] == [
        "PMG106 data: This folder has no annex.yaml, which says what its projects share."
    ]


@pytest.mark.parametrize(
    "name", ["annex - 副本.yaml", "annex的副本.yaml", "annex (2).yaml", "annex-备份.yaml", "旧的.yml"]
)
def test_a_copy_of_the_annex_file_is_told_as_one(data: Path, name: str) -> None:
    (data / "2025/甲局" / name).write_text(ANNEX.replace("万元", "亿元"), "utf-8")
    assert told(data)["2025/甲局"] == [
        f"PMG238 {name}: {name} is no project: it looks like a copy of annex.yaml."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "1 - 副本.yaml",
        "1的副本.yaml",
        "1 (2).yaml",
        "1_备份20260101.yaml",
        "1 - 副本 (3).yml",
        "复件 1.yaml",
        "1修改.yaml",
    ],
)
def test_a_copy_of_a_project_of_the_same_name_stops(data: Path, name: str) -> None:
    (data / "2025/甲局" / name).write_text(SOUND.replace("425.50", "400.00"), "utf-8")
    loaded = load_annex(data / "2025/甲局")
    [problem] = loaded.problems
    assert (problem.code, problem.severity) == ("PMG238", Severity.ERROR)
    assert [Path(place.file).name for place in problem.places] == [name, "1.yaml"]
    assert "they differ in 1 lines" in str(problem.hint)
    assert "400.00” / 1.yaml:" in str(problem.hint)
    assert loaded.annex and [Path(each.file).name for each in loaded.annex.projects] == ["1.yaml"]
    assert not loaded.annex.is_whole


def test_a_copy_with_a_name_of_its_own_is_pointed_to(data: Path) -> None:
    (data / "2025/甲局/1 - 副本.yaml").write_text(SOUND.replace("培训费", "考试费"), "utf-8")
    (data / "2025/甲局/2_备份中心运维.yaml").write_text(SOUND.replace("培训费", "运维费"), "utf-8")
    fill(data / "2025/乙局 - 副本")
    fill(data / "2025/乙局")
    assert told(data) == {
        "2025/甲局": [
            "PMG239 1 - 副本.yaml: 1 - 副本.yaml is called like a copy of 1.yaml, "
            "and is published as a project of its own."
        ],
        "2025/乙局 - 副本": [
            "PMG239 乙局 - 副本: The folder 乙局 - 副本 is called like a copy of 乙局, "
            "and is published as an annex of its own."
        ],
        "2025/乙局": [],
    }


def test_two_files_of_one_project_without_a_word_for_a_copy(data: Path) -> None:
    (data / "2025/甲局/12.yaml").write_text(SOUND, "utf-8")
    assert [line[:6] for line in told(data)["2025/甲局"]] == ["PMG223"]
