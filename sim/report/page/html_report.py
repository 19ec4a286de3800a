"""A finished run as one HTML file: it needs no script, nothing from outside, and prints well.

Whatever comes from a scenario goes through `escaped` on its way into the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told, Voice
from sim.report.debrief_words import (
    CHAIR,
    NO_POINTS,
    PROFILE,
    STANDING,
    followed_principles,
    red_lines_heading,
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
from sim.report.page.profile_picture import profile_picture
from sim.report.page.standing_picture import standing_picture


def html_report(debrief: Debrief, catalogue: Catalogue, played: date) -> str:
    """The whole page; `played` is the day on which the run came to its end."""
    parts = [
        element("h1", debrief.scenario.title),
        _paragraph(debrief.scenario.summary),
        f'<p class="muted">Debrief of a run that ended on {played.isoformat()}.</p>',
        *_red_lines(debrief),
        *_numbers(debrief),
        *_figure("standing", standing_picture(debrief), STANDING),
        *_overview(debrief),
        *(part for decision in debrief.decisions for part in _decision(decision, debrief, catalogue)),
        *_end(debrief),
        *_profile(debrief, catalogue),
        *_chair(debrief.chair),
    ]
    return whole_page(f"{debrief.scenario.title}: debrief of {played.isoformat()}", parts)


def _paragraph(words: str, kind: str = "") -> str:
    told = f' class="{kind}"' if kind else ""
    return f"<p{told}>{escaped(words.strip())}</p>" if words.strip() else ""


def _red_lines(debrief: Debrief) -> Iterator[str]:
    if debrief.red_lines:
        yield '<section class="red-lines">'
        yield f"<h2>✕ {escaped(red_lines_heading(debrief))}</h2>"
        yield _paragraph(NO_POINTS)
        yield "<ul>"
        yield from (element("li", words) for words in debrief.red_lines)
        yield "</ul>"
        yield "</section>"


def _numbers(debrief: Debrief) -> Iterator[str]:
    yield "<h2>How it came out</h2>"
    yield '<ul class="numbers">'
    for name, told, meaning in three_numbers(debrief):
        yield f"<li><span>{escaped(name)}</span> <strong>{escaped(told)}</strong> "
        yield f'<span class="muted">{escaped(meaning)}</span></li>'
    yield "</ul>"
    yield _paragraph(summary(debrief))


def _figure(name: str, picture: str, caption: str) -> Iterator[str]:
    if picture:
        yield f'<figure class="{name}">'
        yield element("figcaption", caption)
        yield picture
        yield "</figure>"


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
    yield _paragraph(LEGEND, "legend")


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    cost = cost_words(debrief, decision)
    heading = f"Decision {decision.number}: {label_words(decision)}" + (f", {cost}" if cost else "")
    yield f'<article id="decision-{decision.number}">'
    yield element("h3", heading)
    if decision.scene:
        yield '<div class="scene">'
        yield from (_said(told) for told in decision.scene)
        yield "</div>"
    yield "<h4>You chose</h4>"
    yield f'<blockquote class="chosen">{escaped(decision.choice.text)}</blockquote>'
    if decision.choice.red_line is not None:
        yield f'<p class="red-line"><strong>✕ Red line:</strong> {escaped(decision.choice.red_line)}</p>'
    yield _paragraph(decision.choice.because)
    yield _paragraph(course_words(debrief, decision), "muted")
    yield from _others(decision)
    lessons = insights(decision, catalogue)
    if lessons:
        yield "<h4>What there is to learn</h4>"
        yield from _definitions((insight.title, insight.lesson) for insight in lessons)
    yield "</article>"


def _others(decision: Decision) -> Iterator[str]:
    better = stronger(decision)
    if better:
        yield "<h4>Stronger</h4>"
        yield '<ul class="others">'
        yield from (
            f"<li><strong>{escaped(choice.text)}</strong>{_paragraph(choice.because)}</li>"
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
        yield from (_said(told) for told in debrief.scene)
        yield "</section>"


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    followed = followed_principles(debrief, catalogue)
    if followed:
        yield f"<section><h2>{escaped(PROFILE)}</h2>"
        yield from _figure(
            "profile", profile_picture(debrief, catalogue), "How far you followed each principle"
        )
        yield from _definitions((principle.name, principle.question) for principle, _ in followed)
        yield "</section>"


def _chair(chair: tuple[Told, ...]) -> Iterator[str]:
    if chair:
        yield f'<section class="chair"><h2>{escaped(CHAIR)}</h2>'
        for told in chair:
            name = "" if told.person is None else f"<cite>{escaped(told.person.name)}</cite>\n"
            yield f"<blockquote>{name}{escaped(told.words.strip())}</blockquote>"
        yield "</section>"


def _said(told: Told) -> str:
    if told.person is not None:
        return f"<p><strong>{escaped(told.person.name)}:</strong> {escaped(told.words.strip())}</p>"
    return _paragraph(told.words, "caption" if told.voice is Voice.CAPTION else "")


def _definitions(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "<dl>"
    for name, words in pairs:
        yield element("dt", name)
        yield element("dd", words)
    yield "</dl>"
