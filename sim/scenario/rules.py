"""What must be right within one part of a scenario, beyond its shape: bounds, arms of routes, ids that differ."""

from __future__ import annotations

from sim.scenario.core_schema import whole_number
from sim.scenario.finding import Code
from sim.scenario.node import Mapping, Node, Scalar, Sequence
from sim.scenario.report import Report, quoted
from sim.scenario.shape import Role
from sim.scenario.validation import Validation

LEAST_BY_DEFAULT = 0
MOST_BY_DEFAULT = 100


def check_rules(root: Mapping, validation: Validation, report: Report) -> None:
    """Report what the shapes could not tell and no other part of the file needs to be asked about."""
    for meter in validation.found[Role.METER]:
        if isinstance(meter, Mapping):
            _check_bounds(meter, validation, report)
    for choices in validation.found[Role.CHOICES]:
        if isinstance(choices, Sequence):
            _check_choice_ids(choices, validation, report)
    for arms in validation.found[Role.ROUTE]:
        if isinstance(arms, Sequence):
            _check_route(arms, report)
    _check_names(root, report)


def meter_bounds(meter: Node | None, validation: Validation) -> tuple[int, int] | None:
    """The least and the greatest value of a meter; None where they are not written as they should be."""
    if not isinstance(meter, Mapping):
        return None
    bounds = []
    for key, default in (("min", LEAST_BY_DEFAULT), ("max", MOST_BY_DEFAULT)):
        node = meter.get(key)
        if node is None:
            bounds.append(default)
        elif isinstance(node, Scalar) and validation.is_sound(node):
            number = whole_number(node)
            assert number is not None
            bounds.append(number)
        else:
            return None
    least, most = bounds
    return (least, most) if least < most else None


def declared_facts(facts: Node | None) -> tuple[Scalar, ...]:
    """The names of the facts, as they stand in the file, malformed ones among them."""
    if isinstance(facts, Mapping):
        return tuple(key for key, _ in facts.entries)
    if isinstance(facts, Sequence):
        return tuple(item for item in facts.items if isinstance(item, Scalar))
    return ()


def _check_bounds(meter: Mapping, validation: Validation, report: Report) -> None:
    numbers: dict[str, tuple[int, Scalar]] = {}
    for key in ("min", "max", "start"):
        node = meter.get(key)
        if isinstance(node, Scalar) and validation.is_sound(node):
            number = whole_number(node)
            assert number is not None
            numbers[key] = (number, node)
        elif node is not None and key != "start":
            return
    least, _ = numbers.get("min", (LEAST_BY_DEFAULT, None))
    most, _ = numbers.get("max", (MOST_BY_DEFAULT, None))
    if least >= most:
        _, wrong = numbers["max"] if "max" in numbers else numbers["min"]
        report.add(
            wrong.mark,
            Code.BAD_VALUE,
            f"`min` must be below `max`; here they are {least} and {most}.",
            f"Where they are not given, `min` is {LEAST_BY_DEFAULT} and `max` is {MOST_BY_DEFAULT}.",
        )
        validation.faulty.add(meter)
    elif "start" in numbers and not least <= numbers["start"][0] <= most:
        start, node = numbers["start"]
        report.add(
            node.mark,
            Code.BAD_VALUE,
            f"`start` must be from {least} to {most}, not {start}.",
            "Move it within the bounds.",
        )


def _check_choice_ids(choices: Sequence, validation: Validation, report: Report) -> None:
    first: dict[str, Scalar] = {}
    for choice in choices.items:
        node = choice.get("id") if isinstance(choice, Mapping) else None
        if not isinstance(node, Scalar) or not validation.is_sound(node):
            continue
        earlier = first.setdefault(node.text, node)
        if earlier is not node:
            report.add(
                node.mark,
                Code.DUPLICATE_ID,
                f"Another choice of this state is {quoted(node.text)}, on line {earlier.mark.line}.",
                "Choices of one state need different ids.",
            )


def _check_route(arms: Sequence, report: Report) -> None:
    last = len(arms.items) - 1
    for number, arm in enumerate(arms.items):
        if not isinstance(arm, Mapping) or not arm.complete or not arm.entries:
            continue
        guarded = arm.get("when") is not None
        if number == last and guarded:
            report.add(
                arm.mark,
                Code.AMBIGUOUS_WAY,
                "The last arm of a route has a guard, so there may be no way on.",
                "Take its `when` away, or add a last arm without one.",
            )
        elif number < last and not guarded:
            report.add(
                arm.mark,
                Code.AMBIGUOUS_WAY,
                "This arm of a route has no guard, so the arms after it are never reached.",
                "Add a `when`, or move this arm to the end.",
            )


def _check_names(root: Mapping, report: Report) -> None:
    """Facts differ from each other and from meters."""
    meters = root.get("meters")
    names = {key.text: key for key, _ in meters.entries} if isinstance(meters, Mapping) else {}
    facts = root.get("facts")
    first: dict[str, Scalar] = {}
    for fact in declared_facts(facts):
        earlier = first.setdefault(fact.text, fact)
        if earlier is not fact:
            if isinstance(facts, Sequence):  # in a mapping the second is a duplicate key
                report.add(
                    fact.mark,
                    Code.DUPLICATE_ID,
                    f"The fact {quoted(fact.text)} stands on line {earlier.mark.line} already.",
                    "Keep one of the two.",
                )
        elif fact.text in names:
            meter = names[fact.text]
            earlier, later = sorted((fact, meter), key=lambda key: key.mark)
            report.add(
                later.mark,
                Code.DUPLICATE_ID,
                f"{quoted(fact.text)} is a meter and a fact; the other is on line {earlier.mark.line}.",
                "Give one of the two another name.",
            )
