"""The debrief as a text file: the same parts as on the screen, all unfolded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from textual.content import Content

from sim.scenario.folders import data_folder
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.tui.debrief_parts import Chair, Profile, RedLines, standing_values, summary, three_numbers
from sim.tui.decision_list import DecisionList
from sim.tui.standing_chart import standing_chart

WIDTH = 88
"""The width of the text, in characters."""


def save_debrief(session: Session, folder: Path | None = None) -> Path:
    """Write the debrief into the folder for debriefs, or another one, and tell where it lies.

    Raises:
        OSError: it could not be written.

    """
    folder = folder or data_folder() / "debriefs"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{session.loaded.scenario.id}-{datetime.now():%Y-%m-%d-%H%M%S}"
    path = folder / f"{name}.txt"
    again = 1
    while path.exists():
        again += 1
        path = folder / f"{name}-{again}.txt"
    path.write_text(debrief_page(session), encoding="utf-8")
    return path


def debrief_page(session: Session) -> str:
    """The whole debrief as text, no line longer than `WIDTH`."""
    debrief, catalogue = session.debrief(), session.loaded.catalogue
    parts = [[Content(debrief.scenario.title), Content("=" * min(len(debrief.scenario.title), WIDTH))]]
    if debrief.red_lines:
        parts.append(RedLines(debrief).lines(WIDTH))
    parts.append(
        [Content(f"{name:20} {number:>5}  {meaning}") for name, number, meaning in three_numbers(debrief)]
    )
    parts.append(Content(summary(debrief)).wrap(WIDTH))
    values = standing_values(debrief)
    if values:
        parts.append([Content("Where you stood: the best result still to be expected")])
        parts[-1].append(Content(standing_chart(values, WIDTH, 5).text))
    try_again = session.coaching is not Coaching.ASSESSMENT
    parts.append(DecisionList(debrief, catalogue, try_again).whole(WIDTH)[:-1])
    parts.append([Content("Your profile in this run, 0 to 100"), Content("")])
    parts[-1].extend(Profile(debrief, catalogue).lines(WIDTH))
    if debrief.chair:
        parts.append(Chair(debrief).lines(WIDTH))
    text = "\n\n".join("\n".join(line.plain for line in part) for part in parts)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
