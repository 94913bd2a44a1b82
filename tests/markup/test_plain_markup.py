"""A body that is mostly plain is read in fewer steps, and to the same."""

from html.parser import HTMLParser
from typing import Self

from hypothesis import example, given
from hypothesis import strategies as st

from pmgen.engines.markup.plain_markup import PlainParser

PIECES = """
<body> <body> <table> </table> <td> </td> <td/> <br/> <TD> </TD> </br> a 表 < > " ' & &amp; &#32; &#32 &#x41;
&foo; &amp <?merge~1~2?> <?merged?> <? <!-- --> <!DOCTYPE~html> <![CDATA[ ]]> <style> </style>
<title> </title>
<script> </script> <td~class="a"> <td~class='a'> <td~class="&lt;">
<td~a="1"~a="2"> <td~a="x\ny"> <td~a>
<td~~> <td~a="b"~/> <td~a=" \n ~
"""
markups = st.lists(st.sampled_from([p.replace("~", " ").replace("\\n", "\n") for p in PIECES.split()]))


class Told(HTMLParser):
    """Keeps what a parser tells, texts beside each other as one, and the lines of tags."""

    def begin(self) -> Self:
        self.told: list[object] = []
        return self

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((tag, attrs, self.lineno))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((tag, attrs, self.lineno, "ended"))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(("/", tag, self.lineno))

    def handle_data(self, data: str) -> None:
        before = self.told.pop() if self.told and isinstance(self.told[-1], str) else ""
        self.told.append(f"{before}{data}")

    def handle_charref(self, name: str) -> None:
        self.told.append(("&#", name))

    def handle_entityref(self, name: str) -> None:
        # Where an unknown one stands tells how it is written.
        self.told.append(("&", name, self.getpos() if name == "foo" else ()))

    def handle_pi(self, data: str) -> None:
        self.told.append(("?", data))


class Plain(Told, PlainParser):
    """Keeps what is told in fewer steps."""


@given(markups)
@example(["<body>", "<td/>", "&#32;", '<td a="b" />', "\n", "</td>", "<!--", "<td>", "-->", "<td>"])
@example(["<body>", "<style>", "<td>", "</style>", "<td>"])
@example(["<!--", "<body>", "-->", "<td>"])
def test_what_is_plain_tells_the_same(pieces: list[str]) -> None:
    markup = "".join(pieces)
    plain, usual = Plain().begin(), Told(convert_charrefs=False).begin()
    plain.read(markup)
    usual.feed(markup)
    usual.close()
    assert plain.told == usual.told
