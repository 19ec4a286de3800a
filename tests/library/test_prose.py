"""The prose of the library fits a phone and a projector, and says nothing twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.library.shipped import FILES, Text, scenario, texts

UNIQUE = ("scene", "choice", "coaching")
A_FEW_WORDS = 12
"""Characters up to which a piece is so short ("Yes.") that it may be said again."""

one_by_one = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def sentences(words: str) -> int:
    """How many sentences a text has; the point of a title (Dr.) and of a number ends none."""
    plain = re.sub(r"\b(Dr|Mr|Mrs|Ms|St)\.|(?<=\d)\.(?=\d)", r"\1", words.strip())
    return len([part for part in re.split(r"(?<=[.?…])[\"'”’)]*\s+", plain) if part.strip()])


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("One.", 1),
        ("Dr. Fuchs writes 4.2 down. She waits.", 2),
        ('He asks, "Who?" Then he goes. The door stays open.', 3),
    ],
)
def test_sentences_are_counted_as_a_reader_would(words: str, count: int) -> None:
    assert sentences(words) == count


@one_by_one
def test_a_narration_has_at_most_three_sentences(path: Path) -> None:
    told = [text for text in texts(scenario(path)) if text.kind in ("scene", "reply") and not text.spoken]
    assert told
    assert [text for text in told if sentences(text.words) > 3] == []


@one_by_one
def test_a_choice_has_at_most_160_characters(path: Path) -> None:
    choices = [text for text in texts(scenario(path)) if text.kind == "choice"]
    assert choices
    assert [text for text in choices if len(text.words) > 160] == []


@one_by_one
def test_the_choices_of_a_decision_are_about_equally_long(path: Path) -> None:
    uneven = {}
    for state in scenario(path).states.values():
        lengths = [len(choice.text) for choice in state.choices]
        if lengths and max(lengths) > 1.6 * min(lengths):
            uneven[state.id] = lengths
    assert uneven == {}


@one_by_one
def test_coaching_is_one_to_three_sentences_and_never_says_wrong(path: Path) -> None:
    coaching = [text for text in texts(scenario(path)) if text.kind == "coaching"]
    assert [text for text in coaching if not 1 <= sentences(text.words) <= 3] == []
    assert [text for text in coaching if re.search(r"\bwrong\b", text.words, re.IGNORECASE)] == []


@one_by_one
def test_nobody_shouts(path: Path) -> None:
    assert [text for text in texts(scenario(path)) if "!" in text.words] == []


def test_no_choice_coaching_or_scene_stands_twice_in_the_library() -> None:
    seen: dict[str, Text] = {}
    twice = []
    for path in FILES:
        for text in texts(scenario(path)):
            if text.kind not in UNIQUE or len(text.words) <= A_FEW_WORDS:
                continue
            words = " ".join(text.words.lower().split())
            if words in seen:
                twice.append((seen[words].place, text.place, text.words))
            seen[words] = text
    assert twice == []
