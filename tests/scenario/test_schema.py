"""The editors' schema says what the checker says, as far as a schema can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from scoring.catalogue import SHIPPED_CATALOGUE, Catalogue, Principle
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.folders import shipped_scenarios
from sim.scenario.library import scenario_files
from sim.scenario.schema import catalogue_schema, scenario_schema
from tests.scenario.small_scenario import SMALL, changed, read
from tests.scenario.test_findings import MISTAKES

EXAMPLE = Path(__file__).parent / "data" / "customer-went-quiet.yaml"

# Mistakes of which a schema sees every kind, and some of the others.
SEEN = [text for code in ("missing-key", "unknown-key", "too-large") for text, _ in MISTAKES[code]]
SEEN += [
    changed("format: 1", 'format: "1"'),
    changed("format: 1", "format: 2"),
    changed("title: A small one", "title:"),
    changed("title: A small one", "title: ' '"),
    changed("title: A small one", "title: [A small one]"),
    changed("difficulty: intro", "difficulty: hard"),
    changed("minutes: 5", "minutes: 91"),
    changed("minutes: 5", "minutes: 8:40"),
    changed("facts: [called]", "facts: []"),
    changed("facts: [called]", "facts: [not]"),
    changed("facts: [called]", "facts: [Called]"),
    changed("facts: [called]", "facts: {called: no}"),
    changed("  ann:", "  say:"),
    changed("  trust:", "  customer-trust:"),
    changed("max: 10}", "max: 10, bands: {low: 5}}"),
    changed("max: 10}", "max: 10, hidden: yes}"),
    changed("{value: 1}", "{value: 3}"),
    changed("{value: 1}", "{}"),
    changed("worth: 3", "worth: 11"),
    changed("id: one", "id: One"),
    changed("    scene: Bye.\n", "    scene: Bye.\n    effects: {trust: up}\n"),
    changed("    scene: Bye.\n", "    scene: Bye.\n    goto: first\n"),
    changed("    ending: {kind: success, worth: 3}\n", ""),
    changed("        because: Such.\n        goto: last\n", "        because: Such.\n"),
]


class _Core(yaml.SafeLoader):
    """Reads scalars as editors do: numbers, truth values and nothing, by YAML 1.2's core schema."""


_Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$", "-+.0123456789"),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def loaded(text: str) -> Any:
    """A file's data as an editor sees it: JSON's, so that all keys are text."""
    return json.loads(json.dumps(yaml.load(text, Loader=_Core)))


def accepts(schema: dict[str, Any], text: str) -> bool:
    return bool(Draft7Validator(schema).is_valid(loaded(text)))


@pytest.mark.parametrize(
    "schema", [scenario_schema(shipped_catalogue()), catalogue_schema()], ids=["scenario", "catalogue"]
)
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("text", [SMALL, EXAMPLE.read_text(encoding="utf-8")], ids=["small", "example"])
def test_a_valid_scenario_is_accepted(text: str) -> None:
    assert read(text).scenario is not None
    assert accepts(scenario_schema(shipped_catalogue()), text)


@pytest.mark.parametrize("path", scenario_files(shipped_scenarios())[0], ids=lambda path: path.stem)
def test_the_shipped_scenarios_are_accepted(path: Path) -> None:
    assert (
        list(
            Draft7Validator(scenario_schema(shipped_catalogue())).iter_errors(
                loaded(path.read_text(encoding="utf-8"))
            )
        )
        == []
    )


def test_the_shipped_catalogue_is_accepted() -> None:
    assert accepts(catalogue_schema(), SHIPPED_CATALOGUE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", SEEN)
def test_a_mistake_that_a_schema_can_see_is_seen(text: str) -> None:
    assert read(text).scenario is None
    assert not accepts(scenario_schema(shipped_catalogue()), text)


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _parts(inner)


def _keys(schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The schemas of the formats' own keys. (Those of principles are described by the catalogue.)"""
    found: dict[str, list[dict[str, Any]]] = {}
    for part in _parts(schema):
        if part.get("title") != "each rate under its name":
            for name, inner in part.get("properties", {}).items():
                found.setdefault(name, []).append(inner)
    return found


BOTH = pytest.mark.parametrize(
    "schema", [scenario_schema(shipped_catalogue()), catalogue_schema()], ids=["scenario", "catalogue"]
)


@BOTH
def test_every_key_is_described_for_completion_by_a_sentence_and_an_example(schema: dict[str, Any]) -> None:
    keys = _keys(schema)
    assert {"states", "because", "set"} <= keys.keys() or {"principles", "lesson"} <= keys.keys()
    for name, places in keys.items():
        for inner in places:
            description, _, example = inner["description"].partition("\nExample: ")
            assert description.endswith("."), name
            assert example.startswith(f"{name}: "), name


@BOTH
def test_every_example_is_one_that_its_own_key_accepts(schema: dict[str, Any]) -> None:
    for name, places in _keys(schema).items():
        for inner in places:
            example = loaded(inner["description"].partition("\nExample: ")[2])
            assert list(Draft7Validator(inner).iter_errors(example[name])) == [], name


def test_every_principle_and_insight_is_offered_with_what_it_says() -> None:
    catalogue = shipped_catalogue()
    (rates,) = [
        part for part in _parts(scenario_schema(catalogue)) if part.get("title") == "each rate under its name"
    ]
    assert list(rates["properties"]) == list(catalogue.principles)
    for name, principle in catalogue.principles.items():
        assert principle.question in rates["properties"][name]["description"]
        assert rates["properties"][name]["enum"] == [-2, -1, 0, 1, 2]
    offered = [
        part for part in _parts(scenario_schema(catalogue)) if part.get("enum") == list(catalogue.insights)
    ]
    assert len(offered) == 2  # one id, or a list of them
    for part in offered:
        for meaning, insight in zip(part["enumDescriptions"], catalogue.insights.values(), strict=True):
            assert insight.lesson in meaning


def test_a_trainers_own_principle_is_offered_and_accepted() -> None:
    own = Principle("keep-word", "Keep your word", "Will it still be true on Friday?", "You promise less.")
    text = changed("{value: 1}", "{keep-word: 1}")
    assert not accepts(scenario_schema(shipped_catalogue()), text)
    assert accepts(scenario_schema(shipped_catalogue().extended_by(Catalogue.of([own], []))), text)


@BOTH
def test_every_word_of_an_enumeration_has_its_meaning(schema: dict[str, Any]) -> None:
    for part in _parts(schema):
        if "enum" in part and "enumDescriptions" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])


def _filled(body: Any) -> Any:
    """A snippet's body as it stands when every place keeps what was proposed."""
    if isinstance(body, dict):
        return {_filled(key): _filled(value) for key, value in body.items()}
    if isinstance(body, list):
        return [_filled(value) for value in body]
    words = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", body))
    return int(words) if re.fullmatch(r"-?\d+", words) else words


def test_what_an_editor_writes_at_once_is_accepted_where_it_is_offered() -> None:
    tried = 0
    for part in _parts(scenario_schema(shipped_catalogue())):
        for snippet in part.get("defaultSnippets", ()):
            assert list(Draft7Validator(part).iter_errors(_filled(snippet["body"]))) == [], snippet["label"]
            tried += 1
    assert tried == 6
