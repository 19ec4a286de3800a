"""One decision put to a vote: its choices, the votes, and how they split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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
        splits: dict[str, Split] = {}
        for team, counts in _counted_by_team(self.votes, teams).items():
            if team is not None:
                people = _nobody(self.choices) | counts
                splits[team] = Split(people, people, _leading(people))
        return splits


def split_of(choices: Sequence[Choice], votes: Mapping[int, Vote], teams: Mapping[int, str | None]) -> Split:
    """How votes for some of the choices split; whoever has no team in `teams` counts for themselves."""
    people, units = _nobody(choices), _nobody(choices)
    if not teams:
        people |= Counter([vote.choice for vote in votes.values()])
        return Split(people, people, _leading(people))
    for team, counts in _counted_by_team(votes, teams).items():
        for choice, count in counts.items():
            people[choice] += count
            if team is None:
                units[choice] += count
        if team is not None and len(leading := _leading(counts)) == 1:
            units[leading[0]] += 1
    return Split(people, units, _leading(units) or _leading(people))


def _counted_by_team(
    votes: Mapping[int, Vote], teams: Mapping[int, str | None]
) -> dict[str | None, dict[str, int]]:
    counts = Counter([(teams.get(participant), vote.choice) for participant, vote in votes.items()])
    by_team: dict[str | None, dict[str, int]] = {}
    for (team, choice), count in counts.items():
        by_team.setdefault(team, {})[choice] = count
    return by_team


def _nobody(choices: Sequence[Choice]) -> dict[str, int]:
    return {choice.id: 0 for choice in choices}


def _leading(counts: Mapping[str, int]) -> tuple[str, ...]:
    most = max(counts.values(), default=0)
    return tuple(choice for choice, count in counts.items() if count == most) if most else ()
