from __future__ import annotations

import re

import pytest

from sim.room.server.page_files import FOLDER

FILES = sorted(FOLDER.iterdir())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]


def test_the_page_is_small() -> None:
    assert sum(path.stat().st_size for path in FILES) <= 50 * 1024


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_a_file_of_the_page_names_no_other_address(path: object) -> None:
    text = (FOLDER / str(path)).read_text("utf-8")
    assert re.findall(r"https?://[\w.]|url\(|@import|@font-face|src=\"(?!/)", text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.name))
def test_a_script_takes_words_only_as_text(path: object) -> None:
    text = (FOLDER / str(path)).read_text("utf-8")
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|DOMParser|eval\(|Function\(", text)
        == []
    )


def test_every_script_that_is_imported_is_there_and_asked_for_early() -> None:
    page = (FOLDER / "index.html").read_text("utf-8")
    imported = {name for path in SCRIPTS for name in re.findall(r'from "/([\w.]+)"', path.read_text("utf-8"))}
    assert imported == {path.name for path in SCRIPTS} - {"page.js"}
    assert set(re.findall(r'modulepreload" href="/([\w.]+)"', page)) == imported
