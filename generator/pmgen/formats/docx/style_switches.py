"""What the styles of a Word file say of how its texts show: in a list, as capitals."""

from __future__ import annotations

from collections.abc import Iterable

from pmgen.opc.office_xml import Element, W, is_on, value

CAPITALS = W + "caps"


class Styles:
    """The styles of a file: `lists` are those whose paragraphs stand in a list."""

    def __init__(self, root: Iterable[Element]) -> None:
        self._known = {name: style for style in root if (name := style.get(W + "styleId"))}
        self._usual = next((name for name, style in self._known.items() if _is_usual(style)), "")
        self.lists = frozenset(name for name in self._known if self._is_list(name))
        self._capitals = {name: self._are_capitals(name) for name in self._known}
        self.any_capitals = any(self._capitals.values())
        self.raising = frozenset(filter(self._raises, self._known))

    def capitals(self, name: str) -> bool | None:
        """Tell whether the text of a style shows as capitals, None where it does not say."""
        return self._capitals.get(name or self._usual)

    def is_list(self, name: str) -> bool:
        """Tell whether paragraphs of a style stand in a list; those that name none have the usual style."""
        return (name or self._usual) in self.lists

    def _is_list(self, name: str) -> bool:
        number = self._nearest(name, f"{W}pPr/{W}numPr/{W}numId")
        return number is not None and value(number) != "0"

    def _are_capitals(self, name: str) -> bool | None:
        switch = self._nearest(name, f"{W}rPr/{CAPITALS}")
        return None if switch is None else is_on(switch)

    def _raises(self, name: str) -> bool:
        """Tell whether the style of a table shows the text of some of its cells in capitals."""
        is_table = self._known[name].get(W + "type") == "table"
        return is_table and self._nearest(name, f".//{CAPITALS}") is not None

    def _nearest(self, name: str, path: str) -> Element | None:
        """Return what a style says, or the nearest one below it that says anything."""
        met: set[str] = set()
        while name in self._known and name not in met:
            met.add(name)
            found = self._known[name].find(path)
            if found is not None:
                return found
            name = value(self._known[name].find(W + "basedOn"))
        return None


def _is_usual(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
