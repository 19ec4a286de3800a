"""Asking before something is forgotten for good."""

from __future__ import annotations

import sys

from sim.cli.exit_code import DONE, WRONG_USAGE


def declined(command: str, yes: bool) -> int | None:
    """Ask, unless `yes` says that this is not wanted; the exit code where nothing is to be forgotten, else None.

    `command` is the one that asks, as it is typed.
    """
    if yes:
        return None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(
            f"emptychair {command}: there is no terminal to ask on, so nothing was forgotten. "
            "Add --yes to forget without being asked.",
            file=sys.stderr,
        )
        return WRONG_USAGE
    if _agreed():
        return None
    print("Nothing was forgotten.")
    return DONE


def _agreed() -> bool:
    try:
        return input("Forget? y/N ").strip().lower() in {"y", "yes"}
    except EOFError:
        print()
        return False
