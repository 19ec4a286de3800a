"""Where things lie: the shipped scenarios, and the user's own data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import sim

CATALOGUE_FILE: Final = "principles.yaml"
"""The name of a trainer's own catalogue in a folder of scenarios. It is never a scenario."""


def shipped_scenarios() -> Path:
    """The folder of the scenarios that come with the program."""
    return Path(sim.__file__).resolve().parent.parent / "scenarios"


def data_folder() -> Path:
    """The folder of the user's data; it need not exist yet. `EMPTYCHAIR_HOME` names another."""
    home = os.environ.get("EMPTYCHAIR_HOME")
    if home:
        return expanded(home)
    from platformdirs import user_data_path  # only needed where nothing was named

    return user_data_path("emptychair", appauthor=False)


def cache_folder() -> Path:
    """The folder of what can be worked out again at any time; it need not exist yet."""
    home = os.environ.get("EMPTYCHAIR_HOME")
    if home:
        return expanded(home) / "cache"
    from platformdirs import user_cache_path  # only needed where nothing was named

    return user_cache_path("emptychair", appauthor=False)


def own_scenarios() -> Path:
    """The folder of the user's own scenarios; it need not exist yet."""
    return data_folder() / "scenarios"


def expanded(name: str) -> Path:
    """A path with the user's folder in place of `~`; as it stands where there is no such user."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)
