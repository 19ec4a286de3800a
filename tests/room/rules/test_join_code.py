from __future__ import annotations

import secrets
from itertools import chain
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.room.rules.join_code import LENGTH, SIGNS, code_typed, new_code, normal_code, shown_code
from sim.room.rules.refusal import Reason, Refused

CODES = st.text(SIGNS, min_size=LENGTH, max_size=LENGTH)


def test_no_two_signs_of_a_code_look_alike() -> None:
    assert len(set(SIGNS)) == len(SIGNS) == 23
    assert not set(SIGNS) & set("OI1L0B8S5Z2UV")
    assert set(SIGNS) < set(ascii_uppercase + digits)


def test_a_new_code_is_made_of_the_signs_chosen() -> None:
    signs = iter("KWX47F")
    assert new_code(lambda all_signs: next(signs) if all_signs == SIGNS else "") == "KWX47F"
    assert normal_code(new_code(secrets.choice)) is not None


@given(CODES, st.text(" -\u00a0\u2011\u2013", max_size=3), st.booleans())
def test_a_code_is_read_however_it_is_typed(code: str, between: str, small: bool) -> None:
    typed = between.join(chain([""], code, [""]))
    assert code_typed(typed.lower() if small else typed) == code
    assert code_typed(shown_code(code)) == code


def test_a_code_is_shown_in_two_halves() -> None:
    assert shown_code("K7QX9M") == "K7Q X9M"


@pytest.mark.parametrize("sign", "BILOSUVZ01258bilosuvz")
def test_a_sign_that_looks_like_another_is_named(sign: str) -> None:
    with pytest.raises(Refused) as refused:
        code_typed(f"KWX4{sign}F")
    assert refused.value.reason is Reason.UNKNOWN_CODE
    assert f"“{sign.upper()}”" in refused.value.message
    assert refused.value.hint is not None
    assert "A C D E F G" in refused.value.hint


@pytest.mark.parametrize(
    "typed", ["", "KWX47", "KWX47FF", "KWX47é", "K" * 10_000, " " * 50 + "KWX47F", "\0KWX47F"]
)
def test_what_can_be_no_code_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        code_typed(typed)
    assert refused.value.message == "A code has 6 letters and digits."
    assert normal_code(typed) is None


@given(st.text() | st.text(max_size=8) | st.sampled_from(["ßßß", "ıııııı", "ＫＷＸ４７Ｆ"]))
def test_what_is_read_is_a_code_or_nothing(typed: str) -> None:
    code = normal_code(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(SIGNS))
