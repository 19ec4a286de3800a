"""Events as they are written and read, and logs that no room can have made."""

from __future__ import annotations

import pytest

from sim.room.rules.event import (
    Asked,
    Begun,
    Closed,
    Coached,
    DeadlineSet,
    Decided,
    Ended,
    Event,
    Finished,
    Joined,
    Locked,
    Moved,
    Opened,
    Removed,
    Renamed,
    Revealed,
    Taken,
    Voted,
    WentOn,
    from_form,
    to_form,
)
from sim.room.rules.room import Room
from sim.store.loading import Loaded
from tests.room.rules.session import opening

EVENTS: tuple[Event, ...] = (
    Opened("KWX47F", "id", "hash", "path.yaml", 7, ("Red", "Blue"), 0.5),
    Joined(1, "secret", "Ann", None, 1.0),
    Joined(2, "other", "Bo", "Red", 1.0),
    Renamed(1, "Bo"),
    Moved(1, "Blue"),
    Removed(1),
    Locked(True),
    Begun(False, 2.0),
    Asked(1, None),
    Asked(1, 30.5),
    DeadlineSet(1, None),
    Voted(1, 1, "a", "x", 3.0),
    Closed(1, True),
    Revealed(1),
    Coached(1),
    Taken(1, "a", Decided.TIE_BROKEN, None, 4.0),
    WentOn(),
    Finished(),
    Ended(5.0),
)


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    read = from_form(to_form(event))
    assert read == event
    assert type(read) is type(event)


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_what_is_not_quite_an_event_is_none(event: Event) -> None:
    form = to_form(event)
    wrong: list[object] = [None, [], "Joined", {}, {**form, "more": 1}, {**form, "kind": ["Ended"]}]
    wrong.append({**form, "kind": "Nothing"})
    for key in form:
        wrong.append({name: value for name, value in form.items() if name != key})
        wrong.append({**form, key: {"no": "value"}})
        if form[key] is not None:
            wrong.append(
                {**form, key: 3.5 if not isinstance(form[key], float) and form[key] is not None else "3"}
            )
    for one in wrong:
        if isinstance(one, dict) and one.get("deadline") == 3.5:
            continue
        with pytest.raises(ValueError, match=r"."):
            from_form(one)


def test_a_whole_number_stands_for_a_time_and_a_truth_for_none() -> None:
    assert from_form({"kind": "Ended", "at": 5}) == Ended(5.0)
    with pytest.raises(ValueError, match="not of the kind"):
        from_form({"kind": "Ended", "at": True})


BEGUN = (Joined(1, "s", "Ann", None, 1.0), Begun(False, 2.0))
ASKED = (*BEGUN, Asked(1, None))
REVEALED = (*ASKED, Closed(1, False), Revealed(1))


@pytest.mark.parametrize(
    "events",
    [
        (Opened("KWX47F", "id", "hash", "path", 1, (), 0.0),),
        (Joined(1, "s", "Ann", None, 1.0), Joined(1, "t", "Bo", None, 1.0)),
        (Joined(1, "s", "Ann", None, 1.0), Joined(2, "s", "Bo", None, 1.0)),
        (Joined(1, "s", "Ann", None, 1.0), Joined(2, "t", "ann", None, 1.0)),
        (Joined(1, "s", "Ann", "Red", 1.0),),
        (Renamed(1, "Ann"),),
        (Moved(1, "Red"),),
        (Joined(1, "s", "Ann", None, 1.0), Moved(1, "Red")),
        (Removed(1),),
        (Joined(1, "s", "Ann", None, 1.0), Removed(1), Removed(1)),
        (Begun(True, 1.0),),
        (Asked(1, None),),
        (WentOn(),),
        (Finished(),),
        (*BEGUN, Begun(False, 3.0)),
        (*BEGUN, Asked(2, None)),
        (*BEGUN, Voted(1, 1, "leave-it", "x", 3.0)),
        (*BEGUN, Closed(1, False)),
        (*BEGUN, Taken(1, "leave-it", Decided.FACILITATOR, None, 3.0)),
        (*BEGUN, Finished(), Taken(1, "leave-it", Decided.FACILITATOR, "Red", 3.0)),
        (*ASKED, Voted(2, 1, "leave-it", "x", 3.0)),
        (*ASKED, Voted(1, 1, "no such", "x", 3.0)),
        (*ASKED, Voted(1, 2, "leave-it", "x", 3.0)),
        (*ASKED, Voted(1, 7, "leave-it", "x", 3.0)),
        (*ASKED, Revealed(1)),
        (*ASKED, DeadlineSet(2, None)),
        (*REVEALED, WentOn()),
        (*REVEALED, Coached(2)),
        (*REVEALED, Taken(2, "leave-it", Decided.FACILITATOR, None, 3.0)),
        (Ended(1.0), Ended(2.0)),
    ],
    ids=lambda events: " ".join(type(event).__name__ for event in events),
)
def test_events_that_cannot_have_happened_make_no_room(loaded: Loaded, events: tuple[Event, ...]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Room.replayed([opening(loaded.machine), *events], loaded.machine)


def test_a_log_begins_with_an_opening(loaded: Loaded) -> None:
    for events in ([], [Ended(1.0)]):
        with pytest.raises(ValueError, match="begins with its opening"):
            Room.replayed(events, loaded.machine)
