"""The day of a report: today, or the one that whoever builds things again asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import click

from pmgen.cli.spoken_language import say
from pmgen.problems import message

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand for now, as https://reproducible-builds.org/specs/source-date-epoch/ says."""


def report_date(environment: Mapping[str, str], today: Callable[[], date] = date.today) -> date:
    """Return the day to write in a report; a usage error where the environment names none that there is."""
    given = environment.get(VARIABLE)
    if not given:
        return today()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        text = message("{variable} must be a number of seconds, not {value}", variable=VARIABLE, value=given)
        raise click.UsageError(say(text)) from error
