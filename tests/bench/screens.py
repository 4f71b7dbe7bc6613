"""What a person waits for: the first screen after the start, and a change of screen."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figure import Figure, spread
from tests.journeys.browser import chromium, free_port, running_app, wait_until_healthy

SCREENS = (
    "Projects", "Frame", "Sessions", "Needs", "Requirements", "Shortlist", "Sureness", "Compare", "Cost", "Scenarios", "Finalists", "Documents",
    "Map", "Catalogue",
)  # fmt: skip

CLICK_AND_WAIT = """
async ([screen, heading]) => {
  const links = [...document.querySelectorAll('[data-testid=stSidebarNavLink]')];
  const begun = performance.now();
  links.find(link => link.textContent.includes(screen)).click();
  const shown = () => [...document.querySelectorAll('h2')].some(h => h.textContent === heading)
    && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
  while (!shown()) {
    if (performance.now() - begun > 20000) throw new Error('no ' + heading);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begun;
}
"""


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
    detail = spread(durations[1:], 1) | {"first": round(durations[0], 3), "streamlit_alone": _empty_app()}
    return Figure(detail["median"], "s", 3, detail)


def _empty_app() -> float:
    """The same for an app of one heading: what Streamlit and the browser take by themselves."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        script, port = Path(folder) / "empty.py", free_port()
        script.write_text("import streamlit as st\nst.header('Empty')\n")
        page = browser.new_page()
        begun = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            f"--server.port={port}",
            "--server.headless=true",
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process)
            page.goto(f"http://127.0.0.1:{port}")
            page.get_by_role("heading", name="Empty").wait_for()
            return round(time.perf_counter() - begun, 3)
        finally:
            process.terminate()
            process.wait(timeout=10)


def change() -> Figure:
    """From a click in the sidebar to the other screen, all of it sent and shown; timed inside the browser."""
    durations: list[float] = []
    by_screen: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, running_app(Path(folder)) as address:
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.get_by_text("Why: domain by domain").wait_for()
        for turn in range(5):
            for screen in SCREENS:
                heading = "Catalogue 2026" if screen == "Catalogue" else screen
                taken = page.evaluate(CLICK_AND_WAIT, [screen, heading])
                if turn:  # the first round also loads the parts of the front end
                    durations.append(taken)
                    by_screen.setdefault(screen, []).append(taken)
                page.wait_for_timeout(300)  # a person reads
    detail = spread(durations, 1)
    slowest = {screen: round(max(found)) for screen, found in by_screen.items()}
    return Figure(detail["p95"], "ms", 300, detail | {"max_by_screen": slowest})
