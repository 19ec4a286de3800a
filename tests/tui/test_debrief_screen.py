from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.screen import Screen

from sim.store.session import Session
from sim.store.settings import Coaching
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.decision_list import DecisionList
from sim.tui.play_screen import PlayScreen
from sim.tui.sheet import Sheet
from tests.tui.run_stage import MARKUP, QUIET, Stage, begin, flowing, page, rows
from tests.tui.watching import at_rest, press

WORST = ("leave-it", "send-note", "hang-up")
ONE_SLIP = ("ask-her-voice", "send-note", "say-why")


def played(*choices: str, coaching: Coaching = Coaching.AFTER, path: Path = QUIET, seed: int = 1) -> Session:
    session = begin(path, coaching, seed)
    for choice in choices:
        session.choose(choice)
    return session


class Debriefed(Stage):
    """Opens on the debrief of a finished run."""

    def opening(self) -> Screen[None]:
        return DebriefScreen(self.session)


async def test_a_whole_run_by_keys_ends_on_its_three_numbers() -> None:
    app = Stage(begin())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "1", "2", "1", "enter")
        debrief = app.session.debrief()
        assert debrief.record.choices == ONE_SLIP
        shown = page(app.screen)
        assert "Conduct" in shown
        assert f"Outcome: {debrief.ending.kind.value}" in shown
        assert "what the dice did" in shown
        assert f"that makes {debrief.total:+d}." in flowing(app.screen)
        assert "1  ● best      When did you last hear Priya's voice?" in shown
        assert "2  ✕ blunder   Send her something warm today." in shown
        assert "Where you stood" in shown
        assert "From the empty chair" in shown
        assert "I did not leave. I was never there." in shown


async def test_a_decision_that_cost_something_starts_folded_and_unfolds() -> None:
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down")
        assert "find it yourself" in page(app.screen)
        assert "Stronger" not in page(app.screen)
        assert "One more line in her inbox" not in page(app.screen)
        await press(pilot, "enter")
        shown = flowing(app.screen)
        assert "One more line in her inbox, which is where she stopped reading you." in shown
        assert "Stronger: “Let us call her now. You start, I am here.”" in shown
        assert "You went first into the room in which Marcus was afraid." in shown
        assert "How: " in shown
        await press(pilot, "space")
        assert "Stronger" not in page(app.screen)


async def test_a_best_decision_shows_its_coaching_and_insight_at_once() -> None:
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        insight = app.session.loaded.catalogue.insights["email-is-our-story"]
        assert "You asked about the customer before the number" in flowing(app.screen)
        assert insight.title in flowing(app.screen)
        assert insight.lesson in flowing(app.screen)


async def test_costs_stand_at_the_right_and_never_beside_a_best_decision() -> None:
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        (costly,) = (row for row in rows(app.screen) if "Send her something warm" in row)
        (best,) = (row for row in rows(app.screen) if "When did you last" in row)
        assert " cost " in costly
        assert "cost" not in best


async def test_red_lines_stand_apart_at_the_top() -> None:
    app = Debriefed(played(*WORST))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        shown = page(app.screen)
        assert "A red line was crossed" in shown
        assert "You told Helen that Harbor Foods was handled." in shown
        assert shown.index("red line") < shown.index("Conduct")


async def test_trying_again_begins_at_the_marked_decision_unexplained() -> None:
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "t")
        assert isinstance(app.screen, PlayScreen)
        assert app.session.play.taken == 1
        shown = page(app.screen)
        assert "What do you want me to do?" in shown
        assert "Let us call her now." in shown
        assert "One more line in her inbox" not in shown
        await press(pilot, "1")
        assert app.session.play.record.choices == ("ask-her-voice", "call-together")


async def test_an_assessment_cannot_be_tried_again() -> None:
    app = Debriefed(played(*ONE_SLIP, coaching=Coaching.ASSESSMENT))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "t")
        assert isinstance(app.screen, DebriefScreen)
        assert app.ways == []
        assert "Try again" not in page(app.screen)
        assert "find it yourself" not in page(app.screen)


async def test_the_profile_names_the_principles_at_stake_with_their_questions() -> None:
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f")
        assert isinstance(app.screen, Sheet)
        shown = flowing(app.screen)
        debrief, catalogue = app.session.debrief(), app.session.loaded.catalogue
        for name, followed in debrief.profile.items():
            principle = catalogue.principles[name]
            assert (principle.name in shown) == (followed is not None)
            assert (principle.question in shown) == (followed is not None)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)


