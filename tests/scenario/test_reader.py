"""From a file to the model: what is there comes out as it was written."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.catalogue import Catalogue
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.finding import Mark
from sim.scenario.folders import shipped_scenarios
from sim.scenario.library import scenario_files
from sim.scenario.model import (
    Add,
    Difficulty,
    Ending,
    EndingKind,
    Line,
    Person,
    Scenario,
    SetFact,
    SetMeter,
    WayKind,
)
from sim.scenario.reader import read_scenario
from tests.scenario.small_scenario import SMALL, changed, places, read

EXAMPLE = Path(__file__).parent / "data" / "customer-went-quiet.yaml"


@pytest.fixture(scope="module")
def example() -> Scenario:
    reading = read_scenario(EXAMPLE)
    assert [finding.message for finding in reading.findings] == [
        "Nothing changes the meter `rumour`, and no guard reads it."
    ]
    assert reading.scenario is not None
    assert reading.text == EXAMPLE.read_text(encoding="utf-8")
    return reading.scenario


def test_the_id_is_the_files_stem_and_the_hash_that_of_its_bytes(example: Scenario) -> None:
    assert example.id == "customer-went-quiet"
    assert example.hash == sha256(EXAMPLE.read_bytes()).hexdigest()


def test_the_head_of_the_example_is_read(example: Scenario) -> None:
    assert example.title == "The customer who went quiet"
    assert (example.difficulty, example.minutes) == (Difficulty.CORE, 12)
    assert example.briefing == "You took over the East team six weeks ago."
    assert list(example.cast) == ["marcus", "priya"]
    assert example.cast["priya"] == Person("priya", "Priya Nair", "COO, Harbor Foods")
    assert dict(example.facts) == {"called_priya": False, "knows_of_rival": False}
    assert example.start == "monday-review"
    assert list(example.states) == ["monday-review", "marcus-admits", "verdict", "renewed", "lost"]


def test_meters_have_their_bounds_and_bands(example: Scenario) -> None:
    trust, patience, rumour = example.meters.values()
    assert (trust.start, trust.minimum, trust.maximum, trust.hidden) == (35, 0, 100, False)
    assert trust.bands == ((0, "resentful"), (30, "guarded"), (60, "open"))
    assert trust.mark == Mark(12, 3)
    assert (patience.start, patience.maximum, patience.bands) == (3, 5, ())
    assert rumour.hidden


def test_lines_keep_speaker_words_and_guard(example: Scenario) -> None:
    first, second, third, fourth = example.states["monday-review"].scene
    assert first == Line("The renewal list is on your screen.", None, None)
    assert second == Line("They prefer email. Always have.", "marcus", None)
    assert (third.speaker, third.words) == ("marcus", "I heard Polar was in the building.")
    assert third.when is not None
    assert third.when.names == {"knows_of_rival"}
    assert (fourth.speaker, fourth.words) == (None, "Helen's door is open.")
    assert fourth.when is not None
    assert fourth.when.source == "patience < 2"
    assert fourth.when.mark == Mark(24, 16)


def test_a_choice_is_read_whole(example: Scenario) -> None:
    ask, leave = example.states["monday-review"].choices
    assert ask.mark == Mark(29, 9)
    assert ask.when is not None
    assert dict(ask.rates) == {"coaching": 2, "presence": 1}
    assert ask.insights == ("email-is-our-story",)
    assert ask.effects == (Add("trust", 5), SetFact("called_priya", True))
    assert ask.reply == (Line("Honestly? Spring of last year.", "marcus", None),)
    assert (ask.way.kind, ask.way.arms[0].goto) == (WayKind.GOTO, "marcus-admits")
    assert leave.red_line == "You told Helen it was handled."
    assert leave.way.kind is WayKind.CHANCE
    assert [(arm.weight, arm.goto) for arm in leave.way.arms] == [(3, "marcus-admits"), (1, "verdict")]
    assert leave.way.arms[0].effects == (Add("trust", -10),)
    assert leave.way.arms[1].reply[0].words == "Nothing happens. It feels like winning."


def test_interludes_and_endings_are_read(example: Scenario) -> None:
    verdict, renewed = example.states["verdict"], example.states["renewed"]
    assert verdict.way is not None
    assert verdict.way.kind is WayKind.ROUTE
    first, last = verdict.way.arms
    assert first.when is not None
    assert (first.goto, last.goto, last.when) == ("renewed", "lost", None)
    assert (verdict.choices, verdict.ending) == ((), None)
    assert renewed.ending == Ending(EndingKind.SUCCESS, 8)
    assert renewed.chair[0].words == "She finally asked what I needed."
    assert renewed.way is None


@pytest.mark.parametrize("path", scenario_files(shipped_scenarios())[0], ids=lambda path: path.stem)
def test_the_shipped_scenarios_have_no_errors(path: Path) -> None:
    reading = read_scenario(path)
    assert reading.findings == ()
    assert reading.scenario is not None


@pytest.mark.parametrize(
    "written",
    ["yes", "no", "on", "off", "Yes", "NO", "8:40", "12:30:45", "12", "010", "0x1F", "1_000", "1e3", ".inf", ".nan",
     "2024-01-05", "2024-01-05 10:00:00", "true", "false", "True", "+5", "1.0", "<<", "=", "null and void", "NaN"],
)  # fmt: skip
def test_where_text_is_expected_an_unquoted_scalar_is_its_text(written: str) -> None:
    scenario = read(changed("title: A small one", f"title: {written}")).scenario
    assert scenario is not None
    assert scenario.title == written


@pytest.mark.parametrize("written", ["null", "12", "true", "~", "5"])
def test_a_quoted_scalar_is_always_text(written: str) -> None:
    scenario = read(changed("title: A small one", f'title: "{written}"')).scenario
    assert scenario is not None
    assert scenario.title == written


@pytest.mark.parametrize(
    ("written", "number"), [("5", 5), ("+5", 5), ("010", 10), ("08", 8), ("000000000000000007", 7)]
)
def test_whole_numbers_are_decimal(written: str, number: int) -> None:
    scenario = read(changed("minutes: 5", f"minutes: {written}")).scenario
    assert scenario is not None
    assert scenario.minutes == number


def test_a_state_may_be_called_yes_or_on() -> None:
    scenario = read(SMALL.replace("last", "on").replace("first", "yes")).scenario
    assert scenario is not None
    assert (list(scenario.states), scenario.start) == (["yes", "on"], "yes")


def test_facts_as_a_mapping_have_their_values() -> None:
    scenario = read(changed("[called]", "{called: true, met: false}")).scenario
    assert scenario is not None
    assert dict(scenario.facts) == {"called": True, "met": False}


def test_settings_bands_out_of_order_and_several_insights_are_read() -> None:
    text = changed("max: 10}", "max: 10, bands: {5: high, -1: none, +2: low}}")
    text = text.replace(
        "    scene: Hello.", "    scene: Hello.\n    effects: {trust: {set: 7}, called: false}"
    )
    text = text.replace("because: So.", "because: So.\n        insight: [empty-chair, one-to-one]")
    text = text.replace("    scene: Bye.", "    scene: Bye.\n    discuss: Why?")
    scenario = read(text).scenario
    assert scenario is not None
    assert scenario.meters["trust"].bands == ((-1, "none"), (2, "low"), (5, "high"))
    assert scenario.states["first"].effects == (SetMeter("trust", 7), SetFact("called", False))
    assert scenario.states["first"].choices[0].insights == ("empty-chair", "one-to-one")
    assert scenario.states["last"].discuss == ("Why?",)


def test_white_space_around_prose_is_no_part_of_it() -> None:
    scenario = read(changed("briefing: You are here.", "briefing: |\n  You are here.\n\n  Now.\n\n")).scenario
    assert scenario is not None
    assert scenario.briefing == "You are here.\n\nNow."


def test_the_guard_true_needs_no_quotes() -> None:
    scenario = read(changed("      - id: one", "      - when: true\n        id: one")).scenario
    assert scenario is not None
    assert scenario.states["first"].choices[0].when is not None


def test_the_model_cannot_be_changed(example: Scenario) -> None:
    with pytest.raises(TypeError):
        example.states["more"] = example.states["lost"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        example.title = "Another"  # type: ignore[misc]


def test_a_catalogue_that_is_given_is_the_one_in_force() -> None:
    empty = Catalogue({}, {})
    reading = read_scenario(EXAMPLE, empty)
    assert reading.catalogue is empty
    assert {code for code, _, _ in places(reading)} == {"unknown-principle", "unknown-insight"}


def test_without_a_catalogue_beside_it_the_shipped_one_is_in_force() -> None:
    assert read_scenario(EXAMPLE).catalogue == shipped_catalogue()


def test_the_model_can_be_imported_without_yaml() -> None:
    program = (
        "import sys, sim.scenario.model, sim.scenario.library, sim.scenario.folders;"
        "print([name for name in ('yaml', 'textual', 'platformdirs') if name in sys.modules])"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout.strip() == "[]"


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall_over(data: bytes) -> None:
    reading = read(data)
    assert reading.scenario is None
    assert reading.findings


PIECES = st.sampled_from(
    [*"-:?[]{},#&*!|>'\"%@`\\ \n\t\r~<=", "\n  ", "\n- ", ": ", " #", "---\n", "...", "a", "0", "true", "null", "<<: ",
     "&a ", "*a", "!!", "\\x1b", "\x1b", "\u2028", "\x85", "\ufeff", "\u202e", "title: ", "states:", "when: ", "goto: "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_that_looks_like_yaml_makes_the_reader_fall_over(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for finding in read(text).findings:
        assert finding.message
        assert 1 <= finding.mark.line <= lines + 1
        assert finding.mark.column >= 1


SPOTS = [
    "1\n", "A small one", "intro", "minutes: 5", "{name: Ann Lee, role: Your rep}", "{label: Trust, start: 5, max: 10}",
    "[called]", "start: first", "Hello.", "id: one", "{value: 1}", "Such.", "{kind: success, worth: 3}",
]  # fmt: skip


@given(st.sampled_from(SPOTS), st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=12))
def test_no_value_in_a_valid_scenario_makes_the_reader_fall_over(spot: str, value: str) -> None:
    reading = read(SMALL.replace(spot, value, 1).encode("utf-8", "replace"))
    assert (reading.scenario is None) == bool(places(reading))


@given(st.text(alphabet=st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40))
def test_any_prose_in_quotes_comes_out_as_it_went_in(words: str) -> None:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    scenario = read(changed("Hello.", f'"{quoted}"')).scenario
    assert scenario is not None
    assert scenario.states["first"].scene[0].words == words
