"""Where things lie: the shipped scenarios, and the user's own data."""

from __future__ import annotations

import os
from pathlib import Path

import sim


def shipped_scenarios() -> Path:
    """The folder of the scenarios that come with the program."""
    return Path(sim.__file__).resolve().parent.parent / "scenarios"


def data_folder() -> Path:
    """The folder of the user's data; it need not exist yet. `EMPTYCHAIR_HOME` names another."""
    home = os.environ.get("EMPTYCHAIR_HOME")
    if home:
        return Path(home).expanduser()
    from platformdirs import user_data_path  # only needed where nothing was named

    return user_data_path("emptychair", appauthor=False)


def own_scenarios() -> Path:
    """The folder of the user's own scenarios; it need not exist yet."""
    return data_folder() / "scenarios"
