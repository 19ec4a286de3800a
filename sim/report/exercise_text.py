"""Learning from mistakes in words, for the screen and the line mode alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.engine.exercise import WITHIN, Option
from sim.report.decision_words import SYMBOLS
from sim.report.words import counted
from sim.store.lesson import Asked, Lesson, Outcome
from sim.store.played_file import NotAsPlayed

TITLE: Final = "Learn from your mistakes"
COSTS_TOO: Final = "That costs too. Try another one"
TRIED_BEFORE: Final = "You have tried that one, and it costs"
TRIED: Final = "tried, it costs"
KEPT: Final = "This is kept as learned."
NOT_KEPT: Final = "It could not be kept as learned, and comes again."
COMES_AGAIN: Final = "It comes again another time."

_WHY: Final = {
    NotAsPlayed.EDITED: "the scenario was edited since",
    NotAsPlayed.GONE: "the scenario's file is gone",
    NotAsPlayed.UNFIT: "the run does not fit its scenario any more",
}


def place_words(asked: Asked, lesson: Lesson) -> str:
    """Where in the lesson this is, and in which scenario: “2 of 14 · The gatekeeper”."""
    return f"{asked.place} of {lesson.positions} · {asked.loaded.scenario.title}"


def lost_words(asked: Asked) -> str:
    """Which decision it was, and what was lost there the last time: “decision 3 · you lost 18 points”."""
    return f"decision {asked.exercise.number} · you lost {points_words(asked.mistake.points)}"


def times_words(asked: Asked) -> str:
    """In how many runs that was; empty for one."""
    runs = len(asked.mistake.runs)
    return "" if runs == 1 else f"in {runs} runs"


def points_words(points: float) -> str:
    """Points of 100: “under 1 point”, “1 point”, “18 points”."""
    return "under 1 point" if points < 0.5 else counted(max(round(points), 1), "point")


def verdict_words(option: Option) -> str:
    """What a choice is worth: “● best”, or “▼ mistake, costs 12 points”."""
    label = f"{SYMBOLS[option.label]} {option.label.value}"
    return f"{label}, costs {points_words(option.points)}" if option.regret else label


def accepted_words(option: Option) -> str:
    """What is said of a choice that was accepted."""
    if option.best:
        return "That is the best choice here."
    return f"That is as good as the best: within {WITHIN:g} points of it."


def left_out_words(left_out: Mapping[NotAsPlayed, int]) -> str:
    """How many positions are left out, and why; empty where none is."""
    counts = {why: count for why, count in left_out.items() if count}
    if not counts:
        return ""
    total = sum(counts.values())
    verb = "is" if total == 1 else "are"
    if len(counts) == 1:
        (why,) = counts
        return f"{counted(total, 'position')} {verb} left out: {_WHY[why]}."
    reasons = ", ".join(f"in {counts[why]} {words}" for why, words in _WHY.items() if why in counts)
    return f"{counted(total, 'position')} {verb} left out: {reasons}."


def empty_words(lesson: Lesson) -> tuple[str, ...]:
    """Why there is nothing to learn now, and what to do next."""
    left_out = left_out_words(lesson.left_out)
    if left_out:
        return (
            "There is nothing that can be put to you now.",
            left_out,
            "Put the files back as they were, or play these scenarios anew.",
        )
    if lesson.learned_before:
        return (
            "You have learned from every mistake.",
            f"{counted(lesson.learned_before, 'position')} learned so far. "
            "Where a later run fails there again, it comes back.",
        )
    if lesson.played:
        return (
            "There is nothing to learn from here.",
            "No decision of your runs has cost 5 points or more.",
        )
    return (
        "There is nothing to learn from yet.",
        "Play a scenario to its end. The decisions that cost you 5 points or more are then put to you here, "
        "without the answer, until you find it.",
    )


def summary_words(lesson: Lesson) -> tuple[str, ...]:
    """What came of a lesson."""
    outcomes = lesson.outcomes
    lines = [
        f"Learned now: {outcomes[Outcome.LEARNED] - lesson.unkept}",
        f"Seen: {outcomes[Outcome.SEEN]}",
        f"Skipped: {outcomes[Outcome.SKIPPED]}",
        f"Still to learn: {lesson.still_to_learn}",
    ]
    if lesson.unkept:
        lines.append(f"Found, but not kept as learned: {lesson.unkept}")
    if left_out := left_out_words(lesson.left_out):
        lines.append(left_out)
    return tuple(lines)


def learned_words(lesson: Lesson) -> str:
    """How many positions are learned by now, in all lessons."""
    learned = lesson.learned_before + lesson.outcomes[Outcome.LEARNED] - lesson.unkept
    return f"Learned in all: {learned}"
