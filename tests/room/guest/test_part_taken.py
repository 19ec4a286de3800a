from __future__ import annotations

from dataclasses import replace

import pytest

from sim.room.guest.frame import Frame, OfferedChoice, Own, Shared
from sim.room.guest.part_taken import NOT_HERE, PartTaken
from sim.room.guest.seen import Link
from sim.room.rules.phase import Phase
from sim.room.rules.question import Vote

SHARED = Shared(
    code="KWX47F",
    title="The customer who went quiet",
    phase=Phase.OPEN,
    own_pace=False,
    question=1,
    told=(),
    choices=(OfferedChoice("a", "Ask"), OfferedChoice("b", "Wait")),
    deadline=None,
    people=2,
    teams=(),
    locked=False,
    split=None,
    worths=None,
    taken=None,
    ending=None,
    results=(),
)
OWN = Own(1, "Mo", None, None, 0, 0, {}, None)
OPEN = Frame(SHARED, OWN, 1, 0.0)


def shown(phase: Phase = Phase.OPEN, question: int | None = 1, vote: Vote | None = None) -> Frame:
    """A frame in a phase, with one's own vote as the room has it."""
    return replace(OPEN, shared=replace(SHARED, phase=phase, question=question), you=replace(OWN, vote=vote))


@pytest.fixture
def part() -> PartTaken:
    """Somebody to whom an open question was shown."""
    made = PartTaken(lambda: None)
    made.heard(OPEN, 0.0)
    return made


def test_a_vote_is_confirmed_by_its_own_submission_only(part: PartTaken) -> None:
    part.vote("a", "first")
    part.heard(shown(vote=Vote("a", "another")), 1.0)
    assert not part.seen().confirmed
    part.heard(shown(vote=Vote("a", "first")), 2.0)
    assert part.seen().confirmed
    assert part.seen().choice == "a"


def test_an_unsent_vote_outlasts_any_number_of_broadcasts(part: PartTaken) -> None:
    part.vote("a", "first")
    part.became(Link.LOST)
    for at in range(100):
        part.heard(shown(), float(at))
    seen = part.seen()
    assert seen.choice == "a"
    assert not seen.confirmed
    assert seen.said == ()


def test_the_answer_to_an_earlier_vote_leaves_a_later_one_on_its_way(part: PartTaken) -> None:
    part.vote("a", "first")
    part.vote("b", "second")
    part.heard(shown(vote=Vote("a", "first")), 1.0)
    assert part.seen().choice == "b"
    part.refused("Too late.", None, "first")
    assert part.seen().choice == "b"


def test_a_refused_vote_is_taken_back_and_told(part: PartTaken) -> None:
    part.heard(shown(vote=Vote("b", "before")), 1.0)
    part.vote("a", "first")
    part.refused("That could not be kept.", "Send it again.", "first")
    seen = part.seen()
    assert seen.choice == "b"
    assert seen.said == ("That could not be kept. Send it again.",)
    assert part.seen().said == ()


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.SPLIT, Phase.COACHING, Phase.NEXT])
def test_a_vote_that_missed_its_question_is_not_shown_as_one(part: PartTaken, phase: Phase) -> None:
    part.heard(shown(vote=Vote("b", "before")), 1.0)
    part.vote("a", "first")
    part.heard(shown(phase, vote=Vote("b", "before")), 2.0)
    seen = part.seen()
    assert seen.choice == "b"
    assert seen.said == ("Voting closed before your vote came in. The one before it counts.",)


def test_a_vote_that_came_in_just_before_the_end_is_confirmed_by_what_follows(part: PartTaken) -> None:
    part.vote("a", "first")
    part.heard(shown(Phase.CLOSED, vote=Vote("a", "first")), 1.0)
    assert part.seen().confirmed


def test_where_the_room_went_on_it_is_said_that_nothing_was_confirmed(part: PartTaken) -> None:
    part.vote("a", "first")
    part.heard(shown(Phase.SCENE, question=2), 1.0)
    seen = part.seen()
    assert seen.choice is None
    assert seen.said == ("The room went on before your vote was confirmed.",)


def test_the_same_choice_again_is_no_second_vote(part: PartTaken) -> None:
    part.vote("a", "first")
    part.vote("a", "second")
    seen = part.seen()
    assert seen.ballot is not None
    assert seen.ballot.submission == "first"
    assert seen.said == ("That is your vote already.",)


def test_what_is_asked_without_a_connection_is_not_done_later(part: PartTaken) -> None:
    part.became(Link.LOST)
    part.run_errand({"settle": {"question": 1}})
    assert part.errands == []
    assert part.seen().said == (NOT_HERE,)


@pytest.mark.parametrize("link", [Link.REMOVED, Link.OVER, Link.TAKEN_OVER, Link.GONE])
def test_what_is_final_stays(part: PartTaken, link: Link) -> None:
    part.vote("a", "first")
    part.became(link)
    part.became(Link.LOST)
    part.heard(shown(), 1.0)
    part.vote("b", "second")
    seen = part.seen()
    assert seen.link is link
    assert seen.ballot is None


def test_only_what_was_taken_over_comes_back(part: PartTaken) -> None:
    part.became(Link.REMOVED)
    part.come_back()
    assert part.link is Link.REMOVED
