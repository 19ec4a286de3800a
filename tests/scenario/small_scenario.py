"""A small valid scenario, and ways to spoil it and look at what is found."""

from __future__ import annotations

from pathlib import Path

from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.finding import Finding, Severity
from sim.scenario.reader import Reading, read_bytes

PATH = Path("small.yaml")

SMALL = """\
format: 1
title: A small one
summary: Small.
difficulty: intro
minutes: 5
briefing: You are here.
cast:
  ann: {name: Ann Lee, role: Your rep}
meters:
  trust: {label: Trust, start: 5, max: 10}
facts: [called]
start: first
states:
  first:
    scene: Hello.
    choices:
      - id: one
        text: Number one.
        rates: {value: 1}
        because: So.
        goto: last
      - id: two
        text: Number two.
        rates: {value: -1}
        because: Such.
        goto: last
  last:
    ending: {kind: success, worth: 3}
    scene: Bye.
"""

Place = tuple[str, int, int]
"""A finding's code, line and column."""


def changed(old: str, new: str) -> str:
    """The small scenario with one part of it replaced."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def read(text: str | bytes) -> Reading:
    """What the door makes of a text."""
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, PATH, shipped_catalogue())


def places(reading: Reading) -> list[Place]:
    """The errors of a reading, short."""
    return _places(reading, Severity.ERROR)


def warnings(reading: Reading) -> list[Place]:
    """The warnings of a reading, short. The small scenario itself has two: it uses neither its meter nor its fact."""
    return _places(reading, Severity.WARNING)


def only_finding(text: str | bytes) -> Finding:
    """The one finding of a text."""
    (finding,) = read(text).findings
    return finding


def _places(reading: Reading, severity: Severity) -> list[Place]:
    return [
        (finding.code.value, finding.mark.line, finding.mark.column)
        for finding in reading.findings
        if finding.severity is severity
    ]
