from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.catalogue import Catalogue, Insight, Principle
from sim.report.progress_drawing import braille_line, signed_bars, sparkline, two_marks
from sim.report.progress_form import progress_form
from sim.report.progress_rows import ProgressRows
from sim.report.progress_text import progress_lines
from sim.report.progress_words import conduct_words
from sim.report.runs_chart import SCALE, columned, runs_chart
from sim.store.progress_values import Progress
from sim.store.store import Store
from tests.store.kept_history import WrittenDecision, WrittenRun, write_runs

CATALOGUE = Catalogue.of(
    [
        Principle("curiosity", "Ask before you answer", "What do I not know?", "About asking."),
        Principle("presence", "Be there", "Who is in the room?", "About being there."),
    ],
    [
        Insight("ask-twice", "curiosity", "Ask twice", "The second answer is the true one."),
        Insight("come-early", "presence", "Come early", "Doors open before the meeting."),
        Insight("listen", "curiosity", "Listen", "Silence is an answer."),
        Insight("wait", "curiosity", "Wait", "Most things can."),
    ],
)


def progress_of(runs: Sequence[WrittenRun]) -> Progress:
    with closing(Store.in_memory()) as store:
        write_runs(store._connection, runs)
        return store.progress()


def rows_of(runs: Sequence[WrittenRun], **titles: str) -> ProgressRows:
    return ProgressRows(progress_of(runs), CATALOGUE, titles)


def text_of(runs: Sequence[WrittenRun], width: int = 80, **titles: str) -> str:
    return "\n".join(progress_lines(rows_of(runs, **titles), width))


SOME = [
    WrittenRun(
        "one",
        day=1,
        conduct=40,
        decisions=[
            WrittenDecision(0, [("curiosity", 1, 4)], ["ask-twice", "come-early"]),
            WrittenDecision(2, [], ["listen"]),
        ],
    ),
    WrittenRun("one", day=2, conduct=95, taken_over=1, total=9),
    WrittenRun("two", day=3, conduct=None, luck=None),
    WrittenRun(
        "one",
        day=4,
        conduct=64,
        decisions=[
            WrittenDecision(2, [("curiosity", 3, 4)], ["ask-twice"]),
            WrittenDecision(0, [], ["come-early"]),
        ],
    ),
]


def test_without_a_finished_run_the_text_says_what_will_be_here_and_how_to_begin() -> None:
    text = text_of([], one="The first")
    assert text.startswith("No finished run yet.\nHere you will see")
    assert text.endswith("Play one: emptychair play")


def test_the_text_tells_conduct_in_words_and_names_what_is_not_counted() -> None:
    text = text_of(SOME)
    assert "4 runs, conduct 52 on average. 1 could not be judged." in text
    assert "↺ 1 tried again from a decision, not counted." in text.replace("\n", " ")


def test_many_runs_are_told_by_their_halves() -> None:
    runs = [WrittenRun(day=day, conduct=10.0 * day) for day in range(1, 6)]
    assert conduct_words(progress_of(runs).runs) == (
        "5 runs, conduct 30 on average: 15 in the first 2, 45 in the latest 2."
    )


def test_the_first_attempt_stands_against_the_latest() -> None:
    lines = text_of(SOME, one="The first of all", two="Second", three="Third").splitlines()
    row = next(line for line in lines if line.startswith("The first of all"))
    assert row.split()[-5:] == ["40", "64", "+24", "64", "2"]
    assert "○" in row
    assert "●" in row
    assert "Not played yet: Third." in lines
    unjudged = next(line for line in lines if line.startswith("Second"))
    assert unjudged.split() == ["Second", "-", "-", "-", "-", "1"]


def test_a_principle_is_drawn_and_told_with_its_change() -> None:
    text = text_of(SOME)
    assert (
        "Ask before you answer: Now 75 of 100, 50 higher since the first time; 50 over\n    all runs." in text
    )
    assert "    ▃▆\n" in text
    assert "Be there: Not at stake in any finished run yet." in text


def test_insights_stand_in_their_four_states() -> None:
    text = text_of(SOME, one="One")
    states = [
        "Understood last time (1)",
        "  ● Come early: 2 times at stake, 2 of them understood. Last: One, decision 2",
        "Understood before, missed last time (1)",
        "  ◐ Ask twice: 2 times at stake, 1 of them understood. Last: One, decision 1",
        "Missed (1)",
        "  ○ Listen: 1 time at stake, 0 of them understood. Last: One, decision 2",
        "Not met yet (1)",
        "  · Wait",
    ]
    places = [text.index(words) for words in states]
    assert places == sorted(places)
    assert "1 understood last time, 3 met, of 4 insights." in text


