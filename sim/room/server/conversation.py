"""What one participant says over a WebSocket: a hello, and then what becomes commands of the room."""

from __future__ import annotations

import json
from functools import partial
from typing import Protocol

from sim.room.rules.event import Event
from sim.room.rules.refusal import Reason, Refused
from sim.room.server.audience import Line
from sim.room.server.fault import Fault, bad_request, fault_form, told_fault
from sim.room.server.reception import Reception
from sim.room.server.requests import read_hello, read_message
from sim.room.server.room_host import RoomHost
from sim.room.server.strict_json import read_object
from sim.room.wire import CloseCode, Json
from sim.scenario.error import EmptyChairError


class Speaker(Line, Protocol):
    """The other end of a conversation."""

    def stay(self) -> None:
        """Keep the connection, now that it is known whose it is."""

    def answer(self, text: bytes) -> None:
        """Send an answer behind what was sent before."""


class Conversation:
    """From the hello to the end. What is seen goes out by the room itself, as it changes."""

    __slots__ = ("_host", "_participant", "_reception", "_speaker")

    def __init__(self, reception: Reception, speaker: Speaker) -> None:
        self._reception = reception
        self._speaker = speaker
        self._host: RoomHost | None = None
        self._participant = 0

    def heard(self, said: str | None) -> None:
        """Do what was said; None stands for what was no text."""
        if self._host is None:
            self._enter(said)
            return
        try:
            if said is None:
                raise bad_request("Text is expected.")
            command = read_message(self._participant, read_object(said))
        except EmptyChairError as error:
            self._refuse(None, error)
            return
        if isinstance(command, int):
            self._answer({"pong": command})
        else:
            self._host.tell(command, partial(self._done, getattr(command, "submission", None)))

    def end(self) -> None:
        """The connection is closed, or about to be."""
        if self._host is not None:
            self._host.disconnect(self._participant, self._speaker)

    def _enter(self, said: str | None) -> None:
        try:
            host, participant = self._reception.room_of(read_hello(read_object(said or "")))
        except Refused as refused:
            removed = refused.reason is Reason.REMOVED
            self._speaker.close(CloseCode.REMOVED if removed else CloseCode.WRONG_HELLO)
        except Fault:
            self._speaker.close(CloseCode.WRONG_HELLO)
        else:
            self._host, self._participant = host, participant
            self._speaker.stay()
            host.connect(participant, self._speaker)

    def _done(self, submission: str | None, outcome: tuple[Event, ...] | EmptyChairError) -> None:
        if isinstance(outcome, EmptyChairError):
            self._refuse(submission, outcome)
        elif not outcome and self._host is not None:
            # It was done before; whoever sent it again has not heard.
            self._host.show_again(self._participant)

    def _refuse(self, submission: str | None, error: EmptyChairError) -> None:
        refused = fault_form(told_fault(error))
        if submission is not None:
            refused["submission"] = submission
        self._answer({"refused": refused})

    def _answer(self, answer: Json) -> None:
        self._speaker.answer(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())
