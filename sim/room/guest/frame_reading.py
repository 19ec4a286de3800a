"""From the wire's JSON to a frame."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.label import Label
from sim.engine.telling import Told, Voice
from sim.room.guest.frame import (
    ChoiceWorth,
    Frame,
    OfferedChoice,
    Own,
    QuestionResult,
    Shared,
    TakenOne,
)
from sim.room.guest.wire_object import WireObject
from sim.room.rules.event import Decided
from sim.room.rules.phase import Phase
from sim.room.rules.question import Split, Vote
from sim.scenario.model import EndingKind, Person


def read_frame(view: WireObject) -> Frame:
    """Read what stands under `view`.

    Raises:
        NotUnderstood: it is not what a room sends.

    """
    return Frame(
        shared=_shared(view.object("shared")),
        you=_own(view.object("you")),
        version=view.whole("version"),
        now=view.number("now"),
    )


def _shared(form: WireObject) -> Shared:
    return Shared(
        code=form.text("code"),
        title=form.text("title"),
        phase=form.one_of("phase", Phase),
        own_pace=form.flag("own_pace"),
        question=form.maybe("question", form.whole),
        told=tuple(_told(told) for told in form.objects("told")),
        choices=_choices(form.objects("choices")),
        deadline=form.maybe("deadline", form.number),
        people=form.whole("people"),
        teams=form.texts("teams"),
        locked=form.flag("locked"),
        split=_split(form.object("split")) if form.has("split") else None,
        worths=_worths(form.objects("worths")) if form.has("worths") else None,
        taken=_taken(form.object("taken")) if form.has("taken") else None,
        ending=form.one_of("ending", EndingKind) if form.has("ending") else None,
        results=tuple(_result(result) for result in form.objects("results")),
    )


def _own(form: WireObject) -> Own:
    return Own(
        participant=form.whole("participant"),
        name=form.text("name"),
        team=form.maybe("team", form.text),
        vote=_vote(form.object("vote")) if form.has("vote") else None,
        voted=form.whole("voted"),
        members=form.whole("members"),
        results={
            result.whole("question"): result.maybe("vote", result.text) for result in form.objects("results")
        },
        conduct=form.maybe("conduct", form.number),
    )


def _vote(form: WireObject) -> Vote:
    return Vote(form.text("choice"), form.text("submission"))


def _told(form: WireObject) -> Told:
    voice = form.one_of("voice", Voice)
    who = form.maybe("who", form.text)
    person = None if who is None else Person(who, who, form.maybe("role", form.text) or "")
    return Told(voice, form.words("words"), person)


def _choices(forms: Iterable[WireObject]) -> tuple[OfferedChoice, ...]:
    return tuple(OfferedChoice(form.text("id"), form.text("text")) for form in forms)


def _split(form: WireObject) -> Split:
    return Split(form.counts("people"), form.counts("units"), form.texts("leading"))


def _worths(forms: Iterable[WireObject]) -> tuple[ChoiceWorth, ...]:
    return tuple(
        ChoiceWorth(
            id=form.text("id"),
            label=form.one_of("label", Label),
            points=form.number("points"),
            best=form.flag("best"),
            accepted=form.flag("accepted"),
            coaching=form.words("coaching"),
        )
        for form in forms
    )


def _taken(form: WireObject) -> TakenOne:
    return TakenOne(form.text("choice"), form.text("text"), form.one_of("decided", Decided))


def _result(form: WireObject) -> QuestionResult:
    return QuestionResult(
        number=form.whole("question"),
        prompt=form.words("prompt") if form.has("prompt") else "",
        choices=_choices(form.objects("choices")),
        split=_split(form.object("split")),
        taken=form.maybe("taken", form.text),
        decided=form.one_of("decided", Decided) if form.has("decided") else None,
        worths=_worths(form.objects("worths")),
    )
