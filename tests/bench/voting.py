"""A room that votes: real connections to the running app, each timed from sending a vote to the answer after its commit.

A client speaks what the browser speaks (Streamlit's messages over a WebSocket): it opens a personal link, and from
then on sends one vote every three seconds, as a person who reads does. What clients were told is held against the
database at the end.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from criteria import shipped_map
from tests.bench.figure import Figure, spread
from tests.journeys.browser import chromium, memory_of, running_app
from workshops import Project
from workshops.ballot import Mark
from workshops.project import Identity
from workshops.store import Store, open_store

EVERY = 3.0  # seconds between two votes of a person
LASTS = 30.0  # seconds of voting
PATIENCE = 30.0  # seconds until an answer is given up
STREAMLITS_OWN = ("--runner.postScriptGC=true", "--server.fileWatcherType=auto")


@dataclass
class Client:
    """One voter's browser."""

    address: str
    token: str
    told: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    _component: str = ""
    _fragment: str = ""
    _number: Any = field(default_factory=itertools.count)

    async def vote(self, begin: float, until: float) -> None:
        """Open the page, then vote until the end, one item after the other, domain after domain."""
        async with self.open() as line:
            data = await self.enter(line)
            rest = list(shipped_map().domains)
            await asyncio.sleep(max(0.0, begin + random.random() * EVERY - time.perf_counter()))  # noqa: S311
            for domain in itertools.cycle(rest):
                if data["domain"] != domain.id:
                    data = await self.go(line, domain.id)
                for item in domain.items:
                    if time.perf_counter() > until:
                        return
                    sent = time.perf_counter()
                    await self.cast(line, item.id)
                    await asyncio.sleep(max(0.0, sent + EVERY - time.perf_counter()))

    def open(self) -> websockets.connect:
        """A connection, as a context."""
        url = self.address.replace("http", "ws") + "/_stcore/stream"
        protocol = websockets.Subprotocol("streamlit")
        return websockets.connect(url, subprotocols=[protocol], max_size=None, open_timeout=PATIENCE)

    async def enter(self, line: Any) -> dict[str, Any]:
        """Open the personal link; gives the ballot that it shows."""
        await line.send(self._rerun())
        return await self._answer(line, lambda _: True)

    async def go(self, line: Any, domain: str) -> dict[str, Any]:
        """Turn to another domain."""
        await line.send(self._rerun("go", domain))
        return await self._answer(line, lambda data: data["domain"] == domain)

    async def cast(self, line: Any, item: str) -> None:
        """One vote, until it is answered."""
        number = next(self._number)
        level = (number + len(self.token)) % 5
        mark = {"item": item, "level": level, "must": False, "comment": "", "abstains": False, "seq": number}
        begun = time.perf_counter()
        await line.send(self._rerun("cast", [mark]))
        try:
            await self._answer(line, lambda d: d["answers"].get(item) == [number, None])
        except TimeoutError:
            self.unanswered += 1
            return
        self.waits.append(time.perf_counter() - begun)
        self.told[item] = level

    def _rerun(self, event: str = "", value: object = None) -> bytes:
        message = BackMsg()
        message.rerun_script.query_string = f"v={self.token}"
        if event:
            message.rerun_script.fragment_id = self._fragment
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{self._component}__events"
            state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        return message.SerializeToString()

    async def _answer(self, line: Any, fits: Any) -> dict[str, Any]:
        """The ballot's data of the next message in which it fits."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = ForwardMsg.FromString(await line.recv())
                if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
                    continue
                element = message.delta.new_element
                if (
                    element.WhichOneof("type") != "bidi_component"
                    or "ballot" not in element.bidi_component.component_name
                ):
                    continue
                self._component, self._fragment = element.bidi_component.id, message.delta.fragment_id
                data: dict[str, Any] = json.loads(element.bidi_component.bytes)
                if fits(data):
                    return data


def prepared(folder: Path, voters: int) -> tuple[Store, str, str, list[str]]:
    store = open_store(f"sqlite:///{folder / 'crible.db'}")
    departments = {"sales": 2.0, "marketing": 1.0, "service": 1.0}
    project_id = store.create(Project(project=Identity(name="Bench"), catalogue=2026, departments=departments))
    session = store.agenda.plan(project_id, "All", [domain.id for domain in shipped_map().domains])
    store.agenda.turn(project_id, session.id, "open")
    tokens = [store.polls.join(project_id, f"V{n}", list(departments)[n % 3])[0] for n in range(voters)]
    return store, project_id, session.id, tokens


def lost(store: Store, clients: Sequence[Client]) -> int:
    """Votes that a client was told are kept and that the database does not hold as they were last told."""
    return sum(
        (mark := store.polls.booth(client.token).marks.get(item)) is None or mark.level != level
        for client in clients
        for item, level in client.told.items()
    )


async def _all(address: str, tokens: list[str]) -> list[Client]:
    clients = [Client(address, token) for token in tokens]
    begin = time.perf_counter() + 2 + len(tokens) * 0.05  # all pages are open by then
    await asyncio.gather(*(_patiently(client, begin) for client in clients))
    return clients


async def _patiently(client: Client, begin: float) -> None:
    """A client whose page does not even come counts as one that got no answer."""
    try:
        await client.vote(begin, begin + LASTS)
    except TimeoutError:
        client.unanswered += 1


def _run(voters: int, options: tuple[str, ...] = ()) -> dict[str, Any]:
    """The clients run in this process, the app in its own."""
    with tempfile.TemporaryDirectory() as folder:
        store, *_, tokens = prepared(Path(folder), voters)
        with running_app(Path(folder), options=options) as address:
            clients = asyncio.run(_all(address, tokens))
            memory = memory_of(address)
        waits = [wait for client in clients for wait in client.waits]
        return {
            **spread(waits, 1000),
            "votes_per_second": round(len(waits) / LASTS, 1),
            "unanswered": sum(client.unanswered for client in clients),
            "lost": lost(store, clients),
            "memory_mib": memory,
        }


def votes(voters: int, budget: float) -> Figure:
    """p95 from sending a vote to the answer after its commit; beside it, the same with Streamlit's own settings."""
    detail = _run(voters)
    detail["streamlit_defaults"] = _run(voters, STREAMLITS_OWN)
    return Figure(detail["p95"], "ms", budget, detail)


