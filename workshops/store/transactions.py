"""What every part of the store does: read, change one project in a transaction, write a row over another."""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workshops.store import tables as t

Answer = TypeVar("Answer")


class UnknownProjectError(LookupError):
    """No project has this id (any more)."""


@dataclass
class _Waiting(Generic[Answer]):
    """Something to be written, and, once its transaction is committed, its answer or why there is none."""

    write: Callable[[sa.Connection], Answer]
    answer: Answer | None = None
    error: Exception | None = None
    done: bool = False


@dataclass
class _Door:
    """One database's way in for the threads of this process."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    queue: deque[_Waiting[Any]] = field(default_factory=deque)


_DOORS: WeakKeyDictionary[sa.Engine, _Door] = WeakKeyDictionary()


class Transactions:
    """A part of the store, over one database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._door = _DOORS.setdefault(engine, _Door())

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
        with self._door.turn, self._engine.begin() as connection:
            yield connection

    def _together(self, write: Callable[[sa.Connection], Answer]) -> Answer:
        """Write in one transaction with whatever else waits for its turn; returns after the commit.

        One commit for all who wait, as databases do for themselves ("group commit"): two hundred voters are
        no slower than fifty. What fails together is tried again one by one, so that nobody falls with another.
        """
        mine = _Waiting(write)
        self._door.queue.append(mine)
        with self._door.turn:
            if not mine.done:
                batch = [self._door.queue.popleft() for _ in range(len(self._door.queue))]
                if not self._commit(batch):
                    for one in batch:
                        self._commit([one])
        if mine.error is not None:
            raise mine.error
        return cast("Answer", mine.answer)

    def _commit(self, batch: Sequence[_Waiting[Any]]) -> bool:
        """Whether all of a batch was kept; where it was but one, its error is noted."""
        try:
            with self._engine.begin() as connection:
                for one in batch:
                    one.answer = one.write(connection)
        except Exception as error:  # noqa: BLE001 - handed on to the thread that waits for it
            batch[0].error, batch[0].done = error, len(batch) == 1
            return len(batch) == 1
        for one in batch:
            one.error, one.done = None, True
        return True

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
