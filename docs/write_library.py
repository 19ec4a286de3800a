"""Writes `library.md` from the shipped scenario files."""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from sim.cli.inspected_library import inspected_library  # noqa: E402 - the project need not be installed
from sim.report.library_page import library_page  # noqa: E402
from sim.scenario.folders import shipped_scenarios  # noqa: E402
from sim.scenario.library import Library  # noqa: E402

HEAD = """# The library

What comes with Empty Chair: what each scenario teaches, how long it takes, how hard it is. Nothing here gives a story
away. This page is made from the scenario files by `python docs/write_library.py`, and the tests hold it to them."""


def page() -> str:
    """The page as it should be now."""
    return library_page(inspected_library(Library([shipped_scenarios()])), HEAD)


if __name__ == "__main__":
    PROJECT.joinpath("docs", "library.md").write_text(page(), "utf-8")
    sys.stdout.write("docs/library.md is written.\n")
