"""No character that a terminal would obey comes through the door, wherever it stands and however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small_scenario import PATH, SMALL, changed, only_finding, places, read

EXAMPLE = (Path(__file__).parent / "data" / "customer-went-quiet.yaml").read_text(encoding="utf-8")

RAW = {
    "NUL": "\0",
    "ESC": "\x1b",
    "BEL": "\x07",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "DEL": "\x7f",
    "C1 control sequence introducer": "\x9b",
    "C1 next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "Arabic letter mark": "\u061c",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "left-to-right embedding": "\u202a",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "pop directional isolate": "\u2069",
    "byte order mark": "\ufeff",
    "not a character": "\uffff",
}
ESCAPED = [
    r"\0", r"\a", r"\b", r"\e", r"\f", r"\v", r"\t", r"\r", r"\N", r"\L", r"\P", r"\x1b", r"\x7f", r"\x9b",
    r"\u001B", r"\u202e", r"\u200F", r"\u061c", r"\u2066", r"\U0000001b", r"\ufeff",
]  # fmt: skip

# Every place of the example that holds words, keys and ids among them: what stands there, and its line and column.
PLACES = {
    "title": "The customer who",
    "summary": "Three clean",
    "difficulty": "core      ",
    "briefing": "You took",
    "person": "marcus: {name",
    "name": "Marcus Webb",
    "role": "Account manager",
    "meter": "trust: {label",
    "label": "Customer trust",
    "band": "resentful",
    "fact": "called_priya, knows",
    "start": "monday-review\nstates",
    "state": "marcus-admits:\n",
    "caption": "Monday, 8:40",
    "scene as a list": "The renewal list",
    "spoken line": "They prefer email",
    "spoken line with a guard": "I heard Polar",
    "guard of a line": "patience < 2",
    "narration with a guard": "Helen's door",
    "scene as a text": "He turns",
    "discuss": "Who in your team",
    "choice": "ask-her-voice",
    "text": "When did you last",
    "guard of a choice": "patience >= 1 and",
    "principle": "coaching: 2, presence",
    "because": "You asked about",
    "insight": "email-is-our-story",
    "red line": "You told Helen",
    "effect": "trust: +5",
    "reply": "Honestly",
    "goto": "marcus-admits\n      - id",
    "reply of an arm": "Nothing happens",
    "guard of an arm": "trust >= 60, goto",
    "ending": "success, worth",
    "chair": "She finally",
    "comment": "signed number is added",
}


def spoilt(place: str, character: str) -> tuple[str, int, int]:
    """The example with a character put into a place, after its first letter; and its line and column."""
    words = PLACES[place]
    assert EXAMPLE.count(words) == 1, words
    offset = EXAMPLE.index(words) + 1
    before = EXAMPLE[:offset]
    return before + character + EXAMPLE[offset:], before.count("\n") + 1, offset - before.rfind("\n")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("character", ["\x1b", "\0", "\x9b", "\u202e"], ids=["ESC", "NUL", "C1", "bidi"])
def test_no_place_of_a_scenario_takes_a_control_character(place: str, character: str) -> None:
    text, line, column = spoilt(place, character)
    reading = read(text)
    assert ("control-character", line, column) in places(reading)
    assert reading.scenario is None
    words = " ".join(f"{finding.message} {finding.hint}" for finding in reading.findings)
    assert character not in words


@pytest.mark.parametrize("name", RAW)
@pytest.mark.parametrize("where", ["Hello.", "'Hello.'", '"Hello."', "Hello. # so", "|\n      Hello."])
def test_each_raw_character_is_the_only_finding_and_named_at_its_place(name: str, where: str) -> None:
    character = RAW[name]
    text = changed("    scene: Hello.", f"    scene: {where}").replace("ello", f"e{character}llo")
    finding = only_finding(text)
    assert f"U+{ord(character):04X}" in finding.message
    spoilt_line = text[: text.index(character)]
    assert finding.mark.line == spoilt_line.count("\n") + 1
    assert finding.mark.column == len(spoilt_line) - spoilt_line.rfind("\n")


def test_control_characters_in_a_comment_are_found_too() -> None:
    assert places(read(f"{SMALL}# so \x1b[31m and \x1b[0m\n# and \x07\n")) == [
        ("control-character", 30, 6),
        ("control-character", 31, 7),
    ]


@pytest.mark.parametrize("escape", ESCAPED)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("one\\\n            ", ""), ("", "\\n")])
def test_an_escape_that_makes_a_control_character_is_found_at_its_text(
    escape: str, before: str, after: str
) -> None:
    text = changed("    scene: Hello.", f'    scene: "{before}so {escape} so{after}"')
    finding = only_finding(text)
    assert (finding.code.value, finding.mark.line, finding.mark.column) == ("control-character", 15, 12)
    assert (
        "U+00" in finding.message
        or "U+2" in finding.message
        or "U+0" in finding.message
        or "U+F" in finding.message
    )


def test_an_escape_in_a_key_is_found_at_the_key() -> None:
    assert places(read(changed("    scene: Hello.", '    "sc\\eene": x\n    scene: Hello.'))) == [
        ("control-character", 15, 5)
    ]


def test_escape_is_called_by_its_name() -> None:
    assert "U+001B (ESCAPE)" in only_finding(changed("Hello.", '"\\e[31m"')).message


@pytest.mark.parametrize("text", ["a\tb", "'a\tb'", '"a\tb"'])
def test_a_tab_within_a_text_is_found_where_it_stands(text: str) -> None:
    finding = only_finding(changed("    scene: Hello.", f"    scene: {text}"))
    assert (finding.code.value, finding.mark.line) == ("control-character", 15)
    assert finding.mark.column == 12 + text.index("\t")


def test_a_tab_in_a_block_of_text_is_found_at_the_text() -> None:
    assert places(read(changed("    scene: Hello.", "    scene: |\n      a\tb"))) == [
        ("control-character", 15, 12)
    ]


def test_tabs_between_things_and_in_comments_are_white_space() -> None:
    assert places(read(changed("minutes: 5", "minutes:\t5\t# five\tminutes"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "one\N{ZERO WIDTH JOINER}two",
        "caf\N{LATIN SMALL LETTER E WITH ACUTE}",
        "\N{CHAIR}",
        "e\u0301",
        "\xa0x",
    ],
)
def test_other_letters_signs_and_pictures_are_text(text: str) -> None:
    scenario = read(changed("Hello.", f'"{text}."')).scenario
    assert scenario is not None
    assert scenario.states["first"].scene[0].words == f"{text}.".strip()


def test_line_breaks_stay_in_a_text() -> None:
    scenario = read(changed("Hello.", '"one\\ntwo"')).scenario
    assert scenario is not None
    assert scenario.states["first"].scene[0].words == "one\ntwo"
    assert PATH.stem == scenario.id
