"""The history as text: a table of runs, and one run in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sim.report.paragraph import shortened
from sim.report.words import counted, signed, visible
from sim.store.kept_run import KeptRun, Result

_GAP = "  "
_HEADINGS = ("ending", "outcome", "conduct", "luck")
_WIDTHS = (7, 7, 7, 6)
"""Of the columns beside the scenario's; a longer number makes its own row longer."""

_SHORTEST_SCENARIO = 16
"""Characters; where there is less room for the scenario, each run takes two lines."""


def history_lines(runs: Sequence[KeptRun], width: int) -> Iterator[str]:
    """The lines of the table, a run a row, in the order given; `width` is in characters.

    Scenarios are named by their ids, which the commands take.
    """
    numbers = [str(run.id) for run in runs]
    ids = [visible(run.scenario) for run in runs]
    number_width = max(len("run"), *map(len, numbers))
    when_width = len(moment(0.0))
    results = _row(_HEADINGS)
    room = width - number_width - when_width - len(results) - 3 * len(_GAP)
    narrow = room < _SHORTEST_SCENARIO
    if narrow:
        room = max(_SHORTEST_SCENARIO, width - number_width - when_width - 2 * len(_GAP))
    scenario_width = min(room, max(len("scenario"), *map(len, ids)))
    head = _GAP.join(
        (f"{'run':>{number_width}}", f"{'when':<{when_width}}", f"{'scenario':<{scenario_width}}")
    )
    between = f"\n{' ' * number_width}{_GAP}" if narrow else _GAP
    yield from (line.rstrip() for line in f"{head}{between}{results}".split("\n"))
    for run, number, name in zip(runs, numbers, ids, strict=True):
        cells = (
            f"{number:>{number_width}}",
            moment(run.changed),
            f"{shortened(name, room):<{scenario_width}}",
        )
        row = f"{_GAP.join(cells)}{between}{_result(run)}"
        yield from (line.rstrip() for line in row.split("\n"))


def run_words(run: KeptRun) -> str:
    """One run in a line: its number, when, of what, and how it ended or how far it is."""
    result = run.result
    if result is None:
        state = f"under way, {counted(len(run.record.choices), 'choice')} made"
    else:
        conduct = "" if result.conduct is None else f", conduct {round(result.conduct)}"
        state = f"{result.kind.value} {signed(result.total)}{conduct}"
    return f"run {run.id}: {visible(run.scenario)}, {moment(run.changed)}, {state}"


def moment(seconds: float) -> str:
    """When something was, by the clock of this place: 2026-03-09 14:05. `seconds` are since 1970."""
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"


def _result(run: KeptRun) -> str:
    if run.result is None:
        return f"under way, decision {len(run.record.choices) + 1}"
    return _row((run.result.kind.value, *_numbers(run.result)))


def _row(cells: tuple[str, str, str, str]) -> str:
    """What a run came to: the ending at the left of its column, the numbers at the right of theirs."""
    kind, *numbers = cells
    room, *rooms = _WIDTHS
    told = (f"{number:>{size}}" for number, size in zip(numbers, rooms, strict=True))
    return _GAP.join((f"{kind:<{room}}", *told))


def _numbers(result: Result) -> tuple[str, str, str]:
    conduct = "-" if result.conduct is None else str(round(result.conduct))
    return signed(result.total), conduct, "-" if result.luck is None else signed(result.luck)
