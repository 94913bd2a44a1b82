"""What is taken out of a revision of git: YAML files only, all of them, and nothing that leads elsewhere."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from pmgen.cli import compared_sides, main
from pmgen.cli.compared_sides import Repository
from pmgen.problems import Refusal

PROJECT = "项目名称: 甲\n预算:\n  年度: 1\n年度绩效目标:\n  - 办好。\n"
AUTHOR = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "库"
    root.mkdir()
    monkeypatch.chdir(root)
    git("init", "-q")
    return root


def git(*arguments: str) -> None:
    subprocess.run(["git", *AUTHOR, *arguments], check=True, capture_output=True)


def commit(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git("add", "-A", "-f")
    git("commit", "-q", "-m", "一")


def taken_out(path: str, into: Path) -> dict[str, str]:
    repository = Repository.around(Path.cwd())
    assert repository
    found = repository.commit("HEAD")
    assert found
    repository.take_out(found, PurePosixPath(path), into)
    files = (file for file in into.rglob("*") if file.is_file())
    return {file.relative_to(into).as_posix(): file.read_text("utf-8") for file in files}


def test_yaml_files_come_whole_whatever_they_are_called(repository: Path, tmp_path: Path) -> None:
    files = {
        "data/甲 局/01_运维.yaml": PROJECT,
        'data/甲 局/引"号\t制表\n换行.yml': "x: 1\r\ny: 2",
        "data/空.yaml": "",
    }
    commit({**files, "data/说明.txt": "不取", "别处/x.yaml": "不取"})
    commit({".gitattributes": "*.yaml export-ignore export-subst\n"})
    expected = {name: text.replace("\r\n", "\n") for name, text in files.items()}
    assert taken_out("data", tmp_path / "out") == expected
    assert (tmp_path / "out" / [*files][1]).read_bytes() == b"x: 1\r\ny: 2"


def test_links_are_not_followed(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "秘密.yaml"
    outside.write_text("密码: x", "utf-8")
    commit({"data/01.yaml": PROJECT})
    Path("data/02.yaml").symlink_to(outside)
    Path("外").symlink_to(tmp_path)
    git("add", "-A")
    git("commit", "-q", "-m", "二")
    assert taken_out("", tmp_path / "out") == {"data/01.yaml": PROJECT}


def test_too_much_is_refused_before_anything_is_read(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit({"data/01.yaml": PROJECT, "data/02.yaml": PROJECT})
    monkeypatch.setattr(compared_sides, "MAX_FILES", 1)
    with pytest.raises(Refusal) as refused:
        taken_out("data", tmp_path / "out")
    assert [problem.code for problem in refused.value.problems] == ["PMG810"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "revision", ["", "-x", "--output=x", "没有", "HEAD:data", "HEAD..HEAD", "HEAD^{tree}"]
)
def test_what_is_no_commit_is_none(repository: Path, revision: str) -> None:
    commit({"data/01.yaml": PROJECT})
    found = Repository.around(Path.cwd())
    assert found
    assert found.commit(revision) is None
    assert sorted(path.name for path in Path().iterdir()) == [".git", "data"]


def test_without_git_a_revision_is_a_clear_problem(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit({"data/01.yaml": PROJECT})
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "HEAD~1", "HEAD", "--lang", "en"]) == 1
    error = capsys.readouterr().err
    assert "PMG140 git was not found" in error
    assert "name folders instead" in error
