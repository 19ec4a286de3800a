"""The example on the format's page, worked by hand.

Helen's review starts with trust 35 and patience 3, which entering the state lowers to 2, so all is available.
Merits there: `ask-her-voice` 3, `leave-it` -2, so leaving it falls 5 short. With Marcus: `call-together` 3,
`send-note` -1, so the note falls 4 short. The renewal takes a trust of 60 at the verdict.

- ask (trust 40), then call (65): renewed, 8. Ask, then note (40): lost, -8, and 4 short.
- leave it: with weight 3 to Marcus with trust 25, where calling makes 50, which is not enough: -8; with weight 1 the
  verdict, trust 35: -8. So leaving it is worth -8 - 5 = -13, against 8: a regret of 21, of which 5 is how and 16 where.
"""

from __future__ import annotations

import pytest

from scoring.label import Label
from sim.engine.debrief import Debrief, debrief
from sim.engine.draws import FixedDraws
from sim.engine.inspection import inspect
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from tests.engine.hand_made import arm, choice, data, decision, ending, interlude, meter
from tests.scenario_strategy import PATH, Signed, story_of

PRINCIPLES = ("presence", "coaching", "evidence")
STORY = story_of(
    data(
        {
            "monday-review": decision(
                choice(
                    "ask-her-voice",
                    "marcus-admits",
                    when="patience >= 1 and not called_priya",
                    rates={"coaching": 2, "presence": 1},
                    effects={"trust": Signed(5), "called_priya": True},
                    reply=[{"marcus": "Honestly? Spring of last year."}],
                ),
                choice(
                    "leave-it",
                    rates={"presence": -2},
                    red_line="You told Helen it was handled.",
                    chance=[
                        arm("marcus-admits", 3, effects={"trust": Signed(-10)}),
                        arm("verdict", 1, reply="Nothing happens. It feels like winning."),
                    ],
                ),
                caption="Monday, 8:40",
                scene=[
                    "The renewal list is on your screen.",
                    {"marcus": "They prefer email. Always have."},
                    {"when": "knows_of_rival", "marcus": "I heard Polar was in the building."},
                    {"when": "patience < 2", "say": "Helen's door is open."},
                ],
                effects={"patience": Signed(-1)},
            ),
            "marcus-admits": decision(
                choice(
                    "call-together",
                    "verdict",
                    rates={"presence": 2, "coaching": 1},
                    effects={"trust": Signed(25)},
                ),
                choice("send-note", "verdict", rates={"presence": -1}),
            ),
            "verdict": interlude(route=[arm("renewed", when="trust >= 60"), arm("lost")]),
            "renewed": ending(8, "success", chair="She finally asked what I needed."),
            "lost": ending(-8, "failure"),
        },
        cast={"marcus": {"name": "Marcus Webb", "role": "Account manager"}},
        meters={
            "trust": meter(35, bands={0: "resentful", 30: "guarded", 60: "open"}),
            "patience": meter(3, max=5),
            "rumour": meter(0, hidden=True),
        },
        facts=["called_priya", "knows_of_rival"],
    )
)


def judged(*choices: str, draws: tuple[int, ...] = ()) -> Debrief:
    walked = finished_walk(STORY.compiled, choices, FixedDraws(draws))
    return debrief(STORY.compiled, judge(STORY.compiled, PATH).solution, walked, PRINCIPLES)


def test_the_value_is_8_and_the_least_16_below_nought() -> None:
    """Least: leave it (-5), then the note (-4) with weight 3 of 4, and -8 for the loss: -8 - 5 - 3 = -16;
    asking first and then the note is -12, so leaving it is the worst."""
    report = inspect(judge(STORY.compiled, PATH), PRINCIPLES)
    assert (report.best, report.least) == (8, -16)
    assert (report.fewest, report.most) == (1, 2)
    assert report.best_line == ("ask-her-voice", "call-together")
    assert (report.unreachable, report.never_available) == ((), ())


def test_a_guesser_gets_conduct_50() -> None:
    """The stakes are 21, then 20 after asking and 4 (the merits alone) with Marcus after leaving it, and a
    guesser loses half of each."""
    report = inspect(judge(STORY.compiled, PATH), PRINCIPLES)
    assert report.policies["guesser"] == pytest.approx(50)
    # Asked: 8 or -12. Left: -5 - 8, and half of 4 more with weight 3 of 4.
    assert report.guesser == pytest.approx((-2 + (-13 - 0.75 * 2)) / 2)
    assert {ending.id: ending.guesser for ending in report.endings} == {"renewed": 0.25, "lost": 0.75}


def test_the_policies_by_hand() -> None:
    policies = inspect(judge(STORY.compiled, PATH), PRINCIPLES).policies
    assert policies["first"] == policies["presence"] == policies["coaching"] == 100
    assert policies["last"] == pytest.approx(0)
    assert policies["evidence"] == 100  # nothing is rated on it: the first


def test_leaving_it_is_regretted_by_21() -> None:
    result = judged("leave-it", draws=(1,))
    [decided] = result.decisions
    assert decided.judgement is not None
    assert (decided.judgement.regret, decided.judgement.how, decided.judgement.where) == (21, 5, 16)
    assert (decided.judgement.stake, decided.judgement.label) == (21, Label.BLUNDER)
    assert decided.judgement.points == pytest.approx(100 * 21 / 24)
    assert (result.total, result.value, result.luck, result.conduct) == (-13, 8, 0, 0)
    assert result.red_lines == ("You told Helen it was handled.",)


def test_the_best_run_by_hand() -> None:
    result = judged("ask-her-voice", "call-together")
    assert (result.total, result.conduct, result.luck) == (8, 100, 0)
    assert [told.words for told in result.chair] == ["She finally asked what I needed."]
    assert result.profile == {"presence": 100, "coaching": 100, "evidence": None}


def test_a_mistake_is_charged_once() -> None:
    """After leaving it everything is lost, and calling with Marcus is still the best that can be done."""
    result = judged("leave-it", "call-together", draws=(0,))
    assert [item.judgement.regret for item in result.decisions if item.judgement] == [21, 0]
    assert result.conduct == pytest.approx(100 * (1 - 21 / 25))
    assert result.profile["presence"] == pytest.approx(100 * (0 + 3) / (3 + 3))
