"""The store keeps everything that was acknowledged, on SQLite and on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from common.settings import ROOT
from criteria import shipped_map
from tests.workshops.conftest import EMPTY, Workshop, open_workshop
from workshops import Agreed, Settings
from workshops.project import Frame, Identity
from workshops.project_file import read_project
from workshops.store import (
    Store,
    StoreUnavailableError,
    UnknownProjectError,
    UnknownVoterError,
    open_database,
    open_store,
)
from workshops.store import tables as t


def test_a_project_is_kept_whole(store: Store) -> None:
    project = read_project(ROOT / "workshops" / "example.crible.yaml", shipped_map())
    assert store.open(store.create(project)) == project


def test_what_was_kept_is_there_after_opening_again(url: str) -> None:
    project_id = open_store(url).create(EMPTY)
    assert open_store(url).open(project_id) == EMPTY


def test_every_part_can_be_changed(store: Store) -> None:
    project_id = store.create(EMPTY)
    store.set_identity(project_id, Identity(name="Q", organisation="O", language="fr"))
    store.set_frame(project_id, Frame(users=60, hosting=("saas",)))
    store.set_settings(project_id, Settings(shortlist_size=2))
    store.weigh_domains(project_id, {"leads": 3.0})
    store.leave_out(project_id, "field", "No field teams")
    store.agree(project_id, "LEA-001", Agreed(level=3, must=True, reason="Why"))
    changed = store.open(project_id)
    assert changed.project == Identity(name="Q", organisation="O", language="fr")
    assert (changed.frame.users, changed.settings.shortlist_size) == (60, 2)
    assert changed.domain_weights == {"leads": 3.0}
    assert changed.out_of_scope == {"field": "No field teams"}
    assert changed.requirements == {"LEA-001": Agreed(level=3, must=True, reason="Why")}
    store.weigh_domains(project_id, {})
    store.leave_out(project_id, "field", None)
    store.agree(project_id, "LEA-001", None)
    back = store.open(project_id)
    assert (back.domain_weights, back.out_of_scope, back.requirements) == ({}, {}, {})


def test_votes_replace_and_the_history_keeps_both(workshop: Workshop, url: str) -> None:
    token = workshop.join("V1", "sales")
    for level in (1, 4):
        workshop.vote(token, "LEA-001", level)
    workshop.store.rooms.reveal(workshop.project_id, ["LEA-001"])
    assert [vote.level for vote in workshop.store.open(workshop.project_id).votes] == [4]
    assert history(url, t.vote_history, workshop.project_id) == [1, 4]


def test_agreements_leave_a_trace_even_when_withdrawn(store: Store, url: str) -> None:
    project_id = store.create(EMPTY)
    store.agree(project_id, "LEA-001", Agreed(level=2))
    store.agree(project_id, "LEA-001", None)
    assert history(url, t.agreement_history, project_id) == [2, None]


def test_deleting_a_project_deletes_what_its_people_said(workshop: Workshop, url: str) -> None:
    store, project_id = workshop.store, workshop.project_id
    token = workshop.join("V1", "sales")
    workshop.vote(token, "LEA-001", 1)
    store.agree(project_id, "LEA-001", Agreed(level=2))
    store.delete(project_id)
    with pytest.raises(UnknownVoterError):
        store.polls.voter(token)
    assert store.polls.voters(project_id) == [] and store.agenda.sessions(project_id) == []
    with pytest.raises(UnknownProjectError):
        store.open(project_id)
    for table in (t.vote, t.vote_history, t.agreement, t.agreement_history):
        assert history(url, table, project_id) == []


def test_a_project_that_is_gone_takes_no_change(store: Store) -> None:
    with pytest.raises(UnknownProjectError):
        store.agree("gone", "LEA-001", Agreed(level=2))
    with pytest.raises(UnknownProjectError):
        store.polls.join("gone", "V1", None)
    with pytest.raises(UnknownProjectError):
        store.agenda.plan("gone", "Leads", ["leads"])


def test_the_list_shows_the_last_changed_first(store: Store) -> None:
    first, second = store.create(EMPTY), store.create(EMPTY)
    store.agree(first, "LEA-001", Agreed(level=2))
    lines = [line for line in store.projects() if line.id in (first, second)]
    assert [(line.id, line.agreed) for line in lines] == [(first, 1), (second, 0)]


def test_many_writers_at_once_lose_no_vote(workshop: Workshop) -> None:
    items = [f"LEA-{item:03}" for item in range(1, 11)]
    tokens = [workshop.join(f"V{voter}") for voter in range(8)]

    def cast(voter: int) -> None:
        for item in items:
            workshop.vote(tokens[voter], item, voter % 5)

    threads = [threading.Thread(target=cast, args=(voter,)) for voter in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workshop.store.rooms.reveal(workshop.project_id, items)
    assert len(workshop.store.open(workshop.project_id).votes) == 80


def test_a_killed_process_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The child says each vote that was committed; it is killed amid them."""
    url = f"sqlite:///{tmp_path / 'crible.db'}"
    workshop = open_workshop(open_store(url))
    tokens = [workshop.join(f"V{n}") for n in range(200)]
    votes = (
        "import sys\nfrom criteria import shipped_map\nfrom workshops.ballot import Mark\n"
        "from workshops.store import open_store\n"
        "store, known = open_store(sys.argv[1]), shipped_map()\n"
        "for n, token in enumerate(sys.argv[2:]):\n"
        "    store.polls.cast(token, [Mark('LEA-001', 1)], known.domain_of, known.top)\n"
        "    print(n, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", votes, url, *tokens], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(25)]
    child.kill()
    told += child.stdout.readlines()
    child.wait()
    complete = [line for line in told if line.endswith(b"\n")]
    assert len(complete) >= 25
    again = open_store(url)
    again.rooms.reveal(workshop.project_id, ["LEA-001"])
    kept = {vote.voter for vote in again.open(workshop.project_id).votes}
    assert {f"V{int(line)}" for line in complete} <= kept


@pytest.mark.parametrize(
    "address", ["nonsense", "sqlite:////proc/nowhere/crible.db", "postgresql://crible@127.0.0.1:9/none", "mysql://x/y"]
)
def test_a_database_that_cannot_be_opened_is_a_sentence(address: str) -> None:
    with pytest.raises(StoreUnavailableError) as error:
        open_store(address)
    assert len(str(error.value).splitlines()) == 1


def test_the_migrations_make_the_tables_that_the_code_expects(url: str) -> None:
    with open_database(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), t.metadata) == []


def history(url: str, table: sa.Table, project_id: str) -> list[int | None]:
    query = sa.select(table.c.level).where(table.c.project_id == project_id)
    if "id" in table.c:
        query = query.order_by(table.c.id)
    with open_database(url).connect() as connection:
        return list(connection.scalars(query))
