from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from sim.room.guest.address import read_address
from sim.room.guest.seat import KEPT_SECONDS, Seats, new_secret
from sim.room.wire import SECRET_SIGNS

HERE = read_address("192.168.1.20:8765/j/KWX47F")
OTHER_CODE = read_address("192.168.1.20:8765/j/AAAAAA")
OTHER_SERVER = read_address("192.168.1.21:8765/j/KWX47F")


def test_a_seat_is_found_again_by_its_server_and_code_alone(tmp_path: Path) -> None:
    secret = new_secret()
    assert Seats(tmp_path / "joined").keep(HERE, secret)
    seats = Seats(tmp_path / "joined")
    assert seats.secret(HERE) == secret
    assert seats.secret(OTHER_CODE) is None
    assert seats.secret(OTHER_SERVER) is None


def test_a_secret_has_128_bits_and_the_signs_that_the_wire_wants() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(re.fullmatch(SECRET_SIGNS, secret) for secret in secrets)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_nobody_else_on_the_machine_may_read_a_seat(tmp_path: Path) -> None:
    Seats(tmp_path / "joined").keep(HERE, new_secret())
    (file,) = (tmp_path / "joined").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "joined").stat().st_mode) == 0o700


def test_a_seat_is_forgotten_when_told_so(tmp_path: Path) -> None:
    seats = Seats(tmp_path / "joined")
    seats.keep(HERE, new_secret())
    seats.forget(HERE)
    seats.forget(HERE)
    assert list((tmp_path / "joined").iterdir()) == []


def test_a_seat_is_forgotten_when_its_code_has_expired(tmp_path: Path) -> None:
    seats = Seats(tmp_path / "joined")
    seats.keep(HERE, new_secret())
    (file,) = (tmp_path / "joined").iterdir()
    old = file.stat().st_mtime - KEPT_SECONDS - 1
    os.utime(file, (old, old))
    assert seats.secret(OTHER_CODE) is None
    assert list((tmp_path / "joined").iterdir()) == []


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[]", b"\xff", b'{"secret": 3}', b'{"secret": "short"}', b"[" * 99_999]
)
def test_a_damaged_seat_is_as_none(tmp_path: Path, damage: bytes) -> None:
    seats = Seats(tmp_path / "joined")
    seats.keep(HERE, new_secret())
    (file,) = (tmp_path / "joined").iterdir()
    file.write_bytes(damage)
    assert seats.secret(HERE) is None
    secret = new_secret()
    assert seats.keep(HERE, secret)
    assert seats.secret(HERE) == secret


def test_where_nothing_can_be_kept_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "joined").write_text("a file, not a folder")
    seats = Seats(tmp_path / "joined")
    assert seats.secret(HERE) is None
    assert not seats.keep(HERE, new_secret())
    seats.forget(HERE)
