from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.line_mode import LineMode
from sim.scenario.library import Library
from sim.store.session import KEPT_AGAIN, NOT_KEPT_WHOLE
from sim.store.store import Store
from tests.cli.program import PROJECT, program


def test_a_whole_scenario_is_played_by_numbers_and_ids(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "call-together", "leave"])
    assert ended.returncode == 0, ended.stderr
    for words in (
        "The customer who went quiet",
        "Marcus Webb: They prefer email. Always have.",
        "1. When did you last hear Priya's voice?",
        "You: When did you last hear Priya's voice?",
        "Customer trust +5: now 40, guarded",
        "She signs while she talks.",
        "Conduct: 100 (how you decided)",
        "1. ● best: When did you last hear Priya's voice?",
        "From the empty chair: She finally asked what I needed.",
    ):
        assert words in ended.stdout, words
    assert "You asked about the customer before the number." not in ended.stdout


def test_without_a_terminal_play_is_the_line_mode(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, answers=["1", "1", "leave"])
    assert ended.returncode == 0
    assert "Conduct: 100 (how you decided)" in ended.stdout
    assert "\x1b" not in ended.stdout


def test_coaching_comes_at_once_where_it_is_wished(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", "--coach", answers=["1", "1", "leave"])
    assert "Coaching: You asked about the customer before the number." in ended.stdout


def test_an_assessment_tells_all_at_the_end_and_takes_nothing_back(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", "--assess", answers=["1", "2", "try 2"])
    assert "Stronger: “Let us call her now. You start.”" in ended.stdout
    assert "Again from decision" not in ended.stdout


def test_the_home_screen_in_lines_lists_the_library(tmp_path: Path) -> None:
    ended = program(tmp_path, answers=["99", "leave"])
    assert ended.returncode == 0
    assert "(silent-customer)" in ended.stdout
    assert "There is no “99” in this list." in ended.stdout


def test_what_is_typed_wrongly_changes_nothing_and_is_answered(example: Path, tmp_path: Path) -> None:
    ended = program(
        tmp_path,
        "play",
        example,
        "--plain",
        answers=["7", "ring her", "\x1b[2J", "help", "people", "meters", "way", "1", "way", "1", "leave"],
    )
    assert "“7” is not a choice here. Type a number from 1 to 2, or help." in ended.stdout
    assert "“ring her” is not a choice here." in ended.stdout
    assert "\x1b" not in ended.stdout
    assert "Priya Nair, COO, Harbor Foods" in ended.stdout
    assert "Rumour" not in ended.stdout
    assert "You have not chosen anything yet." in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout


def test_a_run_left_in_the_middle_is_taken_up_where_it_was(example: Path, tmp_path: Path) -> None:
    left = program(tmp_path, "play", example, "--plain", answers=["1"])
    assert left.returncode == 0
    assert "kept" in left.stdout
    again = program(tmp_path, "play", example, "--plain", answers=["continue", "1", "leave"])
    assert "You left a run of this after 1 decision." in again.stdout
    assert "Decision 2 of 2" in again.stdout
    assert "Conduct: 100 (how you decided)" in again.stdout


def test_an_edited_scenario_is_not_taken_up_somewhere_else(example: Path, tmp_path: Path) -> None:
    program(tmp_path, "play", example, "--plain", answers=["1"])
    example.write_text(
        example.read_text("utf-8")
        .replace("ask-her-voice", "ask-for-her-voice")
        .replace("monday-review", "monday"),
        "utf-8",
    )
    again = program(tmp_path, "play", example, "--plain", answers=["continue", "1", "1", "leave"])
    assert "The scenario has changed." in again.stdout
    assert "“ask-her-voice” is not available in the state “monday”" in again.stdout
    assert "Conduct: 100 (how you decided)" in again.stdout


def test_a_decision_can_be_tried_again_from_the_debrief(example: Path, tmp_path: Path) -> None:
    ended = program(
        tmp_path, "play", example, "--plain", answers=["1", "send-note", "try 2", "1", "details", "leave"]
    )
    first, second = ended.stdout.split("Again from decision 2.")
    assert "2. ✕ blunder: Send her something warm today. (cost 83 of 83)" in first
    assert "Stronger" not in first
    assert "Conduct: 100 (how you decided)" in second


def test_a_debrief_is_saved_to_a_file_and_never_over_another(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "save", "save", "leave"])
    assert ended.stdout.count("Written to ") == 2
    files = sorted((tmp_path / "debriefs").iterdir())
    assert len(files) == 2
    assert all("Conduct: 100 (how you decided)" in file.read_text("utf-8") for file in files)


def test_a_history_that_cannot_be_used_is_said_and_play_goes_on(example: Path, tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(
        b"this is no database, and it is long enough to be told so" * 20
    )
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "leave"])
    assert ended.returncode == 0
    assert "The history cannot be used." in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout
    assert b"this is no database" in (tmp_path / "history.sqlite3").read_bytes()


