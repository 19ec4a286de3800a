"""JSON from strangers: read strictly, and told plainly what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from sim.room.server.fault import bad_request

DEEPEST: Final = 4
"""How deeply objects and lists may lie in one another."""

Kinds = Mapping[str, tuple[type, ...]]
"""The keys of an object, each with the types that its value may have."""


def read_object(sent: bytes | str) -> dict[str, Any]:
    """The object that was sent.

    Raises:
        Fault: it is no JSON object in UTF-8, has a key twice, a number without end, or nests too deeply.

    """
    try:
        text = sent.decode("utf-8") if isinstance(sent, bytes) else sent
        text.encode("utf-8")
        read = _DECODER.decode(text)
        if "\\" in text:
            # An escape can stand for half a character, which is none.
            _ENCODER.encode(read).encode("utf-8")
    except RecursionError as error:
        raise bad_request("This is nested too deeply.") from error
    except ValueError as error:
        raise bad_request("This is no JSON.") from error
    if not isinstance(read, dict):
        raise bad_request("An object is expected.")
    # Most have fewer brackets than may lie in one another.
    if text.count("{") + text.count("[") > DEEPEST and _deeper(read, DEEPEST):
        raise bad_request("This is nested too deeply.")
    return read


def check_keys(given: Mapping[str, Any], needed: Kinds, optional: Kinds | None = None) -> None:
    """Hold an object against the keys it may have and the types of their values.

    Raises:
        Fault: a key is missing or unknown, or its value is of another type.

    """
    kinds: Kinds = {**needed, **(optional or {})}
    for key in given:
        if key not in kinds:
            raise bad_request(f"There is no key “{key[:40]}” here.")
    for key in needed:
        if key not in given:
            raise bad_request(f"The key “{key}” is missing.")
    for key, value in given.items():
        kind = kinds[key]
        # In Python a truth value is a number as well; in JSON it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in kind):
            raise bad_request(f"The value of “{key}” is of the wrong type.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number


def _deeper(value: Any, levels: int) -> bool:
    """Whether it has more levels; looks no deeper than that."""
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(part, levels - 1) for part in inner)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
