from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.catalogue import Catalogue, Insight, Principle

PRESENCE = Principle("presence", "Talk", "A voice?", "You call.")
VALUE = Principle("value", "Bring something", "What will they have?", "You bring it.")
CALL = Insight("call", "presence", "Call first", "Then write.")
GIFT = Insight("gift", "value", "A thought", "Not a box.")

ids = st.sampled_from(["a", "b", "c", "d", "e"])
principles = st.lists(
    st.builds(Principle, ids, st.text(), st.text(), st.text()), unique_by=lambda one: one.id
)
insights = st.lists(st.builds(Insight, ids, ids, st.text(), st.text()), unique_by=lambda one: one.id)
catalogues = st.builds(Catalogue.of, principles, insights)


def in_order(catalogue: Catalogue) -> tuple[list[Principle], list[Insight]]:
    return list(catalogue.principles.values()), list(catalogue.insights.values())


def test_a_catalogue_is_asked_by_id() -> None:
    catalogue = Catalogue.of([PRESENCE, VALUE], [CALL])
    assert catalogue.principles["value"] is VALUE
    assert catalogue.insights["call"] is CALL
    assert "gift" not in catalogue.insights


def test_a_catalogue_keeps_the_order_it_was_given() -> None:
    assert in_order(Catalogue.of([VALUE, PRESENCE], [GIFT, CALL])) == ([VALUE, PRESENCE], [GIFT, CALL])


def test_the_insights_of_a_principle_come_in_order() -> None:
    second = Insight("again", "presence", "Call again", "And again.")
    catalogue = Catalogue.of([PRESENCE, VALUE], [second, GIFT, CALL])
    assert catalogue.insights_of("presence") == (second, CALL)


def test_a_second_principle_of_the_same_id_is_refused() -> None:
    with pytest.raises(ValueError, match="'presence' stands twice"):
        Catalogue.of([PRESENCE, PRESENCE], [])


def test_a_second_insight_of_the_same_id_is_refused() -> None:
    with pytest.raises(ValueError, match="'call' stands twice"):
        Catalogue.of([PRESENCE], [CALL, dataclasses.replace(CALL, title="Another")])


def test_an_entry_under_a_wrong_id_is_refused() -> None:
    with pytest.raises(ValueError, match="'presence' stands under another id, 'value'"):
        Catalogue({"value": PRESENCE}, {})


def test_a_catalogue_does_not_change_with_the_mapping_it_was_made_of() -> None:
    mapping = {"presence": PRESENCE}
    catalogue = Catalogue(mapping, {})
    mapping["value"] = VALUE
    assert list(catalogue.principles) == ["presence"]


def test_a_catalogue_cannot_be_written_to() -> None:
    catalogue = Catalogue.of([PRESENCE], [])
    with pytest.raises(TypeError):
        catalogue.principles["value"] = VALUE  # type: ignore[index]


def test_a_trainers_new_entries_come_after_the_shipped_ones() -> None:
    extended = Catalogue.of([VALUE], [GIFT]).extended_by(Catalogue.of([PRESENCE], [CALL]))
    assert in_order(extended) == ([VALUE, PRESENCE], [GIFT, CALL])


def test_a_trainers_wording_replaces_the_shipped_one_in_its_place() -> None:
    reworded = dataclasses.replace(CALL, title="Dial")
    extended = Catalogue.of([PRESENCE, VALUE], [CALL, GIFT]).extended_by(Catalogue.of([], [reworded]))
    assert list(extended.insights.values()) == [reworded, GIFT]


def test_extending_leaves_both_catalogues_as_they_were() -> None:
    shipped, own = Catalogue.of([VALUE], [GIFT]), Catalogue.of([PRESENCE], [CALL])
    shipped.extended_by(own)
    assert in_order(shipped) == ([VALUE], [GIFT])
    assert in_order(own) == ([PRESENCE], [CALL])


def test_an_insight_without_its_principle_is_unplaced_until_the_principle_is_there() -> None:
    own = Catalogue.of([], [CALL])
    assert own.unplaced() == (CALL,)
    assert Catalogue.of([PRESENCE], []).extended_by(own).unplaced() == ()


@given(catalogues)
def test_a_catalogue_laid_over_itself_is_the_same(catalogue: Catalogue) -> None:
    assert in_order(catalogue.extended_by(catalogue)) == in_order(catalogue)


@given(catalogues)
def test_an_empty_catalogue_adds_nothing(catalogue: Catalogue) -> None:
    empty = Catalogue.of([], [])
    assert in_order(catalogue.extended_by(empty)) == in_order(catalogue)
    assert in_order(empty.extended_by(catalogue)) == in_order(catalogue)


@given(catalogues, catalogues, catalogues)
def test_laying_catalogues_over_each_other_groups_as_you_like(
    one: Catalogue, two: Catalogue, three: Catalogue
) -> None:
    left = one.extended_by(two).extended_by(three)
    right = one.extended_by(two.extended_by(three))
    assert in_order(left) == in_order(right)


@given(catalogues, catalogues)
def test_the_upper_wording_always_wins(lower: Catalogue, upper: Catalogue) -> None:
    extended = lower.extended_by(upper)
    assert all(extended.principles[one.id] == one for one in upper.principles.values())
    assert all(extended.insights[one.id] == one for one in upper.insights.values())
    assert set(extended.insights) == set(lower.insights) | set(upper.insights)
