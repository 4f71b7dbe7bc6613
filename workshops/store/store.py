"""Projects kept and changed: each method that changes something returns after its commit."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workshops.project import Agreed, Frame, Identity, Project, Settings, Vote
from workshops.store import tables as t
from workshops.store.choice import ChoiceKeeping
from workshops.store.choice_rows import fill_choice, read_choice


class UnknownProjectError(LookupError):
    """No project has this id (any more)."""


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list: what it is called and how far it has come."""

    id: str
    name: str
    organisation: str
    changed: dt.datetime
    agreed: int
    votes: int


class Store(ChoiceKeeping):
    """All projects of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def projects(self) -> list[ProjectLine]:
        """Every project, the last changed first."""

        def counted(table: sa.Table) -> sa.ScalarSelect[int]:
            rows = sa.select(sa.func.count()).select_from(table)
            return rows.where(table.c.project_id == t.project.c.id).scalar_subquery()

        columns = (t.project.c.id, t.project.c.name, t.project.c.organisation, t.project.c.changed)
        query = sa.select(*columns, counted(t.agreement), counted(t.vote)).order_by(t.project.c.changed.desc())
        with self._reading() as connection:
            return [ProjectLine(*row) for row in connection.execute(query)]

    def create(self, project: Project) -> str:
        """Keep a new project whole; gives its id, 128 random bits."""
        project_id = secrets.token_hex(16)
        now = _now()
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(t.project).values(
                    id=project_id,
                    created=now,
                    changed=now,
                    catalogue=project.catalogue,
                    name=project.project.name,
                    organisation=project.project.organisation,
                    language=project.project.language,
                    frame=project.frame.model_dump_json(),
                    settings=project.settings.model_dump_json(),
                )
            )
            self._fill(connection, project_id, project, now)
        return project_id

    def open(self, project_id: str) -> Project:
        """The project whole. Raises UnknownProjectError."""
        with self._reading() as connection:
            row = connection.execute(sa.select(t.project).where(t.project.c.id == project_id)).one_or_none()
            if row is None:
                raise UnknownProjectError(project_id)

            def rows(table: sa.Table, order: Any) -> Iterable[Any]:
                return connection.execute(sa.select(table).where(table.c.project_id == project_id).order_by(order))

            return Project(
                project=Identity(name=row.name, organisation=row.organisation, language=row.language),
                catalogue=row.catalogue,
                frame=Frame.model_validate_json(row.frame),
                settings=Settings.model_validate_json(row.settings),
                domain_weights={w.domain: w.weight for w in rows(t.domain_weight, t.domain_weight.c.domain)},
                out_of_scope={o.subject: o.reason for o in rows(t.out_of_scope, t.out_of_scope.c.subject)},
                requirements={
                    a.item: Agreed(level=a.level, must=a.must, reason=a.reason)
                    for a in rows(t.agreement, t.agreement.c.item)
                },
                departments={d.department: d.weight for d in rows(t.department, t.department.c.department)},
                votes=tuple(
                    Vote(
                        voter=v.voter,
                        department=v.department,
                        item=v.item,
                        level=v.level,
                        must=v.must,
                        comment=v.comment,
                    )
                    for v in rows(t.vote, t.vote.c.position)
                ),
                **read_choice(connection, project_id),
            )

    def delete(self, project_id: str) -> None:
        """Forget a project and all that its people said, histories included."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(t.project).where(t.project.c.id == project_id))

    def agree(self, project_id: str, item: str, agreed: Agreed | None) -> None:
        """Record the agreed level of an item, or withdraw it (None); the history keeps both."""
        key = {"project_id": project_id, "item": item}
        with self._changing(project_id) as (connection, now):
            if agreed is None:
                connection.execute(sa.delete(t.agreement).filter_by(**key))
                said: dict[str, Any] = {"level": None, "must": False, "reason": ""}
            else:
                said = {"level": agreed.level, "must": agreed.must, "reason": agreed.reason}
                self._upsert(connection, t.agreement, key, said)
            connection.execute(sa.insert(t.agreement_history).values(**key, **said, at=now))

    def vote(self, project_id: str, vote: Vote) -> None:
        """Record one vote in place of the voter's last on the item; the history keeps both."""
        with self._changing(project_id) as (connection, now):
            self._vote(connection, project_id, vote, now)

    def leave_out(self, project_id: str, subject: str, reason: str | None) -> None:
        """Put a domain or an item out of scope with a reason, or (None) back in."""
        key = {"project_id": project_id, "subject": subject}
        with self._changing(project_id) as (connection, _):
            if reason is None:
                connection.execute(sa.delete(t.out_of_scope).filter_by(**key))
            else:
                self._upsert(connection, t.out_of_scope, key, {"reason": reason})

    def set_identity(self, project_id: str, identity: Identity) -> None:
        with self._changing(project_id) as (connection, _):
            connection.execute(
                sa.update(t.project)
                .where(t.project.c.id == project_id)
                .values(name=identity.name, organisation=identity.organisation, language=identity.language)
            )

    def set_frame(self, project_id: str, frame: Frame) -> None:
        with self._changing(project_id) as (connection, _):
            values = {"frame": frame.model_dump_json()}
            connection.execute(sa.update(t.project).where(t.project.c.id == project_id).values(values))

    def set_settings(self, project_id: str, settings: Settings) -> None:
        with self._changing(project_id) as (connection, _):
            values = {"settings": settings.model_dump_json()}
            connection.execute(sa.update(t.project).where(t.project.c.id == project_id).values(values))

    def weigh_domains(self, project_id: str, weights: Mapping[str, float]) -> None:
        """Set the project's own domain weights; none of them: they follow from the levels again."""
        with self._changing(project_id) as (connection, _):
            connection.execute(sa.delete(t.domain_weight).where(t.domain_weight.c.project_id == project_id))
            self._insert(connection, t.domain_weight, project_id, "domain", "weight", weights)

    def _fill(self, connection: sa.Connection, project_id: str, project: Project, now: dt.datetime) -> None:
        self._insert(connection, t.department, project_id, "department", "weight", project.departments)
        self._insert(connection, t.domain_weight, project_id, "domain", "weight", project.domain_weights)
        self._insert(connection, t.out_of_scope, project_id, "subject", "reason", project.out_of_scope)
        agreed = [
            {"project_id": project_id, "item": item, "level": a.level, "must": a.must, "reason": a.reason}
            for item, a in project.requirements.items()
        ]
        if agreed:
            connection.execute(sa.insert(t.agreement), agreed)
            connection.execute(sa.insert(t.agreement_history), [row | {"at": now} for row in agreed])
        votes = [vote.model_dump() | {"project_id": project_id} for vote in project.votes]
        if votes:
            connection.execute(sa.insert(t.vote), [row | {"position": n} for n, row in enumerate(votes)])
            connection.execute(sa.insert(t.vote_history), [row | {"at": now} for row in votes])
        fill_choice(connection, project_id, project, now)

    def _vote(self, connection: sa.Connection, project_id: str, vote: Vote, now: dt.datetime) -> None:
        key = {"project_id": project_id, "voter": vote.voter, "item": vote.item}
        said = {"department": vote.department, "level": vote.level, "must": vote.must, "comment": vote.comment}
        last = sa.select(sa.func.coalesce(sa.func.max(t.vote.c.position), -1) + 1)
        place = connection.scalar(last.where(t.vote.c.project_id == project_id))
        self._upsert(connection, t.vote, key, said, only_new={"position": place})
        connection.execute(sa.insert(t.vote_history).values(**key, **said, at=now))

    @staticmethod
    def _insert(
        connection: sa.Connection, table: sa.Table, project_id: str, key: str, value: str, pairs: Mapping[str, Any]
    ) -> None:
        if pairs:
            connection.execute(
                sa.insert(table), [{"project_id": project_id, key: k, value: v} for k, v in pairs.items()]
            )

    def _upsert(
        self,
        connection: sa.Connection,
        table: sa.Table,
        key: dict[str, Any],
        values: dict[str, Any],
        only_new: dict[str, Any] | None = None,
    ) -> None:
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        statement: Any = insert(table).values(**key, **values, **(only_new or {}))
        connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))

    def _reading(self) -> sa.Connection:
        return self._engine.connect().execution_options(reads=True)

    @contextmanager
    def _changing(self, project_id: str) -> Iterator[tuple[sa.Connection, dt.datetime]]:
        """A transaction on one project that also notes when it changed. Raises UnknownProjectError."""
        now = _now()
        with self._engine.begin() as connection:
            touched = sa.update(t.project).where(t.project.c.id == project_id).values(changed=now)
            if connection.execute(touched).rowcount == 0:
                raise UnknownProjectError(project_id)
            yield connection, now


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
