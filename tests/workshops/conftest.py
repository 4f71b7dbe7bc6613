"""Databases for the tests of the store: an SQLite file and a real PostgreSQL server; and a workshop in one."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from criteria import shipped_map
from tests.journeys.browser import free_port
from workshops import Project
from workshops.ballot import Mark, Receipt
from workshops.project import Identity
from workshops.sessions import Session
from workshops.store import Store, open_store

EMPTY = Project(project=Identity(name="P"), catalogue=2026)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of its own on this machine's loopback, ended with the tests."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="crible-pg-"))
    account = pwd.getpwnam("postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
    as_account = {"user": account.pw_uid, "group": account.pw_gid} if os.getuid() == 0 else {}
    if as_account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    subprocess.run([binaries / "initdb", "-D", folder / "data", "-U", "crible", "--auth=trust", "--no-sync"],
                   check=True, capture_output=True, cwd=folder, **as_account)  # fmt: skip
    server = subprocess.Popen(
        [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-h", "127.0.0.1", "-k", folder],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **as_account,
    )  # fmt: skip
    url = f"postgresql://crible@127.0.0.1:{port}/postgres"
    try:
        for _ in range(100):
            try:
                sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:")).connect().close()
                break
            except sa.exc.OperationalError:
                time.sleep(0.1)
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # fast: it does not wait for pooled connections
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'crible.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(url: str) -> Store:
    return open_store(url)


@dataclass(frozen=True)
class Workshop:
    """A project with an open session on leads."""

    store: Store
    project_id: str
    session: Session

    def join(self, name: str, department: str | None = None) -> str:
        return self.store.polls.join(self.project_id, name, department)[0]

    def cast(self, token: str, *marks: Mark) -> list[Receipt]:
        return self.store.polls.cast(token, marks, shipped_map().domain_of, shipped_map().top)[0]

    def vote(self, token: str, item: str, level: int) -> Receipt:
        return self.cast(token, Mark(item, level))[0]


@pytest.fixture
def workshop(store: Store) -> Workshop:
    return open_workshop(store)


def open_workshop(store: Store) -> Workshop:
    project_id = store.create(EMPTY)
    session = store.agenda.plan(project_id, "Leads", ["leads"])
    store.agenda.turn(project_id, session.id, "open")
    return Workshop(store, project_id, session)
