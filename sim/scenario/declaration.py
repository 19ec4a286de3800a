"""The scenario format, version 1: declared once.

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
    Text,
    Truth,
    Whole,
)
from sim.scenario.way_declaration import EFFECTS, GUARD, LINES, PROSE, REPLY, STATE, WAYS

RESERVED_NAMES: Final = ("and", "or", "not", "true", "false")
RESERVED_PEOPLE: Final = ("when", "say")

_DIFFICULTIES: Final = (
    "For a first run: few decisions, consequences that come soon.",
    "For a manager who knows the principles: they pull against each other.",
    "For experience: what is right early shows late.",
)
"""What each difficulty says, in their order."""

_ENDING_KINDS: Final = (
    "Better than anybody had hoped for.",
    "It went well.",
    "Something was won, and something lost.",
    "It went badly, and can be mended.",
    "It went badly, and is over.",
)
"""What each kind of ending says, in their order."""

_RATES: Final = (
    "Acts against the principle.",
    "Falls short of it.",
    "Touches it neither way; the same as leaving it out.",
    "Lives up to it.",
    "Lives up to it where that is hard.",
)
"""What each rate says, from -2 to 2."""

_NAME = Identifier(IdForm.NAME, RESERVED_NAMES)
_ID = Identifier()


def _one_or_many(one: Text, noun: str) -> ByKind:
    return ByKind(scalar=one, sequence=ListOf(one, noun))


_CHOICE = Record(
    "choice",
    (
        Key(
            "id",
            _ID,
            "The choice's id, unlike the others of this state. Small letters, words joined by hyphens.",
            required=True,
            example="ask-her-voice",
        ),
        Key(
            "text",
            PROSE,
            "What the player reads and may choose: what a decent, busy manager would really say or do.",
            required=True,
            example="When did you last hear Priya's voice?",
        ),
        Key(
            "when",
            GUARD,
            "A guard: where it does not hold, the choice is not shown. Leave one choice open at all times.",
            example="patience >= 1 and not called",
        ),
        Key(
            "rates",
            MapOf(Text(Role.PRINCIPLE), Whole(-2, 2, _RATES), "rate"),
            "How well the choice lives up to each principle it touches, from -2 to 2. At least one principle.",
            required=True,
            example="{coaching: 2, presence: 1}",
        ),
        Key(
            "because",
            PROSE,
            "The coaching for this choice: what it did to this person here, and the better question to ask. "
            "One to three sentences.",
            required=True,
            example="You asked about the customer before the number.",
        ),
        Key(
            "insight",
            _one_or_many(Text(Role.INSIGHT), "insight"),
            "The lesson of the catalogue that this choice teaches: one id, or a list.",
            example="email-is-our-story",
        ),
        Key(
            "red_line",
            PROSE,
            "Only where the choice crosses a line that no points make up for: what was done, in one sentence. "
            "It is shown apart in the debrief.",
            example="You told Helen it was handled.",
        ),
        Key(
            "effects",
            EFFECTS,
            "What the choice changes. A signed number is added to a meter, {set: 40} sets it, a fact takes "
            "true or false.",
            example="{trust: +5, patience: {set: 2}, called: true}",
        ),
        REPLY,
        *WAYS,
    ),
    exactly_one=("goto", "chance", "route"),
)

_ENDING = Record(
    "ending",
    (
        Key(
            "kind",
            OneOf(tuple(EndingKind), _ENDING_KINDS),
            "What sort of ending this is.",
            required=True,
            example="success",
        ),
        Key(
            "worth",
            Whole(-10, 10),
            "What it is worth, from -10 to 10. The player is judged by it, so let the distance between endings "
            "be what it is in life.",
            required=True,
            example="8",
        ),
    ),
)

_STATE_RECORD = Record(
    "state",
    (
        Key("caption", PROSE, "When and where.", example="Monday, 8:40"),
        Key(
            "scene",
            LINES,
            "What is told here: a text, or a list of lines. A line is narration, or `speaker: words` with a speaker "
            "of the cast; {when: guard, speaker: words} and {when: guard, say: narration} have a guard.",
            required=True,
            example="[The renewal list is on your screen., {marcus: They prefer email.}]",
        ),
        Key(
            "effects",
            EFFECTS,
            "What entering this state changes, each time it is entered.",
            example="{patience: -1}",
        ),
        Key(
            "discuss",
            _one_or_many(PROSE, "question"),
            "Questions for a group's facilitator: a text, or a list.",
            example='["Who in your team has a customer like this?"]',
        ),
        Key(
            "choices",
            ListOf(_CHOICE, "choice", 2, 6, Role.CHOICES),
            "Makes the state a decision: two to six choices.",
            example="[{id: ask, text: Ask., rates: {curiosity: 1}, because: You asked., goto: told}, "
            "{id: wait, text: Wait., rates: {curiosity: -1}, because: You waited., goto: late}]",
        ),
        Key(
            "ending",
            _ENDING,
            "Makes the state an ending: the run is over here.",
            example="{kind: success, worth: 8}",
        ),
        Key(
            "chair",
            LINES,
            "Endings only: what the customer would say of the player, from the empty chair.",
            only_with="ending",
            example="She finally asked what I needed.",
        ),
        *WAYS,
    ),
    exactly_one=("choices", "ending", "goto", "chance", "route"),
)

_METER = Record(
    "meter",
    (
        Key(
            "label",
            PROSE,
            "What the player reads beside the value.",
            required=True,
            example="Customer trust",
        ),
        Key("start", Whole(), "The value at the start, within the bounds.", required=True, example="35"),
        Key("min", Whole(), "The least value; 0 unless given.", example="0"),
        Key("max", Whole(), "The greatest value; 100 unless given.", example="5"),
        Key(
            "bands",
            MapOf(Whole(), PROSE, "band"),
            "Words for values, each from its number up to the next.",
            example="{0: resentful, 30: guarded, 60: open}",
        ),
        Key("hidden", Truth(), "Whether the player does not see it; false unless given.", example="true"),
    ),
    role=Role.METER,
)

_PERSON = Record(
    "person",
    (
        Key(
            "name", PROSE, "The name that stands before what they say.", required=True, example="Marcus Webb"
        ),
        Key(
            "role",
            PROSE,
            "Who they are to the player. Text with a comma inside braces needs quotes.",
            required=True,
            example='"Account manager, reports to you"',
        ),
    ),
)

SCENARIO: Final = Record(
    "scenario",
    (
        Key("format", Whole(1, 1), "The version of the format: 1.", required=True, example="1"),
        Key(
            "title",
            PROSE,
            "What the scenario is called in the library.",
            required=True,
            example="The customer who went quiet",
        ),
        Key(
            "summary",
            PROSE,
            "One or two sentences for the list of scenarios, to make somebody want to play it.",
            required=True,
            example="Three clean renewals, and nobody has heard her voice in fourteen months.",
        ),
        Key(
            "difficulty",
            OneOf(tuple(Difficulty), _DIFFICULTIES),
            "How much it asks of a player.",
            required=True,
            example="core",
        ),
        Key(
            "minutes",
            Whole(1, 90),
            "How long a run takes a reader, in minutes, 1 to 90.",
            required=True,
            example="12",
        ),
        Key(
            "briefing",
            PROSE,
            "Who the player is and what they know before the first scene. Begin a longer text with >- and indent it "
            "on the lines below.",
            required=True,
            example="You took over the East team six weeks ago.",
        ),
        Key(
            "cast",
            MapOf(Identifier(reserved=RESERVED_PEOPLE), _PERSON, "person"),
            "The people who speak, each under an id of your choice. Scenes name them by it.",
            example='{marcus: {name: Marcus Webb, role: "Account manager, reports to you"}}',
        ),
        Key(
            "meters",
            MapOf(_NAME, _METER, "meter"),
            "Whole numbers that the story moves, each under a name: small letters, words joined by underscores. "
            "Effects change them, guards read them.",
            example="{trust: {label: Customer trust, start: 35, bands: {0: resentful, 60: open}}}",
        ),
        Key(
            "facts",
            ByKind(sequence=ListOf(_NAME, "fact"), mapping=MapOf(_NAME, Truth(), "fact")),
            "What may come to be true: a list of names, all false at the start, or a mapping of each to true or "
            "false. Effects change them, guards read them.",
            example="[called_priya, knows_of_rival]",
        ),
        Key(
            "start",
            STATE,
            "The id of the state in which a run begins.",
            required=True,
            example="monday-review",
        ),
        Key(
            "states",
            MapOf(_ID, _STATE_RECORD, "state"),
            "The states, each under an id: decisions (choices), endings (ending) and interludes (goto, chance or "
            "route), which pass on by themselves.",
            required=True,
            example="{verdict: {scene: Friday., goto: renewed}, "
            "renewed: {scene: She signs., ending: {kind: success, worth: 8}}}",
        ),
    ),
)
"""A scenario file."""
