from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from sim.tui.row import Column, Row

_TEXTS = st.text(st.characters(exclude_categories=["C", "Z", "M"]), max_size=40)


@given(_TEXTS, _TEXTS, st.integers(30, 120))
def test_a_row_is_as_wide_as_its_list_whatever_it_says(words: str, column: str, width: int) -> None:
    row = Row(Content(words), Column(Content(column), 8), Column(Content(column), 6, right=True))
    assert row.content(width).cell_length == width


def test_words_that_do_not_fit_end_in_an_ellipsis_and_the_columns_stay() -> None:
    row = Row(Content("a long title indeed"), Column(Content("12"), 4, right=True))
    assert row.content(16).plain == "a long ti…    12"
