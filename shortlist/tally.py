"""Counting what the draws say: ranks, places on the shortlist, who beats whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shortlist.coverage import DIGITS
from shortlist.matrix import Bools, Floats, Ints

WORDS = 128
"""Additions that a byte of 0 or 1 takes for sure."""


@dataclass(frozen=True)
class Tally:
    """Counts over draws for P products and D domains.

    ``listed`` (P,): on the shortlist. ``would_list`` (P,): the same, were every unknown filter to pass for
    this product alone. ``ranked`` (P, P): at rank r + 1 among the products ranked in the draw.
    ``beats`` (P, P): p ranked above q, or ranked where q is not; ``either`` (P, P): one of both ranked. ``winning`` (P, D): the sum of the weights
    in the draws that p won.
    """

    draws: int
    listed: Ints
    would_list: Ints
    ranked: Ints
    beats: Ints
    either: Ints
    winning: Floats

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.draws + other.draws,
            self.listed + other.listed,
            self.would_list + other.would_list,
            self.ranked + other.ranked,
            self.beats + other.beats,
            self.either + other.either,
            self.winning + other.winning,
        )


def tally(score: Floats, passing: Bools, waiting: Bools, by_name: Ints, size: int, weights: Floats) -> Tally:
    """The counts of one chunk of draws.

    ``score`` and ``passing`` (draws, P): passing products meet every must and fail no filter. ``waiting``
    (P,): a filter is unknown, so they take no rank. ``by_name`` (P,): each product's place by name, which
    decides within a tie who is on the shortlist of ``size``. ``weights`` (draws, D).
    """
    draws, products = score.shape
    # whole numbers, so that equal is equal: the score to DIGITS, then the name
    whole = np.rint(score * 10**DIGITS).astype(np.int64)
    key = np.where(passing, whole * products + (products - 1 - by_name), -1)
    order = np.argsort(-key, axis=1)
    ranked = np.take_along_axis(passing & ~waiting, order, axis=1)
    above = np.cumsum(ranked, axis=1, dtype=np.int32) - ranked
    value = np.take_along_axis(whole, order, axis=1)
    fresh = np.ones((draws, products), dtype=bool)
    np.not_equal(value[:, 1:], value[:, :-1], out=fresh[:, 1:])
    shared = np.maximum.accumulate(np.where(fresh, above, 0), axis=1)
    rank = np.empty((draws, products), dtype=np.uint16 if products > 254 else np.uint8)
    np.put_along_axis(rank, order, np.where(ranked, shared, products).astype(rank.dtype), axis=1)
    place = np.empty((draws, products), dtype=np.int32)
    np.put_along_axis(place, order, above, axis=1)
    would_list = np.add.reduce((place < size) & passing, axis=0, dtype=np.int64)
    counts = np.bincount((rank + np.arange(products) * (products + 1)).ravel(), minlength=products * (products + 1))
    winners = [np.flatnonzero(column == 0) for column in rank.T]
    beats, either = _duels(rank)
    return Tally(
        draws=draws,
        listed=np.where(waiting, 0, would_list),
        would_list=would_list,
        ranked=counts.reshape(products, products + 1)[:, :products],
        beats=beats,
        either=either,
        winning=np.array([np.add.reduce(weights[won], axis=0) for won in winners]),
    )


def _duels(rank: NDArray[np.unsignedinteger[Any]]) -> tuple[Ints, Ints]:
    """In how many draws each product (row) has a better rank than each other, and in how many one of both has
    any; both (P, P). ``rank`` is (draws, P), P where a product is not ranked.

    Eight comparisons are added up at once, as the bytes of one word; a word takes WORDS additions.
    """
    draws, products = rank.shape
    across = WORDS * 8
    padded = np.full((products, -(-draws // across) * across), products, dtype=rank.dtype)
    padded[:, :draws] = rank.T  # in the padding nobody is ranked
    ranked = padded < products
    beats, either = np.empty((products, products), dtype=np.int64), np.empty((products, products), dtype=np.int64)
    told = np.empty(padded.shape, dtype=bool)
    for p in range(products):
        beats[p] = _count(np.less(padded[p], padded, out=told))
        either[p] = _count(np.logical_or(ranked[p], ranked, out=told))
    return beats, either


def _count(told: Bools) -> Ints:
    """How often each row (rows, a multiple of 8 x WORDS) is true."""
    words = np.add.reduce(told.view(np.uint64).reshape(len(told), -1, WORDS), axis=2)
    counts: Ints = np.add.reduce(words.view(np.uint8), axis=1, dtype=np.int64)
    return counts
