"""The catalogue's own terms in the reader's language."""

from __future__ import annotations

from catalog.model import Source
from common.languages import Language

TITLE = 70
"""Characters of a source's title that are shown."""


def basis_name(basis: str | None, say: Language) -> str:
    """A basis of rating; None is that of an unknown level."""
    return {
        "documented": say("documented"),
        "tested": say("tested"),
        "vendor": say("vendor's word"),
        "estimate": say("estimate"),
        None: say("unknown"),
    }[basis]


def filter_name(name: str, say: Language) -> str:
    """A part of a product's profile, which is also what filters go by."""
    return {
        "hosting": say("Hosting"),
        "data_location": say("Data location"),
        "languages": say("Languages"),
        "licence": say("Licence"),
        "size": say("Company size"),
        "certifications": say("Certifications"),
        "budget": say("Budget"),
    }[name]


def value_words(name: str, value: str, say: Language) -> str:
    """One value of a profile in words: a place, a language, a licence."""
    if name == "hosting":
        hostings = {"saas": say("SaaS"), "private-cloud": say("Private cloud"), "on-premise": say("On premise")}
        return hostings.get(value, value)
    if name == "data_location":
        return say("European Union") if value == "eu" else say.country_name("GB" if value == "uk" else value)
    if name == "languages":
        return say.language_name(value)
    if name == "licence":
        return {"open-source": say("open source"), "proprietary": say("proprietary")}.get(value, value)
    if name == "certifications":
        return value.upper().replace("-", " ", 1)
    return value


def short_title(source: Source) -> str:
    """A source's title as far as there is room for it; its address leads to the rest."""
    return source.title if len(source.title) <= TITLE else source.title[: TITLE - 1].rstrip() + "…"
