"""The rows of the home screen's list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from sim.tui.ago import ago
from sim.tui.row import Column, Row
from sim.tui.shelf import Card

if TYPE_CHECKING:
    from sim.store.kept_run import KeptRun

_QUIET = "$foreground-muted"
_HEADS = (("level", 8, False), ("time", 6, True), ("best conduct", 12, True))


def row_of_run(run: KeptRun) -> str:
    """The id of a run's row."""
    return f"run {run.id}"


def row_of_card(card: Card) -> str:
    """The id of a scenario's row."""
    return f"scenario {card.id}"


def run_rows(runs: Iterable[KeptRun], cards: Mapping[int, Card], now: float) -> Iterator[Option]:
    """The runs under way, under a heading: where each stands and when it was left. `cards` are by the run's number."""
    rows = [_run_row(run, cards[run.id], now) for run in runs]
    if rows:
        yield Option(Row(Content.styled("Under way", "bold")), disabled=True)
        yield from rows
        yield Option(Row(Content("")), disabled=True)


def card_rows(cards: Iterable[Card], best: Mapping[str, float]) -> Iterator[Option]:
    """The scenarios by level, under a heading, with time and the best conduct reached, by the scenario's id."""
    rows = [_card_row(card, best.get(card.id)) for card in sorted(cards, key=lambda card: card.rank)]
    if rows:
        columns = (Column(Content(name), width, right) for name, width, right in _HEADS)
        yield Option(Row(Content.styled("Scenarios", "bold"), *columns), disabled=True)
        yield from rows


def _run_row(run: KeptRun, card: Card, now: float) -> Option:
    decision = Column(Content(f"decision {len(run.record.choices) + 1}"), 11)
    left = Column(Content.styled(ago(run.changed, now), _QUIET), 14, right=True)
    return Option(Row(Content(card.title), decision, left), id=row_of_run(run))


def _card_row(card: Card, best: float | None) -> Option:
    if card.difficulty is None:
        row = Row(Content(card.title), Column(Content("faulty, not playable"), 30, right=True))
    else:
        row = Row(
            Content(card.title),
            Column(Content.styled(card.difficulty.value, _QUIET), 8),
            Column(Content.styled(f"{card.minutes} min", _QUIET), 6, right=True),
            Column(Content("–" if best is None else f"{best:.0f}"), 12, right=True),
        )
    return Option(row, id=row_of_card(card))
