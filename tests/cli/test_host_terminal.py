from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from tests.cli.hosted import Guest
from tests.cli.terminal import Terminal


def host(home: Path, example: Path, *arguments: str, **environment: str) -> Terminal:
    return Terminal(home, "host", example, "--port", "0", *arguments, **environment)


def test_a_signal_closes_the_screen_and_says_how_to_go_on(example: Path, tmp_path: Path) -> None:
    terminal = host(tmp_path, example, LINES="30")
    terminal.wait_for("Begin together")
    os.kill(terminal.process, signal.SIGTERM)
    assert terminal.end() == 0
    # The terminal is as it was: its own screen is back before anything is said on it.
    assert terminal.output.rindex("\x1b[?1049l") < terminal.output.rindex("Again: emptychair host --resume")
    assert "Traceback" not in terminal.output


def test_in_lines_ctrl_c_leaves_a_session_to_be_taken_up_again(example: Path, tmp_path: Path) -> None:
    terminal = host(tmp_path, example, "--plain")
    terminal.wait_for("Phase: lobby")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "Again: emptychair host --resume" in terminal.output
    assert "Traceback" not in terminal.output


def test_the_qr_code_is_drawn_where_there_is_room_for_it(example: Path, tmp_path: Path) -> None:
    terminal = host(tmp_path, example, "--plain", "--name", "a.local")
    terminal.wait_for("Phase: lobby")
    terminal.press("qr\r")
    terminal.wait_for("Done: qr")
    rows = re.findall("[█ ]{60,}", terminal.output)
    # As many rows as columns, two characters each.
    assert {len(row) for row in rows} == {2 * len(rows)}
    terminal.press("quit\r")
    assert terminal.end() == 0
    narrow = host(tmp_path, example, "--plain", COLUMNS="60")
    narrow.wait_for("Phase: lobby")
    narrow.press("qr\r")
    narrow.wait_for("Not understood: A QR code needs a terminal")
    narrow.press("quit\r")
    assert narrow.end() == 0


def test_people_join_while_the_screen_is_shown(example: Path, tmp_path: Path) -> None:
    terminal = host(tmp_path, example, "--plain")
    terminal.wait_for("Phase: lobby")
    found = re.search(r"Join: http://\S+:(\d+)/j/(\w+)", terminal.output)
    assert found is not None
    Guest(int(found[1]), found[2], "Ann")
    terminal.wait_for("People: 1 joined")
    terminal.press("end\r")
    assert terminal.end() == 0
    assert "Over: the session has ended." in terminal.output
