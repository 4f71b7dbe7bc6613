"""Voters and their votes: joining, coming back, voting blind. A voter is known by their token alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from workshops.ballot import Booth, Mark, Receipt, Refusal
from workshops.sessions import Voter
from workshops.store import tables as t
from workshops.store.transactions import Transactions

NAME_LENGTH = 80
TOKEN_BYTES = 24


# What every vote asks, said once: to put these together anew took longer than the database's answer.
_PROJECT: sa.BindParameter[str] = sa.bindparam("of_project")
_VOTER_NAME: sa.BindParameter[str] = sa.bindparam("of_voter")
_VOTER = sa.select(t.voter).where(t.voter.c.token_hash == sa.bindparam("of_hash"))
_VOTES = sa.select(t.vote.c.item, t.vote.c.level, t.vote.c.must, t.vote.c.comment, t.vote.c.round).where(
    t.vote.c.project_id == _PROJECT, t.vote.c.voter == _VOTER_NAME
)
_ABSTENTIONS = sa.select(t.abstention.c.item).where(
    t.abstention.c.project_id == _PROJECT, t.abstention.c.voter == _VOTER_NAME
)
_BALLOTS = sa.select(t.ballot.c.item, t.ballot.c.round, t.ballot.c.revealed, t.ballot.c.market_shown).where(
    t.ballot.c.project_id == _PROJECT
)
_OUT_OF_SCOPE = sa.select(t.out_of_scope.c.subject).where(t.out_of_scope.c.project_id == _PROJECT)
_INVITED = sa.select(t.session_department.c.department).where(t.session_department.c.session_id == t.session.c.id)
_OPEN_DOMAINS = (
    sa.select(t.session_domain.c.domain)
    .join(t.session, t.session.c.id == t.session_domain.c.session_id)
    .where(
        t.session.c.project_id == _PROJECT,
        t.session.c.state == "open",
        ~_INVITED.exists()
        | _INVITED.where(t.session_department.c.department == sa.bindparam("of_department", type_=sa.String)).exists(),
    )
)
_SEEN = (
    sa.update(t.voter)
    .where(t.voter.c.project_id == _PROJECT, t.voter.c.voter == _VOTER_NAME)
    .values(seen=sa.bindparam("at"), place=sa.bindparam("where"))
)


class UnknownVoterError(LookupError):
    """No voter has this link (any more)."""


class Polls(Transactions):
    """The voters of all projects, and what they said."""

    def join(self, project_id: str, name: str, department: str | None) -> tuple[str, Voter]:
        """A new voter; gives the token of their personal link, 192 random bits, which is kept only as its hash.

        Somebody of an equal name is there already: the new one is told apart by a number.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        name = " ".join(name.split())[:NAME_LENGTH] or "?"
        with self._changing(project_id) as (connection, now):
            voters, votes = t.voter, t.vote
            taken = set(connection.scalars(sa.select(voters.c.voter).where(voters.c.project_id == project_id)))
            taken |= set(connection.scalars(sa.select(votes.c.voter).where(votes.c.project_id == project_id)))
            unique, number = name, 2
            while unique in taken:
                unique, number = f"{name} ({number})", number + 1
            row = {"project_id": project_id, "voter": unique, "department": department, "joined": now, "seen": now}
            connection.execute(sa.insert(voters).values(**row, token_hash=_hash(token)))
        return token, Voter(project_id, unique, department, now, now)

    def voter(self, token: str) -> Voter:
        """Who comes with ``token``. Raises UnknownVoterError."""
        with self._reading() as connection:
            return _voter(connection, token)

    def voters(self, project_id: str) -> list[Voter]:
        """Everybody who joined, in the order in which they did."""
        query = sa.select(t.voter).where(t.voter.c.project_id == project_id).order_by(t.voter.c.joined)
        with self._reading() as connection:
            return [as_voter(row) for row in connection.execute(query)]

    def revoke(self, project_id: str, name: str) -> None:
        """Take a voter's link away; what they said stays."""
        with self._changing(project_id) as (connection, _):
            gone = _hash(secrets.token_urlsafe(TOKEN_BYTES))
            mine = (t.voter.c.project_id == project_id) & (t.voter.c.voter == name)
            connection.execute(sa.update(t.voter).where(mine).values(token_hash=gone))

    def new_link(self, project_id: str, name: str) -> str:
        """A new token in place of the last, for somebody who lost their link. Raises UnknownVoterError."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._changing(project_id) as (connection, _):
            mine = (t.voter.c.project_id == project_id) & (t.voter.c.voter == name)
            if connection.execute(sa.update(t.voter).where(mine).values(token_hash=_hash(token))).rowcount == 0:
                raise UnknownVoterError(name)
        return token

    def booth(self, token: str) -> Booth:
        """Everything that one voter may see. Raises UnknownVoterError."""
        with self._reading() as connection:
            return _booth(connection, _voter(connection, token))

    def points(self, token: str) -> dict[str, float]:
        """A voter's split of 100 points. Raises UnknownVoterError."""
        split = t.allocation
        with self._reading() as connection:
            voter = _voter(connection, token)
            mine = sa.select(split).where(split.c.project_id == voter.project_id, split.c.voter == voter.name)
            return {row.domain: row.points for row in connection.execute(mine)}

    def cast(
        self, token: str, marks: Sequence[Mark], domain_of: Mapping[str, str], top: int
    ) -> tuple[list[Receipt], Booth]:
        """Keep a voter's marks, each in place of their last on the item; returns after the commit.

        ``domain_of``: item to domain, of the map; ``top``: L. A mark that says what is kept already is kept
        once: sending again, after a lost answer, does no harm. Gives the booth as it is then, too.
        Raises UnknownVoterError.
        """
        return self._together(lambda c: self._cast(c, _voter(c, token), marks, domain_of, top))

    def enter(
        self, project_id: str, name: str, marks: Sequence[Mark], domain_of: Mapping[str, str], top: int
    ) -> list[Receipt]:
        """As :meth:`cast`, by the facilitator for a voter who answered on paper. Raises UnknownVoterError."""
        mine = (t.voter.c.project_id == project_id) & (t.voter.c.voter == name)
        with self._writing() as connection:
            row = connection.execute(sa.select(t.voter).where(mine)).one_or_none()
            if row is None:
                raise UnknownVoterError(name)
            return self._cast(connection, as_voter(row), marks, domain_of, top)[0]

    def _cast(
        self, connection: sa.Connection, voter: Voter, marks: Sequence[Mark], domain_of: Mapping[str, str], top: int
    ) -> tuple[list[Receipt], Booth]:
        now = self._touch(connection, voter.project_id)
        booth = _booth(connection, voter)
        receipts = []
        for mark in marks:
            refusal = _refusal(mark, booth, domain_of, top)
            if refusal is None and not booth.is_said(mark):
                self._keep(connection, booth, mark, now)
                booth = booth.with_mark(mark)
            receipts.append(Receipt(mark.item, refusal))
        kept = [receipt.item for receipt in receipts if receipt.refusal is None]
        place = kept[-1] if kept else voter.place
        connection.execute(_SEEN, {"of_project": voter.project_id, "of_voter": voter.name, "at": now, "where": place})
        return receipts, replace(booth, voter=replace(voter, seen=now, place=place))

    def allocate(self, token: str, points: Mapping[str, float]) -> None:
        """Keep a voter's split of 100 points over domains. Raises UnknownVoterError."""
        with self._writing() as connection:
            voter = _voter(connection, token)
            self._touch(connection, voter.project_id)
            mine = (t.allocation.c.project_id == voter.project_id) & (t.allocation.c.voter == voter.name)
            connection.execute(sa.delete(t.allocation).where(mine))
            rows = [
                {"project_id": voter.project_id, "voter": voter.name, "domain": domain, "points": float(value)}
                for domain, value in points.items()
                if value > 0
            ]
            if rows:
                connection.execute(sa.insert(t.allocation), rows)

    def _keep(self, connection: sa.Connection, booth: Booth, mark: Mark, now: dt.datetime) -> None:
        voter = booth.voter
        key = {"project_id": voter.project_id, "voter": voter.name, "item": mark.item}
        said = {"department": voter.department, "level": mark.level, "must": mark.must, "comment": mark.comment}
        in_round = {"round": booth.rounds.get(mark.item, 1)}
        history = sa.insert(t.vote_history).values(**key, **said, **in_round, abstains=mark.abstains, at=now)
        number = connection.execute(history).inserted_primary_key
        before = booth.marks.get(mark.item)
        if before is not None and before.abstains:
            connection.execute(sa.delete(t.abstention).filter_by(**key))
        if mark.level is None:
            connection.execute(sa.delete(t.vote).filter_by(**key))
            if mark.abstains:
                connection.execute(sa.insert(t.abstention).values(**key))
        else:
            place = {"position": number[0] if number else 0}
            self._upsert(connection, t.vote, key, {**said, **in_round}, only_new=place)


