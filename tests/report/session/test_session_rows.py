from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.session.session_rows import (
    SessionRow,
    SessionState,
    session_row,
    session_row_words,
    sessions_form,
    sessions_lines,
)
from sim.room.rules.command import Remove, Step
from sim.room.rules.phase import Move
from sim.store.loading import Loaded
from tests.report.session.made import CODE, PEOPLE, PlayedRoom, apart, together


def test_a_session_is_told_by_its_events_alone(quiet: Loaded) -> None:
    played = PlayedRoom(quiet)
    assert session_row(played.events).state is SessionState.NOT_BEGUN
    played.do(Step(Move.BEGIN), Remove(2))
    played.decide("ask-her-voice")
    row = session_row(played.events)
    assert (row.state, row.people, row.decided, row.own_pace) == (SessionState.UNDER_WAY, 4, 1, False)
    played.do(Step(Move.END))
    assert session_row(played.events).state is SessionState.OVER


def test_choices_of_all_teams_are_counted(quiet: Loaded) -> None:
    row = session_row(apart(quiet).events)
    assert (row.own_pace, row.decided) == (True, 6)
    assert session_row_words(row).endswith("5 people, under way, 6 choices taken by 3 teams")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(quiet: Loaded, width: int) -> None:
    rows = [session_row(apart(quiet).events), session_row(PlayedRoom(quiet, people=()).events)]
    long = replace(rows[0], opened=replace(rows[0].opened, scenario="a-scenario-with-a-long-name-" * 3))
    for listed in (rows, [*rows, long]):
        assert max(map(len, sessions_lines(listed, width))) <= width


def test_what_a_terminal_would_obey_is_written_out(quiet: Loaded) -> None:
    row = session_row(together(quiet).events)
    hostile = SessionRow(replace(row.opened, scenario="\x1b[31m\u202e"), row.state, False, 1, 1)
    told = "\n".join([*sessions_lines([hostile], 80), session_row_words(hostile)])
    assert not {"\x1b", "\u202e"} & set(told)


def test_the_list_for_programs_names_nobody(quiet: Loaded) -> None:
    [form] = sessions_form([session_row(together(quiet).events)])
    assert form["session"] == CODE
    assert not any(name in str(form) for name in PEOPLE)
