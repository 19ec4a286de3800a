"""The debrief's own numbers in words: the three numbers, where the run stood, how it all adds up."""

from __future__ import annotations

from typing import Final, NamedTuple

from scoring.catalogue import Catalogue, Principle
from sim.engine.debrief import Debrief
from sim.report.decision_words import sum_words
from sim.report.words import signed

STANDING: Final = "Where you stood: the best result still to be expected"
PROFILE: Final = "Your profile in this run, 0 to 100"
CHAIR: Final = "From the empty chair"
NO_POINTS: Final = "No points make up for it."
TOO_BIG: Final = (
    "This scenario is too big to be solved exactly, so nobody can say what your decisions were worth. "
    "What is known is shown: how the run ended, and how each choice was rated where you made it."
)


class NamedNumber(NamedTuple):
    """One of the three numbers, with its name and what it means; the number is “-” where there is none."""

    name: str
    number: str
    meaning: str


def three_numbers(debrief: Debrief) -> tuple[NamedNumber, NamedNumber, NamedNumber]:
    """Conduct, outcome and luck."""
    judged = debrief.value is not None
    if debrief.conduct is not None:
        conduct = NamedNumber("Conduct", str(round(debrief.conduct)), "how you decided")
    else:
        conduct = NamedNumber("Conduct", "-", "nothing was at stake" if judged else "too big to be judged")
    outcome = NamedNumber(f"Outcome: {debrief.ending.kind.value}", signed(debrief.total), "what happened")
    if debrief.luck is None:
        return conduct, outcome, NamedNumber("Luck", "-", "not known")
    return conduct, outcome, NamedNumber("Luck", signed(debrief.luck), "what the dice did")


def standing_values(debrief: Debrief) -> tuple[float, ...]:
    """What could still be expected at each decision, then the total; empty where that is not known."""
    standings = [decision.standing for decision in debrief.decisions]
    known = [standing for standing in standings if standing is not None]
    return (*known, float(debrief.total)) if known and len(known) == len(standings) else ()


def followed_principles(debrief: Debrief, catalogue: Catalogue) -> tuple[tuple[Principle, float], ...]:
    """The principles that were at stake in the run, each with how far it was followed, 0 to 100."""
    return tuple(
        (catalogue.principles[name], value) for name, value in debrief.profile.items() if value is not None
    )


def summary(debrief: Debrief) -> str:
    """How the three numbers belong together, or why there are not three."""
    return sum_words(debrief) or TOO_BIG


def red_lines_heading(debrief: Debrief) -> str:
    """How many red lines were crossed."""
    crossed = len(debrief.red_lines)
    return "A red line was crossed" if crossed == 1 else f"{crossed} red lines were crossed"
