"""YAML to nodes: from the events of PyYAML's parser, so that every trap of YAML is stopped at this door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from sim.scenario.core_schema import is_null, truth_value
from sim.scenario.decoding import CONTROL_IN_VALUE, REPLACEMENT, character_name, decode, without_controls
from sim.scenario.finding import START_OF_FILE, Code, Mark
from sim.scenario.node import Mapping, Node, Refused, Scalar, Sequence
from sim.scenario.report import Report
from sim.scenario.yaml_slips import end_of, slip, start_of

LARGEST_FILE: Final = 2_000_000
"""The most bytes a file may have."""
DEEPEST_LEVEL: Final = 32
"""The most levels of lists and mappings; the outermost is level 1."""
MOST_NODES: Final = 200_000
"""The most scalars, lists and mappings of a file, keys among them."""

_QUOTES_HINT = "If it is the beginning of a sentence, put the whole text in quotes."


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file.

    `root` is None where nothing, or not all of it, could be read; `text` is None where it is not UTF-8.
    """

    root: Node | None
    text: str | None


def read_document(data: bytes, report: Report) -> Document:
    """Read one YAML document, and report everything in it that the format does not allow."""
    if len(data) > LARGEST_FILE:
        report.add(
            START_OF_FILE,
            Code.TOO_LARGE,
            f"The file is larger than {LARGEST_FILE:,} bytes.",
            "Split it into several scenarios.",
        )
        return Document(None, None)
    text = decode(data, report)
    if text is None:
        return Document(None, None)
    clean = without_controls(text, report)
    reader = _EventReader(report, clean, tainted=clean is not text)
    return Document(reader.read(), text)


class _Stop(Exception):
    """Not an error: the rest of the file is not read."""


@dataclass(slots=True)
class _OpenSequence:
    mark: Mark
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _OpenMapping:
    mark: Mark
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    first: dict[str, Mark] = field(default_factory=dict)
    key: Scalar | None = None
    key_refused: bool = False
    complete: bool = True


