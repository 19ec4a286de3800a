"""What makes a scenario worse though it can be played: every warning that the solver decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.engine.collector import collector_paused
from sim.engine.compiled import compile_scenario
from sim.engine.graph import BUDGET, Graph
from sim.engine.guard_results import (
    LineGuard,
    OffersByState,
    UnbrokenLines,
    arms_taken,
    offers_by_state,
    tried_configurations,
    true_configurations,
)
from sim.engine.hidden_draws import HiddenDraw, Suspect, hidden_draws, suspects, what_may_tell
from sim.engine.solution import Solution
from sim.engine.too_big import too_big
from sim.engine.verdict import Verdict
from sim.engine.walk import Record
from sim.engine.watching import Moment, watched
from sim.engine.ways import way_past, way_to_rest
from sim.engine.winning_policies import one_ending, winning_policies
from sim.scenario.finding import Code, Finding, Mark
from sim.scenario.model import Scenario, State, Way


def review(
    verdict: Verdict, path: Path, principles: Iterable[str], budget: int = BUDGET
) -> tuple[Finding, ...]:
    """The warnings about a scenario that was judged, by line and column.

    `principles` are those whose policies are tried, `path` is named in the findings. Each is proven: over the budget
    little is left but `too-big`; what needs values waits until the errors of the verdict are mended; and of guards of
    lines and hidden draws, which need an exploration of their own, nothing is said where that goes over the `budget`.
    """
    with collector_paused():
        found = list(_Review(verdict, path, budget).findings(principles))
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


class _Review:
    def __init__(self, verdict: Verdict, path: Path, budget: int) -> None:
        self._graph = verdict.graph
        self._solution = verdict.solution
        self._path = path
        self._budget = budget
        self._scenario: Scenario = verdict.graph.compiled.scenario
        self._states: tuple[State, ...] = tuple(self._scenario.states.values())

    def findings(self, principles: Iterable[str]) -> Iterator[Finding]:
        if not self._graph.complete:
            yield from too_big(self._graph, self._path)
            return
        offers = offers_by_state(self._graph)
        yield from self._unreachable(offers)
        yield from self._choices(offers)
        yield from self._routes()
        yield from self._shown()
        if self._solution is not None:
            yield from self._no_stake(self._solution)
            yield from winning_policies(self._solution, self._path, principles)
            yield from one_ending(self._solution, self._path)

    def _unreachable(self, offers: OffersByState) -> Iterator[Finding]:
        for index, state in enumerate(self._states):
            if index not in offers:
                yield self._finding(
                    state.mark,
                    Code.UNREACHABLE_STATE,
                    f"No run can come to the state “{state.id}”.",
                    "Let a way lead to it, ease the guards on the way to it, or take it out.",
                )

    def _choices(self, offers: OffersByState) -> Iterator[Finding]:
        for index, offered in offers.items():
            state = self._states[index]
            for number, choice in enumerate(state.choices):
                nodes = [node for choices, node in offered.items() if number in choices]
                if not nodes:
                    yield self._finding(
                        choice.mark,
                        Code.NEVER_AVAILABLE,
                        f"The choice “{choice.id}” of the state “{state.id}” is never available: "
                        "its guard holds in no run.",
                        "Ease its guard, let something before it make the guard true, or take the choice out.",
                        way_to_rest(self._graph, min(offered.values())),
                    )
                elif choice.when is not None and len(nodes) == len(offered):
                    yield self._always_true(
                        choice.when.mark,
                        f"the choice “{choice.id}” is always available",
                        way_to_rest(self._graph, min(nodes)),
                    )

    def _routes(self) -> Iterator[Finding]:
        for (index, choice), taken in arms_taken(self._graph).items():
            way = self._way(index, choice)
            last = max(taken)
            for number, arm in enumerate(way.arms):
                if number not in taken:
                    yield self._finding(
                        arm.mark,
                        Code.NEVER_TAKEN,
                        f"This arm, to “{arm.goto}”, is never taken: "
                        + ("an arm before it always is." if number > last else "its guard never holds here."),
                        "Change the guards so that a run can come by here, or take the arm out.",
                        way_past(self._graph, min(taken.values()), choice),
                    )
                elif number == last and arm.when is not None:
                    yield self._always_true(
                        arm.when.mark,
                        "the arms after it are never taken",
                        way_past(self._graph, taken[number], choice),
                    )

    def _shown(self) -> Iterator[Finding]:
        """What hangs on things that decide nothing and are only shown: guards of lines, and hidden draws."""
        lines = UnbrokenLines(self._graph.compiled)
        lines.read(true_configurations(self._graph))
        lines.drop_unread()
        lines.read(tried_configurations(self._graph, lines.states))
        doubtful = suspects(self._scenario)
        if not lines.left and not doubtful:
            return
        shown = self._shown_graph(lines.left, doubtful)
        if not shown.complete:
            return
        lines.forget_places()
        lines.read(shown.configurations)
        for line in lines.left:
            yield self._always_true(
                line.guard.mark,
                "the line is always shown",
                _way_to_moment(shown, lines.first_read[line], line.moment),
            )
        for hidden in hidden_draws(shown, doubtful, self._budget):
            yield self._hidden(shown, hidden)

    def _shown_graph(self, lines: Iterable[LineGuard], doubtful: list[Suspect]) -> Graph:
        watches = what_may_tell(self._scenario, doubtful)
        for line in lines:
            watches.setdefault(line.moment, []).append(line.guard.expression)
        return Graph(compile_scenario(watched(self._scenario, watches)), self._budget)

    def _hidden(self, shown: Graph, hidden: HiddenDraw) -> Finding:
        suspect, (one, other) = hidden.suspect, hidden.arms
        arm = suspect.way.arms[one]
        return self._finding(
            arm.mark,
            Code.HIDDEN_DRAW,
            f"Arms {one + 1} and {other + 1} of this chance lead to “{arm.goto}” with different effects, "
            "and nothing tells the player which came, though guards later ask for it.",
            "Give the arms different replies, let a line or a visible meter show it, "
            "or put the chance where it comes to light.",
            way_past(shown, hidden.node, suspect.choice, one),
        )

    def _no_stake(self, solution: Solution) -> Iterator[Finding]:
        first: dict[int, int] = {}
        weighty: set[int] = set()
        alone: dict[int, bool] = {}
        for node, position in enumerate(solution.positions):
            if position is None:
                continue
            index = self._graph.configurations[node][0]
            if index in weighty:
                continue
            if position.stake > 0:
                weighty.add(index)
            first.setdefault(index, node)
            alone[index] = alone.get(index, True) and len(position.choices) == 1
        for index, node in first.items():
            if index in weighty:
                continue
            state = self._states[index]
            reason = "only ever one choice is available" if alone[index] else "every choice is worth the same"
            yield self._finding(
                state.mark,
                Code.NO_STAKE,
                f"Nothing is at stake in the decision “{state.id}”: {reason}.",
                "Let the choices differ in their rates or in where they lead, or make it an interlude.",
                way_to_rest(self._graph, node),
            )

    def _way(self, state: int, choice: int | None) -> Way:
        way = self._states[state].way if choice is None else self._states[state].choices[choice].way
        assert way is not None, "a route that is read belongs to a way"
        return way

    def _always_true(self, mark: Mark, so: str, way: Record) -> Finding:
        return self._finding(
            mark,
            Code.GUARD_ALWAYS_TRUE,
            f"This guard holds wherever it is read, so {so}.",
            "Take the guard out, or let something before it make the guard fail.",
            way,
        )

    def _finding(self, mark: Mark, code: Code, message: str, hint: str, way: Record | None = None) -> Finding:
        if way is None:
            return Finding(self._path, mark, code, message, hint)
        return Finding(self._path, mark, code, message, hint, way.choices, way.draws)


def _way_to_moment(graph: Graph, node: int, moment: Moment) -> Record:
    """A way by a moment, from the first node that knows it."""
    if moment.choice is None and moment.arm is None:
        return way_to_rest(graph, node)
    return way_past(graph, node, moment.choice, moment.arm or 0)
