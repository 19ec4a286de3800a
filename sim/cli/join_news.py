"""What a room shows, told in lines: each thing once, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.engine.telling import Told
from sim.room.guest.frame import Frame, OfferedChoice, QuestionResult, told_since
from sim.room.guest.seen import Link, Seen
from sim.room.guest.seen_words import (
    BACK,
    LOST,
    NO_VOTE,
    UNJUDGED,
    conduct_words,
    counted_choices,
    end_words,
    task_words,
    votes_words,
    went_on_words,
    worth_words,
)
from sim.room.rules.phase import Phase

_CHOOSING = (Phase.OPEN, Phase.CLOSED, Phase.OWN_PACE)


class JoinNews:
    """Tells what is new since the last time. `say` prints lines, `tell` prints what is told in a scene."""

    def __init__(self, say: Callable[..., None], tell: Callable[[Iterable[Told]], None]) -> None:
        self._say = say
        self._tell = tell
        self._seen: Seen | None = None
        self._told: tuple[Told, ...] = ()
        self._moment: tuple[Phase, int | None] | None = None
        self._offered: int | None = None
        self._deadline: float | None = None
        self._task = ""
        self._lost = False
        self._debriefed = False

    @property
    def choices(self) -> tuple[OfferedChoice, ...]:
        """What can be voted for now."""
        frame = None if self._seen is None else self._seen.frame
        return frame.shared.choices if frame is not None and frame.shared.voting else ()

    def show(self, seen: Seen) -> None:
        """Tell what is new."""
        frame = seen.frame
        if frame is None:
            return
        if self._seen is None:
            self._welcome(frame)
        self._seen = seen
        for sentence in seen.said:
            self._say("", sentence)
        self._tell_connection(seen.link)
        self._tell_frame(seen, frame)

    def tell_again(self) -> None:
        """Tell once more what is there now."""
        if self._seen is not None:
            self._told, self._moment, self._offered, self._task = (), None, None, ""
            self._debriefed = False
            self.show(self._seen)

    def _welcome(self, frame: Frame) -> None:
        team = "" if frame.you.team is None else f", in the team {frame.you.team}"
        self._say("", f"You are in the room as {frame.you.name}{team}.", "Type help for what you can type.")

    def _tell_connection(self, link: Link) -> None:
        if link is Link.LOST and not self._lost:
            self._say("", LOST)
        elif link is Link.HERE and self._lost:
            self._say("", BACK)
        self._lost = link is Link.LOST

    def _tell_frame(self, seen: Seen, frame: Frame) -> None:
        shared = frame.shared
        moment = (shared.phase, shared.question)
        fresh = moment != self._moment
        self._moment = moment
        task = end_words(seen.link) or task_words(seen)
        if shared.phase is Phase.NEXT and fresh:
            self._say("", task)
            self._task = task
        self._tell_scene(shared.told)
        if fresh:
            self._tell_moment(seen, frame)
        if shared.phase is Phase.OPEN and (fresh or shared.deadline != self._deadline):
            self._tell_deadline(seen, fresh)
        self._deadline = shared.deadline
        if task != self._task and (fresh or shared.phase is not Phase.LOBBY or end_words(seen.link)):
            self._say("", task)
        self._task = task

    def _tell_scene(self, told: tuple[Told, ...]) -> None:
        self._tell(told_since(self._told, told))
        self._told = told or self._told

    def _tell_moment(self, seen: Seen, frame: Frame) -> None:
        shared = frame.shared
        if shared.phase in _CHOOSING and shared.question is not None and self._offered != shared.question:
            self._offered = shared.question
            self._say("", f"Decision {shared.question}")
            self._say(*(f"{place}. {choice.text}" for place, choice in enumerate(shared.choices, start=1)))
        if shared.phase is Phase.SPLIT and shared.split is not None:
            self._say("")
            for row in counted_choices(shared.choices, shared.split, seen.choice):
                self._say(f"{row.place}. {row.text}", f"   {votes_words(row)}")
        elif shared.phase is Phase.COACHING and shared.worths is not None:
            self._tell_worths(frame)
        elif shared.phase in (Phase.DEBRIEF, Phase.ENDED) and not self._debriefed:
            self._debriefed = True
            self._tell_debrief(frame)

    def _tell_worths(self, frame: Frame) -> None:
        worths = {worth.id: worth for worth in frame.shared.worths or ()}
        if not worths:
            self._say("", UNJUDGED)
        for place, choice in enumerate(frame.shared.choices, start=1):
            if (worth := worths.get(choice.id)) is not None:
                self._say("", f"{place}. {choice.text}", f"   {worth_words(worth)}", f"   {worth.coaching}")

    def _tell_deadline(self, seen: Seen, fresh: bool) -> None:
        left = seen.seconds_left(seen.received)
        if left is not None:
            self._say("", f"Voting closes in {round(left)} seconds.")
        elif not fresh:
            self._say("", "Voting stays open until the facilitator closes it.")

    def _tell_debrief(self, frame: Frame) -> None:
        if not frame.shared.results:
            return
        self._say("", "The debrief", "", conduct_words(frame))
        for result in frame.shared.results:
            self._tell_result(result, frame.you.results.get(result.number))

    def _tell_result(self, result: QuestionResult, vote: str | None) -> None:
        self._say("", f"Decision {result.number}{': ' if result.prompt else ''}{result.prompt}")
        self._say(f"   {NO_VOTE}" if vote is None else f"   You: {result.text_of(vote)}")
        worth = None if vote is None else result.worth_of(vote)
        if worth is not None:
            self._say(f"   {worth_words(worth)}. {worth.coaching}")
        for best in result.worths:
            if best.best and (worth is None or not worth.best):
                self._say(f"   Best: {result.text_of(best.id)} {best.coaching}")
        self._say(f"   {went_on_words(result)}")
