from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sim.room.rules.command import Ask, Rename, Step, Take
from sim.room.rules.phase import Move
from tests.room.page.conftest import NewPhone, Stage
from tests.room.server.served import OpenRoom

MARKUP = "<b>Ann</b><img src=x>"
NAMES = [MARKUP, "سارة", "\u202eevil\u202c", "👩‍🚀 Zoë", "&amp;", "'\"`"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_was_typed_and_does_nothing(
    opened: OpenRoom, phone: NewPhone, name: str
) -> None:
    ann = phone().join(name)
    shown = opened.view().people[0].name
    expect(ann.page.locator("#who")).to_have_text(f"{shown} · room {opened.code}")
    expect(ann.page.locator("footer b, footer img")).to_have_count(0)
    assert ann.sideways == 0


def test_a_new_name_from_the_facilitator_is_shown(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Rename(1, "<i>Bea</i>"))
    expect(ann.page.locator("#who")).to_contain_text("<i>Bea</i>")


def test_a_name_of_nothing_is_refused_beside_its_field(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.open()
    name = ann.page.get_by_label("Your name")
    name.fill("\u2800\u3164")
    ann.page.get_by_role("button", name="Join").click()
    ann.sees("Nothing of this name can be seen.")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")


def test_a_code_in_the_address_is_only_words(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.open("/j/%3Cimg%20src%3Dx%3E")
    expect(ann.page.get_by_label("Code")).to_have_value("IMGSRCX")
    expect(ann.page.locator("img")).to_have_count(0)


def test_teams_and_words_of_a_scenario_are_inert(stage: Stage, phone: NewPhone) -> None:
    room = stage.open((MARKUP, "</section>"))
    ann = phone(room).join("Ann", team="</section>")
    expect(ann.page.get_by_role("button", name=MARKUP)).to_have_attribute("aria-pressed", "false")
    ann.sees("Ann · </section>")
    room.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    room.do(Step(Move.CLOSE), Step(Move.REVEAL), Take())
    expect(ann.page.locator("img, b, i")).to_have_count(0)
