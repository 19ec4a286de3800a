from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from sim.report.debrief_words import standing_values
from sim.report.page.bars_picture import BAR
from sim.report.page.profile_picture import profile_picture
from sim.report.page.standing_picture import HEIGHT, WIDTH, standing_picture
from sim.scenario.catalogue_file import shipped_catalogue
from tests.report.page.judged import THE_EXAMPLE, WORST, judged, long_story

SVG = "{http://www.w3.org/2000/svg}"


def texts(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def points(root: ElementTree.Element) -> list[tuple[float, float]]:
    [line] = root.iter(f"{SVG}polyline")
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.get("points", "").split())]


def test_the_line_falls_where_the_standing_falls() -> None:
    debrief = judged(THE_EXAMPLE, WORST)
    drawn = [y for _, y in points(ElementTree.fromstring(standing_picture(debrief)))[::2]]
    values = standing_values(debrief)
    assert len(drawn) == len(values)
    order = sorted(range(len(values)), key=lambda place: -values[place])
    assert order == sorted(range(len(values)), key=lambda place: drawn[place])


def test_each_step_has_its_number_and_the_mark_of_its_label() -> None:
    told = texts(ElementTree.fromstring(standing_picture(judged(THE_EXAMPLE, WORST))))
    assert {"1", "2", "3", "end", "✕", "▼", "-20"} <= set(told)


def test_the_description_tells_the_same_in_words() -> None:
    root = ElementTree.fromstring(standing_picture(judged(THE_EXAMPLE, WORST)))
    assert (root.findtext(f"{SVG}desc") or "").startswith("Decision 1, blunder: from 8 to -1.")


@pytest.mark.parametrize("decisions", [1, 21, 22, 23, 60])
def test_a_run_of_any_length_stays_inside_its_picture_and_ends_with_its_end(decisions: int) -> None:
    debrief = judged(long_story(decisions), ["a"] * decisions)
    root = ElementTree.fromstring(standing_picture(debrief))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(root))
    told = texts(root)
    assert "end" in told
    numbers = [
        text
        for text in root.iter(f"{SVG}text")
        if (text.text or "").isdecimal() and text.get("class") is None
    ]
    places = [float(text.get("x", "")) for text in numbers]
    assert all(after - before >= 30 for before, after in pairwise(places))


def test_what_is_not_known_is_not_drawn() -> None:
    assert standing_picture(judged(THE_EXAMPLE, WORST, budget=1)) == ""


def test_a_bar_is_as_long_as_its_principle_was_followed() -> None:
    debrief = judged(THE_EXAMPLE, WORST)
    root = ElementTree.fromstring(profile_picture(debrief, shipped_catalogue()))
    bars = [float(bar.get("width", "")) for bar in root.iter(f"{SVG}rect") if bar.get("class") == "bar"]
    followed = [value for value in debrief.profile.values() if value is not None]
    assert bars == pytest.approx([BAR * value / 100 for value in followed], abs=0.06)
    assert any(bars)
