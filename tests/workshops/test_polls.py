"""Voting: blind until revealed, never lost, and only on what a voter is asked about."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from criteria import shipped_map
from tests.workshops.conftest import Workshop
from workshops import Agreed
from workshops.ballot import Mark, Receipt
from workshops.project import Abstention
from workshops.sessions import items_of, suggested_minutes
from workshops.store import (
    AgreementChangedError,
    Store,
    UnknownSessionError,
    UnknownVoterError,
    open_database,
)
from workshops.store import tables as t


def test_a_vote_stays_blind_until_it_is_revealed(workshop: Workshop) -> None:
    store, project_id = workshop.store, workshop.project_id
    ana, bo = workshop.join("Ana"), workshop.join("Bo")
    assert workshop.vote(ana, "LEA-001", 4) == Receipt("LEA-001")
    assert store.open(project_id).votes == ()
    assert store.rooms.tallies(project_id, ["LEA-001"])[0].votes == ()
    assert store.rooms.history(project_id, "LEA-001", names=True) == []
    assert store.polls.booth(bo).marks == {}
    assert store.rooms.turnout(project_id, ["LEA-001"]).counts["LEA-001"].votes == 1
    store.rooms.reveal(project_id, ["LEA-001"])
    assert [vote.level for vote in store.rooms.tallies(project_id, ["LEA-001"])[0].votes] == [4]
    assert [line.voter for line in store.rooms.history(project_id, "LEA-001", names=True)] == ["Ana"]
    assert [line.voter for line in store.rooms.history(project_id, "LEA-001", names=False)] == [None]


def test_a_revealed_item_is_discussed_and_voted_on_again_in_a_new_round(workshop: Workshop) -> None:
    store, project_id = workshop.store, workshop.project_id
    ana, bo = workshop.join("Ana"), workshop.join("Bo")
    workshop.vote(ana, "LEA-001", 4)
    workshop.vote(bo, "LEA-001", 0)
    store.rooms.reveal(project_id, ["LEA-001"])
    assert workshop.vote(bo, "LEA-001", 3).refusal == "revealed"
    store.rooms.vote_again(project_id, "LEA-001")
    assert store.rooms.tallies(project_id, ["LEA-001"])[0].votes == ()
    assert workshop.vote(bo, "LEA-001", 3).refusal is None
    store.rooms.reveal(project_id, ["LEA-001"])
    (tally,) = store.rooms.tallies(project_id, ["LEA-001"])
    assert {vote.voter: vote.level for vote in tally.votes} == {"Ana": 4, "Bo": 3}
    assert {vote.voter: vote.level for vote in tally.earlier[1]} == {"Ana": 4, "Bo": 0}


def test_a_vote_of_a_second_round_shows_nothing_of_that_round_in_the_history(workshop: Workshop) -> None:
    store, project_id = workshop.store, workshop.project_id
    ana = workshop.join("Ana")
    workshop.vote(ana, "LEA-001", 4)
    store.rooms.reveal(project_id, ["LEA-001"])
    store.rooms.vote_again(project_id, "LEA-001")
    workshop.vote(ana, "LEA-001", 1)
    assert [line.level for line in store.rooms.history(project_id, "LEA-001", names=True)] == [4]


def test_only_open_sessions_that_invite_the_department_take_votes(store: Store, workshop: Workshop) -> None:
    project_id = workshop.project_id
    store.agenda.turn(project_id, workshop.session.id, "closed")
    sales, it = workshop.join("Ana", "sales"), workshop.join("Bo", "it")
    assert workshop.vote(sales, "LEA-001", 3).refusal == "closed"
    session = store.agenda.plan(project_id, "Sales", ["leads"], ["sales"])
    store.agenda.turn(project_id, session.id, "open")
    assert workshop.vote(sales, "LEA-001", 3).refusal is None
    assert workshop.vote(it, "LEA-001", 3).refusal == "closed"
    assert workshop.vote(sales, "ACC-001", 3).refusal == "closed"


def test_marks_that_make_no_sense_are_refused_and_the_others_kept(workshop: Workshop) -> None:
    workshop.store.leave_out(workshop.project_id, "LEA-003", "Not ours")
    token = workshop.join("Ana")
    marks = [Mark("LEA-001", 9), Mark("XXX-001", 1), Mark("LEA-003", 1), Mark("LEA-002", 2)]
    receipts = workshop.cast(token, *marks)
    assert [receipt.refusal for receipt in receipts] == ["level", "elsewhere", "elsewhere", None]
    assert workshop.store.polls.booth(token).marks == {"LEA-002": Mark("LEA-002", 2)}


def test_an_abstention_is_not_a_zero_and_can_become_a_vote(workshop: Workshop) -> None:
    store, project_id = workshop.store, workshop.project_id
    token = workshop.join("Ana")
    workshop.cast(token, Mark("LEA-001", None, abstains=True))
    count = store.rooms.turnout(project_id, ["LEA-001"]).counts["LEA-001"]
    assert (count.votes, count.abstentions) == (0, 1)
    store.rooms.reveal(project_id, ["LEA-001"])
    assert store.open(project_id).votes == ()
    assert store.open(project_id).abstentions == (Abstention(voter="Ana", item="LEA-001"),)
    store.rooms.vote_again(project_id, "LEA-001")
    workshop.vote(token, "LEA-001", 2)
    count = store.rooms.turnout(project_id, ["LEA-001"]).counts["LEA-001"]
    assert (count.votes, count.abstentions) == (1, 0)


def test_sending_the_same_mark_again_keeps_it_once(workshop: Workshop, url: str) -> None:
    token = workshop.join("Ana")
    for _ in range(3):
        workshop.vote(token, "LEA-001", 2)
    with open_database(url).connect() as connection:
        rows = sa.select(sa.func.count()).where(t.vote_history.c.project_id == workshop.project_id)
        assert connection.scalar(rows) == 1


def test_equal_names_are_two_voters_and_a_link_brings_back_to_the_same_place(workshop: Workshop) -> None:
    polls = workshop.store.polls
    first, second = workshop.join("Ana"), workshop.join("  Ana ")
    assert [polls.voter(first).name, polls.voter(second).name] == ["Ana", "Ana (2)"]
    workshop.vote(first, "LEA-004", 1)
    assert (polls.voter(first).place, polls.voter(second).place) == ("LEA-004", None)


@pytest.mark.parametrize("name", ["x" * 300, "🦊🦊", "مرحبا", "<b>Bo</b> & 'co'", "   "])
def test_any_name_will_do(workshop: Workshop, name: str) -> None:
    voter = workshop.store.polls.voter(workshop.join(name))
    assert 1 <= len(voter.name) <= 80


def test_tokens_are_kept_as_hashes_and_can_be_taken_away(workshop: Workshop, url: str) -> None:
    token = workshop.join("Ana")
    with open_database(url).connect() as connection:
        kept = connection.scalars(sa.select(t.voter.c.token_hash)).all()
    assert token not in kept and len(token) * 6 >= 128
    workshop.store.polls.revoke(workshop.project_id, "Ana")
    with pytest.raises(UnknownVoterError):
        workshop.vote(token, "LEA-001", 1)
    renewed = workshop.store.polls.new_link(workshop.project_id, "Ana")
    assert workshop.vote(renewed, "LEA-001", 1).refusal is None


def test_a_session_is_found_by_its_code_as_people_type_it(workshop: Workshop) -> None:
    agenda, code = workshop.store.agenda, workshop.session.code
    assert agenda.by_code(f" {code[:3].lower()}-{code[3:].lower()} ")[1].id == workshop.session.id
    with pytest.raises(UnknownSessionError):
        agenda.by_code("000000")


def test_reopening_leaves_a_trace_and_begins_a_new_round(workshop: Workshop) -> None:
    store, project_id, session = workshop.store, workshop.project_id, workshop.session
    token = workshop.join("Ana")
    workshop.vote(token, "LEA-001", 4)
    store.agenda.turn(project_id, session.id, "revealed", ["LEA-001"])
    store.agenda.turn(project_id, session.id, "open", ["LEA-001"])
    assert [turn.state for turn in store.agenda.turns(session.id)] == ["planned", "open", "revealed", "open"]
    workshop.vote(token, "LEA-001", 1)
    store.agenda.turn(project_id, session.id, "revealed", ["LEA-001"])
    (tally,) = store.rooms.tallies(project_id, ["LEA-001"])
    assert [vote.level for vote in tally.votes] == [1] and [vote.level for vote in tally.earlier[1]] == [4]


def test_two_facilitators_who_agree_at_once_are_told(workshop: Workshop) -> None:
    rooms, project_id = workshop.store.rooms, workshop.project_id
    rooms.agree(project_id, "LEA-001", Agreed(level=3), seen=None)
    with pytest.raises(AgreementChangedError) as conflict:
        rooms.agree(project_id, "LEA-001", Agreed(level=1), seen=None)
    assert conflict.value.now == Agreed(level=3)
    rooms.agree(project_id, "LEA-001", Agreed(level=1), seen=Agreed(level=3))
    assert rooms.undo(project_id, "LEA-001") == Agreed(level=3)
    assert workshop.store.open(project_id).requirements == {"LEA-001": Agreed(level=3)}


def test_facilitators_at_once_end_with_one_agreement_and_one_conflict(workshop: Workshop) -> None:
    outcomes: list[str] = []

    def agree(level: int) -> None:
        try:
            workshop.store.rooms.agree(workshop.project_id, "LEA-001", Agreed(level=level), seen=None)
            outcomes.append("kept")
        except AgreementChangedError:
            outcomes.append("told")

    threads = [threading.Thread(target=agree, args=(level,)) for level in (1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "told"]


def test_points_are_kept_per_voter(workshop: Workshop) -> None:
    token = workshop.join("Ana")
    workshop.store.polls.allocate(token, {"leads": 70, "accounts": 30, "ai": 0})
    workshop.store.polls.allocate(token, {"leads": 60, "accounts": 40})
    assert workshop.store.rooms.allocations(workshop.project_id) == {"Ana": {"accounts": 40.0, "leads": 60.0}}
    assert workshop.store.polls.points(token) == {"accounts": 40.0, "leads": 60.0}


def test_a_session_suggests_its_time_from_the_items_in_scope() -> None:
    functional_map = shipped_map()
    leads = items_of(("leads",), functional_map, {})
    without = items_of(("leads",), functional_map, {leads[0].id: "Not ours"})
    assert len(without) == len(leads) - 1
    assert (suggested_minutes(1), suggested_minutes(15), suggested_minutes(16)) == (15, 30, 45)
