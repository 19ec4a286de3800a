"""What is practised when, in the history: a card of each principle, and where it was at stake last.

All of it follows from the finished runs, in the order in which they ended. It is kept so that nobody need read them
all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from scoring.practice import Card

# Only whole runs count: one that tries again was told the answer. Damage may have left numbers that are none.
_AT_STAKE = """
SELECT run.id, run.changed, run.scenario, decision.state,
    CAST(decision.points AS REAL), CAST(at_stake.principle AS TEXT)
FROM run JOIN decision ON decision.run = run.id
JOIN principle_at_stake AS at_stake ON at_stake.run = run.id AND at_stake.number = decision.number
WHERE run.ending IS NOT NULL AND run.taken_over = 0 {only}
ORDER BY run.changed, run.id, decision.number, at_stake.principle
"""


@dataclass(frozen=True, slots=True)
class Practised:
    """What was practised so far.

    Attributes:
        cards: What is known of each principle, by its id; one whose card cannot be read is missing.
        last_seen: The scenario and the state of the decision that put each of them at stake last.
        played: The ids of all scenarios of which a run was begun, the one played latest first.

    """

    cards: Mapping[str, Card]
    last_seen: Mapping[str, tuple[str, str]]
    played: tuple[str, ...]


def practise(connection: sqlite3.Connection, run: int) -> None:
    """Review each principle at stake in a run that has just ended, once.

    Where nothing was reviewed yet, earlier runs may have been kept before there was any practice: they count too.
    """
    if not _is_kept(connection):
        rebuild(connection)
        return
    kept = _kept(connection)
    changed: dict[str, tuple[Card, str, str]] = {}
    _review(kept, connection.execute(_AT_STAKE.format(only="AND run.id = ?"), (run,)), changed)
    _keep(connection, changed)


def rebuild(connection: sqlite3.Connection) -> None:
    """Reckon the practice anew from the runs there are, as after forgetting some or judging some later."""
    found: dict[str, tuple[Card, str, str]] = {}
    _review({}, connection.execute(_AT_STAKE.format(only="")), found)
    connection.execute("DELETE FROM practice")
    _keep(connection, found)


def counts(connection: sqlite3.Connection, run: int) -> bool:
    """Whether a run has been reviewed: it came to an ending, and was played whole."""
    found = connection.execute(
        "SELECT 1 FROM run WHERE id = ? AND ending IS NOT NULL AND taken_over = 0", (run,)
    ).fetchone()
    return found is not None


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether runs were judged before any practice was kept."""
    if _is_kept(connection):
        return False
    rows = connection.execute(f"{_AT_STAKE.format(only='')} LIMIT 1")
    return rows.fetchone() is not None


def kept_practice(connection: sqlite3.Connection) -> Practised:
    """What is kept of the practice."""
    kept = _kept(connection)
    played = connection.execute(
        "SELECT scenario FROM run GROUP BY scenario ORDER BY MAX(changed) DESC, MAX(id) DESC"
    )
    return Practised(
        cards={principle: card for principle, (card, _, _) in kept.items()},
        last_seen={principle: (scenario, state) for principle, (_, scenario, state) in kept.items()},
        played=tuple(scenario for (scenario,) in played),
    )


def _is_kept(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM practice LIMIT 1").fetchone() is not None


def _kept(connection: sqlite3.Connection) -> dict[str, tuple[Card, str, str]]:
    found: dict[str, tuple[Card, str, str]] = {}
    for principle, form, scenario, state in connection.execute(
        "SELECT principle, card, scenario, state FROM practice"
    ):
        card = _card(principle, form)
        if card is not None:
            found[principle] = (card, str(scenario), str(state))
    return found


def _card(principle: str, form: object) -> Card | None:
    """The card of a kept form; None where it is none, and the principle begins anew."""
    from scoring.practice import Card

    try:
        card = Card.from_mapping(json.loads(form)) if isinstance(form, str) else None
    except (ValueError, RecursionError):
        return None
    return card if card is not None and card.principle == principle else None


def _keep(connection: sqlite3.Connection, changed: Mapping[str, tuple[Card, str, str]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO practice (principle, card, scenario, state) VALUES (?, ?, ?, ?)",
        [
            (principle, json.dumps(card.to_mapping()), scenario, state)
            for principle, (card, scenario, state) in changed.items()
        ],
    )


def _review(
    before: Mapping[str, tuple[Card, str, str]],
    rows: Iterable[tuple[int, float, str, str, float, str]],
    after: dict[str, tuple[Card, str, str]],
) -> None:
    """Review the principles of runs in their order; what comes of it goes into `after`."""
    from scoring.practice import ratings, review

    for _, decisions in groupby(rows, key=lambda row: row[0]):
        run = list(decisions)
        day = _day(run[0][1])
        if day is None:
            continue
        seen = {principle: (scenario, state) for _, _, scenario, state, _, principle in run}
        for principle, rated in ratings((points, (principle,)) for *_, points, principle in run).items():
            known = after.get(principle) or before.get(principle)
            try:
                card = review(principle, None if known is None else known[0], rated, day)
            except (OverflowError, ValueError):  # a clock near the end of all dates; a row that is damaged
                continue
            after[principle] = (card, *seen[principle])


def _day(moment: float) -> date | None:
    """The local day of a moment; None where it has none, as only damage or a clock far off can give."""
    from datetime import date

    try:
        return date.fromtimestamp(moment)
    except (OverflowError, ValueError, OSError, TypeError):
        return None
