"""The words for a day, a month, a year or a length of time that cannot be read or does not exist."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from pmgen.late_pattern import late
from pmgen.load.field_messages import field_name, unseen, unseen_or_remark
from pmgen.model.calendar_values import ends_before_it_begins, parts_of_span
from pmgen.model.dates import (
    day_of_excel,
    days_with_year_last,
    impossible_day,
    impossible_month,
    meant_day,
    meant_year,
    year_of,
    years_in,
)
from pmgen.model.field_definitions import Field
from pmgen.model.numerals import with_digits
from pmgen.problems import Message, message
from pmgen.problems.message import short

_MONTHS = 12
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORTENED = late(r"(?i)(?P<month>[a-z]{3})[a-z]*[-\s](?P<year>\d\d)")


def not_a_day(field: Field, text: str) -> tuple[Message, Message]:
    """Return what is wrong with a text where a day belongs."""
    day = meant_day(with_digits(text))
    if hint := unseen_or_remark(field, text):
        wrong = message("{value} is not a day for {field}.", value=short(text), field=field_name(field))
        return wrong, hint
    if of_excel := day_of_excel(text):
        return _number_of_excel(field, text, of_excel, of_excel.isoformat())
    if isinstance(day, date):
        wrong = message(
            "{value} is not written as a day for {field}.", value=short(text), field=field_name(field)
        )
        return wrong, message("Write {day}.", day=day.isoformat())
    if found := impossible_day(with_digits(text)):
        return no_such_day(text, *found)
    if month := impossible_month(text):
        return no_such_month(text, month[1])
    wrong = message("{value} is not a day for {field}.", value=short(text), field=field_name(field))
    if written := days_with_year_last(text):
        return wrong, message(
            "Write it with the year first: {days}.", days=" / ".join(day.isoformat() for day in written)
        )
    if years := years_in(text):
        return wrong, message("Write year, month and day, such as {day}.", day=f"{year_of(years[0])}-12-31")
    return wrong, message("Write year, month and day with hyphens: four digits, two and two.")


def not_a_time(field: Field, text: str, examples: str) -> tuple[Message, Message]:
    """Return what is wrong with a text where a month, a period or a length of time belongs."""
    if found := impossible_day(text):
        return no_such_day(text, *found)
    if of_excel := day_of_excel(text):
        return _number_of_excel(field, text, of_excel, f"{of_excel.year}年{of_excel.month}月")
    if len(ends := [*filter(None, map(day_of_excel, parts_of_span(text)))]) > 1:
        return _number_of_excel(field, text, ends[0], "至".join(f"{day.year}年{day.month}月" for day in ends))
    wrong = message("{value} is no such time as {field} takes.", value=short(text), field=field_name(field))
    if month := next(filter(None, map(impossible_month, (text, *parts_of_span(text)))), None):
        return no_such_month(text, month[1])
    if meant := _month_of_spreadsheet(text):
        return wrong, message(
            "A spreadsheet program has made this of {month}: write {line}, and compare it with the table.",
            month=meant,
            line=f"{field.chinese}: {meant}",
        )
    if ends_before_it_begins(text):
        return wrong, message("It ends before it begins: exchange the two, or correct the years.")
    return wrong, unseen(text) or message("Write it like one of these: {examples}.", examples=examples)


def not_a_year(field: Field, text: str) -> tuple[Message, Message]:
    """Return what is wrong with a text where a year belongs."""
    wrong = message("{value} is not a year for {field}.", value=short(text), field=field_name(field))
    if hint := unseen_or_remark(field, text):
        return wrong, hint
    if of_excel := day_of_excel(text):
        return _number_of_excel(field, text, of_excel, str(of_excel.year))
    meant = with_digits(text)
    if meant != text and len(meant) == 4 and meant.isdecimal():
        return wrong, message("A letter stands in place of a digit: write {number}.", number=meant)
    if year := meant_year(text):
        return wrong, message("Write {number}.", number=year)
    return wrong, message("Write the four digits of the year.")


def _number_of_excel(field: Field, text: str, day: date, meant: str) -> tuple[Message, Message]:
    """Return that Excel's number of a `day` stands where what is `meant` belongs."""
    wrong = message(
        "{value} for {field} is the number that Excel has for {day}.",
        value=short(text),
        field=field_name(field),
        day=day.isoformat(),
    )
    return wrong, message("Write {line}, and compare it with the table.", line=f"{field.chinese}: {meant}")


def _month_of_spreadsheet(text: str) -> str:
    """Return the month that a spreadsheet shows as Dec-21, "" for any other text."""
    match = _SHORTENED.fullmatch(text.strip())
    name = match["month"].lower() if match else ""
    return f"20{match['year']}年{_MONTH_NAMES.index(name) + 1}月" if match and name in _MONTH_NAMES else ""


def no_such_day(text: str, year: int, month: int, day: int) -> tuple[Message, Message]:
    """Return that the day which a text names does not exist, and whether month or day is wrong."""
    if not 1 <= month <= _MONTHS:
        wrong, hint = no_such_month(text, month)
        if 1 <= day <= _MONTHS and 1 <= month <= _last_day(year, day):
            return wrong, message(
                "Correct the month; if month and day are exchanged, it is {day}.",
                day=f"{year:04}-{day:02}-{month:02}",
            )
        return wrong, hint
    last = _last_day(year, month)
    if not last:
        return message("{value} is a day that does not exist.", value=short(text)), message(
            "Correct the year."
        )
    return (
        message(
            "{value} is a day that does not exist: {month} of {year} has {last} days.",
            value=short(text),
            year=year,
            month=month,
            last=last,
        ),
        message("Either the day or the month is wrong: look up which, and correct it."),
    )


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= year <= date.max.year else 0


def no_such_month(text: str, month: int) -> tuple[Message, Message]:
    """Return that a text names a month that does not exist."""
    return (
        message("{value} names the month {month}, and a year has 12.", value=short(text), month=month),
        message("Correct the month."),
    )
