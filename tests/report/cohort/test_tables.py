from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from scoring.catalogue import Catalogue
from sim.report.cohort import tables
from sim.report.cohort import workbook as module
from sim.report.cohort.cohort import Cohort, cohort_of
from sim.report.cohort.cohort_csv import table_csv
from sim.report.cohort.tables import Cell, Column, Table
from sim.report.cohort.titles import Titles
from sim.report.cohort.workbook import TooMuchForAWorkbook, workbook
from tests.report.cohort.made import HOSTILE, decision, history, run

NOTHING = Titles({"one": "The first"}, {("e1", "s"): "Monday"}, Catalogue.of([], []))
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["=1+1", "\t=1", "http://x.test", "mailto:a@b", "{=1}", "007", "1e5", "", "@SUM(A1)"]),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12),
    st.none(),
)


@pytest.fixture
def cohort() -> Cohort:
    return cohort_of(
        [
            history(
                "ann",
                run("one", 40.0, decision("s", 12.5, best=False, principles=[("p", 1, 4)], insights=["i"])),
                run("one", 70.123456, total=-4),
                run("two", None),
            ),
            history(HOSTILE.replace("/", ""), run(HOSTILE, 50, decision(HOSTILE, 3, best=False))),
            history("cy", run("one", ended=False)),
        ]
    )


def every_table(cohort: Cohort) -> list[Table]:
    return [
        tables.gradebook(cohort),
        tables.by_scenario(cohort, NOTHING),
        tables.run_table(cohort),
        tables.decision_table(cohort, NOTHING),
        tables.principle_table(cohort, NOTHING),
        tables.insight_table(cohort, NOTHING),
    ]


def read_back(table: Table) -> list[tuple[Any, ...]]:
    [sheet] = load_workbook(BytesIO(workbook([table]))).worksheets
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_every_row_is_as_long_as_its_header(cohort: Cohort) -> None:
    for table in every_table(cohort):
        assert table.rows, table.name
        assert {len(row) for row in table.rows} == {len(table.header)} == {len(table.columns)}
        assert len(set(table.header)) == len(table.header)


def test_the_gradebook_has_a_row_a_learner_and_a_group_of_columns_a_scenario(cohort: Cohort) -> None:
    rows = list(csv.DictReader(StringIO(table_csv(tables.gradebook(cohort)))))
    assert [row["learner"] for row in rows][1:] == ["ann", "cy"]
    ann, cy = rows[1:]
    assert list(ann)[:4] == ["learner", "scenarios", "runs", "mean latest conduct"]
    assert (ann["scenarios"], ann["runs"], ann["mean latest conduct"]) == ("2", "3", "70.12")
    group = ["runs", "first conduct", "latest conduct", "best conduct", "latest outcome", "latest total"]
    assert [ann[f"one: {name}"] for name in group] == ["2", "40.0", "70.12", "70.12", "mixed", "-4"]
    assert (ann["two: first conduct"], ann["two: latest outcome"]) == ("", "mixed")
    assert (cy["one: runs"], cy["one: first conduct"], cy["two: runs"]) == ("0", "", "")


def test_names_and_ids_that_look_like_formulas_are_guarded_in_every_table(cohort: Cohort) -> None:
    for table in every_table(cohort):
        for told in (list(csv.reader(StringIO(table_csv(table)))), read_back(table)):
            texts = [cell for row in told for cell in row if isinstance(cell, str)]
            assert [text for text in texts if text.startswith(("=", "+", "@", "\t"))] == []
    assert (
        any(f"'{HOSTILE}: runs" == name for name in table_csv(tables.gradebook(cohort)).split(",")) is False
    )
    header = next(csv.reader(StringIO(table_csv(tables.gradebook(cohort)))))
    assert f"'{HOSTILE}: runs" in header


def test_the_workbook_has_its_sheets_with_a_header_that_stays(cohort: Cohort) -> None:
    book = load_workbook(BytesIO(workbook(every_table(cohort))))
    assert book.sheetnames == ["Gradebook", "By scenario", "Runs", "Decisions", "Principles", "Insights"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[letter].width >= 8 for letter in "AB")


def test_numbers_are_numbers_and_moments_moments(cohort: Cohort) -> None:
    book = load_workbook(BytesIO(workbook(every_table(cohort))))
    runs = list(book["Runs"].iter_rows(min_row=2))
    of_ann = dict(zip([cell.value for cell in book["Runs"][1]], runs[2], strict=True))
    assert (of_ann["learner"].value, of_ann["conduct"].value) == ("ann", pytest.approx(70.123456))
    assert of_ann["conduct"].number_format == "0.0"
    assert (of_ann["total"].value, of_ann["total"].data_type) == (-4, "n")
    assert of_ann["ended"].value == datetime.fromtimestamp(1_000_100)
    assert of_ann["ended"].number_format == "yyyy-mm-dd hh:mm"
    decisions = list(book["Decisions"].iter_rows(min_row=2, values_only=True))
    assert ("one", "e1", "s", "Monday", 1, 1, 12.5, 0, 12.5) in decisions
    assert list(book["Insights"].iter_rows(min_row=2, values_only=True)) == [("i", "i", 1, 0, 1)]
    assert list(book["Principles"].iter_rows(min_row=2, values_only=True)) == [("p", "p", 25, 1)]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_whatever_is_in_a_cell_is_never_a_formula_or_a_link(rows: list[tuple[Cell, ...]]) -> None:
    table = Table("T", ("=a", "b"), (Column.TEXT, Column.NUMBER), tuple(rows))
    data = workbook([table])
    with ZipFile(BytesIO(data)) as files:
        sheet = files.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not any("rels" in name and "sheet1" in name for name in files.namelist())
    [read] = load_workbook(BytesIO(data)).worksheets
    for row, made in zip(read.iter_rows(min_row=2, max_col=2), rows, strict=False):
        for cell, value in zip(row, made, strict=True):
            assert cell.data_type != "f"
            if isinstance(value, str) and value:
                assert cell.data_type == "s"
            elif isinstance(value, (int, float)):
                assert cell.value == pytest.approx(value)


def test_what_does_not_fit_a_sheet_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    with pytest.raises(TooMuchForAWorkbook, match="“T” would have 2 rows"):
        workbook([Table("T", ("a",), (Column.TEXT,), ((1,), (2,)))])
