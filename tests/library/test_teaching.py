"""The shipped library teaches what it promises, scenario by scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.catalogue_file import shipped_catalogue
from tests.library.shipped import FILES, scenario

CURRICULUM = {
    "silent-customer": {
        "silence-is-leadership",
        "neglect-loses-customers",
        "email-is-our-story",
        "pick-up-the-phone",
        "novel-channel",
    },
    "ops-failure": {"face-the-blast", "channel-by-outcome", "systems-before-people"},
    "gatekeeper": {"gatekeeper-steers", "champion-acts", "peer-the-executives"},
    "when-will-it-close": {"helping-not-closing", "desperation-leaks", "one-to-one"},
    "doughnut-run": {"gestures-are-not-value", "follow-up-is-value", "introduce-clients"},
    "flash-in-the-pan": {"no-flash-in-the-pan", "contact-not-research", "helping-not-closing"},
    "revolving-door": {
        "revolving-door",
        "real-account-team",
        "company-speaks",
        "plan-together",
        "peer-the-executives",
    },
    "quota-up-churn-up": {"promise-meets-reality", "product-is-accountable", "visceral-feedback"},
    "first-call": {"contact-not-research", "curiosity-first", "live-beats-ai"},
    "the-champion": {"champion-acts", "join-the-call"},
    "slow-portal": {"partners-are-experience", "service-sells-first", "systems-before-people"},
    "who-closed-it": {"credit-the-rep", "comp-follows-control", "one-to-one"},
    "monday-meeting": {"coaching-questions", "empty-chair", "customer-obsession"},
    "after-the-bad-call": {"stress-is-ownership", "join-the-call", "one-to-one"},
    "selling-time": {"selling-time-excuse", "neglect-loses-customers", "live-beats-ai"},
    "small-things": {"personal-life", "special-days", "help-their-children", "introduce-clients"},
}


def test_the_library_is_the_curriculum() -> None:
    assert {path.stem for path in FILES} == set(CURRICULUM)


def test_all_insights_are_taught() -> None:
    assert set().union(*CURRICULUM.values()) == set(shipped_catalogue().insights)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_teaches_the_insights_of_its_row(path: Path) -> None:
    taught = {
        insight
        for state in scenario(path).states.values()
        for choice in state.choices
        for insight in choice.insights
    }
    assert CURRICULUM[path.stem] - taught == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_facilitator_finds_questions_at_three_places(path: Path) -> None:
    assert sum(1 for state in scenario(path).states.values() if state.discuss) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_from_the_empty_chair_depends_on_the_way(path: Path) -> None:
    endings = [state for state in scenario(path).states.values() if state.ending is not None]
    assert [state.id for state in endings if not any(line.when for line in state.chair)] == []
