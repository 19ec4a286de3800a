"""Declared for the format: lines of prose, guards, effects, and the ways on from one state to another."""

from __future__ import annotations

from typing import Final

from sim.scenario.shape import ByKind, Key, ListOf, MapOf, Record, Role, SpokenLine, Text, Whole, WholeOrTruth

LONGEST_GUARD: Final = 1_000

PROSE: Final = Text()
GUARD: Final = Text(Role.GUARD, longest=LONGEST_GUARD)
STATE: Final = Text(Role.STATE)


_WHEN = Key(
    "when",
    GUARD,
    "A guard: the line is left out where it does not hold. It may hold names of meters and facts, whole numbers, "
    "comparisons (< <= == != >= >), and, or, not, and parentheses.",
    example="trust >= 30 and not called",
)
_SPOKEN = SpokenLine(
    when=_WHEN,
    say=Key("say", PROSE, "Narration that has a guard; it needs `when`.", example="Helen's door is open."),
    words=PROSE,
    role=Role.LINE,
)
LINES: Final = ByKind(
    scalar=PROSE,
    sequence=ListOf(ByKind(scalar=PROSE, mapping=_SPOKEN), "line"),
)
EFFECTS: Final = MapOf(
    Text(),
    ByKind(
        scalar=WholeOrTruth(),
        mapping=Record(
            "setting of a meter",
            (
                Key(
                    "set",
                    Whole(),
                    "The value that the meter takes, within its bounds.",
                    required=True,
                    example="40",
                ),
            ),
        ),
    ),
    "effect",
    Role.EFFECTS,
)

_GOTO = Key("goto", STATE, "The id of the state that comes next.", example="marcus-admits")
REPLY: Final = Key(
    "reply",
    LINES,
    "What is shown at once, before the next scene: a text, or a list of lines.",
    example="[{marcus: Spring of last year.}, He looks up.]",
)
_ARM_KEYS = (
    Key("goto", STATE, "The id of the state that this arm leads to.", required=True, example="marcus-admits"),
    Key(
        "effects",
        EFFECTS,
        "What this arm changes, before the next state is entered.",
        example="{trust: -10, called: true}",
    ),
    Key(
        "reply",
        LINES,
        "What is shown when this arm is taken. It tells the player what the draw or the story brought.",
        example="Nothing happens. It feels like winning.",
    ),
)
_CHANCE = Key(
    "chance",
    ListOf(
        Record(
            "arm",
            (
                Key(
                    "weight",
                    Whole(least=1),
                    "How often this arm is drawn, against the other arms: 3 beside 1 is three times in four.",
                    required=True,
                    example="3",
                ),
                *_ARM_KEYS,
            ),
        ),
        "arm",
        least=2,
    ),
    "Instead of goto: two arms or more, of which one is drawn by weight. Let each arm's reply or scene show what came.",
    example="[{weight: 3, goto: he-answers}, {weight: 1, goto: voicemail}]",
)
_ROUTE = Key(
    "route",
    ListOf(
        Record(
            "arm",
            (
                Key(
                    "when",
                    GUARD,
                    "The guard of this arm. Every arm has one but the last.",
                    example="trust >= 60",
                ),
                *_ARM_KEYS,
            ),
        ),
        "arm",
        role=Role.ROUTE,
    ),
    "Instead of goto: arms with guards, the first whose guard holds is taken. The last arm has no guard. "
    "This is how what was done early matters late.",
    example="[{when: trust >= 60, goto: renewed}, {goto: lost}]",
)
WAYS: Final = (_GOTO, _CHANCE, _ROUTE)
"""The ways on: an interlude and a choice have exactly one of them."""
"""What a choice is answered with."""
"""What is done with meters and facts."""
"""A text, or a list of lines."""
