from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from scoring.catalogue import SHIPPED_CATALOGUE

PRINCIPLES = [
    "presence",
    "curiosity",
    "value",
    "ownership",
    "systems",
    "coaching",
    "evidence",
    "breadth",
    "consistency",
    "customer-first",
]
INSIGHTS = {
    "silence-is-leadership": "coaching",
    "neglect-loses-customers": "presence",
    "email-is-our-story": "presence",
    "channel-by-outcome": "presence",
    "novel-channel": "presence",
    "live-beats-ai": "presence",
    "pick-up-the-phone": "presence",
    "selling-time-excuse": "presence",
    "desperation-leaks": "curiosity",
    "curiosity-first": "curiosity",
    "helping-not-closing": "coaching",
    "follow-up-is-value": "value",
    "gestures-are-not-value": "value",
    "personal-life": "value",
    "introduce-clients": "value",
    "special-days": "value",
    "help-their-children": "value",
    "face-the-blast": "ownership",
    "stress-is-ownership": "ownership",
    "visceral-feedback": "ownership",
    "systems-before-people": "systems",
    "promise-meets-reality": "systems",
    "partners-are-experience": "systems",
    "product-is-accountable": "systems",
    "service-sells-first": "systems",
    "comp-follows-control": "systems",
    "join-the-call": "coaching",
    "one-to-one": "coaching",
    "credit-the-rep": "coaching",
    "coaching-questions": "coaching",
    "champion-acts": "evidence",
    "gatekeeper-steers": "evidence",
    "contact-not-research": "consistency",
    "no-flash-in-the-pan": "consistency",
    "customer-obsession": "customer-first",
    "empty-chair": "customer-first",
    "revolving-door": "breadth",
    "real-account-team": "breadth",
    "peer-the-executives": "breadth",
    "company-speaks": "breadth",
    "plan-together": "breadth",
}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    data = yaml.safe_load(SHIPPED_CATALOGUE.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="module")
def texts(shipped: dict[str, Any]) -> list[str]:
    entries = [*shipped["principles"].values(), *shipped["insights"].values()]
    return [text for entry in entries for key, text in entry.items() if key != "principle"]


def sentences(text: str) -> list[str]:
    return re.findall(r"[^.?]+[.?](?: |$)", text)


def test_the_shipped_catalogue_is_of_the_first_format(shipped: dict[str, Any]) -> None:
    assert list(shipped) == ["catalogue", "principles", "insights"]
    assert shipped["catalogue"] == 1


def test_there_are_ten_principles_in_their_order(shipped: dict[str, Any]) -> None:
    assert list(shipped["principles"]) == PRINCIPLES
    assert len(PRINCIPLES) == 10


def test_there_are_forty_one_insights_each_in_its_place_and_of_its_principle(shipped: dict[str, Any]) -> None:
    placed = [(name, insight["principle"]) for name, insight in shipped["insights"].items()]
    assert placed == list(INSIGHTS.items())
    assert len(placed) == 41


def test_every_insight_belongs_to_a_principle_and_every_principle_has_one(shipped: dict[str, Any]) -> None:
    assert {insight["principle"] for insight in shipped["insights"].values()} == set(shipped["principles"])


def test_every_entry_has_its_texts_and_nothing_else(shipped: dict[str, Any]) -> None:
    assert {tuple(entry) for entry in shipped["principles"].values()} == {("name", "question", "about")}
    assert {tuple(entry) for entry in shipped["insights"].values()} == {("principle", "title", "lesson")}


def test_no_text_stands_twice(texts: list[str]) -> None:
    assert len({text.casefold() for text in texts}) == len(texts) == 10 * 3 + 41 * 2


def test_every_text_is_plain_and_keeps_its_voice_down(texts: list[str]) -> None:
    for text in texts:
        assert re.fullmatch(r"[\w ,.;:?%'-]+", text), text
        assert text == " ".join(text.split())
        assert "_" not in text


def test_every_question_is_one_question(shipped: dict[str, Any]) -> None:
    for principle in shipped["principles"].values():
        assert principle["question"].count("?") == 1
        assert principle["question"].endswith("?")


def test_every_principle_says_in_two_sentences_where_it_stops_being_right(shipped: dict[str, Any]) -> None:
    for principle in shipped["principles"].values():
        does, stops = sentences(principle["about"])
        assert does.startswith(("You ", "When ", "Every ", "Before "))
        assert stops.startswith("It stops being right ")


def test_every_title_has_at_most_eight_words(shipped: dict[str, Any]) -> None:
    assert max(len(insight["title"].split()) for insight in shipped["insights"].values()) <= 8


def test_every_lesson_has_two_to_four_sentences(shipped: dict[str, Any]) -> None:
    for name, insight in shipped["insights"].items():
        found = sentences(insight["lesson"])
        assert "".join(found) == insight["lesson"]
        assert 2 <= len(found) <= 4, name


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("neglect-loses-customers", "70%"),
        ("desperation-leaks", "6%"),
        ("customer-obsession", "84%"),
        ("systems-before-people", "airline"),
    ],
)
def test_a_fact_is_told_as_a_claim_of_the_literature(shipped: dict[str, Any], name: str, figure: str) -> None:
    [claim] = [one for one in sentences(shipped["insights"][name]["lesson"]) if figure in one]
    assert "literature" in claim
