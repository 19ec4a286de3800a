"""Findings as a good compiler shows them: the place, the line with a caret under it, what to do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sim.report.words import visible
from sim.scenario.finding import Finding, Severity

WIDEST = 100
"""A longer line is shown cut, around the caret."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
"""Red and yellow; the severity is always written out too."""


def finding_text(finding: Finding, source: str | None, *, coloured: bool = False) -> str:
    """One finding in a few lines; `source` is the file's text, where there is one.

    `coloured` adds the codes that a terminal shows as colours; what is said is the same.
    """
    place = f"{visible(finding.path)}:{finding.mark.line}:{finding.mark.column}"
    colour = _COLOURS[finding.severity]
    paint = _painted if coloured else _unpainted
    lines = [
        f"{paint(place + ':', _BOLD)} {paint(finding.severity.value + ':', colour)} "
        f"{paint(finding.message, _BOLD)} {paint(f'[{finding.code.value}]', _FAINT)}"
    ]
    if excerpt := _excerpt(finding, source):
        margin, line, before_caret = excerpt
        lines.append(f"  {paint(f'{margin} |', _FAINT)} {line}")
        lines.append(f"  {paint(' ' * len(margin) + ' |', _FAINT)} {before_caret}{paint('^', colour)}")
    if finding.hint:
        lines.append(f"  {paint('hint:', _BOLD)} {finding.hint}")
    if way := way_there(finding):
        lines.append(f"  {paint('the way there:', _BOLD)} {way}")
    return "\n".join(lines)


def way_there(finding: Finding) -> str | None:
    """How to see for oneself what a finding speaks of: the command that plays the way to it; None without a way."""
    if finding.choices is None:
        return None
    draws = f" --draws {','.join(map(str, finding.draws))}" if finding.draws else ""
    if not finding.choices and not draws:
        return "where a run begins, before the first choice"
    from shlex import quote  # most findings have no way

    return f"emptychair run {quote(visible(finding.path))} --choose {quote(','.join(finding.choices))}{draws}"


def github_annotation(finding: Finding) -> str:
    """One finding as a workflow command that marks the line in a pull request."""
    message = finding.message if finding.hint is None else f"{finding.message} {finding.hint}"
    if way := way_there(finding):
        message += f"\nThe way there: {way}"
    return visible(
        f"::{finding.severity.value} file={_property(str(finding.path))},line={finding.mark.line},"
        f"col={finding.mark.column},title={_property(finding.code.value)}::{_escaped(message)}"
    )


def _painted(text: str, code: str) -> str:
    return f"{code}{text}{_PLAIN}"


def _unpainted(text: str, code: str) -> str:
    return text


def _excerpt(finding: Finding, source: str | None) -> tuple[str, str, str] | None:
    """The line's number, the line, and what stands before the caret; None where there is nothing to show."""
    lines = _lines(source) if source else ()
    if finding.mark.line > len(lines) or not lines[finding.mark.line - 1].strip():
        return None
    before = lines[finding.mark.line - 1][: finding.mark.column - 1].replace("\t", " ")
    after = lines[finding.mark.line - 1][finding.mark.column - 1 :].replace("\t", " ")
    if len(before) + len(after) > WIDEST:
        if len(before) > WIDEST // 2:
            before = "…" + before[-WIDEST // 2 :]
        if len(before) + len(after) > WIDEST:
            after = after[: WIDEST - len(before)] + "…"
    before = visible(before)
    return str(finding.mark.line), before + visible(after), " " * _width(before)


@lru_cache(maxsize=1)
def _lines(source: str) -> tuple[str, ...]:
    """A file's lines; the findings of one file come one after the other."""
    return tuple(re.split(r"\r\n|\n|\r", source))


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
