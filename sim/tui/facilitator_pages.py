"""Which pages the room reads, as the room stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.tui.room_pages import AskedPage, BoardPage, ChoicesPage, EndedPage, LobbyPage, NextPage, ScenePage
from sim.tui.split_pages import CoachingPage, SplitPage
from sim.tui.stage import Page

PHASES: Final[Mapping[Phase, str]] = {
    Phase.LOBBY: "the lobby",
    Phase.SCENE: "the scene",
    Phase.OPEN: "voting is open",
    Phase.CLOSED: "voting is closed",
    Phase.SPLIT: "the split",
    Phase.COACHING: "the coaching",
    Phase.NEXT: "what came of it",
    Phase.OWN_PACE: "each team at its own pace",
    Phase.DEBRIEF: "the debrief",
    Phase.ENDED: "over",
}


def facts(view: FacilitatorView) -> tuple[str, ...]:
    """Where the room stands, in the title's few words."""
    shared = view.shared
    question = () if shared.question is None or shared.own_pace else (f"question {shared.question}",)
    return (*(["locked"] if shared.locked else []), *question, PHASES[shared.phase])


def lobby_page(view: FacilitatorView, address: str, others: bool, unreached: bool) -> LobbyPage:
    """The lobby."""
    shared = view.shared
    in_team = Counter(person.team for person in view.people)
    return LobbyPage(
        address=address,
        others=others,
        code=shared.code,
        people=len(view.people),
        names=tuple(person.name for person in view.people[-60:]),
        teams=tuple((team, in_team[team]) for team in shared.teams),
        locked=shared.locked,
        unreached=unreached,
    )


def pages(view: FacilitatorView, kept: bool, tight: bool) -> tuple[Page | None, Page | None]:
    """What is told, and below it what is asked; the lobby and the debrief have pages of their own.

    `kept` says whether anything of the session is left once it is over, `tight` whether there is little room.
    """
    shared, judged = view.shared, view.judged
    match shared.phase:
        case Phase.SCENE:
            return ScenePage(shared.told), None
        case Phase.OPEN | Phase.CLOSED if tight:
            return ScenePage(shared.told), ChoicesPage(shared.choices)
        case Phase.OPEN | Phase.CLOSED:
            return AskedPage(shared.told, shared.choices), None
        case Phase.SPLIT if judged is not None:
            teams = {person.number: person.team for person in view.people} if shared.teams else {}
            return SplitPage(judged, teams, view.discuss, tight), None
        case Phase.COACHING if judged is not None:
            return CoachingPage(judged), None
        case Phase.NEXT if judged is not None:
            return NextPage(judged, shared.told), None
        case Phase.OWN_PACE:
            return BoardPage(view.teams), None
        case Phase.ENDED:
            return EndedPage(shared.code, kept), None
        case _:
            return None, None


@dataclass(frozen=True, slots=True)
class SentencePage:
    """One sentence."""

    words: str

    def lines(self, width: int) -> list[Content]:
        """It."""
        return Content(self.words).wrap(width)


JUDGING: Final = SentencePage("Judging the session …")
