from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from scoring.catalogue import Catalogue, Insight, Principle
from sim.report.cohort.cohort import Cohort, cohort_of
from sim.report.cohort.cohort_page import COSTLIEST, LEAST_UNDERSTOOD, cohort_page
from sim.report.cohort.conduct_strip import LEFT, MOST_DOTS, RIGHT, conduct_strip
from sim.report.cohort.titles import Titles
from tests.report.cohort.made import HOSTILE, decision, history, run
from tests.report.page.parsed_page import ParsedPage

DAY = date(2026, 3, 9)
TITLES = Titles(
    {"one": "The first & the last"},
    {("e1", "s"): "Monday"},
    Catalogue.of([Principle("p", "Small things", "Q", "A")], [Insight("i", "p", "Call <first>", "L")]),
)


@pytest.fixture
def cohort() -> Cohort:
    costly = decision("s", 12.5, best=False, principles=[("p", 1, 4)], insights=["i"])
    return cohort_of(
        [
            history("ann", run("one", 40.0, costly), run("one", 70.0), run("one", 99.0, taken_over=1)),
            history("bo", run("one", 60.0, decision("s"), edition="e2"), left_out=1),
            history(
                HOSTILE.replace("/", ""),
                run(
                    HOSTILE,
                    50.0,
                    decision(HOSTILE, 3, best=False, principles=[(HOSTILE, 1, 2)], insights=[HOSTILE]),
                ),
            ),
        ]
    )


def test_the_page_tells_the_cohort(cohort: Cohort) -> None:
    text = ParsedPage(cohort_page(cohort, TITLES, DAY)).text
    for told in (
        "From 3 histories, read on 2026-03-09.",
        "Learners 3 who came to an ending",
        "Whole runs 4 of 2 scenarios",
        "First conduct 50 mean of first runs",
        "Latest conduct 60 mean of latest runs",
        "The first & the last 2 learners, 3 whole runs, and 1 run that tried again from a decision.",
        "First: median 50, from 40 to 60. Latest: median 65, from 60 to 70.",
        "s Monday (e1) 1 of 2 12.5 0 in 100",
        "first runs are of 2 editions",
        "Small things: 25",
        "Call <first> 1 0 1",
        "1 run tried again from a decision that had just been explained.",
        "1 whole run came without judged decisions",
        "1 run could not be read and is left out.",
    ):
        assert told in text, told


def test_learners_are_named_only_where_that_is_asked_for(cohort: Cohort) -> None:
    name = HOSTILE.replace("/", "")
    without, named = (ParsedPage(cohort_page(cohort, TITLES, DAY, names)).text for names in (False, True))
    assert not re.search(r"\b(ann|bo)\b", without)
    assert name not in without
    assert "ann 1 2 70" in named
    assert name in named


def test_markup_in_names_and_ids_is_only_text(cohort: Cohort) -> None:
    page = ParsedPage(cohort_page(cohort, TITLES, DAY, names=True))
    assert page.faults == []
    assert page.comments == []
    assert "script" not in page.tags
    assert page.tags.count("style") == 1
    assert page.text.count(HOSTILE) >= 4


def test_the_page_needs_nothing_from_outside_and_no_script(cohort: Cohort) -> None:
    source = cohort_page(cohort, TITLES, DAY, names=True)
    page = ParsedPage(source)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {"src", "href", "srcset", "data", "action"} & {name for name, _ in page.attributes}
    assert "url(" not in source
    assert set(re.findall(r"https?://[^\"'\s]+", source)) == {"http://www.w3.org/2000/svg"}


def test_headings_leave_out_no_level_and_every_id_stands_once(cohort: Cohort) -> None:
    page = ParsedPage(cohort_page(cohort, TITLES, DAY, names=True))
    levels = [int(heading[1]) for heading in page.headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(set(page.ids)) == len(page.ids) >= 6


def test_a_cohort_that_has_not_played_is_told_what_to_do() -> None:
    page = ParsedPage(cohort_page(cohort_of([history("ann")]), TITLES, DAY, names=True))
    assert page.faults == []
    assert "Nobody has come to an ending yet." in page.text
    assert "ann 0 0 –" in page.text
    assert "Scenario by scenario" not in page.text


def test_a_scenario_that_nobody_could_be_judged_in_has_no_strip() -> None:
    page = ParsedPage(cohort_page(cohort_of([history("ann", run("big", None))]), TITLES, DAY))
    assert page.faults == []
    assert "svg" not in page.tags
    assert "big 1 learner, 1 whole run." in page.text


def test_only_the_costliest_decisions_and_the_least_understood_insights_are_shown() -> None:
    decisions = [decision(f"s{n}", n + 1, best=False, insights=[f"i{n}"]) for n in range(20)]
    text = ParsedPage(cohort_page(cohort_of([history("ann", run("one", 5.0, *decisions))]), TITLES, DAY)).text
    assert [f"s{n} " in text for n in (19, 20 - COSTLIEST, 19 - COSTLIEST)] == [True, True, False]
    assert f"{20 - LEAST_UNDERSTOOD} more are not shown." in text


def marks(picture: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(picture)
    return [one for one in root if one.get("class") == "bar"]


def test_a_strip_has_a_dot_a_learner_at_their_conduct() -> None:
    picture = conduct_strip("k", "Conduct", [("First", [0.0, 50.0, 50.0]), ("Latest", [100.0])])
    places = [float(dot.get("cx", "")) for dot in marks(picture)]
    middle = (LEFT + RIGHT) / 2
    assert places == pytest.approx([LEFT, middle, middle, RIGHT])
    heights = [float(dot.get("cy", "")) for dot in marks(picture)]
    assert len({*zip(places, heights, strict=True)}) == 4


def test_a_strip_of_many_has_bars_and_stays_as_high_as_it_was() -> None:
    many = [50.0] * 1000 + [52.0] * 250
    picture = conduct_strip("k", "Conduct", [("First", many), ("Latest", [10.0])])
    tall = [float(bar.get("height", "")) for bar in marks(picture)]
    assert len(tall) == 3
    assert tall[1] == pytest.approx(tall[0] / 4, abs=0.1)
    few = conduct_strip("k", "Conduct", [("First", [50.0] * MOST_DOTS), ("Latest", [10.0])])
    assert ElementTree.fromstring(few).get("viewBox") == ElementTree.fromstring(picture).get("viewBox")


def test_a_strip_of_nothing_is_no_picture() -> None:
    assert conduct_strip("k", "Conduct", [("First", []), ("Latest", [])]) == ""
