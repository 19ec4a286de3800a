"""The questions of a session as parts of its page: how each split, what was taken, what every choice was worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.catalogue import Catalogue
from sim.report.map.svg_parts import element, escaped
from sim.report.page.page_parts import definitions, items, paragraph, scene_box
from sim.report.session.positions import Position, positions
from sim.report.session.session_words import (
    choice_of,
    error_words,
    place_words,
    room_words,
    seen_words,
    taken_words,
    units_words,
    verdict_words,
    voters,
    votes_words,
    whose,
)
from sim.report.session.share_bar import share_bar
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import SessionDebrief
from sim.scenario.model import Choice


def anchors(places: tuple[Position, ...]) -> Iterator[tuple[str, Position]]:
    """Each place with its id on the page; teams that parted may stand at one number in several places."""
    seen: dict[int, int] = {}
    for position in places:
        seen[position.number] = seen.get(position.number, 0) + 1
        yield f"question-{position.number}-{seen[position.number]}", position


def question_articles(
    debrief: SessionDebrief, catalogue: Catalogue, names: Mapping[int, str]
) -> Iterator[str]:
    """An article for each place of the story at which somebody voted or decided.

    `names` are what participants are called, by their numbers; empty where nobody is to be named.
    """
    teams = () if debrief.own_pace else debrief.opened.teams
    places = positions(debrief)
    if places:
        yield "<h2>Question by question</h2>"
    for anchor, position in anchors(places):
        yield f'<article id="{anchor}">'
        yield element("h3", place_words(position.question))
        if debrief.own_pace:
            yield paragraph(", ".join(one.team or "" for one in position.questions), "muted")
        yield from scene_box(position.question.scene)
        yield "<h4>How you split</h4>"
        yield '<ol class="split">'
        for choice in position.question.choices:
            yield from _choice(position, choice, teams, names)
        yield "</ol>"
        for question in position.questions:
            yield from _taken(question)
        if position.question.state.discuss:
            yield "<h4>To discuss</h4>"
            yield items(position.question.state.discuss)
        yield from _lessons(position, catalogue)
        yield "</article>"


def _choice(
    position: Position, choice: Choice, teams: tuple[str, ...], names: Mapping[int, str]
) -> Iterator[str]:
    yield "<li>"
    yield f"<strong>{escaped(choice.text)}</strong>"
    for question in position.questions:
        told = f"{whose(question)}{votes_words(question, choice.id)}"
        if units := units_words(question, choice.id, teams):
            told += f", {units}"
        if question.taken == choice.id:
            told += ", taken"
        yield f'<div class="share">{share_bar(question.split.people[choice.id], len(question.votes))}'
        yield f"<span>{escaped(told)}</span></div>"
        if names and (who := voters(question, choice.id, names)):
            yield paragraph(who, "muted who")
    verdict = position.question.option(choice.id)
    if verdict is not None:
        yield f'<p class="verdict">{escaped(verdict_words(verdict))}</p>'
    if choice.red_line is not None:
        yield f'<p class="red-line"><strong>✕ Red line:</strong> {escaped(choice.red_line)}</p>'
    yield paragraph(choice.because)
    yield "</li>"


def _taken(question: JudgedQuestion) -> Iterator[str]:
    whose = "" if question.team is None else f"<strong>{escaped(question.team)}:</strong> "
    if question.taken is not None:
        text = choice_of(question, question.taken).text
        yield f'<h4>Taken</h4><blockquote class="chosen">{escaped(text)}</blockquote>'
    told = " ".join(filter(None, [taken_words(question), room_words(question)]))
    yield f"<p>{whose}{escaped(told)}</p>"
    if error := error_words(question):
        yield f'<p class="erred"><strong>▼</strong> {escaped(error)}</p>'
        yield '<ul class="others">'
        for who, choice in seen_words(question):
            yield f"<li>{escaped(who)}: <strong>{escaped(choice.text)}</strong>{paragraph(choice.because)}</li>"
        yield "</ul>"


def _lessons(position: Position, catalogue: Catalogue) -> Iterator[str]:
    question = position.question
    named = [one.taken for one in position.questions if one.taken is not None] + list(question.best)
    insights = dict.fromkeys(name for choice in named for name in choice_of(question, choice).insights)
    if insights:
        yield "<h4>What there is to learn</h4>"
        yield from definitions(
            (catalogue.insights[name].title, catalogue.insights[name].lesson) for name in insights
        )
