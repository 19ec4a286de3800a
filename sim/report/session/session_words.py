"""A session's debrief in words, for the page and the terminal alike. Points are of 100."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from sim.engine.exercise import Option
from sim.report.cohort.learner_names import one_line
from sim.report.debrief_words import NamedNumber, three_numbers
from sim.report.decision_words import NOT_JUDGED, SYMBOLS
from sim.report.decision_words import sum_words as total_words
from sim.report.words import counted, number
from sim.room.rules.event import Decided
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.phase import Phase
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief
from sim.scenario.model import Choice

TOO_BIG: Final = (
    "This scenario is too big to be solved exactly, so nobody can say what the choices were worth. "
    "What is known is shown: how you split, and what was taken."
)
NOBODY: Final = "–"
LONGEST_NAME: Final = 80


def people_words(debrief: SessionDebrief) -> str:
    """How many took part."""
    joined, voted = len(debrief.participants), sum(1 for one in debrief.participants if one.votes)
    if not joined:
        return "Nobody joined."
    if voted == joined:
        return f"{people(joined)} took part, and {'voted' if joined == 1 else 'all of them voted'}."
    return f"{people(joined)} took part, {voted:,} of them voted."


def people(count: int) -> str:
    """A count of people: 1 person, 30 people."""
    return "1 person" if count == 1 else f"{count:,} people"


def state_words(debrief: SessionDebrief) -> str:
    """How far the session came, where that was not to the end of its story; else empty."""
    if not debrief.courses:
        return "It was ended before it began." if debrief.ended else "It has not begun."
    unfinished = [course for course in debrief.courses if course.debrief is None]
    if not unfinished:
        return ""
    under_way = not debrief.ended and debrief.phase is not Phase.DEBRIEF
    if debrief.own_pace:
        teams = f"{len(unfinished)} of {counted(len(debrief.courses), 'team')}"
        return f"{teams} {'has' if len(unfinished) == 1 else 'have'} not come to an ending" + (
            " yet." if under_way else "."
        )
    standing = len(unfinished[0].questions)
    if under_way:
        return f"The session is under way, at question {standing}."
    return f"The session was ended at question {standing}, before the story was over."


def sum_words(debrief: SessionDebrief) -> str:
    """How the room's total came about, or that nobody can say what the choices were worth; else empty."""
    if any(course.asked for course in debrief.courses) and not any(one.options for one in debrief.questions):
        return TOO_BIG
    ended = None if debrief.own_pace or not debrief.courses else debrief.courses[0].debrief
    return "" if ended is None else total_words(ended)


def numbers(debrief: SessionDebrief) -> tuple[NamedNumber, ...]:
    """The room at a glance: people, what its votes alone were worth, and the three numbers of the run it played."""
    voted = sum(1 for one in debrief.participants if one.votes)
    told = [NamedNumber("Voted", f"{voted:,}", f"of {people(len(debrief.participants))}")]
    if debrief.own_pace:
        told.append(NamedNumber("Teams", str(len(debrief.courses)), "each at its own pace"))
    else:
        told.extend(number for course in debrief.courses for number in course_numbers(course))
    conducts = own_conducts(debrief)
    if conducts:
        told.append(NamedNumber("Each alone", str(round(fmean(conducts))), "mean conduct of your own votes"))
    return tuple(told)


def course_numbers(course: JudgedCourse) -> tuple[NamedNumber, ...]:
    """Conduct, outcome and luck of a run; its conduct so far, where it came to no ending."""
    if course.debrief is not None:
        return three_numbers(course.debrief)
    conduct = NOBODY if course.conduct is None else str(round(course.conduct))
    return (NamedNumber("Conduct so far", conduct, "how you decided"),)


def own_conducts(debrief: SessionDebrief) -> tuple[float, ...]:
    """The conducts of those who voted, in rising order, so that nobody's place in it says who they are."""
    return tuple(sorted(one.conduct for one in debrief.participants if one.conduct is not None))


def place_words(question: JudgedQuestion) -> str:
    """Which question it is, and when and where in the story."""
    caption = "" if question.state.caption is None else f": {' '.join(question.state.caption.split())}"
    return f"Question {question.number}{caption}"


