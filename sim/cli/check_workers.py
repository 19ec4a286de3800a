"""Files checked by several processes at once."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from sim.store.checking import CheckedFile, check_file

_BREATH = 0.1
"""Seconds between two turns of the caller while nothing is ready."""


def check_by_workers(paths: Sequence[Path], workers: int) -> Iterator[CheckedFile | None]:
    """Check the files in so many processes, in whatever order they come; None while nothing is ready.

    The processes end with the iterator, however it is left. A file whose process ended before its time is checked
    by this one.
    """
    queue = deque(paths)
    crew: dict[Connection, _Worker] = {}
    try:
        for _ in range(min(workers, len(queue))):
            try:
                worker = _Worker()
            except OSError:  # no more processes to be had
                break
            crew[worker.line] = worker
            worker.give(queue.popleft())
        while crew:
            ready = wait(list(crew), timeout=_BREATH)
            if not ready:
                yield None
            for line in ready:
                assert isinstance(line, Connection)
                worker = crew[line]
                checked = worker.result()
                if checked is None:
                    queue.append(worker.in_hand)
                if checked is not None and queue:
                    worker.give(queue.popleft())
                else:
                    worker.stop()
                    del crew[line]
                if checked is not None:
                    yield checked
        while queue:  # every process has ended before its time
            yield check_file(queue.popleft())
    finally:
        for worker in crew.values():
            worker.stop()


class _Worker:
    """A process that checks files, and the line to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context(
            "spawn"
        )  # no state but what is sent, and the same on every system
        self.line, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs,), daemon=True)
        with _interrupts_kept_from_children():
            self.process.start()
        theirs.close()

    def give(self, path: Path) -> None:
        """Let it check a file."""
        self.in_hand = path
        with suppress(OSError):  # it has ended, which the wait for its result finds out
            self.line.send(path)

    def result(self) -> CheckedFile | None:
        """What it sent; None where it has ended."""
        try:
            checked: CheckedFile = self.line.recv()
        except (OSError, EOFError):
            return None
        return checked

    def stop(self) -> None:
        """End the process at once."""
        self.line.close()
        self.process.terminate()
        self.process.join()


def _work(line: Connection) -> None:
    """In the process: check what comes until nothing more can come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            path = line.recv()
        except (OSError, EOFError):
            return
        try:
            line.send(check_file(path))
        except Exception:
            # The parent checks the file itself, and meets the same fault where it can be told.
            return


@contextmanager
def _interrupts_kept_from_children() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it is for the parent, which ends them without a word from them."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would let interrupts through again if it were started below
    kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, kept)
