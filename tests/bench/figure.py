"""What a benchmark found."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A measured figure beside its budget, both in ``unit``."""

    figure: float
    unit: str
    budget: float
    detail: dict[str, Any] = field(default_factory=dict)


def seconds(run: Callable[[], object], times: int) -> list[float]:
    """The duration of each of ``times`` runs, after one that does not count."""
    run()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        found.append(time.perf_counter() - begun)
    return found


def spread(durations: list[float], scale: float) -> dict[str, Any]:
    """Minimum, median, 95th percentile and maximum, times ``scale``."""
    ordered = sorted(durations)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    named = {"min": ordered[0], "median": statistics.median(ordered), "p95": p95, "max": ordered[-1]}
    return {name: round(value * scale, 3) for name, value in named.items()} | {"runs": len(ordered)}
