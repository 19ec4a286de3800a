from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
