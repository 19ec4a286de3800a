"""How often Python looks for garbage while rooms are served."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (50_000, 2, 2)
"""So many new objects, and so many smaller looks, before the next; about half a million before one through all."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Look for garbage seldom.

    With two thousand people connected one look through everything takes up to half a second, in which nobody is
    answered; a question answered by all at once would bring it about. What is there already, the program and the
    solved scenario, is not looked through at all.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
