"""All mistakes of a file are told in one go, and one mistake makes no second one."""

from __future__ import annotations

from tests.scenario.small_scenario import SMALL, changed, places, read

A_DOZEN = """\
format: 2
title: ""
summery: Small.
difficulty: hard
minutes: 120
briefing: &here You are here.
cast:
  Ann: {name: Ann Lee, role: Your rep}
meters:
  trust: {label: Trust, start: 50, max: 10}
  trust: {label: Trust again, start: 5}
facts: [called, called, not]
start: frist
states:
  first:
    scene:
      - Ann: Hello.
      - bob: Hi.
      - {when: trusst > 3, say: He waits.}
    effects: {trust: high, ghost: +1}
    choices:
      - id: one
        text: "Number \\x07 one."
        rates: {valeu: 1, presence: 5}
        because: So.
        insight: no-such-insight
        when: trust and called
        goto: lost
      - id: one
        text: Number two.
        rates: {value: -1}
        chance:
          - {weight: 0, goto: last}
  last:
    ending: {kind: success}
    scene: Bye.
    goto: first
    colour: blue
"""


def test_a_file_full_of_mistakes_is_told_whole() -> None:
    assert places(read(A_DOZEN)) == [
        ("missing-key", 1, 1),
        ("bad-value", 1, 9),
        ("bad-value", 2, 8),
        ("unknown-key", 3, 1),
        ("bad-value", 4, 13),
        ("bad-value", 5, 10),
        ("yaml-forbidden", 6, 11),
        ("bad-id", 8, 3),
        ("bad-value", 10, 32),
        ("duplicate-key", 11, 3),
        ("duplicate-id", 12, 17),
        ("bad-id", 12, 25),
        ("unknown-state", 13, 8),
        ("unknown-speaker", 18, 9),
        ("unknown-name", 19, 16),
        ("wrong-type", 20, 22),
        ("unknown-name", 20, 28),
        ("control-character", 23, 15),
        ("unknown-principle", 24, 17),
        ("bad-value", 24, 37),
        ("unknown-insight", 26, 18),
        ("bad-guard", 27, 15),
        ("unknown-state", 28, 15),
        ("missing-key", 29, 9),
        ("duplicate-id", 29, 13),
        ("bad-value", 33, 11),
        ("bad-value", 33, 22),
        ("ambiguous-way", 34, 3),
        ("missing-key", 35, 5),
        ("unknown-key", 38, 5),
    ]


def test_a_malformed_state_can_still_be_gone_to() -> None:
    assert places(
        read(
            changed("  last:\n    ending: {kind: success, worth: 3}\n    scene: Bye.\n", "  last: nothing\n")
        )
    ) == [("wrong-type", 27, 9)]


def test_a_malformed_meter_is_still_declared() -> None:
    text = changed("{label: Trust, start: 5, max: 10}", "[Trust]")
    text = text.replace(
        "    scene: Hello.", "    scene: [{when: trust > 3, ann: Hello.}]\n    effects: {trust: {set: 7}}"
    )
    assert places(read(text)) == [("wrong-type", 10, 10)]


def test_a_meter_with_wrong_bounds_does_not_make_its_effects_wrong() -> None:
    text = changed("max: 10}", "min: 20, max: ten}").replace(
        "    scene: Hello.", "    scene: Hello.\n    effects: {trust: {set: 700}}"
    )
    assert places(read(text)) == [("wrong-type", 10, 49)]


def test_names_with_bad_spelling_are_known_by_that_spelling() -> None:
    text = SMALL.replace("ann:", "Ann:").replace("called", "Called").replace("last", "the_last")
    text = text.replace(
        "    scene: Hello.", "    scene: [{when: Called, Ann: Hello.}]\n    effects: {Called: true}"
    )
    assert places(read(text)) == [("bad-id", 8, 3), ("bad-id", 11, 9), ("bad-id", 28, 3)]


def test_where_a_whole_part_cannot_be_read_its_names_are_not_called_unknown() -> None:
    text = changed("facts: [called]", "facts: called").replace(
        "cast:\n  ann: {name: Ann Lee, role: Your rep}", "cast: Ann\n"
    )
    text = text.replace(
        "    scene: Hello.", "    scene: [{when: called, ann: Hello.}]\n    effects: {called: true}"
    )
    assert places(read(text)) == [("wrong-type", 7, 7), ("wrong-type", 11, 8)]


def test_an_alias_in_place_of_a_part_is_the_only_finding_about_it() -> None:
    text = changed("  ann: {name: Ann Lee, role: Your rep}", "  <<: *people").replace(
        "scene: Hello.", "scene: [{ann: Hello.}]"
    )
    assert places(read(text)) == [("yaml-forbidden", 8, 3), ("yaml-forbidden", 8, 7)]


def test_a_merge_key_may_have_brought_what_is_missing() -> None:
    text = changed("{label: Trust, start: 5, max: 10}", "{<<: *meter, max: 10}")
    assert {code for code, _, _ in places(read(text))} == {"yaml-forbidden"}


def test_a_misspelt_key_is_found_and_what_is_missing_points_to_it() -> None:
    reading = read(changed("        because: So.\n", "        becuase: So.\n"))
    assert places(reading) == [("missing-key", 17, 9), ("unknown-key", 20, 9)]
    missing, unknown = reading.findings
    assert "line 20" in (missing.hint or "")
    assert unknown.hint == "Did you mean `because`?"


def test_a_missing_way_points_to_its_misspelling() -> None:
    reading = read(changed("    choices:\n", "    choises:\n"))
    assert places(reading) == [("ambiguous-way", 14, 3), ("unknown-key", 16, 5)]
    assert "line 16" in (reading.findings[0].hint or "")


def test_ten_thousand_wrong_names_are_told_without_endless_guessing() -> None:
    states = "".join(
        f"  state-a{number}x: {{scene: So., goto: stat-a{number}}}\n" for number in range(10_000)
    )
    reading = read(changed("  last:\n", f"{states}  last:\n"))
    assert [code for code, _, _ in places(reading)] == ["unknown-state"] * 10_000
