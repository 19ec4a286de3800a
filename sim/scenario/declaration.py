"""The scenario format, version 1, and the catalogue's: declared once.

The checker (`validation`) and the editors' schema (`schema`) are both read from here.
"""

from __future__ import annotations

from typing import Final

from sim.scenario.model import Difficulty, EndingKind
from sim.scenario.shape import (
    ByKind,
    Identifier,
    IdForm,
    Key,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Role,
    SpokenLine,
    Text,
    Truth,
    Whole,
    WholeOrTruth,
)

LONGEST_GUARD: Final = 1_000
RESERVED_NAMES: Final = ("and", "or", "not", "true", "false")
RESERVED_PEOPLE: Final = ("when", "say")

_PROSE = Text()
_GUARD = Text(Role.GUARD, longest=LONGEST_GUARD)
_STATE = Text(Role.STATE)
_NAME = Identifier(IdForm.NAME, RESERVED_NAMES)
_ID = Identifier()


def _one_or_many(one: Text, noun: str) -> ByKind:
    return ByKind(scalar=one, sequence=ListOf(one, noun))


_WHEN = Key(
    "when", _GUARD, "The guard: shown or open only where it holds, such as `trust >= 30 and not called`."
)
_SPOKEN = SpokenLine(
    when=_WHEN,
    say=Key("say", _PROSE, "Narration that has a guard."),
    words=_PROSE,
    role=Role.LINE,
)
_LINES = ByKind(
    scalar=_PROSE,
    sequence=ListOf(ByKind(scalar=_PROSE, mapping=_SPOKEN), "line"),
)
_EFFECTS = MapOf(
    Text(),
    ByKind(
        scalar=WholeOrTruth(),
        mapping=Record(
            "setting of a meter", (Key("set", Whole(), "The value that the meter takes.", required=True),)
        ),
    ),
    "effect",
    Role.EFFECTS,
)

_GOTO = Key("goto", _STATE, "The state that comes next.")
_REPLY = Key("reply", _LINES, "What is shown at once: a text, or a list of lines.")
_ARM_KEYS = (
    Key("goto", _STATE, "The state that this arm leads to.", required=True),
    Key("effects", _EFFECTS, "What this arm changes, before the next state is entered."),
    Key("reply", _LINES, "What is shown when this arm is taken."),
)
_CHANCE = Key(
    "chance",
    ListOf(
        Record(
            "arm",
            (Key("weight", Whole(least=1), "How often, against the other arms.", required=True), *_ARM_KEYS),
        ),
        "arm",
        least=2,
    ),
    "Two arms or more, of which one is drawn by weight.",
)
_ROUTE = Key(
    "route",
    ListOf(
        Record("arm", (Key("when", _GUARD, "The guard of this arm. The last arm has none."), *_ARM_KEYS)),
        "arm",
        role=Role.ROUTE,
    ),
    "Arms with guards: the first whose guard holds is taken. The last has no guard.",
)
_WAYS = (_GOTO, _CHANCE, _ROUTE)

_CHOICE = Record(
    "choice",
    (
        Key("id", _ID, "The choice's id, unlike the others of this state.", required=True),
        Key("text", _PROSE, "What the player reads and may choose.", required=True),
        Key("when", _GUARD, "The guard: where it does not hold, the choice is not shown."),
        Key(
            "rates",
            MapOf(Text(Role.PRINCIPLE), Whole(-2, 2), "rate"),
            "Principles and how well the choice lives up to each, from -2 to 2.",
            required=True,
        ),
        Key("because", _PROSE, "The coaching for this choice: why it was good, or was not.", required=True),
        Key(
            "insight",
            _one_or_many(Text(Role.INSIGHT), "insight"),
            "The lesson that this choice teaches: one id, or a list.",
        ),
        Key("red_line", _PROSE, "A line that must not be crossed; shown apart in the debrief."),
        Key("effects", _EFFECTS, "What the choice changes: `trust: +5`, `{set: 40}`, or true or false."),
        _REPLY,
        *_WAYS,
    ),
    exactly_one=("goto", "chance", "route"),
)

