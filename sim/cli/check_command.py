"""`emptychair check`: every scenario under the paths read and solved, everything wrong with them told."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from sim.cli.exit_code import DONE, FAULTS
from sim.engine.compiled import compile_scenario
from sim.engine.verdict import judge
from sim.report.finding_text import finding_text, github_annotation
from sim.report.json_form import findings_form
from sim.report.words import counted
from sim.scenario.finding import Finding, Severity
from sim.scenario.library import Library, scenario_files
from sim.scenario.reader import read_scenario


def run(arguments: argparse.Namespace) -> int:
    """Check the paths, or the library where there are none; faults found are exit code 1."""
    paths, findings = _files(arguments)
    texts: dict[Path, str | None] = {}
    for path in paths:
        reading = read_scenario(path)
        texts[path] = reading.text
        findings.extend(reading.findings)
        if reading.scenario is not None:
            findings.extend(judge(compile_scenario(reading.scenario), path).findings)
    # Scenarios that share a faulty catalogue each bring its findings.
    findings = sorted(set(findings), key=lambda finding: finding.sort_key)
    _print(findings, texts, arguments.format)
    if arguments.format == "text":
        print(_summary(len(paths), findings), file=sys.stderr)
    counting = [f for f in findings if arguments.strict or f.severity is Severity.ERROR]
    return FAULTS if counting else DONE


def _files(arguments: argparse.Namespace) -> tuple[list[Path], list[Finding]]:
    if not arguments.paths:
        return [entry.path for entry in Library.standard(arguments.library).entries()], []
    paths: dict[Path, None] = {}
    findings: list[Finding] = []
    for path in arguments.paths:
        files, unreadable = scenario_files(path)
        paths.update(dict.fromkeys(files))
        findings.extend(unreadable)
    return list(paths), findings


def _print(findings: Iterable[Finding], texts: dict[Path, str | None], form: str) -> None:
    if form == "json":
        json.dump(findings_form(findings), sys.stdout, indent=2)
        print()
    elif form == "github":
        for finding in findings:
            print(github_annotation(finding))
    else:
        for finding in findings:
            print(finding_text(finding, texts.get(finding.path)), end="\n\n")


def _summary(files: int, findings: list[Finding]) -> str:
    errors = sum(1 for finding in findings if finding.severity is Severity.ERROR)
    warnings = len(findings) - errors
    return f"{counted(files, 'scenario')} read: {counted(errors, 'error')}, {counted(warnings, 'warning')}."
