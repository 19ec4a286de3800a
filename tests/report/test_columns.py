from __future__ import annotations

from sim.report.columns import columns

ROWS = [("a", "1", "22"), ("long", "333", "4")]


def test_the_first_column_stands_left_and_the_others_right() -> None:
    assert list(columns(("name", "x", "y"), ROWS, 80)) == ["name    x   y", "a       1  22", "long  333   4"]


def test_a_table_that_is_too_wide_goes_on_below_with_its_names() -> None:
    assert list(columns(("name", "x", "y"), ROWS, 9)) == [
        "name    x",
        "a       1",
        "long  333",
        "",
        "name   y",
        "a     22",
        "long   4",
    ]