def whose(question: JudgedQuestion) -> str:
    """The team whose question it was, to stand before its words; empty where it was the room's."""
    return "" if question.team is None else f"{question.team}: "


def verdict_words(option: Option | None) -> str:
    """What a choice was worth, such as “▼ mistake, costs 12 points”; that it is not known where there is no verdict."""
    if option is None:
        return f"{NOT_JUDGED} unjudged"
    label = f"{SYMBOLS[option.label]} {option.label.value}"
    return label if option.regret == 0 else f"{label}, costs {points(option.points)}"


def points(value: float) -> str:
    """A cost: under 1 point, 1 point, 12 points."""
    return "under 1 point" if value < 0.5 else counted(round(value), "point")


def votes_words(question: JudgedQuestion, choice: str) -> str:
    """How many voted for a choice, of how many."""
    votes, given = question.split.people[choice], len(question.votes)
    return f"{votes:,} of {given:,} ({round(100 * votes / given)}%)" if given else "no votes"


def units_words(question: JudgedQuestion, choice: str, teams: Sequence[str]) -> str:
    """How many teams were for a choice, where each team's majority counts as one vote; else empty."""
    if not teams or question.team is not None:
        return ""
    return counted(question.split.units[choice], "team")


def split_words(question: JudgedQuestion) -> str:
    """The votes for each choice, the most first, as in “7 : 4 : 1”."""
    return " : ".join(f"{count:,}" for count in sorted(question.split.people.values(), reverse=True))


def taken_words(question: JudgedQuestion) -> str:
    """How the choice came to be taken."""
    leading = question.split.leading
    match question.decided:
        case None:
            return "No choice was taken."
        case Decided.MAJORITY:
            return "It was the majority’s choice."
        case Decided.TIE_BROKEN:
            return "It was a tie, and the facilitator broke it."
        case Decided.FACILITATOR if not question.votes:
            return "Nobody had voted, and the facilitator took it."
        case Decided.FACILITATOR if len(leading) == 1:
            return "The facilitator took it, not the majority’s choice."
        case Decided.FACILITATOR:
            return "It was a tie, and the facilitator took none of the choices that led."


def room_words(question: JudgedQuestion) -> str:
    """How the room would have done here, had each vote counted by itself; empty where that is not known."""
    lost = question.room_points
    if lost is None:
        return ""
    if lost == 0:
        return "Each vote was for a best choice: nothing was lost."
    return f"On the mean, a vote here cost {number(lost)} of 100 points."


def error_words(question: JudgedQuestion) -> str:
    """That the majority erred, and at what cost; empty where it did not."""
    majority = question.split.majority
    option = None if majority is None else question.option(majority)
    if option is None or not question.majority_erred:
        return ""
    return f"The majority erred: “{option.choice.text}” costs {points(option.points)}."


def seen_words(question: JudgedQuestion) -> Iterator[tuple[str, Choice]]:
    """Where the majority erred: who saw better, with the choice they saw; the best ones where nobody did."""
    if not question.majority_erred:
        return
    given = len(question.votes)
    for choice in question.seen_by_few:
        yield f"{question.split.people[choice]:,} of {given:,} saw", choice_of(question, choice)
    if not question.seen_by_few:
        for choice in question.best:
            yield "Nobody saw", choice_of(question, choice)


def choice_of(question: JudgedQuestion, choice: str) -> Choice:
    """A choice of a question by its id."""
    return next(one for one in question.choices if one.id == choice)


def split_evenly(debrief: SessionDebrief) -> tuple[JudgedQuestion, ...]:
    """The questions on which people were not of one mind, the most evenly split first."""
    return tuple(one for one in debrief.most_split if len([n for n in one.split.people.values() if n]) > 1)


def shown_names(debrief: SessionDebrief) -> dict[int, str]:
    """What each participant is called, on one line and with nothing in it that is obeyed."""
    return {one.number: one_line(one.name, LONGEST_NAME) for one in debrief.participants}


def voters(question: JudgedQuestion, choice: str, names: Mapping[int, str]) -> str:
    """Who voted for a choice, in the order of the alphabet."""
    return ", ".join(
        sorted(
            (names[who] for who, vote in question.votes.items() if vote.choice == choice), key=str.casefold
        )
    )
