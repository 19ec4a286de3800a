"""A cohort as one HTML page to print and to hand on. No learner is named on it unless that is asked for.

Whatever comes from a history or a scenario goes through `escaped` on its way into the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sim.report.cohort.cohort import Cohort, CohortScenario, mean
from sim.report.cohort.cohort_decisions import CohortDecision
from sim.report.cohort.conduct_strip import conduct_strip
from sim.report.cohort.learner_names import one_line
from sim.report.cohort.tables import edition_name
from sim.report.cohort.titles import LONGEST, Titles
from sim.report.map.svg_parts import element, escaped
from sim.report.page.bars_picture import bars_picture
from sim.report.page.page_frame import whole_page
from sim.report.words import counted, number

TITLE: Final = "How the cohort decided"
COSTLIEST: Final = 5
"""The decisions shown of a scenario."""

LEAST_UNDERSTOOD: Final = 12
"""The insights shown."""

_DASH: Final = "–"


def cohort_page(cohort: Cohort, titles: Titles, made: date, names: bool = False) -> str:
    """The whole page; `made` is the day on which the histories were read."""
    parts = [
        element("h1", TITLE),
        f'<p class="muted">From {counted_histories(len(cohort.learners))}, read on {made.isoformat()}.</p>',
        *_numbers(cohort),
        *_scenarios(cohort, titles),
        *_principles(cohort, titles),
        *_insights(cohort, titles),
        *(_learners(cohort) if names else ()),
        *_notes(cohort),
    ]
    return whole_page(f"{TITLE}, {made.isoformat()}", parts)


def counted_histories(count: int) -> str:
    """A count of histories with its noun."""
    return "1 history" if count == 1 else f"{count:,} histories"


def _numbers(cohort: Cohort) -> Iterator[str]:
    played = [one for learner in cohort.learners for one in learner.played.values()]
    first = mean(one.first for one in played if one.first is not None)
    latest = mean(one.latest for one in played if one.latest is not None)
    runs = sum(learner.runs for learner in cohort.learners)
    finished = sum(1 for scenario in cohort.scenarios if scenario.learners)
    yield '<ul class="numbers">'
    for name, told, meaning in (
        ("Learners", f"{sum(1 for one in cohort.learners if one.runs):,}", "who came to an ending"),
        ("Whole runs", f"{runs:,}", f"of {counted(finished, 'scenario')}"),
        ("First conduct", _conduct(first), "mean of first runs"),
        ("Latest conduct", _conduct(latest), "mean of latest runs"),
    ):
        yield f"<li><span>{name}</span> <strong>{told}</strong> "
        yield f'<span class="muted">{meaning}</span></li>'
    yield "</ul>"
    if not runs:
        yield "<p>Nobody has come to an ending yet. Play a scenario to its end, and collect the files again.</p>"


def _scenarios(cohort: Cohort, titles: Titles) -> Iterator[str]:
    played = [scenario for scenario in cohort.scenarios if scenario.learners]
    if played:
        yield "<h2>Scenario by scenario</h2>"
        yield (
            '<p class="muted">Above each learner’s first run, below their latest: a dot a learner, bars where they are '
            "many. The upright line is the median.</p>"
        )
    for place, scenario in enumerate(played, start=1):
        yield '<article><div class="whole">'
        yield element("h3", titles.scenario(scenario.scenario))
        yield f'<p class="muted">{escaped(_played_words(scenario))}</p>'
        strip = conduct_strip(
            f"strip-{place}", "Conduct, 0 to 100", [("First", scenario.firsts), ("Latest", scenario.latests)]
        )
        if strip:
            yield f'<figure class="strip">{strip}</figure>'
        yield "</div>"
        yield from _decisions(scenario, titles)
        yield "</article>"


def _played_words(scenario: CohortScenario) -> str:
    words = f"{counted(scenario.learners, 'learner')}, {counted(scenario.runs, 'whole run')}"
    if scenario.again:
        words += f", and {counted(scenario.again, 'run')} that tried again from a decision"
    return f"{words}."


def _decisions(scenario: CohortScenario, titles: Titles) -> Iterator[str]:
    costly = [one for one in scenario.decisions if one.lost > 0]
    if not costly:
        return
    several = len(scenario.editions) > 1
    yield "<h4>Where it is decided: the decisions that cost the most</h4>"
    yield '<table class="wide"><thead><tr><th scope="col">Decision</th><th scope="col">Came to it</th>'
    yield '<th scope="col">Points lost, mean</th><th scope="col">Took a best choice</th></tr></thead><tbody>'
    for one in costly[:COSTLIEST]:
        yield (
            f'<tr><th scope="row">{_decision_words(one, titles, several)}</th>'
            f'<td class="cost">{one.learners:,} of {scenario.learners:,}</td>'
            f'<td class="cost">{number(one.points)}</td>'
            f'<td class="cost">{round(100 * one.best)} in 100</td></tr>'
        )
    yield "</tbody></table>"
    if several:
        yield (
            '<p class="muted">This scenario was edited while it was played: '
            f"first runs are of {len(scenario.editions)} editions. "
            "Their decisions are told apart by the beginning of the file’s hash.</p>"
        )


def _decision_words(one: CohortDecision, titles: Titles, several: bool) -> str:
    told = element("strong", one_line(one.state, LONGEST))
    caption = titles.caption(one.edition, one.state)
    if caption:
        told += f' <span class="muted">{escaped(caption)}</span>'
    if several:
        told += f' <span class="muted">({escaped(edition_name(one.edition))})</span>'
    return told


def _principles(cohort: Cohort, titles: Titles) -> Iterator[str]:
    if cohort.principles:
        yield "<section><h2>The principles</h2>"
        bars = [(titles.principle(one.principle), one.followed) for one in cohort.principles]
        yield "<figure>"
        yield element(
            "figcaption", "How far first runs followed each principle, 0 to 100, the least followed first"
        )
        yield bars_picture("principles", "How far each principle was followed", bars)
        yield "</figure></section>"


def _insights(cohort: Cohort, titles: Titles) -> Iterator[str]:
    if not cohort.insights:
        return
    shown = cohort.insights[:LEAST_UNDERSTOOD]
    yield "<section><h2>Insights understood by fewest</h2>"
    yield '<table class="wide"><thead><tr><th scope="col">Insight</th><th scope="col">Met by</th>'
    yield '<th scope="col">Understood by</th><th scope="col">Missed by</th></tr></thead><tbody>'
    for one in shown:
        yield (
            f'<tr><th scope="row">{escaped(titles.insight(one.insight))}</th><td class="cost">{one.met:,}</td>'
            f'<td class="cost">{one.understood:,}</td><td class="cost">{one.missed:,}</td></tr>'
        )
    yield "</tbody></table>"
    yield (
        '<p class="muted">Understood: they took a best choice the last time that it was at stake. '
        f"{len(cohort.insights) - len(shown)} more are not shown.</p>"
        if len(cohort.insights) > len(shown)
        else '<p class="muted">Understood: they took a best choice the last time that it was at stake.</p>'
    )
    yield "</section>"


def _learners(cohort: Cohort) -> Iterator[str]:
    yield "<section><h2>The learners</h2>"
    yield '<table class="wide"><thead><tr><th scope="col">Learner</th><th scope="col">Scenarios</th>'
    yield '<th scope="col">Whole runs</th><th scope="col">Latest conducts, mean</th></tr></thead><tbody>'
    for one in cohort.learners:
        yield (
            f'<tr><th scope="row">{escaped(one.name)}</th><td class="cost">{one.scenarios:,}</td>'
            f'<td class="cost">{one.runs:,}</td><td class="cost">{_conduct(one.mean)}</td></tr>'
        )
    yield "</tbody></table></section>"


def _notes(cohort: Cohort) -> Iterator[str]:
    again = sum(learner.again for learner in cohort.learners)
    notes: Sequence[str] = [
        "Conduct is how well somebody decided, 0 to 100, whatever the dice did. Points lost are the regret of a "
        "decision as a share of all that the scenario could give or take.",
        "Decisions and principles are those of each learner’s first whole run of a scenario, "
        "so that nobody counts twice.",
        f"{counted(again, 'run')} tried again from a decision that had just been explained. They count nowhere above."
        if again
        else "",
        f"{counted(cohort.unjudged, 'whole run')} came without judged decisions: an older version kept none. Such runs "
        "count in conducts only."
        if cohort.unjudged
        else "",
        f"{counted(cohort.left_out, 'run')} could not be read and is left out."
        if cohort.left_out == 1
        else f"{counted(cohort.left_out, 'run')} could not be read and are left out."
        if cohort.left_out
        else "",
    ]
    yield "<footer>"
    yield from (element("p", note) for note in notes if note)
    yield "</footer>"


def _conduct(value: float | None) -> str:
    return _DASH if value is None else str(round(value))
