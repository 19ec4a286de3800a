"""How long ago something was, in words."""

from __future__ import annotations

import time

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def ago(then: float, now: float) -> str:
    """Say how long before `now` it was `then`; both in seconds since 1970. After four weeks, the date."""
    passed = now - then
    if passed < _MINUTE:
        return "just now"
    if passed < _HOUR:
        return _counted(passed // _MINUTE, "minute")
    if passed < _DAY:
        return _counted(passed // _HOUR, "hour")
    if passed < 28 * _DAY:
        return _counted(passed // _DAY, "day")
    return time.strftime("%Y-%m-%d", time.localtime(then))


def _counted(number: float, unit: str) -> str:
    return f"{int(number)} {unit}{'' if number == 1 else 's'} ago"
