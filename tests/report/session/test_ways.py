from __future__ import annotations

from xml.etree import ElementTree

from sim.report.session.positions import positions
from sim.report.session.ways import Way, ways
from sim.report.session.ways_picture import ways_picture
from sim.report.session.ways_words import ways_in_words
from sim.room.rules.command import Step
from sim.room.rules.phase import Move
from sim.room.rules.session_debrief import SessionDebrief
from sim.store.loading import Loaded
from tests.report.session.made import TEAMS, PlayedRoom

SVG = "{http://www.w3.org/2000/svg}"


def shape(way: Way) -> tuple[tuple[str, ...], list[str | None], list[object]]:
    return way.teams, [one.taken for one in way.steps], [shape(branch) for branch in way.branches]


def test_teams_go_together_until_they_choose_differently(parted: SessionDebrief) -> None:
    assert shape(ways(parted.courses)) == (
        ("Red", "Blue", "Green"),
        [],
        [
            (
                ("Red", "Blue"),
                ["ask-her-voice"],
                [(("Red",), ["call-together", "your-side"], []), (("Blue",), ["send-note"], [])],
            ),
            (("Green",), ["leave-it"], []),
        ],
    )


def test_a_team_that_stopped_where_others_went_on_has_a_branch_without_steps(quiet: Loaded) -> None:
    played = PlayedRoom(quiet, teams=TEAMS)
    played.do(Step(Move.SET_OFF))
    played.choose("ask-her-voice", *range(1, 6))
    played.choose("call-together", 1)
    way = ways(played.debrief.courses)
    assert shape(way) == (
        ("Red", "Blue", "Green"),
        ["ask-her-voice"],
        [(("Red",), ["call-together"], []), (("Blue", "Green"), [], [])],
    )
    assert list(ways_in_words(way))[:2] == [
        "All teams chose alike at question 1.",
        "At question 2 Red, Blue and Green parted. Red took “Let us call her now. You start, I am here.” (● best). "
        "Blue and Green stopped there.",
    ]


def test_teams_that_never_began_have_a_way_of_nothing(quiet: Loaded) -> None:
    played = PlayedRoom(quiet, teams=TEAMS)
    played.do(Step(Move.SET_OFF))
    way = ways(played.debrief.courses)
    assert shape(way) == (("Red", "Blue", "Green"), [], [])
    assert ways_picture(way) == ""
    assert next(ways_in_words(way)) == "Red did not come to an ending."


def test_the_picture_has_a_stop_for_each_choice_and_a_name_for_each_team(parted: SessionDebrief) -> None:
    picture = ElementTree.fromstring(ways_picture(ways(parted.courses)))
    stops = picture.findall(f"{SVG}circle")
    assert len(stops) == 5
    assert len({(stop.get("cx"), stop.get("cy")) for stop in stops}) == 5
    texts = [one.text for one in picture.findall(f"{SVG}text")]
    assert [one for one in texts if one in ("Red", "Blue", "Green")] == ["Red", "Blue", "Green"]
    assert texts.count("●") == 3
    assert texts.count("✕") == 2


def test_a_place_holds_the_questions_of_the_teams_that_came_there_on_the_same_way(
    parted: SessionDebrief,
) -> None:
    assert [(one.number, [each.team for each in one.questions]) for one in positions(parted)] == [
        (1, ["Red", "Blue", "Green"]),
        (2, ["Red", "Blue"]),
        (2, ["Green"]),
        (3, ["Red"]),
    ]


def test_a_place_has_one_scene_and_one_verdict_for_all_who_came_there(parted: SessionDebrief) -> None:
    for position in positions(parted):
        first, *others = position.questions
        assert all(
            (one.scene, one.choices, one.options) == (first.scene, first.choices, first.options)
            for one in others
        )
