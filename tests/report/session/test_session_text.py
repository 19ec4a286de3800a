from __future__ import annotations

import pytest

from sim.report.session.session_text import session_text
from sim.report.session.session_words import people_words, state_words
from sim.room.rules.command import Ask, Step, Take
from sim.room.rules.phase import Move
from sim.room.rules.session_debrief import SessionDebrief
from sim.store.loading import Loaded, load
from tests.report.session.made import CODE, HOSTILE, PlayedRoom, together, with_name
from tests.room.conftest import THE_EXAMPLE as WITH_PROMPTS


def test_the_text_tells_the_session_question_by_question(whole: SessionDebrief) -> None:
    lines = session_text(whole, width=None).splitlines()
    for line in (
        "5 people took part, and all of them voted.",
        "Conduct: 80 (how you decided)",
        "Question 1: Monday, 8:40",
        "✕ blunder, costs 57 points: Send her something warm today.",
        "2 of 4 (50%), taken",
        "1 of 4 saw: “When did you last hear Priya's voice?”",
        "From the empty chair",
    ):
        assert line in lines, line


def test_no_line_is_wider_than_asked_for(whole: SessionDebrief, parted: SessionDebrief) -> None:
    for debrief in (whole, parted):
        assert max(map(len, session_text(debrief, names=True, width=60).splitlines())) <= 60


def test_the_text_names_people_only_where_that_is_asked_for(quiet: Loaded) -> None:
    debrief = with_name(together(quiet), 1, HOSTILE)
    assert "Cleo" not in session_text(debrief)
    named = session_text(debrief, names=True)
    assert "  Cleo: voted on 3, conduct 0" in named.splitlines()
    assert not {"\x1b", "\u202e"} & set(named)


def test_the_discuss_prompts_of_a_scenario_are_told() -> None:
    loaded = load(WITH_PROMPTS)
    played = PlayedRoom(loaded)
    played.do(Step(Move.BEGIN))
    played.vote("ask-her-voice", "leave-it")
    assert "To discuss: Who in your team has a customer like this?" in session_text(
        played.debrief, width=None
    )


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([], "It has not begun."),
        ([Step(Move.END)], "It was ended before it began."),
        ([Step(Move.BEGIN)], "The session is under way, at question 1."),
        (
            [Step(Move.BEGIN), Step(Move.END)],
            "The session was ended at question 1, before the story was over.",
        ),
        (
            [Step(Move.BEGIN), Step(Move.FINISH)],
            "The session was ended at question 1, before the story was over.",
        ),
    ],
)
def test_how_far_a_session_came_is_told(quiet: Loaded, moves: list[Step], told: str) -> None:
    played = PlayedRoom(quiet)
    played.do(*moves)
    assert state_words(played.debrief) == told


def test_of_a_session_at_its_end_nothing_is_to_be_told(whole: SessionDebrief) -> None:
    assert state_words(whole) == ""


@pytest.mark.parametrize(
    ("people", "votes", "told"),
    [
        ((), (), "Nobody joined."),
        (("Ann",), ("ask-her-voice",), "1 person took part, and voted."),
        (("Ann", "Bo"), ("ask-her-voice",), "2 people took part, 1 of them voted."),
    ],
)
def test_how_many_took_part_is_told(
    quiet: Loaded, people: tuple[str, ...], votes: tuple[str, ...], told: str
) -> None:
    played = PlayedRoom(quiet, people)
    played.do(Step(Move.BEGIN))
    played.vote(*votes)
    assert people_words(played.debrief) == told


def test_a_choice_that_nobody_voted_for_is_told_as_the_facilitators(quiet: Loaded) -> None:
    played = PlayedRoom(quiet)
    played.do(Step(Move.BEGIN), Ask(), Step(Move.CLOSE), Step(Move.REVEAL), Take("leave-it"))
    text = session_text(played.debrief, width=None)
    assert "Nobody had voted, and the facilitator took it." in text
    assert "no votes, taken" in text
    assert CODE not in text