async def test_the_marked_decision_stays_in_view_in_a_small_window() -> None:
    app = Debriefed(played(*WORST))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down")
        assert any("❯" in row and "Hang up before the tone." in row for row in rows(app.screen))
        await press(pilot, "down")
        assert "I did not leave. I was never there." in page(app.screen)
        await press(pilot, "up", "up", "up")
        assert "Conduct" in page(app.screen)


async def test_a_click_marks_a_decision_and_a_second_one_unfolds_it() -> None:
    app = Debriefed(played(*WORST))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        row = next(number for number, words in enumerate(rows(app.screen)) if "Hang up before" in words)
        await pilot.click(offset=(30, row))
        await at_rest(pilot)
        assert app.screen.query_one(DecisionList).cursor == 2
        row = next(number for number, words in enumerate(rows(app.screen)) if "Hang up before" in words)
        await pilot.click(offset=(30, row))
        await at_rest(pilot)
        assert "Stronger" in page(app.screen)


async def test_home_is_one_key_away() -> None:
    for key in ("q", "escape"):
        app = Debriefed(played(*WORST))
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, key)
            assert app.ways == ["go_home"]


async def test_the_debrief_is_saved_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    app = Debriefed(played(*WORST))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        (saved,) = (tmp_path / "debriefs").iterdir()
        assert saved.name.startswith("quiet-customer ")
        assert any(str(saved) in notice.message for notice in app._notifications)
    text = saved.read_text(encoding="utf-8")
    assert "A red line was crossed" in text
    assert "Stronger: “Let us call her now. You start, I am here.”" in text
    assert "I did not leave. I was never there." in text


async def test_a_debrief_that_cannot_be_saved_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(blocked))
    app = Debriefed(played(*WORST))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        assert app.ways[-1].startswith("tell ")
        assert "could not be written" in app.ways[-1]


async def test_a_scenario_too_big_to_judge_says_so_and_shows_what_is_known() -> None:
    session = played(*WORST)
    unsolved = replace(session.loaded.verdict, solution=None)
    session = Session.begin(replace(session.loaded, verdict=unsolved), session.store, Coaching.AFTER, seed=1)
    assert session.decisions_left is None
    app = Stage(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        assert rows(app.screen)[0].endswith("decision 1")
        await press(pilot, "3", "2", "2", "enter")
        shown = flowing(app.screen)
        assert "too big to be solved exactly" in shown
        assert "Outcome: failure" in shown
        assert "· unjudged Leave it with Marcus" in shown
        assert "below the best rated" in shown
        assert "Where you stood" not in shown


async def test_a_run_in_which_nothing_was_at_stake_says_so() -> None:
    session = played(*WORST)
    app = Debriefed(session)
    session._debrief = replace(session.debrief(), conduct=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        assert "nothing was at stake" in flowing(app.screen)


@pytest.mark.parametrize("choice", ["one", "two"])
@pytest.mark.parametrize("size", [(80, 40), (120, 40)])
async def test_markup_in_a_scenario_is_shown_as_written(choice: str, size: tuple[int, int]) -> None:
    app = Debriefed(played(choice, path=MARKUP))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        shown = flowing(app.screen)
        if choice == "two":
            await press(pilot, "enter")
            shown += flowing(app.screen)
        await press(pilot, "end")
        shown += flowing(app.screen)
        expected = {
            "one": ("Title [/b] [red]of it", "Choice [one] [/]", "Because [one] [/b]", "Chair [won]"),
            "two": (
                "Line [crossed] [/]",
                "Choice [two] [@click=app.quit]",
                "Because [two]",
                "“Choice [one] [/]”",
                "Ann [bold]",
                "Chair [lost] [/b]",
            ),
        }
        for words in expected[choice]:
            assert words in shown


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
@pytest.mark.parametrize("size", [(60, 18), (80, 24), (100, 30), (120, 40)])
async def test_both_screens_stand_in_every_theme_and_size(theme: str, size: tuple[int, int]) -> None:
    app = Stage(begin())
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await press(pilot, "3", "2", "2", "enter", "down", "enter")
        assert "Send her something warm today." in flowing(app.screen)
        assert all(len(row) <= size[0] for row in rows(app.screen))


async def test_a_report_is_written_and_it_is_said_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "r", "r")
        written = sorted((tmp_path / "reports").iterdir())
        assert len(written) == 2
        said = " ".join(notice.message for notice in app._notifications)
        assert all(str(path) in said for path in written)
    assert all("Send her something warm today." in path.read_text("utf-8") for path in written)


async def test_a_report_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").write_text("in the way", "utf-8")
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    app = Debriefed(played(*ONE_SLIP))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "r")
        assert len(app.ways) == 1
        assert "could not be written" in app.ways[0]
