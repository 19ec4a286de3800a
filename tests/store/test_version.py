from __future__ import annotations

from pathlib import Path

from sim.scenario.finding import Code
from sim.store.version import read_version
from tests.tui.small_scenario import write_scenario


def test_a_file_without_errors_can_be_played(tmp_path: Path) -> None:
    version = read_version(write_scenario(tmp_path))
    assert version.compiled is not None
    assert version.compiled.scenario.title == "The morning call"
    assert version.text is not None


def test_a_file_that_can_be_read_but_gets_stuck_cannot_be_played(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    text = path.read_text("utf-8")
    for name in ("listen", "talk"):
        text = text.replace(f"{{id: {name},", f'{{id: {name}, when: "trust > 90",')
    path.write_text(text, "utf-8")
    version = read_version(path)
    assert version.compiled is None
    assert version.findings[0].code is Code.STUCK


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    path.write_text(path.read_text("utf-8") + "  - nonsense\n", "utf-8")
    version = read_version(path)
    severities = [finding.severity.value for finding in version.findings]
    assert severities == sorted(severities)
    assert "error" in severities


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    version = read_version(tmp_path / "gone.yaml")
    assert [finding.code for finding in version.findings] == [Code.UNREADABLE]
    assert version.compiled is None
    assert version.text is None
