from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from sim.scenario.finding import Code
from sim.scenario.yaml_reading import LARGEST_FILE
from sim.store.checking import CheckedFile, check_file, look_at
from tests.endless_file import CATALOGUE, ENDLESS
from tests.store.conftest import THE_EXAMPLE

LOOP = ENDLESS.encode()


def codes(checked: CheckedFile) -> set[Code]:
    return {finding.code for finding in checked.findings}


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "loop.yaml"
    path.write_bytes(LOOP)
    return path


def test_what_the_solver_finds_comes_with_what_the_reader_finds(loop: Path) -> None:
    checked = check_file(loop)
    assert Code.ENDLESS_LOOP in codes(checked)
    assert checked.text == LOOP.decode()
    loop.write_bytes(LOOP.replace(b"minutes: 5", b"minutes: 500"))
    assert codes(check_file(loop)) == {Code.BAD_VALUE}


def test_findings_come_by_line_and_column(loop: Path) -> None:
    loop.write_bytes(LOOP.replace(b"minutes: 5", b"minutes: 500").replace(b"kind: mixed", b"kind: mixd"))
    marks = [finding.mark for finding in check_file(loop).findings]
    assert len(marks) == 2
    assert marks == sorted(marks)


def test_the_key_is_another_for_other_bytes_another_name_and_another_catalogue(loop: Path) -> None:
    first = look_at(loop).key
    assert first == look_at(loop).key == check_file(loop).key
    other_name = loop.with_name("other.yaml")
    other_name.write_bytes(LOOP)
    keys = {first, look_at(other_name).key}
    loop.write_bytes(LOOP + b"\n")
    keys.add(look_at(loop).key)
    loop.write_bytes(LOOP)
    loop.with_name("principles.yaml").write_text(CATALOGUE, "utf-8")
    keys.add(look_at(loop).key)
    assert len(keys) == 4
    assert None not in keys


def test_a_catalogue_that_is_edited_counts_at_once(loop: Path) -> None:
    loop.write_bytes(LOOP.replace(b"rates: {value: 0}", b"rates: {candour: 0}"))
    assert Code.UNKNOWN_PRINCIPLE in codes(check_file(loop))
    catalogue = loop.with_name("principles.yaml")
    catalogue.write_text(CATALOGUE, "utf-8")
    assert Code.UNKNOWN_PRINCIPLE not in codes(check_file(loop))
    catalogue.write_text(CATALOGUE.replace("candour", "courage"), "utf-8")
    assert Code.UNKNOWN_PRINCIPLE in codes(check_file(loop))
    catalogue.unlink()
    assert Code.UNKNOWN_PRINCIPLE in codes(check_file(loop))


def test_findings_that_rest_on_a_catalogue_that_cannot_be_read_must_not_be_kept(loop: Path) -> None:
    loop.with_name("principles.yaml").mkdir()
    checked = check_file(loop)
    assert codes(checked) == {Code.UNREADABLE}
    assert {finding.path.name for finding in checked.findings} == {"principles.yaml"}
    assert checked.key is None


def test_a_file_at_the_limit_is_read_and_one_beyond_it_is_refused(loop: Path) -> None:
    filling = b"\n# " + b"x" * (LARGEST_FILE - len(LOOP) - 3)
    loop.write_bytes(LOOP + filling)
    assert Code.ENDLESS_LOOP in codes(check_file(loop))
    assert look_at(loop).text is not None
    loop.write_bytes(LOOP + filling + b"x")
    assert codes(check_file(loop)) == {Code.TOO_LARGE}
    assert check_file(loop).text is look_at(loop).text is None


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "link to itself", "long name"])
def test_what_is_no_plain_file_has_one_finding_and_no_key(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "odd.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link to itself":
        path.symlink_to(path)
    elif kind == "long name":
        path = tmp_path / ("x" * 300 + ".yaml")
    checked = check_file(path)
    assert [finding.code for finding in checked.findings] == [Code.UNREADABLE]
    assert (checked.hash, checked.text, checked.key) == (None, None, None)


def test_a_file_that_is_written_while_it_is_read_gives_findings_of_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "busy.yaml"
    versions = {
        name: THE_EXAMPLE.read_bytes().replace(b"minutes: 12", name) for name in (b"minutes: 12", b"xx: 1")
    }
    expected = {}
    for content in versions.values():
        path.write_bytes(content)
        checked = check_file(path)
        expected[checked.hash] = checked
    with _rewritten(path, tuple(versions.values())):
        for _ in range(30):
            checked = check_file(path)
            assert checked == expected.get(checked.hash, checked)
            assert (checked.key is None) == (checked.hash is None)


@contextmanager
def _rewritten(path: Path, contents: tuple[bytes, ...]) -> Iterator[None]:
    """A file that is taken away and written again and again, with one content after the other."""
    enough = Event()

    def rewrite() -> None:
        while not enough.is_set():
            for content in contents:
                path.unlink(missing_ok=True)
                path.write_bytes(content)

    writer = Thread(target=rewrite)
    writer.start()
    try:
        yield
    finally:
        enough.set()
        writer.join()
