from __future__ import annotations

from pathlib import Path

import pytest

from sim.room.server.kept_place import Place, forget_places, keep_place, kept_place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path))
    return tmp_path


def test_a_place_is_found_again() -> None:
    keep_place("KWX47F", Place(8766, ("room.local",)))
    assert kept_place("KWX47F") == Place(8766, ("room.local",))
    assert kept_place("AAAAAA") is None


def test_places_of_rooms_that_are_over_are_forgotten() -> None:
    keep_place("KWX47F", Place(8766))
    keep_place("AAAAAA", Place(8767))
    forget_places(all_but=["AAAAAA"])
    assert kept_place("KWX47F") is None
    assert kept_place("AAAAAA") == Place(8767)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", '{"port": "x", "names": []}', '{"port": 0, "names": []}', '{"port": 99999, "names": []}'],
)
def test_what_is_not_sound_is_no_place(home: Path, text: str) -> None:
    (home / "rooms").mkdir()
    (home / "rooms" / "KWX47F.json").write_text(text)
    assert kept_place("KWX47F") is None


def test_nothing_is_kept_where_nothing_can_be(home: Path) -> None:
    (home / "rooms").write_text("a file in the way")
    keep_place("KWX47F", Place(8766))
    assert kept_place("KWX47F") is None
