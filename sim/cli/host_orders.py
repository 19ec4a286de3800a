"""What a facilitator types, read as commands to the room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sim.report.words import visible
from sim.room.rules.command import (
    Ask,
    ChangeTeam,
    Extend,
    FacilitatorCommand,
    Lock,
    Remove,
    Rename,
    Step,
    Take,
    TakeForTeam,
)
from sim.room.rules.facilitator_view import FacilitatorView, PersonRow
from sim.room.rules.phase import Move
from sim.scenario.model import Choice

HELP: Final = """\
begin              tell the first scene
set-off            let each team play at its own pace
ask [SECONDS]      put the question to the vote, with a timer or without; ask off: without
extend SECONDS     give it more time; extend off: take the timer away
close              end the vote
reveal             show how the votes split
coach              show what each choice was worth, and why
take [CHOICE]      go on with the majority's choice, or the one named, by its number or id
next               the next scene, or the debrief where the story is over
finish             the debrief now, before the story is over
lock, unlock       let nobody else join, or let them again
people             who is here, and who has voted
remove NAME        send somebody out; #7 is number 7 of the list
rename NAME = NEW  give somebody another name
team NAME = TEAM   put somebody into another team, in the lobby
decide TEAM CHOICE decide for a team that is stuck, at its own pace
qr                 the address as a QR code, on a terminal that is wide enough
split              how the votes split so far, for you alone
status             where the room stands
end                end the session for good
quit               stop here; the session can be taken up again"""

_STEPS: Final[Mapping[str, Move]] = {
    "begin": Move.BEGIN,
    "set-off": Move.SET_OFF,
    "close": Move.CLOSE,
    "reveal": Move.REVEAL,
    "coach": Move.COACH,
    "next": Move.GO_ON,
    "finish": Move.FINISH,
    "end": Move.END,
}


class NotUnderstood(Exception):
    """A line that is no command; its text says why."""


def read_order(
    line: str,
    view: FacilitatorView,
    seconds: float | None,
    choices_of: Callable[[str], Sequence[Choice]],
) -> FacilitatorCommand:
    """The command that a line asks for.

    `seconds` is the time of a vote where the line names none; `choices_of` tells what a team at its own pace can
    choose.

    Raises:
        NotUnderstood: it asks for none.

    """
    word, _, rest = line.strip().partition(" ")
    word, rest = word.lower(), rest.strip()
    if word in _STEPS:
        return Step(_STEPS[_alone(word, rest)])
    match word:
        case "ask":
            return Ask(seconds if not rest else None if rest == "off" else _seconds(rest))
        case "extend":
            if not rest:
                raise NotUnderstood("Say how many seconds more, such as extend 30, or extend off.")
            return Extend(None if rest == "off" else _seconds(rest))
        case "take":
            return Take(_choice(rest, view.shared.choices) if rest else None)
        case "lock" | "unlock":
            return Lock(_alone(word, rest) == "lock")
        case "remove":
            return Remove(_person(rest, view.people).number)
        case "rename":
            name, new = _both(rest, "rename NAME = NEW")
            return Rename(_person(name, view.people).number, new)
        case "team":
            name, team = _both(rest, "team NAME = TEAM")
            return ChangeTeam(_person(name, view.people).number, _team(team, view.shared.teams))
        case "decide":
            return _decision(rest, view, choices_of)
    raise NotUnderstood(f"There is no command “{visible(word)}”. Type help to see them.")


def _alone(word: str, rest: str) -> str:
    if rest:
        raise NotUnderstood(f"{word} stands alone.")
    return word


def _seconds(text: str) -> float:
    digits = text.removesuffix("s").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6 and int(digits) > 0):
        raise NotUnderstood(f"“{visible(text)}” is no number of seconds.")
    return float(digits)


def _choice(text: str, choices: Sequence[Choice]) -> str:
    """The id of a choice given by it or by its number; what is neither is left to the room to refuse."""
    by_number = {str(number): choice.id for number, choice in enumerate(choices, start=1)}
    if any(choice.id == text for choice in choices):
        return text
    return by_number.get(text, text)


def _person(text: str, people: Iterable[PersonRow]) -> PersonRow:
    named = {person.name.casefold(): person for person in people}
    numbered = {f"#{person.number}": person for person in people}
    person = named.get(text.casefold()) or numbered.get(text)
    if person is None:
        raise NotUnderstood(f"Nobody here is called “{visible(text)}”. Type people to see who is here.")
    return person


def _both(text: str, form: str) -> tuple[str, str]:
    # A name may have the sign in it, so what is behind the last one counts.
    first, sign, second = text.rpartition("=")
    if not sign or not first.strip() or not second.strip():
        raise NotUnderstood(f"Say it so: {form}")
    return first.strip(), second.strip()


def _team(text: str, teams: Iterable[str]) -> str:
    return next((team for team in teams if team.casefold() == text.casefold()), text)


def _decision(text: str, view: FacilitatorView, choices_of: Callable[[str], Sequence[Choice]]) -> TakeForTeam:
    named, _, choice = text.replace("=", " ").strip().rpartition(" ")
    if not named.strip():
        raise NotUnderstood("Say it so: decide TEAM CHOICE")
    team = _team(named.strip(), view.shared.teams)
    if team not in view.shared.teams:
        raise NotUnderstood(f"There is no team “{visible(team)}”.")
    return TakeForTeam(team, _choice(choice, choices_of(team)))
