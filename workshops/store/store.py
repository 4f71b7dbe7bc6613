"""Projects kept and changed: each method that changes something returns after its commit."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workshops.project import Abstention, Agreed, Frame, Identity, Project, Settings
from workshops.store import tables as t
from workshops.store.agenda import Agenda
from workshops.store.choice_rows import fill_choice, read_choice
from workshops.store.choices import Choices
from workshops.store.polls import Polls
from workshops.store.rooms import Rooms, as_vote, keep_agreement
from workshops.store.transactions import Transactions, UnknownProjectError, utc_now


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list: what it is called and how far it has come."""

    id: str
    name: str
    organisation: str
    changed: dt.datetime
    agreed: int
    votes: int
    blind: int  # of the votes: not revealed yet


@dataclass(frozen=True)
class ProjectHead:
    """What surrounds the votes of a project, read without them. ``departments``: name to weight."""

    name: str
    organisation: str
    language: str
    catalogue: int
    settings: Settings
    departments: dict[str, float]


class Store(Transactions):
    """All projects of one database. ``agenda``, ``polls`` and ``rooms`` keep their sessions and votes,
    ``choices`` what leads to the decision."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(engine)
        self.agenda = Agenda(engine)
        self.polls = Polls(engine)
        self.rooms = Rooms(engine)
        self.choices = Choices(engine)

    def projects(self) -> list[ProjectLine]:
        """Every project, the last changed first."""

        def counted(table: sa.Table) -> sa.ScalarSelect[int]:
            rows = sa.select(sa.func.count()).select_from(table)
            return rows.where(table.c.project_id == t.project.c.id).scalar_subquery()

        columns = (t.project.c.id, t.project.c.name, t.project.c.organisation, t.project.c.changed)
        same = (t.ballot.c.project_id == t.vote.c.project_id) & (t.ballot.c.item == t.vote.c.item)
        shown = sa.exists().where(same, t.ballot.c.revealed)
        blind = sa.select(sa.func.count()).select_from(t.vote).where(t.vote.c.project_id == t.project.c.id, ~shown)
        counts = (counted(t.agreement), counted(t.vote), blind.scalar_subquery())
        query = sa.select(*columns, *counts).order_by(t.project.c.changed.desc())
        with self._reading() as connection:
            return [ProjectLine(*row) for row in connection.execute(query)]

    def head(self, project_id: str) -> ProjectHead:
        """A project without its votes and agreements. Raises UnknownProjectError."""
        departments = sa.select(t.department).where(t.department.c.project_id == project_id)
        with self._reading() as connection:
            row = connection.execute(sa.select(t.project).where(t.project.c.id == project_id)).one_or_none()
            if row is None:
                raise UnknownProjectError(project_id)
            weights = {
                d.department: d.weight for d in connection.execute(departments.order_by(t.department.c.department))
            }
        settings = Settings.model_validate_json(row.settings)
        return ProjectHead(row.name, row.organisation, row.language, row.catalogue, settings, weights)

    def create(self, project: Project) -> str:
        """Keep a new project whole; gives its id, 128 random bits."""
        project_id = secrets.token_hex(16)
        now = utc_now()
        with self._writing() as connection:
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
        """The project whole, but for votes that are still blind. Raises UnknownProjectError."""
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
                votes=tuple(as_vote(v) for v in connection.execute(_revealed(t.vote, project_id, t.vote.c.position))),
                abstentions=tuple(
                    Abstention(voter=a.voter, item=a.item)
                    for a in connection.execute(_revealed(t.abstention, project_id, t.abstention.c.voter))
                ),
                allocations=self.rooms.allocations(project_id),
                **read_choice(connection, project_id),
            )

    def delete(self, project_id: str) -> None:
        """Forget a project and all that its people said, histories included."""
        with self._writing() as connection:
            connection.execute(sa.delete(t.project).where(t.project.c.id == project_id))

    def agree(self, project_id: str, item: str, agreed: Agreed | None) -> None:
        """Record the agreed level of an item, or withdraw it (None); the history keeps both."""
        with self._changing(project_id) as (connection, now):
            keep_agreement(self, connection, project_id, item, agreed, now)

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

    def set_departments(self, project_id: str, weights: Mapping[str, float]) -> None:
        """The departments that vote, each with its weight."""
        with self._changing(project_id) as (connection, _):
            connection.execute(sa.delete(t.department).where(t.department.c.project_id == project_id))
            self._insert(connection, t.department, project_id, "department", "weight", weights)

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
        abstentions = [abstention.model_dump() | {"project_id": project_id} for abstention in project.abstentions]
        if abstentions:
            connection.execute(sa.insert(t.abstention), abstentions)
        allocations = [
            {"project_id": project_id, "voter": voter, "domain": domain, "points": points}
            for voter, split in project.allocations.items()
            for domain, points in split.items()
        ]
        if allocations:
            connection.execute(sa.insert(t.allocation), allocations)
        shown = sorted({row["item"] for row in (*votes, *abstentions)})
        if shown:  # a file's votes were said aloud already
            ballot = {"project_id": project_id, "round": 1, "revealed": True, "market_shown": False}
            connection.execute(sa.insert(t.ballot), [ballot | {"item": item} for item in shown])
        fill_choice(connection, project_id, project, now)


def _revealed(table: sa.Table, project_id: str, order: Any) -> sa.Select[Any]:
    """The rows of votes or abstentions on items that are revealed."""
    same = (t.ballot.c.project_id == table.c.project_id) & (t.ballot.c.item == table.c.item)
    shown = sa.select(table).select_from(table.join(t.ballot, same))
    return shown.where(table.c.project_id == project_id, t.ballot.c.revealed).order_by(order, table.c.item)
