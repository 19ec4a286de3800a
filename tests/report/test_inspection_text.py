from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.full_inspection import inspect_fully
from sim.engine.library_inspection import inspect_for_library, inspect_library
from sim.engine.verdict import judge
from sim.report.inspection_text import BAR, bar, inspection_text, share_words
from sim.report.library_text import library_text
from tests.engine.hand_made import choice, decision, ending, meter, story
from tests.engine.solved_example import FILE, catalogue, full_inspection, verdict
from tests.scenario_strategy import PATH, Signed, Story, stories


def page(width: int = 80) -> str:
    return inspection_text(full_inspection(), catalogue(), "example", width)


def page_of(told: Story, budget: int = 1000) -> str:
    return inspection_text(
        inspect_fully(judge(told.compiled, PATH, budget), catalogue()), catalogue(), "it", 80
    )


def test_the_page_tells_size_and_what_there_is_to_win() -> None:
    text = " ".join(page().split())
    assert "5 states (2 decisions, 1 interlude, 2 endings), 4 choices." in text
    assert "Solved exactly over 7 configurations." in text
    assert "A run takes 1-2 decisions." in text
    assert "expect a total of +8, the worst -16, and a guesser, who picks at random, -8.2." in text
    assert "A guesser's conduct is 50 of 100." in text


def test_the_best_line_is_told_with_its_words_and_can_be_copied() -> None:
    text = page()
    assert "  1. Monday, 8:40 (monday-review)" in text
    assert "> “When did you last hear Priya's voice?” (ask-her-voice)" in text
    assert "Marcus Webb: Honestly? Spring of last year." in text
    assert "The end: renewed, a success worth +8." in text
    assert "emptychair run example --choose ask-her-voice,call-together\n" in text


def test_the_least_line_names_the_draw_and_what_was_given_away() -> None:
    text = " ".join(page().split())
    assert "(leave-it); a draw falls, 3 in 4, to marcus-admits" in text
    assert "lost, a failure worth -8; 9 given away by the choices themselves, -17 in all." in text


def test_a_policy_past_its_bound_bears_a_mark() -> None:
    lines = page().splitlines()
    assert "  100.0 ! the first choice" in lines
    assert "   12.5   the longest choice" in lines
    assert any(
        line.startswith("  100.0 ! what rates highest on “Many to many” (nothing does") for line in lines
    )
    assert "! wins too often" in page()


def test_the_endings_have_a_bar_and_a_number() -> None:
    lines = page().splitlines()
    assert f"   +8 success  renewed  25.0% {'█' * 6}" in lines
    assert f"   -8 failure  lost     75.0% {'█' * 18}" in lines


def test_the_decisions_stand_in_the_order_of_their_stakes() -> None:
    text = page()
    assert "1. monday-review: 21 (always 21), visited 100 times in 100 runs of a guesser" in text
    assert "2. marcus-admits: 13.1 (4 to 20), visited 88 times in 100 runs of a guesser" in text
    assert "best: call-together always; never: send-note" in text


def test_insights_say_where_they_are_taught() -> None:
    assert "Insights taught: 1 of 41" in page()
    assert "monday-review: ask-her-voice" in page()


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_but_the_command_is_wider_than_the_terminal(width: int) -> None:
    too_wide = [line for line in page(width).splitlines() if len(line) > width]
    assert [line for line in too_wide if "emptychair run" not in line] == []


@given(stories(), st.sampled_from([1, 250_000]), st.sampled_from([40, 72, 100]))
def test_every_story_gets_a_page_that_fits(told: Story, budget: int, width: int) -> None:
    full = inspect_fully(judge(told.compiled, PATH, budget), catalogue())
    lines = inspection_text(full, catalogue(), "it", width).splitlines()
    assert [line for line in lines if len(line) > width and "emptychair run" not in line] == []
    assert lines[0].endswith("(random)")
    assert ("The best line" in lines) == full.inspection.exact


def test_a_story_over_the_budget_says_that_nothing_is_proven() -> None:
    told = story({"a": decision(choice("x", "end"), choice("y", "end")), "end": ending()})
    text = " ".join(page_of(told, budget=1).split())
    assert "Too big to solve" in text
    assert "sampled" in text
    assert "5000 of 5000 random plays came to an ending." in text.replace(",", "")
    assert "The best line" not in text
    assert "conduct" not in text


def test_where_nothing_is_at_stake_there_is_no_conduct() -> None:
    told = story({"a": decision(choice("x", "end"), choice("y", "end")), "end": ending()})
    text = page_of(told)
    assert "Nothing is at stake in any decision" in text
    assert "a: nothing at stake; visited 100 times" in text
    assert "nearly every run" in text


def test_a_story_without_decisions_is_told_too() -> None:
    text = page_of(story({"a": {"goto": "end"}, "end": ending(4)}))
    assert "A run takes 0 decisions." in text
    assert "No run comes to a decision." in text
    assert "The end: end, a mixed ending worth +4." in text


def test_what_no_player_sees_is_named() -> None:
    told = story(
        {
            "a": decision(choice("x", "end"), choice("y", "end"), choice("z", "end", when="purse > 5")),
            "end": ending(),
            "lost": ending(),
        },
        meters={"purse": meter(0)},
    )
    text = page_of(told)
    assert "No run enters: lost" in text
    assert "Never available: a: z" in text
    assert "lost no run ends here" in text


def test_a_very_long_line_is_told_from_its_two_ends() -> None:
    told = story(
        {
            "a": decision(
                choice("on", "a", 1, effects={"laps": Signed(-1)}, when="laps > 0"),
                choice("stop", "end", when="laps <= 0"),
                choice("give-up", "end", when="laps > 0"),
            ),
            "end": ending(),
        },
        meters={"laps": meter(60)},
    )
    text = page_of(told)
    assert "  … 21 more decisions …" in text
    assert "  35. a" in text
    assert "  36. a" not in text
    assert "  57. a" in text
    assert "  61. a" in text


def test_a_bar_shows_the_smallest_share() -> None:
    assert (bar(0), bar(0.001), bar(1)) == ("", "▏", "█" * BAR)
    assert (share_words(0), share_words(0.0001), share_words(0.25)) == ("0.0%", "<0.1%", "25.0%")


def test_the_library_page_marks_what_wins_and_what_was_sampled() -> None:
    told = story({"a": decision(choice("x", "end"), choice("y", "end")), "end": ending()})
    big = inspect_for_library(PATH, judge(told.compiled, PATH, budget=1), catalogue())
    small = inspect_for_library(FILE, verdict(), catalogue())
    text = library_text(inspect_library([small, big], [], catalogue()), 80, 140)
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
    assert rows["customer-went-quiet"] == [
        *("core", "12", "5", "1-2", "50.0", "12.5", "51.2", "100.0!", "0.0", "presence", "100.0!")
    ]
    assert rows["random"] == ["core", "5", "2", "~1", "–", "–", "–", "–", "–", "–"]
    assert "~ was only sampled" in text
    assert "! wins too often" in text
    assert "Insights that no scenario teaches: 40" in text
