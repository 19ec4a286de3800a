from __future__ import annotations

import io
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.label import Label
from sim.cli.join_news import JoinNews
from sim.cli.line_talk import LineTalk
from sim.engine.telling import Told, Voice
from sim.room.guest.frame import (
    ChoiceWorth,
    Frame,
    OfferedChoice,
    Own,
    QuestionResult,
    Shared,
    TakenOne,
)
from sim.room.guest.seen import Ballot, Link, Seen
from sim.room.rules.event import Decided
from sim.room.rules.phase import Phase
from sim.room.rules.question import Split, Vote
from sim.scenario.model import EndingKind, Person
from sim.tui.own_debrief import OwnDebrief
from sim.tui.room_answers import RoomAnswers

IDS = st.sampled_from(["a", "b", "c", "somewhere else"])
WORDS = st.sampled_from(["", "Ask her.", "[/b] a [word", "long " * 30, "two\nlines", "日本語"])
WHOLE = st.integers(-(2**53), 2**53)
NUMBER = st.floats(-1e15, 1e15)
SPLITS = st.builds(
    Split,
    st.dictionaries(IDS, WHOLE, max_size=3),
    st.dictionaries(IDS, WHOLE, max_size=3),
    st.lists(IDS, max_size=3).map(tuple),
)
CHOICES = st.lists(st.builds(OfferedChoice, IDS, WORDS), max_size=4).map(tuple)
WORTHS = st.lists(
    st.builds(ChoiceWorth, IDS, st.sampled_from(Label), NUMBER, st.booleans(), st.booleans(), WORDS),
    max_size=4,
).map(tuple)
TOLD = st.lists(
    st.builds(Told, st.sampled_from(Voice), WORDS, st.none() | st.builds(Person, WORDS, WORDS, WORDS)),
    max_size=3,
).map(tuple)
RESULTS = st.lists(
    st.builds(
        QuestionResult,
        WHOLE,
        WORDS,
        CHOICES,
        SPLITS,
        st.none() | IDS,
        st.none() | st.sampled_from(Decided),
        WORTHS,
    ),
    max_size=2,
).map(tuple)
SHARED = st.builds(
    Shared,
    code=WORDS,
    title=WORDS,
    phase=st.sampled_from(Phase),
    own_pace=st.booleans(),
    question=st.none() | WHOLE,
    told=TOLD,
    choices=CHOICES,
    deadline=st.none() | NUMBER,
    people=WHOLE,
    teams=st.lists(WORDS, max_size=3).map(tuple),
    locked=st.booleans(),
    split=st.none() | SPLITS,
    worths=st.none() | WORTHS,
    taken=st.none() | st.builds(TakenOne, IDS, WORDS, st.sampled_from(Decided)),
    ending=st.none() | st.sampled_from(EndingKind),
    results=RESULTS,
)
OWN = st.builds(
    Own,
    participant=WHOLE,
    name=WORDS,
    team=st.none() | WORDS,
    vote=st.none() | st.builds(Vote, IDS, WORDS),
    voted=WHOLE,
    members=WHOLE,
    results=st.dictionaries(WHOLE, st.none() | IDS, max_size=2),
    conduct=st.none() | NUMBER,
)
FRAMES = st.builds(Frame, SHARED, OWN, WHOLE, NUMBER)
SEEN = st.builds(
    Seen,
    link=st.sampled_from(Link),
    frame=FRAMES,
    received=NUMBER,
    ballot=st.none() | st.builds(Ballot, WHOLE, IDS, WORDS),
    said=st.lists(WORDS, max_size=2).map(tuple),
)


class Lines(LineTalk):
    """What is printed."""

    def __init__(self) -> None:
        self.output = io.StringIO()
        super().__init__(io.StringIO(), self.output)
        self.news = JoinNews(self._say, self._tell)

    def show(self, seen: Iterable[Seen]) -> str:
        for each in seen:
            self.news.show(each)
        return self.output.getvalue()


@settings(max_examples=150)
@given(st.lists(SEEN, min_size=1, max_size=4))
def test_whatever_a_server_makes_of_its_values_is_told_somehow(seen: list[Seen]) -> None:
    lines = Lines()
    lines.show(seen)
    lines.news.tell_again()
    assert lines.output.getvalue()


@settings(max_examples=150)
@given(FRAMES, st.none() | IDS, st.integers(8, 120))
def test_whatever_a_server_makes_of_its_values_is_drawn_within_its_width(
    frame: Frame, own: str | None, width: int
) -> None:
    answers, debrief = RoomAnswers(), OwnDebrief()
    answers.tell(frame.shared, own)
    debrief.tell(frame)
    for line in (*answers.lines(width), *debrief.lines(width)):
        assert line.cell_length <= width


@given(SEEN)
def test_the_same_seen_again_is_not_told_again(seen: Seen) -> None:
    lines = Lines()
    first = lines.show([seen])
    second = lines.show([Seen(seen.link, seen.frame, seen.received, seen.ballot)])
    assert second == first
