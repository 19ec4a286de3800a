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

from scoring.catalogue import SHIPPED_CATALOGUE
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


@pytest.mark.parametrize("schema", [scenario_schema(), catalogue_schema()], ids=["scenario", "catalogue"])
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("text", [SMALL, EXAMPLE.read_text(encoding="utf-8")], ids=["small", "example"])
def test_a_valid_scenario_is_accepted(text: str) -> None:
    assert read(text).findings == ()
    assert accepts(scenario_schema(), text)


@pytest.mark.parametrize("path", scenario_files(shipped_scenarios())[0], ids=lambda path: path.stem)
def test_the_shipped_scenarios_are_accepted(path: Path) -> None:
    assert (
        list(Draft7Validator(scenario_schema()).iter_errors(loaded(path.read_text(encoding="utf-8")))) == []
    )


def test_the_shipped_catalogue_is_accepted() -> None:
    assert accepts(catalogue_schema(), SHIPPED_CATALOGUE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", SEEN)
def test_a_mistake_that_a_schema_can_see_is_seen(text: str) -> None:
    assert read(text).scenario is None
    assert not accepts(scenario_schema(), text)


def _properties(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{path}/{name}", inner
        for key, inner in schema.items():
            yield from _properties(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from _properties(inner, path)


@pytest.mark.parametrize("schema", [scenario_schema(), catalogue_schema()], ids=["scenario", "catalogue"])
def test_every_key_is_described_for_completion(schema: dict[str, Any]) -> None:
    keys = list(_properties(schema))
    assert keys
    for path, inner in keys:
        assert inner["description"].endswith("."), path