def _refusal(mark: Mark, booth: Booth, domain_of: Mapping[str, str], top: int) -> Refusal | None:
    domain = domain_of.get(mark.item)
    if domain is None or mark.item in booth.out_of_scope or domain in booth.out_of_scope:
        return "elsewhere"
    if domain not in booth.domains:
        return "closed"
    if mark.item in booth.revealed:
        return "revealed"
    if mark.level is not None and not 0 <= mark.level <= top:
        return "level"
    return None


def _booth(connection: sa.Connection, voter: Voter) -> Booth:
    of = {"of_project": voter.project_id, "of_voter": voter.name, "of_department": voter.department}
    votes = connection.execute(_VOTES, of).all()
    marks = {vote.item: Mark(vote.item, vote.level, vote.must, vote.comment) for vote in votes}
    for item in connection.scalars(_ABSTENTIONS, of):
        marks[item] = Mark(item, None, abstains=True)
    ballots = connection.execute(_BALLOTS, of).all()
    return Booth(
        voter=voter,
        domains=frozenset(connection.scalars(_OPEN_DOMAINS, of)),
        marks=marks,
        voted_in={vote.item: vote.round for vote in votes},
        revealed=frozenset(ballot.item for ballot in ballots if ballot.revealed),
        market_shown=frozenset(ballot.item for ballot in ballots if ballot.market_shown),
        rounds={ballot.item: ballot.round for ballot in ballots if ballot.round > 1},
        out_of_scope=frozenset(connection.scalars(_OUT_OF_SCOPE, of)),
    )


def _voter(connection: sa.Connection, token: str) -> Voter:
    row = connection.execute(_VOTER, {"of_hash": _hash(token)}).one_or_none()
    if row is None:
        raise UnknownVoterError
    return as_voter(row)


def as_voter(row: Any) -> Voter:
    return Voter(row.project_id, row.voter, row.department, utc(row.joined), utc(row.seen), row.place)


def utc(moment: dt.datetime) -> dt.datetime:
    """SQLite keeps no time zone; everything is written in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
