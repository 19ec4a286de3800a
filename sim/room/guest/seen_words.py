"""What a participant sees in words, for the screen and the line mode alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.report.decision_words import SYMBOLS
from sim.report.words import counted
from sim.room.guest.address import RoomAddress
from sim.room.guest.frame import ChoiceWorth, Frame, OfferedChoice, QuestionResult, Shared, TakenOne
from sim.room.guest.seen import Link, Seen
from sim.room.rules.event import Decided
from sim.room.rules.phase import Phase
from sim.room.rules.question import Split

UNJUDGED: Final = "This scenario is too big to be solved, so nobody can say what the choices are worth."
NO_VOTE: Final = "You did not vote."

LINKS: Final = {
    Link.CONNECTING: "connecting",
    Link.HERE: "connected",
    Link.LOST: "not connected, trying again",
    Link.TAKEN_OVER: "open elsewhere",
    Link.REMOVED: "removed",
    Link.OVER: "over",
    Link.GONE: "gone",
}
"""How the connection stands, for a corner of the screen."""

LOST: Final = "The connection is lost. It is tried again by itself, and your vote is safe."
BACK: Final = "The connection is back."

_DECIDED: Final = {
    Decided.MAJORITY: "the majority's choice",
    Decided.TIE_BROKEN: "the facilitator broke a tie",
    Decided.FACILITATOR: "the facilitator's choice",
}
_ENDS: Final = {
    Link.TAKEN_OVER: "You have joined this room from somewhere else, so this connection has ended.",
    Link.REMOVED: "The facilitator has taken you out of the room.",
    Link.OVER: "The session is over. Thank you for taking part.",
    Link.GONE: "The room is not there any more. Ask the facilitator for a new address.",
}


class CountedChoice(NamedTuple):
    """A choice with its votes: its place from 1, its words, how many, of how many, and whether it is one's own.

    `lead` says whether it leads, or is tied for the lead; it is empty where neither is so.
    """

    place: int
    text: str
    votes: int
    of: int
    own: bool
    lead: str


def end_words(link: Link) -> str:
    """What is said when nothing more comes; empty while something does."""
    return _ENDS.get(link, "")


def come_back_words(address: RoomAddress) -> str:
    """What is said to somebody who leaves and has something to come back to."""
    return f"Your vote stays. To come back: emptychair join {address.url}"


def leaving_words(link: Link, address: RoomAddress) -> str:
    """The last word to somebody whose screen has gone."""
    ended = end_words(link)
    return (
        ended
        if ended and link is not Link.TAKEN_OVER
        else " ".join(filter(None, [ended, come_back_words(address)]))
    )


def place_words(shared: Shared) -> str:
    """Where the room stands, for a corner of the screen."""
    number = "" if shared.question is None else f"decision {shared.question}"
    match shared.phase:
        case Phase.LOBBY | Phase.DEBRIEF:
            return shared.phase.value
        case Phase.ENDED:
            return "over"
        case Phase.OWN_PACE:
            return number or "the end"
        case _:
            return number


def task_words(seen: Seen) -> str:
    """What is going on, and what to do now: a sentence or two."""
    frame = seen.frame
    if end := end_words(seen.link):
        return end
    if frame is None:
        return "Connecting …"
    shared = frame.shared
    match shared.phase:
        case Phase.LOBBY:
            here = "1 person is" if shared.people == 1 else f"{shared.people:,} people are"
            return f"Waiting for the facilitator to begin. {here} here."
        case Phase.SCENE:
            return "The facilitator puts it to the vote when everybody has read it."
        case Phase.OPEN:
            return _voting_words(seen, shared) or "Voting is open: choose."
        case Phase.OWN_PACE:
            return _team_words(seen, frame)
        case Phase.CLOSED:
            return f"Voting is closed. {own_vote_words(seen, shared)}"
        case Phase.SPLIT:
            by_team = shared.split is not None and shared.split.units != shared.split.people
            teams = " Each team decides with one vote, that of its majority." if by_team else ""
            return f"This is how the room voted. {own_vote_words(seen, shared)}{teams}"
        case Phase.COACHING:
            return f"This is what the choices are worth, in points of 100. {own_vote_words(seen, shared)}"
        case Phase.NEXT:
            return "" if shared.taken is None else taken_words(shared.taken, shared.choices)
        case Phase.DEBRIEF:
            return "The story is over. This is what your votes were worth."
        case Phase.ENDED:
            return end_words(Link.OVER)


def note_words(seen: Seen) -> str:
    """What is noted at the choice that one votes for, in one word."""
    if seen.confirmed:
        return "yours"
    return "unsent" if seen.link is Link.LOST else "sending"


def own_vote_words(seen: Seen, shared: Shared) -> str:
    """What one voted for."""
    return NO_VOTE if seen.choice is None else f"Your vote: {place_of(shared.choices, seen.choice)}."


def taken_words(taken: TakenOne, choices: Sequence[OfferedChoice]) -> str:
    """What the room goes on with, and who decided it."""
    return f"The room goes on with {place_of(choices, taken.choice)}, {_DECIDED[taken.decided]}."


def went_on_words(result: QuestionResult) -> str:
    """What a question of the debrief was answered with."""
    if result.taken is None or result.decided is None:
        return "It was not decided."
    return f"Taken: {result.text_of(result.taken)} ({_DECIDED[result.decided]})"


def place_of(choices: Sequence[OfferedChoice], choice: str) -> str:
    """The number of a choice, as it is listed; its id where it is not."""
    return next(
        (str(place) for place, offered in enumerate(choices, start=1) if offered.id == choice), choice
    )


def counted_choices(
    choices: Sequence[OfferedChoice], split: Split, own: str | None
) -> tuple[CountedChoice, ...]:
    """The choices with their votes."""
    of = sum(split.people.values())
    lead = "leads" if len(split.leading) == 1 else "tied for the lead"
    return tuple(
        CountedChoice(
            place,
            choice.text,
            split.people.get(choice.id, 0),
            of,
            choice.id == own,
            lead if choice.id in split.leading else "",
        )
        for place, choice in enumerate(choices, start=1)
    )


def votes_words(row: CountedChoice) -> str:
    """How many votes a choice has: “3 votes, 43%, yours, leads”."""
    share = f"{round(100 * row.votes / row.of)}%" if row.of > 0 else ""
    return ", ".join(filter(None, [counted(row.votes, "vote"), share, "yours" if row.own else "", row.lead]))


def worth_words(worth: ChoiceWorth) -> str:
    """What a choice is worth: “● best”, or “▼ mistake, costs 12 points”."""
    label = f"{SYMBOLS[worth.label]} {worth.label.value}"
    if worth.best:
        return label
    costs = "under 1 point" if worth.points < 0.5 else counted(max(round(worth.points), 1), "point")
    return f"{label}, costs {costs}"


def conduct_words(frame: Frame) -> str:
    """How well one voted in all, and whether that can be said."""
    conduct = frame.you.conduct
    if conduct is not None:
        return f"Your conduct: {round(conduct)} of 100. That is how well you decided, whatever came of it."
    results = frame.shared.results
    if results and not any(result.worths for result in results):
        return UNJUDGED
    if not any(vote is not None for vote in frame.you.results.values()):
        return "You did not vote in this session, so there is nothing to judge."
    return "Nothing was at stake in your votes."


def timer_words(seconds: float) -> str:
    """How long voting is still open: “0:42 left”."""
    minutes, rest = divmod(int(seconds + 0.999), 60)
    return f"{minutes}:{rest:02} left"


def _voting_words(seen: Seen, shared: Shared) -> str:
    """How one's vote stands; empty without one."""
    choice = seen.choice
    if choice is None:
        return ""
    place = place_of(shared.choices, choice)
    if seen.confirmed:
        return f"Your vote is in: {place}. You can change it while voting is open."
    if seen.link is Link.LOST:
        return f"Your vote, {place}, is sent once the connection is back."
    return f"Your vote is on its way: {place}."


def _team_words(seen: Seen, frame: Frame) -> str:
    shared, you = frame.shared, frame.you
    if you.team is None:
        return "You are in no team. Ask the facilitator."
    if shared.question is None:
        return "Your team has come to the end. The debrief comes when the facilitator ends the play."
    voted = f"{you.voted} of {you.members} in your team have voted."
    if you.members and you.voted >= you.members and seen.ballot is None:
        return "Your team has voted, and is split. Talk it over; one changed vote decides."
    stands = _voting_words(seen, shared) or "Choose together: your team goes on once all have voted."
    return f"{stands} {voted}"
