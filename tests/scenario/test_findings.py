"""Every mistake of the format is found, with its code, at its line and column, and nothing else is."""

from __future__ import annotations

import pytest

from tests.scenario.small_scenario import SMALL, Place, changed, places, read

ROUTE = """\
    route:
      - {when: trust > 3, goto: last}
      - {goto: last}
"""
TWO_WAYS = "        because: So.\n        goto: last\n"
LAST = "    scene: Bye.\n"
HELLO = "    scene: Hello.\n"
METER = "{label: Trust, start: 5, max: 10}"


def interlude(way: str) -> str:
    """The small scenario with one more state, from line 27 on: an interlude with this way on, from line 29."""
    return changed("  last:\n", f"  between:\n    scene: Then.\n{way}  last:\n")


def scene(lines: str) -> str:
    return changed(HELLO, f"    scene: {lines}\n")


def effects(text: str) -> str:
    """Effects on line 16, the first value at column 14."""
    return changed(HELLO, f"{HELLO}    effects: {text}\n")


def guard(text: str) -> str:
    """A guard on line 17, at column 15."""
    return changed("      - id: one\n", f"      - when: {text}\n        id: one\n")


MISTAKES: dict[str, list[tuple[str, list[Place]]]] = {
    "missing-key": [
        (changed("title: A small one\n", ""), [("missing-key", 1, 1)]),
        (changed("format: 1\n", "# a comment first\n"), [("missing-key", 2, 1)]),
        (changed("    scene: Bye.\n", ""), [("missing-key", 27, 3)]),
        (changed(HELLO, ""), [("missing-key", 14, 3)]),
        (changed("        because: So.\n", ""), [("missing-key", 17, 9)]),
        (changed("      - id: one\n        text", "      - text"), [("missing-key", 17, 9)]),
        (changed("        rates: {value: 1}\n", ""), [("missing-key", 17, 9)]),
        (changed("        text: Number one.\n", ""), [("missing-key", 17, 9)]),
        (changed(", worth: 3", ""), [("missing-key", 28, 5)]),
        (changed("label: Trust, ", ""), [("missing-key", 10, 3)]),
        (changed("start: 5, ", ""), [("missing-key", 10, 3)]),
        (changed(", role: Your rep", ""), [("missing-key", 8, 3)]),
        (interlude("    chance:\n      - goto: last\n      - {goto: last, weight: 1}\n"), [("missing-key", 30, 9)]),
        (interlude("    chance:\n      - weight: 2\n      - {goto: last, weight: 1}\n"), [("missing-key", 30, 9)]),
        (interlude("    route:\n      - effects: {trust: +1}\n"), [("missing-key", 30, 9)]),
        (scene("[{say: Hello.}]"), [("missing-key", 15, 13)]),
        (scene("[{when: called}]"), [("missing-key", 15, 13)]),
        (effects("{trust: {put: 4}}"), [("missing-key", 16, 15), ("unknown-key", 16, 23)]),
    ],
    "unknown-key": [
        (changed("minutes: 5\n", "minutes: 5\nmood: good\n"), [("unknown-key", 6, 1)]),
        (changed("minutes: 5\n", "minute: 5\n"), [("missing-key", 1, 1), ("unknown-key", 5, 1)]),
        (changed("max: 10}", "maximum: 10}"), [("unknown-key", 10, 35)]),
        (changed(HELLO, f"{HELLO}    chair: She waited.\n"), [("unknown-key", 16, 5)]),
        (interlude("    chair: She waited.\n    goto: last\n"), [("unknown-key", 29, 5)]),
        (interlude("    chance:\n      - {weight: 1, goto: last, when: called}\n      - {weight: 1, goto: last}\n"),
         [("unknown-key", 30, 33)]),
        (interlude("    route:\n      - {weight: 1, goto: last}\n"), [("unknown-key", 30, 10)]),
        (scene("[{when: called, say: Hi, ann: Hello.}]"), [("unknown-key", 15, 37)]),
        (effects("{trust: {set: 4, by: 2}}"), [("unknown-key", 16, 31)]),
        (changed("worth: 3}", "worth: 3, chair: Yes}"), [("unknown-key", 28, 39)]),
        (changed("role: Your rep", "role: Your rep, age: 30"), [("unknown-key", 8, 40)]),
        (changed('title: A small one', '"<<": A small one\ntitle: x'), [("unknown-key", 2, 1)]),
    ],
    "wrong-type": [
        (changed("format: 1", 'format: "1"'), [("wrong-type", 1, 9)]),
        (changed("minutes: 5", "minutes: '5'"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: five"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: 5.0"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: 0x5"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: 1_0"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: 12:30"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: true"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: [5]"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: .inf"), [("wrong-type", 5, 10)]),
        (changed("minutes: 5", "minutes: |\n  5"), [("wrong-type", 5, 10)]),
        (changed("title: A small one", "title: [A small one]"), [("wrong-type", 2, 8)]),
        (changed("title: A small one", "title: {A: small one}"), [("wrong-type", 2, 8)]),
        (changed("max: 10}", "max: 10, hidden: yes}"), [("wrong-type", 10, 52)]),
        (changed("max: 10}", "max: 10, hidden: True}"), [("wrong-type", 10, 52)]),
        (changed("max: 10}", 'max: 10, hidden: "true"}'), [("wrong-type", 10, 52)]),
        (changed("max: 10}", "max: 10, hidden: 1}"), [("wrong-type", 10, 52)]),
        (changed("max: 10}", "max: 10, bands: [low, high]}"), [("wrong-type", 10, 51)]),
        (changed("max: 10}", 'max: 10, bands: {"5": low}}'), [("wrong-type", 10, 52)]),
        (changed("max: 10}", "max: 10, bands: {low: 5}}"), [("wrong-type", 10, 52)]),
        (changed("facts: [called]", "facts: called"), [("wrong-type", 11, 8)]),
        (changed("facts: [called]", "facts: {called: no}"), [("wrong-type", 11, 17)]),
        (changed("facts: [called]", "facts: [[called]]"), [("wrong-type", 11, 9)]),
        (changed("{name: Ann Lee, role: Your rep}", "Ann Lee"), [("wrong-type", 8, 8)]),
        (changed("{value: 1}", "value"), [("wrong-type", 19, 16)]),
        (changed("{value: 1}", "{value: '1'}"), [("wrong-type", 19, 24)]),
        (changed("{kind: success, worth: 3}", "success"), [("wrong-type", 28, 13)]),
        (scene("{ann: Hello.}"), [("wrong-type", 15, 12)]),
        (scene("[[Hello.]]"), [("wrong-type", 15, 13)]),
        (scene("[{ann: [Hello.]}]"), [("wrong-type", 15, 19)]),
        (effects("[trust]"), [("wrong-type", 16, 14)]),
        (effects("{trust: true}"), [("wrong-type", 16, 22)]),
        (effects("{trust: up}"), [("wrong-type", 16, 22)]),
        (effects("{trust: '+5'}"), [("wrong-type", 16, 22)]),
        (effects("{trust: [5]}"), [("wrong-type", 16, 22)]),
        (effects("{called: 1}"), [("wrong-type", 16, 23)]),
        (effects("{called: yes}"), [("wrong-type", 16, 23)]),
        (effects("{called: {set: 1}}"), [("wrong-type", 16, 23)]),
        (effects("{trust: {set: true}}"), [("wrong-type", 16, 28)]),
        (interlude("    chance: last\n"), [("wrong-type", 29, 13)]),
        (interlude("    goto: [last]\n"), [("wrong-type", 29, 11)]),
        (changed("start: first\n", "start: {first: 1}\n"), [("wrong-type", 12, 8)]),
        (guard("[called]"), [("wrong-type", 17, 15)]),
    ],
    "bad-value": [
        (changed("format: 1", "format: 2"), [("bad-value", 1, 9)]),
        (changed("title: A small one", "title:"), [("bad-value", 2, 7)]),
        (changed("title: A small one", "title: ~"), [("bad-value", 2, 8)]),
        (changed("title: A small one", "title: Null"), [("bad-value", 2, 8)]),
        (changed("title: A small one", "title: ''"), [("bad-value", 2, 8)]),
        (changed("title: A small one", 'title: " \\n "'), [("bad-value", 2, 8)]),
        (changed("difficulty: intro", "difficulty: hard"), [("bad-value", 4, 13)]),
        (changed("difficulty: intro", "difficulty: Intro"), [("bad-value", 4, 13)]),
        (changed("minutes: 5", "minutes: 0"), [("bad-value", 5, 10)]),
        (changed("minutes: 5", "minutes: 91"), [("bad-value", 5, 10)]),
        (changed("minutes: 5", f"minutes: {'1' * 19}"), [("bad-value", 5, 10)]),
        (changed("minutes: 5", f"minutes: {'1' * 5000}"), [("bad-value", 5, 10)]),
        (changed("minutes: 5", "minutes: null"), [("bad-value", 5, 10)]),
        (changed("facts: [called]", "facts: []"), [("bad-value", 11, 8)]),
        (changed("facts: [called]", "facts: {}"), [("bad-value", 11, 8)]),
        (changed("facts: [called]", "facts:"), [("bad-value", 11, 7)]),
        (changed("  ann: {name: Ann Lee, role: Your rep}\n", ""), [("bad-value", 7, 6)]),
        (changed(METER, "{}"), [("bad-value", 10, 10)]),
        (changed("start: 5, max: 10", "start: 11, max: 10"), [("bad-value", 10, 32)]),
        (changed("start: 5, max: 10", "start: -1"), [("bad-value", 10, 32)]),
        (changed("start: 5, max: 10", "start: 101"), [("bad-value", 10, 32)]),
        (changed("start: 5, max: 10", "start: 5, min: 5, max: 5"), [("bad-value", 10, 48)]),
        (changed("start: 5, max: 10", "start: 5, min: 100"), [("bad-value", 10, 40)]),
        (changed("start: 5, max: 10", "start: 5, max: -2"), [("bad-value", 10, 40)]),
        (changed("max: 10}", "max: 10, bands: {}}"), [("bad-value", 10, 51)]),
        (changed("max: 10}", "max: 10, bands: {5: }}"), [("bad-value", 10, 55)]),
        (changed("{value: 1}", "{value: 3}"), [("bad-value", 19, 24)]),
        (changed("{value: 1}", "{value: -3}"), [("bad-value", 19, 24)]),
        (changed("{value: 1}", "{}"), [("bad-value", 19, 16)]),
        (changed("kind: success", "kind: sucess"), [("bad-value", 28, 20)]),
        (changed("worth: 3", "worth: 11"), [("bad-value", 28, 36)]),
        (changed("worth: 3", "worth: -11"), [("bad-value", 28, 36)]),
        (changed("because: Such.\n        goto: last\n", "because: Such.\n        goto: last\n" + "".join(
            f"      - {{id: more-{letter}, text: x, rates: {{value: 1}}, because: x, goto: last}}\n"
            for letter in "abcde")), [("bad-value", 17, 7)]),
        (SMALL[: SMALL.index("      - id: two")] + SMALL[SMALL.index("  last:\n"):], [("bad-value", 17, 7)]),
        (interlude("    chance: [{weight: 1, goto: last}]\n"), [("bad-value", 29, 13)]),
        (interlude("    chance: [{weight: 0, goto: last}, {weight: 1, goto: last}]\n"), [("bad-value", 29, 23)]),
        (interlude("    route: []\n"), [("bad-value", 29, 12)]),
        (effects("{trust: {set: 11}}"), [("bad-value", 16, 28)]),
        (effects("{trust: {set: -1}}"), [("bad-value", 16, 28)]),
        (effects("{trust: }"), [("bad-value", 16, 22)]),
        (effects("{}"), [("bad-value", 16, 14)]),
        (scene("[]"), [("bad-value", 15, 12)]),
        (scene("[{}]"), [("bad-value", 15, 13)]),
        (scene("['']"), [("bad-value", 15, 13)]),
        (scene("[{ann: }]"), [("bad-value", 15, 19)]),
        (guard(""), [("bad-value", 17, 14)]),
    ],
    "bad-id": [
        (changed("      - id: one\n", "      - id: One\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: 1\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: one--two\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: one-2\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: one_two\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: -one\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: one-\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", "      - id: \xfcber\n"), [("bad-id", 17, 13)]),
        (changed("      - id: one\n", '      - id: "one\\n"\n'), [("bad-id", 17, 13)]),
        (SMALL.replace("last", "Last Day"), [("bad-id", 27, 3)]),
        (changed("  ann:", "  Ann:"), [("bad-id", 8, 3)]),
        (changed("  ann:", "  when:"), [("bad-id", 8, 3)]),
        (changed("  ann:", "  say:"), [("bad-id", 8, 3)]),
        (changed("  trust:", "  customer-trust:"), [("bad-id", 10, 3)]),
        (changed("  trust:", "  and:"), [("bad-id", 10, 3)]),
        (changed("facts: [called]", "facts: [called, not]"), [("bad-id", 11, 17)]),
        (changed("facts: [called]", "facts: [called, true]"), [("bad-id", 11, 17)]),
        (changed("facts: [called]", 'facts: {called: true, "false": true}'), [("bad-id", 11, 23)]),
        (changed("facts: [called]", "facts: [called, Rang]"), [("bad-id", 11, 17)]),
    ],
    "duplicate-id": [
        (changed("id: two", "id: one"), [("duplicate-id", 22, 13)]),
        (changed("facts: [called]", "facts: [called, met, called]"), [("duplicate-id", 11, 22)]),
        (changed("facts: [called]", "facts: [called, trust]"), [("duplicate-id", 11, 17)]),
        (changed("facts: [called]", "facts: {trust: true}"), [("duplicate-id", 11, 9)]),
    ],
    "unknown-state": [
        (changed("start: first", "start: frist"), [("unknown-state", 12, 8)]),
        (interlude("    goto: lost\n"), [("unknown-state", 29, 11)]),
        (interlude("    route: [{when: called, goto: lost}, {goto: last}]\n"), [("unknown-state", 29, 34)]),
        (interlude("    chance: [{weight: 1, goto: last}, {weight: 1, goto: lost}]\n"), [("unknown-state", 29, 57)]),
        (changed("        because: So.\n        goto: last", "        because: So.\n        goto: Last"),
         [("unknown-state", 21, 15)]),
        (interlude("    goto: '*'\n"), [("unknown-state", 29, 11)]),
        (interlude("    goto: '='\n"), [("unknown-state", 29, 11)]),
    ],
    "unknown-name": [
        (effects("{trus: +1}"), [("unknown-name", 16, 15)]),
        (effects("{zeal: {set: 4}, called: true}"), [("unknown-name", 16, 15)]),
        (guard("trust > 3 and caled"), [("unknown-name", 17, 29)]),
        (guard("'trust > 3 and caled'"), [("unknown-name", 17, 30)]),
        (guard('"caled"'), [("unknown-name", 17, 16)]),
        (guard(">-\n          not caled"), [("unknown-name", 17, 15)]),
        (guard("True"), [("unknown-name", 17, 15)]),
        (scene("[{when: caled, ann: Hello.}]"), [("unknown-name", 15, 20)]),
    ],
    "bad-guard": [
        (guard("trust"), [("bad-guard", 17, 15)]),
        (guard("5"), [("bad-guard", 17, 15)]),
        (guard("trust > 3 and"), [("bad-guard", 17, 25)]),
        (guard("trust = 3"), [("bad-guard", 17, 21)]),
        (guard('"trust > \\x33 and"'), [("bad-guard", 17, 15)]),
        (interlude(ROUTE.replace("trust > 3", "called > 3")), [("bad-guard", 30, 16)]),
        (scene("[{when: not trust, say: Hello.}]"), [("bad-guard", 15, 24)]),
    ],
    "too-large": [
        (guard("called" + " and called" * 91), [("too-large", 17, 15)]),
    ],
    "unknown-speaker": [
        (scene("[{an: Hello.}]"), [("unknown-speaker", 15, 14)]),
        (scene("[{when: called, bob: Hello.}]"), [("unknown-speaker", 15, 28)]),
        (scene("\n      - Helen said: hello there"), [("unknown-speaker", 16, 9)]),
        (scene("\n      - Now listen:"), [("unknown-speaker", 16, 9)]),
        (SMALL + "    chair:\n      - me: Hello.\n", [("unknown-speaker", 31, 9)]),
        (changed("        because: So.\n", "        because: So.\n        reply: [{Ann: Hello.}]\n"),
         [("unknown-speaker", 21, 18)]),
    ],
    "unknown-principle": [
        (changed("{value: 1}", "{valeu: 1}"), [("unknown-principle", 19, 17)]),
        (changed("{value: 1}", "{Kindness: 1, value: 2}"), [("unknown-principle", 19, 17)]),
    ],
    "unknown-insight": [
        (changed("because: So.", "because: So.\n        insight: email"), [("unknown-insight", 21, 18)]),
        (changed("because: So.", "because: So.\n        insight: [one-to-one, empty-chairs]"),
         [("unknown-insight", 21, 31)]),
    ],
    "ambiguous-way": [
        (changed(TWO_WAYS, "        because: So.\n"), [("ambiguous-way", 17, 9)]),
        (changed(TWO_WAYS, TWO_WAYS + "        route: [{goto: last}]\n"), [("ambiguous-way", 17, 9)]),
        (interlude(""), [("ambiguous-way", 27, 3)]),
        (interlude("    goto: last\n" + ROUTE), [("ambiguous-way", 27, 3)]),
        (SMALL + "    goto: first\n", [("ambiguous-way", 27, 3)]),
        (interlude(ROUTE.replace("{goto: last}", "{when: called, goto: last}")), [("ambiguous-way", 31, 9)]),
        (interlude(ROUTE.replace("when: trust > 3, ", "")), [("ambiguous-way", 30, 9)]),
        (interlude("    route: [{when: called, goto: last}]\n"), [("ambiguous-way", 29, 13)]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(text, found, id=f"{code}-{number}")
        for code, rows in MISTAKES.items()
        for number, (text, found) in enumerate(rows)
    ],
)
def test_a_mistake_is_found_at_its_place_and_nothing_else_is(text: str, found: list[Place]) -> None:
    reading = read(text)
    assert places(reading) == found
    assert reading.scenario is None
    for finding in reading.findings:
        assert finding.message.endswith("."), finding.message


def test_the_small_scenario_has_no_mistakes() -> None:
    assert places(read(SMALL)) == []
