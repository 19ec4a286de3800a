from __future__ import annotations

import pytest

from sim.report.cohort.cohort import cohort_of
from sim.scenario.model import EndingKind
from tests.report.cohort.made import decision, history, run


def test_the_first_the_latest_and_the_best_run_are_whole_ones() -> None:
    cohort = cohort_of(
        [
            history(
                "ann",
                run("one", 99, taken_over=2),
                run("one", 40),
                run("one", 80),
                run("one", 60, kind=EndingKind.TRIUMPH, total=7),
                run("one", 98, taken_over=1),
                run("one", ended=False),
                run("two", 30),
                run("three", ended=False),
            )
        ]
    )
    [ann] = cohort.learners
    one = ann.played["one"]
    assert (one.runs, one.again, one.under_way) == (3, 2, 1)
    assert (one.first, one.latest, one.best) == (40, 60, 80)
    assert (one.outcome, one.total, one.luck) == (EndingKind.TRIUMPH, 7, 0.5)
    three = ann.played["three"]
    assert (three.runs, three.first, three.outcome, three.ended) == (0, None, None, None)
    assert (ann.scenarios, ann.runs, ann.again, ann.mean) == (2, 4, 2, 45)
    assert len(cohort.runs) == 6


def test_learners_stand_by_name_and_scenarios_by_how_many_played_them() -> None:
    cohort = cohort_of(
        [history("bo", run("b", 10), run("a", 20)), history("Ann", run("b", 30)), history("Cy")]
    )
    assert [learner.name for learner in cohort.learners] == ["Ann", "bo", "Cy"]
    assert [(one.scenario, one.learners, one.firsts) for one in cohort.scenarios] == [
        ("b", 2, (10, 30)),
        ("a", 1, (20,)),
    ]
    assert cohort.learners[2].mean is None


def test_decisions_are_those_of_first_runs_and_of_one_edition_each() -> None:
    cohort = cohort_of(
        [
            history("ann", run("one", 50, decision("s", 10, best=False), decision("t", 2, best=False))),
            history("bo", run("one", 50, decision("s", 0)), run("one", 0, decision("s", 100, best=False))),
            history("cy", run("one", 50, decision("s", 30, best=False), edition="e2")),
            history("di", run("one", 50, decision("s", 90, best=False), taken_over=1)),
        ]
    )
    [one] = cohort.scenarios
    assert one.editions == ("e1", "e2")
    told = [(each.edition, each.state, each.learners, each.points, each.best) for each in one.decisions]
    assert told == [("e2", "s", 1, 30, 0), ("e1", "s", 2, 5, 0.5), ("e1", "t", 1, 2, 0)]


def test_a_state_come_to_twice_in_one_run_is_two_decisions_of_one_learner() -> None:
    cohort = cohort_of([history("ann", run("one", 50, decision("s", 10, best=False), decision("s", 0)))])
    [decided] = cohort.scenarios[0].decisions
    assert (decided.learners, decided.times, decided.points, decided.lost) == (1, 2, 5, 10)


def test_principles_are_reckoned_over_all_decisions_of_first_runs_together() -> None:
    cohort = cohort_of(
        [
            history(
                "ann", run("one", 50, decision(principles=[("value", 4, 4), ("systems", 0, 1)])), run("one")
            ),
            history("bo", run("one", 50, decision(principles=[("value", 0, 1)]))),
        ]
    )
    assert [(each.principle, each.followed, each.decisions) for each in cohort.principles] == [
        ("systems", 0, 1),
        ("value", pytest.approx(80), 2),
    ]


def test_an_insight_is_understood_by_whom_it_was_the_last_time() -> None:
    right, wrong = decision(insights=["i"]), decision(best=False, points=3, insights=["i"])
    cohort = cohort_of(
        [
            history("ann", run("one", 50, wrong), run("one", 90, right)),
            history("bo", run("one", 50, right), run("two", 10, wrong)),
            history("cy", run("one", 50, wrong), run("one", 90, right, taken_over=1)),
            history("di", run("one", 50, decision(insights=["j"]))),
        ]
    )
    assert [(each.insight, each.met, each.understood, each.missed) for each in cohort.insights] == [
        ("i", 3, 1, 2),
        ("j", 1, 1, 0),
    ]


def test_what_was_left_out_and_what_was_not_judged_is_counted() -> None:
    cohort = cohort_of([history("ann", run("one"), run("one", 50, decision()), left_out=2), history("bo")])
    assert (cohort.unjudged, cohort.left_out) == (1, 2)


def test_nobody_is_a_cohort_too() -> None:
    cohort = cohort_of([])
    assert (cohort.learners, cohort.scenarios, cohort.runs) == ((), (), ())
