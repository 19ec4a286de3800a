"""A session's debrief as one HTML page: it needs no script, nothing from outside, and prints well.

Whatever comes from a scenario or from the people in the room goes through `escaped` on its way into the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.engine.telling import Told
from sim.report.cohort.conduct_strip import conduct_strip
from sim.report.debrief_words import CHAIR, PROFILE, STANDING, followed_principles
from sim.report.decision_words import LEGEND
from sim.report.map.svg_parts import element, escaped
from sim.report.page.page_frame import whole_page
from sim.report.page.page_parts import (
    definitions,
    figure,
    items,
    number_cards,
    paragraph,
    quotes,
    red_lines,
    said,
)
from sim.report.page.profile_picture import profile_picture
from sim.report.page.standing_picture import standing_picture
from sim.report.session.positions import positions
from sim.report.session.question_articles import anchors, question_articles
from sim.report.session.session_words import (
    NOBODY,
    choice_of,
    error_words,
    numbers,
    own_conducts,
    people_words,
    place_words,
    seen_words,
    shown_names,
    split_evenly,
    split_words,
    state_words,
    sum_words,
    verdict_words,
    whose,
)
from sim.report.session.teams_section import teams_section
from sim.report.words import number
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief

OWN_CONDUCTS: Final = (
    "What each of you would have scored with your own votes: conduct, 0 to 100. "
    "The upright line is the median."
)
MOST_SPLIT: Final = 3
"""The questions named as those on which people were split most."""


def session_html(debrief: SessionDebrief, catalogue: Catalogue, on: date, names: bool = False) -> str:
    """The whole page; `on` is the day of the session. Participants are named only where `names` says so."""
    called = shown_names(debrief) if names else {}
    parts = [
        element("h1", debrief.scenario.title),
        paragraph(debrief.scenario.summary),
        f'<p class="muted">Debrief of a session on {on.isoformat()}. {people_words(debrief)}</p>',
        paragraph(state_words(debrief)),
        *(part for course in debrief.courses for part in _red_lines(course)),
        *_glance(debrief),
        *teams_section(debrief),
        *_overview(debrief),
        *_worth_talking_about(debrief),
        *question_articles(debrief, catalogue, called),
        *_profile(debrief, catalogue),
        *_ends(debrief),
        *(_people(debrief, called) if names else ()),
        *_notes(debrief),
    ]
    return whole_page(f"{debrief.scenario.title}: session of {on.isoformat()}", parts)


def _red_lines(course: JudgedCourse) -> Iterator[str]:
    if course.debrief is not None:
        yield from red_lines(course.debrief, "" if course.team is None else f"{course.team}: ")


def _glance(debrief: SessionDebrief) -> Iterator[str]:
    yield "<h2>At a glance</h2>"
    yield from number_cards(numbers(debrief))
    ended = _only_debrief(debrief)
    yield paragraph(sum_words(debrief))
    if ended is not None:
        yield from figure("standing", standing_picture(ended), STANDING)
    conducts = own_conducts(debrief)
    if len(conducts) > 1:
        yield from figure(
            "strip",
            conduct_strip("own", "Conduct of each person’s own votes", [("You", conducts)]),
            OWN_CONDUCTS,
        )


def _only_debrief(debrief: SessionDebrief) -> Debrief | None:
    return None if debrief.own_pace or not debrief.courses else debrief.courses[0].debrief


def _overview(debrief: SessionDebrief) -> Iterator[str]:
    if debrief.own_pace or not debrief.courses or not debrief.courses[0].asked:
        return
    yield "<h2>The questions at a glance</h2>"
    yield '<table><thead><tr><th scope="col">No.</th><th scope="col">Split</th><th scope="col">Taken</th>'
    yield '<th scope="col">Label</th><th scope="col">Mean vote’s cost</th></tr></thead><tbody>'
    for anchor, position in anchors(positions(debrief)):
        question = position.question
        taken = question.taken
        lost = question.room_points
        yield (
            f'<tr><th scope="row"><a href="#{anchor}">{question.number}</a></th>'
            f'<td class="label">{split_words(question)}</td>'
            f"<td>{escaped(NOBODY if taken is None else choice_of(question, taken).text)}</td>"
            f'<td class="label">{escaped(NOBODY if taken is None else _label(question, taken))}</td>'
            f'<td class="cost">{NOBODY if lost is None else number(lost)}</td></tr>'
        )
    yield "</tbody></table>"
    yield paragraph(LEGEND, "legend")


def _label(question: JudgedQuestion, choice: str) -> str:
    return verdict_words(question.option(choice)).split(",")[0]


def _worth_talking_about(debrief: SessionDebrief) -> Iterator[str]:
    """Where people were of two minds, and where the majority erred, before all the rest."""
    split = split_evenly(debrief)[:MOST_SPLIT]
    erred = sorted((one for one in debrief.questions if one.majority_erred), key=lambda one: one.number)
    if not split and not erred:
        return
    yield "<h2>Worth talking about</h2>"
    if split:
        yield "<h3>Where you were split most</h3>"
        yield items(f"{place_words(one)}. {whose(one)}{split_words(one)}" for one in split)
    if erred:
        yield "<h3>Where the majority erred</h3>"
        yield "<ul>"
        for one in erred:
            yield f"<li>{escaped(f'{place_words(one)}. {whose(one)}{error_words(one)}')}"
            yield "<ul>"
            yield from (
                f"<li>{escaped(who)}: “{escaped(choice.text)}”</li>" for who, choice in seen_words(one)
            )
            yield "</ul></li>"
        yield "</ul>"


def _profile(debrief: SessionDebrief, catalogue: Catalogue) -> Iterator[str]:
    ended = _only_debrief(debrief)
    followed = () if ended is None else followed_principles(ended, catalogue)
    if ended is not None and followed:
        yield f"<section><h2>{escaped(PROFILE)}</h2>"
        yield from figure(
            "profile", profile_picture(ended, catalogue), "How far the room followed each principle"
        )
        yield from definitions((principle.name, principle.question) for principle, _ in followed)
        yield "</section>"


def _ends(debrief: SessionDebrief) -> Iterator[str]:
    """How it ended, and what the customer would say; for teams that ended alike, once."""
    ends: dict[tuple[tuple[Told, ...], tuple[Told, ...]], list[tuple[str | None, Debrief]]] = {}
    for course in debrief.courses:
        if course.debrief is not None:
            key = course.debrief.scene, course.debrief.chair
            ends.setdefault(key, []).append((course.team, course.debrief))
    for (scene, chair), ended in ends.items():
        teams = ", ".join(team for team, _ in ended if team is not None)
        kind = ended[0][1].ending.kind.value
        yield "<section>"
        yield element("h2", f"How it ended for {teams}: {kind}" if teams else f"How it ended: {kind}")
        yield from map(said, scene)
        if chair:
            yield f'<div class="chair"><h3>{escaped(CHAIR)}</h3>'
            yield from quotes(chair)
            yield "</div>"
        yield "</section>"


def _people(debrief: SessionDebrief, names: Mapping[int, str]) -> Iterator[str]:
    if not debrief.participants:
        return
    yield "<section><h2>The people</h2>"
    yield '<table class="wide"><thead><tr><th scope="col">Name</th>'
    if debrief.opened.teams:
        yield '<th scope="col">Team</th>'
    yield '<th scope="col">Voted on</th><th scope="col">Conduct of own votes</th></tr></thead><tbody>'
    for one in sorted(debrief.participants, key=lambda one: names[one.number].casefold()):
        team = f"<td>{escaped(one.team or NOBODY)}</td>" if debrief.opened.teams else ""
        conduct = NOBODY if one.conduct is None else str(round(one.conduct))
        yield (
            f'<tr><th scope="row">{escaped(names[one.number])}</th>{team}'
            f'<td class="cost">{one.votes}</td><td class="cost">{conduct}</td></tr>'
        )
    yield "</tbody></table></section>"


def _notes(debrief: SessionDebrief) -> Iterator[str]:
    yield "<footer>"
    yield paragraph(
        "One browser is one vote, not one person. Conduct is how well somebody decided, 0 to 100, whatever "
        "the dice did. Points are a choice’s cost as a share of all that the scenario could give or take."
    )
    if debrief.own_pace:
        yield paragraph("All teams had the same dice: who went the same way met the same luck.")
    yield "</footer>"
