"""A trial in words: what was jumped to or changed, and why its steps do not fit a new version of the file."""

from __future__ import annotations

from sim.engine.trial import Changed, Chosen, Jumped, Lost, Reason, Step, Value
from sim.report.words import counted, signed
from sim.scenario.finding import Finding, Severity
from sim.scenario.model import EndingKind

UNPLAYED = "After a jump or a change: perhaps no run can stand here, so it has no value."


def step_words(step: Step) -> str:
    """A step as it is called."""
    match step:
        case Chosen(_, choice, _):
            return f"the choice “{choice}”"
        case Jumped(state, _):
            return f"the jump to “{state}”"
        case Changed(values):
            return f"the change of {', '.join(f'“{name}”' for name, _ in values)}"


def lost_words(lost: Lost) -> str:
    """Why a replay stopped, where, and what there is instead."""
    step, where = lost.step, f"“{lost.state}”"
    match lost.reason:
        case Reason.CHOICE_GONE:
            told = f"{step_words(step)} is gone from {where}"
        case Reason.CHOICE_CLOSED:
            told = f"the guard of {step_words(step)} does not hold any more in {where}"
        case Reason.ELSEWHERE:
            was = step.state if isinstance(step, Chosen) else ""
            told = f"{step_words(step)} was made in “{was}”, and the way now leads to {where}"
        case Reason.OVER:
            told = f"the way now ends in {where}, before {step_words(step)}"
        case Reason.STATE_GONE:
            told = f"{step_words(step)} leads nowhere: there is no such state any more"
        case Reason.NAME_GONE:
            told = f"{step_words(step)} cannot be made: there is no such meter or fact any more"
        case Reason.NOWHERE:
            told = f"{step_words(step)} leads to interludes that never end"
    instead = f" Now there: {', '.join(lost.available)}." if lost.available else ""
    later = f" {counted(lost.left_out - 1, 'later step')} left out too." if lost.left_out > 1 else ""
    return f"Step {lost.number}: {told}.{instead}{later}"


def changed_words(values: tuple[Value, ...], step: Changed) -> str:
    """What was changed, with the values now."""
    kinds = {value.name: value for value in values}
    return "Changed: " + ", ".join(
        f"{name} {amount_words(kinds[name], amount) if name in kinds else amount}"
        for name, amount in step.values
    )


def amount_words(value: Value, amount: int) -> str:
    """A value of a meter as a number, of a fact as it stands in the file."""
    if value.meter is None:
        return "true" if amount else "false"
    return str(amount)


def ending_words(kind: EndingKind, worth: int) -> str:
    """What an ending is."""
    return f"The end: {kind.value}, worth {signed(worth)}"


def found_words(findings: tuple[Finding, ...]) -> str:
    """How many findings there are: “clean”, “2 errors, 1 warning”."""
    errors = sum(1 for finding in findings if finding.severity is Severity.ERROR)
    warnings = len(findings) - errors
    parts = [
        *([counted(errors, "error")] if errors else []),
        *([counted(warnings, "warning")] if warnings else []),
    ]
    return ", ".join(parts) or "clean"
