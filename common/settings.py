"""Where things are: the shipped data, the team's own data, the database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Settings:
    """What an installation may change, each by an environment variable of the same name.

    ``map_dir``: CRIBLE_MAP; ``catalog_dir``: CRIBLE_CATALOG; ``database``: CRIBLE_DATABASE, an
    SQLAlchemy URL (default: an SQLite file in the git-ignored folder ``.crible``); ``key``: CRIBLE_KEY, the
    facilitator's, without which the app is open to whoever reaches it; ``address``: CRIBLE_ADDRESS, where
    others reach it, for links (default: as this browser does).
    """

    map_dir: Path
    catalog_dir: Path
    database: str
    key: str = ""
    address: str = ""

    @classmethod
    def from_environment(cls) -> Settings:
        return cls(
            map_dir=Path(os.environ.get("CRIBLE_MAP", ROOT / "criteria" / "map")),
            catalog_dir=Path(os.environ.get("CRIBLE_CATALOG", ROOT / "catalog")),
            database=os.environ.get("CRIBLE_DATABASE", f"sqlite:///{ROOT / '.crible' / 'crible.db'}"),
            key=os.environ.get("CRIBLE_KEY", ""),
            address=os.environ.get("CRIBLE_ADDRESS", "").rstrip("/"),
        )
