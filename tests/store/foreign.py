"""Histories of several players, made by really playing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sim.store.loading import Loaded
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

BEST = ("ask-her-voice", "call-together")
WORST = ("leave-it", "send-note")


def play(path: Path, loaded: Loaded, *runs: Sequence[str], again: bool = False, seed: int = 1) -> Path:
    """Play these choices to their end, one run after the other; `again` tries the second decision of each again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Store.open(path)) as store:
        for choices in runs:
            session = Session.begin(loaded, store, Coaching.AFTER, seed)
            for choice in choices:
                session.choose(choice)
            if session.over:
                judged = session.debrief()
                if again:
                    before = judged.decisions[1].before
                    session = Session.begin(loaded, store, Coaching.AFTER, seed, before)
                    while not session.over:
                        session.choose(session.play.choices[0].id)
                    session.debrief()
    return path


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """What lies in a folder at any depth, with the bytes of every file."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