class _EventReader:
    """Builds nodes from events with a stack of its own: depth costs no recursion."""

    def __init__(self, report: Report, text: str, *, tainted: bool) -> None:
        self._report = report
        self._text = text
        self._tainted = tainted
        self._open: list[_OpenSequence | _OpenMapping] = []
        self._root: Node | None = None
        self._documents = 0
        self._nodes = 0
        self._last: yaml.Event | None = None

    def read(self) -> Node | None:
        try:
            for event in _events(self._text):
                self._take(event)
                self._last = event
        except _Stop:
            return None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            found = slip(error, self._text, self._last)
            self._report.add(found.mark, found.code, found.message, found.hint)
            return None
        if self._root is None:
            self._report.add(
                START_OF_FILE,
                Code.BAD_VALUE,
                "The file is empty.",
                "`emptychair new ID` writes a scenario to start from.",
            )
        return self._root

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._count(event)
                self._place(self._scalar(event))
            case yaml.MappingStartEvent():
                self._enter(event)
                self._open.append(_OpenMapping(_mark(event)))
            case yaml.SequenceStartEvent():
                self._enter(event)
                self._open.append(_OpenSequence(_mark(event)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.AliasEvent():
                self._count(event)
                mark = _mark(event)
                self._forbid(mark, f"`*{_short(event.anchor)}` is an alias of YAML. Aliases are not allowed.")
                self._place(Refused(mark))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if event.tags:
                    self._forbid(_mark(event), "`%TAG` names tags of YAML. Tags are not allowed.", None)
                if self._documents > 1:
                    self._forbid(
                        _mark(event),
                        "A second document begins here. A file holds one scenario.",
                        "Delete the line `---`, or move what follows it into a file of its own.",
                    )
                    raise _Stop
            case _:
                pass

    def _count(self, event: yaml.Event) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._report.add(
                _mark(event),
                Code.TOO_LARGE,
                f"The file holds more than {MOST_NODES:,} keys, texts, lists and mappings.",
                "Split it into several scenarios.",
            )
            raise _Stop

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        self._count(event)
        if len(self._open) >= DEEPEST_LEVEL:
            self._report.add(
                _mark(event),
                Code.TOO_LARGE,
                f"Lists and mappings are nested more than {DEEPEST_LEVEL} levels deep here.",
                "A scenario needs about eight. If this is a sentence with brackets, put it in quotes.",
            )
            raise _Stop
        self._check_properties(event)

    def _check_properties(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
        if event.anchor is not None:
            self._forbid(
                _mark(event), f"`&{_short(event.anchor)}` is an anchor of YAML. Anchors are not allowed."
            )
        if event.tag is not None:
            self._forbid(_mark(event), "An unquoted `!` makes a tag of YAML. Tags are not allowed.")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | Refused:
        mark = _mark(event)
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        nothing_but_anchor = event.anchor is not None and not text
        if event.tag is not None or nothing_but_anchor or (self._tainted and REPLACEMENT in text):
            return Refused(mark)
        control = CONTROL_IN_VALUE.search(text)
        if control is not None:
            self._report.add(
                self._place_of(control.group(), event),
                Code.CONTROL_CHARACTER,
                f"This text holds the character {character_name(control.group())}. "
                "Only plain line breaks are allowed.",
                "Use spaces instead of tabs."
                if control.group() == "\t"
                else "Leave out the escape, the part that begins with a backslash.",
            )
            return Refused(mark)
        plain = not event.style
        inset: int | None = None
        (line, column, _), (last_line, last_column, end) = start_of(event), end_of(event)
        if line == last_line and event.anchor is None:
            if plain:
                inset = 0
            elif last_column - column == len(text) + 2:
                inset = 1
        cut = Mark(last_line, last_column + 1) if plain and self._text.startswith(" #", end) else None
        return Scalar(text, plain, mark, inset, cut)

    def _place_of(self, control: str, event: yaml.ScalarEvent) -> Mark:
        (line, column, start), (last_line, _, end) = start_of(event), end_of(event)
        if line == last_line:
            found = self._text.find(control, start, end)
            if found >= 0:
                return Mark(line, column + found - start)
        return _mark(event)

    def _close(self) -> None:
        closed = self._open.pop()
        if isinstance(closed, _OpenSequence):
            self._place(Sequence(tuple(closed.items), closed.mark))
        else:
            self._place(Mapping(tuple(closed.entries), closed.mark, closed.complete))

    def _place(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, _OpenSequence):
            parent.items.append(node)
        elif parent.key_refused:
            parent.key_refused = False
        elif parent.key is not None:
            parent.entries.append((parent.key, node))
            parent.key = None
        else:
            self._place_key(parent, node)

    def _place_key(self, parent: _OpenMapping, node: Node) -> None:
        if isinstance(node, Scalar) and self._is_key(node):
            parent.key = node
            first = parent.first.setdefault(node.text, node.mark)
            if first is not node.mark:
                self._report.add(
                    node.mark,
                    Code.DUPLICATE_KEY,
                    f"`{_short(node.text)}` stands here a second time; the first is on line {first.line}.",
                    "Keep one of the two.",
                )
            return
        if isinstance(node, Sequence | Mapping):
            self._forbid(node.mark, "A key must be text, not a list or a mapping.")
        parent.key_refused = True
        parent.complete = False

    def _is_key(self, node: Scalar) -> bool:
        if not node.plain:
            return True
        if node.text == "<<":
            self._forbid(
                node.mark, "`<<` merges mappings in YAML. Merge keys are not allowed.", "Write the keys out."
            )
            return False
        if is_null(node) or truth_value(node) is not None:
            said = f"`{node.text}`" if node.text else "Nothing at all"
            self._forbid(node.mark, f"{said} cannot be a key: a key must be text.", "Give it another name.")
            return False
        return True

    def _forbid(self, mark: Mark, message: str, hint: str | None = _QUOTES_HINT) -> None:
        self._report.add(mark, Code.YAML_FORBIDDEN, message, hint)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _mark(event: yaml.Event) -> Mark:
    line, column, _ = start_of(event)
    return Mark(line, column)


def _short(text: str | None) -> str:
    return text or "" if text is None or len(text) <= 40 else text[:39] + "…"
