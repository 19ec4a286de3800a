"""Where more is told about findings."""

from __future__ import annotations

from collections.abc import Iterable

from sim.scenario.finding import Finding


def more_about(findings: Iterable[Finding]) -> str | None:
    """The command that explains these findings, in one line; None where there are none."""
    codes = list(dict.fromkeys(finding.code.value for finding in findings))
    if not codes:
        return None
    if len(codes) == 1:
        return f"More about it: emptychair explain {codes[0]}"
    return f"More about each: emptychair explain CODE, for example {codes[0]}"
