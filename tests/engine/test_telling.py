"""What a player is told, in order, and the meters beside it."""

from __future__ import annotations

from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.telling import Voice
from tests.engine.hand_made import arm, choice, decision, ending, interlude, meter, story
from tests.scenario_strategy import Signed, Story

CAST = {"kim": {"name": "Kim", "role": "A customer"}}
ABOVE = [{"when": f"mood >= {limit}", "say": f"over {limit}"} for limit in (1, 2, 3, 4)]


def rising() -> Story:
    """Each part of a step raises the mood by one, and tells how high it is at that moment."""
    up = {"mood": Signed(1)}
    return story(
        {
            "here": decision(
                choice(
                    "go",
                    effects=up,
                    reply=["reply", *ABOVE],
                    route=[arm("pass", effects=up, reply=["arm", *ABOVE])],
                ),
                choice("stay", "end"),
                caption="Monday",
                scene=["scene", {"kim": "Well."}, *ABOVE],
            ),
            "pass": interlude(goto="end", effects=up, scene=["between", *ABOVE]),
            "end": ending(effects=up, scene=["the end", *ABOVE]),
        },
        meters={"mood": meter(0, max=9, bands={1: "some", 3: "much"}), "secret": meter(5, hidden=True)},
        cast=CAST,
    )


def test_a_run_begins_with_the_caption_and_the_scene() -> None:
    play = Play(ScenarioMachine(rising().compiled), 0)
    assert [(told.voice, told.words) for told in play.told] == [
        (Voice.CAPTION, "Monday"),
        (Voice.NARRATION, "scene"),
        (Voice.PERSON, "Well."),
    ]
    assert play.told[2].person is not None
    assert play.told[2].person.name == "Kim"
    assert play.fresh == 3


def test_the_guards_of_lines_are_read_at_their_moment() -> None:
    play = Play(ScenarioMachine(rising().compiled), 0)
    told = play.choose("go")
    assert [item.words for item in told] == [
        *("Say go.", "reply", "over 1"),
        *("arm", "over 1", "over 2"),
        *("between", "over 1", "over 2", "over 3"),
        *("the end", "over 1", "over 2", "over 3", "over 4"),
    ]
    assert told[0].voice is Voice.PLAYER
    assert play.fresh == len(told)
    assert play.told[-play.fresh :] == list(told)


def test_opening_interludes_are_told_too() -> None:
    made = story(
        {
            "opening": interlude(chance=[arm("here", 1, reply="Rain."), arm("here", 1, reply="Rain.")]),
            "here": decision(choice("go", "end"), choice("stay", "end"), scene="At the door."),
            "end": ending(),
        }
    )
    play = Play(ScenarioMachine(made.compiled), 3)
    assert [told.words for told in play.told] == ["Here.", "Rain.", "At the door."]
    assert play.fresh == 3
    assert len(play.record.draws) == 1


def test_meters_tell_their_value_its_change_and_their_words_but_not_what_is_hidden() -> None:
    play = Play(ScenarioMachine(rising().compiled), 0)
    [before] = play.meters
    assert (before.value, before.change, before.band, before.fraction) == (0, 0, None, 0)
    play.choose("go")
    [after] = play.meters
    assert (after.value, after.change, after.band, after.fraction) == (4, 4, "much", 4 / 9)
