"""A cohort's gradebook as CSV."""

from __future__ import annotations

from datetime import datetime

from sim.report.cohort.tables import Cell, Table
from sim.report.csv_text import csv_text


def table_csv(table: Table) -> str:
    """A header and a row a line: empty where nothing is known, at most two decimals, and no text is a formula."""
    return csv_text([table.header, *([_told(cell) for cell in row] for row in table.rows)])


def _told(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return round(cell, 2) + 0.0 if isinstance(cell, float) else cell
