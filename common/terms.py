"""Kinds of values that files of several rooms hold: a currency, a day, a price's unit, a way of hosting."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from common.languages import is_currency

Hosting = Literal["saas", "private-cloud", "on-premise"]
Per = Literal["user-month", "user-year", "month", "year"]
"""What a price is for: it is paid for each of these."""


def _day(value: Any) -> Any:
    """A date is written as text; a number would silently become a day after 1970."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is not a date, expected a date such as 2026-11-22") from None


def _currency(code: str) -> str:
    if not is_currency(code):
        raise ValueError(f"{code!r} is not a currency, expected a code of ISO 4217 such as EUR")
    return code


def _moment(value: Any) -> Any:
    """A point in time is written as text with its zone; it is kept in UTC, to the second."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is not a time, expected a time such as 2026-11-22T10:30:00Z") from None
    if moment.tzinfo is None:
        raise ValueError(f"{str(value)!r} has no time zone, expected a time such as 2026-11-22T10:30:00Z")
    return moment.astimezone(dt.UTC).replace(microsecond=0)


Day = Annotated[dt.date, BeforeValidator(_day)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
Currency = Annotated[str, AfterValidator(_currency)]
