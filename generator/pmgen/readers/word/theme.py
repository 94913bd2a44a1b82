"""The typefaces that a theme gives to its names."""

from __future__ import annotations

from pmgen.ooxml.xml import Element, W
from pmgen.readers.word.runlooks import Typefaces

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan"}


def read_typefaces(theme: Element | None, settings: Element | None) -> Typefaces:
    """Return the typeface behind `minorEastAsia`, `majorHAnsi` and so on; empty without a theme."""
    if theme is None:
        return {}
    script = _script(settings)
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{A}{kind}Font")
        if fonts is not None:
            latin, east_asian = _typeface(fonts, "latin"), _for_script(fonts, script)
            names = {"Ascii": latin, "HAnsi": latin, "EastAsia": east_asian, "Bidi": _typeface(fonts, "cs")}
            found |= {kind + name: face for name, face in names.items() if face}
    return found


def _script(settings: Element | None) -> str:
    languages = None if settings is None else settings.find(W + "themeFontLang")
    language = "zh-CN" if languages is None else languages.get(W + "eastAsia", "zh-CN")
    return _SCRIPTS.get(language, "Hans")


def _typeface(fonts: Element, name: str) -> str:
    node = fonts.find(A + name)
    return "" if node is None else node.get("typeface", "")


def _for_script(fonts: Element, script: str) -> str:
    """Return the face for the script of the document where the theme names no single one."""
    named = _typeface(fonts, "ea")
    scripts = {node.get("script"): node.get("typeface", "") for node in fonts.iter(A + "font")}
    return named or scripts.get(script, "")
