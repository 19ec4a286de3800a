"""Catalogues of principles and insights: the shipped one, and a trainer's own beside the scenarios."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from scoring.catalogue import SHIPPED_CATALOGUE, Catalogue, Insight, Principle
from sim.scenario.building import prose
from sim.scenario.catalogue_declaration import CATALOGUE
from sim.scenario.file_reading import read_file
from sim.scenario.finding import Finding
from sim.scenario.folders import CATALOGUE_FILE
from sim.scenario.node import Mapping, Node
from sim.scenario.references import check_catalogue_names
from sim.scenario.report import Report
from sim.scenario.validation import Validation
from sim.scenario.yaml_reading import LARGEST_FILE, read_document

_NOTHING: Final = Catalogue({}, {})


@cache
def shipped_catalogue() -> Catalogue:
    """The catalogue that comes with the program.

    Raises:
        ValueError: The shipped file is damaged.

    """
    catalogue, findings = read_catalogue(SHIPPED_CATALOGUE, _NOTHING)
    if findings:
        first = findings[0]
        raise ValueError(f"{first.path}:{first.mark.line}: {first.message}")
    return catalogue


def catalogue_beside(path: Path) -> tuple[Catalogue, tuple[Finding, ...]]:
    """The catalogue in force for a scenario file, and what is wrong with the trainer's part of it.

    That is the shipped one, with the `principles.yaml` of the file's folder laid over it, where there is one
    without faults.
    """
    shipped = shipped_catalogue()
    beside = path.parent / CATALOGUE_FILE
    try:
        if not beside.exists():
            return shipped, ()
    except (OSError, ValueError):
        return shipped, ()
    return read_catalogue(beside, shipped)


def read_catalogue(path: Path, base: Catalogue) -> tuple[Catalogue, tuple[Finding, ...]]:
    """A catalogue file laid over another catalogue; with findings, the other alone."""
    report = Report(path)
    data = read_file(path, LARGEST_FILE, report)
    root = None if data is None else read_document(data, report).root
    if root is not None:
        validation = Validation(report)
        validation.root(root, CATALOGUE)
        own = root.get("principles") if isinstance(root, Mapping) else None
        names = {key.text for key, _ in own.entries} if isinstance(own, Mapping) else set()
        check_catalogue_names(validation, report, base.principles.keys() | names)
    findings = report.findings()
    if findings or not isinstance(root, Mapping):
        return base, findings
    return base.extended_by(_built(root)), ()


def _built(root: Mapping) -> Catalogue:
    return Catalogue.of(
        (
            Principle(
                name,
                prose(entry.get("name")),
                prose(entry.get("question")),
                prose(entry.get("about")),
            )
            for name, entry in _entries(root.get("principles"))
        ),
        (
            Insight(
                name,
                prose(entry.get("principle")),
                prose(entry.get("title")),
                prose(entry.get("lesson")),
            )
            for name, entry in _entries(root.get("insights"))
        ),
    )


def _entries(node: Node | None) -> list[tuple[str, Mapping]]:
    if not isinstance(node, Mapping):
        return []
    return [(key.text, value) for key, value in node.entries if isinstance(value, Mapping)]
