"""What holds for every session, however it went."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.session.session_csv import session_csv, votes_csv
from sim.report.session.session_form import session_form
from sim.report.session.session_html import session_html
from sim.report.session.session_text import session_text
from sim.room.rules.command import Ask, CastVote, Command, Remove, Rename, Step, Take, TakeForTeam
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Refused
from sim.store.loading import Loaded
from tests.report.page.parsed_page import ParsedPage
from tests.report.session.made import PlayedRoom

PEOPLE = tuple(f"Zq{number}xx" for number in range(1, 6))
TEAMS = dict(zip(PEOPLE, ("Red", "Blue", "Red", "Blue", "Green"), strict=True))


@st.composite
def sessions(draw: st.DrawFn, loaded: Loaded) -> PlayedRoom:
    """A session that somebody led somehow, to its end or not."""
    teams = draw(st.booleans())
    own_pace = teams and draw(st.booleans())
    played = PlayedRoom(
        loaded, PEOPLE[: draw(st.integers(0, 5))] if not teams else PEOPLE, TEAMS if teams else None
    )
    if draw(st.integers(0, 9)) != 9:
        played.do(Step(Move.SET_OFF if own_pace else Move.BEGIN))
    length = draw(st.integers(0, 60))
    for step in draw(st.lists(st.integers(0, 1_000), min_size=length, max_size=length)):
        try:
            _step(played, step)
        except Refused:
            continue
    return played


def _step(played: PlayedRoom, step: int) -> None:
    who = step // 8 % 5 + 1
    course = played.room.course_of(who) if who in played.room.participants else played.room.together
    question = None if course is None else course.question
    choice = "none" if question is None else question.choices[step // 40 % len(question.choices)].id
    match step % 8:
        case 0 | 1 | 2:
            played.do(CastVote(who, 0 if question is None else question.number, choice, f"s{step}"))
        case 3:
            team = TEAMS[PEOPLE[who - 1]]
            played.do(TakeForTeam(team, choice) if step % 5 else Remove(who))
        case 4:
            played.do(Rename(who, f"Zq{step}yy"))
        case 5 if step > 900:
            played.do(Step(Move.END if step % 2 else Move.FINISH))
        case _:
            forward: dict[str, Command] = {
                Phase.SCENE: Ask(),
                Phase.OPEN: Step(Move.CLOSE),
                Phase.CLOSED: Step(Move.REVEAL),
                Phase.SPLIT: Take(choice if step % 3 else None) if step % 4 else Step(Move.COACH),
                Phase.COACHING: Take(choice),
                Phase.NEXT: Step(Move.GO_ON),
            }
            if played.room.phase in forward:
                played.do(forward[played.room.phase])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_session_can_be_told_and_nobody_is_named_unasked(quiet: Loaded, data: st.DataObject) -> None:
    debrief = data.draw(sessions(quiet)).debrief
    page = session_html(debrief, quiet.catalogue, date(2026, 3, 9))
    table, form, text = session_csv(debrief), json.dumps(session_form(debrief)), session_text(debrief)
    assert not any("Zq" in told for told in (page, table, form, text))
    parsed = ParsedPage(page)
    assert parsed.faults == []
    assert len(set(parsed.ids)) == len(parsed.ids)
    assert all(
        one.name in session_html(debrief, quiet.catalogue, date(2026, 3, 9), True)
        for one in debrief.participants
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_tables_count_every_vote_once(quiet: Loaded, data: st.DataObject) -> None:
    debrief = data.draw(sessions(quiet)).debrief
    counted = list(csv.DictReader(StringIO(session_csv(debrief))))
    votes = list(csv.DictReader(StringIO(votes_csv(debrief))))
    assert sum(int(row["votes"]) for row in counted) == sum(len(one.votes) for one in debrief.questions)
    assert sum(bool(row["choice"]) for row in votes) == sum(one.votes for one in debrief.participants)
    taken = [row["choice"] for row in counted if row["taken"] == "yes"]
    assert taken == [one.taken for one in debrief.questions if one.taken is not None]
