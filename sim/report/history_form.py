"""The history for other programs: JSON, and CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sim.report.csv_text import csv_text
from sim.report.json_form import Json
from sim.store.kept_run import KeptRun


def history_form(runs: Iterable[KeptRun]) -> list[Json]:
    """What `history` prints: the runs in the order given. What a run under way does not have yet is null."""
    return [_run_form(run) for run in runs]


def history_export_form(runs: Iterable[KeptRun]) -> list[Json]:
    """The same with every run's choices and draws, by which it can be played again."""
    return [
        {**_run_form(run), "choices": list(run.record.choices), "draws": list(run.record.draws)}
        for run in runs
    ]


def history_csv(runs: Iterable[KeptRun]) -> str:
    """A table with a header, a run a row. Cells that are not known are empty; text is never a formula."""
    rows: list[list[object]] = [list(_COLUMNS)]
    for run in runs:
        form = _run_form(run)
        ending = form.pop("ending") or {}
        form |= {name: ending.get(key) for name, key in _ENDING_COLUMNS.items()}
        rows.append([form[name] for name in _COLUMNS])
    return csv_text(rows)


_ENDING_COLUMNS: Final = {"ending": "id", "kind": "kind", "worth": "worth"}
_COLUMNS: Final = (
    "run",
    "scenario",
    "begun",
    "changed",
    "decisions",
    *_ENDING_COLUMNS,
    "total",
    "value",
    "conduct",
    "luck",
    "coaching",
    "seed",
    "path",
    "hash",
)


def _run_form(run: KeptRun) -> Json:
    result = run.result
    return {
        "run": run.id,
        "scenario": run.scenario,
        "begun": _iso(run.begun),
        "changed": _iso(run.changed),
        "decisions": len(run.record.choices),
        "ending": None
        if result is None
        else {"id": result.ending, "kind": result.kind.value, "worth": result.worth},
        "total": None if result is None else result.total,
        "value": None if result is None else result.value,
        "conduct": None if result is None else result.conduct,
        "luck": None if result is None else result.luck,
        "coaching": run.coaching.value,
        "seed": run.seed,
        "path": str(run.path),
        "hash": run.hash,
    }


def _iso(seconds: float) -> str:
    """A moment by ISO 8601, in the time of this place with its distance from UTC; `seconds` are since 1970."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
