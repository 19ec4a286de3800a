from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.report.debrief_text import WIDTH, debrief_text
from sim.report.saving import NotSaved, save_debrief, save_report
from sim.store.session import Session
from tests.tui.run_stage import begin

WORST = ("leave-it", "send-note", "hang-up")


@pytest.fixture
def session() -> Session:
    """A run that went as badly as it can."""
    begun = begin()
    for choice in WORST:
        begun.choose(choice)
    return begun


def test_the_text_tells_everything_that_the_debrief_holds(session: Session) -> None:
    debrief = session.debrief()
    text = " ".join(debrief_text(debrief, session.loaded.catalogue).split())
    for decision in debrief.decisions:
        assert decision.choice.text in text
        assert " ".join(decision.choice.because.split()) in text
    for words in (*debrief.red_lines, *(told.words for told in debrief.chair), "Where you stood"):
        assert " ".join(words.split()) in text


def test_no_line_of_the_text_is_wider_than_asked_for(session: Session) -> None:
    text = debrief_text(session.debrief(), session.loaded.catalogue)
    assert max(len(line) for line in text.splitlines()) <= WIDTH


def test_without_a_width_no_sentence_is_broken_and_nothing_is_drawn(session: Session) -> None:
    text = debrief_text(session.debrief(), session.loaded.catalogue, width=None)
    assert session.debrief().decisions[0].choice.because in text
    assert "┤" not in text


def test_a_second_debrief_of_the_same_minute_overwrites_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    saved = [save_debrief(session.debrief(), session.loaded.catalogue) for _ in range(3)]
    assert len({path.name for path in saved}) == 3
    assert all("Conduct" in path.read_text("utf-8") for path in saved)


def test_a_folder_that_cannot_be_written_is_a_clear_error(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path / "file"))
    with pytest.raises(NotSaved, match="could not be written"):
        save_debrief(session.debrief(), session.loaded.catalogue)


def test_a_report_is_a_page_in_a_folder_of_its_own_and_overwrites_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    day = date(2026, 3, 1)
    saved = [save_report(session.debrief(), session.loaded.catalogue, day) for _ in range(2)]
    name = f"{session.debrief().scenario.id} 2026-03-01"
    assert [path.relative_to(tmp_path) for path in saved] == [
        Path("reports", f"{name}.html"),
        Path("reports", f"{name} 2.html"),
    ]
    assert all(path.read_text("utf-8").startswith("<!DOCTYPE html>") for path in saved)


@pytest.mark.parametrize("folder", ["debriefs", "reports"])
def test_a_file_in_the_place_of_the_folder_is_a_clear_error(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    (tmp_path / folder).write_text("in the way", "utf-8")
    with pytest.raises(NotSaved, match="could not be written"):
        if folder == "debriefs":
            save_debrief(session.debrief(), session.loaded.catalogue)
        else:
            save_report(session.debrief(), session.loaded.catalogue, date(2026, 3, 1))
