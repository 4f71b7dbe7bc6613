"""Runs the benchmarks named on the command line, or all; each prints one JSON line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from common.problems import nearest
from tests.bench import documents, faults, loading, ranking, screens, sureness, voting
from tests.bench.figure import Figure

BENCHMARKS: dict[str, Callable[[], Figure]] = {
    "rank-25": lambda: ranking.rank(25),
    "rank-1000": lambda: ranking.rank(1000),
    "sureness-25": lambda: sureness.sure(25),
    "sureness-220": lambda: sureness.sure(220),
    "load-25": lambda: loading.load(25),
    "load-220": lambda: loading.load(220),
    "pdf-short": documents.short,
    "pdf-annex": documents.annex,
    "pdf-ratio": documents.ratio,
    "vote-50": lambda: voting.votes(50, 100),
    "vote-200": lambda: voting.votes(200, 300),
    "room-lag": voting.room_lag,
    "kill-20": lambda: faults.kills(20),
    "start": screens.start,
    "screen": screens.change,
}


def main() -> None:
    names = sys.argv[1:] or list(BENCHMARKS)
    for name in names:
        if name not in BENCHMARKS:
            sys.exit(f"no benchmark {name!r}, expected {nearest(name, BENCHMARKS) or ', '.join(BENCHMARKS)}")
    for name in names:
        figure = BENCHMARKS[name]()
        line = {"name": name, "figure": round(figure.figure, 3), "unit": figure.unit, "budget": figure.budget}
        print(json.dumps({**line, "detail": figure.detail}), flush=True)


main()
