"""The findings of a file as rows of a list, and one of them whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content
from textual.widgets.option_list import Option

from sim.report.finding_text import finding_text
from sim.report.words import visible
from sim.scenario.finding import Finding, Severity
from sim.tui.wrapped_lines import WrappedLines

_STYLES = {Severity.ERROR: "bold $error", Severity.WARNING: "bold $warning"}
_BEFORE_CARET = 12
"""So many cells of a long line are shown before its caret, where it has to be cut."""


def finding_rows(findings: Sequence[Finding], path: Path) -> list[Option]:
    """A row for each finding, in their order; their ids are their places."""
    if not findings:
        return [Option(Content.styled("Nothing was found.", "$foreground-muted"), disabled=True)]
    return [Option(_row(finding, path), id=str(place)) for place, finding in enumerate(findings)]


def place_words(finding: Finding, path: Path) -> str:
    """The line of a finding, and its file where that is another one."""
    line = f"line {finding.mark.line}"
    return line if finding.path == path else f"{visible(finding.path.name)} {line}"


class FindingWhole(WrappedLines):
    """All that is said of a finding, with its line of the file and the caret under the place."""

    def __init__(self, finding: Finding, source: str | None) -> None:
        super().__init__()
        self._finding = finding
        self._source = source

    def lines(self, width: int) -> list[Content]:
        """The words wrapped, the line of the file cut around its caret where it is too long."""
        head, *rest = finding_text(self._finding, self._source).split("\n")
        lines = Content(head).wrap(width)
        if len(rest) > 1 and rest[1].endswith("^") and not rest[1].strip(" |^"):
            lines += [Content(""), *_excerpt(rest[0], rest[1], width)]
            rest = rest[2:]
        for told in (*rest, f"More about it: emptychair explain {self._finding.code.value}"):
            lines += [Content(""), *Content(told.strip()).wrap(width)]
        return lines


def _excerpt(line: str, caret: str, width: int) -> list[Content]:
    margin = caret.index("|") + 2
    words, pointed = Content(line[margin:]), Content(caret[margin:])
    room = max(width - margin, 1)
    over = max(pointed.cell_length - room + _BEFORE_CARET, 0) if pointed.cell_length > room else 0
    return [
        Content(line[:margin]) + words[over:].truncate(room, ellipsis=True),
        Content(caret[:margin]) + Content.styled(pointed[over:].plain, "bold $accent"),
    ]


def _row(finding: Finding, path: Path) -> Content:
    parts = [
        Content.assemble(
            (finding.severity.value, _STYLES[finding.severity]),
            f" {place_words(finding, path)} ",
            (finding.code.value, "$foreground-muted"),
        ),
        Content(finding.message),
    ]
    if finding.hint:
        parts.append(Content.styled(finding.hint, "$foreground-muted"))
    return Content("\n").join(parts)
