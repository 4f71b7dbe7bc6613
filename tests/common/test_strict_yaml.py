"""YAML is read strictly: what PyYAML would accept in silence is a problem with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.problems import ProblemsFound
from common.strict_yaml import SIZE_LIMIT, load_bytes, load_file


def problems(content: bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        load_bytes(content, "file.yaml")
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"a: 1\nb: 2\na: 3", 3, "this key stands twice, expected one (the first is on line 1)"),
        (b"a:\n  - &x 1", 2, "anchor &x"),
        (b"a: &x 1\nb: *x", 2, "alias *x"),
        (b"a: 1\nb: !!python/object/apply:os.system [ls]", 2, "tag tag:yaml.org,2002:python"),
        (b"a: 1\n--- \nb: 2", 2, "a second document begins here"),
        (b"a: 1\n? [x]\n: 2", 2, "a key that is not a plain word"),
        (b"a: 1\n  b: 2", 2, "not valid YAML"),
        (b"a: [1,", 1, "not valid YAML"),
        (b"a: 1\nb: \xff", 2, "byte 0xff is not UTF-8"),
        (b"a: \x00", 1, "not valid YAML"),
        (b"[" * 60 + b"]" * 60, 1, "nested too deeply"),
    ],
)
def test_what_is_refused_is_named_with_its_line(content: bytes, line: int, said: str) -> None:
    assert any(p.startswith(f"file.yaml:{line}:") and said in p for p in problems(content)), problems(content)


def test_all_refusals_of_a_file_come_at_once() -> None:
    assert len(problems(b"a: &x 1\nb: *x\na: !!str 2\n")) == 4


def test_plain_words_keep_their_meaning() -> None:
    data = load_bytes(
        b"country: NO\nanswer: no\nzip: 010\ndate: 2026-11-22\nn: 3\nx: 1.5\nt: true\nq: '3'\ne:\n", "f"
    ).data
    assert data == {
        "country": "NO", "answer": "no", "zip": "010", "date": "2026-11-22",
        "n": 3, "x": 1.5, "t": True, "q": "3", "e": None,
    }  # fmt: skip


def test_every_value_knows_its_line() -> None:
    document = load_bytes(b"a:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n", "f")
    assert document.lines[("a", "b")] == 2
    assert document.lines[("a", "c", 1, "d")] == 5


def test_a_directory_a_missing_file_and_a_huge_one_are_sentences(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"a: 1\n" * (SIZE_LIMIT // 5 + 1))
    for path, said in ((tmp_path, "this is a directory"), (tmp_path / "no.yaml", "no such file"), (huge, "bytes")):
        with pytest.raises(ProblemsFound, match=said):
            load_file(path)


def test_an_empty_file_is_empty_data() -> None:
    assert load_bytes(b"", "f").data is None
