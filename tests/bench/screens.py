"""What a person waits for: the first screen after the start, and a change of screen."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.bench.figure import Figure, spread
from tests.journeys.browser import chromium, running_app

SCREENS = ("Projects", "Frame", "Needs", "Requirements", "Shortlist", "Documents", "Map", "Catalogue")


def start() -> Figure:
    """From the command to the shortlist of the example in the browser; the database exists already."""
    durations = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for _ in range(4):
            page = browser.new_page(locale="en-GB")
            begun = time.perf_counter()
            with running_app(Path(folder)) as address:
                page.goto(address)
                page.get_by_role("heading", name="Shortlist", exact=True).wait_for()
                page.get_by_text("Why: domain by domain").wait_for()
                durations.append(time.perf_counter() - begun)
                page.close()
    detail = spread(durations[1:], 1) | {"first": round(durations[0], 3)}
    return Figure(detail["median"], "s", 3, detail)


def change() -> Figure:
    """From a click in the sidebar to the other screen, all of it drawn by the server."""
    durations: list[float] = []
    by_screen: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, running_app(Path(folder)) as address:
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.get_by_text("Why: domain by domain").wait_for()
        for turn in range(4):
            for screen in SCREENS:
                begun = time.perf_counter()
                page.get_by_test_id("stSidebarNavLink").filter(has_text=screen).click()
                heading = "Catalogue 2026" if screen == "Catalogue" else screen
                page.get_by_role("heading", name=heading, exact=True).wait_for()
                page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
                if turn:
                    durations.append(time.perf_counter() - begun)
                    by_screen.setdefault(screen, []).append(durations[-1])
    detail = spread(durations, 1000)
    slowest = {screen: round(1000 * max(found)) for screen, found in by_screen.items()}
    return Figure(detail["p95"], "ms", 300, detail | {"max_by_screen": slowest})
