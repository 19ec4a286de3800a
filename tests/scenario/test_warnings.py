"""Warnings that the file alone gives rise to, each with near misses."""

from __future__ import annotations

import pytest

from sim.scenario.finding import Severity
from tests.scenario.small_scenario import SMALL, Place, changed, places, read, warnings

METER = ("unused-name", 10, 3)
FACT = ("unused-name", 11, 9)
UNUSED = [METER, FACT]


def moved(effects: str, where: str = "    scene: Hello.") -> str:
    return changed(where, f"{where}\n    effects: {effects}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (moved("{trust: 5}"), [FACT, ("unsigned-effect", 16, 22)]),
        (moved("{trust: 0}"), [FACT, ("unsigned-effect", 16, 22)]),
        (moved("{called: true, trust: 05}"), [FACT, ("unsigned-effect", 16, 36)]),
        (changed("        because: So.", "        because: So.\n        effects:\n          trust: 1"),
         [FACT, ("unsigned-effect", 22, 18)]),
        (moved("{trust: +5}"), [FACT]),
        (moved("{trust: -5}"), [FACT]),
        (moved("{trust: {set: 5}}"), [FACT]),
        (moved("{called: true}"), UNUSED),
    ],
)  # fmt: skip
def test_an_effect_without_a_sign_is_told_at_its_value(text: str, found: list[Place]) -> None:
    assert warnings(read(text)) == found
    assert places(read(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (changed("text: Number one.", "text: Pay ticket #4 first."), [("cut-by-comment", 18, 26)]),
        (changed("text: Number one.", "text: Press # to go on."), [("cut-by-comment", 18, 21)]),
        (changed("title: A small one", "title: A small one # or not"), [("cut-by-comment", 2, 20)]),
        (changed("scene: Hello.", "scene:\n      - Line #1 is\n      - ann: Take #2"),
         [("cut-by-comment", 16, 14), ("cut-by-comment", 17, 19)]),
        (changed("briefing: You are here.", "briefing: You are\n  at gate #3 today."), [("cut-by-comment", 7, 11)]),
        (changed("label: Trust, start: 5,", "label: Trust #1\n   , start: 5,"), [("cut-by-comment", 10, 24)]),
    ],
)  # fmt: skip
def test_a_text_that_ends_before_a_comment_sign_is_told_at_the_sign(text: str, found: list[Place]) -> None:
    assert [place for place in warnings(read(text)) if place[0] != "unused-name"] == found


@pytest.mark.parametrize(
    "text",
    [
        changed("title: A small one", "title: A small one  # a comment set off by two spaces"),
        changed("title: A small one", 'title: "Ticket #4" # quoted'),
        changed("title: A small one", "title: Ticket#4"),
        changed("title: A small one", "title: C# for two"),
        changed("difficulty: intro", "difficulty: intro # a word of the format"),
        changed("minutes: 5", "minutes: 5 # a number"),
        changed("start: first", "start: first # an id"),
        changed("facts: [called]", "facts: [called] # a list"),
        changed("briefing: You are here.", "briefing: >- # folded\n  Ticket #4 is\n  due #today"),
        changed("        because: So.", "        because: So.\n        when: called # a guard"),
    ],
)
def test_a_comment_set_off_or_after_what_is_no_prose_is_none(text: str) -> None:
    assert {code for code, _, _ in warnings(read(text))} == {"unused-name"}
    assert places(read(text)) == []


def test_the_whole_text_is_kept_where_it_is_quoted() -> None:
    scenario = read(changed("text: Number one.", 'text: "Pay ticket #4 first."')).scenario
    assert scenario is not None
    assert scenario.states["first"].choices[0].text == "Pay ticket #4 first."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SMALL, UNUSED),
        (moved("{trust: +1}"), [FACT]),  # shown to the player, so a change is enough
        (moved("{called: true}"), UNUSED),  # nobody sees a fact
        (changed("        because: So.", "        because: So.\n        when: called or trust > 2"), []),
        (changed("scene: Hello.", "scene: [{when: called, say: Hm.}, Hello.]"), [METER]),
        (changed("scene: Bye.", "scene: Bye.\n    chair: [{when: trust < 3, ann: Hm.}]"), [FACT]),
        (changed("        goto: last\n      - id: two",
                 "        route: [{when: not called, goto: last}, {goto: last}]\n      - id: two"), [METER]),
        (changed("facts: [called]", "facts: {called: true}"), [METER, ("unused-name", 11, 9)]),
    ],
)  # fmt: skip
def test_a_name_that_nothing_uses_is_told_where_it_is_declared(text: str, found: list[Place]) -> None:
    assert warnings(read(text)) == found
    assert places(read(text)) == []


def test_warnings_leave_the_scenario_and_say_what_to_do() -> None:
    reading = read(moved("{trust: 5}"))
    assert reading.scenario is not None
    assert {finding.severity for finding in reading.findings} == {Severity.WARNING}
    sign = next(finding for finding in reading.findings if finding.code.value == "unsigned-effect")
    assert sign.hint == "Write `+5` to add, or `{set: 5}` to set."


def test_a_file_with_an_error_gets_no_warnings_until_it_is_mended() -> None:
    assert warnings(read(moved("{trust: 5}").replace("minutes: 5", "minutes: 0"))) == []
