"""Tables as CSV that no spreadsheet misreads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from sim.report.spreadsheet_cell import guarded


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """A row a line. Text is guarded, numbers stay numbers, None is empty; what would end a cell or a line is quoted."""
    return "".join(_line(row) for row in rows)


def _line(row: Sequence[object]) -> str:
    line = StringIO(newline="")
    # Only what stands in its own line ending is quoted, and a lone carriage return ends a line for others.
    csv.writer(line, lineterminator="\r\n").writerow(
        [guarded(cell) if isinstance(cell, str) else cell for cell in row]
    )
    return line.getvalue().removesuffix("\r\n") + "\n"
