"""What the progress screen says of whatever is highlighted."""

from __future__ import annotations

from textual.content import Content

from sim.report.history_text import moment
from sim.report.progress_rows import InsightRow, PrincipleRow, ProgressRows, ScenarioRow
from sim.report.progress_words import (
    NO_RUN,
    WHAT_WILL_BE_HERE,
    insight_words,
    principle_words,
    scenario_words,
    unreadable_words,
)
from sim.report.words import visible
from sim.scenario.error import EmptyChairError
from sim.store.progress_values import FinishedRun, Progress


def nothing_yet(progress: Progress) -> Content:
    """No finished run: what will be here, and which key plays."""
    parts = [
        Content.styled(NO_RUN, "bold"),
        Content(WHAT_WILL_BE_HERE),
        Content("Press q for the home screen, and Enter there on a scenario: a run takes about ten minutes."),
    ]
    if left_out := unreadable_words(progress):
        parts.append(Content(left_out))
    return Content("\n\n").join(parts)


def cannot(error: EmptyChairError) -> Content:
    """What could not be done, and what to do about it."""
    hint = f" {visible(error.hint)}" if error.hint else ""
    return Content.assemble((f"{error.title}.", "bold"), f" {visible(error.message)}{hint}")


def of_run(run: FinishedRun) -> Content:
    """A run: its number, when it ended, and whether it counts."""
    again = (
        ""
        if run.whole
        else f" It tries again from decision {run.taken_over + 1}, and is not counted elsewhere."
    )
    judged = " It could not be judged." if run.conduct is None else ""
    return Content(f"Run {run.run}, ended {moment(run.ended)}.{judged}{again} Enter opens its debrief.")


def of_scenario(row: ScenarioRow, playable: bool) -> Content:
    """A scenario: its first and latest attempt."""
    key = " Enter opens it." if playable else " The library does not have it any more."
    return Content.assemble((row.name, "bold"), f"  {scenario_words(row)}{key}")


def of_principle(row: PrincipleRow) -> Content:
    """A principle: its question, and how far it is followed."""
    question = f"  {row.question}" if row.question else ""
    return Content.assemble((row.name, "bold"), question, "\n", principle_words(row))


def of_insight(row: InsightRow, rows: ProgressRows) -> Content:
    """An insight: the statement in full, its principle, and where it was at stake last."""
    principle = f"  {row.principle}" if row.principle else ""
    parts = [Content.assemble((row.name, "bold"), (principle, "$foreground-muted"))]
    if row.lesson:
        parts.append(Content(row.lesson))
    parts.append(Content(insight_words(row, rows)))
    return Content("\n").join(parts)
