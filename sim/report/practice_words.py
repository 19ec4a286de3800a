"""What to play next, and why, in one line."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from scoring.next_practice import Reason
from sim.report.words import counted
from sim.store.next_to_practise import NextToPractise

NOTHING: Final = "The library has no other decision to practise with."
STILL_READING: Final = "The library is still being read. Press the key again in a moment."

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Phrase(NamedTuple):
    """A part of a line; `is_name` where it names a principle or a scenario, which a screen may set off."""

    words: str
    is_name: bool = False


def practice_lines(found: NextToPractise, how: str) -> tuple[tuple[Phrase, ...], ...]:
    """The same line at several lengths, the fullest first.

    `how` is the sentence that tells how to play it; the shorter ones are without it. Where not even the last one fits,
    its end may be cut: the title is the least of it.
    """
    title = Phrase(_line(found.playable.title), is_name=True)
    if found.turn is None or found.principle is None:
        what = f", {found.playable.level}, {counted(found.playable.minutes, 'minute')}."
        return (
            (Phrase("New here? Begin with "), title, Phrase(f"{what} {how}")),
            (Phrase("New here? Begin with "), title, Phrase(what)),
            (Phrase("Begin with "), title),
        )
    name = Phrase(_line(found.principle.name), is_name=True)
    if found.turn.reason is Reason.AHEAD:
        before, when = _ahead(found.turn.days or 0, found.day)
        full = (Phrase(f"Nothing here is due {before}. To go on: "), name, Phrase(", in "), title)
        return (
            (*full, Phrase(f". {how}")),
            full,
            (Phrase(f"Due next, {when}: "), name, Phrase(", in "), title),
            (Phrase(f"{when.capitalize()}: "), name, Phrase(", in "), title),
        )
    due = found.turn.reason is Reason.DUE
    when = _due(found.turn.days or 0) if due else "not practised yet"
    full = (Phrase("Practise today: "), name, Phrase(f". {when.capitalize()}, and "), title)
    return (
        (*full, Phrase(f" asks for it. {how}")),
        (*full, Phrase(" asks for it.")),
        (Phrase("Practise "), name, Phrase(f", {when}, in "), title),
        (Phrase(f"{when.capitalize()}: "), name, Phrase(", in "), title),
    )


def practice_words(found: NextToPractise, how: str = "") -> str:
    """The fullest line, as plain text."""
    return "".join(phrase.words for phrase in practice_lines(found, how)[0]).rstrip()


def _due(days: int) -> str:
    match days:
        case 0:
            return "due today"
        case 1:
            return "due yesterday"
        case _:
            return f"due {counted(days, 'day')} ago"


def _ahead(days: int, day: date) -> tuple[str, str]:
    """Before which day nothing is due, and when something is."""
    if days == 1:
        return "before tomorrow", "tomorrow"
    if days < 7:
        weekday = _WEEKDAYS[(day.weekday() + days) % 7]
        return f"before {weekday}", f"on {weekday}"
    return f"for {counted(days, 'day')}", f"in {counted(days, 'day')}"


def _line(text: str) -> str:
    return " ".join(text.split())
