"""The keys of the facilitator's screen. Which of them are offered, the screen says as the room stands."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

_ANOTHER: Final = Binding.Group("Take another", compact=True)
_PAGES: Final = Binding.Group("Pages", compact=True)


def _next(action: str, does: str, name: str) -> Binding:
    """The natural next step, on the large keys."""
    return Binding("space,enter", action, does, key_display="Space", id=f"facilitator.{name}")


FACILITATOR_KEYS: Final[list[BindingType]] = [
    # Of these, one at a time is offered. A letter of its own stands below where it has one.
    _next("move('begin')", "Begin together", "begin"),
    _next("ask", "Ask", "ask"),
    _next("move('close')", "Close", "close"),
    _next("move('reveal')", "Show the split", "reveal"),
    _next("move('coach')", "Show the coaching", "coach"),
    _next("take", "Go on with the majority", "take"),
    _next("name_one", "Go on", "name-one"),
    _next("move('go_on')", "Go on", "go-on"),
    _next("move('to_debrief')", "To the debrief", "to-debrief"),
    _next("debrief", "Show the debrief", "debrief"),
    _next("read_page", "Read on", "read-page"),
    Binding("b", "move('begin')", "Begin together", id="facilitator.begin-letter"),
    Binding(
        "o", "move('set_off')", "Own pace", tooltip="Each team at its own pace", id="facilitator.set-off"
    ),
    Binding("r", "move('reveal')", "Show the split", id="facilitator.reveal-letter"),
    Binding("c", "move('coach')", "Show the coaching", id="facilitator.coach-letter"),
    *(
        Binding(
            str(place),
            f"take_choice({place})",
            f"Take choice {place}",
            group=_ANOTHER,
            id=f"facilitator.take-{place}",
        )
        for place in range(1, 7)
    ),
    Binding("left", "turn(-1)", "Page before", key_display="←", group=_PAGES, id="facilitator.page-before"),
    Binding("right", "turn(1)", "Next page", key_display="→", group=_PAGES, id="facilitator.page-after"),
    Binding(
        "plus,equals_sign",
        "more_time",
        "Half a minute more",
        key_display="+",
        id="facilitator.more-time",
    ),
    Binding("t", "timer", "Timer", tooltip="How long a question is open", id="facilitator.timer"),
    Binding("t", "no_time", "No timer", tooltip="Take the timer away", id="facilitator.no-time"),
    Binding("a", "ask_again", "Ask again", id="facilitator.ask-again"),
    Binding("d", "decide", "Decide for a team", id="facilitator.decide"),
    Binding("w", "who", "Who", tooltip="Who is here, by name", id="facilitator.who"),
    Binding("j", "join_details", "Join", tooltip="Address, code and QR code, large", id="facilitator.join"),
    Binding("l", "lock", "Lock", tooltip="Let nobody else join", id="facilitator.lock"),
    Binding("l", "unlock", "Unlock", tooltip="Let people join again", id="facilitator.unlock"),
    Binding("u", "next_address", "Next address", id="facilitator.next-address"),
    Binding(
        "v",
        "peek",
        "Look at the split",
        tooltip="Show the split before the room sees it",
        id="facilitator.peek",
    ),
    Binding(
        "f", "finish", "Finish", tooltip="End the story now, and show the debrief", id="facilitator.finish"
    ),
    Binding("e", "end", "End", tooltip="End the session", id="facilitator.end"),
    Binding("question_mark", "help", "Help", key_display="?", id="facilitator.help"),
    Binding("q", "quit", "Leave", id="facilitator.leave"),
    Binding("space,pagedown", "read(1)", "Read on", show=False, id="facilitator.read-on"),
    Binding("pageup", "read(-1)", "Read back", show=False, id="facilitator.read-back"),
    Binding("down", "scroll_by(1)", "Down", show=False, id="facilitator.down"),
    Binding("up", "scroll_by(-1)", "Up", show=False, id="facilitator.up"),
]
