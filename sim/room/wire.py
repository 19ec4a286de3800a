"""What goes over the wire between a room and its people: its addresses, its limits, and the views as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Final

from sim.engine.exercise import Option
from sim.engine.telling import Told
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.question import Split
from sim.room.rules.refusal import Refused
from sim.room.rules.view import OwnView, SharedView
from sim.scenario.model import Choice

Json = dict[str, Any]

DEFAULT_PORT: Final = 8765
LARGEST_FRAME: Final = 4096
"""The most bytes that a participant may send at once."""

SECRET_SIGNS: Final = "[A-Za-z0-9_-]{22,64}"
"""What a participant's secret looks like: 128 bits or more, made by whoever joins."""

SUBMISSION_SIGNS: Final = "[A-Za-z0-9_-]{1,64}"
"""What the name of a submission looks like."""


class CloseCode(IntEnum):
    """Why the server closed a WebSocket."""

    WRONG_HELLO = 4000
    TAKEN_OVER = 4001
    REMOVED = 4002
    TOO_FAST = 4003
    OVER = 4004
    TOO_BIG = 1009


def shared_form(view: SharedView) -> Json:
    """What everybody in a room, or in a team, sees."""
    return {
        "code": view.code,
        "title": view.title,
        "phase": view.phase.value,
        "own_pace": view.own_pace,
        "question": view.question,
        "told": [told_form(told) for told in view.told],
        "choices": _choices(view.choices),
        "deadline": view.deadline,
        "people": view.people,
        "teams": list(view.teams),
        "locked": view.locked,
        "split": None if view.split is None else split_form(view.split),
        "worths": None if view.options is None else [worth_form(option) for option in view.options],
        "taken": None
        if view.taken is None
        else {
            "choice": view.taken.choice.id,
            "text": view.taken.choice.text,
            "decided": view.taken.decided.value,
        },
        "ending": None if view.ending is None else view.ending.value,
        "results": [question_form(judged) for judged in view.results],
    }


def own_form(view: OwnView) -> Json:
    """What only one participant sees."""
    return {
        "participant": view.participant,
        "name": view.name,
        "team": view.team,
        "vote": None
        if view.vote is None
        else {"choice": view.vote.choice, "submission": view.vote.submission},
        "voted": view.voted,
        "members": view.members,
        "results": [{"question": own.question.number, "vote": own.vote} for own in view.results],
        "conduct": view.conduct,
    }


def facilitator_form(view: FacilitatorView) -> Json:
    """What the facilitator sees."""
    return {
        "shared": shared_form(view.shared),
        "people": [
            {
                "number": person.number,
                "name": person.name,
                "team": person.team,
                "here": person.here,
                "voted": person.voted,
            }
            for person in view.people
        ],
        "voted": view.voted,
        "judged": None if view.judged is None else question_form(view.judged),
        "discuss": list(view.discuss),
        "teams": [
            {
                "team": row.team,
                "question": row.question,
                "voted": row.voted,
                "members": row.members,
                "judged": None if row.judged is None else question_form(row.judged),
                "ending": None if row.ending is None else row.ending.value,
            }
            for row in view.teams
        ],
        "so_far": [question_form(judged) for judged in view.so_far],
        "story_over": view.story_over,
    }


def question_form(judged: JudgedQuestion) -> Json:
    """A question with its split, what was taken and what its choices were worth; nobody's vote by itself."""
    return {
        "question": judged.number,
        "team": judged.team,
        "state": judged.state.id,
        "prompt": judged.scene[-1].words if judged.scene else None,
        "choices": _choices(judged.choices),
        "votes": len(judged.votes),
        "split": split_form(judged.split),
        "taken": judged.taken,
        "decided": None if judged.decided is None else judged.decided.value,
        "worths": [worth_form(option) for option in judged.options],
        "room_points": judged.room_points,
        "majority_erred": judged.majority_erred,
        "seen_by_few": list(judged.seen_by_few),
    }


def told_form(told: Told) -> Json:
    """One thing said or shown."""
    person = told.person
    return {
        "voice": told.voice.value,
        "words": told.words,
        "who": None if person is None else person.name,
        "role": None if person is None else person.role,
    }


def split_form(split: Split) -> Json:
    """How a vote came out."""
    return {"people": dict(split.people), "units": dict(split.units), "leading": list(split.leading)}


def worth_form(option: Option) -> Json:
    """What a choice costs, in points of 100, and why."""
    return {
        "id": option.choice.id,
        "label": option.label.value,
        "points": option.points,
        "best": option.best,
        "accepted": option.accepted,
        "coaching": option.choice.because,
    }


def refusal_form(refused: Refused) -> Json:
    """Why a command was not obeyed."""
    return {"reason": refused.reason.value, "message": refused.message, "hint": refused.hint}


def _choices(choices: Iterable[Choice]) -> list[Json]:
    return [{"id": choice.id, "text": choice.text} for choice in choices]
