"""Where fonts usually lie on a machine, and those that come with the installation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

BROUGHT = "pylopdf_fonts_zh_cn"
"""The package that brings Noto Serif SC and Noto Sans SC, both under the OFL; it is never imported."""


def usual_folders(platform: str, home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folders that hold fonts on a system (`sys.platform`), the brought ones last."""
    own = {"win32": _windows, "darwin": _mac}.get(platform, _unix)
    return (*own(home, environment), *brought_folders())


def brought_folders() -> tuple[Path, ...]:
    """Return the folder of the fonts that the installation brings, if it is there."""
    spec = find_spec(BROUGHT)
    return tuple(map(Path, spec.submodule_search_locations or ())) if spec else ()


def _windows(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield Path(environment.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
    yield home / "AppData/Local/Microsoft/Windows/Fonts"


def _mac(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield home / "Library/Fonts"
    yield Path("/Library/Fonts")
    yield Path("/System/Library/Fonts")


def _unix(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield home / ".fonts"
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    yield Path("/usr/local/share/fonts")
    yield Path("/usr/share/fonts")