def test_a_faulty_scenario_is_refused_with_its_first_error(example: Path, tmp_path: Path) -> None:
    example.write_text(example.read_text("utf-8").replace("minutes: 12", "minutes: 120"), "utf-8")
    ended = program(tmp_path, "play", example, "--plain")
    assert ended.returncode == 1
    assert "Line 5" in ended.stderr
    assert "emptychair check" in ended.stderr


class Answers(io.StringIO):
    """Answers, each given after something has happened to the disk."""

    def __init__(self, *answers: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self._answers = iter(answers)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        answer, happens = next(self._answers, ("", lambda: None))
        happens()
        return f"{answer}\n" if answer else ""


@pytest.mark.parametrize("end", ["leave", ""])
def test_a_history_that_cannot_be_written_for_a_while_is_said_once_and_once_that_it_can(
    tmp_path: Path, end: str
) -> None:
    store, output = Store.open(tmp_path / "history.sqlite3"), io.StringIO()
    store._connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)

    def nothing() -> None:
        pass

    def fail() -> None:
        other.execute("BEGIN IMMEDIATE")

    def mend() -> None:
        other.execute("ROLLBACK")

    answers = Answers(
        ("1", nothing), ("1", fail), ("1", nothing), ("1", mend), ("1", nothing), ("1", fail), (end, nothing)
    )
    LineMode(store, Library.standard(()), answers, output, seed=5).run(PROJECT / "scenarios/first-call.yaml")
    told = output.getvalue()
    assert told.count("The history cannot be used.") == 2
    assert told.count(KEPT_AGAIN) == 1
    assert told.rstrip().endswith(NOT_KEPT_WHOLE)
    mend()
    other.close()
    (kept,) = store.under_way()
    assert len(kept.record.choices) == 5
    store.close()


def test_a_report_is_written_after_the_debrief(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "report", "leave"])
    [written] = (tmp_path / "reports").iterdir()
    assert f"Written to {written}" in ended.stdout
    assert "<!DOCTYPE html>" in written.read_text("utf-8")


def test_what_cannot_be_written_after_the_debrief_is_said_and_the_game_goes_on(
    example: Path, tmp_path: Path
) -> None:
    for folder in ("debriefs", "reports"):
        (tmp_path / folder).write_text("in the way", "utf-8")
    ended = program(
        tmp_path, "play", example, "--plain", answers=["1", "1", "save", "report", "details", "leave"]
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("Not saved. ") == 2
    assert ended.stdout.rstrip().endswith("details, try N, save, report, next, or leave?")


def test_after_an_assessment_it_is_said_how_a_report_is_written(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", "--assess", answers=["1", "2"])
    assert "To write a report of it: emptychair export report 1" in ended.stdout
    (tmp_path / "history.sqlite3").write_bytes(b"no history" * 100)
    ended = program(tmp_path, "play", example, "--plain", "--assess", answers=["1", "2"])
    assert "Conduct: " in ended.stdout
    assert "emptychair export report" not in ended.stdout


def test_the_list_says_what_to_practise_next_and_next_plays_it(example: Path, tmp_path: Path) -> None:
    first = program(tmp_path, "play", "--plain", answers=["next"])
    assert "New here? Begin with " in first.stdout
    assert "Type next to play it." in first.stdout
    title = first.stdout.partition("Begin with ")[2].partition(", intro")[0]
    assert f"\n{title}\n{'=' * len(title)}\n" in first.stdout

    program(tmp_path, "play", example, "--plain", answers=["1", "send-note", "leave"])
    again = program(tmp_path, "play", "--plain", answers=["leave"])
    # Both principles of that run are practised again tomorrow, and others never were.
    assert "Practise today: Their journey, not our quota. Not practised yet, and " in again.stdout
    assert " asks for it. Type next to play it." in again.stdout


def test_after_a_debrief_the_next_scenario_is_one_word_away(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "send-note", "next", "leave"])
    debrief, _, after = ended.stdout.partition("Practise today: ")
    assert "2. ✕ blunder: " in debrief
    title = after.partition(", and ")[2].partition(" asks for it. Type next to play it.")[0]
    assert f"\n{title}\n{'=' * len(title)}\n" in after
    assert "Left." in after


def test_after_an_assessment_it_is_said_what_to_practise_next(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "play", example, "--plain", "--assess", answers=["1", "1"])
    assert "Practise today: " in ended.stdout
    assert "Type next" not in ended.stdout


def test_without_a_history_the_list_still_suggests_where_to_begin(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"this is no database" * 100)
    ended = program(tmp_path, "play", "--plain", answers=["leave"])
    assert ended.returncode == 0
    assert "New here? Begin with " in ended.stdout
