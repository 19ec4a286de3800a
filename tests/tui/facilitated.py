"""A real session for the tests of the facilitator's screen: a served room, its people, and somebody to lead it."""

from __future__ import annotations

import json
import secrets
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from textual.pilot import Pilot

from sim.room.log import RoomLog
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.room.server.fault_file import FaultFile
from sim.room.server.hosting import Wish, host_room
from sim.store.loading import Loaded, load
from sim.tui.facilitator_app import FacilitatorApp
from sim.tui.facilitator_screen import FacilitatorScreen
from tests.tui.watching import press, until

THE_EXAMPLE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"


class Session:
    """A room that is served on a free port, and the people who joined it."""

    def __init__(self, loaded: Loaded, log: RoomLog, teams: tuple[str, ...] = (), kept: bool = True) -> None:
        wish = Wish(port=0, names=("trainer.local",), teams=teams, seed=7, kept=kept)
        self.facilitation = host_room(loaded, log, wish, FaultFile())
        self.port = urlsplit(self.facilitation.urls[0]).port
        self.people: list[Person] = []

    def post(self, path: str, sent: object, bearer: str = "") -> Any:
        """What the server answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(sent).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {bearer}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def join(self, name: str = "", team: str | None = None) -> Person:
        """Somebody comes in."""
        secret = secrets.token_urlsafe(16)
        sent = {"code": self.facilitation.code, "name": name, "team": team, "secret": secret}
        answer = self.post("/api/join", sent)
        self.people.append(Person(self, answer["participant"], secret))
        return self.people[-1]

    def vote(self, question: int, *choices: str) -> None:
        """The first to come vote, one after the other."""
        for person, choice in zip(self.people, choices, strict=False):
            person.vote(question, choice)


class Person:
    """Somebody who joined over HTTP."""

    def __init__(self, session: Session, number: int, secret: str) -> None:
        self._session = session
        self.number = number
        self._secret = secret

    def vote(self, question: int, choice: str) -> None:
        """Vote, or change one's vote."""
        self._session.post(
            "/api/vote",
            {
                "code": self._session.facilitation.code,
                "question": question,
                "choice": choice,
                "submission": secrets.token_hex(4),
            },
            f"{self.number}.{self._secret}",
        )


def the_example() -> Loaded:
    """The example of the format's page."""
    return load(THE_EXAMPLE)


def led(app: FacilitatorApp) -> FacilitatorScreen:
    """The facilitator's screen, which lies under all sheets."""
    screen = app.screen_stack[1]
    assert isinstance(screen, FacilitatorScreen)
    return screen


def seen(app: FacilitatorApp) -> FacilitatorView:
    """The room as the screen shows it."""
    view = led(app).view
    assert view is not None
    return view


async def until_seen(pilot: Pilot[Any], holds: Callable[[FacilitatorView], bool]) -> None:
    """Let the app work until the screen shows a room of which that is true."""
    app = pilot.app
    assert isinstance(app, FacilitatorApp)

    def shows() -> bool:
        stack = app.screen_stack
        return len(stack) > 1 and led(app).view is not None and holds(seen(app))

    await until(pilot, shows)


async def until_phase(pilot: Pilot[Any], phase: Phase) -> None:
    """Let the app work until the screen shows the room in a phase."""
    await until_seen(pilot, lambda view: view.shared.phase is phase)


async def press_to(pilot: Pilot[Any], phase: Phase, *keys: str) -> None:
    """Press keys that take the room to a phase."""
    await press(pilot, *keys)
    await until_phase(pilot, phase)
