"""What the home screen says of whatever is highlighted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from sim.tui.ago import ago
from sim.tui.shelf import Card

if TYPE_CHECKING:
    from sim.store.kept_run import KeptRun


def of_card(card: Card) -> Content:
    """A scenario: what it tells of and what it teaches; or what is wrong with its file."""
    if card.fault is not None:
        return _faulty(card)
    parts = [Content(card.summary)]
    if card.teaches:
        parts.append(Content.styled(f"About: {' · '.join(card.teaches)}", "$foreground-muted"))
    return _paragraphs(parts)


def of_run(card: Card, run: KeptRun, now: float) -> Content:
    """A run under way: where it stands, and when it was left."""
    made = len(run.record.choices)
    choices = "1 decision is made" if made == 1 else f"{made} decisions are made"
    parts = [
        Content(card.summary) if card.fault is None else _faulty(card),
        Content(f"{choices}. You left it {ago(run.changed, now)}. Enter takes it up where it stands."),
    ]
    return _paragraphs(parts)


def empty_library(folders: Iterable[Path]) -> Content:
    """No scenarios at all: what to do about it."""
    from sim.report.words import visible  # seldom needed, and not by the first frame

    places = Content("\n").join(Content(f"  {visible(folder)}") for folder in folders)
    return _paragraphs(
        [
            Content.styled("There are no scenarios here yet.", "bold"),
            Content("Put a scenario file (its name ends in .yaml) into one of these folders:\n") + places,
            Content("Or begin one of your own with `emptychair new my-first-scenario`."),
        ]
    )


def no_match(words: str) -> Content:
    """Nothing holds the words of the filter."""
    return _paragraphs(
        [Content(f"No scenario holds the words “{words}”."), Content("Escape shows the whole library again.")]
    )


def _faulty(card: Card) -> Content:
    from sim.report.words import visible

    return _paragraphs(
        [
            Content.assemble(("Its file has to be mended before it can be played.", "bold")),
            Content(card.fault or ""),
            Content(f"To see all of it: emptychair check {visible(card.path)}"),
        ]
    )


def _paragraphs(parts: Iterable[Content]) -> Content:
    return Content("\n\n").join(parts)
