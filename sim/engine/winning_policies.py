"""Simple ways to play that get too far, told as findings: where they win, a scenario can be gamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from scoring.regret import regret
from sim.engine.policy import BY_PLACE_AND_LENGTH, Pick, guesser, play_policy, principle
from sim.engine.policy_bounds import ONE_ENDING, bound_of, wins
from sim.engine.solution import Solution
from sim.engine.walk import Record
from sim.scenario.finding import START_OF_FILE, Code, Finding

_NEAR: Final = 1e-9
_MOST_NAMED: Final = 8

_CODES: Final = {
    "longest": (Code.LONGEST_WINS, "Say the best ones there in fewer words, or let others say more."),
    "shortest": (Code.SHORTEST_WINS, "Let the best ones there say more, or say the others in fewer words."),
    "first": (Code.FIRST_WINS, "Put other choices first there."),
    "last": (Code.LAST_WINS, "Put other choices last there."),
}


def winning_policies(solution: Solution, path: Path, principles: Iterable[str]) -> Iterator[Finding]:
    """A finding for each policy that gets too far; of the principles, those that some choice is rated on."""
    for name, pick in BY_PLACE_AND_LENGTH.items():
        code, remedy = _CODES[name]
        yield from _winning(solution, path, name, pick, code, f"the {name} choice", remedy)
    rated = {
        rate
        for state in solution.graph.compiled.scenario.states.values()
        for choice in state.choices
        for rate in choice.rates
    }
    for name in principles:
        if name in rated:
            yield from _winning(
                solution,
                path,
                name,
                principle(name),
                Code.ONE_PRINCIPLE_WINS,
                f"the choice that lives up to “{name}” most",
                "Let another principle ask for something else there.",
            )


def one_ending(solution: Solution, path: Path) -> Iterator[Finding]:
    """A finding where a guesser nearly always comes to the same ending."""
    graph = solution.graph
    for ending, share in guesser(solution).endings.items():
        if share < ONE_ENDING - _NEAR / 100:
            continue
        node = next(
            node
            for node, configuration in enumerate(graph.configurations)
            if graph.compiled.state_of(configuration).id == ending
        )
        way = graph.way_to(node)
        yield Finding(
            path,
            graph.compiled.scenario.states[ending].mark,
            Code.ONE_ENDING,
            f"Somebody who only guesses ends in “{ending}” {100 * share:.1f} times in 100, so choices hardly matter.",
            "Let more choices lead to other endings, or make the way to them easier to find.",
            way.choices,
            way.draws,
        )


def _winning(
    solution: Solution, path: Path, name: str, pick: Pick, code: Code, called: str, remedy: str
) -> Iterator[Finding]:
    conduct = play_policy(solution, pick).conduct
    if conduct is None or not wins(name, conduct):
        return
    best = _where_best(solution, pick)
    named = ", ".join(best[:_MOST_NAMED])
    if len(best) > _MOST_NAMED:
        named += f" and {len(best) - _MOST_NAMED} more"
    way = _run_of(solution, pick)
    yield Finding(
        path,
        START_OF_FILE,
        code,
        f"Always taking {called} gets a conduct of {conduct:.1f}; it should stay under {bound_of(name):g}.",
        f"That choice is a best one wherever it is taken in: {named}. {remedy}" if best else remedy,
        way.choices,
        way.draws,
    )


def _where_best(solution: Solution, pick: Pick) -> list[str]:
    """The decisions with something at stake in which a policy comes to no regret, in file order."""
    graph = solution.graph
    best: dict[int, bool] = {}
    met = {0}
    waiting = [0]
    while waiting:
        node = waiting.pop()
        for after in _taken(solution, node, pick):
            if after not in met:
                met.add(after)
                waiting.append(after)
        position = solution.positions[node]
        if position is not None and position.stake > 0:
            index = graph.configurations[node][0]
            without = regret(position.worths, _index(solution, node, pick)) == 0
            best[index] = best.get(index, True) and without
    ids = list(graph.compiled.scenario.states)
    return [ids[index] for index in sorted(best) if best[index]]


def _run_of(solution: Solution, pick: Pick) -> Record:
    """The run of a policy on which the likeliest arm is drawn each time."""
    graph = solution.graph
    choices: list[str] = []
    draws: list[int] = []
    node = 0
    while graph.options[node]:
        choice, shares, reached = graph.options[node][_index(solution, node, pick)]
        if choice is not None:
            choices.append(graph.compiled.state_of(graph.configurations[node]).choices[choice].id)
        arm = shares.index(max(shares))
        if len(reached) > 1:
            draws.append(arm)
        node = reached[arm]
    return Record(tuple(choices), tuple(draws))


def _taken(solution: Solution, node: int, pick: Pick) -> tuple[int, ...]:
    options = solution.graph.options[node]
    return options[_index(solution, node, pick)][2] if options else ()


def _index(solution: Solution, node: int, pick: Pick) -> int:
    position = solution.positions[node]
    if position is None:
        return 0
    choices = solution.graph.compiled.state_of(solution.graph.configurations[node]).choices
    return pick([choices[number] for number in position.choices])
