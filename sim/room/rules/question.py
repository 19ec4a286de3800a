"""One decision put to a vote: its choices, the votes, and how they split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sim.engine.exercise import Option
from sim.engine.telling import Told
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
    units, several in a tie; where no team has a majority, those with the most people; none where nobody voted.
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

    `before` is the run up to it, `scene` what was told there. `votes` has one vote at most of each participant,
    `submissions` every one that was ever counted, with its participant. `taken` and `decided` are None until a choice
    is taken. `options` are the choices judged, once somebody asked; they never change.
    """

    number: int
    state: State
    choices: tuple[Choice, ...]
    before: Record
    scene: tuple[Told, ...] = ()
    votes: dict[int, Vote] = field(default_factory=dict)
    submissions: set[tuple[int, str]] = field(default_factory=set)
    taken: str | None = None
    decided: Decided | None = None
    options: tuple[Option, ...] | None = field(default=None, compare=False, repr=False)

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
        """How the votes split; `teams` gives the team of each participant, of nobody in a room without."""
        return split_of(self.choices, self.votes, teams)

    def split_by_team(self, teams: Mapping[int, str | None]) -> dict[str, Split]:
        """How each team's own votes split, teams without a vote left out."""
        return {
            team: split_of(self.choices, votes, {}) for team, votes in _by_team(self.votes, teams)[0].items()
        }


def split_of(choices: Iterable[Choice], votes: Mapping[int, Vote], teams: Mapping[int, str | None]) -> Split:
    """How votes for some of the choices split; whoever has no team in `teams` counts for themselves."""
    ids = [choice.id for choice in choices]
    people = _counted(ids, votes)
    if not teams:
        return Split(people, people, _leading(people))
    by_team, alone = _by_team(votes, teams)
    units = _counted(ids, alone)
    for members in by_team.values():
        leading = _leading(_counted(ids, members))
        if len(leading) == 1:
            units[leading[0]] += 1
    return Split(people, units, _leading(units) or _leading(people))


def _by_team(
    votes: Mapping[int, Vote], teams: Mapping[int, str | None]
) -> tuple[dict[str, dict[int, Vote]], dict[int, Vote]]:
    """The votes of each team, and those of whoever has none."""
    by_team: dict[str, dict[int, Vote]] = {}
    alone: dict[int, Vote] = {}
    for participant, vote in votes.items():
        team = teams.get(participant)
        (alone if team is None else by_team.setdefault(team, {}))[participant] = vote
    return by_team, alone


def _counted(ids: Iterable[str], votes: Mapping[int, Vote]) -> dict[str, int]:
    counts = Counter([vote.choice for vote in votes.values()])
    return {choice: counts[choice] for choice in ids}


def _leading(counts: Mapping[str, int]) -> tuple[str, ...]:
    most = max(counts.values(), default=0)
    return tuple(choice for choice, count in counts.items() if count == most) if most else ()
