from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sim.report.session.session_html import session_html
from sim.report.session.session_words import TOO_BIG
from sim.report.words import visible
from sim.room.rules.command import Step
from sim.room.rules.phase import Move
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.store.loading import Loaded, load
from tests.report.page.judged import CATALOGUE, HOSTILE_SOURCE, HOSTILE_WORDS, hostile
from tests.report.page.parsed_page import ParsedPage
from tests.report.session.made import HOSTILE, PEOPLE, TEAMS, PlayedRoom, together, with_name

DAY = date(2026, 3, 9)
SVG = "{http://www.w3.org/2000/svg}"


def page_of(debrief: SessionDebrief, quiet: Loaded, names: bool = False) -> str:
    return session_html(debrief, quiet.catalogue, DAY, names)


def test_the_page_tells_how_the_room_split_what_was_taken_and_what_it_cost(
    whole: SessionDebrief, quiet: Loaded
) -> None:
    text = ParsedPage(page_of(whole, quiet)).text
    for told in (
        "The customer who went quiet: session of 2026-03-09",
        "5 people took part, and all of them voted.",
        "A red line was crossed",
        "Conduct 80 how you decided Outcome: success +3 what happened Luck +4 what the dice did",
        "8 could be expected at best; your decisions cost 9, the dice gave 4: that makes +3.",
        "3 of 4 (75%), taken ✕ blunder, costs 32 points",
        "It was the majority’s choice. On the mean, a vote here cost 24.1 of 100 points.",
        "1 of 4 saw: When did you last hear Priya's voice?",
        "It was a tie, and the facilitator broke it.",
        "The facilitator took it, not the majority’s choice.",
        "2 of 5 saw: Tell me what this year was like from your side.",
        "How it ended: success",
        "I would have liked them to break it sooner.",
        "One browser is one vote, not one person.",
    ):
        assert told in text, told


def test_the_page_of_teams_tells_them_side_by_side_and_where_they_parted(
    parted: SessionDebrief, quiet: Loaded
) -> None:
    page = ParsedPage(page_of(parted, quiet))
    assert page.faults == []
    for told in (
        "2 of 3 teams have not come to an ending yet.",
        "Red 1 3 success +8 100 0",
        "Blue 2 2 none yet – 31 –",
        "At question 1 Red, Blue and Green parted.",
        "Red: 1 of 1 (100%), taken",
        "Green: 2 of 2 (100%), taken",
        "Green: No choice was taken.",
        "How it ended for Red: success",
    ):
        assert told in page.text, told
    # Red and Blue stood at the same place at question 2, and Green at another.
    assert [one for one in page.ids if one.startswith("question-")] == [
        "question-1-1",
        "question-2-1",
        "question-2-2",
        "question-3-1",
    ]


def test_nobody_is_named_unless_that_is_asked_for(whole: SessionDebrief, quiet: Loaded) -> None:
    anybody = re.compile(rf"\b({'|'.join(PEOPLE)})\b")
    assert not anybody.search(page_of(whole, quiet))
    named = ParsedPage(page_of(whole, quiet, names=True)).text
    assert "3 of 4 (75%), taken Ann, Bo, Cleo" in named
    assert "Dan 3 20 Eve 1 0" in named


def test_a_name_that_came_past_the_rules_is_only_text(quiet: Loaded) -> None:
    source = page_of(with_name(together(quiet), 1, HOSTILE), quiet, names=True)
    page = ParsedPage(source)
    assert page.faults == []
    assert page.comments == []
    assert not {"script", "img"} & set(page.tags)
    assert page.tags.count("style") == 1
    assert visible(HOSTILE) in page.text
    assert not {"\x1b", "\u202e"} & set(source)


