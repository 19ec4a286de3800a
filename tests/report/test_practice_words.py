from __future__ import annotations

from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.catalogue import Principle
from scoring.next_practice import Reason, Turn
from sim.report.practice_words import practice_lines, practice_words
from sim.store.next_to_practise import NextToPractise, Playable

A_MONDAY = date(2026, 3, 2)
HOW = "n plays it."


def found(turn: Turn | None, title: str = "The gatekeeper", name: str = "Curiosity") -> NextToPractise:
    principle = Principle("curiosity", name, "Why?", "It asks.")
    playable = Playable("gate", Path("gate.yaml"), title, "intro", 10, (0, 10), (), MappingProxyType({}))
    return NextToPractise(playable, turn, None if turn is None else principle, A_MONDAY)


def due(days: int) -> Turn:
    return Turn("curiosity", Reason.DUE, days)


def ahead(days: int) -> Turn:
    return Turn("curiosity", Reason.AHEAD, days)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (None, "New here? Begin with The gatekeeper, intro, 10 minutes. n plays it."),
        (due(0), "Practise today: Curiosity. Due today, and The gatekeeper asks for it. n plays it."),
        (due(1), "Practise today: Curiosity. Due yesterday, and The gatekeeper asks for it. n plays it."),
        (due(2), "Practise today: Curiosity. Due 2 days ago, and The gatekeeper asks for it. n plays it."),
        (
            Turn("curiosity", Reason.NEW, None),
            "Practise today: Curiosity. Not practised yet, and The gatekeeper asks for it. n plays it.",
        ),
        (
            ahead(1),
            "Nothing here is due before tomorrow. To go on: Curiosity, in The gatekeeper. n plays it.",
        ),
        (
            ahead(3),
            "Nothing here is due before Thursday. To go on: Curiosity, in The gatekeeper. n plays it.",
        ),
        (ahead(6), "Nothing here is due before Sunday. To go on: Curiosity, in The gatekeeper. n plays it."),
        (ahead(7), "Nothing here is due for 7 days. To go on: Curiosity, in The gatekeeper. n plays it."),
        (
            ahead(4_000),
            "Nothing here is due for 4,000 days. To go on: Curiosity, in The gatekeeper. n plays it.",
        ),
    ],
)
def test_the_line_says_what_to_practise_and_why(turn: Turn | None, words: str) -> None:
    assert practice_words(found(turn), HOW) == words


def test_without_a_way_to_play_it_the_line_ends_with_its_reason() -> None:
    assert (
        practice_words(found(due(0)))
        == "Practise today: Curiosity. Due today, and The gatekeeper asks for it."
    )


def test_line_breaks_in_a_title_stay_out_of_the_line() -> None:
    assert "\n" not in practice_words(found(due(0), title="One\nTwo", name="Three\nFour"), HOW)


turns = st.none() | st.integers(0, 4_000).map(due) | st.integers(1, 4_000).map(ahead)


@given(turns | st.just(Turn("curiosity", Reason.NEW, None)), st.text(min_size=1), st.text(min_size=1))
def test_every_length_names_both_and_each_is_shorter_than_the_one_before(
    turn: Turn | None, title: str, name: str
) -> None:
    lines = practice_lines(found(turn, title, name), HOW)
    names = {" ".join(title.split())} | ({" ".join(name.split())} if turn else set())
    for phrases in lines:
        assert {phrase.words for phrase in phrases if phrase.is_name} == names
    lengths = [sum(len(phrase.words) for phrase in phrases) for phrases in lines]
    assert lengths == sorted(set(lengths), reverse=True)


@pytest.mark.parametrize("turn", [due(12), ahead(12), Turn("curiosity", Reason.NEW, None)])
def test_the_shortest_begins_with_the_reason_so_that_cutting_it_leaves_that(turn: Turn) -> None:
    shortest = practice_lines(found(turn), HOW)[-1]
    assert shortest[0].words in ("Due 12 days ago: ", "In 12 days: ", "Not practised yet: ")
    assert shortest[-1].words == "The gatekeeper"
