from __future__ import annotations

import pytest

from sim.engine.trial import Changed, Chosen, Jumped, Lost, Reason, Step
from sim.report.trial_words import ending_words, found_words, lost_words
from sim.scenario.model import EndingKind

LISTEN = Chosen("noon", "listen")


@pytest.mark.parametrize(
    ("step", "reason", "told"),
    [
        (LISTEN, Reason.CHOICE_GONE, "the choice “listen” is gone from “hall”"),
        (LISTEN, Reason.CHOICE_CLOSED, "the guard of the choice “listen” does not hold any more in “hall”"),
        (LISTEN, Reason.ELSEWHERE, "the choice “listen” was made in “noon”, and the way now leads to “hall”"),
        (LISTEN, Reason.OVER, "the way now ends in “hall”, before the choice “listen”"),
        (LISTEN, Reason.NOWHERE, "the choice “listen” leads to interludes that never end"),
        (
            Jumped("attic"),
            Reason.STATE_GONE,
            "the jump to “attic” leads nowhere: there is no such state any more",
        ),
        (
            Changed((("trust", 3), ("met", 1))),
            Reason.NAME_GONE,
            "the change of “trust”, “met” cannot be made: there is no such meter or fact any more",
        ),
    ],
)
def test_what_is_lost_is_told_with_its_place_and_with_what_there_is(
    step: Step, reason: Reason, told: str
) -> None:
    lost = Lost(4, step, reason, "hall", ("walk", "back"), 1)
    assert lost_words(lost) == f"Step 4: {told}. Now there: walk, back."


def test_where_nothing_can_be_chosen_nothing_is_listed() -> None:
    assert lost_words(Lost(1, LISTEN, Reason.OVER, "out", (), 1)).endswith("before the choice “listen”.")


def test_the_steps_after_it_are_counted() -> None:
    lost = Lost(2, LISTEN, Reason.OVER, "out", (), 3)
    assert lost_words(lost).endswith("before the choice “listen”. 2 later steps left out too.")


def test_no_findings_are_clean() -> None:
    assert found_words(()) == "clean"


@pytest.mark.parametrize(("worth", "told"), [(5, "+5"), (0, "0"), (-4, "-4")])
def test_an_ending_is_told_with_its_worth(worth: int, told: str) -> None:
    assert ending_words(EndingKind.MIXED, worth) == f"The end: mixed, worth {told}"
