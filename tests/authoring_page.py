"""The guide for authors as a list of steps: files to write, edits to make, commands with the output they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs" / "authoring.md"

_FENCE = re.compile(
    r"(?:<!-- (?P<mark>file|edit|completion|underlined)(?:: (?P<name>\S+))? -->\n(?:`\S+`\n)?\n)?"
    r"```(?P<kind>\w*)\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
LEFT_OUT = "…"
"""A line of shown output that stands for any number of lines."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that the reader writes."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of a file that the reader exchanges for others."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Command:
    """A line that the reader types, and what the page says comes of it."""

    line: str
    shown: str


@dataclass(frozen=True, slots=True)
class EditorView:
    """What the reader sees in the editor: what it offers, or what it underlines."""

    kind: str
    text: str


Step = WrittenFile | Edit | Command | EditorView


def steps(page: str) -> list[Step]:
    """What a reader does and sees, in order.

    Raises:
        ValueError: A block of the page is none of these, so nobody would try it.

    """
    found: list[Step] = []
    for fence in _FENCE.finditer(page):
        mark, name, kind, body = fence["mark"], fence["name"], fence["kind"], fence["body"]
        if (mark, kind) == ("file", "yaml"):
            found.append(WrittenFile(name, body))
        elif (mark, kind) == ("edit", "diff"):
            found.append(_edit(name, body))
        elif (mark, kind) == (None, "console"):
            found.extend(_commands(body))
        elif mark in ("completion", "underlined") and kind == "text":
            found.append(EditorView(mark, body))
        else:
            raise ValueError(f"A block {mark} {kind} that is not tried:\n{body}")
    return found


def _edit(name: str, body: str) -> Edit:
    lines = body.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    return Edit(name, before, "".join(line[1:] for line in lines if line[0] in " +"))


def _commands(body: str) -> list[Command]:
    _, *parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    return [Command(*part.partition("\n")[::2]) for part in parts]


def shows(shown: str, output: str) -> bool:
    """Whether the output is what the page shows, up to white space at the ends of lines and what it leaves out."""
    pattern = "\n".join(".*" if line == LEFT_OUT else re.escape(line) for line in _lines(shown))
    return re.fullmatch(pattern, "\n".join(_lines(output)), re.DOTALL) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


class Reader:
    """Somebody who does literally what the page says, beginning in an empty folder."""

    def __init__(self, home: Path) -> None:
        self._home = home / "home"
        self._programs = home / "programs"
        self.folder = home / "desk"
        for folder in (self._home, self._programs, self.folder):
            folder.mkdir()
        program = self._programs / "emptychair"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{PROJECT / "play.py"}" "$@"\n', "utf-8")
        program.chmod(0o755)

    def write(self, file: WrittenFile) -> None:
        """Write a file whole."""
        (self.folder / file.name).write_text(file.text, "utf-8")

    def edit(self, edit: Edit) -> None:
        """Exchange the lines; they must stand in the file, once."""
        path = self.folder / edit.name
        text = path.read_text("utf-8")
        assert text.count(edit.before) == 1, edit.before
        path.write_text(text.replace(edit.before, edit.after), "utf-8")

    def type(self, line: str) -> str:
        """Type a command; returns everything that the terminal shows."""
        if line.startswith("cd "):
            self.folder = self.folder / line.removeprefix("cd ")
            return ""
        ended = subprocess.run(
            ["sh", "-c", line],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            timeout=120,
            check=False,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("EMPTYCHAIR_")},
                "PATH": f"{self._programs}{os.pathsep}{os.environ['PATH']}",
                "EMPTYCHAIR_HOME": str(self._home),
                "COLUMNS": "80",
                "NO_COLOR": "1",
                "PYTHONUTF8": "1",
                "PYTHONUNBUFFERED": "1",  # so that both streams come in the order of a terminal
            },
        )
        return ended.stdout
