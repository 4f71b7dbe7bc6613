"""How far voters agree on an item."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

CONTESTED_BELOW = 0.6
CONTESTED_SPREAD = 3  # levels


def consensus(shares: Mapping[int, float], top: int) -> float:
    """Cns = 1 + sum_k p_k log2(1 - |k - mu| / L), from 0 (split between the ends) to 1 (all alike).

    ``shares`` maps each level k to its share p_k of the votes (they sum to 1), ``top`` is L.
    Source: Tastle and Wierman, Consensus and dissention: a measure of ordinal dispersion,
    International Journal of Approximate Reasoning 45 (2007) 531-545.
    """
    mean = sum(level * share for level, share in shares.items())
    total = 1 + sum(share * log2(1 - abs(level - mean) / top) for level, share in sorted(shares.items()) if share > 0)
    return min(1.0, max(0.0, total))


def is_contested(shares: Mapping[int, float], top: int) -> bool:
    """True where the consensus is below 0.6, or two votes stand three levels or more apart."""
    voted = [level for level, share in shares.items() if share > 0]
    return max(voted) - min(voted) >= CONTESTED_SPREAD or consensus(shares, top) < CONTESTED_BELOW
