"""A session as a workbook to fill in, and back: every problem is named by its cell."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from common.languages import Language
from common.problems import Problem, ProblemsFound, nearest
from criteria import FunctionalMap
from workshops.ballot import Mark
from workshops.project import Project
from workshops.sessions import Session, items_of

SIZE_LIMIT = 5 * 2**20  # bytes of the file
UNPACKED_LIMIT = 50 * 2**20  # bytes of what is in it
ROWS_LIMIT = 5000
FIRST = 6  # the row of the first item
COLUMNS = ("id", "title", "need", "complete", "advanced", "level", "must", "pass", "comment")
WIDTHS = (10, 34, 48, 48, 48, 9, 9, 12, 40)
LEVEL, MUST, PASS, COMMENT = "F", "G", "H", "I"
VOTER, DEPARTMENT = "B2", "B3"
YES = {"x", "oui", "yes", "ja", "1", "true"}


@dataclass(frozen=True)
class Sheet:
    """What somebody filled in."""

    voter: str
    department: str | None
    marks: tuple[Mark, ...]


def session_workbook(session: Session, project: Project, functional_map: FunctionalMap, say: Language) -> bytes:
    """The items of ``session`` with a level to choose for each; nobody's votes are in it."""
    import xlsxwriter  # here and below: together they would take a tenth of a second of every start

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Crible")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#0b6e69", "font_color": "white", "valign": "vcenter"})
    fill = book.add_format(
        {"bg_color": "#f4f1e8", "border": 1, "border_color": "#d9e1e3", "valign": "top", "text_wrap": True}
    )
    sheet.write("A1", session.title, bold)
    sheet.write("A2", say("Your name"), bold)
    sheet.write(VOTER, "", fill)
    sheet.write("A3", say("Department"), bold)
    sheet.write(DEPARTMENT, "", fill)
    departments = list(session.departments or project.departments)
    if departments:
        sheet.data_validation(DEPARTMENT, {"validate": "list", "source": departments})
    scale = " · ".join(f"{n} {say.text(level.expected)}" for n, level in enumerate(functional_map.scale))
    sheet.write("C2", scale)
    names = (say("Id"), say("Item"), say("Need"), say("Complete"), say("Advanced"), say("Level"), say("Must"),
             say("Not my field"), say("Comment"))  # fmt: skip
    for place, (name, width) in enumerate(zip(names, WIDTHS, strict=True)):
        sheet.write(FIRST - 2, place, name, head)
        sheet.set_column(place, place, width)
    items = items_of(session.domains, functional_map, project.out_of_scope)
    for row, item in enumerate(items, FIRST - 1):
        texts = (item.id, *(say.text(text) for text in (item.title, item.need, item.complete, item.advanced)))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, wrap)
        for place in range(len(texts), len(COLUMNS)):
            sheet.write_blank(row, place, None, fill)
    last = FIRST + len(items) - 1
    levels = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": functional_map.top}
    sheet.data_validation(f"{LEVEL}{FIRST}:{LEVEL}{last}", levels)
    for letter in (MUST, PASS):
        sheet.data_validation(f"{letter}{FIRST}:{letter}{last}", {"validate": "list", "source": ["x"]})
    sheet.freeze_panes(FIRST - 1, 2)
    book.close()
    return content.getvalue()


def read_workbook(content: bytes, name: str, functional_map: FunctionalMap) -> Sheet:
    """What stands in a filled-in workbook. Raises ProblemsFound, each problem with its cell."""
    rows = _cells(content, name)
    found: list[Problem] = []

    def problem(cell: str, message: str, expected: str) -> None:
        found.append(Problem(name, int("".join(filter(str.isdigit, cell))), cell, message, expected))

    voter = _text(rows.get(VOTER))
    if not voter:
        problem(VOTER, "no name", "the name or pseudonym of who filled this in")
    marks: list[Mark] = []
    seen: set[str] = set()
    for row in range(FIRST, max((int("".join(filter(str.isdigit, c))) for c in rows), default=0) + 1):
        item = _text(rows.get(f"A{row}"))
        answers = {column: rows.get(f"{column}{row}") for column in (LEVEL, MUST, PASS, COMMENT)}
        if not item:
            if any(_text(value) for value in answers.values()):
                problem(f"A{row}", "an answer without an item", "the item's id, such as ACC-001")
            continue
        if item not in functional_map.by_id:
            problem(
                f"A{row}", f"item {item[:40]} is not in the map", nearest(item, functional_map.by_id) or "an item of it"
            )
            continue
        if item in seen:
            problem(f"A{row}", f"item {item} stands twice", "each item once")
        seen.add(item)
        level = _level(answers[LEVEL], functional_map.top)
        if level is False:
            problem(
                f"{LEVEL}{row}", f"{answers[LEVEL]!r} is not a level", f"a whole number from 0 to {functional_map.top}"
            )
            continue
        abstains, must = _is_yes(answers[PASS]), _is_yes(answers[MUST])
        if abstains and level is not None:
            problem(f"{PASS}{row}", "a level and an abstention", "one of them")
        elif must and level is None:
            problem(f"{MUST}{row}", "a must without a level", "a level in the same row")
        elif level is not None or abstains:
            comment = _text(answers[COMMENT])[:2000] if level is not None else ""
            marks.append(Mark(item, level, must, comment, abstains))
    if not marks and not found:
        problem(f"{LEVEL}{FIRST}", "nothing is filled in", "a level for one item or more")
    if found:
        raise ProblemsFound(found)
    return Sheet(voter, _text(rows.get(DEPARTMENT)) or None, tuple(marks))


def _cells(content: bytes, name: str) -> dict[str, Any]:
    """Cell to value of the first sheet, once the file is known to be harmless."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    def stop(message: str, expected: str) -> ProblemsFound:
        return ProblemsFound([Problem(name, 1, "", message, expected)])

    if len(content) > SIZE_LIMIT:
        raise stop("this file is too large", "5 MB at most")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED_LIMIT:
                raise stop("this file unpacks to far too much", "a workbook of this session")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        cells: dict[str, Any] = {}
        for row in sheet.iter_rows(max_row=ROWS_LIMIT, max_col=len(COLUMNS)):
            for cell in row:
                if cell.value is not None:
                    cells[cell.coordinate] = cell.value
        return cells
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise stop("this is not a workbook that can be read", "an .xlsx file made by Crible") from error


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _level(value: Any, top: int) -> int | bool | None:
    """The level in a cell; None where it is empty, False where it is none."""
    text = _text(value)
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return False
    return int(number) if number.is_integer() and 0 <= number <= top else False


def _is_yes(value: Any) -> bool:
    return _text(value).lower() in YES
