"""What a scenario's file alone shows to be doubtful, though it can be played."""

from __future__ import annotations

from sim.scenario.core_schema import is_whole_number
from sim.scenario.finding import Code
from sim.scenario.node import Mapping, Scalar
from sim.scenario.references import Guards
from sim.scenario.report import Report, quoted
from sim.scenario.rules import declared_facts
from sim.scenario.shape import Role
from sim.scenario.validation import Validation


def check_warnings(root: Mapping, validation: Validation, guards: Guards, report: Report) -> None:
    """Report the warnings of a file in which no error was found; the solver's are not among them."""
    _unsigned_effects(validation, report)
    _cut_texts(validation, report)
    _unused_names(root, validation, guards, report)


def _unsigned_effects(validation: Validation, report: Report) -> None:
    for effects in validation.found[Role.EFFECTS]:
        assert isinstance(effects, Mapping)
        for name, value in effects.entries:
            if isinstance(value, Scalar) and is_whole_number(value) and value.text[0] not in "+-":
                report.add(
                    value.mark,
                    Code.UNSIGNED_EFFECT,
                    f"`{name.text}: {value.text}` has no sign. It is added to the meter; it does not set it.",
                    f"Write `+{value.text}` to add, or `{{set: {value.text}}}` to set.",
                )


def _cut_texts(validation: Validation, report: Report) -> None:
    """Texts that end before a ` #`. Two spaces or more are how a comment is set off on purpose."""
    for text in validation.found[Role.PROSE]:
        if isinstance(text, Scalar) and text.cut is not None:
            report.add(
                text.cut,
                Code.CUT_BY_COMMENT,
                f"The text {quoted(text.text)} ends here: a space and `#` begin a comment.",
                "If the text goes on, put the whole of it in quotes. If this is a comment, "
                "leave two spaces before the `#`.",
            )


def _unused_names(root: Mapping, validation: Validation, guards: Guards, report: Report) -> None:
    read = {name for guard in guards.values() for name in guard.names}
    changed = {
        name.text
        for effects in validation.found[Role.EFFECTS]
        if isinstance(effects, Mapping)
        for name, _ in effects.entries
    }
    meters = root.get("meters")
    for name, _ in meters.entries if isinstance(meters, Mapping) else ():
        if name.text not in read and name.text not in changed:
            report.add(
                name.mark,
                Code.UNUSED_NAME,
                f"Nothing changes the meter `{name.text}`, and no guard reads it.",
                "Let a choice change it, or take it out.",
            )
    for fact in declared_facts(root.get("facts")):
        if fact.text not in read:
            report.add(
                fact.mark,
                Code.UNUSED_NAME,
                f"No guard reads the fact `{fact.text}`, so it makes no difference.",
                f"Let something depend on it, with `when: {fact.text}`, or take it out.",
            )
