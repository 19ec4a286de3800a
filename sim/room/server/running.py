"""The server, running: uvicorn on sockets that are bound already, in a thread and a loop of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import uvicorn

from sim.room.server.bounded_http import BoundedHttp
from sim.room.server.garbage import collected_seldom
from sim.scenario.error import EmptyChairError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

T = TypeVar("T")

_LOGGERS: Final = ("uvicorn", "asyncio", "sim.room")
_FAREWELL: Final = 1
"""Seconds that connections get to close by themselves."""

_LOOK: Final = 0.25
"""Every so many seconds whoever waits for an answer looks whether the server is still there."""

_NOT_SERVED: Final = "The session is not being served any more."


class ServerStopped(EmptyChairError):
    """Something was asked of a server that runs no more."""

    title = "The server has stopped"


class RunningServer:
    """An app, served. Its methods may be called from any thread but the server's own.

    `faulty` is told of each fault of the app that nobody caught, in the server's thread; those of clients are none.
    `web_sockets` makes what a connection is handed over to once a WebSocket is asked for; without it nobody has one.
    """

    def __init__(
        self,
        app: ASGIApp,
        sockets: Sequence[socket.socket],
        faulty: Callable[[logging.LogRecord], None] | None = None,
        web_sockets: Callable[..., asyncio.BaseProtocol] | None = None,
    ) -> None:
        self._sockets = list(sockets)
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                interface="asgi3",
                loop="asyncio",
                http=BoundedHttp,
                ws=cast(Any, web_sockets or "none"),
                # Nobody stands between this server and its people, so nobody may speak for another address.
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_FAREWELL,
            )
        )
        self._faults = _Faults(self._server, faulty)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread()

    @property
    def serving(self) -> bool:
        """Whether it runs."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Serve from now on.

        Raises:
            ServerStopped: it could not begin.

        """
        self.start_after(_nothing())

    def start_after(self, first: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the server's loop, and serve once it is done; gives or raises what it does.

        Whoever comes meanwhile waits at the door: people who come back to a room find it there.

        Raises:
            ServerStopped: it could not begin.

        """
        done: Future[T] = Future()
        self._thread = threading.Thread(target=self._run, args=(first, done), name="room server", daemon=True)
        self._thread.start()
        return done.result()

    def call(self, coroutine: Coroutine[Any, Any, T], within: float | None = None) -> T:
        """Run a coroutine in the server's loop; waits for it, and gives or raises what it does.

        Raises:
            ServerStopped: the server runs no more, stopped meanwhile, or did not answer within so many seconds.

        """
        assert threading.current_thread() is not self._thread, "the server would wait for itself"
        if self._loop is None or self._loop.is_closed() or not self._thread.is_alive():
            coroutine.close()
            raise ServerStopped(_NOT_SERVED)
        answer = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        tries = None if within is None else max(1, round(within / _LOOK))
        while True:
            try:
                return answer.result(_LOOK)
            except CancelledError as error:
                raise ServerStopped(_NOT_SERVED) from error
            except TimeoutError:
                if answer.done():
                    raise
                tries = None if tries is None else tries - 1
                # A loop that ended between two steps leaves what it was given undone.
                if tries == 0 or not self._thread.is_alive():
                    answer.cancel()
                    raise ServerStopped(_NOT_SERVED) from None

    def tell(self, done: Callable[[], object]) -> None:
        """Have something done in the server's loop, without waiting for it; nothing, once the server has stopped."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(done)

    def stop(self, within: float = 3.0) -> None:
        """Close every connection and end the thread; after so many seconds it is left to end with the program."""
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(within)
        for bound in self._sockets:
            bound.close()

    def _run(self, first: Coroutine[Any, Any, T], done: Future[T]) -> None:
        self._faults.listen()
        try:
            with collected_seldom():
                asyncio.run(self._serve(first, done))
        except Exception:
            logging.getLogger(_LOGGERS[0]).exception("The server ended by a fault.")
        finally:
            self._faults.leave()

    async def _serve(self, first: Coroutine[Any, Any, T], done: Future[T]) -> None:
        self._loop = asyncio.get_running_loop()
        try:
            result = await first
        except Exception as error:
            done.set_exception(error)
            return
        serving = asyncio.create_task(self._server.serve(sockets=self._sockets))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.005)
        if self._server.started:
            done.set_result(result)
        else:
            done.set_exception(ServerStopped("It could not begin to serve.", "Try once more."))
        await serving


async def _nothing() -> None:
    pass


class _Server(uvicorn.Server):
    """uvicorn, but for signals: they stay the program's own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Faults(logging.Handler):
    """What the server logs: dropped, but for its faults while it serves."""

    def __init__(self, server: uvicorn.Server, faulty: Callable[[logging.LogRecord], None] | None) -> None:
        super().__init__(logging.ERROR)
        self._server = server
        self._faulty = faulty

    def listen(self) -> None:
        for logger in map(logging.getLogger, _LOGGERS):
            logger.propagate = False
            logger.addHandler(self)

    def leave(self) -> None:
        for logger in map(logging.getLogger, _LOGGERS):
            logger.removeHandler(self)
            logger.propagate = True

    def emit(self, record: logging.LogRecord) -> None:
        # Whoever is still busy when the server stops is broken off, and that is no fault.
        if self._faulty is not None and not self._server.should_exit:
            self._faulty(record)
