"""The facilitator's side of the votes: counts while they are blind, and all of them once revealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from workshops.project import Agreed, Vote
from workshops.room import Count, Said, Tally, Turnout
from workshops.store import tables as t
from workshops.store.polls import as_voter, utc
from workshops.store.transactions import Transactions


class AgreementChangedError(RuntimeError):
    """Somebody else agreed on this item in the meantime; ``now`` is what they agreed on."""

    def __init__(self, now: Agreed | None) -> None:
        super().__init__("somebody else agreed on this item in the meantime")
        self.now = now


class Rooms(Transactions):
    """Counting, revealing, agreeing."""

    def turnout(self, project_id: str, items: Sequence[str]) -> Turnout:
        """Who joined and how many spoke of each item: nothing of what they said."""
        voters = t.voter
        with self._reading() as connection:
            joined = connection.execute(
                sa.select(voters).where(voters.c.project_id == project_id).order_by(voters.c.joined)
            ).all()
            done: dict[str, int] = defaultdict(int)
            heard: dict[str, dict[str, int]] = {"votes": {}, "abstentions": {}}
            for name, table in (("votes", t.vote), ("abstentions", t.abstention)):
                inside = (table.c.project_id == project_id) & table.c.item.in_(items)
                for column, into in ((table.c.item, heard[name]), (table.c.voter, done)):
                    query = sa.select(column, sa.func.count()).where(inside).group_by(column)
                    for key, count in connection.execute(query):
                        into[key] = into.get(key, 0) + count
            ballots = {b.item: b for b in connection.execute(_ballots(project_id, items))}
        counts = {}
        for item in items:
            ballot = ballots.get(item)
            state = (ballot.round, ballot.revealed, ballot.market_shown) if ballot else (1, False, False)
            counts[item] = Count(heard["votes"].get(item, 0), heard["abstentions"].get(item, 0), *state)
        return Turnout(tuple(map(as_voter, joined)), dict(done), counts)

    def tallies(self, project_id: str, items: Sequence[str]) -> list[Tally]:
        """The votes on each item, in the order given; only those of revealed items leave the database."""
        with self._reading() as connection:
            votes: dict[str, list[Vote]] = defaultdict(list)
            shown = t.vote.join(
                t.ballot, (t.ballot.c.project_id == t.vote.c.project_id) & (t.ballot.c.item == t.vote.c.item)
            )
            query = sa.select(t.vote).select_from(shown).where(t.vote.c.project_id == project_id, t.ballot.c.revealed)
            for row in connection.execute(query.where(t.vote.c.item.in_(items)).order_by(t.vote.c.position)):
                votes[row.item].append(as_vote(row))
            silent = sa.select(t.abstention.c.item, sa.func.count()).where(t.abstention.c.project_id == project_id)
            abstentions: dict[str, int] = dict(connection.execute(silent.group_by(t.abstention.c.item)).all())
            agreements = sa.select(t.agreement).where(t.agreement.c.project_id == project_id)
            agreed = {
                a.item: Agreed(level=a.level, must=a.must, reason=a.reason) for a in connection.execute(agreements)
            }
            earlier = _earlier_rounds(connection, project_id, [item for item in items if votes.get(item)])
        return [
            Tally(item, tuple(votes[item]), abstentions.get(item, 0), agreed.get(item), earlier.get(item, {}))
            for item in items
        ]

    def reveal(self, project_id: str, items: Sequence[str]) -> None:
        """Show the votes on these items to everybody; from now on they are discussed, not changed."""
        self._set(project_id, items, revealed=True)

    def show_market(self, project_id: str, items: Sequence[str], shown: bool = True) -> None:
        """Show, or no longer, what products offer on these items to those who have not voted yet."""
        self._set(project_id, items, market_shown=shown)

    def vote_again(self, project_id: str, item: str) -> None:
        """Open a new round on an item: blind again; the votes of the round before stay until they are replaced."""
        with self._changing(project_id) as (connection, _):
            last = connection.execute(_ballots(project_id, [item])).one_or_none()
            said = {"revealed": False, "round": (last.round if last else 0) + 1}
            key = {"project_id": project_id, "item": item}
            self._upsert(connection, t.ballot, key, said, only_new={"market_shown": False})

    def agree(self, project_id: str, item: str, agreed: Agreed | None, seen: Agreed | None) -> None:
        """Record the agreed level in place of the one that the facilitator saw; the history keeps both.

        Raises AgreementChangedError where it is no longer the one ``seen``: two facilitators at once.
        """
        with self._changing(project_id) as (connection, now):
            current = _agreed(connection, project_id, item)
            if current not in (seen, agreed):
                raise AgreementChangedError(current)
            if current != agreed:
                keep_agreement(self, connection, project_id, item, agreed, now)

    def undo(self, project_id: str, item: str) -> Agreed | None:
        """Go back to what was agreed before the last change; gives what is agreed now."""
        history = t.agreement_history
        with self._changing(project_id) as (connection, now):
            rows = connection.execute(
                sa.select(history)
                .where(history.c.project_id == project_id, history.c.item == item)
                .order_by(history.c.id.desc())
                .limit(2)
            ).all()
            if not rows:
                return None
            before = rows[1] if len(rows) > 1 else None
            agreed = (
                Agreed(level=before.level, must=before.must, reason=before.reason)
                if before is not None and before.level is not None
                else None
            )
            keep_agreement(self, connection, project_id, item, agreed, now)
            return agreed

    def history(self, project_id: str, item: str, names: bool) -> list[Said]:
        """All that was said of an item in the order of time; votes only once they are revealed.

        ``names``: whether voters are named; their departments are named in any case.
        """
        with self._reading() as connection:
            said = []
            ballot = connection.execute(_ballots(project_id, [item])).one_or_none()
            if ballot is not None:
                rounds = ballot.round if ballot.revealed else ballot.round - 1
                votes = sa.select(t.vote_history).where(
                    t.vote_history.c.project_id == project_id,
                    t.vote_history.c.item == item,
                    t.vote_history.c.round <= rounds,
                )
                said += [
                    Said(
                        utc(v.at),
                        v.level,
                        v.must,
                        v.comment,
                        v.voter if names else None,
                        v.department,
                        v.round,
                        v.abstains,
                    )
                    for v in connection.execute(votes)
                ]
            agreements = sa.select(t.agreement_history).where(
                t.agreement_history.c.project_id == project_id, t.agreement_history.c.item == item
            )
            said += [Said(utc(a.at), a.level, a.must, a.reason) for a in connection.execute(agreements)]
        return sorted(said, key=lambda line: line.at)

    def allocations(self, project_id: str) -> dict[str, dict[str, float]]:
        """Voter to their points per domain."""
        found: dict[str, dict[str, float]] = {}
        query = sa.select(t.allocation).where(t.allocation.c.project_id == project_id)
        with self._reading() as connection:
            for row in connection.execute(query.order_by(t.allocation.c.voter, t.allocation.c.domain)):
                found.setdefault(row.voter, {})[row.domain] = row.points
        return found

    def _set(self, project_id: str, items: Sequence[str], **said: bool) -> None:
        new = {"round": 1, "revealed": False, "market_shown": False}
        only_new = {name: value for name, value in new.items() if name not in said}
        with self._changing(project_id) as (connection, _):
            for item in items:
                self._upsert(connection, t.ballot, {"project_id": project_id, "item": item}, said, only_new=only_new)


def keep_agreement(
    store: Transactions, connection: sa.Connection, project_id: str, item: str, agreed: Agreed | None, now: Any
) -> None:
    """Write an agreement, or its withdrawal (None), and its line of history, in a transaction that is open."""
    key = {"project_id": project_id, "item": item}
    if agreed is None:
        connection.execute(sa.delete(t.agreement).filter_by(**key))
        said: dict[str, Any] = {"level": None, "must": False, "reason": ""}
    else:
        said = {"level": agreed.level, "must": agreed.must, "reason": agreed.reason}
        store._upsert(connection, t.agreement, key, said)
    connection.execute(sa.insert(t.agreement_history).values(**key, **said, at=now))


def _ballots(project_id: str, items: Sequence[str]) -> sa.Select[Any]:
    return sa.select(t.ballot).where(t.ballot.c.project_id == project_id, t.ballot.c.item.in_(items))


def _agreed(connection: sa.Connection, project_id: str, item: str) -> Agreed | None:
    row = connection.execute(sa.select(t.agreement).filter_by(project_id=project_id, item=item)).one_or_none()
    return None if row is None else Agreed(level=row.level, must=row.must, reason=row.reason)


def _earlier_rounds(
    connection: sa.Connection, project_id: str, items: Sequence[str]
) -> dict[str, dict[int, tuple[Vote, ...]]]:
    """Per item, the votes as they stood at the end of each round before the current one."""
    later = [b for b in connection.execute(_ballots(project_id, items)) if b.round > 1]
    found: dict[str, dict[int, tuple[Vote, ...]]] = {}
    history = t.vote_history
    for ballot in later:
        query = sa.select(history).where(history.c.project_id == project_id, history.c.item == ballot.item)
        rows = connection.execute(query.order_by(history.c.id)).all()
        found[ballot.item] = {}
        for round_ in range(1, ballot.round):
            last = {row.voter: row for row in rows if row.round <= round_}
            found[ballot.item][round_] = tuple(as_vote(row) for row in last.values() if row.level is not None)
    return found


def as_vote(row: Any) -> Vote:
    return Vote(
        voter=row.voter,
        department=row.department,
        item=row.item,
        level=row.level,
        must=row.must,
        comment=row.comment,
    )
