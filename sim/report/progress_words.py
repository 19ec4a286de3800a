"""Progress in words, for every front end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.report.history_text import moment
from sim.report.progress_rows import InsightRow, PrincipleRow, ProgressRows, ScenarioRow
from sim.report.runs_chart import AGAIN
from sim.report.words import counted, signed, visible
from sim.store.progress_values import FinishedRun, InsightState, Progress

NO_RUN: Final = "No finished run yet."
WHAT_WILL_BE_HERE: Final = (
    "Here you will see how you decide over time: your conduct, with outcome and luck apart; your first and "
    "your latest attempt at each scenario; how far you follow each of the principles; and which insights you "
    "have understood."
)


def conduct_words(runs: Sequence[FinishedRun]) -> str:
    """How many runs there were, and what their conduct was: on average, and in the earlier and the later half."""
    whole = [run for run in runs if run.whole]
    judged = [run.conduct for run in whole if run.conduct is not None]
    said = counted(len(runs), "run")
    half = len(judged) // 2
    if judged:
        said += f", conduct {_mean(judged)}{' on average' if len(judged) > 1 else ''}"
    if half > 1:
        said += (
            f": {_mean(judged[:half])} in the first {half:,}, {_mean(judged[-half:])} in the latest {half:,}"
        )
    said += "."
    if unjudged := len(whole) - len(judged):
        said += f" {unjudged:,} could not be judged."
    if again := len(runs) - len(whole):
        said += f" {AGAIN} {again:,} tried again from a decision, not counted."
    return said


def unreadable_words(progress: Progress) -> str:
    """That some runs are left out; nothing where none are."""
    if not progress.unreadable:
        return ""
    is_left_out = "is" if progress.unreadable == 1 else "are"
    return f"{counted(progress.unreadable, 'run')} of the history cannot be read any more and {is_left_out} left out."


def scenario_words(row: ScenarioRow) -> str:
    """The first and the latest attempt at a scenario."""
    progress = row.progress
    if progress is None:
        return "Not played to its end yet."
    if progress.runs == 1:
        return f"One run, conduct {conduct_number(progress.first)}."
    change = "" if progress.change is None else f", {change_words(progress.change)}"
    best = "" if progress.best is None else f" Best: {round(progress.best)}."
    return (
        f"{progress.runs:,} runs. First: {conduct_number(progress.first)}, latest: "
        f"{conduct_number(progress.latest)}{change}.{best}"
    )


def principle_words(row: PrincipleRow) -> str:
    """How far a principle is followed, and how that has changed."""
    progress = row.progress
    if progress is None:
        return "Not at stake in any finished run yet."
    overall = f"{round(progress.overall.value)} over all runs"
    if progress.change is None:
        return f"You followed it to {round(progress.latest.value)} of 100."
    now = f"Now {round(progress.latest.value)} of 100"
    return f"{now}, {change_words(progress.change)} since the first time; {overall}."


def insight_words(row: InsightRow, rows: ProgressRows) -> str:
    """How often an insight was at stake and understood, and where it was last."""
    progress = row.progress
    if progress is None:
        return "Not met yet: it was not at stake in any finished run."
    last = progress.latest
    return (
        f"{counted(progress.met, 'time')} at stake, {progress.understood:,} of them understood. Last: "
        f"{rows.scenario_name(last.scenario)}, decision {last.number} ({visible(last.state)}), "
        f"run {last.run}, {moment(last.ended)[:10]}, {'understood' if last.understood else 'missed'}."
    )


def windows_words(windows: Sequence[int]) -> str:
    """What one bar of a sparkline stands for."""
    if not windows:
        return "Nothing was at stake in a finished run yet."
    fewest, most = min(windows), max(windows)
    runs = counted(most, "run") if fewest == most else f"{fewest} or {counted(most, 'run')}"
    return f"A bar is {runs}, the earliest at the left, 0 to 100; a dot where the principle was not at stake."


def insight_counts(rows: Sequence[InsightRow]) -> str:
    """How many insights are understood, and how many there are."""
    understood = sum(row.state is InsightState.UNDERSTOOD for row in rows)
    met = sum(row.state is not InsightState.NOT_MET for row in rows)
    return f"{understood} understood last time, {met} met, of {counted(len(rows), 'insight')}."


def change_words(change: float) -> str:
    """A change of a number from 0 to 100."""
    points = round(change)
    if not points:
        return "unchanged"
    return f"{abs(points)} {'higher' if points > 0 else 'lower'}"


def change_number(change: float | None) -> str:
    """The same as a number with its sign; empty where there is none."""
    return "" if change is None else signed(round(change))


def conduct_number(run: FinishedRun) -> str:
    """The conduct of a run, or that it has none."""
    return "not judged" if run.conduct is None else str(round(run.conduct))


def _mean(values: Sequence[float]) -> int:
    return round(sum(values) / len(values))
