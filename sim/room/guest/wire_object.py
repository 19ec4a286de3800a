"""Reading the wire's JSON strictly: what is not as it should be is one clear error, whoever sent it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from sim.scenario.decoding import CONTROL_IN_VALUE, REPLACEMENT
from sim.scenario.error import EmptyChairError

Kind = TypeVar("Kind", bound=StrEnum)
T = TypeVar("T")

_LARGEST_WHOLE: Final = 2**53
_LONGEST_TOLD: Final = 200


class NotUnderstood(EmptyChairError):
    """What a server sent is not what a room sends, as far as this version knows."""

    title = "The room was not understood"

    def __init__(self, what: str) -> None:
        # Names of keys are the server's, too.
        shown = "".join(sign if sign.isprintable() else REPLACEMENT for sign in what[:_LONGEST_TOLD])
        super().__init__(
            f"The server sent something unexpected: {shown}.",
            "The facilitator may have another version of Empty Chair. Join with a browser instead.",
        )


class WireObject:
    """An object of the wire. Keys that nobody asks for are let be; `where` says in errors where it stood.

    All texts come without characters that a terminal would obey: each is replaced. Methods raise NotUnderstood where
    a key is missing or its value is of another kind.
    """

    __slots__ = ("_form", "_where")

    def __init__(self, form: object, where: str) -> None:
        if not isinstance(form, dict):
            raise NotUnderstood(f"{where} is no object")
        self._form: Mapping[str, Any] = form
        self._where = where

    @classmethod
    def parsed(cls, text: str | bytes, where: str) -> WireObject:
        """The object that a JSON text holds."""
        try:
            return cls(json.loads(text, parse_constant=_refuse_constant), where)
        except (ValueError, RecursionError) as error:
            raise NotUnderstood(f"{where} is no JSON") from error

    def has(self, key: str) -> bool:
        """Whether there is something under a key."""
        return self._form.get(key) is not None

    def text(self, key: str) -> str:
        """A text on one line."""
        return " ".join(self.words(key).split("\n"))

    def words(self, key: str) -> str:
        """A text that may have several lines."""
        return _harmless(self._typed(key, str, "a text"))

    def whole(self, key: str) -> int:
        """A whole number."""
        value = self._typed(key, int, "a whole number")
        if isinstance(value, bool) or abs(value) > _LARGEST_WHOLE:
            raise self._wrong(key, "a whole number")
        return value

    def number(self, key: str) -> float:
        """A number that is one."""
        value = self._form.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _LARGEST_WHOLE:
            raise self._wrong(key, "a number")
        if not math.isfinite(value):
            raise self._wrong(key, "a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._typed(key, bool, "true or false")

    def one_of(self, key: str, kind: type[Kind]) -> Kind:
        """One of the words that this version knows."""
        value = self._typed(key, str, "a text")
        try:
            return kind(value)
        except ValueError as error:
            raise NotUnderstood(f"{self._where}.{key} is “{_harmless(value)[:40]}”") from error

    def maybe(self, key: str, read: Callable[[str], T]) -> T | None:
        """What `read` reads under this key; None where there is nothing."""
        return read(key) if self.has(key) else None

    def object(self, key: str) -> WireObject:
        """An object within this one."""
        return WireObject(self._form.get(key), f"{self._where}.{key}")

    def objects(self, key: str) -> Iterator[WireObject]:
        """A list of objects."""
        for number, form in enumerate(self._typed(key, list, "a list")):
            yield WireObject(form, f"{self._where}.{key}[{number}]")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._typed(key, list, "a list")
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(key, "a list of texts")
        return tuple(_harmless(value) for value in values)

    def counts(self, key: str) -> dict[str, int]:
        """Whole numbers by name."""
        form = self.object(key)
        return {_harmless(name): form.whole(name) for name in form._form}

    def _typed(self, key: str, kind: type[T], called: str) -> T:
        value = self._form.get(key)
        if not isinstance(value, kind):
            raise self._wrong(key, called)
        return value

    def _wrong(self, key: str, called: str) -> NotUnderstood:
        return NotUnderstood(f"{self._where}.{key} is not {called}")


def _harmless(text: str) -> str:
    return CONTROL_IN_VALUE.sub(REPLACEMENT, text)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
