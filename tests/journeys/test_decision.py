"""From cost to decision, as a team does it: figures, a comparison, a scenario, finalists, a phone, a decision."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browser import settled
from tests.journeys.test_whole_job import go, no_exception


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settled(page)


def save(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    settled(page)


def tap(within: Locator, name: str) -> None:
    within.get_by_role("radio", name=name, exact=True).or_(
        within.get_by_role("button", name=name, exact=True)
    ).first.click()


def test_from_cost_to_decision(app: str, page: Page, browser: Browser, tmp_path: Path) -> None:
    page.goto(app)
    page.get_by_text("Why: domain by domain").wait_for()

    go(page, "Cost")
    tab(page, "Our figures")
    page.get_by_label("Implementation, low").fill("-5")
    save(page, "Save these figures")
    expect(page.get_by_text("Implementation: a cost cannot be below 0.")).to_be_visible()
    for part in ("Implementation", "Integration", "Data migration", "Training", "Running costs, a year"):
        page.get_by_label(f"{part}, low").fill("1000")
    for field in page.get_by_label("Where it comes from").all()[:5]:
        field.fill("Our estimate")
    page.get_by_label("Implementation, high", exact=True).fill("500")
    save(page, "Save these figures")
    expect(page.get_by_text("Implementation: the low end is above the high end.")).to_be_visible()
    page.get_by_label("Implementation, high", exact=True).fill("3000")
    save(page, "Save these figures")
    expect(page.get_by_text("licences and the team's own figures")).to_be_visible()
    tab(page, "Comparison")
    expect(page.get_by_text("the team: Our estimate").first).to_be_visible()
    tab(page, "Editions")
    expect(page.get_by_text(re.compile("stands in|has one edition"))).to_be_visible()
    no_exception(page)

    go(page, "Compare")
    expect(page.get_by_text("They differ on")).to_be_visible()
    assert page.locator("[class*=st-key-compare-] a[href^=http]").count() > 0
    no_exception(page)

    go(page, "Scenarios")
    page.get_by_label("Name", exact=True).fill("More users")
    page.get_by_label("Users").fill("90")
    save(page, "Keep this scenario")
    expect(page.locator("[class*=st-key-scenario-More]")).to_contain_text("90 users")
    page.get_by_role("button", name="Adopt").click()
    save(page, "Adopt as the project")
    go(page, "Frame")
    expect(page.get_by_label("Users")).to_have_value("90")
    no_exception(page)

    go(page, "Finalists")
    tab(page, "Marks")
    page.get_by_label("Name or pseudonym").fill("Ann")
    save(page, "Make a link")
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert len(link.partition("?mark=")[2]) >= 22
    phone = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}).new_page()
    phone.goto(app + "/" + link[link.index("?mark=") :])
    phone.get_by_text("Ann, what do you make of the finalists?").wait_for()
    settled(phone)
    expect(phone.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    tap(phone.locator("[class*=st-key-fit-]").first, "8")
    expect(phone.get_by_text("Saved")).to_be_visible()
    for statement in range(10):
        tap(phone.locator("[class*=st-key-sus-]").nth(statement), "4" if statement % 2 == 0 else "2")
        settled(phone)
    expect(phone.get_by_text("All ten are given and saved.")).to_be_visible()
    no_exception(phone)
    stranger = browser.new_context(locale="en-GB").new_page()
    stranger.goto(f"{app}/?mark=guess")
    expect(stranger.get_by_text("This personal link is not valid any more.")).to_be_visible()

    page.reload()
    page.get_by_role("heading", name="Finalists", exact=True).wait_for()
    settled(page)
    first = page.locator("[class*=st-key-final-]").filter(has_text="Team fit (20%): 80.0")
    expect(first).to_contain_text("Ergonomics (20%): 75.0")
    tab(page, "Demonstration")
    save(page, "Make the script")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the script").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    tab(page, "Answers")
    tap(page.get_by_test_id("stForm"), "3 Native and complete")
    save(page, "Keep this answer")
    expect(page.get_by_text("Give a level, what was answered, and the day.")).to_be_visible()
    page.get_by_label("What was answered, by whom").fill("Shown by the vendor")
    save(page, "Keep this answer")
    expect(page.get_by_text("The catalogue says")).to_be_visible()

    tab(page, "Decision")
    save(page, "Record it")
    expect(page.get_by_text("Say who decides, and why.")).to_be_visible()
    page.get_by_label("Who decides").fill("The board")
    page.get_by_label("Why", exact=True).fill("It fits us best")
    save(page, "Record it")
    expect(page.locator("[class*=st-key-decision-0]")).to_contain_text("in force")
    no_exception(page)

    go(page, "Shortlist")
    expect(page.get_by_text("1 answer given by a vendor to this project counts in it")).to_be_visible()
    go(page, "Projects")
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    content = Path(download.value.path()).read_text(encoding="utf-8")
    for words in (
        "Our estimate",
        "More users",
        "mark: 8.0",
        "[4, 2, 4, 2, 4, 2, 4, 2, 4, 2]",
        "Shown by the vendor",
        "The board",
    ):
        assert words in content
    no_exception(page)


def test_what_was_tried_becomes_a_scenario(app: str, page: Page) -> None:
    page.goto(app)
    page.get_by_text("Why: domain by domain").wait_for()
    tab(page, "What if")
    expect(page.get_by_role("button", name="Keep as a scenario")).to_be_disabled()
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(12):
        slider.press("ArrowRight")
    settled(page)
    page.get_by_role("button", name="Keep as a scenario").click()
    page.get_by_label("Name", exact=True).fill("Accounts first")
    page.get_by_label("Name", exact=True).press("Enter")
    settled(page)
    save(page, "Keep")
    go(page, "Scenarios")
    expect(page.locator("[class*=st-key-scenario-Accounts]")).to_contain_text("Weights: ")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No scenario yet.")).to_be_visible()
    no_exception(page)
