from __future__ import annotations

import pytest

from sim.engine.policy_bounds import wins


@pytest.mark.parametrize("policy", ["first", "last", "longest", "shortest"])
def test_place_and_length_win_from_75(policy: str) -> None:
    assert wins(policy, 75)
    assert wins(policy, 75 - 1e-12)  # 75, but for rounding
    assert not wins(policy, 74.99)


def test_a_principle_wins_from_90() -> None:
    assert wins("presence", 90)
    assert not wins("presence", 89.99)


def test_a_guesser_never_wins_and_nothing_does_where_nothing_is_at_stake() -> None:
    assert not wins("guesser", 100)
    assert not wins("first", None)
