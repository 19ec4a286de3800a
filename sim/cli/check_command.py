"""`emptychair check`: every scenario under the paths read and solved, everything wrong with them told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from sim.cli.colour import may_be_coloured
from sim.cli.exit_code import DONE, FAULTS
from sim.cli.many_checks import check_files
from sim.cli.progress_line import ProgressLine
from sim.report.finding_text import finding_text, github_annotation
from sim.report.more_about import more_about
from sim.report.words import counted
from sim.scenario.finding import Finding, Severity
from sim.scenario.library import Library, scenario_files
from sim.store.checking import look_at
from sim.store.kept_checks import KeptChecks

MOST_JOBS = 61
"""More processes than that cannot be waited for on every system."""


def run(arguments: argparse.Namespace) -> int:
    """Check the paths, or the library where there are none; faults found are exit code 1."""
    paths, unreadable = _files(arguments)
    told = _Told(arguments.format, unreadable)
    processes = arguments.jobs or min(_cores(), MOST_JOBS)
    unchanged = 0
    with KeptChecks() as kept, ProgressLine(sys.stderr, "scenarios checked:", len(paths)) as progress:
        done = 0
        for checked in check_files(paths, kept, processes):
            if checked is not None:
                done += 1
                unchanged += checked.kept
                told.add(checked.file.findings, checked.file.path, checked.file.text)
            progress.tell(done)
    told.print()
    if arguments.format == "text":
        print(_summary(len(paths), unchanged, told.findings), file=sys.stderr)
        if more := more_about(told.findings):
            print(more, file=sys.stderr)
    counting = [f for f in told.findings if arguments.strict or f.severity is Severity.ERROR]
    return FAULTS if counting else DONE


def _files(arguments: argparse.Namespace) -> tuple[list[Path], list[Finding]]:
    if not arguments.paths:
        return [entry.path for entry in Library.standard(arguments.library).entries()], []
    files: dict[tuple[str, str], Path] = {}
    findings: list[Finding] = []
    folders: dict[Path, str] = {}
    for path in arguments.paths:
        named, unreadable = scenario_files(path)
        findings.extend(unreadable)
        for file in named:
            folder = folders.setdefault(file.parent, "") or os.path.realpath(file.parent)
            folders[file.parent] = folder
            files.setdefault(
                (folder, file.name), file
            )  # one file, however often and by whatever way it is named
    return list(files.values()), findings


def _cores() -> int:
    """The processor cores that this program may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Told:
    """The findings to be printed, each as it will be printed: the files' texts need not be held until then."""

    def __init__(self, form: str, findings: Iterable[Finding]) -> None:
        self._form = form
        self._coloured = may_be_coloured(sys.stdout)
        self._texts: dict[Finding, str] = {}
        self.add(findings)

    @property
    def findings(self) -> list[Finding]:
        """All findings, sorted by path, line and column."""
        return sorted(self._texts, key=lambda finding: finding.sort_key)

    def add(self, findings: Iterable[Finding], path: Path | None = None, source: str | None = None) -> None:
        """Take the findings that a file's check gave; `source` is its text.

        Scenarios that share a faulty catalogue each bring its findings, which are told once.
        """
        of_others: dict[Path, str | None] = {}
        for finding in findings:
            if finding in self._texts:
                continue
            if self._form != "text":
                self._texts[finding] = ""
                continue
            text = source
            if finding.path != path:
                if finding.path not in of_others:
                    of_others[finding.path] = look_at(finding.path).text
                text = of_others[finding.path]
            self._texts[finding] = finding_text(finding, text, coloured=self._coloured)

    def print(self) -> None:
        """Print them all."""
        if self._form == "json":
            import json

            from sim.report.json_form import findings_form

            json.dump(findings_form(self.findings), sys.stdout, indent=2)
            print()
            return
        for finding in self.findings:
            if self._form == "github":
                print(github_annotation(finding))
            else:
                print(self._texts[finding], end="\n\n")


def _summary(files: int, unchanged: int, findings: list[Finding]) -> str:
    errors = sum(1 for finding in findings if finding.severity is Severity.ERROR)
    warnings = len(findings) - errors
    since = f" ({unchanged:,} unchanged since an earlier check)" if unchanged else ""
    return f"{counted(files, 'scenario')} checked{since}: {counted(errors, 'error')}, {counted(warnings, 'warning')}."
