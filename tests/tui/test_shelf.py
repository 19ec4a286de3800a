from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.scenario.model import Difficulty
from sim.tui.shelf import Card, Shelf
from tests.tui.small_scenario import write_scenario


def test_a_card_holds_what_the_file_says(folder: Path, library: Library) -> None:
    path = write_scenario(folder, title="Two\nlines")
    assert list(Shelf(library).cards()) == [
        Card(
            "morning-call",
            path,
            "Two lines",
            "She has not called back since Tuesday.",
            Difficulty.INTRO,
            5,
            ("Talk, don't type", "Their journey, not our quota"),
        )
    ]


def test_a_file_that_has_not_changed_is_not_read_again(folder: Path, library: Library) -> None:
    write_scenario(folder)
    shelf = Shelf(library)
    assert next(shelf.cards()) is next(shelf.cards())


def test_a_file_that_has_changed_is_read_again(folder: Path, library: Library) -> None:
    write_scenario(folder)
    shelf = Shelf(library)
    next(shelf.cards())
    write_scenario(folder, title="Quite another title")
    assert next(shelf.cards()).title == "Quite another title"


def test_a_faulty_file_has_a_card_that_says_so(folder: Path, library: Library) -> None:
    (folder / "bad.yaml").write_text("format: [", encoding="utf-8")
    card = next(Shelf(library).cards())
    assert card.title == "bad"
    assert card.fault is not None
    assert card.fault.startswith("The file has 1 error. Line ")


def test_a_card_matches_words_in_any_of_its_texts(folder: Path) -> None:
    card = Card("an-id", folder, "The Title", "a summary", Difficulty.CORE, 5, ("Talk, don't type",))
    assert card.matches("title TALK core")
    assert card.matches("")
    assert not card.matches("title missing")


def test_a_glance_tells_what_a_row_needs_and_leaves_the_rest_to_reading(
    folder: Path, library: Library
) -> None:
    path = write_scenario(folder, title="Two\nlines")
    shelf = Shelf(library)
    (glance,) = shelf.glances()
    assert glance == Card(
        "morning-call", path, "Two lines", "She has not called back since Tuesday.", Difficulty.INTRO, 5
    )
    (card,) = shelf.cards()
    assert glance == replace(card, teaches=())
    assert list(shelf.glances()) == []


@pytest.mark.parametrize(
    "beginning",
    [
        'title: "\\e[31mred"\nsummary: s\ndifficulty: intro\nminutes: 5',
        'title: "right \\u202e left"\nsummary: s\ndifficulty: intro\nminutes: 5',
        "title: raw \x1b[31m\nsummary: s\ndifficulty: intro\nminutes: 5",
        "title: t\nsummary: s\ndifficulty: hard\nminutes: 5",
        "title: t\nsummary: s\ndifficulty: intro\nminutes: 5.5",
        "title: &t t\nsummary: *t\ndifficulty: intro\nminutes: 5",
        "summary: s\ndifficulty: intro\nminutes: 5",
        "[",
    ],
)
def test_a_beginning_that_is_not_flawless_gives_no_glance(
    folder: Path, library: Library, beginning: str
) -> None:
    (folder / "odd.yaml").write_text(f"{beginning}\nstates: {{}}\n", encoding="utf-8")
    assert list(Shelf(library).glances()) == []
