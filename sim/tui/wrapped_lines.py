"""A widget that is made of lines, and the wrapping that they share."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class WrappedLines(Widget):
    """A widget whose content is a list of lines, wrapped by itself for the width it is given.

    A subclass says what its lines are. Call `renew` when what they tell has changed.
    """

    DEFAULT_CSS = """
    WrappedLines {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: LRUCache[int, list[Content]] = LRUCache(4)

    def lines(self, width: int) -> list[Content]:
        """The lines for a width in cells, none wider than that."""
        raise NotImplementedError

    def lines_at(self, width: int) -> list[Content]:
        """The lines for a width, wrapped once for each width and state."""
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = self.lines(width) if width > 0 else []
        return found

    def renew(self) -> None:
        """Forget the lines, since what they tell has changed; the layout follows only where their number did."""
        width = self.content_size.width
        known = self._lines.get(width)
        self._lines.clear()
        self.refresh(layout=known is None or len(self.lines_at(width)) != len(known))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self.lines_at(width))

    def render(self) -> Content:
        """The lines as one text."""
        return Content("\n").join(self.lines_at(self.content_size.width))


def hanging(head: Content, body: Content, indent: int, width: int) -> list[Content]:
    """Wrap a body into the column right of `indent`, with the head in the margin of its first line.

    A head that does not fit into its margin stands on a line of its own.
    """
    column = max(width - indent, 1)
    wrapped = body.wrap(column) or [Content("")]
    margin = Content(" " * indent)
    if head.cell_length > indent:
        return [*head.wrap(width), *(margin + line for line in wrapped)]
    first = head + Content(" " * (indent - head.cell_length)) + wrapped[0]
    return [first, *(margin + line for line in wrapped[1:])]


def between(left: Content, right: Content, width: int) -> Content:
    """One line with a text at each end. Where both do not fit, the left one is shortened."""
    room = width - right.cell_length
    if room < 12:
        return left.truncate(width, ellipsis=True)
    left = left.truncate(room - 1, ellipsis=True)
    return left + Content(" " * (room - left.cell_length)) + right


def rule(caption: Content, width: int, style: str) -> Content:
    """A quiet line across, with a caption near its beginning where there is one."""
    if not caption:
        return Content.styled("─" * width, style)
    caption = caption.truncate(max(width - 4, 1), ellipsis=True)
    rest = max(width - caption.cell_length - 4, 0)
    return Content.styled("── ", style) + caption + Content.styled(" " + "─" * rest, style)
