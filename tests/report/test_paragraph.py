from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.report.paragraph import shortened, wrapped


def test_a_paragraph_hangs_below_its_first_words() -> None:
    assert list(wrapped("one two three four", 14, " 1. ")) == [" 1. one two", "    three four"]


def test_a_short_text_stays_whole_on_one_line() -> None:
    assert shortened("She signs\nwhile she talks.", 40) == "She signs while she talks."


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert shortened("It rings twice. A recorded man says something long.", 30) == "It rings twice. …"


def test_a_long_sentence_is_cut_after_a_word() -> None:
    assert shortened("A recorded man, who says something long.", 20) == "A recorded man, who…"


@given(st.text(), st.integers(10, 60))
def test_what_is_shortened_fits(text: str, room: int) -> None:
    assert len(shortened(text, room)) <= room
    assert "\n" not in shortened(text, room)
