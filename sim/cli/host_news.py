"""What is new in a room since it was last told of, in lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from sim.engine.telling import Told
from sim.report.words import counted, number
from sim.room.rules.event import Decided
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.phase import Phase
from sim.room.rules.question import Split
from sim.room.rules.view import SharedView
from sim.scenario.model import Choice

_BAR: Final = 20
_DECIDED: Final = {
    Decided.MAJORITY: "by the majority",
    Decided.TIE_BROKEN: "the facilitator broke the tie",
    Decided.FACILITATOR: "by the facilitator",
}
_ASKED: Final = {Phase.OPEN, Phase.CLOSED, Phase.SPLIT, Phase.COACHING}


class HostNews:
    """Tells of a room from view to view, each thing once, however many views lie between.

    A line says what it is before its colon, always with the same word, so that programs can read it.
    """

    def __init__(
        self,
        say: Callable[..., None],
        tell: Callable[[Iterable[Told]], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        """Tell by `say` and `tell`; `now` gives seconds since 1970."""
        self._say = say
        self._tell = tell
        self._now = now
        self._told: dict[str, object] = {}

    def tell_of(self, view: FacilitatorView) -> None:
        """Tell what is new."""
        shared = view.shared
        here = sum(person.here for person in view.people)
        self._when_new(
            "people", (len(view.people), here), lambda: [f"People: {len(view.people)} joined, {here} here"]
        )
        self._when_new(
            "locked", shared.locked, lambda: [f"Locked: {'yes' if shared.locked else 'no'}"], but=False
        )
        self._when_new("phase", (shared.phase, shared.question), lambda: [phase_line(shared)])
        self._tell_taken(shared)
        self._tell_story(shared)
        if shared.phase in _ASKED and shared.question is not None:
            asked = [f"Question: {shared.question}", *choice_lines(shared.choices), *discuss_lines(view)]
            self._when_new("question", shared.question, lambda: asked)
        if shared.phase is Phase.OPEN:
            self._when_new("deadline", shared.deadline, lambda: [self._timer_line(shared)], but=None)
        if shared.phase is Phase.OPEN:
            voted = (shared.question, view.voted, len(view.people))
            self._when_new("voted", voted, lambda: [f"Voted: {view.voted} of {len(view.people)}"])
        self._tell_outcome(view)
        for row in view.teams:
            where = "finished" if row.question is None else f"question {row.question}"
            self._when_new(
                f"team {row.team}",
                row,
                partial(list, [f"Team: {row.team}, {where}, {row.voted} of {row.members} voted"]),
            )

    def _timer_line(self, shared: SharedView) -> str:
        if shared.deadline is None:
            return "Timer: off"
        return f"Timer: {counted(max(0, round(shared.deadline - self._now())), 'second')}"

    def _when_new(
        self, what: str, now: object, lines: Callable[[], Iterable[str]], but: object = ...
    ) -> None:
        """Say it unless it was said last; `but` is what needs not be said where nothing was yet."""
        if self._told.get(what, but) != now:
            self._told[what] = now
            self._say(*lines())

    def _tell_taken(self, shared: SharedView) -> None:
        taken = shared.taken
        if taken is not None:
            line = f"Taken: {taken.choice.id}, {_DECIDED[taken.decided]}: {taken.choice.text}"
            self._when_new("taken", shared.question, lambda: [line])

    def _tell_story(self, shared: SharedView) -> None:
        match shared.phase:
            case Phase.LOBBY | Phase.OWN_PACE:
                return
            case Phase.DEBRIEF | Phase.ENDED:
                place = "end"
            case Phase.NEXT:
                place = f"after {shared.question}"
            case _:
                place = f"before {shared.question}"
        if shared.told and self._told.get("story") != place:
            self._told["story"] = place
            self._tell(shared.told)
            self._say("")

    def _tell_outcome(self, view: FacilitatorView) -> None:
        shared, question = view.shared, view.judged
        if question is None:
            return
        if shared.split is not None:
            self._when_new("split", question.number, lambda: split_lines(question, bool(shared.teams)))
        if shared.options:
            self._when_new("worths", question.number, lambda: list(_worth_lines(question)))


def choice_lines(choices: Iterable[Choice]) -> list[str]:
    """The choices, numbered, each with its id."""
    return [f"  {place}. {choice.text} ({choice.id})" for place, choice in enumerate(choices, start=1)]


def split_lines(question: JudgedQuestion, in_teams: bool = False) -> list[str]:
    """How a question's votes split, with bars; where each team is one vote, how many teams, too."""
    split, votes = question.split, len(question.votes)
    lines = [f"Split: question {question.number}, {counted(votes, 'vote')}"]
    for place, choice in enumerate(question.choices, start=1):
        count = split.people[choice.id]
        share = count / votes if votes else 0.0
        teams = f", {counted(split.units[choice.id], 'team')}" if in_teams else ""
        lines.append(
            f"  {place}. {count} ({round(100 * share)}%{teams}) {round(_BAR * share) * '█':{_BAR}} {choice.text}"
        )
    return [*lines, _leading_line(split)]


def _leading_line(split: Split) -> str:
    if not split.leading:
        return "Leading: nobody has voted"
    return f"Leading: {', '.join(split.leading)}{' (a tie)' if len(split.leading) > 1 else ''}"


def _worth_lines(question: JudgedQuestion) -> Iterator[str]:
    for place, option in enumerate(question.options, start=1):
        yield f"Worth: {place}. {option.label.value}, costs {number(option.points)} of 100: {option.choice.text}"
        if option.choice.because:
            yield f"  {option.choice.because}"
    if question.room_points is not None:
        yield f"Room: its votes would have cost {number(question.room_points)} of 100 on the mean"


def discuss_lines(view: FacilitatorView) -> list[str]:
    """What the scenario's author would have the room discuss here."""
    return [f"Discuss: {prompt}" for prompt in view.discuss]


def phase_line(shared: SharedView) -> str:
    """Where the session stands."""
    asked = "" if shared.question is None else f", question {shared.question}"
    ending = "" if shared.ending is None else f", the story ended: {shared.ending.value}"
    return f"Phase: {shared.phase.value}{asked}{ending}"
