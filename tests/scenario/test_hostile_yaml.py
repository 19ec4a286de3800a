"""Everything that YAML allows and a scenario does not is stopped at the door, each at its place."""

from __future__ import annotations

import pytest

from sim.scenario.finding import Code
from tests.scenario.small_scenario import SMALL, Place, changed, only_finding, places, read

SCENE = "    scene: Hello."

FORBIDDEN: list[tuple[str, str, list[Place]]] = [
    ("an anchor", changed(SCENE, "    scene: &x Hello."), [("yaml-forbidden", 15, 12)]),
    ("an anchor on a mapping", changed("  first:", "  first: &x"), [("yaml-forbidden", 14, 10)]),
    (
        "an alias",
        changed(SCENE, "    scene: &x Hello.").replace("Bye.", "*x"),
        [("yaml-forbidden", 15, 12), ("yaml-forbidden", 29, 12)],
    ),
    ("an alias of nothing", changed(SCENE, "    scene: *x"), [("yaml-forbidden", 15, 12)]),
    ("an alias as a key", changed(SCENE, f"    *x : 1\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
    ("a merge key", changed(SCENE, f"    <<: {{discuss: Why}}\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
    ("a tag", changed(SCENE, "    scene: !x Hello."), [("yaml-forbidden", 15, 12)]),
    ("a known tag", changed("minutes: 5", "minutes: !!int 5"), [("yaml-forbidden", 5, 10)]),
    (
        "a tag that runs code",
        changed(SCENE, "    scene: !!python/object/apply:os.system [ls]"),
        [("yaml-forbidden", 15, 12)],
    ),
    ("a tag of no meaning", changed(SCENE, "    scene: ! Hello."), [("yaml-forbidden", 15, 12)]),
    ("a tag with an unknown handle", changed(SCENE, "    scene: !e!x Hello."), [("yaml-forbidden", 15, 12)]),
    ("a tag directive", f"%TAG ! tag:x,2000:\n---\n{SMALL}", [("yaml-forbidden", 1, 1)]),
    ("a binary", changed(SCENE, "    scene: !!binary aGk="), [("yaml-forbidden", 15, 12)]),
    ("a set", changed(SCENE, "    scene: !!set {a}"), [("wrong-type", 15, 12), ("yaml-forbidden", 15, 12)]),
    ("a second document", f"{SMALL}---\ntitle: Another\n", [("yaml-forbidden", 30, 1)]),
    ("an empty second document", f"{SMALL}---\n", [("yaml-forbidden", 30, 1)]),
    ("a list as a key", changed(SCENE, f"    ? [a]\n    : b\n{SCENE}"), [("yaml-forbidden", 15, 7)]),
    ("a mapping as a key", changed(SCENE, f"    {{a: b}}: c\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
    ("a number as a key", changed(SCENE, f"    12: b\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
    (
        "a number as a state's id",
        changed("  last:\n", "  7: {scene: x, goto: last}\n  last:\n"),
        [("yaml-forbidden", 27, 3)],
    ),
    ("a number as a speaker", changed(SCENE, "    scene: [12: Hello.]"), [("yaml-forbidden", 15, 13)]),
    ("true as a key", changed("  last:\n", "  true: {scene: x, goto: last}\n  last:\n"), [("yaml-forbidden", 27, 3)]),
    ("nothing as a key", changed(SCENE, f"    ? \n    : b\n{SCENE}"), [("yaml-forbidden", 15, 6)]),
    ("null as a key", changed(SCENE, f"    null: b\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
    ("a tilde as a key", changed(SCENE, f"    ~: b\n{SCENE}"), [("yaml-forbidden", 15, 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in FORBIDDEN], ids=[row[0] for row in FORBIDDEN])
def test_what_yaml_allows_and_scenarios_do_not_is_refused_at_its_place(text: str, found: list[Place]) -> None:
    reading = read(text)
    assert places(reading) == found
    assert reading.scenario is None


def test_a_second_key_of_the_same_name_is_refused_and_the_first_is_named() -> None:
    finding = only_finding(changed("minutes: 5", "minutes: 5\ntitle: Again"))
    assert (finding.code, finding.mark.line, finding.mark.column) == (Code.DUPLICATE_KEY, 6, 1)
    assert "line 2" in finding.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (changed("minutes: 5", 'minutes: 5\n"title": Again'), [("duplicate-key", 6, 1)]),
        (changed("  last:\n", "  first: {scene: x, goto: last}\n  last:\n"), [("duplicate-key", 27, 3)]),
        (changed("max: 10}", "max: 10, start: 6}"), [("duplicate-key", 10, 44)]),
        (
            changed("minutes: 5", "minutes: 5\ntitle: Two\nsummary: Two\ntitle: Three"),
            [("duplicate-key", 6, 1), ("duplicate-key", 7, 1), ("duplicate-key", 8, 1)],
        ),
        (
            changed("max: 10}", "max: 10, bands: {5: low, 05: high, +5: x, 6: y}}"),
            [("duplicate-key", 10, 60), ("duplicate-key", 10, 70)],
        ),
        (changed("max: 10}", "max: 10, bands: {5: low, 5: high}}"), [("duplicate-key", 10, 60)]),
        (changed("facts: [called]", "facts: {called: true, called: false}"), [("duplicate-key", 11, 23)]),
    ],
)  # fmt: skip
def test_a_key_that_comes_twice_is_found_at_every_level(text: str, found: list[Place]) -> None:
    assert places(read(text)) == found


def test_one_hundred_thousand_open_brackets_are_too_deep_and_nothing_falls_over() -> None:
    assert places(read(changed(SCENE, "    scene: " + "[" * 100_000))) == [("too-large", 15, 12 + 29)]


@pytest.mark.parametrize(("levels", "codes"), [(31, ["unknown-key"]), (32, ["too-large"])])
def test_the_root_is_the_first_level_of_thirty_two(levels: int, codes: list[str]) -> None:
    text = f"{SMALL}more: {'[' * levels}x{']' * levels}\n"
    assert [code for code, _, _ in places(read(text))] == codes


def test_a_file_of_more_than_two_million_bytes_is_not_read() -> None:
    padding = "#" + "x" * (2_000_000 - len(SMALL) - 1)
    assert places(read(SMALL + padding)) == []
    reading = read(SMALL + padding + "x")
    assert places(reading) == [("too-large", 1, 1)]
    assert reading.text is None


def test_two_hundred_thousand_nodes_are_the_most() -> None:
    assert places(read(f"[{'x, ' * 199_999}]")) == [("wrong-type", 1, 1)]
    assert places(read(f"[{'x, ' * 200_000}]")) == [("too-large", 1, 3 * 199_999 + 2)]


def test_keys_and_collections_count_as_nodes() -> None:
    pairs = "{" + "a: b, " * 99_999 + "}"  # the mapping, and two nodes for each pair: 199,999
    assert "too-large" not in {code for code, _, _ in places(read(f"[{pairs}]"))}
    assert "too-large" in {code for code, _, _ in places(read(f"[{pairs}, x]"))}


def test_a_bomb_of_aliases_is_only_a_list_of_findings() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    reading = read(bomb)
    assert {code for code, _, _ in places(reading)} == {"yaml-forbidden", "unknown-key", "missing-key"}
    assert len(reading.findings) < 60


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    text = changed("minutes: 5", "minutes: 91").replace("\n", end)
    assert places(read(text)) == [("bad-value", 5, 10)]


def test_a_byte_order_mark_at_the_beginning_is_no_character_of_the_first_line() -> None:
    assert read(b"\xef\xbb\xbf" + SMALL.encode()).scenario is not None
    assert places(read(b"\xef\xbb\xbf" + SMALL.replace("format: 1", "format: 2").encode())) == [
        ("bad-value", 1, 9)
    ]


def test_an_explicit_document_start_and_end_are_no_second_document() -> None:
    assert read(f"%YAML 1.2\n---\n{SMALL}...\n").scenario is not None


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "---\n", "null", "~"])
def test_an_empty_file_says_so(text: str) -> None:
    ((code, line, _),) = places(read(text))
    assert (code, line) == ("bad-value", 1 if text != "---\n" else line)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "'12'"])
def test_a_file_that_is_no_mapping_has_the_wrong_type(text: str) -> None:
    assert places(read(text)) == [("wrong-type", 1, 1)]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff\xfe" + SMALL.encode("utf-16-le"), 1, 1),
        (SMALL.encode("utf-16-be"), 1, 1),
        (SMALL.encode("utf-16-le"), 1, 1),
        (SMALL.replace("Hello.", "Caf\N{LATIN SMALL LETTER E WITH ACUTE}.").encode("latin-1"), 15, 15),
        (SMALL.replace("Hello.", "\N{SNOWMAN}\N{EM DASH}").encode() + b"x: \xe2\x98", 30, 4),
        ("a: \N{SNOWMAN} ".encode() + b"\x80", 1, 6),
        (b"a: 1\r\nb: \xed\xa0\x80", 2, 4),
    ],
)
def test_bytes_that_are_not_utf_8_are_told_with_line_and_column(data: bytes, line: int, column: int) -> None:
    reading = read(data)
    assert places(reading) == [("encoding", line, column)]
    assert reading.text is None
    assert "UTF-8" in (reading.findings[0].hint or "")


def test_utf_16_is_called_by_its_name() -> None:
    assert "UTF-16" in only_finding(b"\xfe\xff" + SMALL.encode("utf-16-be")).message
