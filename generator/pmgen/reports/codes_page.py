"""The page that explains every numbered code, made from the table of codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from pmgen.check.kinds import KINDS
from pmgen.problems import CODES, Code, Holds, Kind, Message, Severity, message
from pmgen.problems.consequences import consequence

_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("note"),
}
_KINDS = list(Kind)
_HOLDS = [Holds.DOCUMENT, Holds.FORMAT, Holds.RUN, Holds.NOTHING]
_ORDER = list(Severity)


def codes_page(say: Callable[[Message], str]) -> str:
    """Return the page in Markdown, in the language of `say`."""
    return "\n".join(_lines(say)) + "\n"


def _lines(say: Callable[[Message], str]) -> Iterator[str]:
    yield "# " + say(message("What the codes of problems mean"))
    yield ""
    yield say(
        message(
            "pmgen explain says the same of each code, and of the rules of the review (PMG-…) their reason, "
            "an example and the repair."
        )
    )
    numbered = sorted((code for code in CODES.values() if code.kind is not Kind.RULE), key=_rank)
    for kind, codes in groupby(numbered, key=lambda code: code.kind):
        yield from ("", "## " + say(KINDS[kind]))
        for follows, alike in groupby(codes, key=lambda code: say(consequence(code))):
            yield from ("", follows, "")
            yield "| {} | {} | {} | {} |".format(
                *map(
                    say, (message("code"), message("severity"), message("what it is"), message("what to do"))
                )
            )
            yield "|---|---|---|---|"
            yield from (_row(code, say) for code in alike)


def _rank(code: Code) -> tuple[int, int, int, str]:
    return _KINDS.index(code.kind), _HOLDS.index(code.holds), _ORDER.index(code.severity), code.code


def _row(code: Code, say: Callable[[Message], str]) -> str:
    cells = (code.code, say(_SEVERITIES[code.severity]), say(code.title), say(code.remedy))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
