"""What is named is read only if it is a plain file; whatever else it is, a finding says so and nothing hangs."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from sim.scenario.reader import read_scenario
from tests.scenario.small_scenario import SMALL, places


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    reading = read_scenario(tmp_path / "none.yaml")
    assert places(reading) == [("unreadable", 1, 1)]
    assert (reading.scenario, reading.text) == (None, None)
    assert "no such file" in reading.findings[0].message


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    reading = read_scenario(folder)
    assert places(reading) == [("unreadable", 1, 1)]
    assert "folder" in reading.findings[0].message


def test_a_pipe_that_nobody_writes_to_is_unreadable_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    reading = read_scenario(pipe)
    assert places(reading) == [("unreadable", 1, 1)]
    assert "plain file" in reading.findings[0].message


def test_a_socket_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door.yaml")
        assert places(read_scenario(Path("door.yaml"))) == [("unreadable", 1, 1)]


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_unreadable(device: str) -> None:
    assert places(read_scenario(Path(device))) == [("unreadable", 1, 1)]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text(SMALL)
    path.chmod(0)
    reading = read_scenario(path)
    assert places(reading) == [("unreadable", 1, 1)]
    assert "not permitted" in reading.findings[0].message


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 300 + ".yaml", "x/" * 3000 + "y.yaml"])
def test_a_path_that_no_system_takes_is_unreadable(name: str, tmp_path: Path) -> None:
    assert places(read_scenario(tmp_path / name)) == [("unreadable", 1, 1)]


def test_a_file_as_a_folder_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(SMALL)
    assert places(read_scenario(tmp_path / "file" / "x.yaml")) == [("unreadable", 1, 1)]


def test_a_link_in_a_circle_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert places(read_scenario(tmp_path / "a.yaml")) == [("unreadable", 1, 1)]


def test_a_link_to_a_scenario_is_read_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(SMALL)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    scenario = read_scenario(tmp_path / "link.yaml").scenario
    assert scenario is not None
    assert scenario.id == "link"


def test_an_endless_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "sparse.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    assert places(read_scenario(path)) == [("too-large", 1, 1)]
