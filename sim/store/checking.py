"""One file checked: read, solved and reviewed, with everything that was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.file_reading import read_file
from sim.scenario.finding import Finding
from sim.scenario.folders import CATALOGUE_FILE
from sim.scenario.report import Report

if TYPE_CHECKING:  # results that were kept are told without the reader and the solver
    from scoring.catalogue import Catalogue

_LARGEST_FILE = 2_000_000
"""The reader's limit, `yaml_reading.LARGEST_FILE`, named here so that looking at a file needs no YAML."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file and all its findings, by line and column.

    `hash` is that of the bytes that were checked, `text` what they say; both are None where there were none, and
    `text` where it is not UTF-8 or too large. `key` stands for everything that the findings depend on but the
    program itself; None where they must not be kept.
    """

    path: Path
    hash: str | None
    findings: tuple[Finding, ...]
    text: str | None
    key: str | None


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file's bytes, not yet read as a scenario; `findings` tell why there are none.

    `hash` and `key` are as those of a checked file, `catalogue` is the hash of the catalogue beside it.
    """

    path: Path
    data: bytes | None
    hash: str | None
    key: str | None
    catalogue: str | None
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str | None:
        """The bytes as text, as the reader would have it."""
        if self.data is None or len(self.data) > _LARGEST_FILE:
            return None
        from sim.scenario.decoding import decode

        return decode(self.data, Report(self.path))


def look_at(path: Path) -> SeenFile:
    """Read a file's bytes, and look which catalogue lies beside it."""
    report = Report(path)
    data = read_file(path, _LARGEST_FILE, report)
    catalogue = _catalogue_hash(path.parent)
    content = None if data is None else sha256(data).hexdigest()
    key = None if content is None or catalogue is None else _key(content, catalogue, path.name)
    return SeenFile(path, data, content, key, catalogue, report.findings())


def _key(content: str, catalogue: str, name: str) -> str:
    """One hash of a file's bytes, of the catalogue beside it, and of its name, which is the scenario's id."""
    return sha256("\0".join((content, catalogue, name)).encode("utf-8", "surrogatepass")).hexdigest()


def check_file(path: Path) -> CheckedFile:
    """Read, solve and review a file. A bad file raises nothing: its findings say what is wrong."""
    seen = look_at(path)
    if seen.data is None:
        return CheckedFile(path, None, seen.findings, None, None)
    from sim.scenario.reader import beside_catalogue, read_bytes

    catalogue, of_catalogue = _catalogue_of(path, seen.catalogue)
    reading = beside_catalogue(read_bytes(seen.data, path, catalogue), of_catalogue)
    findings = list(reading.findings)
    if reading.scenario is not None:
        from sim.engine.compiled import compile_scenario
        from sim.engine.review import review
        from sim.engine.verdict import judge

        verdict = judge(compile_scenario(reading.scenario), path)
        findings += verdict.findings
        findings += review(verdict, path, catalogue.principles)
    findings.sort(key=lambda finding: finding.sort_key)
    # A catalogue that changed meanwhile may not be the one that the findings came from.
    steady = seen.catalogue == _catalogue_hash(path.parent)
    return CheckedFile(path, seen.hash, tuple(findings), reading.text, seen.key if steady else None)


def _catalogue_of(path: Path, content: str | None) -> tuple[Catalogue, tuple[Finding, ...]]:
    from sim.scenario.catalogue_file import catalogue_beside

    if content is None:
        return catalogue_beside(path)
    return _read_catalogue(path.parent, content)


@lru_cache(maxsize=16)
def _read_catalogue(folder: Path, content: str) -> tuple[Catalogue, tuple[Finding, ...]]:
    """The catalogue in force in a folder; its hash, `content`, tells when it has to be read again."""
    from sim.scenario.catalogue_file import catalogue_beside

    return catalogue_beside(folder / CATALOGUE_FILE)


def _catalogue_hash(folder: Path) -> str | None:
    """The hash of the catalogue in a folder, empty where there is none; None where it cannot be read."""
    path = folder / CATALOGUE_FILE
    try:
        if not path.exists():
            return ""
    except (OSError, ValueError):
        return ""
    data = read_file(path, _LARGEST_FILE, Report(path))
    return None if data is None else sha256(data).hexdigest()
