"""A session in lines: what the room shows is printed as it comes, and a vote is a line on stdin."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final, TextIO

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.join_news import JoinNews
from sim.cli.line_answers import LineAnswers
from sim.cli.line_talk import LeaveGame, LineTalk
from sim.report.words import visible
from sim.room.guest.address import RoomAddress, WrongAddress
from sim.room.guest.arrival import TO_SAY_AGAIN, Arrival
from sim.room.guest.guest import Door, Guest, look
from sim.room.guest.in_thread import in_thread
from sim.room.guest.request import RoomRefused
from sim.room.guest.seat import Seats
from sim.room.guest.seen import FINAL, SENT_OUT, Link
from sim.room.guest.seen_words import come_back_words
from sim.room.rules.refusal import Reason

HELP: Final = """\
Type the number of a choice, or its id, to vote. These words work too:
  again       tell once more what there is to read and to choose
  settle      in a team of its own pace: go on with the votes there are
  team NAME   go over to another team, before it begins
  quit        leave; your vote stays
If a choice has one of these ids, put a slash before the word: /quit"""

_LEAVING: Final = {"quit", "leave", "exit", "q"}
_LAST_VOTE_SECONDS: Final = 3.0
"""Somebody who leaves waits no longer than this for a vote on its way."""


class JoinLines(LineTalk):
    """A participant in lines. `name` and `team` come from the command line; without them it asks."""

    def __init__(
        self,
        address: RoomAddress,
        seats: Seats,
        answers: TextIO,
        output: TextIO,
        name: str | None = None,
        team: str | None = None,
    ) -> None:
        super().__init__(answers, output)
        self._address = address
        self._seats = seats
        self._name = name
        self._team = team
        self._given = {
            *([Reason.BAD_NAME.value] if name is not None else []),
            *([Reason.UNKNOWN_TEAM.value] if team is not None else []),
        }
        """What was said on the command line is not asked again, whatever is wrong with it."""

    def run(self) -> int:
        """Take part until the session is over, or the participant leaves.

        Raises:
            EmptyChairError: one could not come in.

        """
        return asyncio.run(self._run(LineAnswers(self._answers)))

    async def _run(self, answers: LineAnswers) -> int:
        try:
            return await self._take_part(answers)
        except LeaveGame:
            return DONE

    async def _take_part(self, answers: LineAnswers) -> int:
        if self._address.code is None:
            self._address = await self._asked_code(answers)
        door = await in_thread(partial(look, self._address))
        self._say(f"The room {self._address.code}: {door.title}")
        arrival = await self._come_in(door, answers)
        news = JoinNews(self._say, self._tell)
        guest = arrival.guest
        showing = asyncio.create_task(self._show(guest, news))
        running = asyncio.create_task(guest.run())
        hearing = asyncio.create_task(self._obey(answers, guest, news))
        try:
            await asyncio.wait((showing, running, hearing), return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                hearing.result()
                await guest.delivered(_LAST_VOTE_SECONDS)
            else:
                await asyncio.gather(running, showing)
        finally:
            for task in (hearing, running, showing):
                task.cancel()
            await asyncio.gather(hearing, running, showing, return_exceptions=True)
            arrival.leave()
        news.show(guest.now)
        if guest.link not in FINAL or guest.link is Link.TAKEN_OVER:
            self._say("", come_back_words(self._address))
        self._output.flush()
        return FAULTS if guest.link in SENT_OUT else DONE

    # At the door

    async def _come_in(self, door: Door, answers: LineAnswers) -> Arrival:
        arrival = Arrival(self._address, self._seats)
        arrival.check(door)
        if not arrival.known:
            await self._ask_who(door, answers)
        while True:
            try:
                await arrival.come_in(self._name, self._team)
            except RoomRefused as error:
                if error.reason not in TO_SAY_AGAIN or error.reason in self._given:
                    raise
                self._say(f"{error.message} {error.hint or ''}".rstrip())
                if error.reason == Reason.BAD_NAME.value:
                    self._name = None
                else:
                    self._team = None
                await self._ask_who(door, answers)
            else:
                break
        if not arrival.kept:
            self._say("Your seat could not be kept on this machine: if this program breaks off, join anew.")
        return arrival

    async def _ask_who(self, door: Door, answers: LineAnswers) -> None:
        if self._name is None:
            self._name = await self._ask_line("Your name, as the others see it? Enter for none.", answers)
        if self._team is None and door.teams:
            self._say("", *(f"{place}. {team}" for place, team in enumerate(door.teams, start=1)))
            answer = await self._ask_line("Your team? Enter for wherever there is room.", answers)
            numbered = answer.isdecimal() and 1 <= int(answer) <= len(door.teams)
            self._team = door.teams[int(answer) - 1] if numbered else answer

    async def _asked_code(self, answers: LineAnswers) -> RoomAddress:
        while True:
            typed = await self._ask_line("The code of the room?", answers)
            try:
                return self._address.with_code(typed)
            except WrongAddress as error:
                self._say(f"{error.message} {error.hint}")

    async def _ask_line(self, question: str, answers: LineAnswers) -> str:
        self._say("", question)
        self._output.flush()
        answer = await answers.next()
        if answer is None:
            self._say(self._input_ended())
            raise LeaveGame
        return answer

    # In the room

    async def _show(self, guest: Guest, news: JoinNews) -> None:
        async for seen in guest.seen():
            news.show(seen)
            self._output.flush()

    async def _obey(self, answers: LineAnswers, guest: Guest, news: JoinNews) -> None:
        while (line := await answers.next()) is not None:
            if not line:
                continue
            if not self._voted(line, guest, news) and not self._command(line.removeprefix("/"), guest, news):
                return
            self._output.flush()
        self._say("", self._input_ended())

    def _voted(self, line: str, guest: Guest, news: JoinNews) -> bool:
        offered = news.choices
        if line.isdecimal():
            if not offered:
                self._say("There is nothing to vote on now.")
            elif 1 <= int(line) <= len(offered):
                guest.vote(offered[int(line) - 1].id)
            else:
                self._say(f"There is no such choice. Type a number from 1 to {len(offered)}.")
            return True
        if any(choice.id == line for choice in offered):
            guest.vote(line)
            return True
        return False

    def _command(self, line: str, guest: Guest, news: JoinNews) -> bool:
        """Do what a word says; False where it says to leave."""
        word, _, rest = line.partition(" ")
        if line in _LEAVING:
            return False
        if line == "again":
            news.tell_again()
        elif line == "settle":
            guest.settle()
        elif word == "team" and rest.strip():
            guest.change_team(rest.strip())
        elif line in {"help", "?"}:
            self._say(HELP)
        else:
            self._say(f"“{visible(line)}” is no word here. Type the number of a choice, or help.")
        return True
