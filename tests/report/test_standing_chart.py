from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.standing_chart import AXIS, standing_chart

values = st.lists(st.floats(-60, 60), min_size=1, max_size=20)


def test_a_fall_is_drawn_as_a_step_down() -> None:
    assert standing_chart([8, 0], 30, 3).text == (
        "   8 ┤────────╮\n     │        │\n   0 ┤        ╰───────\n         1      end"
    )


def test_a_rise_is_drawn_as_a_step_up() -> None:
    chart = standing_chart([0, 4], 30, 3)
    assert chart.plot[0].strip().startswith("╭")
    assert chart.plot[2].rstrip().endswith("╯")


def test_zero_is_on_the_scale_where_the_run_crosses_it() -> None:
    chart = standing_chart([8, 3, -8], 40, 5)
    assert chart.scale[2].strip() == "0 ┤"


def test_a_run_that_never_moves_is_one_row() -> None:
    chart = standing_chart([4, 4, 4], 40, 5)
    assert len(chart.plot) == 1
    assert chart.plot[0] == "─" * 24


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        standing_chart([], 40, 5)


@given(values, st.integers(20, 120), st.integers(1, 9))
def test_every_value_has_its_step_and_all_rows_are_equally_long(
    standings: list[float], width: int, height: int
) -> None:
    chart = standing_chart(standings, width, height)
    assert len({len(row) for row in (*chart.plot, chart.numbers)}) == 1
    assert {len(row) for row in chart.scale} == {AXIS + 1}
    for start, end in chart.places:
        column = {row[end - 1] for row in chart.plot}
        assert "─" in column
        assert chart.numbers[start:end].strip()


@given(values)
def test_a_better_standing_is_never_drawn_lower(standings: list[float]) -> None:
    chart = standing_chart(standings, 120, 7)
    rows = [
        next(number for number, row in enumerate(chart.plot) if row[end - 1] == "─")
        for _, end in chart.places
    ]
    for (one, here), (other, there) in zip(
        zip(standings, rows, strict=True), list(zip(standings, rows, strict=True))[1:], strict=False
    ):
        if one > other:
            assert here <= there
        elif one < other:
            assert here >= there
