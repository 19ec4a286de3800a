"""A session's debrief as files to keep and to hand on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from scoring.catalogue import Catalogue
from sim.room.rules.session_debrief import SessionDebrief

FORMATS: Final = ("html", "csv", "json")

VOTES: Final = " votes.csv"
"""How the file of everybody's votes ends, which is made where people are to be named."""


def session_files(
    debrief: SessionDebrief, catalogue: Catalogue, forms: Iterable[str] = FORMATS, names: bool = False
) -> list[tuple[str, bytes]]:
    """The files of the formats wanted, each as how its name ends and what it holds; the one of the votes comes last."""
    files = [(f".{form}", _made(form, debrief, catalogue, names).encode()) for form in forms]
    if names and any(suffix == ".csv" for suffix, _ in files):
        from sim.report.session.session_csv import votes_csv

        files.append((VOTES, votes_csv(debrief).encode()))
    return files


def session_day(debrief: SessionDebrief) -> date:
    """The day on which a session was opened, by the clock of this place."""
    return date.fromtimestamp(debrief.opened.at)


def session_stem(debrief: SessionDebrief) -> str:
    """What the files of a session are called, but for their endings."""
    return f"session {debrief.opened.code} {session_day(debrief).isoformat()}"


def _made(form: str, debrief: SessionDebrief, catalogue: Catalogue, names: bool) -> str:
    if form == "html":
        from sim.report.session.session_html import session_html

        return session_html(debrief, catalogue, session_day(debrief), names)
    if form == "csv":
        from sim.report.session.session_csv import session_csv

        return session_csv(debrief)
    from sim.report.session.session_form import session_form

    return json.dumps(session_form(debrief, names), indent=2) + "\n"
