"""The library: which scenarios there are, which comes first, and how one is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.scenario.error import EmptyChairError
from sim.scenario.folders import data_folder, own_scenarios, shipped_scenarios
from sim.scenario.library import Library, LibraryEntry, ScenarioNotFound, scenario_files
from tests.scenario.small_scenario import SMALL


def folder(root: Path, name: str, *files: str) -> Path:
    made = root / name
    for file in files:
        path = made / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SMALL)
    return made


def test_entries_come_folder_by_folder_and_by_id(tmp_path: Path) -> None:
    first = folder(tmp_path, "z-first", "b.yaml", "a.yml")
    second = folder(tmp_path, "a-second", "c.yaml", "d.yaml")
    assert [entry.id for entry in Library([first, second]).entries()] == ["a", "b", "c", "d"]


def test_of_two_with_the_same_id_the_earlier_folder_counts(tmp_path: Path) -> None:
    first, second = folder(tmp_path, "1", "a.yaml"), folder(tmp_path, "2", "a.yaml", "b.yaml")
    assert Library([first, second]).entries() == (
        LibraryEntry("a", first / "a.yaml"),
        LibraryEntry("b", second / "b.yaml"),
    )


def test_a_catalogue_hidden_files_and_other_files_are_no_scenarios(tmp_path: Path) -> None:
    place = folder(
        tmp_path, "x", "a.yaml", "principles.yaml", ".b.yaml", "c.txt", ".git/d.yaml", "sub/e.yaml"
    )
    assert [entry.id for entry in Library([place]).entries()] == ["a", "e"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Library([tmp_path / "none"]).entries() == ()


def test_a_scenario_is_found_by_id_by_path_and_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path, "x", "a.yaml", "b.yml", "named")
    library = Library([place])
    assert library.find("a") == place / "a.yaml"
    assert library.find("b") == place / "b.yml"
    assert library.find("some/where") == Path("some/where")
    assert library.find("none.yaml") == Path("none.yaml")
    assert library.find("none.yml") == Path("none.yml")
    monkeypatch.chdir(place)
    assert library.find("named") == Path("named")


def test_an_id_of_the_library_comes_before_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path, "x", "a.yaml", "a")
    monkeypatch.chdir(place)
    assert Library([place]).find("a") == place / "a.yaml"


def test_a_scenario_that_is_not_there_is_told_with_what_is_near(tmp_path: Path) -> None:
    library = Library([folder(tmp_path, "x", "silent-customer.yaml", "gatekeeper.yaml")])
    with pytest.raises(ScenarioNotFound) as raised:
        library.find("silent-custommer")
    error = raised.value
    assert isinstance(error, EmptyChairError)
    assert (error.name, error.close) == ("silent-custommer", ("silent-customer",))
    assert error.known == ("gatekeeper", "silent-customer")
    assert "silent-custommer" in error.message
    assert "silent-customer?" in (error.hint or "")


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ScenarioNotFound) as raised:
        Library([tmp_path]).find("a")
    assert "--library" in (raised.value.hint or "")


def test_the_standard_library_has_its_folders_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, named = tmp_path / "one", tmp_path / "two", tmp_path / "named"
    monkeypatch.setenv("EMPTYCHAIR_LIBRARY", f"{one}{os.pathsep}{os.pathsep}{two}")
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path / "home"))
    assert Library.standard([named]).folders == (
        shipped_scenarios(),
        named,
        one,
        two,
        tmp_path / "home" / "scenarios",
    )
    assert own_scenarios() == tmp_path / "home" / "scenarios"


def test_without_a_named_home_the_data_lies_where_the_system_keeps_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("EMPTYCHAIR_HOME", raising=False)
    assert data_folder().name == "emptychair"
    assert data_folder().is_absolute()


def test_paths_that_no_system_takes_are_simply_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTYCHAIR_LIBRARY", "~no-such-user-at-all/x")
    library = Library.standard()
    for name in ("x" * 300, "a\0b", ""):
        with pytest.raises(ScenarioNotFound):
            library.find(name)
    assert library.find("~no-such-user-at-all/x.yaml") == Path("~no-such-user-at-all/x.yaml")
    assert scenario_files(Path("x" * 300)) == ((Path("x" * 300),), ())


def test_the_shipped_scenarios_are_in_the_library() -> None:
    assert "silent-customer" in {entry.id for entry in Library([shipped_scenarios()]).entries()}


def test_a_folder_names_the_scenarios_in_it_and_under_it(tmp_path: Path) -> None:
    place = folder(tmp_path, "x", "b.yaml", "a.yaml", "sub/c.yml", "principles.yaml")
    assert scenario_files(place) == ((place / "a.yaml", place / "b.yaml", place / "sub" / "c.yml"), ())


def test_a_folder_without_scenarios_is_unreadable(tmp_path: Path) -> None:
    files, (finding,) = scenario_files(folder(tmp_path, "x", "principles.yaml", "notes.txt"))
    assert files == ()
    assert (finding.code.value, finding.path, finding.mark.line) == ("unreadable", tmp_path / "x", 1)


def test_what_is_no_folder_names_itself(tmp_path: Path) -> None:
    assert scenario_files(tmp_path / "none.yaml") == ((tmp_path / "none.yaml",), ())


def test_a_catalogue_that_is_named_comes_with_its_own_findings(tmp_path: Path) -> None:
    path = tmp_path / "principles.yaml"
    path.write_text("catalogue: 3\n")
    files, (finding,) = scenario_files(path)
    assert files == ()
    assert (finding.code.value, finding.path) == ("bad-value", path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission_is_unreadable(tmp_path: Path) -> None:
    place = folder(tmp_path, "x", "a.yaml")
    place.chmod(0)
    try:
        _, (finding,) = scenario_files(place)
    finally:
        place.chmod(0o700)
    assert finding.code.value == "unreadable"
    assert "not permitted" in finding.message
