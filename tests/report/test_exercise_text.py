from __future__ import annotations

import pytest

from scoring.label import label
from sim.engine.exercise import WITHIN, Option
from sim.report.exercise_text import accepted_words, left_out_words, points_words, verdict_words
from sim.store.loading import load
from sim.store.played_file import NotAsPlayed
from tests.tui.run_stage import QUIET

EDITED, GONE, UNFIT = NotAsPlayed.EDITED, NotAsPlayed.GONE, NotAsPlayed.UNFIT


def option(points: float) -> Option:
    """A choice that costs so many points of a spread of 100."""
    scenario = load(QUIET).scenario
    choice = scenario.states[scenario.start].choices[0]
    return Option(choice, points, points, label(points, 100), points == 0, points <= WITHIN)


def test_the_best_choice_is_called_so_and_another_that_is_accepted_is_not() -> None:
    assert accepted_words(option(0)) == "That is the best choice here."
    assert accepted_words(option(1.5)) == "That is as good as the best: within 2 points of it."


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0, "● best"),
        (0.2, "◐ sound, costs under 1 point"),
        (1, "◐ sound, costs 1 point"),
        (18.4, "✕ blunder, costs 18 points"),
    ],
)
def test_a_verdict_tells_the_label_and_the_cost(points: float, words: str) -> None:
    assert verdict_words(option(points)) == words


def test_points_are_whole() -> None:
    assert [points_words(points) for points in (0.49, 0.5, 1.4, 31.0)] == [
        "under 1 point",
        "1 point",
        "1 point",
        "31 points",
    ]


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({}, ""),
        ({EDITED: 0}, ""),
        ({GONE: 1}, "1 position is left out: the scenario's file is gone."),
        ({EDITED: 3}, "3 positions are left out: the scenario was edited since."),
        (
            {EDITED: 2, UNFIT: 1},
            "3 positions are left out: in 2 the scenario was edited since, "
            "in 1 the run does not fit its scenario any more.",
        ),
    ],
)
def test_what_is_left_out_is_counted_by_its_reasons(left_out: dict[NotAsPlayed, int], words: str) -> None:
    assert left_out_words(left_out) == words
