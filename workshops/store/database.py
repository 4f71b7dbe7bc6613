"""Opening the database: its settings for safety, and its tables brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 10  # seconds that a writer waits for another


class StoreUnavailableError(RuntimeError):
    """The database cannot be opened; the message says why, without the address or a password."""


def open_database(url: str) -> sa.Engine:
    """An engine on ``url`` with every migration applied; an SQLite file's folder is made.

    Plain ``postgresql://`` means psycopg 3. Raises StoreUnavailableError where it cannot be opened.
    """
    try:
        return _open(url)
    except (sa.exc.SQLAlchemyError, ImportError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreUnavailableError(reason) from error


def _open(url: str) -> sa.Engine:
    parsed = sa.make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY_TIMEOUT}} if is_sqlite else {"pool_pre_ping": True}
    engine = sa.create_engine(parsed, **options)
    if is_sqlite:
        _make_sqlite_safe(engine)
    _migrate(engine)
    return engine


def _make_sqlite_safe(engine: sa.Engine) -> None:
    """WAL, full sync and immediate transactions: a commit that was acknowledged survives a killed server."""

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; a database that is up to date costs one query."""
    with engine.connect() as connection:
        there = sa.inspect(connection).has_table("alembic_version")
        current = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if there else None
        connection.rollback()
    if current == max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")):
        return
    from alembic import command  # only here: the import takes a third of a second of every start
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
