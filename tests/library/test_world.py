"""The sixteen scenarios are one book: the same people have the same names and roles everywhere."""

from __future__ import annotations

from collections import defaultdict

from tests.library.shipped import FILES, scenario


def test_an_id_is_the_same_person_in_every_file() -> None:
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path in FILES:
        for person in scenario(path).cast.values():
            people[person.id].add((person.name, person.role))
    assert {name: who for name, who in people.items() if len(who) > 1} == {}


def test_a_name_belongs_to_one_person() -> None:
    ids: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for person in scenario(path).cast.values():
            ids[person.name].add(person.id)
    assert {name: who for name, who in ids.items() if len(who) > 1} == {}


def test_an_id_is_part_of_the_name_of_its_person() -> None:
    strange = [
        (path.stem, person.id, person.name)
        for path in FILES
        for person in scenario(path).cast.values()
        if person.id.replace("-", " ") not in person.name.lower()
    ]
    assert strange == []


def test_titles_and_summaries_are_unlike_each_other() -> None:
    assert len({scenario(path).title for path in FILES}) == len(FILES)
    assert len({scenario(path).summary for path in FILES}) == len(FILES)
