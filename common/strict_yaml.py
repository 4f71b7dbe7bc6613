"""YAML read strictly and once: plain data, with the line of every value.

PyYAML's loaders keep the last of two equal keys in silence, read ``no`` as False and ``010`` as 8.
This one builds plain data straight from libyaml's events, by the core schema of YAML 1.2, refuses
what the formats refuse (duplicate keys, anchors, aliases, tags), and knows every line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml import events as ev

from common.problems import Collector, Problem, ProblemsFound, read_file

SIZE_LIMIT = 5 * 1024 * 1024  # bytes
DEPTH_LIMIT = 40
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A file's data (dict, tuple, str, int, float, bool, None) and where each value stands."""

    file: str
    data: Any
    text: str

    @cached_property
    def lines(self) -> dict[Path_, int]:
        """The line (from 1) of each path; read again from the text, for only problems ask for it."""
        placed = _PlacingBuilder(self.text, self.file)
        placed.document()
        return placed.found.lines

    def collector(self) -> Collector:
        return Collector(self.file, lambda: self.lines)


def load_file(path: Path, name: str | None = None) -> Document:
    """Read ``path`` strictly; ``name`` is how problems call it (default: the path as given).

    Raises ProblemsFound with every problem of form: not a file, over 5 MB, not UTF-8, not YAML,
    duplicate keys, anchors, aliases, tags.
    """
    return load_bytes(read_file(path, SIZE_LIMIT), name or str(path))


def load_bytes(content: bytes, name: str) -> Document:
    """As :func:`load_file`, for bytes already in hand (an upload)."""
    if len(content) > SIZE_LIMIT:
        raise _stop(name, 1, f"the file has {len(content):,} bytes", f"{SIZE_LIMIT:,} at most")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _stop(name, line, f"byte {content[error.start]:#04x} is not UTF-8", "a UTF-8 file") from None
    try:
        return Document(name, _FastBuilder(text).document(), text)
    except (_Refused, yaml.YAMLError):
        placed = _PlacingBuilder(text, name)
    try:
        placed.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1
        raise _stop(name, line, f"not valid YAML ({error.problem or error.context})", "valid YAML") from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", None) or str(error).splitlines()[0]
        line = text[: getattr(error, "position", 0) or 0].count("\n") + 1
        raise _stop(name, line, f"not valid YAML ({reason})", "valid YAML") from None
    raise ProblemsFound(placed.found.problems)


def _stop(file: str, line: int, message: str, expected: str) -> ProblemsFound:
    return ProblemsFound([Problem(file, line, "", message, expected)])


class _Refused(Exception):
    """Something that the formats do not allow: to be read again by the builder that can say what and where."""


class _FastBuilder:
    """Plain data from parser events, as fast as Python can; gives up at the first thing refused."""

    def __init__(self, text: str) -> None:
        self._next: Callable[[], Any] = yaml.CLoader(text).get_event

    def document(self) -> Any:
        self._next()  # stream start
        if type(self._next()) is ev.StreamEndEvent:
            return None
        data = self._node(self._next(), 0)
        self._next()  # document end
        if type(self._next()) is not ev.StreamEndEvent:
            raise _Refused
        return data

    def _node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is ev.AliasEvent or event.anchor is not None or (event.tag is not None and event.tag != "!"):
            raise _Refused
        if kind is ev.ScalarEvent:
            return event.value if event.style else _plain(event.value)
        if depth > DEPTH_LIMIT:
            raise _Refused
        return self._mapping(depth + 1) if kind is ev.MappingStartEvent else self._sequence(depth + 1)

    def _sequence(self, depth: int) -> tuple[Any, ...]:
        values = []
        while type(event := self._next()) is not ev.SequenceEndEvent:
            values.append(self._node(event, depth))
        return tuple(values)

    def _mapping(self, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while (kind := type(event := self._next())) is not ev.MappingEndEvent:
            if kind is not ev.ScalarEvent or event.anchor is not None or event.value in data:
                raise _Refused
            data[event.value] = self._node(self._next(), depth)
        return data


class _PlacingBuilder:
    """Reads the same events for their places: the line of every path, and everything refused."""

    def __init__(self, text: str, name: str) -> None:
        self._next: Callable[[], Any] = yaml.CLoader(text).get_event
        self.found = Collector(name)

    def document(self) -> None:
        self._next()  # stream start
        if isinstance(self._next(), ev.StreamEndEvent):
            return
        self._node(self._next(), ())
        self._next()  # document end
        if not isinstance(event := self._next(), ev.StreamEndEvent):
            self.found.lines[("",)] = event.start_mark.line + 1
            self.found.add(("",), "a second document begins here", "one document a file")

    def _node(self, event: Any, path: Path_) -> None:
        kind = type(event)
        self.found.lines.setdefault(path, event.start_mark.line + 1)
        if kind is ev.AliasEvent:
            self.found.add(path, f"alias *{event.anchor}", "the value itself: aliases are not read")
            return
        if event.anchor is not None:
            self.found.add(path, f"anchor &{event.anchor}", "a plain value: anchors are not read")
        if event.tag is not None and event.tag != "!":
            self.found.add(path, f"tag {event.tag}", "a plain value: tags are not read")
        if kind is ev.ScalarEvent:
            return
        if len(path) > DEPTH_LIMIT:
            raise _stop(self.found.file, event.start_mark.line + 1, "nested too deeply", f"{DEPTH_LIMIT} levels")
        if kind is ev.MappingStartEvent:
            self._mapping(path)
        else:
            self._sequence(path)

    def _sequence(self, path: Path_) -> None:
        place = 0
        while not isinstance(event := self._next(), ev.SequenceEndEvent):
            self._node(event, (*path, place))
            place += 1

    def _mapping(self, path: Path_) -> None:
        keys: set[str] = set()
        while not isinstance(event := self._next(), ev.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ev.ScalarEvent):
                self._node(event, (*path, "?"))
                self._node(self._next(), (*path, "?"))
                self.found.add((*path, "?"), "a key that is not a plain word", "a name")
                continue
            below = (*path, event.value)
            first = self.found.lines.get(below)
            self.found.lines[below] = line
            if event.value in keys:
                self.found.add(below, "this key stands twice", f"one (the first is on line {first})")
            keys.add(event.value)
            if event.anchor is not None:
                self.found.add(below, f"anchor &{event.anchor}", "a plain key: anchors are not read")
            self._node(self._next(), below)


def reads_as_text(text: str) -> bool:
    """Whether ``text``, written without quotes, would be read back as text; other dialects differ."""
    return isinstance(_plain(text), str)


def _plain(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2 (section 10.3); dates stay text."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first in "0123456789+-.":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text
