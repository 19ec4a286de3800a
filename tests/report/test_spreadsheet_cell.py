from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.csv_text import csv_text
from sim.report.spreadsheet_cell import guarded

OBEYED = "=+-@\t\r＝＋－＠"


@given(st.text(" \t\r\n\u00a0", max_size=3), st.sampled_from("=+-@＝＋－＠"), st.text(max_size=10))
def test_what_a_spreadsheet_would_obey_is_guarded_also_after_white_space(
    space: str, sign: str, rest: str
) -> None:
    assert guarded(f"{space}{sign}{rest}") == f"'{space}{sign}{rest}"


@given(st.text())
def test_no_text_is_left_that_begins_as_a_formula_does_and_none_is_lost(text: str) -> None:
    told = guarded(text)
    assert not told.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not told.startswith(tuple(OBEYED))
    assert told.removeprefix("'") == text.removeprefix("'")
    assert guarded(told) == told


@pytest.mark.parametrize("text", ["", "Ann", "a=b", "'=1", "first-call", "O'Brien", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


ROWS = st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))


@given(ROWS)
def test_a_table_is_read_back_as_it_was_but_for_the_guards(rows: list[list[str]]) -> None:
    read = list(csv.reader(StringIO(csv_text(rows), newline="")))
    assert read == [[guarded(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_a_line_ending_in_a_cell_begins_no_row_that_would_be_obeyed(ending: str) -> None:
    assert csv_text([[f"a{ending}=1", 2, 0.5, None]]) == f'"a{ending}=1",2,0.5,\n'
