"""A workshop as people live it: a facilitator, voters on phones and laptops, a network that comes and goes."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from criteria import shipped_map
from tests.journeys.browser import running_app, settled
from tests.journeys.cable import cable
from tests.journeys.test_whole_job import go, no_exception
from workshops import Project
from workshops.access import TRIES
from workshops.project import Identity
from workshops.store import Store, open_store

DOMAIN = "leads"
ITEMS = [item.id for item in shipped_map().domain_by_id[DOMAIN].items]


@pytest.fixture
def store(app: str, tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'crible.db'}")


def begin(store: Store, domains: list[str], departments: dict[str, float] | None = None) -> tuple[str, str, str]:
    """A fresh project with an open session; gives project, session and code."""
    project = Project(project=Identity(name="Workshop"), catalogue=2026, departments=departments or {})
    project_id = store.create(project)
    session = store.agenda.plan(project_id, "First morning", domains)
    store.agenda.turn(project_id, session.id, "open")
    return project_id, session.id, session.code


def join(browser: Browser, app: str, code: str, name: str, department: str = "", width: int = 390) -> Page:
    page = browser.new_context(locale="en-GB", viewport={"width": width, "height": 844}).new_page()
    page.goto(f"{app}/?join={code}")
    page.get_by_label("Your name, or a pseudonym").fill(name)
    if department:
        page.get_by_role("combobox").click()
        page.get_by_role("option", name=department).click()
    page.get_by_role("button", name="Join", exact=True).click()
    page.locator(".ballot .item").first.wait_for()
    return page


def tap(page: Page, item: str, level: int) -> None:
    page.locator(f"#item-{item} .level").nth(level).click()


def saved(page: Page) -> None:
    expect(page.locator(".ballot .state")).to_have_text("Saved", timeout=30_000)


def test_three_voters_and_a_facilitator_from_joining_to_a_requirement(
    app: str, page: Page, browser: Browser, store: Store
) -> None:
    project_id, session_id, code = begin(store, [DOMAIN], {"sales": 1, "it": 1})
    people = [join(browser, app, code, "Ana", "Sales"), join(browser, app, code, "Bo", "Sales"),
              join(browser, app, code, "<i>Cy</i>", "IT", 1280)]  # fmt: skip
    page.goto(f"{app}/room?project={project_id}&session={session_id}&item={ITEMS[0]}")
    expect(page.get_by_text("0 of 3").first).to_be_visible()
    for voter, level in zip(people, (4, 4, 0), strict=True):
        expect(voter.locator(f"#item-{ITEMS[0]} .market")).to_be_hidden()
        tap(voter, ITEMS[0], level)
        saved(voter)
        expect(voter.locator(f"#item-{ITEMS[0]} .market")).to_contain_text("products do it natively")
    people[0].locator(f"#item-{ITEMS[0]} .must").click()
    saved(people[0])
    people[2].locator(f"#item-{ITEMS[1]} .pass").click()
    saved(people[2])
    expect(page.get_by_text("3 of 3").first).to_be_visible()
    expect(page.get_by_text("consensus")).to_have_count(0)

    page.get_by_role("button", name="Reveal the votes").click()
    expect(page.get_by_text("contested", exact=True)).to_be_visible()
    expect(page.get_by_text("1 proposes a must")).to_be_visible()
    expect(page.get_by_text("What the market offers")).to_be_visible()
    expect(people[0].locator(f"#item-{ITEMS[0]} .note")).to_have_text(
        "Revealed: it is being discussed.", timeout=30_000
    )

    page.get_by_role("button", name="Vote again after the discussion").click()
    expect(page.get_by_role("button", name="Reveal the votes")).to_be_visible()
    expect(people[2].locator(f"#item-{ITEMS[0]} .note")).to_have_text(
        "A new round: vote again, please.", timeout=30_000
    )
    tap(people[2], ITEMS[0], 3)
    saved(people[2])
    page.get_by_role("button", name="Reveal the votes").click()
    expect(page.get_by_text("Round 1 before: 0, 4, 4")).to_be_visible()

    agree = page.locator(".st-key-agree")
    agree.get_by_text("3 Needed").click()
    agree.get_by_text("Must", exact=True).click()
    settled(page)
    agree.get_by_label("Reason").fill("Half of our leads come by the site")
    agree.get_by_label("Reason").press("Tab")
    settled(page)
    agree.get_by_role("button", name="Agree and next").click()
    expect(page.locator("h1", has_text=shipped_map().by_id[ITEMS[1]].title["en"])).to_be_visible()
    agreed = store.open(project_id).requirements[ITEMS[0]]
    assert (agreed.level, agreed.must, agreed.reason) == (3, True, "Half of our leads come by the site")
    go(page, "Requirements")
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text(re.compile("agreed on 3 Needed, as a must – Half of our leads"))).to_be_visible()
    page.get_by_role("tab", name="Challenge").click()
    expect(page.get_by_text("Musts that exclude")).to_be_visible()
    no_exception(page)


def test_no_voter_is_told_anything_of_another_before_the_reveal(app: str, browser: Browser, store: Store) -> None:
    """Every byte that reaches the second voter's browser is looked at."""
    project_id, _, code = begin(store, [DOMAIN])
    first = join(browser, app, code, "Zebulon")
    tap(first, ITEMS[0], 4)
    first.locator(f"#item-{ITEMS[0]} .remark").click()
    first.locator(f"#item-{ITEMS[0]} textarea").fill("Xylophones above all")
    first.locator(f"#item-{ITEMS[0]} textarea").blur()
    saved(first)
    assert store.rooms.turnout(project_id, ITEMS).counts[ITEMS[0]].votes == 1

    received: list[bytes] = []
    page = browser.new_context(locale="en-GB").new_page()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(_bytes(frame))))
    page.goto(f"{app}/?join={code}")
    page.get_by_label("Your name, or a pseudonym").fill("Bo")
    page.get_by_role("button", name="Join", exact=True).click()
    page.locator(".ballot .item").first.wait_for()
    tap(page, ITEMS[0], 1)
    saved(page)
    stream = b"".join(received)
    assert shipped_map().by_id[ITEMS[0]].title["en"].encode() in stream
    assert b"Zebulon" not in stream and b"Xylophones" not in stream


