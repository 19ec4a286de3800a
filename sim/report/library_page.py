"""A library as a Markdown page for trainers: what there is, how long it takes, what it teaches.

It gives no story away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sim.engine.library_inspection import InspectedScenario, LibraryInspection
from sim.report.words import between, counted, number
from sim.scenario.model import EndingKind


def library_page(library: LibraryInspection, head: str) -> str:
    """The page; `head` are the lines that stand first, with a title. All of the library has been solved."""
    parts = [
        [head],
        _overview(library),
        _lessons(library),
        _spread(library),
        *(_scenario(library, one) for one in library.scenarios),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _overview(library: LibraryInspection) -> Iterator[str]:
    yield f"## {counted(len(library.scenarios), 'scenario')}"
    yield ""
    heads = (
        "scenario",
        "the situation",
        "difficulty",
        "minutes",
        "decisions",
        "endings",
        "questions for a room",
    )
    rows = (
        (
            f"[`{one.inspection.scenario}`](#{one.inspection.scenario})",
            _cell(one.summary),
            one.difficulty.value,
            str(one.minutes),
            _decisions(one),
            str(len(one.inspection.endings)),
            str(one.discussions),
        )
        for one in library.scenarios
    )
    yield from _table(heads, rows)
    yield ""
    yield "Decisions are the fewest and the most that a run takes."


def _lessons(library: LibraryInspection) -> Iterator[str]:
    yield "## What is taught, and where"
    for principle in library.catalogue.principles.values():
        yield ""
        yield f"**{principle.name}.** {principle.question}"
        yield ""
        for insight in library.catalogue.insights_of(principle.id):
            where = ", ".join(_link(scenario) for scenario in library.insights[insight.id])
            yield f"- {insight.title} (`{insight.id}`): {where or 'nowhere yet'}"


def _spread(library: LibraryInspection) -> Iterator[str]:
    yield "## How it is spread over the principles"
    yield ""
    yield "In how many decisions of each scenario some choice is rated on a principle."
    yield ""
    names = [covered.principle for covered in library.principles]
    rows = [
        (_link(one.inspection.scenario), *(str(one.principles[name] or "") for name in names))
        for one in library.scenarios
    ]
    total = ("all", *(str(covered.decisions) for covered in library.principles))
    yield from _table(("", *(f"`{name}`" for name in names)), [*rows, total])


def _scenario(library: LibraryInspection, one: InspectedScenario) -> Iterator[str]:
    inspection = one.inspection
    yield f"## {inspection.scenario}"
    yield ""
    yield f"**{one.title}.** {one.summary}"
    yield ""
    kinds = Counter(ending.kind for ending in inspection.endings)
    endings = ", ".join(_times(kind, kinds[kind]) for kind in EndingKind if kinds[kind])
    yield f"- {one.difficulty.value}, {one.minutes} minutes"
    yield f"- a run takes {_decisions(one)} of its {one.decisions} decisions"
    yield f"- {counted(len(inspection.endings), 'ending')}: {endings}"
    yield f"- questions for a room at {counted(one.discussions, 'place')}"
    yield f"- conduct of 100: somebody who picks at random gets {_conduct(one, 'guesser')}{_strongest(library, one)}"
    yield "- teaches:"
    for insight in one.insights:
        yield f"  - {library.catalogue.insights[insight].title} (`{insight}`)"


def _times(kind: EndingKind, count: int) -> str:
    return kind.value if count == 1 else f"{kind.value} ({count})"


def _strongest(library: LibraryInspection, one: InspectedScenario) -> str:
    if one.strongest is None:
        return ""
    name = library.catalogue.principles[one.strongest].name
    return f", somebody who only ever follows \u201c{name}\u201d gets {_conduct(one, one.strongest)}"


def _conduct(one: InspectedScenario, policy: str) -> str:
    conduct = one.inspection.policies[policy]
    return "–" if conduct is None else number(conduct)


def _decisions(one: InspectedScenario) -> str:
    inspection = one.inspection
    return (
        "–"
        if inspection.fewest is None or inspection.most is None
        else between(inspection.fewest, inspection.most)
    )


def _link(scenario: str) -> str:
    return f"[{scenario}](#{scenario})"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = [*heads]
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(row)} |"
