from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.scenario.finding import Code
from sim.store.checking import CheckedFile, check_file, look_at
from sim.store.kept_checks import FILE_NAME, Bounds, KeptChecks
from tests.endless_file import CATALOGUE, ENDLESS

LOOP = ENDLESS.encode()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where results are kept; the folder is not there yet."""
    return tmp_path / "cache" / FILE_NAME


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "loop.yaml"
    path.write_bytes(LOOP)
    return path


def kept_check(cache: Path, path: Path) -> CheckedFile:
    """Check a file, and keep what came of it."""
    checked = check_file(path)
    with KeptChecks(cache) as kept:
        kept.keep(checked)
    return checked


def found(cache: Path, path: Path) -> CheckedFile | None:
    with KeptChecks(cache) as kept:
        return kept.find(look_at(path))


def test_a_result_is_found_again_as_it_was(cache: Path, loop: Path) -> None:
    checked = kept_check(cache, loop)
    assert {finding.code for finding in checked.findings} >= {Code.ENDLESS_LOOP}
    assert found(cache, loop) == checked


def test_a_result_without_findings_is_found_again_too(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "fine.yaml"
    path.write_text("irrelevant", "utf-8")
    seen = look_at(path)
    fine = CheckedFile(path, seen.hash, (), seen.text, seen.key)
    with KeptChecks(cache) as kept:
        kept.keep(fine)
    assert found(cache, path) == fine


def test_a_file_that_moved_has_its_findings_under_its_new_path(
    cache: Path, loop: Path, tmp_path: Path
) -> None:
    kept_check(cache, loop)
    elsewhere = tmp_path / "elsewhere" / loop.name
    elsewhere.parent.mkdir()
    shutil.move(loop, elsewhere)
    assert found(cache, elsewhere) == check_file(elsewhere)


def test_the_findings_of_a_catalogue_keep_its_path(cache: Path, loop: Path) -> None:
    loop.with_name("principles.yaml").write_text("principles: 1", "utf-8")
    checked = kept_check(cache, loop)
    assert {finding.path.name for finding in checked.findings} == {"principles.yaml"}
    assert found(cache, loop) == checked


def test_what_was_edited_is_not_found(cache: Path, loop: Path) -> None:
    kept_check(cache, loop)
    loop.write_bytes(LOOP + b"# a note\n")
    assert found(cache, loop) is None
    loop.write_bytes(LOOP)
    assert found(cache, loop) is not None
    loop.with_name("principles.yaml").write_text(CATALOGUE, "utf-8")
    assert found(cache, loop) is None


def test_a_result_that_must_not_be_kept_is_not(cache: Path, loop: Path) -> None:
    loop.with_name("principles.yaml").mkdir()
    kept_check(cache, loop)
    assert _count(cache) == 0


@pytest.mark.parametrize("rubbish", [b"", b"no cache at all" * 400])
def test_a_file_that_is_no_cache_is_made_anew(cache: Path, loop: Path, rubbish: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(rubbish)
    checked = kept_check(cache, loop)
    assert found(cache, loop) == checked


def test_a_cache_cut_short_does_no_harm(cache: Path, loop: Path) -> None:
    checked = kept_check(cache, loop)
    cache.write_bytes(cache.read_bytes()[:5000])
    assert found(cache, loop) in (None, checked)
    kept_check(cache, loop)
    assert found(cache, loop) in (None, checked)


@pytest.mark.parametrize(
    "form", ["", "{", "7", "[7]", '[["x"]]', "[" * 100_000, '[[true,1,1,"no-such-code","m",null,null,null]]']
)
def test_a_damaged_result_is_not_taken(cache: Path, loop: Path, form: str) -> None:
    checked = kept_check(cache, loop)
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE checked SET findings = ?", (form,))
    assert found(cache, loop) is None
    kept_check(cache, loop)
    assert found(cache, loop) == checked


def test_a_cache_that_cannot_be_made_is_done_without(loop: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for impossible in (tmp_path / "file" / FILE_NAME, tmp_path):
        kept_check(impossible, loop)
        assert found(impossible, loop) is None
    assert (tmp_path / "file").read_bytes() == b""
    assert loop.read_bytes() == LOOP


def test_a_cache_in_which_another_program_writes_is_done_without(cache: Path, loop: Path) -> None:
    first = kept_check(cache, loop)
    other = loop.with_name("other.yaml")
    other.write_bytes(LOOP)
    with closing(sqlite3.connect(cache, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        assert found(cache, loop) == first
        kept_check(cache, other)
        writing.execute("ROLLBACK")
    assert found(cache, loop) == first
    assert found(cache, other) is None


def test_two_programs_keep_in_one_file_at_once(cache: Path, loop: Path) -> None:
    other = loop.with_name("other.yaml")
    other.write_bytes(LOOP)
    with KeptChecks(cache) as one, KeptChecks(cache) as two:
        one.keep(check_file(loop))
        two.keep(check_file(other))
        two.keep(check_file(loop))
    assert found(cache, loop) == check_file(loop)
    assert found(cache, other) == check_file(other)


def test_where_there_is_too_much_the_oldest_goes(cache: Path, loop: Path) -> None:
    oldest = kept_check(cache, loop)
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE checked SET day = day - 1")
    others = []
    with KeptChecks(cache, Bounds(results=8)) as kept:
        for number in range(8):
            path = loop.with_name(f"other-{number}.yaml")
            path.write_bytes(LOOP)
            others.append(check_file(path))
            kept.keep(others[-1])
    assert _count(cache) == 6
    assert found(cache, oldest.path) is None
    assert found(cache, others[-1].path) == others[-1]


def test_a_result_that_is_used_counts_as_new(cache: Path, loop: Path) -> None:
    kept_check(cache, loop)
    with closing(sqlite3.connect(cache)) as connection, connection:
        ((today,),) = connection.execute("SELECT day FROM checked")
        connection.execute("UPDATE checked SET day = day - 9")
    found(cache, loop)
    with closing(sqlite3.connect(cache)) as connection:
        assert connection.execute("SELECT day FROM checked").fetchall() == [(today,)]


def test_so_many_characters_are_kept_and_no_longer_result(cache: Path, loop: Path) -> None:
    size = _size_kept(cache, loop)
    with KeptChecks(cache, Bounds(characters=3 * size)) as kept:
        for number in range(9):
            path = loop.with_name(f"other-{number}.yaml")
            path.write_bytes(LOOP)
            kept.keep(check_file(path))
    assert 1 <= _count(cache) <= 3
    lone = cache.with_name("lone.sqlite3")
    with KeptChecks(lone, Bounds(longest=size - 1)) as kept:
        kept.keep(check_file(loop))
    assert _count(lone) == 0


def _size_kept(cache: Path, path: Path) -> int:
    kept_check(cache, path)
    with closing(sqlite3.connect(cache)) as connection:
        ((size,),) = connection.execute("SELECT LENGTH(findings) FROM checked")
    return int(size)


def _count(cache: Path) -> int:
    with closing(sqlite3.connect(cache)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM checked").fetchone()[0])
