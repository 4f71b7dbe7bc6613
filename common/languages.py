"""The languages of the interface and documents: gettext catalogues, numbers and dates.

The catalogues are the plain ``.po`` files beside this module, compiled in memory at the first use:
nothing generated is kept. English is the language of the source.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

LOCALES = Path(__file__).parent / "locale"
NAMES = {"fr": "Français", "en": "English"}

Text = Mapping[str, str]
"""What the map and the catalogue say in several languages: {language: words}."""


@dataclass(frozen=True)
class Language:
    """Says things in one language: ``say("Shortlist")``, ``say.percent(0.7)``."""

    code: str

    def __call__(self, message: str, /, **values: object) -> str:
        said = _translations(self.code).gettext(message) if message else ""
        return said.format(**values) if values else said

    def n(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """The form for ``count``, which is also available as ``{n}``."""
        said = _translations(self.code).ngettext(singular, plural, count)
        return said.format(n=self.number(count), **values)

    def text(self, text: Text | None) -> str:
        """A text in this language; else in English, else in any that it has."""
        if not text:
            return ""
        return text.get(self.code) or text.get("en") or next(iter(text.values()))

    def number(self, value: float, digits: int = 2) -> str:
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.code))

    def percent(self, value: float | None, digits: int = 0) -> str:
        """A share of 0 to 1 as a percentage; a dash when there is none."""
        if value is None:
            return "–"
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        if self.code == "fr":
            pattern = pattern.replace("%", "\u202f%")
        return str(format_percent(value, format=pattern, locale=self.code))

    def score(self, value: float | None) -> str:
        """A score of 0 to 1, shown out of 100 with one decimal; a dash when there is none."""
        return "–" if value is None else str(format_decimal(100 * value, format="0.0", locale=self.code))

    def money(self, amount: float, currency: str) -> str:
        whole = float(amount).is_integer() or amount >= 1000
        return str(
            format_currency(
                amount,
                currency,
                locale=self.code,
                currency_digits=False,
                format="#,##0 ¤" if whole and self.code == "fr" else "¤#,##0" if whole else None,
            )
        )

    def date(self, day: dt.date) -> str:
        return str(format_date(day, format="d MMMM y", locale=self.code))

    def moment(self, at: dt.datetime) -> str:
        """A day and a time, in the time of this machine."""
        return str(format_datetime(at.astimezone(), format="d MMM y HH:mm", locale=self.code))

    def names(self, names: list[str]) -> str:
        """``a, b and c``."""
        if len(names) < 2:
            return "".join(names)
        say = self
        return say("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])

    def language_name(self, code: str) -> str:
        try:
            return str(Locale.parse(code).get_display_name(self.code))
        except (ValueError, UnknownLocaleError):
            return code

    def country_name(self, code: str) -> str:
        return str(Locale.parse(self.code).territories.get(code.upper(), code))


def choose(wanted: str | None) -> Language:
    """The shipped language nearest to a browser's wish such as ``fr-CH``; English otherwise."""
    code = (wanted or "").split("-")[0].split("_")[0].lower()
    return Language(code if code in NAMES else "en")


def is_currency(code: str) -> bool:
    return code in Locale.parse("en").currencies


@cache
def _translations(code: str) -> gettext.NullTranslations:
    source = LOCALES / f"{code}.po"
    if not source.exists():
        return gettext.NullTranslations()
    with source.open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
