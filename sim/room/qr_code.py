"""The QR code of an address, as the squares it is made of. Whoever draws it chooses how."""

from __future__ import annotations

from typing import Final

import segno

QUIET_ZONE: Final = 4
"""The light squares that the standard asks for on every side (ISO/IEC 18004)."""

NARROW_QUIET_ZONE: Final = 2
"""As many as cameras in practice make do with, where there is little room."""

Modules = tuple[tuple[bool, ...], ...]
"""Rows of squares, True where one is dark."""


def qr_code(text: str, quiet_zone: int = QUIET_ZONE) -> Modules:
    """The QR code of a text, with its quiet zone: readable with up to 15 of 100 squares hidden (level M)."""
    code = segno.make_qr(text, error="m")
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=quiet_zone))
