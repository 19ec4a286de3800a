"""Saying which runs of the history are left out, because nothing can be made of them any more."""

from __future__ import annotations

import sys

from sim.store.kept_run import KeptRuns


def tell_left_out(runs: KeptRuns) -> None:
    """Say it in one line to stderr, so that what goes to stdout stays what it is."""
    if runs.fault is not None:
        print(f"{runs.fault.title}: {runs.fault.message} {runs.fault.hint}", file=sys.stderr)
