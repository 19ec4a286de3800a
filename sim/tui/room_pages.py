"""What a room reads before, between and after the splits: how to join, the scene, the choices, what was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from sim.engine.telling import Told, Voice
from sim.report.session.session_words import taken_words, votes_words
from sim.report.words import counted
from sim.room.rules.facilitator_view import TeamRow
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.server.addresses import NOT_REACHED
from sim.scenario.model import Choice
from sim.tui.large_letters import large
from sim.tui.stage import QUIET, head, numbered, spaced, told_lines

ANOTHER_ADDRESS: Final = "u shows another address."
NO_NETWORK: Final = "This computer is on no network, so nobody else can join."
FINISH_AT_OWN_PACE: Final = "All teams have come to their ending."
_NAMES_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class LobbyPage:
    """How to join, and who has. `unreached` is whether nobody came for long; `names` are the latest to come.

    `others` is whether this computer has other addresses, `teams` how many are in each.
    """

    address: str
    others: bool
    code: str
    people: int
    names: tuple[str, ...]
    teams: tuple[tuple[str, int], ...]
    locked: bool
    unreached: bool

    def lines(self, width: int) -> list[Content]:
        """The address and the code, then the people."""
        return spaced(
            [
                how_to_join(self.address, self.code, width),
                self._trouble(width),
                self._people(width),
            ]
        )

    def _trouble(self, width: int) -> list[Content]:
        if self.locked:
            return Content("The room is locked: nobody else can join. l lets people in.").wrap(width)
        if not self.unreached or not self.address:
            return []
        words = f"{NOT_REACHED} {ANOTHER_ADDRESS}" if self.others else NOT_REACHED
        return Content.styled(words, "bold").wrap(width)

    def _people(self, width: int) -> list[Content]:
        if not self.people:
            return Content.styled("Nobody is in the room yet.", QUIET).wrap(width)
        shown = self.names[-_NAMES_SHOWN:]
        before = self.people - len(shown)
        names = [Content(name) for name in shown]
        if before:
            names.insert(0, Content.styled(f"{before:,} others", QUIET))
        lines = [*Content.styled(in_the_room(self.people), "bold").wrap(width)]
        if self.teams:
            lines += Content(", ".join(f"{team} {count}" for team, count in self.teams)).wrap(width)
        return [*lines, *Content(" · ").join(names).wrap(width)]


def how_to_join(address: str, code: str, width: int) -> list[Content]:
    """The address and the code, large where there is room."""
    if not address:
        return Content.styled(NO_NETWORK, "bold").wrap(width)
    lines = Content.assemble("Scan the code, or open ", (plain_address(address), "bold $accent")).wrap(width)
    drawn = large(code)
    if drawn and len(drawn[0]) <= width:
        lines += [Content(""), *(Content.styled(line, "bold") for line in drawn)]
    return [*lines, Content.assemble(("code  ", QUIET), (" ".join(code), "bold"))]


def plain_address(address: str) -> str:
    """An address as it is typed."""
    return address.removeprefix("http://")


def in_the_room(people: int) -> str:
    """How many are in the room."""
    return "1 person is in the room" if people == 1 else f"{people:,} people are in the room"


def numbered_point(words: str, width: int) -> list[Content]:
    """A sentence of a list."""
    first, *rest = Content(words).wrap(max(width - 2, 1))
    return [Content("• ") + first, *(Content("  ") + line for line in rest)]


@dataclass(frozen=True, slots=True)
class ScenePage:
    """What is told."""

    told: tuple[Told, ...]

    def lines(self, width: int) -> list[Content]:
        """The told."""
        return told_lines(self.told, width)


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    """What can be chosen, where there is little room: it stands below the scene, which scrolls."""

    choices: tuple[Choice, ...]

    def lines(self, width: int) -> list[Content]:
        """The choices by their numbers, without empty lines."""
        return [line for choice in _numbered(self.choices, width) for line in choice]


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What is told, and what can be chosen."""

    told: tuple[Told, ...]
    choices: tuple[Choice, ...]

    def lines(self, width: int) -> list[Content]:
        """The told, then the choices by their numbers."""
        return spaced([told_lines(self.told, width), *_numbered(self.choices, width)])


def _numbered(choices: tuple[Choice, ...], width: int) -> list[list[Content]]:
    return [numbered(number, choice.text, width) for number, choice in enumerate(choices, 1)]


@dataclass(frozen=True, slots=True)
class NextPage:
    """Which choice the room goes on with, how it was decided, and what came of it."""

    judged: JudgedQuestion
    told: tuple[Told, ...]

    def lines(self, width: int) -> list[Content]:
        """The choice, then what follows. It is not said once more as the player's own words."""
        taken = self.judged.taken
        place, choice = next((p, c) for p, c in enumerate(self.judged.choices, 1) if c.id == taken)
        decided = f"{taken_words(self.judged)} {votes_words(self.judged, choice.id).capitalize()}."
        return spaced(
            [
                head("The room goes on with", width),
                [*numbered(place, choice.text, width), *Content.styled(decided, QUIET).wrap(width)],
                told_lines([one for one in self.told if one.voice is not Voice.PLAYER], width),
            ]
        )


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Where each team stands, at their own pace."""

    rows: tuple[TeamRow, ...]

    @property
    def done(self) -> bool:
        """Whether every team has come to its ending."""
        return all(row.question is None for row in self.rows)

    def lines(self, width: int) -> list[Content]:
        """A block of each team."""
        words = (
            FINISH_AT_OWN_PACE
            if self.done
            else "Each team plays at its own pace. The teams' votes stay their own."
        )
        return spaced(
            [
                head("The teams", width),
                *(_team(row, width) for row in self.rows),
                Content.styled(words, QUIET).wrap(width),
            ]
        )


def _team(row: TeamRow, width: int) -> list[Content]:
    if row.question is None:
        stands, votes = "● done", "" if row.ending is None else f"came to a {row.ending.value}"
    else:
        stands = f"○ question {row.question}"
        votes = f"{row.voted} of {counted(row.members, 'member')} voted" if row.members else "nobody is in it"
    name = Content.styled(row.team, "bold")
    column = max(width // 2 - 2, 12)
    if name.cell_length > column:
        return [*name.wrap(width), *Content(f"  {stands}   {votes}").wrap(width)]
    return (name.pad_right(column - name.cell_length) + Content(f"{stands:<14}{votes}")).wrap(width)


@dataclass(frozen=True, slots=True)
class EndedPage:
    """What is left to do once the session is over."""

    code: str
    kept: bool

    def lines(self, width: int) -> list[Content]:
        """How to export."""
        return spaced(
            [
                head("The session is over", width),
                Content("Thank you for taking part. The phones can be put away, and q leaves.").wrap(width),
                export_lines(self.code, width) if self.kept else [],
            ]
        )


def export_lines(code: str, width: int) -> list[Content]:
    """How to keep the session's debrief as a file."""
    return [
        *Content("Keep the debrief as a page, without names, once this program has ended:").wrap(width),
        *Content.styled(f"emptychair export session {code}", "bold").wrap(width),
    ]
