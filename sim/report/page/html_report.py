"""A finished run as one HTML file: it needs no script, nothing from outside, and prints well.

Whatever comes from a scenario goes through `escaped` on its way into the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told
from sim.report.debrief_words import (
    CHAIR,
    PROFILE,
    STANDING,
    followed_principles,
    summary,
    three_numbers,
)
from sim.report.decision_words import (
    LEGEND,
    cost_words,
    course_words,
    insights,
    label_words,
    other_choices,
    stronger,
)
from sim.report.map.svg_parts import element, escaped
from sim.report.page.page_frame import whole_page
from sim.report.page.page_parts import (
    definitions,
    figure,
    number_cards,
    paragraph,
    quotes,
    red_lines,
    said,
    scene_box,
)
from sim.report.page.profile_picture import profile_picture
from sim.report.page.standing_picture import standing_picture


def html_report(debrief: Debrief, catalogue: Catalogue, played: date) -> str:
    """The whole page; `played` is the day on which the run came to its end."""
    parts = [
        element("h1", debrief.scenario.title),
        paragraph(debrief.scenario.summary),
        f'<p class="muted">Debrief of a run that ended on {played.isoformat()}.</p>',
        *red_lines(debrief),
        *_numbers(debrief),
        *figure("standing", standing_picture(debrief), STANDING),
        *_overview(debrief),
        *(part for decision in debrief.decisions for part in _decision(decision, debrief, catalogue)),
        *_end(debrief),
        *_profile(debrief, catalogue),
        *_chair(debrief.chair),
    ]
    return whole_page(f"{debrief.scenario.title}: debrief of {played.isoformat()}", parts)


def _numbers(debrief: Debrief) -> Iterator[str]:
    yield "<h2>How it came out</h2>"
    yield from number_cards(three_numbers(debrief))
    yield paragraph(summary(debrief))


def _overview(debrief: Debrief) -> Iterator[str]:
    if not debrief.decisions:
        return
    yield "<h2>Your decisions</h2>"
    yield '<table><thead><tr><th scope="col">No.</th><th scope="col">Label</th>'
    yield '<th scope="col">What you chose</th><th scope="col">Cost</th></tr></thead><tbody>'
    for decision in debrief.decisions:
        yield (
            f'<tr><th scope="row"><a href="#decision-{decision.number}">{decision.number}</a></th>'
            f'<td class="label">{escaped(label_words(decision))}</td>'
            f"<td>{escaped(decision.choice.text)}</td>"
            f'<td class="cost">{escaped(cost_words(debrief, decision) or "nothing")}</td></tr>'
        )
    yield "</tbody></table>"
    yield paragraph(LEGEND, "legend")


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    cost = cost_words(debrief, decision)
    heading = f"Decision {decision.number}: {label_words(decision)}" + (f", {cost}" if cost else "")
    yield f'<article id="decision-{decision.number}">'
    yield element("h3", heading)
    yield from scene_box(decision.scene)
    yield "<h4>You chose</h4>"
    yield f'<blockquote class="chosen">{escaped(decision.choice.text)}</blockquote>'
    if decision.choice.red_line is not None:
        yield f'<p class="red-line"><strong>✕ Red line:</strong> {escaped(decision.choice.red_line)}</p>'
    yield paragraph(decision.choice.because)
    yield paragraph(course_words(debrief, decision), "muted")
    yield from _others(decision)
    lessons = insights(decision, catalogue)
    if lessons:
        yield "<h4>What there is to learn</h4>"
        yield from definitions((insight.title, insight.lesson) for insight in lessons)
    yield "</article>"


def _others(decision: Decision) -> Iterator[str]:
    better = stronger(decision)
    if better:
        yield "<h4>Stronger</h4>"
        yield '<ul class="others">'
        yield from (
            f"<li><strong>{escaped(choice.text)}</strong>{paragraph(choice.because)}</li>"
            for choice in better
        )
        yield "</ul>"
    rest = other_choices(decision)
    if rest:
        yield f"<h4>{'Also possible' if better else 'The other choices'}</h4>"
        yield '<ul class="others">'
        yield from (element("li", choice.text) for choice in rest)
        yield "</ul>"


def _end(debrief: Debrief) -> Iterator[str]:
    if debrief.scene:
        yield f"<section><h2>How it ended: {escaped(debrief.ending.kind.value)}</h2>"
        yield from (said(told) for told in debrief.scene)
        yield "</section>"


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    followed = followed_principles(debrief, catalogue)
    if followed:
        yield f"<section><h2>{escaped(PROFILE)}</h2>"
        yield from figure(
            "profile", profile_picture(debrief, catalogue), "How far you followed each principle"
        )
        yield from definitions((principle.name, principle.question) for principle, _ in followed)
        yield "</section>"


def _chair(chair: tuple[Told, ...]) -> Iterator[str]:
    if chair:
        yield f'<section class="chair"><h2>{escaped(CHAIR)}</h2>'
        yield from quotes(chair)
        yield "</section>"
