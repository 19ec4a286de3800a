"""The seats that somebody has in rooms, kept so that they come back to them after a crash."""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from sim.room.guest.address import RoomAddress
from sim.room.wire import SECRET_SIGNS

KEPT_SECONDS: Final = 12 * 3600.0
"""A seat is forgotten after as long as a code lasts."""


def new_secret() -> str:
    """What only one participant knows: 128 bits."""
    return secrets.token_urlsafe(16)


class Seats:
    """A folder with a file for each seat, which nobody else on the machine may read.

    A seat that cannot be read or kept is as one that is not there: one joins anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def secret(self, address: RoomAddress) -> str | None:
        """The secret by which one joined this room, if one has."""
        self._forget_old()
        try:
            kept = json.loads(self._file(address).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        secret = kept.get("secret") if isinstance(kept, dict) else None
        return secret if isinstance(secret, str) and re.fullmatch(SECRET_SIGNS, secret) else None

    def keep(self, address: RoomAddress, secret: str) -> bool:
        """Keep a seat before it is asked for, so that no crash can come between; False where that was not possible."""
        file = self._file(address)
        new = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        kept = {"server": address.server, "code": address.code, "secret": secret}
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(
                os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as opened:
                json.dump(kept, opened)
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink()
            return False
        return True

    def forget(self, address: RoomAddress) -> None:
        """Forget a seat: the session is over."""
        with suppress(OSError):
            self._file(address).unlink()

    def _file(self, address: RoomAddress) -> Path:
        place = sha256(f"{address.server} {address.code}".encode()).hexdigest()[:32]
        return self._folder / f"{place}.json"

    def _forget_old(self) -> None:
        now = time.time()
        with suppress(OSError):
            for file in self._folder.iterdir():
                with suppress(OSError):
                    if now - file.stat().st_mtime > KEPT_SECONDS:
                        file.unlink()
