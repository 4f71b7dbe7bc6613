"""Every message has its French, with the same placeholders; numbers and money follow the language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import TemplateSyntaxError

from common import messages
from common.languages import NAMES, Language, choose
from common.messages import is_translated, sources, spoken, update

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", [code for code in NAMES if code != "en"])
def test_every_message_is_translated(language: str) -> None:
    missing = [message.id for message in update(language) if message.id and not is_translated(message)]
    assert missing == []


@pytest.mark.parametrize("language", [code for code in NAMES if code != "en"])
def test_translations_keep_the_placeholders(language: str) -> None:
    def forms(value: object) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list | tuple) else (str(value),)

    def wrong(message: Message) -> bool:
        asked = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        return any(set(PLACEHOLDER.findall(form)) - asked for form in forms(message.string)) or any(
            asked - set(PLACEHOLDER.findall(form)) - {"n"} for form in forms(message.string)
        )

    assert [message.id for message in update(language) if message.id and wrong(message)] == []


def test_messages_are_found_in_code_and_in_templates() -> None:
    found = {place for message in spoken() for place, _ in message.locations}
    assert "shortlist/templates/shortlist.html" in found
    assert "workshops/needs_page.py" in found


def test_no_message_hides_where_the_gathering_does_not_look() -> None:
    """Such as inside an f-string: what is said there would never be translated."""
    known = {form for message in spoken() for form in ([message.id] if isinstance(message.id, str) else message.id)}
    said = {
        call.args[0].value
        for path in sources()
        if path.suffix == ".py"
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if (isinstance(call.func, ast.Name) and call.func.id == "say")
        or (
            isinstance(call.func, ast.Attribute)
            and call.func.attr == "n"
            and ast.unparse(call.func.value).endswith("say")
        )
    }
    assert said - known == set()


@pytest.mark.parametrize(("wish", "got"), [("fr-CH", "fr"), ("en-GB", "en"), ("fr", "fr"), ("ja", "en"), (None, "en")])
def test_the_browsers_wish_chooses_the_language(wish: str | None, got: str) -> None:
    assert choose(wish).code == got


def test_numbers_and_money_follow_the_language() -> None:
    english, french = Language("en"), Language("fr")
    assert english.percent(0.125, 1) == "12.5%"
    assert french.percent(0.125, 1) == "12,5\u202f%"
    assert english.money(54000, "EUR") == "€54,000"
    assert french.money(54000, "EUR").replace("\u202f", " ").replace("\xa0", " ") == "54 000 €"
    assert english.score(None) == "–"
    assert english.names(["a", "b", "c"]) == "a, b and c"
    assert french.names(["a", "b"]) == "a et b"


def test_a_template_that_cannot_be_read_stops_the_gathering_of_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text("{{ say('Kept') }}{% if %}")
    monkeypatch.setattr(messages, "sources", lambda: iter([broken]))
    with pytest.raises(TemplateSyntaxError):
        messages.spoken()
