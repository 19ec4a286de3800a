"""Findings as a good compiler shows them: the place, the line with a caret under it, what to do."""

from __future__ import annotations

import re
import unicodedata

from sim.report.words import visible
from sim.scenario.finding import Finding

WIDEST = 100
"""A longer line is shown cut, around the caret."""


def finding_text(finding: Finding, source: str | None) -> str:
    """One finding in a few lines; `source` is the file's text, where there is one."""
    place = f"{visible(finding.path)}:{finding.mark.line}:{finding.mark.column}"
    lines = [f"{place}: {finding.severity.value}: {finding.message} [{finding.code.value}]"]
    lines += _excerpt(finding, source)
    if finding.hint:
        lines.append(f"  hint: {finding.hint}")
    if finding.choices:
        lines.append(f"  the way there: --choose {','.join(finding.choices)}{_draws(finding)}")
    return "\n".join(lines)


def github_annotation(finding: Finding) -> str:
    """One finding as a workflow command that marks the line in a pull request."""
    message = finding.message if finding.hint is None else f"{finding.message} {finding.hint}"
    return (
        f"::{finding.severity.value} file={_property(str(finding.path))},line={finding.mark.line},"
        f"col={finding.mark.column},title={_property(finding.code.value)}::{_escaped(message)}"
    )


def _draws(finding: Finding) -> str:
    return f" --draws {','.join(map(str, finding.draws))}" if finding.draws else ""


def _excerpt(finding: Finding, source: str | None) -> list[str]:
    lines = re.split(r"\r\n|\n|\r", source) if source else []
    if finding.mark.line > len(lines) or not lines[finding.mark.line - 1].strip():
        return []
    before = lines[finding.mark.line - 1][: finding.mark.column - 1].replace("\t", " ")
    after = lines[finding.mark.line - 1][finding.mark.column - 1 :].replace("\t", " ")
    if len(before) + len(after) > WIDEST:
        if len(before) > WIDEST // 2:
            before = "…" + before[-WIDEST // 2 :]
        after = after[: WIDEST - len(before)] + "…"
    margin = str(finding.mark.line)
    return [
        f"  {margin} | {visible(before)}{visible(after)}",
        f"  {' ' * len(margin)} | {' ' * _width(visible(before))}^",
    ]


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
