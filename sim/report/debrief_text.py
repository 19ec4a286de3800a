"""The debrief as plain text: for the line mode, for `run`, and for saving from the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told
from sim.report.words import counted, number, signed


def debrief_text(debrief: Debrief, catalogue: Catalogue, width: int = 80) -> str:
    """The whole debrief, wrapped to a width in columns."""
    parts = [
        [debrief.scenario.title, "=" * len(debrief.scenario.title)],
        list(_numbers(debrief)),
        list(_red_lines(debrief)),
        *[list(_decision(decision, debrief, catalogue)) for decision in debrief.decisions],
        list(_profile(debrief, catalogue)),
        list(_chair(debrief.chair)),
    ]
    return "\n\n".join("\n".join(_wrapped(part, width)) for part in parts if part)


def numbers_text(debrief: Debrief) -> str:
    """The three numbers in three lines."""
    return "\n".join(_numbers(debrief))


def decision_heading(decision: Decision) -> str:
    """One decision in one line: its number, its label, what was chosen, and its cost if it had one."""
    judged = decision.judgement
    if judged is None:
        return f"{decision.number}. {decision.choice.text}"
    cost = f" (cost {number(judged.regret)} of {number(judged.stake)})" if judged.regret else ""
    return f"{decision.number}. {judged.label.value}: {decision.choice.text}{cost}"


def _numbers(debrief: Debrief) -> Iterator[str]:
    ending, given_away = debrief.ending, debrief.ending.worth - debrief.total
    if debrief.value is None or debrief.luck is None:
        yield f"Outcome  {signed(debrief.total)}  {ending.kind.value}"
        yield "This scenario is too big to be solved, so its decisions are not judged."
        return
    conduct = "none" if debrief.conduct is None else f"{number(debrief.conduct)} of 100"
    yield f"Conduct  {conduct}  how you decided" + (
        "; nothing was at stake" if debrief.conduct is None else ""
    )
    less = f", less {number(given_away)} given away on the way" if given_away else ""
    yield f"Outcome  {signed(debrief.total)}  what happened: {ending.kind.value}, worth {signed(ending.worth)}{less}"
    yield f"Luck  {signed(debrief.luck)}  what the dice did"
    lost = debrief.value + debrief.luck - debrief.total
    yield (
        f"The best to expect at the start was {signed(debrief.value)}. "
        f"Your decisions cost {number(lost)}, the draws {_brought(debrief.luck)}."
    )


def _brought(luck: float) -> str:
    if number(luck) == "0":
        return "changed nothing"
    return f"brought {number(luck)}" if luck > 0 else f"took {number(-luck)}"


def _red_lines(debrief: Debrief) -> Iterator[str]:
    if debrief.red_lines:
        yield f"You crossed {counted(len(debrief.red_lines), 'red line')}, which no points make good:"
        for words in debrief.red_lines:
            yield f"  {words}"


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    yield decision_heading(decision)
    if decision.choice.red_line is not None:
        yield f"  Red line: {decision.choice.red_line}"
    yield f"  {decision.choice.because}"
    judged = decision.judgement
    if judged is not None and judged.regret:
        yield f"  How: {signed(-judged.how)}. Where it led: {signed(-judged.where)}."
        for choice in judged.best:
            yield f"  Stronger: {choice.text}"
            yield f"    {choice.because}"
    if decision.luck is not None and number(decision.luck) != "0":
        yield f"  The draw after it {_brought(decision.luck)}."
    for insight in decision.choice.insights:
        yield f"  Insight: {catalogue.insights[insight].title}. {catalogue.insights[insight].lesson}"


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    followed = {name: value for name, value in debrief.profile.items() if value is not None}
    if followed:
        yield "How far you followed each principle that was at stake"
        for name, value in followed.items():
            yield f"  {catalogue.principles[name].name}: {number(value)} of 100"


def _chair(chair: tuple[Told, ...]) -> Iterator[str]:
    if chair:
        yield "From the empty chair"
        for told in chair:
            yield f"  “{told.words}”" if told.person is None else f"  {told.person.name}: {told.words}"


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        for part in line.split("\n"):
            yield from textwrap.wrap(
                part.strip(), width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            ) or [""]
