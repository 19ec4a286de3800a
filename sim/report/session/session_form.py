"""A session's debrief for other programs."""

from __future__ import annotations

from datetime import datetime

from sim.report.json_form import Json, debrief_form
from sim.report.session.session_words import own_conducts
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import JudgedCourse, JudgedParticipant, SessionDebrief
from sim.room.wire import question_form, told_form


def session_form(debrief: SessionDebrief, names: bool = False) -> Json:
    """Everything about a session but its people; these too, by number and name, where `names` says so.

    Without names there is nothing by which one could tell who joined when or voted for what: `conducts` are in rising
    order, and `participants` is null. Moments are by ISO 8601.
    """
    opened = debrief.opened
    return {
        "session": opened.code,
        "scenario": debrief.scenario.id,
        "title": debrief.scenario.title,
        "hash": opened.hash,
        "seed": opened.seed,
        "opened": datetime.fromtimestamp(opened.at).astimezone().isoformat(timespec="seconds"),
        "phase": debrief.phase.value,
        "ended": debrief.ended,
        "own_pace": debrief.own_pace,
        "teams": list(opened.teams),
        "people": {
            "joined": len(debrief.participants),
            "voted": sum(1 for one in debrief.participants if one.votes),
            "conducts": list(own_conducts(debrief)),
        },
        "courses": [_course_form(course, opened.seed) for course in debrief.courses],
        "most_split": [{"team": one.team, "question": one.number} for one in debrief.most_split],
        "participants": [_participant_form(one, debrief) for one in debrief.participants] if names else None,
    }


def _course_form(course: JudgedCourse, seed: int) -> Json:
    return {
        "team": course.team,
        "members": course.members,
        "conduct": course.conduct,
        "questions": [
            {
                **question_form(question),
                "caption": question.state.caption,
                "scene": [told_form(told) for told in question.scene],
                "discuss": list(question.state.discuss),
                "stake": question.stake,
            }
            for question in course.asked
        ],
        "run": None if course.debrief is None else debrief_form(course.debrief, seed),
        "chair": [] if course.debrief is None else [told_form(told) for told in course.debrief.chair],
    }


def _participant_form(one: JudgedParticipant, debrief: SessionDebrief) -> Json:
    return {
        "participant": one.number,
        "name": one.name,
        "team": one.team,
        "conduct": one.conduct,
        "votes": [
            _vote_form(question, one.number) for question in debrief.questions if one.number in question.votes
        ],
    }


def _vote_form(question: JudgedQuestion, participant: int) -> Json:
    return {"team": question.team, "question": question.number, "choice": question.votes[participant].choice}
