from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from pmgen.fonts import FontShelf, usual_folders
from pmgen.fonts.font_shelf import brought_folders, same_family, substitutes
from pmgen.fonts.font_tables import family_key

(BROUGHT,) = brought_folders()


@pytest.fixture(scope="module")
def shelf() -> FontShelf:
    return FontShelf([BROUGHT])


@pytest.mark.parametrize(
    ("family", "found"),
    [
        ("Noto Serif SC", "Noto Serif SC"),
        ("noto serif  sc", "Noto Serif SC"),
        ("宋体", "Noto Serif SC"),
        ("SimSun", "Noto Serif SC"),
        ("仿宋_GB2312", "Noto Serif SC"),
        ("楷体", "Noto Serif SC"),
        ("方正小标宋简体", "Noto Serif SC"),
        ("Times New Roman", "Noto Serif SC"),
        ("黑体", "Noto Sans SC"),
        ("微软雅黑", "Noto Sans SC"),
        ("方正黑体_GBK", "Noto Sans SC"),
        ("Arial", "Noto Sans SC"),
        ("谁也没听过的字体", "Noto Serif SC"),
    ],
)
def test_a_family_is_found_or_replaced_by_the_closest(shelf: FontShelf, family: str, found: str) -> None:
    face = shelf.find(family)
    assert face is not None
    assert family_key(face.family) == family_key(found)
    assert face.substituted is (family_key(family) != family_key(found))


def test_the_brought_fonts_have_every_common_character(shelf: FontShelf) -> None:
    common = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xA1, 0xF8)
        for low in range(0xA1, 0xFF)
    ]
    for family in ("Noto Serif SC", "Noto Sans SC"):
        found = shelf.find(family)
        assert found is not None
        assert [text for text in common if text and ord(text) not in found.face.glyphs] == []


def test_the_brought_fonts_are_openly_licensed() -> None:
    for file in BROUGHT.glob("*.otf"):
        assert "SIL Open Font License".encode("utf-16-be") in file.read_bytes()


def test_a_shelf_without_fonts_finds_nothing(tmp_path: Path) -> None:
    assert FontShelf([tmp_path, tmp_path / "missing"]).find("宋体") is None


def test_files_that_are_no_fonts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "text.otf").write_text("这不是字体", "utf-8")
    (tmp_path / "cut.otf").write_bytes((BROUGHT / "NotoSansSC-Regular.otf").read_bytes()[:4000])
    (tmp_path / "many.ttc").write_bytes(b"ttcf\0\1\0\0\xff\xff\xff\xff")
    shutil.copy(BROUGHT / "NotoSansSC-Regular.otf", tmp_path)
    found = FontShelf([tmp_path]).find("宋体")
    assert found is not None
    assert found.family == "Noto Sans SC"


def test_the_first_folder_wins(tmp_path: Path) -> None:
    shutil.copy(BROUGHT / "NotoSerifSC-Regular.otf", tmp_path)
    first, second = FontShelf([tmp_path, BROUGHT]), FontShelf([BROUGHT, tmp_path])
    assert first.find("宋体") is not None
    assert [len(list(shelf.others())) for shelf in (first, second)] == [3, 3]


def test_a_face_is_read_once(shelf: FontShelf) -> None:
    one, other = shelf.find("宋体"), shelf.find("Noto Serif SC", bold=True)
    assert one is not None
    assert other is not None
    assert one.face is other.face
    assert not other.bold


def test_another_process_opens_the_fonts_once(shelf: FontShelf) -> None:
    data = pickle.dumps(shelf)
    assert len(data) < 1000
    one, other = pickle.loads(data), pickle.loads(data)
    assert one is other
    assert one.folders == shelf.folders


def test_names_of_one_typeface() -> None:
    assert same_family("宋体", "SimSun")
    assert same_family("Ｓｉｍｓｕｎ", "simsun")
    assert not same_family("宋体", "黑体")
    assert substitutes("楷体").index("LXGW WenKai") < substitutes("楷体").index("Noto Serif CJK SC")


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/usr/share/fonts"),
        ("linux", "/home/a/.local/share/fonts"),
        ("linux", "/home/a/.fonts"),
        ("darwin", "/Library/Fonts"),
        ("darwin", "/home/a/Library/Fonts"),
        ("win32", "W:/Fonts"),
        ("win32", "/home/a/AppData/Local/Microsoft/Windows/Fonts"),
    ],
)
def test_usual_folders(platform: str, folder: str) -> None:
    folders = usual_folders(platform, Path("/home/a"), {"SYSTEMROOT": "W:/"})
    assert Path(folder) in folders
    assert folders[-1] == BROUGHT
