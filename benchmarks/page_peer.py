"""The page that pmgen writes, as a plain Jinja template of the very same text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from jinja2 import Environment

_BODY = re.compile(r"(?<=<tbody>).*(?=</tbody>)", re.DOTALL)
_ROW = re.compile(r'<tr class="(.*?)">(.*?)</tr>\n')
_CELL = re.compile(r'<td class="(.*?)"(?: rowspan="(\d+)")?>(.*?)</td>')
_ROWS = (
    '{% for look, cells in rows %}<tr class="{{ look }}">'
    '{% for look, span, text in cells %}<td class="{{ look }}"{% if span %} rowspan="{{ span }}"{% endif %}>'
    "{{ text }}</td>{% endfor %}</tr>\n{% endfor %}"
)


def jinja(page: bytes) -> Callable[[], bytes]:
    """Return what renders the page again from ready rows; `autoescape` is on."""
    text = page.decode()
    body = _BODY.search(text)
    assert body is not None
    rows = [(look, [_ready(*cell) for cell in _CELL.findall(cells)]) for look, cells in _ROW.findall(body[0])]
    before, after = (
        f"{{% raw %}}{part}{{% endraw %}}" for part in (text[: body.start()], text[body.end() :])
    )
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    template = environment.from_string(f"{before}{_ROWS}{after}")
    return lambda: template.render(rows=rows).encode()


def _ready(look: str, span: str, text: str) -> tuple[str, str, str]:
    return look, span, unescape(text)
