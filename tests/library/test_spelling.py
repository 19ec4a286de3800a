"""The words of the library are spelled right.

Beside this file, `british_words.txt` holds what the checker's American dictionary lacks, `world_words.txt` the names
of this world.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from tests.library.shipped import FILES, scenario, texts

LISTS = tuple(Path(__file__).with_name(name) for name in ("british_words.txt", "world_words.txt"))


@cache
def extra_words() -> frozenset[str]:
    return frozenset(word for path in LISTS for word in path.read_text("utf-8").split())


@cache
def checker() -> SpellChecker:
    made = SpellChecker(language="en", distance=1)
    made.word_frequency.load_words(extra_words())
    return made


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, without the 's of an owner or of "is"."""
    found = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text.lower())
    return {re.sub(r"['’]s$", "", word).replace("’", "'") for word in found}


def test_the_checker_knows_a_mistake_from_a_word() -> None:
    mistaken = {"recieve", "tommorow", "seperate", "definately", "custmer"}
    assert checker().unknown(mistaken | {"receive", "colour", "Brightwater"}) == mistaken


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_are_spelled_right(path: Path) -> None:
    used = {word: text.place for text in texts(scenario(path)) for word in words_of(text.words)}
    unknown = checker().unknown([word for word in used if len(word) > 1])
    assert {word: used[word] for word in sorted(unknown)} == {}, (
        "Mend them, or add them to a list of words beside this test."
    )


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_word_of_a_list_is_still_in_use_and_in_order(path: Path) -> None:
    used = {word for file in FILES for text in texts(scenario(file)) for word in words_of(text.words)}
    listed = path.read_text("utf-8").split()
    assert [word for word in listed if word not in used] == []
    assert listed == sorted(set(listed))
