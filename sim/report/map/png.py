"""The drawn map as a PNG, from the same SVG."""

from __future__ import annotations

from typing import Final

from sim.report.map.error import MapNotDrawn, missing

SCALE: Final = 2.0
LARGEST: Final = 16_000.0
"""Pixels along a side; a larger map is drawn at a smaller scale."""


def map_png(svg: str) -> bytes:
    """The drawing as pixels, two for each of the SVG's unless it would be too large.

    Raises:
        MapNotDrawn: the renderer is not installed, failed, or has no type to write with.

    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise missing("resvg-py") from None
    if not _writes(svg_to_bytes(svg_string=_PROBE), svg_to_bytes(svg_string=_PROBE.replace("M", ""))):
        raise MapNotDrawn(
            "No typeface was found on this machine, so the PNG would have no words.",
            "Install one, such as DejaVu or Liberation Sans, or make an SVG with --format svg.",
        )
    width, height = _size(svg)
    try:
        return bytes(svg_to_bytes(svg_string=svg, zoom=min(SCALE, LARGEST / max(width, height))))
    except ValueError as error:
        raise MapNotDrawn(
            f"The PNG could not be drawn ({error}).", "Make an SVG with --format svg."
        ) from error


_PROBE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="2" y="16" font-size="16" font-family="Arial, sans-serif">M</text></svg>'
)


def _writes(with_letter: bytes, without: bytes) -> bool:
    return with_letter != without


def _size(svg: str) -> tuple[float, float]:
    _, _, box = svg.partition('viewBox="0 0 ')
    width, height = box.partition('"')[0].split()
    return float(width), float(height)
