"""The main job, as a person does it: open, walk, set levels and a must, see the shortlist, take the PDF."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalog import shipped_catalogue
from tests.journeys.browser import settled


def go(page: Page, screen: str) -> None:
    page.get_by_test_id("stSidebarNavLink").filter(has_text=screen).click()
    page.get_by_role("heading", name=screen, exact=True).wait_for()
    settled(page)


def item(page: Page, item_id: str) -> Locator:
    return page.locator(f".st-key-item-{item_id}")


def set_level(page: Page, item_id: str, level: str) -> None:
    item(page, item_id).get_by_role("radio", name=level).or_(
        item(page, item_id).get_by_role("button", name=level)
    ).first.click()
    settled(page)


def no_exception(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in page.content()


def test_from_the_first_screen_to_the_pdf(app: str, page: Page, tmp_path: Path) -> None:
    page.goto(app)
    page.get_by_role("heading", name="Shortlist", exact=True).wait_for()
    expect(page.get_by_text("Why: domain by domain")).to_be_visible()
    no_exception(page)

    go(page, "Projects")
    page.get_by_label("Name of the project").fill("Journey <b>& co</b>")
    page.get_by_label("Company").fill("Example")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Frame", exact=True).wait_for()
    settled(page)
    page.get_by_label("Users").fill("60")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved").first.wait_for()

    go(page, "Needs")
    expect(page.get_by_text("the market's answer shows here")).to_be_visible()
    for item_id in ("ACC-001", "ACC-002", "ACC-003"):
        set_level(page, item_id, "3 Needed")
    expect(page.locator(".st-key-effect")).to_contain_text(f"of {len(shipped_catalogue().products)} products")
    page.get_by_role("button", name="Next domain").click()
    page.get_by_text("Web form to lead").first.wait_for()
    settled(page)
    set_level(page, "LEA-001", "4 Differentiating")
    set_level(page, "LEA-002", "2 Useful")
    before = page.locator(".st-key-effect").inner_text()

    item(page, "LEA-001").get_by_text("Must", exact=True).click()
    settled(page)
    expect(page.locator(".st-key-effect")).not_to_have_text(before)
    no_exception(page)

    go(page, "Shortlist")
    winner = page.locator("[class*=st-key-card-] strong").first.inner_text()
    assert winner
    page.get_by_role("tab", name="Who is out").click()
    expect(page.get_by_text("LEA-001").first).to_be_visible()

    go(page, "Documents")
    page.get_by_role("button", name="Make the PDF").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the shortlist").click()
    reader = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))
    assert winner in text
    assert "Journey <b>& co</b>" in text
    no_exception(page)


def test_what_was_set_is_there_for_another_browser(app: str, page: Page, browser: Browser) -> None:
    page.goto(app)
    go(page, "Needs")
    set_level(page, "ACC-001", "1 Nice to have")
    address = page.url
    other = browser.new_context(locale="en-GB").new_page()
    other.goto(address)
    expect(
        other.locator(".st-key-item-ACC-001 [aria-checked=true], .st-key-item-ACC-001 [kind$=Active]")
    ).to_contain_text("1 Nice to have")


def test_the_language_is_the_browsers_and_changes_at_once(app: str, browser: Browser) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(app)
    page.get_by_role("heading", name="Sélection", exact=True).wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Shortlist", exact=True).wait_for()
    no_exception(page)


def test_a_project_goes_out_and_comes_back_and_a_broken_file_is_explained(app: str, page: Page, tmp_path: Path) -> None:
    page.goto(app)
    go(page, "Projects")
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    content = Path(download.value.path()).read_text(encoding="utf-8")
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="From a file").click()
    broken = tmp_path / "broken.crible.yaml"
    broken.write_text(content.replace("ACC-001: 3", "ACC-901: 9"), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_text("item ACC-901 is not in the map, expected 'ACC-001'")).to_be_visible()

    whole = tmp_path / "whole.crible.yaml"
    whole.write_text(content, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(whole)
    page.get_by_role("button", name="Take it in as a new project").click()
    page.get_by_role("heading", name="Frame", exact=True).wait_for()
    go(page, "Projects")
    expect(page.locator("[class*=st-key-open-]")).to_have_count(2)
    no_exception(page)


def test_what_if_answers_at_once_and_changes_nothing_until_kept(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_text("Why: domain by domain").wait_for()
    page.get_by_role("tab", name="What if").click()
    expect(page.get_by_text("The same products are on the shortlist.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep these weights")).to_be_disabled()
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    expect(page.get_by_role("button", name="Keep these weights")).to_be_enabled()
    go(page, "Requirements")
    page.get_by_role("tab", name="Domain weights").click()
    expect(page.get_by_text("Weights follow from the levels")).to_be_visible()
    no_exception(page)


def test_sureness_says_how_far_to_trust_the_ranking_and_what_to_ask(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_text("Why: domain by domain").wait_for()
    expect(page.locator("[class*=st-key-card-]").first).to_contain_text("of the draws")
    go(page, "Sureness")
    said = page.locator(".st-key-sureness-answer")
    expect(said).to_contain_text("of the draws")
    before = said.inner_text()
    for tab in (
        "Who beats whom",
        "What to ask first",
        "Price of a requirement",
        "Weights",
        "Other methods",
        "The way back",
    ):
        page.get_by_role("tab", name=tab).click()
        settled(page)
        no_exception(page)
    page.get_by_text("What is drawn").click()
    page.get_by_role("button", name="Ratings").click()
    settled(page)
    expect(said).not_to_have_text(before)
    no_exception(page)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_fits_and_none_breaks(app: str, browser: Browser, width: int, scheme: str) -> None:
    """At a phone's and a laptop's width nothing runs out of the page sideways."""
    context = browser.new_context(locale="fr-FR", viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    screens = (
        "needs",
        "requirements",
        "sureness",
        "compare",
        "cost",
        "scenarios",
        "finalists",
        "documents",
        "map",
        "catalogue",
    )
    for path in ("", "projects", "frame", "sessions", "room", *screens):
        page.goto(f"{app}/{path}")
        page.get_by_role("heading", level=2).first.wait_for()
        settled(page)
        no_exception(page)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 1, path
    context.close()