def _bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def test_a_vote_without_a_network_is_shown_as_unsaved_and_saved_on_return(
    app: str, browser: Browser, store: Store
) -> None:
    project_id, _, code = begin(store, [DOMAIN])
    with cable(app) as line:
        page = join(browser, line.address, code, "Ana")
        tap(page, ITEMS[0], 2)
        saved(page)
        line.pull()
        tap(page, ITEMS[1], 3)
        tap(page, ITEMS[2], 4)
        expect(page.locator(".ballot .state")).to_contain_text("Not saved yet: 2", timeout=15_000)
        assert store.rooms.turnout(project_id, ITEMS).done == {"Ana": 1}
        line.plug()
        saved(page)
        assert store.rooms.turnout(project_id, ITEMS).done == {"Ana": 3}
        expect(page.locator(f"#item-{ITEMS[1]} [aria-checked=true]")).to_contain_text("3")


def test_a_server_that_is_killed_amid_votes_loses_none_and_everybody_finds_back(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    with running_app(folder) as app:
        store = open_store(f"sqlite:///{folder / 'crible.db'}")
        project_id, _, code = begin(store, [DOMAIN])
        with cable(app) as line:
            page = join(browser, line.address, code, "Ana")
            tap(page, ITEMS[0], 2)
            saved(page)
            port = app.rsplit(":", 1)[1]
            with running_app(folder, port=int(port), replaces=True):
                tap(page, ITEMS[1], 3)
                saved(page)
                assert store.rooms.turnout(project_id, ITEMS).done == {"Ana": 2}
                expect(page.locator(f"#item-{ITEMS[0]} [aria-checked=true]")).to_contain_text("2")


def test_a_personal_link_opens_the_same_place_on_another_device(app: str, browser: Browser, store: Store) -> None:
    _, _, code = begin(store, ["accounts", DOMAIN])
    phone = join(browser, app, code, "Ana")
    phone.locator(".ballot select").select_option(DOMAIN)
    phone.locator(f"#item-{ITEMS[5]}").wait_for()
    tap(phone, ITEMS[5], 3)
    saved(phone)
    laptop = browser.new_context(locale="en-GB").new_page()
    laptop.goto(phone.url)
    expect(laptop.locator(".item.current")).to_have_attribute("data-item", ITEMS[5])
    expect(laptop.locator(f"#item-{ITEMS[5]} [aria-checked=true]")).to_contain_text("3")
    phone.goto(f"{app}/?join={code}")
    phone.get_by_role("button", name="Go on as Ana").click()
    phone.locator(".ballot .item").first.wait_for()
    assert [voter.name for voter in store.polls.voters(store.projects()[0].id)] == ["Ana"]


def test_a_session_that_closes_while_people_vote_says_so_and_keeps_what_was_saved(
    app: str, browser: Browser, store: Store
) -> None:
    project_id, session_id, code = begin(store, [DOMAIN])
    page = join(browser, app, code, "Ana")
    tap(page, ITEMS[0], 2)
    saved(page)
    store.agenda.turn(project_id, session_id, "closed")
    tap(page, ITEMS[1], 3)
    expect(page.get_by_text("No session is open for you right now.")).to_be_visible()
    assert store.rooms.turnout(project_id, ITEMS).done == {"Ana": 1}
    store.agenda.turn(project_id, session_id, "open")
    page.locator(".ballot .item").first.wait_for()
    expect(page.locator(f"#item-{ITEMS[0]} [aria-checked=true]")).to_contain_text("2")


def test_wrong_codes_are_answered_and_a_thousand_of_them_are_not(app: str, page: Page, store: Store) -> None:
    *_, code = begin(store, [DOMAIN])
    for _ in range(TRIES):
        page.goto(f"{app}/?join=ZZZZZZ")
        expect(page.get_by_text("There is no session with the code ZZZZZZ.")).to_be_visible()
    for wanted in ("ZZZZZZ", code):  # whoever guessed so often is not told when a guess is right
        page.goto(f"{app}/?join={wanted}")
        expect(page.get_by_text("Too many wrong codes.")).to_be_visible()
    no_exception(page)


def test_with_a_key_only_the_facilitator_gets_in_and_voters_see_the_vote_alone(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "keyed"
    folder.mkdir()
    with running_app(folder, CRIBLE_KEY="a-key-of-the-test") as app:
        store = open_store(f"sqlite:///{folder / 'crible.db'}")
        stranger = browser.new_context(locale="en-GB").new_page()
        stranger.goto(f"{app}/projects")
        expect(stranger.get_by_text("Facilitator's key")).to_be_visible()
        expect(stranger.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        stranger.get_by_label("Facilitator's key").fill("wrong")
        stranger.get_by_role("button", name="Sign in").click()
        expect(stranger.get_by_text("This key is not right.")).to_be_visible()
        facilitator = browser.new_context(locale="en-GB").new_page()
        facilitator.goto(f"{app}/?key=a-key-of-the-test")
        facilitator.get_by_role("heading", name="Shortlist", exact=True).wait_for()
        assert "a-key" not in facilitator.url
        time.sleep(1)  # the badge is kept by the browser after the page is there
        facilitator.reload()
        facilitator.get_by_role("heading", name="Shortlist", exact=True).wait_for()
        _, _, code = begin(store, [DOMAIN])
        voter = join(browser, app, code, "Ana")
        expect(voter.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        voter.goto(f"{app}/requirements")
        expect(voter.get_by_text("Facilitator's key")).to_be_visible()


def test_the_whole_map_can_be_voted_with_the_keyboard_alone(app: str, browser: Browser, store: Store) -> None:
    known = shipped_map()
    project_id, _, code = begin(store, [domain.id for domain in known.domains])
    page = join(browser, app, code, "Ana", width=1280)
    keys = 0
    for place, domain in enumerate(known.domains):
        page.locator(f"#item-{domain.items[0].id}").wait_for()
        for number in range(len(domain.items)):
            page.keyboard.press(str(number % 5))
            keys += 1
        expect(page.locator(".ballot .done")).not_to_be_empty()
        saved(page)
        if place + 1 < len(known.domains):
            page.keyboard.press("Enter")
            keys += 1
    assert keys == len(known.items) + len(known.domains) - 1
    turnout = store.rooms.turnout(project_id, [item.id for item in known.items])
    assert turnout.done == {"Ana": len(known.items)}
    expect(page.locator(".ballot .done")).to_have_text("All done. Thank you!")
