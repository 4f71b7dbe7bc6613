"""Sessions kept: planned, opened, revealed, closed, reopened, each turn with its time."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from workshops.sessions import Session, SessionState, Turn
from workshops.store import tables as t
from workshops.store.transactions import Transactions

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No letter or digit that another could be read for."""

CODE_LENGTH = 6


class UnknownSessionError(LookupError):
    """No session has this id or code (any more)."""


def as_code(typed: str) -> str:
    """What somebody typed as a code: capitals, without spaces and hyphens."""
    return "".join(c for c in typed.upper() if c.isalnum())


class Agenda(Transactions):
    """The sessions of all projects."""

    def sessions(self, project_id: str) -> list[Session]:
        """In the order of their days, then of their making."""
        with self._reading() as connection:
            return read_sessions(connection, t.session.c.project_id == project_id)

    def by_code(self, code: str) -> tuple[str, Session]:
        """The project and the session behind a code. Raises UnknownSessionError."""
        with self._reading() as connection:
            found = read_sessions(connection, t.session.c.code == as_code(code))
            if not found:
                raise UnknownSessionError(code)
            where = sa.select(t.session.c.project_id).where(t.session.c.id == found[0].id)
            return connection.execute(where).scalar_one(), found[0]

    def plan(
        self,
        project_id: str,
        title: str,
        domains: Sequence[str],
        departments: Sequence[str] = (),
        day: dt.date | None = None,
        begins: str | None = None,
        minutes: int | None = None,
    ) -> Session:
        """A new session with a code of its own."""
        session_id = secrets.token_hex(16)
        with self._changing(project_id) as (connection, now):
            taken = set(connection.scalars(sa.select(t.session.c.code)))
            code = _new_code()
            while code in taken:
                code = _new_code()
            place = sa.select(sa.func.count()).select_from(t.session).where(t.session.c.project_id == project_id)
            connection.execute(
                sa.insert(t.session).values(
                    id=session_id,
                    project_id=project_id,
                    title=title,
                    day=day,
                    begins=begins,
                    minutes=minutes,
                    code=code,
                    state="planned",
                    position=connection.scalar(place),
                )
            )
            self._subjects(connection, session_id, domains, departments)
            connection.execute(sa.insert(t.session_history).values(session_id=session_id, state="planned", at=now))
            return _one(connection, session_id)

    def replan(self, project_id: str, session: Session) -> None:
        """Change what a session is about; its state and its code stay. Raises UnknownSessionError."""
        with self._changing(project_id) as (connection, _):
            values = {
                "title": session.title,
                "day": session.day,
                "begins": session.begins,
                "minutes": session.minutes,
            }
            known = sa.update(t.session).where(t.session.c.id == session.id, t.session.c.project_id == project_id)
            if connection.execute(known.values(values)).rowcount == 0:
                raise UnknownSessionError(session.id)
            for table in (t.session_domain, t.session_department):
                connection.execute(sa.delete(table).where(table.c.session_id == session.id))
            self._subjects(connection, session.id, session.domains, session.departments)

    def turn(self, project_id: str, session_id: str, state: SessionState, items: Sequence[str] = ()) -> None:
        """Bring a session into a state, with a trace. ``items``: those of its domains that are in scope.

        Revealing a session reveals its items. Opening one again hides them: whoever votes then, votes in a
        new round, and the round before stays in the history. Raises UnknownSessionError.
        """
        with self._changing(project_id) as (connection, now):
            known = sa.update(t.session).where(t.session.c.id == session_id, t.session.c.project_id == project_id)
            if connection.execute(known.values(state=state)).rowcount == 0:
                raise UnknownSessionError(session_id)
            connection.execute(sa.insert(t.session_history).values(session_id=session_id, state=state, at=now))
            if state == "revealed":
                for item in items:
                    self._ballot(connection, project_id, item, revealed=True)
            elif state == "open":
                shown = sa.select(t.ballot.c.item, t.ballot.c.round).where(
                    t.ballot.c.project_id == project_id, t.ballot.c.item.in_(items), t.ballot.c.revealed
                )
                for item, last in connection.execute(shown).all():
                    self._ballot(connection, project_id, item, revealed=False, round=last + 1)

    def turns(self, session_id: str) -> list[Turn]:
        """Every change of a session's state, the first first."""
        history = t.session_history
        query = sa.select(history.c.state, history.c.at).where(history.c.session_id == session_id)
        with self._reading() as connection:
            return [Turn(state, at) for state, at in connection.execute(query.order_by(history.c.id))]

    def cancel(self, project_id: str, session_id: str) -> None:
        """Take a session off the agenda; votes that were cast in it stay."""
        with self._changing(project_id) as (connection, _):
            connection.execute(
                sa.delete(t.session).where(t.session.c.id == session_id, t.session.c.project_id == project_id)
            )

    def _ballot(self, connection: sa.Connection, project_id: str, item: str, **said: object) -> None:
        new = {"round": 1, "revealed": False, "market_shown": False}
        only_new = {name: value for name, value in new.items() if name not in said}
        self._upsert(connection, t.ballot, {"project_id": project_id, "item": item}, said, only_new=only_new)

    @staticmethod
    def _subjects(
        connection: sa.Connection, session_id: str, domains: Sequence[str], departments: Sequence[str]
    ) -> None:
        for table, column, names in (
            (t.session_domain, "domain", domains),
            (t.session_department, "department", departments),
        ):
            if names:
                connection.execute(sa.insert(table), [{"session_id": session_id, column: name} for name in names])


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _one(connection: sa.Connection, session_id: str) -> Session:
    return read_sessions(connection, t.session.c.id == session_id)[0]


def read_sessions(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Session]:
    rows = connection.execute(sa.select(t.session).where(which).order_by(t.session.c.position)).all()
    ids = [row.id for row in rows]

    def subjects(table: sa.Table, column: sa.Column[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        query = sa.select(table.c.session_id, column).where(table.c.session_id.in_(ids)).order_by(column)
        for session_id, name in connection.execute(query):
            found[session_id].append(name)
        return found

    domains = subjects(t.session_domain, t.session_domain.c.domain)
    departments = subjects(t.session_department, t.session_department.c.department)
    sessions = [
        Session(
            id=row.id,
            title=row.title,
            domains=tuple(domains[row.id]),
            departments=tuple(departments[row.id]),
            code=row.code,
            state=row.state,
            day=row.day,
            begins=row.begins,
            minutes=row.minutes,
        )
        for row in rows
    ]
    return sorted(sessions, key=lambda s: (s.day or dt.date.max, s.begins or ""))
