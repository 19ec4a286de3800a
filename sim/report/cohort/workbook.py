"""A cohort's tables as an XLSX workbook: numbers as numbers, moments as moments, text as text and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from sim.report.cohort.tables import Cell, Column, Table
from sim.report.spreadsheet_cell import guarded
from sim.scenario.error import EmptyChairError

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""What a sheet holds."""

_FORMATS: Final = {
    Column.WHOLE: "0",
    Column.NUMBER: "0.0",
    Column.SHARE: "0%",
    Column.MOMENT: "yyyy-mm-dd hh:mm",
}
_NARROWEST, _WIDEST = 8, 44
_MEASURED: Final = 500
"""The rows by which a column's width is chosen."""


class TooMuchForAWorkbook(EmptyChairError):
    """A table has more rows or columns than a sheet holds."""

    title = "The workbook was not written"


def workbook(tables: Sequence[Table]) -> bytes:
    """A sheet a table. The header stays in sight and so does the first column; every column can be filtered.

    Raises:
        TooMuchForAWorkbook: a table does not fit a sheet.

    """
    import xlsxwriter  # only needed here

    for table in tables:
        if len(table.rows) >= MOST_ROWS or len(table.header) > MOST_COLUMNS:
            raise TooMuchForAWorkbook(
                f"“{table.name}” would have {len(table.rows):,} rows and {len(table.header):,} columns, "
                f"and a sheet holds {MOST_ROWS:,} and {MOST_COLUMNS:,}.",
                "Export fewer histories at a time.",
            )
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {column: book.add_format({"num_format": told}) for column, told in _FORMATS.items()}
        for table in tables:
            _write(book.add_worksheet(table.name), table, heading, formats)
    return file.getvalue()


def _write(sheet: Any, table: Table, heading: Any, formats: dict[Column, Any]) -> None:
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(table.header):
        sheet.set_column(place, place, _width(table, place))
        sheet.write_string(0, place, guarded(name), heading)
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(sheet, number, place, cell, formats.get(table.columns[place]))
    if table.header:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def _write_cell(sheet: Any, row: int, place: int, cell: Cell, told: Any) -> None:
    # Each kind by its own method: what is written as a string can be neither a formula nor a link.
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, place, guarded(cell))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell, told)
    elif cell is not None:
        sheet.write_number(row, place, cell, told)


def _width(table: Table, place: int) -> int:
    """The characters of the column: those of its longest text, and of its header on up to three lines."""
    if table.columns[place] is Column.MOMENT:
        return 17
    name = table.header[place]
    texts = [len(cell) for row in table.rows[:_MEASURED] if isinstance(cell := row[place], str)]
    words = max(len(word) for word in name.split()) if name.split() else 0
    return min(
        _WIDEST, max([_NARROWEST, words + 3, -(-len(name) // 3) + 3, *(length + 2 for length in texts)])
    )