def test_markup_in_a_scenario_and_in_teams_is_only_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    source = HOSTILE_SOURCE.replace(
        "    choices:\n", f"    discuss: [{json.dumps(hostile('prompt'))}]\n    choices:\n", 1
    )
    path.write_text(source, "utf-8")
    loaded = replace(load(path), catalogue=CATALOGUE)
    for teams in (None, {"Ann": "</b><script>", "Bo": "=<img src=x>"}):
        played = PlayedRoom(loaded, ("Ann", "Bo"), teams)
        played.do(Step(Move.SET_OFF if teams else Move.BEGIN))
        if teams:
            played.choose("bad", 1)
            played.choose("good", 2)
        else:
            played.decide("bad", "bad")
        page = ParsedPage(session_html(played.debrief, CATALOGUE, DAY, names=True))
        assert page.faults == []
        assert page.comments == []
        assert not {"script", "img", "b"} & set(page.tags)
        words = [*HOSTILE_WORDS, "prompt"]
        # Of a run by teams no profile is drawn, so no principle is named.
        told = [word for word in words if not teams or word not in ("principle", "question")]
        assert [word for word in told if hostile(word) not in page.text] == []
        assert all(name in page.text for name in (teams or {}).values())


@pytest.mark.parametrize("names", [True, False])
def test_the_page_needs_nothing_from_outside_and_no_script(
    whole: SessionDebrief, quiet: Loaded, names: bool
) -> None:
    source = page_of(whole, quiet, names)
    page = ParsedPage(source)
    assert page.faults == []
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    addresses = [
        value for name, value in page.attributes if name in ("src", "href", "srcset", "data", "action")
    ]
    assert addresses
    assert all(address.startswith("#") and address[1:] in page.ids for address in addresses)
    assert "url(" not in source
    assert set(re.findall(r"https?://[^\"'\s]+", source)) == {"http://www.w3.org/2000/svg"}


def test_headings_leave_out_no_level_and_every_id_stands_once(
    whole: SessionDebrief, parted: SessionDebrief, quiet: Loaded
) -> None:
    for debrief in (whole, parted):
        page = ParsedPage(page_of(debrief, quiet, names=True))
        levels = [int(heading[1]) for heading in page.headings]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert len(set(page.ids)) == len(page.ids)


def test_every_picture_is_told_in_words_or_stands_beside_them(parted: SessionDebrief, quiet: Loaded) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page_of(parted, quiet), re.DOTALL)
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        named = (root.get("aria-labelledby") or "").split()
        told = [one.get("id") for name in ("title", "desc") if (one := root.find(f"{SVG}{name}")) is not None]
        assert root.get("aria-hidden") == "true" or told == named != []


def test_a_bar_is_as_long_as_its_share(whole: SessionDebrief, quiet: Loaded) -> None:
    bars = re.findall(r'class="share"><svg.*?</svg>', page_of(whole, quiet), re.DOTALL)
    lengths = [float(re.findall(r'class="bar"[^>]* width="([\d.]+)"', bar)[0]) / 720 for bar in bars]
    assert lengths == pytest.approx([0.25, 0, 0.75, 0.5, 0.5, 0.4, 0.6], abs=1e-3)


def test_in_a_room_with_teams_it_is_told_how_many_teams_were_for_each_choice(quiet: Loaded) -> None:
    played = PlayedRoom(quiet, teams=TEAMS)
    played.do(Step(Move.BEGIN))
    played.decide("ask-her-voice", "leave-it", "ask-her-voice", "leave-it", "ask-her-voice")
    text = ParsedPage(page_of(played.debrief, quiet)).text
    assert "3 of 5 (60%), 2 teams, taken" in text
    assert "2 of 5 (40%), 1 team" in text


def test_a_session_that_never_began_has_a_page_that_says_so(quiet: Loaded) -> None:
    page = ParsedPage(page_of(PlayedRoom(quiet, people=()).debrief, quiet, names=True))
    assert page.faults == []
    assert "Nobody joined." in page.text
    assert "It has not begun." in page.text


def test_a_scenario_too_big_to_be_solved_has_a_page_without_what_is_not_known(quiet: Loaded) -> None:
    debrief = session_debrief(together(quiet).room, None, quiet.catalogue.principles)
    page = ParsedPage(page_of(debrief, quiet))
    assert page.faults == []
    assert " ".join(TOO_BIG.split()) in page.text
    assert "3 of 4 (75%), taken" in page.text
    assert "erred" not in page.text


def test_the_same_session_gives_the_same_page(quiet: Loaded) -> None:
    assert page_of(together(quiet).debrief, quiet) == page_of(together(quiet).debrief, quiet)
