"""The marks on a PDF page: pieces of text, lines, areas and pictures, and the matrices that place them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_THIN = 2.5
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Color = tuple[float, ...]
BLACK: Color = (0.0, 0.0, 0.0)


class Piece(NamedTuple):
    """Characters that stand at a place, measured from the lower left corner of the page.

    `end` is where the next ones would stand, `rise` how much higher; `mode` is how they are painted, 0 for
    filled; `shape` is how they are turned and slanted. `owner` is the marked content that they are part of.
    """

    x: float
    y: float
    text: str
    end: float = 0
    size: float = 0
    color: Color = BLACK
    mode: int = 0
    font: str = ""
    codes: tuple[int, ...] = ()
    shape: tuple[float, float, float, float] = (1, 0, 0, 1)
    owner: Owner | None = None
    rise: float = 0

    @property
    def is_turned(self) -> bool:
        """Tell whether the characters stand above or below each other."""
        return abs(self.shape[1]) > abs(self.shape[0])

    @property
    def inside(self) -> tuple[float, float]:
        """Return a point on the base line that is surely within what encloses the characters."""
        return (self.x, self.y + self.rise / 2) if self.rise else (self.x, self.y)


class Owner(NamedTuple):
    """Marked content: its number on the page, or which kind of artifact it is.

    `begin` is how many marks were drawn before it, and tells it from others.
    """

    begin: int
    number: int | None = None
    artifact: str = ""


class Stroke(NamedTuple):
    """A straight line along the page's edges; x1 <= x2 and y1 <= y2."""

    x1: float
    y1: float
    x2: float
    y2: float


class Drawn(NamedTuple):
    """A line, an area or a picture: the box around it, what it is, and its colour or name."""

    kind: str
    box: Stroke
    color: Color = ()
    width: float = 0
    name: str = ""


Mark = Piece | Drawn


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return a matrix carried out before another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def around(points: Sequence[tuple[float, float]]) -> Stroke:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Stroke(min(xs), min(ys), max(xs), max(ys))


def sides_of(box: Stroke) -> Iterator[Stroke]:
    """Yield the four sides of a box."""
    x1, y1, x2, y2 = box
    yield from (
        Stroke(x1, y1, x2, y1),
        Stroke(x1, y2, x2, y2),
        Stroke(x1, y1, x1, y2),
        Stroke(x2, y1, x2, y2),
    )


def thin_lines(box: Stroke) -> Iterator[Stroke]:
    """Yield the line that a box is, if it is as thin as one."""
    x1, y1, x2, y2 = box
    if y2 - y1 < _THIN < x2 - x1:
        yield Stroke(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2)
    elif x2 - x1 < _THIN < y2 - y1:
        yield Stroke((x1 + x2) / 2, y1, (x1 + x2) / 2, y2)
