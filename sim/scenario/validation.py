"""Holds a file's nodes against the shapes of its format. What shapes cannot tell is checked afterwards."""

from __future__ import annotations

from collections import defaultdict

from sim.scenario.core_schema import MOST_DIGITS, is_null, is_whole_number, truth_value, whole_number
from sim.scenario.finding import Code, Mark
from sim.scenario.node import Mapping, Node, Refused, Scalar, Sequence
from sim.scenario.report import Report, listed, quoted
from sim.scenario.shape import (
    ByKind,
    Identifier,
    IdForm,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Role,
    Shape,
    SpokenLine,
    Text,
    Truth,
    Whole,
    WholeOrTruth,
)
from sim.scenario.wording import EMPTY, SENTENCE, bounds, expected, id_hint, kind_of, type_hint, with_article


class Validation:
    """The walk over one file. Every fault is reported, and each only once.

    `found` holds the nodes of each role; `faulty` the nodes that a finding speaks of, or of a part of them.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self.found: defaultdict[Role, list[Node]] = defaultdict(list)
        self.faulty: set[Node] = set()

    def root(self, node: Node, record: Record) -> None:
        """Check a whole file."""
        self._check(node, record, f"The {record.noun}", node.mark, None)

    def is_sound(self, node: Node | None) -> bool:
        """Whether a node is there and nothing in it was wrong."""
        return node is not None and node not in self.faulty

    def _check(self, node: Node, shape: Shape, label: str, where: Mark, name: str | None) -> bool:
        """Check one node; `where` is the place that stands for it if something in it is missing."""
        if isinstance(node, Refused):
            sound = False
        elif isinstance(node, Scalar) and is_null(node):
            sound = self._fault(node, Code.BAD_VALUE, f"{label} is empty.", EMPTY)
        else:
            sound = self._of_shape(node, shape, label, where, name)
        if not sound:
            self.faulty.add(node)
        return sound

    def _of_shape(self, node: Node, shape: Shape, label: str, where: Mark, name: str | None) -> bool:
        match shape:
            case ByKind(scalar, sequence, mapping):
                picked = (
                    scalar if isinstance(node, Scalar) else mapping if isinstance(node, Mapping) else sequence
                )
                if picked is None:
                    return self._wrong_type(node, shape, label)
                return self._of_shape(node, picked, label, where, name)
            case ListOf():
                return (
                    self._list(node, shape, label)
                    if isinstance(node, Sequence)
                    else self._wrong_type(node, shape, label)
                )
            case MapOf() | Record() | SpokenLine():
                if not isinstance(node, Mapping):
                    return self._wrong_type(node, shape, label)
                if not node.entries and node.complete:
                    return self._fault(node, Code.BAD_VALUE, f"{label} is empty.", EMPTY)
                if isinstance(shape, Record):
                    return self._record(node, shape, where, name)
                if isinstance(shape, MapOf):
                    return self._map(node, shape, label)
                return self._spoken(node, shape)
            case _:
                return (
                    self._scalar(node, shape, label)
                    if isinstance(node, Scalar)
                    else self._wrong_type(node, shape, label)
                )

    def _scalar(
        self, node: Scalar, shape: Text | Identifier | OneOf | Whole | Truth | WholeOrTruth, label: str
    ) -> bool:
        match shape:
            case Text():
                return self._text(node, shape, label)
            case Identifier():
                return self._identifier(node, shape)
            case OneOf(values):
                if node.text in values:
                    return True
                near = self._report.closest(node.text, values)
                hint = f"Did you mean `{near}`?" if near else None
                return self._fault(
                    node,
                    Code.BAD_VALUE,
                    f"{label} must be {listed(values, 'or')}, not {quoted(node.text)}.",
                    hint,
                )
            case Whole():
                return self._whole(node, shape, label)
            case Truth():
                return truth_value(node) is not None or self._wrong_type(node, shape, label)
            case WholeOrTruth():
                return truth_value(node) is not None or self._whole(node, shape, label)

    def _text(self, node: Scalar, shape: Text, label: str) -> bool:
        if not node.text.strip():
            return self._fault(node, Code.BAD_VALUE, f"{label} is empty.", EMPTY)
        if shape.longest is not None and len(node.text) > shape.longest:
            return self._fault(
                node,
                Code.TOO_LARGE,
                f"{label} has {len(node.text):,} characters; {shape.longest:,} are the most.",
                "Keep what it asks in a fact of its own, and ask for that.",
            )
        self.found[shape.role or Role.PROSE].append(node)
        return True

    def _identifier(self, node: Scalar, shape: Identifier) -> bool:
        text = node.text
        called = "an id" if shape.form is IdForm.ID else "a name"
        if not shape.form.fits(text):
            return self._fault(
                node, Code.BAD_ID, f"{quoted(text)} cannot be {called}.", id_hint(text, shape.form)
            )
        if text in shape.reserved:
            return self._fault(
                node,
                Code.BAD_ID,
                f"`{text}` cannot be {called} here: it has a meaning of its own.",
                f"{listed(shape.reserved)} are taken. Choose another.",
            )
        return True

    def _whole(self, node: Scalar, shape: Whole | WholeOrTruth, label: str) -> bool:
        if not is_whole_number(node):
            return self._wrong_type(node, shape, label)
        number = whole_number(node)
        if number is None:
            return self._fault(node, Code.BAD_VALUE, f"{label} has more than {MOST_DIGITS} digits.", None)
        least, most = (shape.least, shape.most) if isinstance(shape, Whole) else (None, None)
        if (least is not None and number < least) or (most is not None and number > most):
            return self._fault(
                node, Code.BAD_VALUE, f"{label} must be {bounds(least, most)}, not {number}.", None
            )
        return True

    def _list(self, node: Sequence, shape: ListOf, label: str) -> bool:
        sound = True
        count = len(node.items)
        if not count:
            sound = self._fault(node, Code.BAD_VALUE, f"{label} is an empty list.", EMPTY)
        elif count < shape.least or (shape.most is not None and count > shape.most):
            limits = f"{shape.least} or more" if shape.most is None else f"{shape.least} to {shape.most}"
            sound = self._fault(
                node, Code.BAD_VALUE, f"{label} must hold {limits} {shape.noun}s, and holds {count}.", None
            )
        if shape.role is not None:
            self.found[shape.role].append(node)
        for item in node.items:
            sound = self._check(item, shape.item, f"This {shape.noun}", item.mark, None) and sound
        return sound

    def _map(self, node: Mapping, shape: MapOf, label: str) -> bool:
        sound = node.complete
        if shape.role is not None:
            self.found[shape.role].append(node)
        numbers: dict[int, Scalar] = {}
        for key, value in node.entries:
            sound = self._map_key(key, shape, numbers) and sound
            sound = self._check(value, shape.value, quoted(key.text), key.mark, key.text) and sound
        return sound

    def _map_key(self, key: Scalar, shape: MapOf, numbers: dict[int, Scalar]) -> bool:
        label = f"The key of {with_article(shape.noun)}"
        if not isinstance(shape.key, Whole):
            sound = not self._is_number_key(key) and self._scalar(key, shape.key, label)
        else:
            sound = self._whole(key, shape.key, label)
            number = whole_number(key)
            first = numbers.setdefault(number, key) if number is not None else key
            if first.text != key.text:  # the same text twice was reported when it was read
                sound = self._fault(
                    key,
                    Code.DUPLICATE_KEY,
                    f"{quoted(key.text)} is the same number as the key on line {first.mark.line}.",
                    "Keep one of the two.",
                )
        if not sound:
            self.faulty.add(key)
        return sound

    def _is_number_key(self, key: Scalar) -> bool:
        if not is_whole_number(key):
            return False
        self._fault(
            key,
            Code.YAML_FORBIDDEN,
            f"{quoted(key.text)} is a number and cannot be a key here: only `bands` have numbers as keys.",
            f"Give it a name. {SENTENCE}",
        )
        return True

    def _record(self, node: Mapping, record: Record, where: Mark, name: str | None) -> bool:
        sound = node.complete
        keys = {key.name: key for key in record.keys}
        present = {key.text for key, _ in node.entries}
        unknown: list[Scalar] = []
        title = f"The {record.noun} {quoted(name)}" if name is not None else f"This {record.noun}"
        if record.role is not None:
            self.found[record.role].append(node)
        for key, value in node.entries:
            known = keys.get(key.text)
            if known is None:
                unknown.append(key)
            elif known.only_with is not None and known.only_with not in present:
                if present & set(record.exactly_one):
                    only = f"Only {with_article(known.only_with)} has a `{key.text}`."
                    sound = self._fault(key, Code.UNKNOWN_KEY, only, "Leave it out here.")
            else:
                sound = self._check(value, known.shape, f"`{key.text}`", key.mark, None) and sound
        for key in unknown:
            sound = False
            self._unknown_key(key, record, present)
        if node.complete:
            sound = self._nothing_missing(record, present, unknown, title, where) and sound
        return sound

    def _unknown_key(self, key: Scalar, record: Record, present: set[str]) -> None:
        if self._is_number_key(key):
            return
        absent = [known.name for known in record.keys if known.name not in present]
        near = self._report.closest(key.text, absent)
        hint = (
            f"Did you mean `{near}`?"
            if near
            else f"It may have {listed(known.name for known in record.keys)}."
        )
        self._fault(
            key,
            Code.UNKNOWN_KEY,
            f"{with_article(record.noun).capitalize()} has no key {quoted(key.text)}.",
            hint,
        )

    def _nothing_missing(
        self, record: Record, present: set[str], unknown: list[Scalar], title: str, where: Mark
    ) -> bool:
        sound = True
        for key in record.keys:
            if key.required and key.name not in present:
                sound = False
                self._report.add(
                    where,
                    Code.MISSING_KEY,
                    f"{title} has no `{key.name}`.",
                    self._misspelt(key.name, unknown) or f"Add `{key.name}:`. {key.description}",
                )
        ways = [name for name in record.exactly_one if name in present]
        if record.exactly_one and len(ways) != 1:
            sound = False
            all_ways = listed(record.exactly_one, "or")
            said = (
                f"{listed(ways)} at once. It may have one of {all_ways}"
                if ways
                else f"none of {all_ways}. It needs one"
            )
            misspelt = (self._misspelt(name, unknown) for name in record.exactly_one if not ways)
            self._report.add(
                where,
                Code.AMBIGUOUS_WAY,
                f"{title} has {said}.",
                next(filter(None, misspelt), None)
                or ("Keep one of them." if ways else "Add the one that you mean."),
            )
        return sound

    def _misspelt(self, name: str, unknown: list[Scalar]) -> str | None:
        near = self._report.closest(name, [key.text for key in unknown])
        line = next((key.mark.line for key in unknown if key.text == near), None)
        return f"Is `{near}` on line {line} meant to be `{name}`?" if line is not None else None

    def _spoken(self, node: Mapping, shape: SpokenLine) -> bool:
        sound = node.complete
        voices: dict[str, Scalar] = {}
        self.found[shape.role].append(node)
        for key, value in node.entries:
            if key.text == shape.when.name:
                sound = self._check(value, shape.when.shape, f"`{key.text}`", key.mark, None) and sound
                continue
            voices.setdefault(key.text, key)
            if self._is_number_key(key):
                sound = False
            elif key.text == shape.say.name or IdForm.ID.fits(key.text):
                sound = self._check(value, shape.words, quoted(key.text), key.mark, None) and sound
        if len(voices) > 1:
            first, second, *_ = voices.values()
            sound = self._fault(
                second,
                Code.UNKNOWN_KEY,
                f"A line has one voice, and this one has {quoted(first.text)} already.",
                "Make two lines of it, each with its own `- `.",
            )
        if node.complete and not voices:
            sound = False
            self._report.add(
                node.mark,
                Code.MISSING_KEY,
                "This line has a guard and no words.",
                f"Add `{shape.say.name}:` or a speaker.",
            )
        if node.complete and shape.say.name in voices and not node.get(shape.when.name):
            sound = False
            self._report.add(
                node.mark,
                Code.MISSING_KEY,
                f"This line has `{shape.say.name}` and no `{shape.when.name}`.",
                f"Add `{shape.when.name}:` with a guard, or write the words alone, without `{shape.say.name}:`.",
            )
        return sound

    def _wrong_type(self, node: Node, shape: Shape, label: str) -> bool:
        return self._fault(
            node,
            Code.WRONG_TYPE,
            f"{label} must be {expected(shape)}, not {kind_of(node)}.",
            type_hint(node, shape),
        )

    def _fault(self, node: Node, code: Code, message: str, hint: str | None) -> bool:
        self._report.add(node.mark, code, message, hint)
        self.faulty.add(node)
        return False
