"""Who may come in: the facilitator by the key that was printed at the start, voters by their links."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

KEY_BYTES = 16
TRIES = 12  # wrong ones from one place
WITHIN = 60.0  # seconds


def new_key() -> str:
    """A facilitator's key: 128 random bits."""
    return secrets.token_urlsafe(KEY_BYTES)


def is_key(given: str, key: str) -> bool:
    """Compared in a time that says nothing about the key."""
    return hmac.compare_digest(given.encode(), key.encode())


def badge(key: str) -> str:
    """What a browser keeps to be known again: it opens the same door and does not tell the key."""
    return hmac.new(key.encode(), b"facilitator", hashlib.sha256).hexdigest()


def network_address() -> str:
    """This machine's address in its own network, as others reach it; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as towards:
        try:
            towards.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): a datagram socket sends nothing yet
            return str(towards.getsockname()[0])
        except OSError:
            return "127.0.0.1"


class Doorkeeper:
    """Counts wrong codes and keys of each place (an address), and shuts the door to one that tries too many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def is_shut(self, place: str) -> bool:
        with self._lock:
            return len(self._recent(place)) >= TRIES

    def note_wrong(self, place: str) -> None:
        with self._lock:
            self._recent(place).append(self._clock())

    def _recent(self, place: str) -> deque[float]:
        tries = self._wrong[place]
        while tries and self._clock() - tries[0] > WITHIN:
            tries.popleft()
        if not tries:
            self._wrong.pop(place, None)
            return self._wrong[place]
        return tries
