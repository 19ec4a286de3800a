"""Whether what a file names is there: states, people, meters, facts, principles, insights; and its guards."""

from __future__ import annotations

import re
from collections.abc import Collection

from scoring.catalogue import Catalogue
from sim.scenario.core_schema import is_null, truth_value, whole_number
from sim.scenario.finding import Code
from sim.scenario.guard import Guard
from sim.scenario.guard_parser import parse_guard
from sim.scenario.guard_tokens import GuardError
from sim.scenario.node import Mapping, Node, Refused, Scalar
from sim.scenario.report import Report, quoted
from sim.scenario.rules import declared_facts, meter_bounds
from sim.scenario.shape import Role
from sim.scenario.validation import Validation

Guards = dict[Scalar, Guard]
"""The guards of a file, by the node that holds their text."""


def check_catalogue_names(
    validation: Validation, report: Report, principles: Collection[str], insights: Collection[str] = ()
) -> None:
    """Report principles and insights that are in no catalogue."""
    for role, code, noun, known in (
        (Role.PRINCIPLE, Code.UNKNOWN_PRINCIPLE, "principle", principles),
        (Role.INSIGHT, Code.UNKNOWN_INSIGHT, "insight", insights),
    ):
        for node in validation.found[role]:
            if isinstance(node, Scalar) and node.text not in known:
                report.add(
                    node.mark,
                    code,
                    f"There is no {noun} {quoted(node.text)}.",
                    report.meant(node.text, known)
                    or f"Add it to `principles.yaml` beside the scenario, or choose another {noun}.",
                )


def check_references(root: Mapping, validation: Validation, report: Report, catalogue: Catalogue) -> Guards:
    """Report every name that stands for nothing, and every guard that is none; return the guards that are."""
    check_catalogue_names(validation, report, catalogue.principles, catalogue.insights)
    check = _References(root, validation, report)
    check.states()
    check.lines()
    check.effects()
    return check.guards()


class _References:
    def __init__(self, root: Mapping, validation: Validation, report: Report) -> None:
        self._validation = validation
        self._report = report
        self._states, self._states_known = _declared(root, "states")
        self._people, self._people_known = _declared(root, "cast")
        meters, meters_known = _declared(root, "meters")
        facts = root.get("facts")
        self._meters: dict[str, Node] = meters
        self._facts = dict.fromkeys(name.text for name in declared_facts(facts))
        facts_known = not isinstance(facts, Refused | Scalar) and (
            not isinstance(facts, Mapping) or facts.complete
        )
        self._names = (*self._meters, *self._facts)
        self._names_known = meters_known and facts_known

    def states(self) -> None:
        """Report ways to states that are not there."""
        for node in self._validation.found[Role.STATE]:
            if isinstance(node, Scalar) and self._states_known and node.text not in self._states:
                self._report.add(
                    node.mark,
                    Code.UNKNOWN_STATE,
                    f"There is no state {quoted(node.text)}.",
                    self._report.meant(node.text, self._states) or "Add it under `states`.",
                )

    def lines(self) -> None:
        """Report speakers who are not in the cast."""
        for line in self._validation.found[Role.LINE]:
            if not isinstance(line, Mapping) or not self._people_known:
                continue
            for key, _ in line.entries:
                if (
                    key.text in ("when", "say")
                    or key.text in self._people
                    or not self._validation.is_sound(key)
                ):
                    continue
                looks_like_id = re.fullmatch(r"[\w-]+", key.text) is not None
                hint = self._report.meant(key.text, self._people) if looks_like_id else None
                self._report.add(
                    key.mark,
                    Code.UNKNOWN_SPEAKER,
                    f"Nobody in the cast is {quoted(key.text)}.",
                    hint
                    or (
                        "Add them under `cast`, with a name and a role."
                        if looks_like_id
                        else "If this is a sentence with a colon in it, put the whole sentence in quotes."
                    ),
                )

    def effects(self) -> None:
        """Report effects on what is not there, and effects that do not fit their meter or fact."""
        for effects in self._validation.found[Role.EFFECTS]:
            if not isinstance(effects, Mapping):
                continue
            for key, value in effects.entries:
                if not self._validation.is_sound(key):
                    continue
                is_meter, is_fact = key.text in self._meters, key.text in self._facts
                if not is_meter and not is_fact:
                    if self._names_known:
                        self._unknown_name(key)
                elif is_meter != is_fact and self._validation.is_sound(value):
                    self._effect(key.text, value, is_meter=is_meter)

    def guards(self) -> Guards:
        """Read the guards; report those that cannot be read."""
        found: Guards = {}
        for node in self._validation.found[Role.GUARD]:
            if not isinstance(node, Scalar):
                continue
            try:
                expression = parse_guard(node.text, self._meters, self._facts)
            except GuardError as error:
                self._bad_guard(node, error)
            else:
                found[node] = Guard(node.text.strip(), expression, node.mark)
        return found

    def _bad_guard(self, node: Scalar, error: GuardError) -> None:
        hint = error.hint
        if error.code is Code.UNKNOWN_NAME:
            if not self._names_known:
                return
            hint = hint or self._name_hint(error.name or "")
        self._report.add(node.mark_at(error.offset), error.code, error.message, hint)

    def _effect(self, name: str, value: Node, *, is_meter: bool) -> None:
        if not is_meter:
            if not isinstance(value, Scalar) or truth_value(value) is None:
                self._report.add(
                    value.mark,
                    Code.WRONG_TYPE,
                    f"`{name}` is a fact: an effect makes it `true` or `false`.",
                    "Numbers belong to meters.",
                )
            return
        if isinstance(value, Mapping):
            self._set_meter(name, value)
        elif isinstance(value, Scalar) and whole_number(value) is None:
            self._report.add(
                value.mark,
                Code.WRONG_TYPE,
                f"`{name}` is a meter: an effect adds a number to it, or sets it.",
                "Write a number with its sign, such as `+5`, or `{set: 40}`.",
            )

    def _set_meter(self, name: str, setting: Mapping) -> None:
        node = setting.get("set")
        bounds = meter_bounds(self._meters[name], self._validation)
        if not isinstance(node, Scalar) or bounds is None:
            return
        number = whole_number(node)
        if number is not None and not bounds[0] <= number <= bounds[1]:
            self._report.add(
                node.mark,
                Code.BAD_VALUE,
                f"`{name}` goes from {bounds[0]} to {bounds[1]}; it cannot be set to {number}.",
                "Set it within its bounds, or widen them with `min` and `max`.",
            )

    def _unknown_name(self, key: Scalar) -> None:
        self._report.add(
            key.mark,
            Code.UNKNOWN_NAME,
            f"There is no meter and no fact {quoted(key.text)}.",
            self._name_hint(key.text),
        )

    def _name_hint(self, name: str) -> str:
        return self._report.meant(name, self._names) or "Add it under `meters` or `facts`."


def _declared(root: Mapping, key: str) -> tuple[dict[str, Node], bool]:
    """The entries of a part of the file, and whether these are all that were meant."""
    node = root.get(key)
    if isinstance(node, Mapping):
        declared: dict[str, Node] = {}
        for name, value in node.entries:
            declared.setdefault(name.text, value)
        return declared, node.complete
    return {}, node is None or (isinstance(node, Scalar) and is_null(node))
