"""The right of the facilitator's screen: how to join, who is here, who has voted, and the time that is left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Digits

from sim.report.words import counted
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.tui.facilitator_steps import clock
from sim.tui.qr_widget import QrWidget
from sim.tui.room_pages import plain_address
from sim.tui.stage import QUIET
from sim.tui.wrapped_lines import WrappedLines


@dataclass(frozen=True, slots=True)
class Counts:
    """Who is here and who has voted; `voted` is None where there is nothing to vote on."""

    here: int
    joined: int
    voted: int | None
    waiting: int
    locked: bool
    note: str

    @classmethod
    def of(cls, view: FacilitatorView, timer: float | None) -> Counts:
        """Count a room; `timer` is what a question is given when it is asked."""
        phase = view.shared.phase
        asked = phase in (Phase.OPEN, Phase.CLOSED)
        return cls(
            here=sum(person.here for person in view.people),
            joined=len(view.people),
            voted=view.voted if asked else None,
            waiting=sum(person.here and not person.voted for person in view.people) if asked else 0,
            locked=view.shared.locked,
            note=_note(view, timer),
        )


def _note(view: FacilitatorView, timer: float | None) -> str:
    phase = view.shared.phase
    if phase is Phase.SCENE:
        given = "no timer" if timer is None else f"a timer of {clock(timer)}"
        return f"asked with {given}, t changes it"
    if phase is Phase.OPEN:
        return "the split stays hidden"
    if phase is Phase.CLOSED:
        return "the split is hidden until you press r"
    return ""


class JoinLines(WrappedLines):
    """The address and the code."""

    def __init__(self, code: str) -> None:
        super().__init__(id="join")
        self._code = code
        self._address = ""

    def show(self, address: str) -> None:
        """Another address."""
        if address != self._address:
            self._address = address
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """Each on a line of its own; an address too long for one is cut to the page, which asks for the code."""
        address = plain_address(self._address) or "no network"
        if Content(address).cell_length > width:
            address = address.partition("/j/")[0]
        return [
            Content.styled("join", QUIET),
            *Content.styled(address, "bold $accent").wrap(width),
            Content.assemble(("code  ", QUIET), (" ".join(self._code), "bold")),
        ]


class CountLines(WrappedLines):
    """The counts in words. The same counts again cost nothing."""

    def __init__(self) -> None:
        super().__init__(id="counts")
        self._counts: Counts | None = None

    def show(self, counts: Counts) -> None:
        """Other counts."""
        if counts != self._counts:
            self._counts = counts
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """Who is here, who has voted, and what to know now."""
        counts = self._counts
        if counts is None:
            return []
        words = [(f"{counts.here:,}", "bold"), (" here", "")]
        if counts.voted is not None:
            words += [("   ", ""), (f"{counts.voted:,}", "bold"), (" voted", "")]
        if counts.waiting:
            words += [("   ", ""), (f"{counts.waiting:,}", "bold"), (" not yet", "")]
        told = [Content.assemble(*words)]
        if counts.joined != counts.here:
            away = counts.joined - counts.here
            told.append(
                Content.styled(f"{counted(away, 'person') if away == 1 else f'{away:,} people'} away", QUIET)
            )
        if counts.locked:
            told.append(Content("locked: nobody else can join"))
        if counts.note:
            told.append(Content.styled(counts.note, QUIET))
        return [line for one in told for line in one.wrap(width)]


class Desk(Vertical):
    """What the facilitator looks at."""

    def __init__(self, code: str) -> None:
        super().__init__(id="desk")
        self.join = JoinLines(code)
        self.code = QrWidget(id="qr")
        self.counts = CountLines()
        self.timer = Digits("", id="timer")
        self._deadline: float | None = None
        self.timer.display = False

    def compose(self) -> ComposeResult:
        """The parts, one below the other."""
        yield self.join
        yield self.code
        yield self.counts
        yield self.timer

    def show(self, address: str, counts: Counts, deadline: float | None, now: float) -> None:
        """Show a room; `now` is in seconds since 1970, as the deadline is."""
        self.join.show(address)
        self.code.show(address)
        self.counts.show(counts)
        self._deadline = deadline
        self.tick(now)

    def tick(self, now: float) -> None:
        """Show the time that is left."""
        left = "" if self._deadline is None else clock(math.ceil(self._deadline - now))
        if left != self.timer.value:
            self.timer.update(left)
            self.timer.display = bool(left)

    def fit_code(self, room: Size) -> None:
        """Show nothing but the QR code, as large as this room allows."""
        self.code.fit(room)
        self.display = bool(self.code.drawn)
        self.styles.width = self.code.drawn + 2

    def fit_beside(self, room: Size) -> None:
        """Draw the QR code among the rest, into this room."""
        self.code.fit(room)
        self.display = True
        self.styles.clear_rule("width")
        self.set_class(not self.code.drawn, "-without-code")
