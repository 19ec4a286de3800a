from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from sim.report.session.session_csv import session_csv, votes_csv
from sim.report.session.session_form import session_form
from sim.room.rules.session_debrief import SessionDebrief
from sim.store.loading import Loaded
from tests.report.session.made import HOSTILE, PEOPLE, together, with_name


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_a_row_a_choice_tells_the_votes_what_was_taken_and_what_it_cost(whole: SessionDebrief) -> None:
    table = rows(session_csv(whole))
    told = [(row["question"], row["choice"], row["votes"], row["share"], row["taken"]) for row in table]
    assert told == [
        ("1", "ask-her-voice", "1", "0.25", "no"),
        ("1", "whose-fault", "0", "0.0", "no"),
        ("1", "leave-it", "3", "0.75", "yes"),
        ("2", "call-together", "2", "0.5", "yes"),
        ("2", "send-note", "2", "0.5", "no"),
        ("3", "your-side", "2", "0.4", "yes"),
        ("3", "offer-months", "3", "0.6", "no"),
    ]
    decided = [row["decided"] for row in table if row["taken"] == "yes"]
    assert decided == ["majority", "tie-broken", "facilitator"]
    assert [row["label"] for row in table][:3] == ["best", "mistake", "blunder"]
    assert [row["best"] for row in table] == ["yes", "no", "no", "yes", "no", "yes", "no"]


def test_each_teams_questions_have_rows_of_their_own(parted: SessionDebrief) -> None:
    table = rows(session_csv(parted))
    taken = [(row["team"], row["choice"]) for row in table if row["taken"] == "yes"]
    assert taken == [
        ("Red", "ask-her-voice"),
        ("Red", "call-together"),
        ("Red", "your-side"),
        ("Blue", "ask-her-voice"),
        ("Blue", "send-note"),
        ("Green", "leave-it"),
    ]


def test_the_table_of_votes_has_a_row_for_each_person_and_question(whole: SessionDebrief) -> None:
    table = rows(votes_csv(whole))
    assert [row["name"] for row in table] == [name for name in PEOPLE for _ in range(3)]
    eve = [(row["question"], row["choice"]) for row in table if row["name"] == "Eve"]
    assert eve == [("1", ""), ("2", ""), ("3", "offer-months")]


def test_somebodys_votes_are_those_on_their_own_teams_questions(parted: SessionDebrief) -> None:
    table = rows(votes_csv(parted))
    assert [(row["question"], row["choice"]) for row in table if row["name"] == "Ann"] == [
        ("1", "ask-her-voice"),
        ("2", "call-together"),
        ("3", "your-side"),
    ]
    assert {row["team"] for row in table if row["name"] == "Dan"} == {"Blue"}


def test_the_votes_sum_up_to_the_split(whole: SessionDebrief) -> None:
    voted = [(row["question"], row["choice"]) for row in rows(votes_csv(whole)) if row["choice"]]
    for row in rows(session_csv(whole)):
        assert voted.count((row["question"], row["choice"])) == int(row["votes"])


@pytest.mark.parametrize("name", [HOSTILE, "=cmd()", "+1", "-1", "@x", " =1", "\t=1", "＝1"])
def test_no_name_is_a_formula_or_ends_its_row(quiet: Loaded, name: str) -> None:
    debrief = with_name(together(quiet), 1, name)
    table = rows(votes_csv(debrief))
    told = table[0]["name"]
    assert not told.startswith(("=", "+", "-", "@", "＝", " ", "\t"))
    assert len(table) == len(PEOPLE) * 3


def test_json_without_names_has_nothing_of_who_voted_for_what(whole: SessionDebrief) -> None:
    form = session_form(whole)
    text = json.dumps(form)
    assert not any(f'"{name}"' in text for name in PEOPLE)
    assert form["participants"] is None
    assert '"participant"' not in text
    assert form["people"]["conducts"] == sorted(form["people"]["conducts"])
    assert (form["people"]["joined"], form["people"]["voted"]) == (5, 5)


def test_json_with_names_has_everybodys_votes(whole: SessionDebrief) -> None:
    people = session_form(whole, names=True)["participants"]
    assert [one["name"] for one in people] == list(PEOPLE)
    assert people[4]["votes"] == [{"team": None, "question": 3, "choice": "offer-months"}]


def test_json_tells_the_run_and_where_the_majority_erred(whole: SessionDebrief) -> None:
    form = json.loads(json.dumps(session_form(whole)))
    [course] = form["courses"]
    assert (course["run"]["ending"]["kind"], course["run"]["total"]) == ("success", 3)
    assert course["conduct"] == pytest.approx(course["run"]["conduct"])
    assert [one["majority_erred"] for one in course["questions"]] == [True, False, True]
    assert [one["seen_by_few"] for one in course["questions"]] == [["ask-her-voice"], [], ["your-side"]]
    assert form["most_split"][0] == {"team": None, "question": 2}
    assert course["chair"][0]["words"].startswith("They were quick to pay for the silence.")


def test_json_tells_nothing_of_where_the_scenarios_file_lies(whole: SessionDebrief) -> None:
    assert whole.opened.path not in json.dumps(session_form(whole, names=True))


def test_json_of_teams_has_a_course_of_each(parted: SessionDebrief) -> None:
    form = session_form(parted)
    assert [(one["team"], one["members"], one["run"] is None) for one in form["courses"]] == [
        ("Red", 1, False),
        ("Blue", 2, True),
        ("Green", 2, True),
    ]
