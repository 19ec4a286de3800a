"""The page about the library says what the files say."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_the_scenario_files_make_of_it() -> None:
    written = (DOCS / "library.md").read_text("utf-8")
    assert written == runpy.run_path(str(DOCS / "write_library.py"))["page"](), (
        "docs/library.md is out of date. Write it anew with: python docs/write_library.py"
    )
