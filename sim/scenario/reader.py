"""The door of the format: a file in, a checked scenario or findings out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.scenario.building import build_scenario
from sim.scenario.catalogue_file import catalogue_beside
from sim.scenario.declaration import SCENARIO
from sim.scenario.file_reading import read_file
from sim.scenario.finding import Code, Finding, Severity
from sim.scenario.model import Scenario
from sim.scenario.node import Mapping
from sim.scenario.references import check_references
from sim.scenario.report import Report
from sim.scenario.rules import check_rules
from sim.scenario.validation import Validation
from sim.scenario.warnings import check_warnings
from sim.scenario.yaml_reading import LARGEST_FILE, read_document

_OF_CATALOGUE = frozenset({Code.UNKNOWN_PRINCIPLE, Code.UNKNOWN_INSIGHT})


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one scenario file.

    `scenario` is None where there are errors; warnings come only beside a scenario. `text` is the file's text, for
    showing the lines that findings speak of; None where it could not be decoded. `catalogue` is the one in force.
    """

    path: Path
    scenario: Scenario | None
    findings: tuple[Finding, ...]
    text: str | None
    catalogue: Catalogue


def read_scenario(path: Path, catalogue: Catalogue | None = None) -> Reading:
    """Read a scenario file. A bad file raises nothing: its findings say what is wrong.

    Without a catalogue, the one in force beside the file is taken, and the findings of a faulty
    `principles.yaml` there come with the scenario's own, under its own path.
    """
    of_catalogue: tuple[Finding, ...] = ()
    if catalogue is None:
        catalogue, of_catalogue = catalogue_beside(path)
    report = Report(path)
    data = read_file(path, LARGEST_FILE, report)
    if data is None:
        return Reading(path, None, report.findings(), None, catalogue)
    return beside_catalogue(read_bytes(data, path, catalogue), of_catalogue)


def beside_catalogue(reading: Reading, of_catalogue: tuple[Finding, ...]) -> Reading:
    """The reading, with the findings of the catalogue it was read by. Where there are any, there is no scenario."""
    if not of_catalogue:
        return reading
    # What the faulty catalogue was meant to hold is not known, so nothing is said about names of it.
    own = (
        finding
        for finding in reading.findings
        if finding.severity is Severity.ERROR and finding.code not in _OF_CATALOGUE
    )
    findings = sorted((*of_catalogue, *own), key=lambda finding: finding.sort_key)
    return replace(reading, scenario=None, findings=tuple(findings))


def read_bytes(data: bytes, path: Path, catalogue: Catalogue) -> Reading:
    """Read a scenario from the bytes of its file; `path` names it, and is not touched."""
    report = Report(path)
    document = read_document(data, report)
    scenario: Scenario | None = None
    if document.root is not None:
        validation = Validation(report)
        validation.root(document.root, SCENARIO)
        if isinstance(document.root, Mapping):
            check_rules(document.root, validation, report)
            guards = check_references(document.root, validation, report, catalogue)
            if not any(finding.severity is Severity.ERROR for finding in report.findings()):
                scenario = build_scenario(document.root, guards, path.stem, sha256(data).hexdigest())
                check_warnings(document.root, validation, guards, report)
    return Reading(path, scenario, report.findings(), document.text, catalogue)
