"""What the facilitator's keys do: commands to the room, asked back where something would be lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.binding import BindingType

from sim.report.words import counted
from sim.room.rules.command import Ask, Extend, FacilitatorCommand, Lock, Step, Take, TakeForTeam
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.phase import Move, Phase
from sim.tui.facilitator_keys import FACILITATOR_KEYS
from sim.tui.facilitator_steps import MORE_TIME, MOVES, next_timer, offered
from sim.tui.led_screen import LedScreen

if TYPE_CHECKING:
    from sim.room.server.facilitation import Facilitation
    from sim.tui.facilitator_app import FacilitatorApp

_ALWAYS: Final = {"quit", "help", "read", "scroll_by"}


class FacilitatorActions(LedScreen):
    """The actions of the facilitator's screen. `timer` is what the next question is given, in seconds."""

    BINDINGS: ClassVar[list[BindingType]] = FACILITATOR_KEYS

    def __init__(self, facilitation: Facilitation, timer: float | None = None) -> None:
        super().__init__(facilitation)
        self.timer = timer
        self._given = timer
        self._shown_address = 0

    @property
    def address(self) -> str:
        """The address that is shown; empty where there is none."""
        urls = self.facilitation.urls
        return urls[self._shown_address] if urls else ""

    def show_again(self) -> None:
        """Show what does not come from the room: the address and the timer for the next question."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense where the room stands is offered."""
        if action in _ALWAYS:
            return True
        view = self.view
        if view is None:
            return False
        possible = offered(view)
        if action == "move":
            return parameters[0] in possible
        if action == "take_choice":
            return action in possible and cast(int, parameters[0]) <= len(view.shared.choices)
        if action == "next_address":
            return "join_details" in possible and len(self.facilitation.urls) > 1
        return action in possible

    # Steps

    def action_move(self, move: str) -> None:
        """A move that needs nothing more."""
        if move in ("begin", "set_off") and not self._seen.people:
            self.confirm(
                "Begin with nobody in the room?",
                "People can still join while the story is under way.",
                ("Begin", "Wait"),
                Step(MOVES[move]),
            )
        else:
            self.step(Step(MOVES[move]))

    def action_ask(self) -> None:
        """Put the question to the vote."""
        self.step(Ask(self.timer))

    def action_ask_again(self) -> None:
        """Open a vote that was closed too soon, with the votes it has."""
        self.step(Ask(self.timer))

    def action_take(self) -> None:
        """Go on with the majority's choice."""
        self.step(Take())

    def action_name_one(self) -> None:
        """There is no majority to go on with."""
        split = self._judged.split
        places = [place for place, choice in enumerate(self._judged.choices, 1) if choice.id in split.leading]
        if places:
            named = " or ".join(map(str, places))
            self.say(f"It is a tie: {named} breaks it.")
        else:
            self.say(f"No choice leads: take one with 1 to {len(self._judged.choices)}.")

    def action_take_choice(self, place: int) -> None:
        """Go on with a choice that the facilitator names."""
        choice = self._judged.choices[place - 1]
        split = self._judged.split
        if choice.id == split.majority:
            why = "It is the majority's choice."
        elif split.majority is not None:
            why = "The majority chose otherwise, and the debrief will say so."
        elif choice.id in split.leading:
            why = "It breaks the tie, and the debrief will say so."
        else:
            why = "The debrief will say that you took it."
        self.confirm(
            f"Go on with {place}?", f"“{choice.text}” {why}", ("Go on with it", "Not yet"), Take(choice.id)
        )

    def action_debrief(self) -> None:
        """On to the debrief, all teams having come to their ending."""
        self.step(Step(Move.FINISH))

    def action_finish(self) -> None:
        """On to the debrief before the story is over."""
        self.confirm(
            "End the story here?",
            "The debrief tells what was decided so far. The story cannot be gone on with.",
            ("Show the debrief", "Play on"),
            Step(Move.FINISH),
        )

    def action_end(self) -> None:
        """End the session."""
        self.confirm(
            "End the session?",
            f"The code {self.facilitation.code} is worth nothing then. "
            + (
                "What was decided can still be exported."
                if self.facilitation.kept
                else "Nothing is kept of it."
            ),
            ("End it", "Stay"),
            Step(Move.END),
        )

    # Time

    def action_timer(self) -> None:
        """Give the next question another time."""
        self.timer = next_timer(self.timer, self._given)
        self.show_again()

    def action_more_time(self) -> None:
        """Half a minute more; without a timer, one of half a minute."""
        self.send(Extend(MORE_TIME))

    def action_no_time(self) -> None:
        """Take the timer away."""
        self.send(Extend(None))

    # People

    def action_lock(self) -> None:
        """Let nobody else join."""
        self.send(Lock(True))

    def action_unlock(self) -> None:
        """Let people join again."""
        self.send(Lock(False))

    def action_who(self) -> None:
        """Who is here, by name."""
        from sim.tui.people_screen import PeopleScreen

        self.app.push_screen(PeopleScreen(self._seen, self.send))

    def action_next_address(self) -> None:
        """Show another address of this computer."""
        self._shown_address = (self._shown_address + 1) % len(self.facilitation.urls)
        self.show_again()

    def action_join_details(self) -> None:
        """How to join, filling the screen."""
        from sim.tui.join_details_screen import JoinDetailsScreen

        def closed(shown: int | None) -> None:
            self._shown_address = shown or 0
            self.show_again()

        facilitation = self.facilitation
        self.app.push_screen(
            JoinDetailsScreen(facilitation.urls, self._shown_address, facilitation.code), closed
        )

    # Looking and deciding

    def action_peek(self) -> None:
        """The split before it is shown to the room: asked back, since the room sees this screen too."""
        from sim.tui.facilitator_sheets import SplitLines
        from sim.tui.sheet import Sheet

        def answered(yes: bool | None) -> None:
            view = self.view
            if yes and view is not None and view.judged is not None:
                self.app.push_screen(Sheet("How the votes stand now", SplitLines(view)))

        self._ask_back(
            "Look at the split now?",
            "Everybody who sees this screen sees it too. A vote that is still open would follow it.",
            ("Show it", "Keep it hidden"),
            answered,
        )

    def action_decide(self) -> None:
        """Decide for a team that is stuck: which one, then with which choice."""
        from sim.tui.answer_screen import Answer, AnswerScreen

        standing = [row for row in self._seen.teams if row.question is not None]
        answers = [
            Answer(row.team, f"{row.team}: question {row.question}, {row.voted} of {row.members} voted")
            for row in standing
        ]

        def answered(team: str | None) -> None:
            if team is not None:
                self._decide_for(team)

        words = "A team that is stuck can be helped on. The debrief will say that you decided."
        self.app.push_screen(AnswerScreen("Decide for which team?", words, answers), answered)

    def _decide_for(self, team: str) -> None:
        from sim.tui.answer_screen import Answer, AnswerScreen

        question = next((row.judged for row in self._seen.teams if row.team == team), None)
        if question is None:
            self.say(f"{team} has come to its ending meanwhile.")
            return

        def answered(choice: str | None) -> None:
            if choice is not None:
                self.send(TakeForTeam(team, choice))

        answers = [Answer(choice.id, choice.text) for choice in question.choices]
        about = f"{team} stands at question {question.number}, with {counted(len(question.votes), 'vote')}."
        self.app.push_screen(AnswerScreen("Go on with which choice?", about, answers), answered)

    # Help and leaving

    def action_help(self) -> None:
        """How a session goes, and the keys."""
        from sim.tui.facilitator_sheets import FacilitatorHelp
        from sim.tui.sheet import Sheet

        self.app.push_screen(Sheet("Leading a session", FacilitatorHelp(self)))

    async def action_quit(self) -> None:
        """Leave: the room can stay open, to be taken up again."""
        from sim.tui.answer_screen import Answer, AnswerScreen

        app = cast("FacilitatorApp", self.app)
        if self.view is None or self.view.shared.phase is Phase.ENDED:
            app.exit(True)
            return

        def answered(answer: str | None) -> None:
            if answer == "keep":
                app.exit(False)
            elif answer == "end":
                self.send(Step(Move.END), partial(app.exit, True))

        answers = [Answer("stay", "Stay"), Answer("end", "End the session, and leave")]
        words = "Nobody can vote while this program does not run, and nothing is kept of this session."
        if self.facilitation.kept:
            answers.insert(1, Answer("keep", "Leave, to be resumed"))
            words = (
                "Nobody can vote while this program does not run. Everything is kept: host the scenario again with "
                f"--resume {self.facilitation.code}, and people come back by themselves."
            )
        app.push_screen(AnswerScreen("Leave the session?", words, answers), answered)

    # Asking back

    def confirm(
        self, question: str, about: str, answers: tuple[str, str], command: FacilitatorCommand
    ) -> None:
        """Ask before a step is taken."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.step(command)

        self._ask_back(question, about, answers, answered)

    def _ask_back(
        self, question: str, about: str, answers: tuple[str, str], answered: Callable[[bool | None], None]
    ) -> None:
        from sim.tui.question_screen import QuestionScreen

        self.app.push_screen(QuestionScreen(question, about, *answers), answered)

    @property
    def _seen(self) -> FacilitatorView:
        assert self.view is not None, "no key but leaving is offered before the room is seen"
        return self.view

    @property
    def _judged(self) -> JudgedQuestion:
        judged = self._seen.judged
        assert judged is not None, "a choice is offered only where a question stands"
        return judged
