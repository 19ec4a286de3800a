"""A player's progress for other programs: JSON."""

from __future__ import annotations

from datetime import datetime

from sim.report.json_form import Json
from sim.report.progress_rows import ProgressRows
from sim.store.progress_values import FinishedRun, InsightProgress, PrincipleProgress, ScenarioProgress


def progress_form(rows: ProgressRows) -> Json:
    """What `progress --format json` prints. Runs are the earliest first; what is not known is null."""
    progress = rows.progress
    return {
        "runs": [_run_form(run) for run in progress.runs],
        "unreadable": progress.unreadable,
        "scenarios": [_scenario_form(one, rows.scenario_name(one.scenario)) for one in progress.scenarios],
        "windows": list(progress.windows),
        "principles": [
            {"principle": row.id, "name": row.name, **_principle_form(row.progress, len(progress.windows))}
            for row in rows.principles
        ],
        "insights": [
            {"insight": row.id, "name": row.name, "state": row.state.value, **_insight_form(row.progress)}
            for row in rows.insights
        ],
    }


def _run_form(run: FinishedRun) -> Json:
    return {
        "run": run.run,
        "scenario": run.scenario,
        "ended": _iso(run.ended),
        "kind": run.kind.value,
        "total": run.total,
        "value": run.value,
        "conduct": run.conduct,
        "luck": run.luck,
        "taken_over": run.taken_over,
    }


def _scenario_form(progress: ScenarioProgress, title: str) -> Json:
    return {
        "scenario": progress.scenario,
        "title": title,
        "runs": progress.runs,
        "first": _attempt_form(progress.first),
        "latest": _attempt_form(progress.latest),
        "best": progress.best,
        "change": progress.change,
    }


def _attempt_form(run: FinishedRun) -> Json:
    return {"run": run.run, "ended": _iso(run.ended), "conduct": run.conduct}


def _principle_form(progress: PrincipleProgress | None, windows: int) -> Json:
    if progress is None:
        return {"windows": [None] * windows, "overall": None, "latest": None, "change": None}
    return {
        "windows": list(progress.values),
        "overall": progress.overall.value,
        "latest": progress.latest.value,
        "change": progress.change,
    }


def _insight_form(progress: InsightProgress | None) -> Json:
    if progress is None:
        return {"met": 0, "understood": 0, "last": None}
    last = progress.latest
    return {
        "met": progress.met,
        "understood": progress.understood,
        "last": {
            "run": last.run,
            "decision": last.number,
            "scenario": last.scenario,
            "state": last.state,
            "ended": _iso(last.ended),
            "understood": last.understood,
        },
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
