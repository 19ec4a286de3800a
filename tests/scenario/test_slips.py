"""The common slips of YAML are told in plain words, at their place, with the way out."""

from __future__ import annotations

import pytest

from sim.scenario.finding import Code
from tests.scenario.small_scenario import SMALL, changed, only_finding, places, read

TEXT = "        text: Number one.\n"
SCENE = "    scene: Hello.\n"


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("text: @ann is here", 15, "in quotes"),
        ("text: `so` it is", 15, "in quotes"),
        ("text: %5 off", 15, "in quotes"),
        ("text: *really* good", 15, "in quotes"),
        ("text: & so on", 15, "in quotes"),
        ("text: > more than that", 17, "in quotes"),
        ("text: | so", 17, "in quotes"),
        ("text: ? so", 15, "in quotes"),
        ("text: - so", 15, "in quotes"),
        ("text: , so", 15, "in quotes"),
        ("text: [sic] that", 21, "in quotes"),
        ("text: {sic} that", 21, "in quotes"),
        ("text: She said: no", 23, "in quotes"),
        ("text: She said:", 23, "in quotes"),
        ("text: 12:30: late", 20, "in quotes"),
        ("text: [a, b", 14, "Close it with `]`"),
        ("text: {a: b", 14, "Close it with `}`"),
        ("text: 'It's fine'", 19, "apostrophe twice"),
        ('text: "She said "no" to me"', 26, "backslash before a quote"),
        ("text: 'never closed", 15, "Close it"),
        ('text: "never closed', 15, "Close it"),
        ('text: "a \\q b"', 18, "backslash"),
        ('text: "\\u12"', 18, "backslash"),
        ("text; x", 9, "`key: value`"),
        ("\ttext: x", 9, "spaces"),
    ],
)
def test_a_slip_within_a_line_is_told_with_the_way_out(line: str, column: int, hint: str) -> None:
    finding = only_finding(changed(TEXT, f"        {line}\n"))
    assert finding.code is Code.YAML_SYNTAX
    # A bracket that stays open is noticed only on the line after it.
    assert (finding.mark.line, finding.mark.column) == (19 if "Close it with" in hint else 18, column)
    assert hint in (finding.hint or "")


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        (changed(SCENE, "\tscene: Hello.\n"), 15, 1, "spaces"),
        (changed(SCENE, "    scene: >\n\tHello.\n"), 16, 1, "spaces"),
        (changed(SCENE, "   scene: Hello.\n"), 16, 12, "same column"),
        (changed("title: A", " title: A"), 2, 7, "same column"),
        (f"  {SMALL}", 2, 1, "same column"),
        (changed("      - id: two", "     - id: two"), 22, 6, "same column"),
        (changed("        rates: {value: 1}", "       rates: {value: 1}"), 19, 8, "same column"),
        (changed(SCENE, "    scene: Hello.\n  and more\n"), 16, 3, "indent the line further"),
        (changed(SCENE, "    scene: Hello # there\n      and more\n"), 16, 7, "in quotes"),
        (
            changed("text: Number one.", "text: 'Number one.").replace("because: Such.", "because: 'Such.'"),
            25,
            19,
            "apostrophe twice",
        ),
        (f"%YAML 3.0\n---\n{SMALL}", 1, 1, "Delete"),
        (f"%off\n{SMALL}", 1, 1, "in quotes"),
        (f"{SMALL}}}", 30, 1, "same column"),
    ],
)
def test_a_slip_across_lines_is_told_with_the_way_out(text: str, line: int, column: int, hint: str) -> None:
    finding = only_finding(text)
    assert finding.code is Code.YAML_SYNTAX
    assert (finding.mark.line, finding.mark.column) == (line, column)
    assert hint in (finding.hint or "")


@pytest.mark.parametrize("word", ["*word", "&word", "!word", "! word"])
def test_a_sentence_that_yaml_takes_for_something_else_is_to_be_put_in_quotes(word: str) -> None:
    finding = only_finding(changed("text: Number one.", f"text: {word}"))
    assert finding.code is Code.YAML_FORBIDDEN
    assert (finding.mark.line, finding.mark.column) == (18, 15)
    assert "in quotes" in (finding.hint or "")


def test_an_unquoted_star_word_and_more_is_told_as_alias_and_as_syntax() -> None:
    reading = read(changed("text: Number one.", "text: *word and more"))
    assert places(reading) == [("yaml-forbidden", 18, 15), ("yaml-syntax", 18, 21)]
    assert all("in quotes" in (finding.hint or "") for finding in reading.findings)


def test_what_was_found_before_a_syntax_error_is_kept_and_nothing_is_guessed_about_the_rest() -> None:
    text = changed("minutes: 5", "minutes: &five 5\ntitle: Twice").replace("scene: Hello.", "scene: @Hello.")
    assert places(read(text)) == [("yaml-forbidden", 5, 10), ("duplicate-key", 6, 1), ("yaml-syntax", 16, 12)]


def test_the_same_slips_are_found_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("yaml.CSafeLoader")
    assert places(read(SMALL)) == []
    for line, place in (
        ("text: @ann", "yaml-syntax"),
        ("text: She said: no", "yaml-syntax"),
        ("text: 'never closed", "yaml-syntax"),
        ('text: "a \\q b"', "yaml-syntax"),
        ("\ttext: x", "yaml-syntax"),
        ("text: *word", "yaml-forbidden"),
        ('text: "\\uD800"', "control-character"),
        ('text: "\\x1b[31m"', "control-character"),
    ):
        ((code, number, _),) = places(read(changed(TEXT, f"        {line}\n")))
        assert (code, number) == (place, 18)
