"""No shipped scenario can be gamed, and each has the shape that the library promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.catalogue import Catalogue
from sim.engine.decision_stakes import decision_stakes
from sim.engine.visits import guesser_visits
from sim.scenario.catalogue_file import shipped_catalogue
from tests.library.shipped import FILES, inspection, scenario, verdict

BY_PLACE_OR_LENGTH = ("first", "last", "longest", "shortest")

pytestmark = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def catalogue() -> Catalogue:
    return shipped_catalogue()


def test_a_guesser_gets_about_half(path: Path) -> None:
    conduct = inspection(path).policies["guesser"]
    assert conduct is not None
    assert 40 <= conduct <= 60


@pytest.mark.parametrize("policy", BY_PLACE_OR_LENGTH)
def test_place_and_length_give_nothing_away(path: Path, policy: str) -> None:
    conduct = inspection(path).policies[policy]
    assert conduct is not None
    assert conduct < 65


def test_no_principle_wins_by_itself(path: Path) -> None:
    policies = inspection(path).policies
    strong = {name: policies[name] for name in catalogue().principles if (policies[name] or 0) >= 80}
    assert strong == {}


def test_every_ending_and_every_state_can_be_reached(path: Path) -> None:
    found = inspection(path)
    assert [ending.id for ending in found.endings if not ending.reachable] == []
    assert found.unreachable == ()
    assert found.never_available == ()


def test_it_has_the_size_of_a_good_sitting(path: Path) -> None:
    found, states = inspection(path), scenario(path).states.values()
    assert found.most is not None
    assert 8 <= found.most <= 12
    assert sum(1 for state in states if state.choices) >= 12
    assert len([meter for meter in scenario(path).meters.values() if not meter.hidden]) in (2, 3)


def test_it_ends_in_different_ways(path: Path) -> None:
    endings = [state.ending for state in scenario(path).states.values() if state.ending is not None]
    assert len(endings) >= 4
    assert len({ending.kind for ending in endings}) >= 3


def test_in_half_of_the_decisions_it_depends_what_is_best(path: Path) -> None:
    solution = verdict(path).solution
    assert solution is not None
    decisions = decision_stakes(solution, guesser_visits(solution))
    open_ones = [one for one in decisions if sum(1 for choice in one.choices if choice.best) > 1]
    assert len(open_ones) * 2 >= len(decisions)


def test_in_two_decisions_the_highest_rates_are_not_best(path: Path) -> None:
    """A reader who knows only the slogans loses somewhere."""
    solution = verdict(path).solution
    assert solution is not None
    states = set()
    for node, position in enumerate(solution.positions):
        if position is None:
            continue
        rated = dict(zip(position.choices, position.merits, strict=True))
        if max(rated.values()) not in [rated[choice] for choice in position.best]:
            states.add(solution.graph.configurations[node][0])
    assert len(states) >= 2
