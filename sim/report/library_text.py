"""A whole library as a page for people."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from sim.engine.library_inspection import InspectedScenario, LibraryInspection
from sim.engine.policy_bounds import wins
from sim.report.columns import columns
from sim.report.inspection_text import WINNING
from sim.report.paragraph import wrapped
from sim.report.words import between, counted, visible

_HEADINGS = (
    "scenario",
    "difficulty",
    "minutes",
    "states",
    "decisions",
    "guesser",
    "longest",
    "shortest",
    "first",
    "last",
    "highest principle",
)
_UNPROVEN = "–"


def library_text(library: LibraryInspection, width: int, table_width: int) -> str:
    """The report in lines of at most `width`, the table's of at most `table_width`, commands to copy apart."""
    parts = [
        list(_scenarios(library, width, table_width)),
        list(_difficulties(library, width)),
        list(_principles(library, width)),
        list(_insights(library, width)),
        list(_faulty(library)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _scenarios(library: LibraryInspection, width: int, table_width: int) -> Iterator[str]:
    if not library.scenarios:
        yield "There is no scenario in the library that could be inspected."
        return
    yield f"The library: {counted(len(library.scenarios), 'scenario')}"
    yield ""
    rows = [_row(scenario) for scenario in library.scenarios]
    yield from columns(_HEADINGS, rows, table_width)
    yield ""
    legend = (
        "Decisions are the fewest and most of a run. Guesser to principle are conducts, 0 to 100: of somebody who "
        "picks at random, or always takes the longest, shortest, first or last choice, or the one rated highest on one "
        "principle; of these the strongest is named."
    )
    yield from wrapped(legend, width)
    if any(cell.endswith("!") for row in rows for cell in row):
        yield from wrapped(WINNING, width)
    if any(not scenario.inspection.exact for scenario in library.scenarios):
        yield from wrapped(f"~ was only sampled: too big to solve. {_UNPROVEN} is not known there.", width)


def _row(scenario: InspectedScenario) -> tuple[str, ...]:
    inspection = scenario.inspection
    strongest = scenario.strongest
    return (
        inspection.scenario,
        scenario.difficulty.value,
        str(scenario.minutes),
        str(scenario.states),
        _decisions(scenario),
        *(_conduct(scenario, name) for name in ("guesser", "longest", "shortest", "first", "last")),
        _UNPROVEN if strongest is None else f"{strongest} {_conduct(scenario, strongest)}",
    )


def _decisions(scenario: InspectedScenario) -> str:
    inspection, sampled = scenario.inspection, scenario.inspection.sampled
    if inspection.fewest is not None and inspection.most is not None:
        return between(inspection.fewest, inspection.most)
    if sampled is not None and sampled.fewest is not None and sampled.most is not None:
        return f"~{between(sampled.fewest, sampled.most)}"
    return _UNPROVEN


def _conduct(scenario: InspectedScenario, policy: str) -> str:
    conduct = scenario.inspection.policies[policy]
    if conduct is None:
        return _UNPROVEN
    return f"{conduct:.1f}{'!' if wins(policy, conduct) else ''}"


def _difficulties(library: LibraryInspection, width: int) -> Iterator[str]:
    yield "Difficulty"
    for difficulty, scenarios in library.difficulties.items():
        yield from wrapped(
            ", ".join(scenarios) or "none", width, f"  {difficulty.value:<8} {len(scenarios):>3}  "
        )


def _principles(library: LibraryInspection, width: int) -> Iterator[str]:
    yield "Principles: how many decisions rate each, in how many scenarios"
    for covered in library.principles:
        name = library.catalogue.principles[covered.principle].name
        row = f"  {covered.decisions:>5} {len(covered.scenarios):>4}  "
        yield from wrapped(f"{name} ({covered.principle})", width, row)


def _insights(library: LibraryInspection, width: int) -> Iterator[str]:
    taught = {insight: scenarios for insight, scenarios in library.insights.items() if scenarios}
    missing = [insight for insight in library.insights if insight not in taught]
    yield f"Insights taught: {len(taught)} of {len(library.insights)}"
    for insight, scenarios in taught.items():
        yield from wrapped(f"{insight}: {', '.join(scenarios)}", width, "  ", "    ")
    if missing:
        yield ""
        yield f"Insights that no scenario teaches: {len(missing)}"
        for insight in missing:
            yield from wrapped(f"{insight}: {library.catalogue.insights[insight].title}", width, "  ", "    ")


def _faulty(library: LibraryInspection) -> Iterator[str]:
    if library.faulty:
        yield f"Left out, because of errors: {counted(len(library.faulty), 'scenario')}. See them with"
    for faulty in library.faulty:
        path = visible(shlex.quote(str(faulty.path)))
        yield f"  emptychair check {path}    ({counted(faulty.errors, 'error')})"
