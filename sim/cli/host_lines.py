"""A group session led in lines: what happens goes to stdout, and what to do comes from stdin, for scripts and screen
readers.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final, TextIO

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.host_news import HostNews, choice_lines, discuss_lines, phase_line, split_lines
from sim.cli.host_orders import HELP, NotUnderstood, read_order
from sim.cli.line_talk import LineTalk
from sim.report.words import counted, visible
from sim.room.log import LogError
from sim.room.rules.command import FacilitatorCommand
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.room.rules.refusal import Refused
from sim.room.server.addresses import NO_NETWORK, NOT_REACHED
from sim.room.server.facilitation import PATIENCE, Facilitation
from sim.room.server.running import ServerStopped
from sim.scenario.model import Choice

LEAVING: Final = ("quit", "leave", "exit")


class Happening(Enum):
    """What the driver waits for, beside a line typed."""

    NEW_VIEW = auto()
    INPUT_ENDED = auto()
    STOPPED = auto()


class HostLines(LineTalk):
    """Leads a session in lines. `seconds` is the time of a vote where `ask` names none."""

    def __init__(
        self,
        facilitation: Facilitation,
        output: TextIO,
        seconds: float | None = None,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(output, output)
        self._facilitation = facilitation
        self._seconds = seconds
        self._patience = patience
        self._happened: SimpleQueue[Happening | str] = SimpleQueue()
        self._view: FacilitatorView | None = None
        self._news = HostNews(self._say, self._tell)
        self._announced = False
        self._debriefed = False

    def stop(self) -> None:
        """Leave the session; may be called by a signal handler, and from any thread."""
        self._happened.put(Happening.STOPPED)

    def run(self, lines: Iterable[str]) -> int:
        """Do what the lines say until one of them, their end or `stop` leaves the session; returns the exit code."""
        self._say(f"Code: {self._facilitation.code}", *(f"Join: {url}" for url in self._facilitation.urls))
        self._say(*(f"Note: {notice}" for notice in self._facilitation.notices))
        unwatch = self._facilitation.watch(self._shown)
        Thread(target=self._read, args=(lines,), name="typed lines", daemon=True).start()
        try:
            return self._lead()
        except ServerStopped as error:
            self._say(f"Fault: {error.title}. {error.message}")
            return FAULTS
        finally:
            unwatch()

    def _lead(self) -> int:
        self._tell_news()
        for happened in self._as_it_happens():
            match happened:
                case Happening.NEW_VIEW:
                    self._tell_news()
                case Happening.INPUT_ENDED | Happening.STOPPED:
                    break
                case str() if happened.strip() in LEAVING:
                    break
                case str():
                    self._obey(happened.strip())
            self._output.flush()
            if self._facilitation.over:
                break
        return DONE

    def _as_it_happens(self) -> Iterator[Happening | str]:
        """What happens, in its order; beside that it tells when nobody comes."""
        until = time.monotonic() + self._patience
        waiting = bool(self._facilitation.urls)
        while True:
            self._output.flush()
            happened = self._next()
            if happened is not None:
                yield happened
            if waiting and time.monotonic() >= until:
                waiting = False
                if not self._facilitation.reached:
                    self._say(f"Note: {NOT_REACHED}")

    def _next(self) -> Happening | str | None:
        try:
            # Windows hears Ctrl-C only between two waits.
            return self._happened.get(timeout=0.5)
        except Empty:
            return None

    def _read(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._happened.put(line)
        self._happened.put(Happening.INPUT_ENDED)

    def _shown(self, view: FacilitatorView) -> None:
        # In the server's thread. A slow terminal finds the newest view, not every one.
        self._view = view
        if not self._announced:
            self._announced = True
            self._happened.put(Happening.NEW_VIEW)

    def _tell_news(self) -> None:
        self._announced = False
        view = self._view
        if view is None:
            return
        self._news.tell_of(view)
        if view.shared.phase in (Phase.DEBRIEF, Phase.ENDED) and not self._debriefed:
            self._debriefed = True
            self._tell_debrief()

    def _tell_debrief(self) -> None:
        from sim.report.session.session_text import session_text

        try:
            debrief = self._facilitation.debrief()
        except LogError as error:
            self._say(f"Fault: {error.title}. {error.message}")
            return
        self._say("Debrief:", session_text(debrief, width=self._width), "")

    # What is typed

    def _obey(self, line: str) -> None:
        """Do what a line asks, tell what came of it, and answer with one line behind that."""
        if not line:
            return
        word = line.split()[0].lower()
        answers = {
            "help": self._tell_help,
            "people": self._tell_people,
            "qr": self._tell_qr_code,
            "split": self._tell_split,
            "status": self._tell_status,
        }
        try:
            if line.lower() in answers:
                answers[line.lower()]()
            else:
                self._do(line)
        except NotUnderstood as error:
            self._say(f"Not understood: {error}")
        except Refused as refused:
            hint = f" {refused.hint}" if refused.hint else ""
            self._say(f"Refused: {refused.reason.value}. {visible(refused.message)}{visible(hint)}")
        except LogError as error:
            self._say(f"Refused: not-kept. {error.message} {error.hint or ''}".rstrip())
        else:
            self._say(f"Done: {word}")

    def _do(self, line: str) -> None:
        order = self._order(line)
        self._facilitation.do(order)
        self._facilitation.show(self._shown)
        self._tell_news()

    def _order(self, line: str) -> FacilitatorCommand:
        assert self._view is not None
        return read_order(line, self._view, self._seconds, self._choices_of)

    def _choices_of(self, team: str) -> tuple[Choice, ...]:
        """What a team at its own pace can choose now."""
        for course in self._facilitation.debrief().courses:
            if course.team == team and course.questions and course.questions[-1].taken is None:
                return course.questions[-1].choices
        return ()

    def _tell_help(self) -> None:
        self._say(HELP)

    def _tell_people(self) -> None:
        view = self._now()
        for person in view.people:
            team = f" ({person.team})" if person.team else ""
            here, voted = "here" if person.here else "away", "voted" if person.voted else "not voted"
            self._say(f"  #{person.number} {person.name}{team}, {here}, {voted}")

    def _tell_split(self) -> None:
        view = self._now()
        if view.judged is None:
            raise NotUnderstood("There is no question now.")
        self._say(*split_lines(view.judged, bool(view.shared.teams)))

    def _tell_qr_code(self) -> None:
        """Draw the code of the likeliest address in blocks. Only when asked for: screen readers would read it aloud."""
        from sim.room.qr_code import qr_code

        if not self._facilitation.urls:
            raise NotUnderstood(NO_NETWORK)
        rows = qr_code(self._facilitation.urls[0])
        wide = 2 * len(rows[0])
        if not self._output.isatty() or shutil.get_terminal_size().columns < wide:
            raise NotUnderstood(f"A QR code needs a terminal {wide} characters wide.")
        for row in rows:
            print("".join("  " if dark else "██" for dark in row), file=self._output)

    def _tell_status(self) -> None:
        view = self._now()
        shared = view.shared
        self._say(phase_line(shared), f"People: {len(view.people)} joined")
        if shared.locked:
            self._say("Locked: yes")
        if shared.phase is Phase.OPEN:
            self._say(f"Voted: {view.voted} of {len(view.people)}")
        self._say(*choice_lines(shared.choices), *discuss_lines(view))
        for row in view.teams:
            self._say(f"Team: {row.team}, {counted(row.members, 'member')}")
            self._say(*choice_lines(self._choices_of(row.team)))

    def _now(self) -> FacilitatorView:
        self._facilitation.show(self._shown)
        assert self._view is not None
        return self._view


def lines_of(descriptor: int) -> Iterator[str]:
    """The lines of a file as they come, decoded from UTF-8.

    It reads past Python's own buffer of stdin: a thread that waits in there would keep the program from ending.
    """
    rest = b""
    while True:
        try:
            block = os.read(descriptor, 4096)
        except OSError:
            block = b""
        if not block:
            break
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")
