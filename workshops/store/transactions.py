"""What every part of the store does: read, change one project in a transaction, write a row over another."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workshops.store import tables as t


class UnknownProjectError(LookupError):
    """No project has this id (any more)."""


_TURNS: WeakKeyDictionary[sa.Engine, threading.Lock] = WeakKeyDictionary()


class Transactions:
    """A part of the store, over one database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._turn = _TURNS.setdefault(engine, threading.Lock())

    def _reading(self) -> sa.Connection:
        return self._engine.connect().execution_options(reads=True)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes.

        SQLite lets one writer in and has the others look again after sleeps that grow: fifty voters then wait
        tenths of a second for a door that is mostly open. Threads of this process queue up instead.
        """
        if self._engine.dialect.name != "sqlite":
            with self._engine.begin() as connection:
                yield connection
            return
        with self._turn, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _changing(self, project_id: str) -> Iterator[tuple[sa.Connection, dt.datetime]]:
        """A transaction on one project that also notes when it changed. Raises UnknownProjectError.

        Changes of one project come one after the other: each holds the project's row.
        """
        with self._writing() as connection:
            yield connection, self._touch(connection, project_id)

    @staticmethod
    def _touch(connection: sa.Connection, project_id: str) -> dt.datetime:
        now = utc_now()
        touched = sa.update(t.project).where(t.project.c.id == project_id).values(changed=now)
        if connection.execute(touched).rowcount == 0:
            raise UnknownProjectError(project_id)
        return now

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

    @staticmethod
    def _insert(
        connection: sa.Connection, table: sa.Table, project_id: str, key: str, value: str, pairs: Mapping[str, Any]
    ) -> None:
        if pairs:
            connection.execute(
                sa.insert(table), [{"project_id": project_id, key: k, value: v} for k, v in pairs.items()]
            )


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
