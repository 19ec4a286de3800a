"""Small scenarios written by hand: only what a test is about, the rest filled in."""

from __future__ import annotations

from typing import Any

from tests.scenario_strategy import Data, Story, story_of

EXAMPLE = "format-example.yaml"


def ending(worth: int = 0, kind: str = "mixed", **more: Any) -> Data:
    return {"ending": {"kind": kind, "worth": worth}, **more}


def choice(name: str, goto: str | None = None, merit: int = 0, **more: Any) -> Data:
    """A choice with one rate; `goto` may be left out where `more` holds another way on."""
    way = {} if goto is None else {"goto": goto}
    rates = more.pop("rates", {"coaching": merit})
    return {"id": name, "text": f"Say {name}.", "rates": rates, "because": "So it is.", **more, **way}


def decision(*choices: Data, **more: Any) -> Data:
    return {**more, "choices": list(choices)}


def interlude(**way: Any) -> Data:
    return way


def arm(goto: str, weight: int | None = None, **more: Any) -> Data:
    return ({} if weight is None else {"weight": weight}) | {"goto": goto} | more


def meter(start: int = 0, **more: Any) -> Data:
    return {"label": "A meter", "start": start, **more}


def data(
    states: dict[str, Data],
    *,
    meters: dict[str, Data] | None = None,
    facts: list[str] | dict[str, bool] | None = None,
    start: str | None = None,
    cast: dict[str, Data] | None = None,
) -> Data:
    """A whole scenario; it starts in the first state unless told otherwise."""
    whole: Data = {
        "format": 1,
        "title": "A story",
        "summary": "Made by hand.",
        "difficulty": "core",
        "minutes": 5,
        "briefing": "You are here.",
    }
    for key, part in (("cast", cast), ("meters", meters), ("facts", facts)):
        if part:
            whole[key] = part
    whole["start"] = start or next(iter(states))
    whole["states"] = {name: {"scene": "Here."} | state for name, state in states.items()}
    return whole


def story(states: dict[str, Data], **more: Any) -> Story:
    return story_of(data(states, **more))
