"""The teams of a session side by side, where each played at its own pace: their numbers, and the ways they went."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report.decision_words import LABELS
from sim.report.map.svg_parts import escaped
from sim.report.page.page_parts import figure, items
from sim.report.session.session_words import NOBODY, course_numbers
from sim.report.session.ways import ways
from sim.report.session.ways_picture import TITLE, ways_picture
from sim.report.session.ways_words import partings
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief


def teams_section(debrief: SessionDebrief) -> Iterator[str]:
    """The section as markup; nothing where the room played together."""
    if not debrief.own_pace:
        return
    yield "<h2>The teams side by side</h2>"
    yield '<table class="wide"><thead><tr><th scope="col">Team</th><th scope="col">People</th>'
    yield '<th scope="col">Questions</th><th scope="col">Ending</th><th scope="col">Outcome</th>'
    yield '<th scope="col">Conduct</th><th scope="col">Luck</th></tr></thead><tbody>'
    for course in debrief.courses:
        cells = "".join(f'<td class="cost">{escaped(cell)}</td>' for cell in _team_cells(course))
        yield f'<tr><th scope="row">{escaped(course.team or NOBODY)}</th>{cells}</tr>'
    yield "</tbody></table>"
    way = ways(debrief.courses)
    yield from figure("ways", ways_picture(way), f"{TITLE}, question by question: {LABELS}")
    if told := list(partings(way)):
        yield items(told)


def _team_cells(course: JudgedCourse) -> tuple[str, ...]:
    decided = sum(one.taken is not None for one in course.questions)
    kind = "none yet" if course.debrief is None else course.debrief.ending.kind.value
    told = [one.number for one in course_numbers(course)]
    conduct, outcome, luck = told if len(told) == 3 else (told[0], NOBODY, NOBODY)
    return f"{course.members:,}", str(decided), kind, outcome, conduct, luck
