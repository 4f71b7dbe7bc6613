"""The real app and the system's Chromium, for journeys and benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from common.settings import ROOT

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
_RUNNING: dict[int, subprocess.Popen[bytes]] = {}
PATIENCE = 60  # seconds until the app answers


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_app(
    folder: Path, *, port: int | None = None, replaces: bool = False, options: tuple[str, ...] = (), **environment: str
) -> Iterator[str]:
    """The address of an app with a database of its own in ``folder``; it ends with the block.

    ``replaces``: another one at ``port`` is killed without warning, and this one takes its place at once.
    ``options``: of Streamlit, in place of those that the project sets.
    """
    if port is None:
        port = free_port()
    if replaces:
        killed = _RUNNING.pop(port)
        killed.kill()
        killed.wait()
    settings = {**os.environ, "CRIBLE_DATABASE": f"sqlite:///{folder / 'crible.db'}", **environment}
    command = [sys.executable, "-c", "import cli; cli.main()", "run", "--port", str(port)]
    if options:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", *options]
    with (folder / "app.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
        _RUNNING[port] = process
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def memory_of(address: str) -> int:
    """The memory of the app at ``address``, in MiB."""
    process = _RUNNING[int(address.rsplit(":", 1)[1])]
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310 - on this machine
            return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError("the app does not answer")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("no Chromium on this machine; install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Wait until the app has finished its run."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
