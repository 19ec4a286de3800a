"""The JSON Schema of the formats, for editors: written from the same declaration that the checker reads.

Draft 7, which editors' YAML support knows best, with the few words that it adds for completion (`enumDescriptions`,
`defaultSnippets`). What a schema cannot say (states, guards, bounds of each meter) is left to `emptychair check`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from scoring.catalogue import Catalogue
from sim.scenario.catalogue_declaration import CATALOGUE
from sim.scenario.declaration import SCENARIO
from sim.scenario.schema_snippets import SNIPPETS
from sim.scenario.shape import (
    ByKind,
    Identifier,
    Key,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Role,
    Shape,
    SpokenLine,
    Text,
    Truth,
    Whole,
    WholeOrTruth,
)

Schema = dict[str, Any]

SCENARIO_TITLE: Final = "An Empty Chair scenario, format version 1"
CATALOGUE_TITLE: Final = "An Empty Chair catalogue of principles and insights"

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
# Where text is expected, what editors take for a number or a truth value is text as well: `caption: 12`.
_SCALARS: Final = ["string", "number", "boolean"]
_NOT_BLANK: Final = r"\S"


def scenario_schema(catalogue: Catalogue) -> Schema:
    """The schema of a scenario file; choices are rated on the principles of this catalogue, and teach its insights."""
    return _document(SCENARIO, SCENARIO_TITLE, _Names.of(catalogue))


def catalogue_schema() -> Schema:
    """The schema of a `principles.yaml`."""
    return _document(CATALOGUE, CATALOGUE_TITLE, _Names({}, {}))


def schema_text(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that a file may use, each with what it says. None at all: any name."""

    principles: dict[str, str]
    insights: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> _Names:
        return cls(
            {
                name: f"{_sentence(principle.name)} {_sentence(principle.question)} {principle.about}"
                for name, principle in catalogue.principles.items()
            },
            {
                name: f"{_sentence(insight.title)} {insight.lesson} ({catalogue.principles[insight.principle].name})"
                for name, insight in catalogue.insights.items()
            },
        )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _document(record: Record, title: str, names: _Names) -> Schema:
    return {"$schema": _DRAFT, **_record(record, names), "title": title}


def _of(shape: Shape, names: _Names) -> Schema:
    match shape:
        case Text(Role.INSIGHT) if names.insights:
            return _few(list(names.insights), tuple(names.insights.values()))
        case Text(_, longest):
            limit = {} if longest is None else {"maxLength": longest}
            return {"type": _SCALARS, "pattern": _NOT_BLANK, **limit}
        case Identifier():
            return {"type": "string", **_id_limits(shape)}
        case OneOf(values, meanings):
            return _few([str(value) for value in values], meanings)
        case Whole():
            return _whole(shape)
        case Truth():
            return {"type": "boolean"}
        case WholeOrTruth():
            return {"type": ["integer", "boolean"]}
        case ListOf():
            most = {} if shape.most is None else {"maxItems": shape.most}
            return {"type": "array", "items": _of(shape.item, names), "minItems": shape.least, **most}
        case MapOf():
            return _map(shape, names)
        case Record():
            return _record(shape, names)
        case SpokenLine():
            return _spoken(shape, names)
        case ByKind(scalar, sequence, mapping):
            return {"anyOf": [_of(part, names) for part in (scalar, sequence, mapping) if part is not None]}


def _record(record: Record, names: _Names) -> Schema:
    schema: Schema = {
        "title": record.noun,
        "type": "object",
        "properties": {key.name: _described(key, names) for key in record.keys},
        "additionalProperties": False,
    }
    required = [key.name for key in record.keys if key.required]
    if required:
        schema["required"] = required
    companions = {key.name: [key.only_with] for key in record.keys if key.only_with is not None}
    if companions:
        schema["dependencies"] = companions
    if record.exactly_one:
        schema["oneOf"] = [{"required": [name]} for name in record.exactly_one]
    if record.noun in SNIPPETS:
        schema["defaultSnippets"] = SNIPPETS[record.noun]
    return schema


def _described(key: Key, names: _Names) -> Schema:
    """A key's schema. The example stands in the description, which all editors show; `examples` not all do."""
    return {"description": f"{key.description}\nExample: {key.name}: {key.example}", **_of(key.shape, names)}


def _map(shape: MapOf, names: _Names) -> Schema:
    value = _of(shape.value, names)
    schema: Schema = {
        "title": f"each {shape.noun} under its name",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": value,
    }
    if isinstance(shape.key, Identifier):
        schema["propertyNames"] = _id_limits(shape.key)
    elif isinstance(shape.key, Whole):
        schema["propertyNames"] = {"pattern": "^[+-]?[0-9]+$"}
    elif shape.key.role is Role.PRINCIPLE and names.principles:
        schema["properties"] = {
            name: {"description": meaning, **value} for name, meaning in names.principles.items()
        }
        schema["additionalProperties"] = False
    return schema


def _spoken(shape: SpokenLine, names: _Names) -> Schema:
    words = _of(shape.words, names)
    return {
        "title": "line",
        "type": "object",
        "properties": {key.name: _described(key, names) for key in (shape.when, shape.say)},
        "additionalProperties": {
            "description": "Who speaks, by their id in `cast`, and what they say.",
            **words,
        },
        "dependencies": {shape.say.name: [shape.when.name]},
        "if": {"required": [shape.when.name]},
        "then": {"minProperties": 2},
        "minProperties": 1,
        "maxProperties": 2,
    }


def _id_limits(shape: Identifier) -> Schema:
    taken = {"not": {"enum": list(shape.reserved)}} if shape.reserved else {}
    return {"pattern": f"^{shape.form.pattern}$", **taken}


def _whole(shape: Whole) -> Schema:
    if shape.least is not None and shape.least == shape.most:
        return {"type": "integer", "const": shape.least}
    limits = {"minimum": shape.least, "maximum": shape.most}
    bounds = {name: limit for name, limit in limits.items() if limit is not None}
    if shape.meanings and shape.least is not None and shape.most is not None:
        return {"type": "integer", **_few(list(range(shape.least, shape.most + 1)), shape.meanings)}
    # What an editor writes when it adds the key: without it, 0, which may be out of bounds.
    proposed = {"default": shape.least} if shape.least is not None and shape.least > 0 else {}
    return {"type": "integer", **bounds, **proposed}


def _few(values: list[str] | list[int], meanings: tuple[str, ...]) -> Schema:
    return {"enum": values, "enumDescriptions": list(meanings)} if meanings else {"enum": values}
