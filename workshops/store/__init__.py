"""The one truth for projects, votes and agreements: a database, SQLite or PostgreSQL."""

from workshops.store.database import StoreUnavailableError, open_database
from workshops.store.store import ProjectLine, Store, UnknownProjectError

__all__ = ["ProjectLine", "Store", "StoreUnavailableError", "UnknownProjectError", "open_database", "open_store"]


def open_store(url: str) -> Store:
    """The store behind an SQLAlchemy URL, its tables brought up to date.

    Raises StoreUnavailableError, which says why.
    """
    return Store(open_database(url))
