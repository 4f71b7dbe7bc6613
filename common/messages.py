"""The messages of the interface, gathered from code and templates into the language catalogues.

``python -m common.messages`` brings every ``locale/*.po`` up to date: new messages come in untranslated,
those that nobody says any more go, translations stay. Nothing here is used while Crible runs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from common.files import write_whole
from common.languages import LOCALES, NAMES

ROOT = Path(__file__).parent.parent
ROOMS = ("app.py", "common", "criteria", "workshops", "catalog", "shortlist")
SAYS: Any = {"say": None, "n": (1, 2), "plural": (1, 2)}
"""``say("...")``, ``say.n("one", "many", count)`` and, in templates, ``plural("one", "many", count)``."""

LOUD = {"silent": "false"}
"""A template that cannot be read is an error; left out in silence, its messages would lose their translations."""


def spoken() -> Catalog:
    """Every message that the program can say, with the files that say it."""
    messages = Catalog(domain="crible", fuzzy=False)
    for path in sources():
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as file:
            for _line, message, comments, context in extract(method, file, keywords=SAYS, options=LOUD):
                place = path.relative_to(ROOT).as_posix()
                messages.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return messages


def update(language: str) -> Catalog:
    """The catalogue of ``language`` as it should be: today's messages with the translations there are."""
    path = LOCALES / f"{language}.po"
    known = Catalog(locale=language, domain="crible", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(spoken(), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def is_translated(message: Message) -> bool:
    """Whether every form of a message has its words."""
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(words)


def sources() -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".py", ".html"))


def main() -> None:
    LOCALES.mkdir(exist_ok=True)
    for language in NAMES:
        if language == "en":
            continue
        catalogue = update(language)
        content = io.BytesIO()
        write_po(content, catalogue, omit_header=False, sort_output=True, width=110, include_lineno=False)
        text = "".join(
            line
            for line in content.getvalue().decode().splitlines(keepends=True)
            if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))
        )
        write_whole(LOCALES / f"{language}.po", text.encode())
        missing = sum(not is_translated(message) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue)} messages, {missing} to translate")


if __name__ == "__main__":
    main()
