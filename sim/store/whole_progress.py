"""The progress of a player over all runs that can be judged, those of earlier versions among them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.judging_again import judge_again

if TYPE_CHECKING:
    from sim.store.progress_values import Progress
    from sim.store.store import Store


def whole_progress(store: Store, library: Library, stopped: Callable[[], bool] = lambda: False) -> Progress:
    """Judge what is not judged yet, where it still can be, and ask for the progress; it may take seconds once.

    Raises:
        StoreError: the history cannot be read.

    """
    with suppress(StoreError):  # what cannot be written now is judged another time
        judge_again(store, library, stopped=stopped)
    return store.progress()
