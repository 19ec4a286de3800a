"""A participant's part in a room: what they chose and have not been told is kept yet, and what they were shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.room.guest.frame import Frame
from sim.room.guest.seen import FINAL, Ballot, Link, Seen
from sim.room.rules.phase import Phase

Errand = Mapping[str, Any]
"""Something asked of the room once, as the wire has it."""

NOT_HERE = "There is no connection just now. Try it again once it is back."


class PartTaken:
    """What is known on this side. `changed` is called whenever it is something else. No clock, no socket.

    A vote is kept until the room acknowledges or refuses it, or goes on without it: whatever is shown meanwhile, and
    however often the connection is lost.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._received = 0.0
        self._said: list[str] = []
        self.link = Link.CONNECTING
        self.frame: Frame | None = None
        self.ballot: Ballot | None = None
        self.errands: list[Errand] = []

    def seen(self) -> Seen:
        """How things stand; what was said is told once."""
        said, self._said = tuple(self._said), []
        return Seen(self.link, self.frame, self._received, self.ballot, said)

    # What is heard

    def became(self, link: Link, *said: str) -> None:
        """The connection stands otherwise. What is final stays."""
        if self.link in FINAL:
            return
        self.link = link
        if link in FINAL:
            self.ballot = None
            self.errands.clear()
        self._said.extend(said)
        self._changed()

    def come_back(self) -> None:
        """Begin to connect again after somebody else of the same seat took over."""
        if self.link is Link.TAKEN_OVER:
            self.link = Link.CONNECTING
            self._changed()

    def heard(self, frame: Frame, at: float) -> None:
        """The room showed this."""
        if self.link in FINAL:
            return
        self.frame, self._received, self.link = frame, at, Link.HERE
        self._look_after_the_ballot(frame)
        if frame.shared.phase is Phase.ENDED:
            self.became(Link.OVER)
        self._changed()

    def refused(self, message: str, hint: str | None, submission: str | None) -> None:
        """The room did not do what it was asked; `submission` names the vote, if it was one."""
        if submission is not None:
            if self.ballot is None or self.ballot.submission != submission:
                return  # another vote has taken its place
            self.ballot = None
        self.say(message if hint is None else f"{message} {hint}")

    def say(self, words: str) -> None:
        """Have something told."""
        self._said.append(words)
        self._changed()

    # What is asked

    def vote(self, choice: str, submission: str) -> None:
        """Vote for a choice of the question that stands. The same choice again is no vote."""
        shared = None if self.frame is None else self.frame.shared
        if shared is None or shared.question is None or not shared.voting or self.link in FINAL:
            self.say("Voting is not open.")
        elif choice == self.seen_choice:
            self.say("That is your vote already.")
        else:
            self.ballot = Ballot(shared.question, choice, submission)
            self._changed()

    def run_errand(self, errand: Errand) -> None:
        """Ask something of the room once, if it can hear."""
        if self.link is not Link.HERE:
            self.say(NOT_HERE)
        else:
            self.errands.append(errand)
            self._changed()

    @property
    def seen_choice(self) -> str | None:
        """What is voted for now."""
        return Seen(self.link, self.frame, self._received, self.ballot).choice

    def _look_after_the_ballot(self, frame: Frame) -> None:
        ballot = self.ballot
        if ballot is None:
            return
        shared, vote = frame.shared, frame.you.vote
        if vote is not None and vote.submission == ballot.submission and shared.question == ballot.question:
            self.ballot = None
        elif shared.question != ballot.question:
            self.ballot = None
            # A team that plays at its own pace goes on as soon as the last vote is in: mostly it was this one.
            if not shared.own_pace:
                self._said.append("The room went on before your vote was confirmed.")
        elif not shared.voting:
            self.ballot = None
            before = "" if vote is None else " The one before it counts."
            self._said.append(f"Voting closed before your vote came in.{before}")
