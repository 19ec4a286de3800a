from __future__ import annotations

import segno
from hypothesis import given
from hypothesis import strategies as st

from sim.room.qr_code import NARROW_QUIET_ZONE, QUIET_ZONE, qr_code

ADDRESS = "http://192.168.178.123:8765/j/K7QX9M"
FINDER = ("#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######")

hosts = st.from_regex(r"[a-z0-9.-]{1,60}", fullmatch=True)


def drawn(rows: tuple[tuple[bool, ...], ...]) -> list[str]:
    return ["".join("#" if dark else " " for dark in row) for row in rows]


@given(hosts, st.sampled_from([QUIET_ZONE, NARROW_QUIET_ZONE]))
def test_inside_its_quiet_zone_it_is_the_matrix_of_the_standard(host: str, zone: int) -> None:
    address = f"http://{host}:8765/j/K7QX9M"
    rows = qr_code(address, zone)
    inside = [row[zone:-zone] for row in rows[zone:-zone]]
    assert inside == [tuple(map(bool, row)) for row in segno.make_qr(address, error="m").matrix]


@given(hosts, st.sampled_from([QUIET_ZONE, NARROW_QUIET_ZONE]))
def test_its_quiet_zone_is_light_on_every_side(host: str, zone: int) -> None:
    rows = qr_code(f"http://{host}:8765/j/K7QX9M", zone)
    assert not any(any(row) for row in (*rows[:zone], *rows[-zone:]))
    assert not any(any(row[:zone]) or any(row[-zone:]) for row in rows)
    assert all(len(row) == len(rows) for row in rows)


def test_it_has_a_finder_in_three_of_its_corners() -> None:
    rows = drawn(qr_code(ADDRESS))
    zone = slice(QUIET_ZONE, QUIET_ZONE + 7)
    far = slice(-QUIET_ZONE - 7, -QUIET_ZONE)
    assert tuple(row[zone] for row in rows[zone]) == FINDER
    assert tuple(row[far] for row in rows[zone]) == FINDER
    assert tuple(row[zone] for row in rows[far]) == FINDER
    assert tuple(row[far] for row in rows[far]) != FINDER


def test_an_address_of_the_usual_length_fits_a_small_window() -> None:
    rows = qr_code(ADDRESS)
    assert (len(rows), (len(rows) + 1) // 2) == (37, 19)


def test_it_says_of_itself_that_it_can_be_read_with_some_of_it_hidden() -> None:
    rows = qr_code(ADDRESS)
    # The first two squares of the format, unmasked (ISO/IEC 18004, 7.9): 01 would be the weakest level, L.
    level = (not rows[QUIET_ZONE + 8][QUIET_ZONE], rows[QUIET_ZONE + 8][QUIET_ZONE + 1])
    assert level == (False, False)
