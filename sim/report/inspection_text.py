"""The exact solution of a scenario as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.catalogue import Catalogue
from sim.engine.coverage import Size
from sim.engine.full_inspection import FullInspection
from sim.engine.inspection import Inspection
from sim.engine.policy_bounds import ONE_ENDING, ONE_PRINCIPLE, PLACE_AND_LENGTH, wins
from sim.engine.sampling import Sample
from sim.report.decision_stakes_words import decision_stakes_lines
from sim.report.paragraph import wrapped
from sim.report.story_words import replay_words, short_story_lines, story_lines
from sim.report.words import between, counted, number, signed

WIDTH = 80
BAR = 24
"""Characters of a bar that stands for all runs."""

POLICIES: Mapping[str, str] = {
    "guesser": "any choice, at random",
    "first": "the first choice",
    "last": "the last choice",
    "longest": "the longest choice",
    "shortest": "the shortest choice",
}

_NEARLY_ALL = ONE_ENDING - 1e-9
_MARK = "  ! nearly every run"

WINNING = (
    f"! wins too often, so the scenario can be gamed: the first, last, longest and shortest choice should stay under "
    f"{number(PLACE_AND_LENGTH)}, one principle under {number(ONE_PRINCIPLE)}."
)


def inspection_text(full: FullInspection, catalogue: Catalogue, name: str, width: int = WIDTH) -> str:
    """The report in lines of at most `width`, commands to copy apart; `name` is how the command line names it."""
    parts = [
        list(_head(full, width)),
        list(_proven_size(full, width) if full.inspection.exact else _sampled_size(full, width)),
    ]
    if full.best is not None and full.least is not None and full.decisions is not None:
        best = full.best
        parts += [
            ["The best line", *story_lines(best, width), "", f"  {replay_words(best, name)}"],
            ["The least line", *short_story_lines(full.least, width)],
            list(_totals(full.inspection, width)),
            list(_policies(full, catalogue, width)),
            list(_endings(full.inspection, width)),
            list(_missed(full.inspection, width)),
            list(decision_stakes_lines(full.decisions, width)),
        ]
    elif full.inspection.sampled is not None:
        parts.append(list(_sampled_endings(full.inspection.sampled, width)))
    parts += [list(_principles(full, catalogue, width)), list(_insights(full, catalogue, width))]
    return "\n\n".join("\n".join(part) for part in parts if part)


def bar(share: float) -> str:
    """A share of 1 as a bar of characters; something above nothing is seen."""
    return "█" * round(BAR * share) or ("▏" if share > 0 else "")


def _head(full: FullInspection, width: int) -> Iterator[str]:
    scenario = full.scenario
    yield from wrapped(f"{scenario.title} ({scenario.id})", width)
    yield from wrapped(scenario.summary, width)
    yield f"{scenario.difficulty.value}, {counted(scenario.minutes, 'minute')}"


def _size(size: Size) -> str:
    kinds = [
        counted(size.decisions, "decision"),
        counted(size.interludes, "interlude"),
        counted(size.endings, "ending"),
    ]
    return f"{counted(size.states, 'state')} ({', '.join(kinds)}), {counted(size.choices, 'choice')}."


def _proven_size(full: FullInspection, width: int) -> Iterator[str]:
    inspection = full.inspection
    assert inspection.fewest is not None
    assert inspection.most is not None
    yield "Size"
    yield from wrapped(_size(full.size), width, "  ")
    yield from wrapped(
        f"Solved exactly over {counted(inspection.configurations, 'configuration')}.", width, "  "
    )
    yield from wrapped(f"A run takes {_decisions(inspection.fewest, inspection.most)}.", width, "  ")


def _sampled_size(full: FullInspection, width: int) -> Iterator[str]:
    sample = full.inspection.sampled
    assert sample is not None
    yield "Size"
    yield from wrapped(_size(full.size), width, "  ")
    explored = counted(full.inspection.configurations, "configuration")
    unproven = (
        f"Too big to solve: there are {explored} or more. No value here is proven; what follows was sampled."
    )
    yield from wrapped(unproven, width, "  ")
    ended = f"{sample.ended:,} of {counted(sample.plays, 'random play')} came to an ending."
    yield from wrapped(ended, width, "  ")
    if sample.fewest is not None and sample.most is not None and sample.guesser is not None:
        decisions = _decisions(sample.fewest, sample.most)
        taken = f"They took {decisions}, and came to a total of {signed(sample.guesser)} on average."
        yield from wrapped(taken, width, "  ")


def _decisions(fewest: int, most: int) -> str:
    return counted(most, "decision") if fewest == most else f"{between(fewest, most)} decisions"


def _totals(inspection: Inspection, width: int) -> Iterator[str]:
    assert inspection.best is not None
    assert inspection.least is not None
    assert inspection.guesser is not None
    conduct = inspection.policies["guesser"]
    yield "What there is to win"
    total = (
        f"The best play can expect a total of {signed(inspection.best)}, the worst {signed(inspection.least)}, and a "
        f"guesser, who picks at random, {signed(inspection.guesser)}."
    )
    yield from wrapped(total, width, "  ")
    decided = (
        "Nothing is at stake in any decision, so there is no conduct."
        if conduct is None
        else f"A guesser's conduct is {number(conduct)} of 100."
    )
    yield from wrapped(decided, width, "  ")


def _policies(full: FullInspection, catalogue: Catalogue, width: int) -> Iterator[str]:
    yield "The conduct of somebody who always takes"
    unrated = {covered.principle for covered in full.principles if not covered.decisions}
    winning = False
    for name, conduct in full.inspection.policies.items():
        known = catalogue.principles.get(name)
        words = POLICIES[name] if known is None else f"what rates highest on “{known.name}”"
        if name in unrated:
            words += " (nothing does, so the first)"
        too_much = wins(name, conduct)
        winning = winning or too_much
        told = "none" if conduct is None else f"{conduct:.1f}"
        yield from wrapped(words, width, f"  {told:>5} {'!' if too_much else ' '} ")
    if winning:
        yield from wrapped(WINNING, width, "  ")


def _endings(inspection: Inspection, width: int) -> Iterator[str]:
    yield "How a guesser's runs end"
    ids = max(len(ending.id) for ending in inspection.endings)
    nearly_all = any((ending.guesser or 0.0) >= _NEARLY_ALL for ending in inspection.endings)
    # On a narrow terminal the bar stands on a line of its own, so that no row is too long.
    apart = 28 + ids + BAR + (len(_MARK) if nearly_all else 0) > width
    for ending in inspection.endings:
        share = ending.guesser or 0.0
        row = f"  {signed(ending.worth):>3} {ending.kind.value:<8} "
        told = f"{share_words(share):>6}" if ending.reachable else "no run ends here"
        mark = _MARK if share >= _NEARLY_ALL else ""
        if apart:
            yield from wrapped(f"{ending.id}: {told}{mark}", width, row)
            if share:
                yield f"{' ' * len(row)}{bar(share)}"
        else:
            yield f"{row}{ending.id:<{ids}} {told} {bar(share)}{mark}".rstrip()


def share_words(share: float) -> str:
    """A share of 1 as a percentage; what is more than nothing is never told as nothing."""
    return "<0.1%" if 0 < share < 0.0005 else f"{100 * share:.1f}%"


def _missed(inspection: Inspection, width: int) -> Iterator[str]:
    if inspection.unreachable or inspection.never_available:
        yield "What no player ever sees"
    if inspection.unreachable:
        yield from wrapped("No run enters: " + ", ".join(inspection.unreachable), width, "  ", "    ")
    if inspection.never_available:
        pairs = ", ".join(f"{state}: {choice}" for state, choice in inspection.never_available)
        yield from wrapped(f"Never available: {pairs}", width, "  ", "    ")


def _sampled_endings(sample: Sample, width: int) -> Iterator[str]:
    if sample.endings:
        yield "How the random plays ended (sampled)"
        ids = max(map(len, sample.endings))
        for ending, share in sample.endings.items():
            yield f"  {ending:<{ids}} {share_words(share):>6} {bar(share)}"[:width].rstrip()


def _principles(full: FullInspection, catalogue: Catalogue, width: int) -> Iterator[str]:
    yield "Principles"
    proven = full.inspection.exact
    meaning = f"In how many decisions each is rated, of {full.size.decisions}"
    if proven:
        meaning += "; then in how many of a guesser's run it is at stake, because the choices differ in it"
    yield from wrapped(f"{meaning}.", width, "  ")
    for covered in full.principles:
        name = catalogue.principles[covered.principle].name
        rated = len(covered.decisions)
        stake = "" if covered.at_stake is None else f"{number(covered.at_stake):>6}"
        yield from wrapped(name, width, f"  {rated:>4}{stake}  ")


def _insights(full: FullInspection, catalogue: Catalogue, width: int) -> Iterator[str]:
    yield f"Insights taught: {len(full.insights)} of {len(catalogue.insights)}"
    for covered in full.insights:
        yield from wrapped(
            f"{catalogue.insights[covered.insight].title} ({covered.insight})", width, "  ", "    "
        )
        taught = ", ".join(f"{state}: {choice}" for state, choice in covered.taught)
        yield from wrapped(taught, width, "      ")
    if not full.insights:
        yield from wrapped("No choice names one. A choice does with `insight:` and its id.", width, "  ")