def test_what_only_the_history_names_goes_by_its_id() -> None:
    strange = WrittenDecision(0, [("my-own", 1, 2)], ["mine-alone"])
    text = text_of([WrittenRun("gone[/b]\x1b[31m", decisions=[strange])])
    assert "my-own: You followed it to 50 of 100." in text
    assert "● mine-alone: 1 time at stake" in text
    assert "gone[/b]\\u001b[31m" in text
    assert "\x1b" not in text


def test_runs_that_cannot_be_read_are_named() -> None:
    with closing(Store.in_memory()) as store:
        write_runs(store._connection, [WrittenRun(), WrittenRun(kind="glory")])
        progress = store.progress()
    lines = list(progress_lines(ProgressRows(progress, CATALOGUE), 80))
    assert "1 run of the history cannot be read any more and is left out." in lines


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    runs = [WrittenRun(f"scenario-{n % 5}", day=n, conduct=n % 100) for n in range(300)]
    long = "A scenario whose title goes on and on until nobody can say where it ends"
    text = text_of([*SOME, *runs], width, **{f"scenario_{n}": long for n in range(5)}, one=long)
    assert max(map(len, text.splitlines())) <= width


def test_the_json_has_everything_and_null_for_what_is_not_known() -> None:
    form = json.loads(json.dumps(progress_form(rows_of(SOME, one="One"))))
    assert [run["conduct"] for run in form["runs"]] == [40, 95, None, 64]
    assert [run["taken_over"] for run in form["runs"]] == [0, 1, 0, 0]
    assert [(one["scenario"], one["title"], one["change"]) for one in form["scenarios"]] == [
        ("one", "One", 24),
        ("two", "two", None),
    ]
    assert form["windows"] == [1, 1]
    assert form["principles"][0]["windows"] == [25, 75]
    assert form["principles"][1] == {
        "principle": "presence",
        "name": "Be there",
        "windows": [None, None],
        "overall": None,
        "latest": None,
        "change": None,
    }
    assert {one["insight"]: one["state"] for one in form["insights"]} == {
        "ask-twice": "forgotten",
        "come-early": "understood",
        "listen": "missed",
        "wait": "not met",
    }


def test_a_sparkline_has_a_cell_a_value_and_a_dot_for_none() -> None:
    assert sparkline([0, None, 50, 100]) == "▁·▅█"


def test_the_latest_mark_lies_on_top_of_the_first() -> None:
    assert two_marks(0, 100, 5) == "○───●"
    assert two_marks(100, 50, 5) == "··●─○"
    assert two_marks(50, 50, 5) == "··●··"


def test_what_is_below_zero_hangs_and_zero_is_a_dot() -> None:
    assert signed_bars([4, -4, 0, None], 4, 2) == ("█   ·   ", "  █     ")


@given(st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=40), st.integers(1, 6), st.integers(1, 8))
def test_a_line_has_its_rows_and_something_in_every_step_that_has_a_value(
    values: list[float | None], step: int, height: int
) -> None:
    rows = braille_line(values, step, height)
    assert [len(row) for row in rows] == [len(values) * step] * height
    for place, value in enumerate(values):
        part = "".join(row[place * step : (place + 1) * step] for row in rows)
        before, after = (values[at] if 0 <= at < len(values) else None for at in (place - 1, place + 1))
        if value is not None:
            assert part.strip()
        elif before is None and after is None:
            assert not part.strip()


@given(st.integers(1, 400), st.integers(20, 120), st.integers(1, 8))
def test_a_chart_of_any_number_of_runs_fits_its_room(count: int, width: int, height: int) -> None:
    runs = progress_of([WrittenRun(day=day, conduct=day % 101) for day in range(min(count, 60))]).runs
    runs = (runs * (count // len(runs) + 1))[:count]
    chart = runs_chart(runs, width, height)
    assert len(chart.lines) == height + 4
    assert max(map(len, chart.lines)) <= width
    assert len({len(plot) for plot in chart.plot}) == 1
    assert sum(map(len, columned(runs, width - SCALE))) == count
