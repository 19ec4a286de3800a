"""One decision put to a vote: its choices, the votes, and how they split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sim.engine.walk import Record
from sim.room.rules.event import Decided
from sim.scenario.model import Choice, State


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody chose, and their name for that submission."""

    choice: str
    submission: str


@dataclass(frozen=True, slots=True)
class Split:
    """How a vote came out.

    `people` counts the votes for each choice, in the order of the choices, those with none too. `units` are what
    decides: the same, or in a room with teams each team's majority as one. `leading` are the choices with the most
    units: none where nobody voted, several in a tie.
    """

    people: Mapping[str, int]
    units: Mapping[str, int]
    leading: tuple[str, ...]

    @property
    def majority(self) -> str | None:
        """The choice that leads alone."""
        return self.leading[0] if len(self.leading) == 1 else None


@dataclass(slots=True)
class Question:
    """A decision of the room or of a team, numbered from 1, and what became of it.

    `before` is the run up to it. `votes` has one vote at most of each participant.
    """

    number: int
    state: State
    choices: tuple[Choice, ...]
    before: Record
    votes: dict[int, Vote] = field(default_factory=dict)
    submissions: set[tuple[int, str]] = field(default_factory=set)
    taken: str | None = None
    decided: Decided | None = None

    def has(self, choice: str) -> bool:
        """Whether this can be voted for."""
        return any(offered.id == choice for offered in self.choices)

    def cast(self, participant: int, vote: Vote) -> None:
        """Put somebody's vote in the place of the one they had."""
        self.submissions.add((participant, vote.submission))
        self.votes[participant] = vote

    def withdraw(self, participant: int) -> None:
        """Take somebody's vote out."""
        self.votes.pop(participant, None)

    def split(self, teams: Mapping[int, str | None]) -> Split:
        """How the votes split; `teams` gives the team of each participant, None throughout in a room without."""
        people = self._counted(vote.choice for vote in self.votes.values())
        by_unit: dict[object, list[str]] = {}
        for participant, vote in self.votes.items():
            team = teams.get(participant)
            by_unit.setdefault(("person", participant) if team is None else team, []).append(vote.choice)
        majorities = [_leading(self._counted(choices)) for choices in by_unit.values()]
        units = self._counted(leading[0] for leading in majorities if len(leading) == 1)
        return Split(people, units, _leading(units))

    def split_by_team(self, teams: Mapping[int, str | None]) -> dict[str, Split]:
        """How each team's own votes split, teams without a vote left out."""
        names = dict.fromkeys(team for team in map(teams.get, self.votes) if team is not None)
        alone: dict[int, str | None] = {}
        return {name: self._only(name, teams).split(alone) for name in names}

    def _only(self, team: str, teams: Mapping[int, str | None]) -> Question:
        votes = {
            participant: vote for participant, vote in self.votes.items() if teams.get(participant) == team
        }
        return Question(self.number, self.state, self.choices, self.before, votes)

    def _counted(self, choices: Iterable[str]) -> dict[str, int]:
        counts = Counter(choices)
        return {choice.id: counts[choice.id] for choice in self.choices}


def _leading(counts: Mapping[str, int]) -> tuple[str, ...]:
    most = max(counts.values(), default=0)
    return tuple(choice for choice, count in counts.items() if count == most) if most else ()
