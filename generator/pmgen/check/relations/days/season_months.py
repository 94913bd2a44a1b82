"""The months of seasons and festivals, in the north and in the south: the only table of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple


def months_from(first: int, last: int) -> frozenset[int]:
    """Return the months from one to another, over the turn of the year where the last is the smaller."""
    return frozenset((first + at - 1) % 12 + 1 for at in range((last - first) % 12 + 1))


class Season(NamedTuple):
    """A season by its words, with the months that anybody may give to it.

    What is done for it may come so many months `before` and `after`; None where it is prepared at any time.
    """

    words: str
    first: int
    last: int
    before: int | None = None
    after: int = 0

    @property
    def months(self) -> frozenset[int]:
        """Return the months of the season itself."""
        return months_from(self.first, self.last)

    @property
    def months_of_work(self) -> frozenset[int]:
        """Return the months in which something of the season may be done."""
        return months_from(self.first - (self.before or 0), self.last + self.after)


SEASONS = (
    Season("寒假", 12, 3, 0),
    Season("春季|春天", 1, 6, 0),
    Season("春耕|春播|春灌", 1, 6, 0),
    Season("汛前", 1, 7, 0),
    Season("汛期|主汛期|防汛期", 3, 11, 0),
    Season("夏季|夏天|夏令", 4, 10, 0),
    Season("暑期|暑假", 5, 9, 0, 1),
    Season("秋季|秋天", 7, 12, 0),
    Season("冬季|冬天|冬令", 9, 4, 1, 1),
    Season("高考|中考", 6, 6, 3, 2),
    Season("元旦", 12, 1, 2, 1),
    Season("春节", 12, 3, 2),
    Season("春运", 12, 3, 2, 1),
    Season("元宵", 1, 3, 2, 1),
    Season("清明", 3, 5, 2),
    Season("五一", 4, 5, 2, 1),
    Season("端午", 5, 7, 2),
    Season("七夕", 7, 9, 1),
    Season("国庆", 9, 10, 1, 1),
    Season("中秋", 8, 10, 1, 1),
    Season("重阳", 9, 11, 1, 1),
    Season("晚霜|倒春寒", 2, 6),
    Season("早霜|初霜", 8, 12),
    Season("台风", 4, 12),
    Season("梅雨|黄梅天|黄梅季", 5, 8),
    Season("高温|盛夏|酷暑|炎夏", 5, 10),
    Season("伏天|三伏", 6, 9),
    Season("秋老虎", 8, 10),
    Season("寒潮|低温雨雪|低温冰冻|雨雪冰冻|严寒|寒冬|隆冬|冰冻", 10, 4),
    Season("三九|数九", 12, 3),
    Season("立春", 2, 2),
    Season("惊蛰|春分", 3, 3),
    Season("谷雨", 4, 4),
    Season("立夏", 5, 5),
    Season("芒种|夏至", 6, 6),
    Season("大暑", 7, 7),
    Season("立秋|处暑", 8, 8),
    Season("秋分", 9, 9),
    Season("寒露|霜降", 10, 10),
    Season("立冬", 11, 11),
    Season("冬至", 12, 12),
    Season("大寒", 1, 1),
    Season("油菜花", 1, 8),
    Season("再生季", 7, 11),
    Season("供暖|采暖|供热", 9, 5),
    Season("三夏|夏收|麦收", 4, 8),
    Season("三秋|秋收|秋播", 8, 12),
    Season("伏季休渔", 4, 9),
)


@cache
def season_of(word: str) -> Season:
    """Return the season that a word names."""
    return next(each for each in SEASONS if word in each.words.split("|"))


@cache
def season_words() -> str:
    """Return a pattern of all words of seasons, the longer ones first."""
    return "|".join(
        sorted((word for each in SEASONS for word in each.words.split("|")), key=len, reverse=True)
    )


def is_far_from(word: str, months: Iterable[int], before: int, after: int) -> bool:
    """Tell whether all months are further than so many months before and after a season."""
    season = season_of(word)
    return months_from(season.first - before, season.last + after).isdisjoint(months)
