"""The history: every run and every choice, kept in one SQLite file as they happen."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, TypeVar

from sim.scenario.folders import data_folder
from sim.store.error import StoreError
from sim.store.judged_decisions import (
    UNJUDGED,
    KeptDecision,
    insert_decisions,
    insert_missing,
    kept_decisions,
)
from sim.store.kept_run import KeptRun, KeptRuns, read_run, read_runs
from sim.store.layout import Damaged, NewerVersion, NotOurs, prepare
from sim.store.refusal import refusal_of, unusable
from sim.store.schema import HISTORY
from sim.store.settings import Coaching, Settings

# Opening the history stands before the first frame: what only later steps need is imported by them.
if TYPE_CHECKING:
    from sim.engine.debrief import Debrief
    from sim.engine.walk import Record
    from sim.store.mistakes import Mistake, Mistakes
    from sim.store.practised import Practised
    from sim.store.progress_values import Progress

T = TypeVar("T")


class Store:
    """The history in one file. Every method either commits before it returns or raises StoreError.

    It may be used from several threads, and several programs may have the same file open. `passing`: it is in no file,
    and gone when the program ends.
    """

    def __init__(
        self, connection: sqlite3.Connection, passing: bool = False, unchecked: Path | None = None
    ) -> None:
        self.passing = passing
        self._unchecked = unchecked
        self._refusal: StoreError | None = None
        self._checking = Lock()
        self._connection = connection
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path | None = None, whole: bool = True) -> Store:
        """Open the history, made on first use; without a path, the user's own.

        Unless the `whole` file is looked through for damage at once, `check` does it, at the latest before the first
        writing.

        Raises:
            StoreError: the file cannot be made or opened, is no history or a damaged one, or is of a newer version.

        """
        path = path or data_folder() / "history.sqlite3"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        except (OSError, sqlite3.Error) as error:
            raise unusable(path, error) from error
        try:
            checked = prepare(connection, HISTORY, whole)
        except (sqlite3.Error, NotOurs, NewerVersion, Damaged) as error:
            connection.close()
            raise unusable(path, error) from error
        return cls(connection, unchecked=None if checked else path)

    @classmethod
    def in_memory(cls) -> Store:
        """A history that is gone when the program ends, for when the real one cannot be used."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        prepare(connection, HISTORY)
        return cls(connection, passing=True)

    @property
    def checked(self) -> bool:
        """Whether the whole file was looked through, and is sound."""
        return self._unchecked is None and self._refusal is None

    def check(self) -> None:
        """Look through the whole file for damage, if nobody did yet. Others may read meanwhile; who writes waits.

        Raises:
            StoreError: the file is damaged, and is neither read nor written any more; the same error every time.

        """
        with self._checking:
            if self._unchecked is not None:
                self._refusal = refusal_of(self._unchecked)
                self._unchecked = None
        if self._refusal is not None:
            raise self._refusal

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def begin(
        self,
        scenario: str,
        file_hash: str,
        path: Path,
        seed: int,
        coaching: Coaching,
        record: Record,
        taken_over: int = 0,
    ) -> int:
        """Keep a new run with the choices made so far, some taken over from another run; returns its number."""
        now = time.time()
        with self._transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO run (scenario, hash, path, seed, coaching, taken_over, begun, changed) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (scenario, file_hash, str(path.absolute()), seed, coaching.value, taken_over, now, now),
            )
            run = cursor.lastrowid
            assert run is not None
            for number, choice in enumerate(record.choices):
                draws = record.draws if number == len(record.choices) - 1 else ()
                _insert_choice(connection, run, number, choice, draws)
        return run

    def add_choices(self, run: int, first: int, choices: Sequence[str], draws: Sequence[int]) -> None:
        """Keep several choices, all or none; `first` is the number of the first, from 0.

        `draws` are the arms drawn since the choice before them.
        """
        with self._transaction() as connection:
            for number, choice in enumerate(choices, start=first):
                # Which draw belongs to which choice does not matter for a replay.
                _insert_choice(connection, run, number, choice, draws if number == first else ())
            connection.execute("UPDATE run SET changed = ? WHERE id = ?", (time.time(), run))

    def finish(self, run: int, debrief: Debrief) -> None:
        """Keep what a run came to, with its judged decisions and what was at stake in them, which is practice.

        A run that is finished again is judged anew. It counts once for the practice, on the day of its first end.
        """
        from sim.store.practised import counts, practise, rebuild

        with self._transaction() as connection:
            again = counts(connection, run)
            connection.execute(
                "UPDATE run SET changed = CASE WHEN ending IS NULL THEN ? ELSE changed END, "
                "ending = ?, kind = ?, worth = ?, total = ?, value = ?, conduct = ?, luck = ? WHERE id = ?",
                (
                    time.time(),
                    debrief.state.id,
                    debrief.ending.kind.value,
                    debrief.ending.worth,
                    debrief.total,
                    debrief.value,
                    debrief.conduct,
                    debrief.luck,
                    run,
                ),
            )
            insert_decisions(connection, run, debrief)
            if again:
                rebuild(connection)
            else:
                practise(connection, run)

    def unjudged(self) -> KeptRuns:
        """The finished runs that could be judged when they ended, but whose decisions are not kept."""
        return self._read(lambda connection: read_runs(connection, UNJUDGED))

    def keep_judged(self, debriefs: Mapping[int, Debrief]) -> int:
        """Keep the decisions of such runs, by their numbers, all or none; returns how many still lacked them."""
        from sim.store.practised import rebuild

        with self._transaction() as connection:
            kept = insert_missing(connection, debriefs)
            if kept:
                rebuild(connection)
        return kept

    def discard(self, run: int) -> None:
        """Forget a run, and what was practised in it."""
        from sim.store.practised import counts, rebuild

        with self._transaction() as connection:
            counted = counts(connection, run)
            connection.execute("DELETE FROM run WHERE id = ?", (run,))
            if counted:
                rebuild(connection)

    def forget_scenario(self, scenario: str) -> int:
        """Forget every run of a scenario, finished or not; returns how many there were."""
        from sim.store.practised import rebuild

        with self._transaction() as connection:
            forgotten = connection.execute("DELETE FROM run WHERE scenario = ?", (scenario,)).rowcount
            rebuild(connection)
        return forgotten

    def forget_all(self) -> int:
        """Forget every run, finished or not, and keep the settings; returns how many runs there were."""
        from sim.store.practised import rebuild

        with self._transaction() as connection:
            forgotten = connection.execute("DELETE FROM run").rowcount
            rebuild(connection)
        return forgotten

    def run(self, run: int) -> KeptRun | None:
        """One run by its number."""
        return self._read(lambda connection: read_run(connection, run))

    def runs(self, scenario: str | None = None) -> KeptRuns:
        """All runs, finished or not, of one scenario or of all, the latest first."""
        if scenario is None:
            return self._read(read_runs)
        return self._read(lambda connection: read_runs(connection, "WHERE scenario = ?", [scenario]))

    def under_way(self) -> KeptRuns:
        """The runs that have not come to an ending, the latest first."""
        return self._read(lambda connection: read_runs(connection, "WHERE ending IS NULL"))

    def finished(self, scenario: str | None = None) -> KeptRuns:
        """The finished runs, of one scenario or of all, the latest first."""
        where, values = "WHERE ending IS NOT NULL", []
        if scenario is not None:
            where, values = f"{where} AND scenario = ?", [scenario]
        return self._read(lambda connection: read_runs(connection, where, values))

    def decisions(self, run: int) -> tuple[KeptDecision, ...]:
        """The judged decisions of a finished run; none where it could not be judged when it ended."""
        return self._read(lambda connection: kept_decisions(connection, run))

    def practised(self) -> Practised:
        """What was practised so far. Where runs were kept before practice was, it is reckoned from them first."""
        from sim.store.practised import is_behind, kept_practice, rebuild

        if self._read(is_behind):
            with self._transaction() as connection:
                if is_behind(connection):
                    rebuild(connection)
        return self._read(kept_practice)

    def mistakes(self) -> Mistakes:
        """The positions in which whole runs lost most, the costliest first, without those that were learned."""
        from sim.store.mistakes import find_mistakes

        return self._read(find_mistakes)

    def learn(self, mistake: Mistake) -> None:
        """Keep that a position was learned; a later run that fails there again brings it back."""
        from sim.store.mistakes import keep_learned

        with self._transaction() as connection:
            keep_learned(connection, mistake)

    def progress(self) -> Progress:
        """How the player has come on, from all finished runs."""
        from sim.store.progress import read_progress

        return self._read(read_progress)

    def best_conducts(self) -> dict[str, float]:
        """The best conduct reached in each scenario, by its id."""
        query = "SELECT scenario, MAX(conduct) FROM run WHERE conduct IS NOT NULL GROUP BY scenario"
        return dict(self._read(lambda connection: connection.execute(query).fetchall()))

    def settings(self) -> Settings:
        """The player's settings; what was never set, or cannot be read, has its default."""
        kept = dict(
            self._read(lambda connection: connection.execute("SELECT name, value FROM setting").fetchall())
        )
        default = Settings()
        coaching = kept.get("coaching")
        return Settings(
            theme=kept.get("theme", default.theme),
            coaching=Coaching(coaching) if coaching in set(Coaching) else default.coaching,
            animation=kept.get("animation", "on") == "on",
        )

    def keep_settings(self, settings: Settings) -> None:
        """Keep the player's settings."""
        values = {
            "theme": settings.theme,
            "coaching": settings.coaching.value,
            "animation": "on" if settings.animation else "off",
        }
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                values.items(),
            )

    def _read(self, read: Callable[[sqlite3.Connection], T]) -> T:
        if self._refusal is not None:
            raise self._refusal
        try:
            with self._lock:
                return read(self._connection)
        except (sqlite3.Error, ValueError, TypeError) as error:
            self.check()
            # Damage may also leave rows that can be read and mean nothing.
            raise StoreError(f"It could not be read ({error}).", "Play goes on without it.") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self.check()
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    # A full disk may have rolled it back already.
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise StoreError(
                f"The last step was not kept ({error}).", "Play goes on; what comes may not be kept."
            ) from error


def _insert_choice(
    connection: sqlite3.Connection, run: int, number: int, choice: str, draws: Sequence[int]
) -> None:
    connection.execute(
        "INSERT INTO choice (run, number, choice, draws) VALUES (?, ?, ?, ?)",
        (run, number, choice, json.dumps(list(draws))),
    )
