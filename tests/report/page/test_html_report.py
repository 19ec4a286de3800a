from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_words import TOO_BIG, summary, three_numbers
from sim.report.decision_words import cost_words, course_words, insights, label_words
from sim.report.page.html_report import html_report
from sim.report.page.page_frame import STYLE
from sim.scenario.catalogue_file import shipped_catalogue
from tests.report.page.judged import (
    BEST,
    CATALOGUE,
    DAY,
    HOSTILE_SOURCE,
    HOSTILE_WORDS,
    THE_EXAMPLE,
    WORST,
    hostile,
    judged,
)
from tests.report.page.parsed_page import ParsedPage

SVG = "{http://www.w3.org/2000/svg}"


def page_of(debrief: Debrief, catalogue: Catalogue | None = None) -> str:
    return html_report(debrief, catalogue or shipped_catalogue(), DAY)


@pytest.fixture
def worst() -> Debrief:
    return judged(THE_EXAMPLE, WORST)


@pytest.fixture
def hostile_page() -> str:
    return page_of(judged(HOSTILE_SOURCE, ["bad"], CATALOGUE), CATALOGUE)


def test_everything_that_the_debrief_holds_is_told(worst: Debrief) -> None:
    catalogue = shipped_catalogue()
    text = ParsedPage(page_of(worst)).text
    told = [
        worst.scenario.title,
        worst.scenario.summary,
        summary(worst),
        *(words for line in three_numbers(worst) for words in line),
        *worst.red_lines,
        *(line.words for line in (*worst.chair, *worst.scene)),
    ]
    for decision in worst.decisions:
        told += [
            label_words(decision),
            cost_words(worst, decision),
            course_words(worst, decision),
            decision.choice.because,
            *(line.words for line in decision.scene),
            *(choice.text for choice in decision.available),
            *(
                words
                for insight in insights(decision, catalogue)
                for words in (insight.title, insight.lesson)
            ),
        ]
        assert decision.judgement is not None
        told += [choice.because for choice in decision.judgement.best]
    for name, value in worst.profile.items():
        if value is not None:
            told += [catalogue.principles[name].name, catalogue.principles[name].question]
    assert [words for words in told if " ".join(words.split()) not in text] == []


@pytest.mark.parametrize("choices", [WORST, BEST])
def test_every_tag_that_opens_closes_and_every_id_stands_once(choices: tuple[str, ...]) -> None:
    page = ParsedPage(page_of(judged(THE_EXAMPLE, choices)))
    assert page.faults == []
    assert len(set(page.ids)) == len(page.ids)


def test_the_page_needs_nothing_from_outside_and_no_script(worst: Debrief) -> None:
    source = page_of(worst)
    page = ParsedPage(source)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    addresses = [
        value for name, value in page.attributes if name in ("src", "href", "srcset", "data", "action")
    ]
    assert addresses
    assert all(address.startswith("#") and address[1:] in page.ids for address in addresses)
    assert "@import" not in source
    assert "url(" not in source
    outside = set(re.findall(r"https?://[^\"'\s]+", source))
    assert outside == {"http://www.w3.org/2000/svg"}  # the name of SVG, which nothing fetches


def test_the_page_says_its_language_its_encoding_and_its_title(worst: Debrief) -> None:
    page = ParsedPage(page_of(worst))
    assert {("lang", "en"), ("charset", "utf-8")} <= set(page.attributes)
    assert page.tags.count("h1") == 1
    assert page.text.startswith(f"{worst.scenario.title}: debrief of 2026-03-09")


def test_headings_leave_out_no_level(worst: Debrief) -> None:
    levels = [int(heading[1]) for heading in ParsedPage(page_of(worst)).headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_red_lines_stand_apart_and_only_where_one_was_crossed(worst: Debrief) -> None:
    assert '<section class="red-lines">' in page_of(worst)
    good = page_of(judged(THE_EXAMPLE, BEST))
    assert "red-lines" not in ParsedPage(good).text
    assert '<section class="red-lines">' not in good


def test_markup_in_a_scenario_is_only_text(hostile_page: str) -> None:
    page = ParsedPage(hostile_page)
    assert page.faults == []
    assert page.comments == []
    assert not {"script", "img"} & set(page.tags)
    assert "onerror" not in dict(page.attributes)
    for word in HOSTILE_WORDS:
        assert hostile(word) in page.text
    assert page.tags.count("style") == 1


def test_the_pictures_are_xml_of_their_own_with_a_title_and_a_description(hostile_page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", hostile_page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert root.tag == f"{SVG}svg"
        named = (root.get("aria-labelledby") or "").split()
        assert [root.find(f"{SVG}{name}").get("id") for name in ("title", "desc")] == named  # type: ignore[union-attr]
    assert hostile("principle") in ElementTree.fromstring(pictures[1]).findtext(f"{SVG}desc", "")


def test_a_scenario_too_big_to_be_solved_has_a_page_without_what_is_not_known() -> None:
    debrief = judged(THE_EXAMPLE, WORST, budget=1)
    assert debrief.value is None
    page = ParsedPage(page_of(debrief))
    assert page.faults == []
    assert " ".join(TOO_BIG.split()) in page.text
    assert "· unjudged" in page.text
    assert "standing-title" not in page.ids


def test_the_same_run_gives_the_same_page(worst: Debrief) -> None:
    assert page_of(worst) == page_of(judged(THE_EXAMPLE, WORST))


def test_the_page_is_light_on_paper_and_dark_where_that_is_preferred(worst: Debrief) -> None:
    source = page_of(worst)
    dark, printed = source.index("prefers-color-scheme: dark"), source.index("@media print")
    assert dark < printed  # so that paper wins over a dark screen
    assert "--paper: #ffffff" in source[printed:]


def test_the_style_lies_beside_the_module() -> None:
    assert Path(STYLE).is_file()
    assert "</" not in STYLE.read_text("utf-8")
