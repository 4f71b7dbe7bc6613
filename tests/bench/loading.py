"""The catalogue from its files to a checked value, in a new process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from criteria import shipped_map
from tests.bench.figure import Figure, seconds, spread
from tests.bench.market import write_market

BUDGET = {25: 0.6, 220: 5}  # s
LOAD = """
import sys
from pathlib import Path
from catalog.load import load_catalogue
from criteria import shipped_map
print(len(load_catalogue(Path(sys.argv[1]), shipped_map()).products))
"""


def load(products: int) -> Figure:
    """The whole life of a process that loads the map and ``products`` products, imports included."""
    with tempfile.TemporaryDirectory() as folder:
        write_market(Path(folder), shipped_map(), products)
        command = [sys.executable, "-c", LOAD, folder]
        durations = seconds(lambda: subprocess.run(command, check=True, capture_output=True), 5)
    detail = spread(durations, 1) | {"products": products, "what": "whole process, interpreter and imports included"}
    return Figure(detail["median"], "s", BUDGET[products], detail)
