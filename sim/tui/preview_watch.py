"""The thread that watches a scenario's file and reads it whenever it was saved."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from textual.message import Message
from textual.message_pump import MessagePump

from sim.store.file_watch import FileWatch
from sim.store.version import Version, read_version

_SECONDS_BETWEEN_LOOKS = 0.15


class Reading(Message):
    """The file is being read and solved now."""


class Saved(Message):
    """The file has been read."""

    def __init__(self, version: Version) -> None:
        super().__init__()
        self.version = version


class Failed(Message):
    """Reading broke off by a fault of the program."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class PreviewWatch:
    """Reads a file at once and after every save, and tells a screen of it by messages.

    One thread does all of it, so versions come in order, and the latest is always read. It ends with the program.
    """

    def __init__(self, path: Path, screen: MessagePump) -> None:
        self._path = path
        self._screen = screen
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="preview watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Read no more. What is being read is not waited for."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            watch = FileWatch(self._path)
            while True:
                self._screen.post_message(Reading())
                version = read_version(self._path)
                if self._stopped.is_set():
                    return
                self._screen.post_message(Saved(version))
                while not watch.changed():
                    if self._stopped.wait(_SECONDS_BETWEEN_LOOKS):
                        return
        except Exception as error:  # told where it is seen, instead of a preview that never changes again
            if not self._stopped.is_set():
                self._screen.post_message(Failed(error))
