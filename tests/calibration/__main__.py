"""Prints how Crible's claims compare with the truth, for several markets, and where its noise is wrong by half."""

from __future__ import annotations

import sys

from tests.calibration.reliability import Reliability, measure
from tests.calibration.truth import Market

CASES = {
    "10 products, half documented": (Market(10), 1.0),
    "25 products, half documented": (Market(25), 1.0),
    "60 products, half documented": (Market(60), 1.0),
    "25 products, nearly all documented": (Market(25, documented=0.95), 1.0),
    "25 products, a tenth documented": (Market(25, documented=0.1), 1.0),
    "25 products, every level voted, 4 voters a department": (Market(25, voted=1.0, musts=0, voters=4), 1.0),
    "25 products, five musts": (Market(25, musts=5), 1.0),
    "25 products, errors half as frequent as stated": (Market(25), 0.5),
    "25 products, errors half as frequent again": (Market(25), 1.5),
}


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for name, (market, noise) in CASES.items():
        show(name, measure(market, max(20, worlds * 25 // market.products), noise=noise), stated=noise == 1.0)


def show(name: str, found: Reliability, *, stated: bool) -> None:
    print(f"\n{name}: {found.claims:,} claims, Brier score {found.brier:.3f}")
    print("  claimed   true  claims  (standard error)")
    for b in found.bins:
        print(f"    {b.claimed:.3f}  {b.true:.3f}  {b.count:6,}  ({b.error:.3f})")
    verdict = "within 0.05" if found.largest <= 0.05 else "beyond 0.05"
    print(
        f"  largest deviation {found.largest:.3f}, mean {found.deviation:.3f}: {verdict}"
        + ("" if stated else " (noise wrong by half)")
    )


main()
