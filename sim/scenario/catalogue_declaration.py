"""The format of a catalogue of principles and insights, version 1: declared once, as a scenario's is."""

from __future__ import annotations

from typing import Final

from sim.scenario.shape import Identifier, Key, MapOf, Record, Role, Text, Whole
from sim.scenario.way_declaration import PROSE

_ID = Identifier()

_PRINCIPLE_RECORD = Record(
    "principle",
    (
        Key(
            "name",
            PROSE,
            "What the principle is called, in a few words.",
            required=True,
            example="Keep your word",
        ),
        Key(
            "question",
            PROSE,
            "What a manager asks before choosing.",
            required=True,
            example="Will this still be true on Friday?",
        ),
        Key(
            "about",
            PROSE,
            "What living by it looks like, and where it stops being right.",
            required=True,
            example="You promise less, and all of it comes.",
        ),
    ),
)

_INSIGHT_RECORD = Record(
    "insight",
    (
        Key(
            "principle",
            Text(Role.PRINCIPLE),
            "The id of the principle that the lesson belongs to: a shipped one, or one of this file.",
            required=True,
            example="ownership",
        ),
        Key(
            "title",
            PROSE,
            "The lesson in a few words.",
            required=True,
            example="A date is a promise",
        ),
        Key(
            "lesson",
            PROSE,
            "The lesson in a few sentences.",
            required=True,
            example="Customers plan around a date. Name one only when somebody has said yes to it.",
        ),
    ),
)

CATALOGUE: Final = Record(
    "catalogue",
    (
        Key("catalogue", Whole(1, 1), "The version of this kind of file: 1.", required=True, example="1"),
        Key(
            "principles",
            MapOf(_ID, _PRINCIPLE_RECORD, "principle"),
            "Principles, each under an id. An id of the shipped catalogue takes your words instead.",
            example='{keep-word: {name: Keep your word, question: "Will it still be true on Friday?", '
            "about: You promise less.}}",
        ),
        Key(
            "insights",
            MapOf(_ID, _INSIGHT_RECORD, "insight"),
            "Insights, each under an id. An id of the shipped catalogue takes your words instead.",
            example="{date-is-promise: {principle: ownership, title: A date is a promise, "
            "lesson: Customers plan around a date.}}",
        ),
    ),
)
"""A catalogue of principles and insights."""
