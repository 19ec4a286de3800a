"""The ways that teams at their own pace went: together as far as they chose alike, then apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import JudgedCourse


@dataclass(frozen=True, slots=True)
class Way:
    """What some teams did alike, and how they parted then.

    `steps` are the questions that they answered alike, as the first of them did. `branches` are what became of them
    after that: none where they stayed together to the last, or two and more, of which one may have no steps, being
    that of teams that stopped there.
    """

    courses: tuple[JudgedCourse, ...]
    steps: tuple[JudgedQuestion, ...]
    branches: tuple[Way, ...]

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that went it."""
        return tuple(course.team for course in self.courses if course.team is not None)

    @property
    def leaves(self) -> tuple[Way, ...]:
        """The ways at whose ends nobody parts any more."""
        if not self.branches:
            return (self,)
        return tuple(leaf for branch in self.branches for leaf in branch.leaves)


def ways(courses: Sequence[JudgedCourse]) -> Way:
    """The ways of these courses, from their first question on."""
    return _way(courses, 0)


def _way(courses: Sequence[JudgedCourse], place: int) -> Way:
    steps: list[JudgedQuestion] = []
    while True:
        groups: dict[str | None, list[JudgedCourse]] = {}
        for course in courses:
            taken = course.questions[place].taken if place < len(course.questions) else None
            groups.setdefault(taken, []).append(course)
        if len(groups) > 1:
            branches = tuple(_way(group, place) for group in groups.values())
            return Way(tuple(courses), tuple(steps), branches)
        if None in groups or not courses:
            return Way(tuple(courses), tuple(steps), ())
        steps.append(courses[0].questions[place])
        place += 1
