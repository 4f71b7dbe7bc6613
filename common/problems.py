"""Problems found in what people hand in: collected, placed, and said in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place.

    ``line`` counts from 1; ``path`` is the way to the value inside the file, such as
    ``ratings.LEA-001.level``; ``expected`` completes the sentence and may be empty.
    """

    file: str
    line: int
    path: str
    message: str
    expected: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        said = f"{self.message}, expected {self.expected}" if self.expected else self.message
        if self.severity == "warning":
            said = f"warning: {said}"
        where = f"{self.file}:{self.line}:"
        return f"{where} {self.path}: {said}" if self.path else f"{where} {said}"


class ProblemsFound(Exception):
    """Raised once, with every problem that the input has."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=lambda p: (p.file, p.line)))
        super().__init__("\n".join(map(str, self.problems)))


Places = dict[tuple[str | int, ...], int]


class Collector:
    """Gathers the problems of one file while its checks go on.

    ``lines`` gives the line of each path, or a function that finds them once a problem asks.
    """

    def __init__(self, file: str, lines: Places | Callable[[], Places] | None = None) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.paths: list[tuple[str | int, ...]] = []
        self._lines = {} if lines is None else lines

    @property
    def lines(self) -> Places:
        if callable(self._lines):
            self._lines = self._lines()
        return self._lines

    def add(
        self,
        path: tuple[str | int, ...],
        message: str,
        expected: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note a problem at ``path``; its line is that of the nearest part that exists."""
        self.paths.append(path)
        self.problems.append(Problem(self.file, self.line(path), dotted(path), message, expected, severity))

    def line(self, path: tuple[str | int, ...]) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == "error"]


def dotted(path: tuple[str | int, ...]) -> str:
    """``("ratings", "LEA-001", "source", 0)`` as ``ratings.LEA-001.source[0]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def nearest(name: str, known: Iterable[str]) -> str:
    """What was probably meant by a misspelt name, as words; empty when no known name is near."""
    from rapidfuzz import process  # only here: most files have no problem, and every start would pay for it

    match = process.extractOne(name, list(known), score_cutoff=60)
    return f"{match[0]!r}, the nearest known name" if match else ""


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of ``path``, or the one problem that keeps it from being read."""

    def stop(message: str, expected: str) -> ProblemsFound:
        return ProblemsFound([Problem(str(path), 1, "", message, expected)])

    if path.is_dir():
        raise stop("this is a directory", "a file")
    try:
        size = path.stat().st_size
        if size > limit:
            raise stop(f"the file has {size:,} bytes", f"{limit:,} at most")
        return path.read_bytes()
    except FileNotFoundError:
        raise stop("there is no such file", "a file that exists") from None
    except OSError as error:
        raise stop(f"the file cannot be read ({error.strerror})", "a readable file") from None