def room_lag(voters: int = 50) -> Figure:
    """p95 from a vote's answer to its count on the facilitator's screen, in a real browser while the room votes."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store, project_id, session_id, tokens = prepared(Path(folder), voters + 1)
        item = shipped_map().items[-1].id
        with running_app(Path(folder)) as address:
            page = browser.new_page(locale="en-GB", viewport={"width": 1920, "height": 1080})
            page.goto(f"{address}/room?session={session_id}&item={item}&project={project_id}")
            heard = page.get_by_test_id("stMetricValue").first
            heard.filter(has_text=f"0 of {voters + 1}").wait_for()
            with _voting(address, tokens[:voters]):
                lags, known = [], shipped_map()
                for number in range(12):
                    mark = Mark(item, 1, abstains=False) if number % 2 == 0 else Mark(item, None)
                    store.polls.cast(tokens[-1], [mark], known.domain_of, known.top)
                    begun = time.perf_counter()
                    heard.filter(has_text=f"{1 - number % 2} of {voters + 1}").wait_for()
                    lags.append(time.perf_counter() - begun)
                    page.wait_for_timeout(300 + 170 * (number % 5))
    detail = spread(lags, 1)
    return Figure(detail["p95"], "s", 2, detail)


@contextmanager
def _voting(address: str, tokens: list[str]) -> Iterator[None]:
    """The room votes, in a process of its own, while the block runs."""
    with ProcessPoolExecutor(1) as apart:
        voting = apart.submit(_vote_all, address, tokens)
        time.sleep(5)
        yield
        voting.result()


def _vote_all(address: str, tokens: list[str]) -> None:
    asyncio.run(_all(address, tokens))
