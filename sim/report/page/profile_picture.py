"""How far a run followed each principle, as a picture for its page."""

from __future__ import annotations

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_words import PROFILE, followed_principles
from sim.report.page.bars_picture import bars_picture


def profile_picture(debrief: Debrief, catalogue: Catalogue) -> str:
    """A bar of 0 to 100 for each principle that was at stake; empty where none was."""
    followed = [(principle.name, value) for principle, value in followed_principles(debrief, catalogue)]
    return bars_picture("profile", PROFILE, followed)
