"""The exact solution of a scenario as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.catalogue import Catalogue
from sim.engine.inspection import Inspection
from sim.report.words import between, counted, number, signed
from sim.scenario.model import Scenario


def inspection_text(inspection: Inspection, scenario: Scenario, catalogue: Catalogue) -> str:
    """The report in lines."""
    pages = _proven(inspection, catalogue) if inspection.exact else _sampled(inspection)
    return "\n".join([f"{scenario.title} ({scenario.id})", *pages])


def _proven(inspection: Inspection, catalogue: Catalogue) -> Iterator[str]:
    assert inspection.best is not None
    assert inspection.least is not None
    assert inspection.guesser is not None
    assert inspection.fewest is not None
    assert inspection.most is not None
    yield f"Solved exactly over {counted(inspection.configurations, 'configuration')}."
    yield f"A run takes {between(inspection.fewest, inspection.most)} decisions."
    yield (
        f"Total: best {signed(inspection.best)}, least {signed(inspection.least)}, "
        f"a guesser {signed(inspection.guesser)}."
    )
    yield ""
    yield "Conduct of somebody who always takes"
    for name, conduct in inspection.policies.items():
        known = catalogue.principles.get(name)
        yield f"  {'none' if conduct is None else number(conduct):>5}  {known.name if known else _POLICIES[name]}"
    yield ""
    yield "Endings, and how often a guesser comes to them"
    for ending in inspection.endings:
        share = "never reached" if not ending.reachable else f"{100 * (ending.guesser or 0):.1f} %"
        yield f"  {signed(ending.worth):>5}  {ending.kind.value:<8} {ending.id}: {share}"
    if inspection.unreachable:
        yield ""
        yield "No run enters: " + ", ".join(inspection.unreachable)
    if inspection.never_available:
        yield ""
        yield "Never available: " + ", ".join("/".join(pair) for pair in inspection.never_available)
    yield ""
    yield "The best line: " + (", ".join(inspection.best_line or ()) or "no decision at all")


_POLICIES: Mapping[str, str] = {
    "guesser": "any choice at random",
    "first": "the first choice",
    "last": "the last choice",
    "longest": "the longest choice",
    "shortest": "the shortest choice",
}


def _sampled(inspection: Inspection) -> Iterator[str]:
    sample = inspection.sampled
    assert sample is not None
    yield f"Too big to solve: more than {counted(inspection.configurations, 'configuration')}. Nothing here is proven."
    yield f"{sample.ended} of {counted(sample.plays, 'random play')} came to an ending."
    if sample.guesser is not None and sample.fewest is not None and sample.most is not None:
        decisions = between(sample.fewest, sample.most)
        yield f"A guesser's total, sampled: {signed(sample.guesser)}, in {decisions} decisions."
    for ending, share in sample.endings.items():
        yield f"  {ending}: {100 * share:.1f} % of them"
