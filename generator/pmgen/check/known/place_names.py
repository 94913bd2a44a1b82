"""The names of places in texts, and which of them lie elsewhere than an annex is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late

_FILE = "places.txt"
_END = late("[省市区县旗州盟](?!场)")
_LENGTHS = range(8, 2, -1)
_OWN = late(f"{HAN}{{2,10}}?(?:自治[区州县旗]|[省市区县旗州盟])")
_OFFICE = late(f"{HAN}+[局厅院会委]")
_LEVELS = "区县旗"
_COMMON_NAMES = """
    老城区 新城区 市中区 城中区 城东区 城西区 城北区 新市区 市南区 市北区 南山区 西山区 东山区 湖滨区 滨湖区
    滨江区 海港区 工农区 新建区 港口区 港北区 港南区 城关区 桥东区 桥西区 向阳区 平房区 河东区 河西区 江北区
    新华区 中山区 中原区 大通区 开平区 海城市 江城区 西湖区 东湖区 南湖区 云龙区 和平区 平原县
"""
_COMMON = frozenset(_COMMON_NAMES.split())
"""Names of places that may as well be said of a part of any town."""


class Place(NamedTuple):
    """A place by the names of its province, of its city and its own; a city's own name stands twice."""

    province: str
    city: str
    name: str


@cache
def _lines() -> tuple[str, ...]:
    """Return the lines of the data file: a province, one of its cities, the places in that."""
    return tuple(data_lines(_FILE))


@cache
def _names() -> frozenset[str]:
    """Return the names of all places."""
    return frozenset(" ".join(_lines()).split())


@cache
def _places(name: str) -> frozenset[Place]:
    """Return the places of a name; several may have one."""
    found = set()
    for line in _lines():
        if name in line:
            province, city, *districts = line.split()
            city = province if city == "-" else city
            if name in (province, city, *districts):
                found.add(Place(province, province if name == province else city, name))
    return frozenset(found)


class NamedPlace(NamedTuple):
    """The name of a place in a text, and where it stands."""

    start: int
    end: int
    name: str


def places_in(text: str, home: Home | None = None) -> Iterator[NamedPlace]:
    """Give the full names of places in `text`: 黄冈市, but not 黄冈.

    A common name is one only where a district of the city of `home` has it.
    """
    known = _names()
    for match in _END.finditer(text):
        end = match.end()
        for length in _LENGTHS:
            name = text[end - length : end] if end >= length else ""
            if name in known:
                start = end - length
                is_meant = name not in _COMMON or (home is not None and home.has_beside(name))
                begins = home is not None and home.name_before(text, start) != ""
                if is_meant and (begins or not is_word(text[max(0, start - 1) : start + 1])):
                    yield NamedPlace(start, end, name)
                break


def is_place(name: str) -> bool:
    """Tell whether there is a province, city, district or county of that name."""
    return bool(_places(name))


@dataclass(frozen=True)
class Home:
    """Where an annex is from: the places that its own units and its title name, and the districts of them."""

    names: tuple[str, ...]
    districts: frozenset[str]

    @property
    def is_known(self) -> bool:
        """Tell whether there is a place to compare with."""
        return bool(self.names)

    def is_elsewhere(self, name: str) -> bool:
        """Tell whether the place `name` is neither this one nor above it, nor a part of it."""
        if name in self.names:
            return False
        return not any(self._is_here(place) for place in _places(name))

    def name_before(self, text: str, at: int) -> str:
        """Return the name of the own place that stands right before a place of a text, else ""."""
        return next((name for name in self.names if text.endswith(name, 0, at)), "")

    def has_beside(self, name: str) -> bool:
        """Tell whether the city that this is one district of has another one of that name."""
        return (
            len(self.districts) == 1
            and name not in self.names
            and any(place.city in self.names for place in _places(name))
        )

    def _is_here(self, place: Place) -> bool:
        """Tell whether a place is above the own ones, or below: of one district, none of its city is."""
        known = [each for name in self.names for each in _places(name)]
        if any(place.name in each for each in known):
            return True
        if len(self.districts) == 1:
            return False
        if any(each.name == place.city for each in known):
            return True
        provinces = [each for each in known if each.name == each.province]
        return len(provinces) == len(known) and any(each.name == place.province for each in provinces)


def home_of(texts: Iterable[str]) -> Home:
    """Return where the units and the title are from whose names are given: they begin with it."""
    names = [name for text in texts for name in _own(text)]
    return Home(tuple(dict.fromkeys(names)), frozenset(filter(_is_district, names)))


def _is_district(name: str) -> bool:
    return name[-1] in _LEVELS and not name.endswith("自治区")


def _without_office(name: str) -> str:
    """Return 海勃湾区 of 公安局海勃湾区, whose branch follows, and any other name as it is."""
    office = _OFFICE.match(name)
    place = name[office.end() :] if office else ""
    return place if place in _names() else name


def _own(text: str) -> Iterator[str]:
    at = 0
    while match := _OWN.match(text, at):
        name = match.group()
        if len(name) >= 3:
            yield _without_office(name)
        at = match.end()
