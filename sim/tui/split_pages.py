"""How a vote came out, and what each choice was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from sim.engine.walk import Record
from sim.report.session.session_words import TOO_BIG, room_words, verdict_words
from sim.report.words import counted
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.question import Question, Split
from sim.tui.room_pages import numbered_point
from sim.tui.stage import QUIET, head, numbered, spaced

WIDEST_BAR: Final = 50
_COUNTS: Final = 13
_UNDER_NUMBER: Final = "   "


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The split of a question, that of each team where there are teams, and what to talk about."""

    judged: JudgedQuestion
    teams: Mapping[int, str | None]
    """The team of each participant."""

    discuss: tuple[str, ...]
    tight: bool

    def lines(self, width: int) -> list[Content]:
        """The choices with their bars, then the rest."""
        choices = [
            [*numbered(place, choice.text, width), vote_bar(self.judged.split, choice.id, width)]
            for place, choice in enumerate(self.judged.choices, 1)
        ]
        return spaced(
            [
                *([[line for part in choices for line in part]] if self.tight else choices),
                Content.styled(outcome_words(self.judged), "bold").wrap(width),
                self._by_team(width),
                talk_about(self.discuss, width),
            ]
        )

    def _by_team(self, width: int) -> list[Content]:
        question = Question(self.judged.number, self.judged.state, self.judged.choices, Record())
        question.votes = dict(self.judged.votes)
        splits = question.split_by_team(self.teams)
        if not splits:
            return []
        lines = Content.styled("Each team has one vote: that of its majority.", QUIET).wrap(width)
        for team, split in splits.items():
            counts = "   ".join(
                f"{place}: {split.people[choice.id]}" for place, choice in enumerate(self.judged.choices, 1)
            )
            lead = (
                "a tie, which does not count"
                if split.majority is None
                else f"for {self._place(split.majority)}"
            )
            lines += Content.assemble((team, "bold"), f"   {counts}   {lead}").wrap(width)
        return lines

    def _place(self, wanted: str) -> int:
        return place_of(self.judged, wanted)


@dataclass(frozen=True, slots=True)
class CoachingPage:
    """What each choice of a question costs, and why; how this room would have done."""

    judged: JudgedQuestion

    def lines(self, width: int) -> list[Content]:
        """The choices with their verdicts and the coaching."""
        parts = []
        for place, choice in enumerate(self.judged.choices, 1):
            verdict = verdict_words(self.judged.option(choice.id)) if self.judged.options else ""
            votes = _count_words(self.judged.split.people[choice.id])
            told = Content.assemble((verdict, "bold"), ("   " if verdict else "", ""), (votes, QUIET))
            parts.append(
                [
                    *numbered(place, choice.text, width),
                    *(Content(_UNDER_NUMBER) + line for line in told.wrap(width - 3)),
                    *(Content(_UNDER_NUMBER) + line for line in Content(choice.because).wrap(width - 3)),
                ]
            )
        room = room_words(self.judged) if self.judged.options else TOO_BIG
        return spaced([*parts, Content.styled(room, "bold").wrap(width) if room else []])


def vote_bar(split: Split, choice: str, width: int) -> Content:
    """A bar for the votes that a choice has, with their number and percentage."""
    given, votes = sum(split.people.values()), split.people[choice]
    room = max(min(width - len(_UNDER_NUMBER) - _COUNTS, WIDEST_BAR), 4)
    full = round(room * votes / given) if given else 0
    percent = round(100 * votes / given) if given else 0
    return Content.assemble(
        _UNDER_NUMBER, ("█" * full, "$accent"), ("░" * (room - full), QUIET), f" {votes:>5,} {percent:>3}%"
    )


def outcome_words(judged: JudgedQuestion) -> str:
    """Who leads: in a room with teams, counted by team."""
    split = judged.split
    if not judged.votes:
        return "Nobody voted."
    places = [place_of(judged, choice) for choice in split.leading]
    by_team = "teams" if split.units != split.people else "votes"
    if not places:
        return "Every team is split within itself, so no choice leads."
    if len(places) == 1:
        units = split.units[split.leading[0]]
        return f"{places[0]} leads, with {counted(units, by_team.removesuffix('s'))}."
    *first, last = map(str, places)
    return f"A tie between {', '.join(first)} and {last}."


def place_of(judged: JudgedQuestion, wanted: str) -> int:
    """The number of a choice, from 1."""
    return next(place for place, choice in enumerate(judged.choices, 1) if choice.id == wanted)


def talk_about(discuss: tuple[str, ...], width: int) -> list[Content]:
    """What the scenario's author would have a group talk about."""
    if not discuss:
        return []
    lines = head("To talk about", width)
    for words in discuss:
        lines += numbered_point(words, width)
    return lines


def _count_words(votes: int) -> str:
    return counted(votes, "vote") if votes else "no votes"
