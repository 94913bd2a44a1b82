"""Write a document as one accessible HTML page that holds everything it needs."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from pmgen.document import Document, Section
from pmgen.formats import Written
from pmgen.formats.html.write.html_blocks import blocks_html, running_head_html
from pmgen.formats.html.write.html_classes import rem
from pmgen.formats.html.write.html_inlines import Page, attribute_text
from pmgen.formats.html.write.print_pages import lasting_running_heads, page_rules
from pmgen.problems import message

__all__ = ["write"]


def write(document: Document) -> Written:
    """Return an .html page in UTF-8, without scripts and without anything to fetch."""
    page = Page.of(document)
    body, rules = _body(document, page)
    tabs = f"main{{tab-size:{rem(document.tab_distance)}}}\n"
    style = _stored_css() + tabs + rules + page.looks.css()
    text = f"{_head(document, style, page)}<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    return Written(text.encode(), tuple(page.problems))


def _body(document: Document, page: Page) -> tuple[str, str]:
    """Return the sections and the rules of their pages; sections on pages of one kind share a rule."""
    names, rules = dict[str, str](), list[str]()
    parts = [page.hidden_title()]
    for number, section in enumerate(document.sections):
        is_first = number == 0
        unnamed = page_rules("", section, is_first=is_first)
        if unnamed not in names:
            names[unnamed] = f"page{len(names) + 1}"
            rules.append(page_rules(names[unnamed], section, is_first=is_first))
        parts.append(_part(section, names[unnamed], page))
    if any(section.first is not None for section in document.sections[1:]):
        text = message("in print, the first page of a later part has the head and foot of its other pages")
        page.problems.add("PMG565", text)
    return "".join(parts), "".join(rules)


def _part(section: Section, name: str, page: Page) -> str:
    margins = section.page.margins
    page.width = section.page.width - margins.left - margins.right
    look = page.looks.part(page.width, name)
    head = running_head_html(lasting_running_heads(section, "header"), page)
    foot = running_head_html(lasting_running_heads(section, "footer"), page)
    return f'<div class="part {look}">\n{head}{blocks_html(section.blocks, page)}{foot}</div>\n'


def _head(document: Document, style: str, page: Page) -> str:
    author = attribute_text(document.author)
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute_text(document.language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n'
        + (f'<meta name="author" content="{author}">\n' if author else "")
        + f"<title>{attribute_text(page.title)}</title>\n<style>{style}</style>\n</head>\n"
    )


def _policy(style: str) -> str:
    """Return a policy under which the page loads nothing but its own style and pictures."""
    own = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{own}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _stored_css() -> str:
    return "\n" + Path(__file__).with_name("static").joinpath("page.css").read_text(encoding="utf-8")
