from __future__ import annotations

import re

from sim.report.debrief_words import summary
from sim.report.decision_words import cost_words, label_words
from sim.report.page.markdown_report import markdown_report
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


def unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def test_the_page_tells_what_the_debrief_holds() -> None:
    debrief = judged(THE_EXAMPLE, WORST)
    page = unescaped(markdown_report(debrief, shipped_catalogue(), DAY))
    told = [
        debrief.scenario.title,
        summary(debrief),
        *debrief.red_lines,
        *(said.words for said in debrief.chair),
    ]
    for decision in debrief.decisions:
        told += [label_words(decision), cost_words(debrief, decision), decision.choice.because]
        told += [*(choice.text for choice in decision.available), *(said.words for said in decision.scene)]
    assert [words for words in told if words not in page] == []
    assert "2026-03-09" in page


def test_markup_in_a_scenario_is_only_text() -> None:
    page = markdown_report(judged(HOSTILE_SOURCE, ["bad"], CATALOGUE), CATALOGUE, DAY)
    outside_the_chart = re.sub(r"```text\n.*?```", "", page, flags=re.DOTALL)
    assert re.findall(r"(?<!\\)[<`\[\]]", outside_the_chart) == []
    for word in HOSTILE_WORDS:
        assert hostile(word) in unescaped(page)


def test_a_row_of_the_table_has_as_many_cells_as_its_head() -> None:
    page = markdown_report(judged(HOSTILE_SOURCE, ["bad"], CATALOGUE), CATALOGUE, DAY)
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_a_text_that_looks_like_a_list_or_a_heading_stays_a_text() -> None:
    source = HOSTILE_SOURCE.replace("scene: W", 'scene: "1. first\\n- second\\n\\n    third\\n==="')
    page = markdown_report(judged(source, ["good"], CATALOGUE), CATALOGUE, DAY)
    assert "\n1\\. first\\\n\\- second\n\nthird\\\n\\===\n" in page


def test_a_run_without_a_red_line_has_no_heading_for_them() -> None:
    page = markdown_report(judged(THE_EXAMPLE, BEST), shipped_catalogue(), DAY)
    assert "red line" not in page
    assert "\n\n\n" not in page
