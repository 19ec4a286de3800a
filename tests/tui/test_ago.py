from __future__ import annotations

import pytest

from sim.tui.ago import ago


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (12 * 60 + 59, "12 minutes ago"),
        (3600, "1 hour ago"),
        (47 * 3600, "1 day ago"),
        (6 * 86400, "6 days ago"),
    ],
)
def test_a_time_is_told_in_the_largest_whole_unit(seconds: int, words: str) -> None:
    assert ago(1_000_000_000, 1_000_000_000 + seconds) == words


def test_what_is_long_ago_has_a_date() -> None:
    assert ago(1_000_000_000, 2_000_000_000).startswith("2001-09-")
