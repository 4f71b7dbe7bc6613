"""Problems found in what people hand in: collected, placed, and said in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rapidfuzz import process


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


@dataclass
class Collector:
    """Gathers the problems of one file while its checks go on."""

    file: str
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    paths: list[tuple[str | int, ...]] = field(default_factory=list)

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
