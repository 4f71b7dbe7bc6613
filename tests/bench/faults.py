"""The server killed amid votes, again and again: what was acknowledged must be there, and everybody must find back."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from criteria import shipped_map
from tests.bench.figure import Figure
from tests.bench.voting import Client, lost, prepared
from tests.journeys.browser import free_port, running_app

PAUSE = 0.25  # seconds between two votes of a client: the kill comes amid some of them
LIVES = 3.0  # seconds of voting between two kills


@dataclass
class Survivor(Client):
    """A client that comes back when the server has gone, and goes on with the vote that was not answered."""

    comebacks: int = 0
    stop: bool = False
    _items: Iterator[tuple[str, str]] = field(
        default_factory=lambda: itertools.cycle((d.id, i.id) for d in shipped_map().domains for i in d.items)
    )

    async def live(self) -> None:
        domain, item = next(self._items)
        while not self.stop:
            try:
                async with self.open() as line:
                    data = await self.enter(line)
                    self.comebacks += 1
                    while not self.stop:
                        if data["domain"] != domain:
                            data = await self.go(line, domain)
                        await self.cast(line, item)
                        domain, item = next(self._items)
                        await asyncio.sleep(PAUSE)
            except (OSError, websockets.WebSocketException, TimeoutError):
                await asyncio.sleep(0.2)


def kills(times: int, voters: int = 10) -> Figure:
    """Votes lost of those that clients were told are kept; the server is killed ``times`` times without warning."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        store, *_, tokens = prepared(folder, voters)
        clients = [Survivor(f"http://127.0.0.1:{port}", token) for token in tokens]
        took = asyncio.run(_through(clients, folder, port, times))
        told = sum(len(client.told) for client in clients)
        detail = {
            "kills": times,
            "votes_told_kept": sum(len(client.waits) for client in clients),
            "cells_told_kept": told,
            "comebacks_least": min(client.comebacks for client in clients),
            "back_after_s": round(max(took), 2),
        }
        figure = lost(store, clients)
        if min(client.comebacks for client in clients) <= times:
            raise RuntimeError(f"somebody did not find back: {detail}")
        return Figure(figure, "votes lost", 0, detail)


async def _through(clients: list[Survivor], folder: Path, port: int, times: int) -> list[float]:
    """Lives through every kill; gives the seconds until all clients were back after each."""
    took = []
    with ExitStack() as apps:
        apps.enter_context(await asyncio.to_thread(_started, folder, port, False))
        living = [asyncio.create_task(client.live()) for client in clients]
        for turn in range(times):
            await _back(clients, turn + 1)
            await asyncio.sleep(LIVES)
            begun = time.perf_counter()
            apps.enter_context(await asyncio.to_thread(_started, folder, port, True))
            await _back(clients, turn + 2)
            took.append(time.perf_counter() - begun)
        for client in clients:
            client.stop = True
        await asyncio.gather(*living)
    return took


def _started(folder: Path, port: int, again: bool) -> ExitStack:
    stack = ExitStack()
    stack.enter_context(running_app(folder, port=port, replaces=again))
    return stack


async def _back(clients: list[Survivor], comebacks: int) -> None:
    async with asyncio.timeout(60):
        while any(client.comebacks < comebacks for client in clients):
            await asyncio.sleep(0.05)
