"""A participant's own debrief: how the story ended, and what each of their votes was worth."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from sim.room.guest.frame import Frame, QuestionResult
from sim.room.guest.seen_words import NO_VOTE, conduct_words, went_on_words, worth_words
from sim.tui.conversation import WIDEST
from sim.tui.wrapped_lines import WrappedLines, hanging

INDENT = 4


class OwnDebrief(WrappedLines):
    """What there is to read once the story is over."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._frame: Frame | None = None

    def tell(self, frame: Frame) -> None:
        """Show this."""
        self._frame = frame
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """The conduct, then a few lines a question, then what the customer would say."""
        frame = self._frame
        if frame is None:
            return []
        room = min(width, WIDEST)
        lines = Content.styled(conduct_words(frame), "bold").wrap(room)
        for result in frame.shared.results:
            lines += [Content(""), *_question(result, frame.you.results.get(result.number), room)]
        for told in frame.shared.told:
            lines.append(Content(""))
            if told.person is not None:
                lines += Content.styled(told.person.name, "bold").wrap(room)
            lines += Content.styled(told.words, "italic").wrap(room)
        return lines


def _question(result: QuestionResult, vote: str | None, room: int) -> list[Content]:
    prompt = f": {result.prompt}" if result.prompt else ""
    lines = Content.styled(f"Decision {result.number}{prompt}", "$foreground-muted").wrap(room)
    for body in _below(result, vote):
        lines += hanging(Content(""), body, INDENT, room)
    return lines


def _below(result: QuestionResult, vote: str | None) -> Iterator[Content]:
    worth = None if vote is None else result.worth_of(vote)
    if vote is None:
        yield Content.styled(NO_VOTE, "bold")
    else:
        yield Content.assemble("You: ", (result.text_of(vote), "bold"))
    if worth is not None:
        yield Content.styled(worth_words(worth), "$accent" if worth.accepted else "")
        yield Content(worth.coaching)
    if worth is None or not worth.best:
        for best in result.worths:
            if best.best:
                yield Content.assemble("Best: ", (result.text_of(best.id), "bold"))
                yield Content(best.coaching)
    yield Content.styled(went_on_words(result), "$foreground-muted")
