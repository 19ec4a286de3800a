"""The JSON Schema of the formats, for editors: written from the same declaration that the checker reads.

Draft 7, which editors' YAML support knows best. What a schema cannot say (names, guards, bounds of each meter) is
left to `emptychair check`.
"""

from __future__ import annotations

from typing import Any, Final

from sim.scenario.declaration import CATALOGUE, SCENARIO
from sim.scenario.shape import (
    ByKind,
    Identifier,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Shape,
    SpokenLine,
    Text,
    Truth,
    Whole,
    WholeOrTruth,
)

Schema = dict[str, Any]

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
# Where text is expected, what editors take for a number or a truth value is text as well: `caption: 12`.
_SCALARS: Final = ["string", "number", "boolean"]
_NOT_BLANK: Final = r"\S"


def scenario_schema() -> Schema:
    """The schema of a scenario file."""
    return _document(SCENARIO, "An Empty Chair scenario, format version 1")


def catalogue_schema() -> Schema:
    """The schema of a `principles.yaml`."""
    return _document(CATALOGUE, "An Empty Chair catalogue of principles and insights")


def _document(record: Record, title: str) -> Schema:
    return {"$schema": _DRAFT, "title": title, **_of(record)}


def _of(shape: Shape) -> Schema:
    match shape:
        case Text(_, longest):
            limit = {} if longest is None else {"maxLength": longest}
            return {"type": _SCALARS, "pattern": _NOT_BLANK, **limit}
        case Identifier():
            return {"type": "string", **_id_limits(shape)}
        case OneOf(values):
            return {"enum": [str(value) for value in values]}
        case Whole():
            return {"type": "integer", **_bounds(shape)}
        case Truth():
            return {"type": "boolean"}
        case WholeOrTruth():
            return {"type": ["integer", "boolean"]}
        case ListOf():
            most = {} if shape.most is None else {"maxItems": shape.most}
            return {"type": "array", "items": _of(shape.item), "minItems": shape.least, **most}
        case MapOf():
            return _map(shape)
        case Record():
            return _record(shape)
        case SpokenLine():
            return _spoken(shape)
        case ByKind(scalar, sequence, mapping):
            return {"anyOf": [_of(part) for part in (scalar, sequence, mapping) if part is not None]}


def _record(record: Record) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {key.name: {"description": key.description, **_of(key.shape)} for key in record.keys},
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
    return schema


def _map(shape: MapOf) -> Schema:
    schema: Schema = {"type": "object", "minProperties": 1, "additionalProperties": _of(shape.value)}
    if isinstance(shape.key, Identifier):
        schema["propertyNames"] = _id_limits(shape.key)
    elif isinstance(shape.key, Whole):
        schema["propertyNames"] = {"pattern": "^[+-]?[0-9]+$"}
    return schema


def _spoken(shape: SpokenLine) -> Schema:
    words = _of(shape.words)
    return {
        "type": "object",
        "properties": {
            key.name: {"description": key.description, **_of(key.shape)} for key in (shape.when, shape.say)
        },
        "additionalProperties": {
            "description": "Who speaks, by their id in `cast`, and what they say.",
            **words,
        },
        "dependencies": {shape.say.name: [shape.when.name]},
        "not": {"required": [shape.when.name], "maxProperties": 1},
        "minProperties": 1,
        "maxProperties": 2,
    }


def _id_limits(shape: Identifier) -> Schema:
    taken = {"not": {"enum": list(shape.reserved)}} if shape.reserved else {}
    return {"pattern": f"^{shape.form.pattern}$", **taken}


def _bounds(shape: Whole) -> Schema:
    if shape.least is not None and shape.least == shape.most:
        return {"const": shape.least}
    limits = {"minimum": shape.least, "maximum": shape.most}
    return {name: limit for name, limit in limits.items() if limit is not None}