_ENDING = Record(
    "ending",
    (
        Key("kind", OneOf(tuple(EndingKind)), "What sort of ending this is.", required=True),
        Key("worth", Whole(-10, 10), "What it is worth, from -10 to 10.", required=True),
    ),
)

_STATE_RECORD = Record(
    "state",
    (
        Key("caption", _PROSE, "When and where, such as “Monday, 8:40”."),
        Key("scene", _LINES, "What is told here: a text, or a list of lines.", required=True),
        Key("effects", _EFFECTS, "What entering this state changes."),
        Key(
            "discuss",
            _one_or_many(_PROSE, "question"),
            "Questions for a group's facilitator: a text, or a list.",
        ),
        Key("choices", ListOf(_CHOICE, "choice", 2, 6, Role.CHOICES), "A decision: two to six choices."),
        Key("ending", _ENDING, "An ending: the run is over here."),
        Key("chair", _LINES, "What the customer would say from the empty chair.", only_with="ending"),
        *_WAYS,
    ),
    exactly_one=("choices", "ending", "goto", "chance", "route"),
)

_METER = Record(
    "meter",
    (
        Key("label", _PROSE, "What the player reads.", required=True),
        Key("start", Whole(), "The value at the start.", required=True),
        Key("min", Whole(), "The least value; 0 unless given."),
        Key("max", Whole(), "The greatest value; 100 unless given."),
        Key(
            "bands", MapOf(Whole(), _PROSE, "band"), "Words for values, each from its number up to the next."
        ),
        Key("hidden", Truth(), "Whether the player does not see it."),
    ),
    role=Role.METER,
)

_PERSON = Record(
    "person",
    (
        Key("name", _PROSE, "The name that stands before what they say.", required=True),
        Key("role", _PROSE, "Who they are to the player.", required=True),
    ),
)

SCENARIO: Final = Record(
    "scenario",
    (
        Key("format", Whole(1, 1), "The version of the format: 1.", required=True),
        Key("title", _PROSE, "What the scenario is called.", required=True),
        Key("summary", _PROSE, "One or two sentences for the list of scenarios.", required=True),
        Key("difficulty", OneOf(tuple(Difficulty)), "How much it asks of a player.", required=True),
        Key("minutes", Whole(1, 90), "How long a run takes, 1 to 90.", required=True),
        Key(
            "briefing", _PROSE, "Who the player is and what they know before the first scene.", required=True
        ),
        Key(
            "cast",
            MapOf(Identifier(reserved=RESERVED_PEOPLE), _PERSON, "person"),
            "The people who speak, each under an id.",
        ),
        Key(
            "meters", MapOf(_NAME, _METER, "meter"), "Whole numbers that the story moves, each under a name."
        ),
        Key(
            "facts",
            ByKind(sequence=ListOf(_NAME, "fact"), mapping=MapOf(_NAME, Truth(), "fact")),
            "What may be true: a list of names, all false at the start, or a mapping of each to true or false.",
        ),
        Key("start", _STATE, "The state in which a run begins.", required=True),
        Key("states", MapOf(_ID, _STATE_RECORD, "state"), "The states, each under an id.", required=True),
    ),
)
"""A scenario file."""

_PRINCIPLE_RECORD = Record(
    "principle",
    (
        Key("name", _PROSE, "What the principle is called.", required=True),
        Key("question", _PROSE, "What a manager asks before choosing.", required=True),
        Key("about", _PROSE, "What living by it looks like, and where it stops being right.", required=True),
    ),
)

_INSIGHT_RECORD = Record(
    "insight",
    (
        Key("principle", Text(Role.PRINCIPLE), "The principle that the lesson belongs to.", required=True),
        Key("title", _PROSE, "The lesson in a few words.", required=True),
        Key("lesson", _PROSE, "The lesson in a few sentences.", required=True),
    ),
)

CATALOGUE: Final = Record(
    "catalogue",
    (
        Key("catalogue", Whole(1, 1), "The version of this kind of file: 1.", required=True),
        Key("principles", MapOf(_ID, _PRINCIPLE_RECORD, "principle"), "Principles, each under an id."),
        Key("insights", MapOf(_ID, _INSIGHT_RECORD, "insight"), "Insights, each under an id."),
    ),
)
"""A catalogue of principles and insights."""
