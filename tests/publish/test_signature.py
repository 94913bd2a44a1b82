"""A manifest is signed and checked by the commands of the guide, with what every system has."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pmgen import api
from pmgen.publish.manifest_verification import verify_manifest
from pmgen.publish.output_manifest import MANIFEST
from publish.batch_of_offices import write_offices
from tools import ROOT, openssl

GUIDE = ROOT / "docs" / "manifest.zh-CN.md"


def commands(page: Path) -> list[list[str]]:
    """Return how a page says to sign, and to check the signature."""
    return [line.split()[1:] for line in page.read_text("utf-8").splitlines() if line.startswith("openssl ")]


SIGN, CHECK = commands(GUIDE)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the certificate and the key of a unit, and output/."""
    certificate(tmp_path, "unit")
    (tmp_path / "ca.crt").write_bytes((tmp_path / "unit.crt").read_bytes())
    write_offices(tmp_path / "data", "甲局")
    api.render(api.request([tmp_path / "data"], formats=("html",)), tmp_path / "output")
    return tmp_path


def certificate(folder: Path, name: str) -> None:
    """Write a certificate that its own key has signed."""
    files = ["-keyout", f"{name}.key", "-out", f"{name}.crt"]
    subject = ["-subj", f"/CN={name}", "-days", "2"]
    run(folder, ["req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, *subject])


def run(folder: Path, arguments: list[str]) -> int:
    return subprocess.run(
        [openssl(), *arguments], cwd=folder, capture_output=True, timeout=60, check=False
    ).returncode


def test_the_guides_say_the_same() -> None:
    assert commands(ROOT / "README.md") == [SIGN, CHECK]


def test_what_was_signed_is_known_again(desk: Path) -> None:
    assert run(desk, SIGN) == 0
    assert run(desk, CHECK) == 0
    assert verify_manifest(desk / "output" / MANIFEST).problems == ()


def test_a_manifest_that_somebody_made_anew_is_not(desk: Path) -> None:
    assert run(desk, SIGN) == 0
    project = desk / "data" / "甲局" / "一.yaml"
    project.write_text(project.read_text("utf-8").replace("1000", "9000"), "utf-8")
    api.render(api.request([desk / "data"], formats=("html",)), desk / "output")
    assert verify_manifest(desk / "output" / MANIFEST).problems == ()
    assert run(desk, CHECK) != 0


def test_another_ones_signature_is_not(desk: Path) -> None:
    certificate(desk, "other")
    assert run(desk, [word.replace("unit.", "other.") for word in SIGN]) == 0
    assert run(desk, CHECK) != 0


def test_the_signature_holds_while_nothing_changes(desk: Path) -> None:
    assert run(desk, SIGN) == 0
    api.render(api.request([desk / "data"], formats=("html",)), desk / "output", force=True)
    assert run(desk, CHECK) == 0
