"""The one truth for projects, votes and agreements: a database, SQLite or PostgreSQL."""

from workshops.store.agenda import UnknownSessionError
from workshops.store.database import StoreUnavailableError, open_database
from workshops.store.polls import UnknownVoterError
from workshops.store.rooms import AgreementChangedError
from workshops.store.store import ProjectHead, ProjectLine, Store
from workshops.store.transactions import UnknownProjectError

__all__ = [
    "AgreementChangedError",
    "ProjectHead",
    "ProjectLine",
    "Store",
    "StoreUnavailableError",
    "UnknownProjectError",
    "UnknownSessionError",
    "UnknownVoterError",
    "open_database",
    "open_store",
]


def open_store(url: str) -> Store:
    """The store behind an SQLAlchemy URL, its tables brought up to date.

    Raises StoreUnavailableError, which says why.
    """
    return Store(open_database(url))
