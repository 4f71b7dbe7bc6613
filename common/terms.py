"""Kinds of values that files of several rooms hold: a currency, a day, a way of hosting."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from common.languages import is_currency

Hosting = Literal["saas", "private-cloud", "on-premise"]


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


Day = Annotated[dt.date, BeforeValidator(_day)]
Currency = Annotated[str, AfterValidator(_currency)]
