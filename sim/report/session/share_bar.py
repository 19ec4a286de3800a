"""The share of a vote as a bar that stands beside its words."""

from __future__ import annotations

from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 14


def share_bar(votes: int, given: int) -> str:
    """An SVG that takes its colours from the page. What it shows is told in words beside it, so readers pass it by."""
    long = WIDTH * votes / given if given else 0.0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}"/>'
        f'<rect class="bar" x="0" y="0" width="{long:.1f}" height="{HEIGHT}"/></svg>'
    )
