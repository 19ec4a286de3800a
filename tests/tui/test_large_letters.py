from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sim.room.rules.join_code import SIGNS
from sim.tui.large_letters import HEIGHT, large

codes = st.text(st.sampled_from(sorted(SIGNS)), min_size=1, max_size=6)


def test_every_sign_of_the_codes_is_drawn_and_no_two_alike() -> None:
    drawn = {sign: large(sign) for sign in SIGNS}
    assert all(len(lines) == HEIGHT for lines in drawn.values())
    assert [pair for pair in combinations(SIGNS, 2) if drawn[pair[0]] == drawn[pair[1]]] == []


@given(codes)
def test_a_code_is_its_signs_side_by_side(code: str) -> None:
    lines = large(code)
    for place, sign in enumerate(code):
        assert tuple(line[6 * place : 6 * place + 5] for line in lines) == large(sign)
    assert {len(line) for line in lines} == {6 * len(code) - 1}


def test_what_is_not_drawn_is_left_out_whole() -> None:
    assert large("K7%") == ()
