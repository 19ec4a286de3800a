"""A question of a session, judged: how it split, what was taken, and what every choice was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.conduct import conduct
from sim.engine.exercise import Option, exercise
from sim.engine.solution import Solution
from sim.engine.telling import Told
from sim.room.rules.event import Decided
from sim.room.rules.question import Question, Split, Vote
from sim.room.rules.room import Room
from sim.scenario.model import Choice, State


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question, its split and its verdict.

    `team` is whose question it was, at the teams' own pace. `options` are the choices with what each costs, in file
    order; none where the scenario is too big to be solved. `votes` are by the number of the participant. `taken` and
    `decided` are None where nothing was taken yet, or the session ended before. `scene` is what was told there.
    """

    number: int
    team: str | None
    state: State
    choices: tuple[Choice, ...]
    votes: Mapping[int, Vote]
    split: Split
    options: tuple[Option, ...]
    taken: str | None
    decided: Decided | None
    scene: tuple[Told, ...] = ()

    @property
    def best(self) -> tuple[str, ...]:
        """The best choices."""
        return tuple(option.choice.id for option in self.options if option.best)

    @property
    def stake(self) -> float | None:
        """How much hung on it, in points of worth."""
        return max((option.regret for option in self.options), default=None)

    @property
    def room_points(self) -> float | None:
        """What its votes would have cost, on the mean, in points of 100; None without votes."""
        if not self.options or not self.votes:
            return None
        cost = sum(option.points * self.split.people[option.choice.id] for option in self.options)
        return cost / len(self.votes)

    @property
    def majority_erred(self) -> bool:
        """Whether the choice that led alone costs more than what is accepted as good."""
        return any(option.choice.id == self.split.majority and not option.accepted for option in self.options)

    @property
    def seen_by_few(self) -> tuple[str, ...]:
        """Where the majority erred: the good choices that somebody voted for."""
        if not self.majority_erred:
            return ()
        return tuple(
            option.choice.id
            for option in self.options
            if option.accepted and self.split.people[option.choice.id]
        )

    def option(self, choice: str) -> Option | None:
        """The verdict on a choice."""
        return next((option for option in self.options if option.choice.id == choice), None)


def judge_question(
    room: Room, question: Question, solution: Solution | None, team: str | None = None
) -> JudgedQuestion:
    """Judge a question of a room, or of one of its teams."""
    return JudgedQuestion(
        number=question.number,
        team=team,
        state=question.state,
        choices=question.choices,
        votes=dict(question.votes),
        split=question.split({} if team is not None else room.team_of),
        options=() if solution is None else _options(question, solution),
        taken=question.taken,
        decided=question.decided,
        scene=question.scene,
    )


def _options(question: Question, solution: Solution) -> tuple[Option, ...]:
    """The verdicts on the choices, worked out when somebody first asks."""
    if question.options is None:
        question.options = exercise(solution, question.before).options
    return question.options


def own_conduct(questions: tuple[JudgedQuestion, ...], participant: int) -> float | None:
    """How well somebody voted, 0 to 100, over the questions on which they did, where the room stood.

    None where nothing was at stake in them, or the scenario could not be solved.
    """
    regrets: list[float] = []
    stakes: list[float] = []
    for question in questions:
        vote = question.votes.get(participant)
        option = None if vote is None else question.option(vote.choice)
        if option is not None and question.stake is not None:
            regrets.append(option.regret)
            stakes.append(question.stake)
    return conduct(regrets, stakes)
