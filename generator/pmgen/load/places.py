"""Where the fields of a record stand, worked out only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.load.nodes import Node, Scalar, Sequence, place_of
from pmgen.problems import SourcePlace


class NodePlaces(Mapping[str, SourcePlace]):
    """The places of a record's fields, by English key; "" is the record itself.

    A field that the record takes over from elsewhere brings its ready place along.
    """

    __slots__ = ("_file", "_known")

    def __init__(self, file: str, known: dict[str, Node | SourcePlace]) -> None:
        self._file = file
        self._known = known

    def __getitem__(self, key: str) -> SourcePlace:
        found = self._known[key]
        return found if isinstance(found, SourcePlace) else place_of(found, self._file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def of_item(self, key: str, text: str) -> SourcePlace:
        """Return where `text` stands in the list of a field, or where the field stands."""
        found = self._known[key]
        items = found.items if isinstance(found, Sequence) else ()
        item = next((each for each in items if isinstance(each, Scalar) and each.text == text), None)
        return place_of(item, self._file) if item else self[key]

    def inheriting(self, places: Mapping[str, SourcePlace]) -> NodePlaces:
        """Return these places, and `places` for the fields that are taken over from another file."""
        return NodePlaces(self._file, {**places, **self._known}) if places else self

    def __reduce__(self) -> tuple[type[dict[str, SourcePlace]], tuple[dict[str, SourcePlace]]]:
        return dict, (dict(self),)
