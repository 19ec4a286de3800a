from __future__ import annotations

import unicodedata
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.room.rules.person_name import WIDEST, normal_name, told_apart

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aAß ﬁé\u0301\u0308\u0489\u20dd\u200b\u200d\u202e\u2066\ufe0f\u3164\ufdfa´가각"),
        st.characters(categories=["Mn", "Me", "Mc", "Cf", "Zs", "Co"]),
    ),
    max_size=60,
)


def normal(given_name: str) -> str | None:
    try:
        return normal_name(given_name)
    except ValueError:
        return None


@given(HOSTILE)
@example("\ufdfa" * 1_000)
@example("e" + "\u0301" * 500)
@example("\u1100\u1161\u11a8" * 30)
@example("🏳\ufe0f\u200d🌈" * 20)
@example("\u4dc0" * 24)
def test_a_name_is_harmless_and_stays_as_it_is(given_name: str) -> None:
    name = normal(given_name)
    if name is None:
        return
    assert normal_name(name) == name
    assert unicodedata.is_normalized("NFKC", name)
    assert 0 < cell_len(name) <= WIDEST
    assert name == " ".join(name.split())
    categories = [unicodedata.category(character) for character in name]
    assert not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} & set(categories)
    assert not [
        character for character in name if unicodedata.bidirectional(character)[-2:] in ("LE", "LO", "RE")
    ]
    runs = [
        len(list(run)) for combining, run in groupby(categories, lambda one: one in ("Mn", "Me")) if combining
    ]
    assert max(runs, default=0) <= 2
    assert not categories[0].startswith("M")
    assert any(category[0] in "LNPS" for category in categories)


@pytest.mark.parametrize(
    "unseen",
    [
        "",
        "   ",
        "\u200b\u200d\ufeff",
        "\u202e\u2066",
        "\u3164\u3164",
        "\u2800",
        "\u115f\u1160",
        "\u0301\u0308",
        "\u034f",
        "\U000e0041\U000e0042",
        "\ue000",
        "\x1b\x07",
        "\u00ad",
        "\u0345",
    ],
)
def test_a_name_of_which_nothing_can_be_seen_is_none(unseen: str) -> None:
    with pytest.raises(ValueError, match="can be seen"):
        normal_name(unseen)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("  Ann \t  Lee\n", "Ann Lee"),
        ("Ａｎｎ", "Ann"),
        ("ﬁona", "fiona"),
        ("Jose\u0301", "José"),
        ("a\u202eb\u200bc\x1b[31md", "abc[31md"),
        ("Q\u0302\u0302\u0302\u0302\u0302o", "Q\u0302\u0302o"),
        ("\u0301Ann \u0301 Lee", "Ann Lee"),
        ("´Ann", "Ann"),
        ("[b]Bo[/b]", "[b]Bo[/b]"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("שרה", "שרה"),
        ("李小龙" * 5, "李小龙" * 4),
        ("x" * 30, "x" * 24),
        ("x" * 23 + "李", "x" * 23),
        ("x" * 23 + " y", "x" * 23),
        ("👩🏽\u200d🚀", "👩🏽🚀"),
    ],
)
def test_what_becomes_of_a_name(given_name: str, name: str) -> None:
    assert normal_name(given_name) == name


@given(
    st.lists(st.one_of(st.sampled_from(["Ann", "ann", "Ann 2", "x" * 24, "李" * 12]), HOSTILE), max_size=30)
)
def test_people_of_one_name_are_told_apart(wanted: list[str]) -> None:
    taken: set[str] = set()
    for given_name in wanted:
        name = normal(given_name)
        if name is None:
            continue
        apart = told_apart(name, lambda other: other.casefold() in taken)
        assert apart.casefold() not in taken
        assert normal_name(apart) == apart
        assert cell_len(apart) <= WIDEST
        assert apart == name or name.casefold() in taken
        taken.add(apart.casefold())


def test_the_first_free_number_stands_behind_a_name_that_is_taken() -> None:
    taken = {"ann", "ann 2", "ann 4", *("x" * 24, "x" * 22 + " 2")}
    assert told_apart("ANN", lambda name: name.casefold() in taken) == "ANN 3"
    assert told_apart("x" * 24, lambda name: name in taken) == "x" * 22 + " 3"
    assert told_apart("Bo", lambda name: name.casefold() in taken) == "Bo"
