"""A session as a workbook: what was filled in comes back, and every problem is named by its cell."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from common.languages import Language
from common.problems import ProblemsFound
from criteria import shipped_map
from workshops import Project
from workshops.ballot import Mark
from workshops.project import Identity
from workshops.sessions import Session
from workshops.workbook import DEPARTMENT, FIRST, VOTER, read_workbook, session_workbook

MAP = shipped_map()
ITEMS = [item.id for item in MAP.domain_by_id["leads"].items]
PROJECT = Project(project=Identity(name="P"), catalogue=2026, departments={"sales": 1})
SESSION = Session(id="s", title='=HYPERLINK("x")', domains=("leads",), departments=(), code="ABCDEF")


def filled(cells: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(session_workbook(SESSION, PROJECT, MAP, Language("en"))))
    for cell, value in {VOTER: "Ana", DEPARTMENT: "sales", **cells}.items():
        book.worksheets[0][cell] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_what_was_filled_in_comes_back() -> None:
    sheet = read_workbook(
        filled({f"F{FIRST}": 3, f"G{FIRST}": "x", f"I{FIRST}": "Trade shows", f"H{FIRST + 1}": "x"}), "a.xlsx", MAP
    )
    assert (sheet.voter, sheet.department) == ("Ana", "sales")
    assert sheet.marks == (
        Mark(ITEMS[0], 3, must=True, comment="Trade shows"),
        Mark(ITEMS[1], None, abstains=True),
    )


def test_a_workbook_holds_the_items_and_nothing_that_a_spreadsheet_would_run() -> None:
    book = openpyxl.load_workbook(io.BytesIO(session_workbook(SESSION, PROJECT, MAP, Language("fr"))))
    sheet = book.worksheets[0]
    assert [sheet[f"A{FIRST + n}"].value for n in range(len(ITEMS))] == ITEMS
    assert (sheet["A1"].value, sheet["A1"].data_type) == (SESSION.title, "s")


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        (f"F{FIRST}", 7, f"F{FIRST}: 7 is not a level, expected a whole number from 0 to 4"),
        (f"F{FIRST}", "high", f"F{FIRST}: 'high' is not a level"),
        (f"F{FIRST}", 2.5, f"F{FIRST}: 2.5 is not a level"),
        (f"A{FIRST}", "LEA-901", f"A{FIRST}: item LEA-901 is not in the map"),
        (f"A{FIRST + 1}", ITEMS[0], f"A{FIRST + 1}: item {ITEMS[0]} stands twice"),
        (f"G{FIRST + 2}", "x", f"G{FIRST + 2}: a must without a level"),
        (VOTER, None, f"{VOTER}: no name"),
    ],
)
def test_each_problem_is_named_by_its_cell(cell: str, value: object, said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_workbook(filled({f"F{FIRST + 4}": 1, cell: value}), "a.xlsx", MAP)
    assert any(said in str(problem) for problem in found.value.problems), [str(p) for p in found.value.problems]


def test_an_empty_workbook_and_what_is_none_are_sentences() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * (60 * 2**20))
    for content, said in (
        (filled({}), "nothing is filled in"),
        (b"PK nonsense", "not a workbook"),
        (b"", "not a workbook"),
        (bomb.getvalue(), "unpacks to far too much"),
        (b"x" * (6 * 2**20), "too large"),
    ):
        with pytest.raises(ProblemsFound) as found:
            read_workbook(content, "a.xlsx", MAP)
        assert said in str(found.value.problems[0])
